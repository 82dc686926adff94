"""The screens and notices of renewals with sample data, by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.screens import addon, forecast, home, mailboxes, notices, reminders, renewals, top_up
from bot.screens.buttons import ShowForecast, ShowRenewals
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain.keeping import Snoozed
from domain.money import Money
from domain.notices import NoticeKind
from tests.screens.facts import TODAY, a_card, a_home, a_mailbox, a_notice, a_top_up, an_addon
from tests.screens.renewal_facts import (
    DAY,
    GRACE,
    a_forecast,
    a_holding,
    a_plan,
    a_reminder,
    a_renewals,
    all_told,
    an_outcome,
    an_upcoming,
    another,
    archive,
    inbox,
    overdue,
    told,
    two_addons,
)

Build = Callable[[Texts], Screen]
Sample = tuple[str, Build]


def renewal_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    yield from _homes()
    yield from _renewals()
    yield from _addons()
    yield from _forecasts()
    yield from _payments()
    yield from _wishes()
    yield from _notices()


def _homes() -> Iterator[Sample]:
    for name, ahead in {
        "short": an_upcoming(two_addons(), credit=900),
        "covered": an_upcoming(two_addons(), credit=2_000),
        "overdue": an_upcoming(overdue()),
    }.items():
        facts = replace(a_home(a_mailbox(expires_on=DAY)), upcoming=ahead)
        yield f"home, renewal {name}", lambda texts, facts=facts: home.home(texts, facts)  # type: ignore[misc]  # a default binds the facts


def _renewals() -> Iterator[Sample]:
    other = another()
    seven = a_holding(*(inbox(1, number) for number in range(1, 8)))
    far = a_holding(inbox(runs_until=date(2029, 3, 1)), inbox(3, 5, renews=False), expires_on=date(2029, 3, 1))
    cases = {
        "short": a_renewals(two_addons(), credit=900),
        "short and over": a_renewals(two_addons(used_bytes=3_200_000_000)),
        "short after another": a_renewals(other, two_addons(), credit=900),
        "covered": a_renewals(two_addons(), credit=2_000),
        "covered after another": a_renewals(other, two_addons(), credit=5_000),
        "nobody renews": a_renewals(two_addons(auto_renew=False)),
        "one declined": a_renewals(a_holding(inbox(renews=False), archive())),
        "overdue": a_renewals(overdue()),
        "overdue and covered": a_renewals(overdue(), credit=5_000),
        "far away": a_renewals(far),
        "nothing": a_renewals(a_holding()),
    }
    for name, facts in cases.items():
        yield f"renewals, {name}", lambda texts, facts=facts: renewals.renewals(texts, facts)  # type: ignore[misc]  # a default binds the facts
    for page in range(3):
        facts = a_renewals(seven, credit=400)
        yield f"renewals, page {page}", lambda texts, facts=facts, page=page: renewals.renewals(texts, facts, page)  # type: ignore[misc]  # defaults bind the facts
    card = a_card(a_mailbox(), an_addon(), replace(an_addon(addon_id=2), renews=False), overdue().addons[0])
    yield "card, every state", lambda texts: mailboxes.card(texts, card)


def _addons() -> Iterator[Sample]:
    cases = {
        "renewed": a_plan(two_addons(), credit=5_000),
        "first of two": a_plan(two_addons(), credit=900),
        "second of two": a_plan(two_addons(), 1, credit=900),
        "declined": a_plan(a_holding(inbox(renews=False))),
        "declined, nobody renews": a_plan(a_holding(inbox(renews=False), auto_renew=False)),
        "nobody renews": a_plan(two_addons(auto_renew=False)),
        "overdue": a_plan(overdue()),
        "far away": a_plan(a_holding(inbox(runs_until=date(2029, 3, 1)), expires_on=date(2029, 3, 1), term_years=3)),
    }
    for name, plan in cases.items():
        yield f"addon, {name}", lambda texts, plan=plan: addon.addon(texts, plan)  # type: ignore[misc]  # a default binds the plan


def _forecasts() -> Iterator[Sample]:
    days = [date(2027, month, 8) for month in range(1, 11)]
    many = [
        a_holding(archive(addon_id=number, runs_until=day), id=number, address=f"box{number}@pec.it", expires_on=day)
        for number, day in enumerate(days, start=1)
    ]
    ending = a_holding(inbox(renews=False), archive(renews=False), id=20, address="b@pec.archrm.it")
    expiring = a_holding(inbox(), id=21, address="c@pec.archrm.it", auto_renew=False)
    cases = {
        "empty": a_forecast(),
        "covered": a_forecast(two_addons(), credit=5_000),
        "short": a_forecast(two_addons(), overdue(), credit=900),
        "nothing to pay": a_forecast(ending, expiring),
        "all sorts": a_forecast(two_addons(), ending, expiring, credit=900),
    }
    for name, facts in cases.items():
        yield f"forecast, {name}", lambda texts, facts=facts: forecast.forecast(texts, facts)  # type: ignore[misc]  # a default binds the facts
    for page in range(3):
        facts = a_forecast(*many, credit=600)
        yield f"forecast, page {page}", lambda texts, facts=facts, page=page: forecast.forecast(texts, facts, page)  # type: ignore[misc]  # defaults bind the facts


def _payments() -> Iterator[Sample]:
    ahead = an_upcoming(two_addons(), credit=900)
    paid = top_up.pay_renewal
    yield "pay a renewal", lambda texts: paid(texts, a_top_up(320), ahead.missing, ahead)
    yield "pay a renewal, cents", lambda texts: paid(texts, a_top_up(100), Money(44), ahead)
    yield "pay a renewal in parts", lambda texts: paid(texts, a_top_up(50_000), Money(120_000), ahead, waiting=1)
    yield "pay what is overdue", lambda texts: paid(texts, a_top_up(732), Money(732), an_upcoming(overdue()))
    yield "pay the year", lambda texts: paid(texts, a_top_up(320), Money(320), None, waiting=2)
    yield "nothing is missing", lambda texts: renewals.not_needed(texts, Money(2_000), ShowRenewals(7))
    yield "nothing is missing in the year", lambda texts: renewals.not_needed(texts, Money(2_000), ShowForecast())


def _wishes() -> Iterator[Sample]:
    until = TODAY + timedelta(days=14)
    for name, day in {"later": DAY, "before": GRACE - timedelta(days=1), "never": None}.items():
        facts = Snoozed(mailbox=a_mailbox(), until=until, next_reminder=day)
        yield f"snoozed, next {name}", lambda texts, facts=facts: reminders.snoozed(texts, facts)  # type: ignore[misc]  # a default binds the facts
    yield "space alerts on", lambda texts: reminders.space_alerts(texts, wanted=True)
    yield "space alerts off", lambda texts: reminders.space_alerts(texts, wanted=False)


def _notices() -> Iterator[Sample]:
    box, day = "mario.rossi@pec.archrm.it", DAY.isoformat()
    cases = [
        *(notice for _, notice in all_told()),
        a_notice(NoticeKind.EMAIL_FAILED, address="mario@example.org", mailbox=box),
        a_notice(NoticeKind.ADMIN_GRACE, mailbox=box, day=day, until="2027-02-15", addons=1),
        a_notice(NoticeKind.ADMIN_GRACE, mailbox=box, day=day, until="2027-02-15", addons=3),
        a_notice(NoticeKind.ADMIN_RENEWAL_FAILED, mailbox=box, day=day, reference="7F3A-91"),
        a_notice(NoticeKind.ADMIN_AUDIT, ok=False, problems=1, first="holder:1: 500 in the balance, 400 in the lines"),
        a_notice(NoticeKind.ADMIN_AUDIT, ok=False, problems=4, first="holder:1: 500 in the balance, 400 in the lines"),
        a_notice(NoticeKind.ADMIN_AUDIT, ok=True, problems=0, first=""),
        a_notice(NoticeKind.ADMIN_UNDELIVERED, mailbox=box, address="mario@example.org", error="550 no such user"),
    ]
    many = a_holding(*(archive(addon_id=number) for number in range(1, 46)))
    cases += [told(NoticeKind.REMINDER, a_reminder(many).facts()), told(NoticeKind.RENEWAL, an_outcome(many).facts())]
    for number, notice in enumerate(cases):
        yield (
            f"notice r{number}, {notice.kind}",
            lambda texts, notice=notice: notices.notice(texts, notice, None),  # type: ignore[misc]  # a default binds the notice
        )
