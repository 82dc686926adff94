"""Facts of renewals to render, computed by the rules themselves on the day of the other facts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.addons import Addon, in_order
from domain.forecast import Forecast, Upcoming, forecast
from domain.keeping import AddonPlan, MailboxRenewals, next_for, plan_of
from domain.mailboxes import Mailbox
from domain.money import Money
from domain.notices import Channel, Facts, Notice, NoticeKind
from domain.reminders import tone_of
from domain.renewal_news import ReminderNews, RenewalNews, reminder_news, renewal_news
from domain.renewals import Circumstances, Holding, decide
from domain.space import SpaceNews
from tests.screens.access_facts import access_told
from tests.screens.facts import ARCHIVE, CATALOGUE, INBOX, NOW, TODAY, a_mailbox, an_addon

DAY = date(2027, 1, 31)
GRACE = date(2026, 12, 6)


def a_holding(*addons: Addon, **changes: Any) -> Holding:
    """A mailbox that expires on DAY, with add-ons."""
    return Holding(mailbox=replace(a_mailbox(expires_on=DAY), **changes), addons=addons)


def inbox(gb: int = 2, addon_id: int = 1, **changes: Any) -> Addon:
    """Inbox space up to DAY."""
    return replace(an_addon(INBOX, gb, DAY, addon_id), **changes)


def archive(gb: int = 1, addon_id: int = 2, **changes: Any) -> Addon:
    """Legal archiving up to DAY."""
    return replace(an_addon(ARCHIVE, gb, DAY, addon_id), **changes)


def two_addons(**changes: Any) -> Holding:
    """Two add-ons that cost 7.32 and 4.88 at their renewal."""
    return a_holding(inbox(), archive(), **changes)


def another() -> Holding:
    """Another mailbox of the same holder, whose renewal comes before DAY and takes 4.88."""
    day = date(2026, 12, 8)
    return a_holding(archive(addon_id=9, runs_until=day), id=8, address="studio@pec.archrm.it", expires_on=day)


def overdue() -> Holding:
    """An add-on that runs on unpaid on a mailbox that was renewed ten days ago."""
    past = date(2026, 11, 12)
    addon = inbox(runs_until=past, grace_until=GRACE)
    return a_holding(addon, expires_on=date(2027, 11, 12))


def a_forecast(*holdings: Holding, credit: int = 0) -> Forecast:
    """What the next twelve months take, with a credit in cents."""
    return forecast(CATALOGUE, holdings, Money(credit), TODAY)


def an_upcoming(*holdings: Holding, credit: int = 0) -> Upcoming:
    """The first renewal."""
    return a_forecast(*holdings, credit=credit).upcoming[0]


def a_renewals(*holdings: Holding, credit: int = 0) -> MailboxRenewals:
    """The renewals of the last of some mailboxes."""
    ahead, own = a_forecast(*holdings, credit=credit), holdings[-1]
    return MailboxRenewals(
        mailbox=own.mailbox,
        addons=tuple(in_order(own.addons)),
        upcoming=next_for(ahead, own.mailbox.id),
        credit=Money(credit),
        today=TODAY,
    )


def a_plan(holding: Holding, number: int = 0, credit: int = 0) -> AddonPlan:
    """What is to become of one of the add-ons of a mailbox."""
    ordered = in_order(holding.addons)
    return plan_of(CATALOGUE, holding, ordered, ordered[number], a_forecast(holding, credit=credit))


def a_reminder(*holdings: Holding, credit: int = 0, today: date = TODAY) -> ReminderNews:
    """The reminder of the last of some mailboxes."""
    upcoming = next_for(a_forecast(*holdings, credit=credit), holdings[-1].mailbox.id)
    tone = tone_of(upcoming) if upcoming else None
    assert upcoming is not None
    assert tone is not None
    return reminder_news(upcoming, tone, Money(credit), today)


def an_outcome(
    holding: Holding, credit: int = 0, *, warned: bool = True, awaited: bool = False, over: int = 0
) -> RenewalNews:
    """The outcome of a renewal."""
    assert holding.due_on is not None
    today = holding.due_on + timedelta(days=1)
    around = Circumstances(warned=warned, awaited=awaited)
    return renewal_news(decide(CATALOGUE, holding, Money(credit), today, around), over)


def a_filling(mailbox: Mailbox | None = None, helping: int = 1) -> SpaceNews:
    """A mailbox that is nearly full."""
    box = mailbox or a_mailbox()
    return SpaceNews(
        mailbox_id=box.id, mailbox=box.address, used_bytes=1_950_000_000, total_gb=2, level=90, helping_gb=helping
    )


def reminders() -> dict[str, ReminderNews]:
    """A reminder in every tone, and on every occasion that has words of its own."""
    full = {"used_bytes": 3_200_000_000}
    other = another()
    return {
        "short": a_reminder(two_addons(), credit=900),
        "short and over": a_reminder(two_addons(**full), credit=100),
        "short after another": a_reminder(other, two_addons(), credit=900),
        "one euro short": a_reminder(two_addons(), credit=1_120),
        "much short": a_reminder(a_holding(inbox(100), archive(100))),
        "tomorrow": a_reminder(two_addons(), credit=900, today=DAY - timedelta(days=1)),
        "today": a_reminder(two_addons(), credit=900, today=DAY),
        "covered": a_reminder(two_addons(), credit=2_000),
        "covered after another": a_reminder(other, two_addons(), credit=5_000),
        "ending": a_reminder(two_addons(auto_renew=False)),
        "expiring": a_reminder(a_holding(auto_renew=False)),
        "leaving": a_reminder(a_holding(inbox(renews=False))),
        "unpaid": a_reminder(overdue()),
        "unpaid, tomorrow": a_reminder(overdue(), today=GRACE - timedelta(days=1)),
        "unpaid, today": a_reminder(overdue(), today=GRACE),
    }


def outcomes() -> dict[str, RenewalNews]:
    """An outcome of every kind."""
    many = a_holding(*(archive(addon_id=number, gb=number) for number in range(1, 6)))
    declined = a_holding(inbox(renews=False), archive())
    return {
        "all renewed": an_outcome(two_addons(), 2_000),
        "one of two": an_outcome(two_addons(), 900, over=1_200_000_000),
        "none": an_outcome(two_addons()),
        "many lost": an_outcome(many),
        "declined": an_outcome(declined, 488),
        "all declined": an_outcome(a_holding(inbox(renews=False))),
        "expired": an_outcome(two_addons(auto_renew=False)),
        "expired without add-ons": an_outcome(a_holding(auto_renew=False)),
        "expired and nobody warned": an_outcome(two_addons(auto_renew=False), warned=False),
        "nobody warned": an_outcome(two_addons(), 900, warned=False),
        "awaited": an_outcome(two_addons(), 632, awaited=True),
    }


def told(kind: NoticeKind, facts: Facts, channel: Channel = Channel.CHAT, target: str = "1001") -> Notice:
    """A notice with facts that the domain wrote."""
    return Notice(key=f"{kind}:1", channel=channel, target=target, kind=kind, facts=facts, due_at=NOW)


def all_told(channel: Channel = Channel.CHAT, target: str = "1001") -> Iterable[tuple[str, Notice]]:
    """Every notice that goes to e-mail as well as to chats, by name."""
    for name, reminder in reminders().items():
        yield f"reminder, {name}", told(NoticeKind.REMINDER, reminder.facts(), channel, target)
    for name, outcome in outcomes().items():
        yield f"renewal, {name}", told(NoticeKind.RENEWAL, outcome.facts(), channel, target)
    for helping in (0, 1, 3):
        yield f"space, {helping} GB help", told(NoticeKind.SPACE, a_filling(helping=helping).facts(), channel, target)
    for notice in access_told(channel, target):
        yield notice.kind, notice
