"""A provider of whose mailboxes many are due, of every kind; and what has to become of them, whoever does it.

Each holder's fate follows from the facts alone: what is due is taken in the order of its dates.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from domain.addons import Addon, in_order
from domain.catalogue import MailboxType, ServiceKey
from domain.forecast import look_ahead
from domain.mailboxes import Mailbox, MailboxStatus
from domain.money import NOTHING, Money
from domain.pricing import Price, price_for
from domain.reminders import owed_step, tone_of
from domain.renewals import Circumstances, Fate, Holding, Renewal, catch_up
from domain.steps import STEPS
from domain.usecases.reminding import reminder_event
from tests.builders import CATALOGUE
from tests.people import TODAY

GB = (1, 2, 3, 5)
FAR = TODAY + timedelta(days=STEPS[0] + 1)  # no reminder is owed up to then
ADMIN = 1003


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """Holders who are alike: so many, and what each has. The credit covers the first `covered` of all the add-ons."""

    many: int
    mailboxes: int = 1
    addons: int = 2
    covered: int = 0
    warned: bool = True
    auto_renew: bool = True
    renews: bool = True
    upcoming: bool = False


DUE = (
    Kind(many=1_480, addons=0),
    Kind(many=20, addons=0, auto_renew=False),
    Kind(many=120, covered=2),
    Kind(many=90, covered=1),
    Kind(many=50),
    Kind(many=50, warned=False),
    Kind(many=10, warned=False, covered=2),
    Kind(many=30, addons=1, auto_renew=False, covered=1),
    Kind(many=10, renews=False, covered=2),
    Kind(many=50, mailboxes=2, addons=1, covered=1),
    Kind(many=20, mailboxes=2, addons=2, covered=3),
)
UPCOMING = (
    Kind(many=30, upcoming=True),
    Kind(many=30, upcoming=True, covered=2),
    Kind(many=20, upcoming=True, mailboxes=2, addons=1, covered=1),
    Kind(many=20, upcoming=True, addons=0, auto_renew=False),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """Everybody at the start. Only the holders in `credits` have an account."""

    seed: int
    holdings: list[Holding] = field(default_factory=list)
    credits: dict[int, Money] = field(default_factory=dict)
    warned: set[int] = field(default_factory=set)

    @property
    def due(self) -> int:
        """How many mailboxes are due."""
        return sum(holding.is_due(TODAY) for holding in self.holdings)

    def of_holders(self) -> Mapping[int, list[Holding]]:
        """What each holder has, in the order of its dates."""
        found: dict[int, list[Holding]] = {}
        for holding in sorted(self.holdings, key=lambda one: (one.due_on or FAR, one.mailbox.id)):
            found.setdefault(holding.mailbox.holder_id, []).append(holding)
        return found


def chat_of(holder_id: int) -> int | None:
    """The chat of a holder: one in six has one."""
    return 100_000 + holder_id if holder_id % 6 == 0 else None


def make_provider(seed: int, *kinds: Kind) -> Provider:
    """Holders of these kinds, all mixed up."""
    chance = random.Random(seed)
    provider = Provider(seed=seed)
    mailbox_ids, addon_ids = count(1), count(1)
    everybody = [kind for kind in kinds for _ in range(kind.many)]
    chance.shuffle(everybody)
    for holder_id, kind in enumerate(everybody, 1):
        mine: list[Holding] = []
        for _ in range(kind.mailboxes):
            mailbox = _mailbox(chance, kind, next(mailbox_ids), holder_id)
            addons = tuple(_addon(chance, kind, mailbox, next(addon_ids)) for _ in range(kind.addons))
            mine.append(Holding(mailbox=mailbox, addons=addons))
        provider.holdings.extend(mine)
        provider.warned.update(one.mailbox.id for one in mine if kind.warned and not kind.upcoming)
        credit = _credit(chance, kind, mine)
        if credit > NOTHING:
            provider.credits[holder_id] = credit
    return provider


def _mailbox(chance: random.Random, kind: Kind, mailbox_id: int, holder_id: int) -> Mailbox:
    days = chance.randint(0, STEPS[0]) if kind.upcoming else -chance.randint(1, 4)
    expires_on = TODAY + timedelta(days=days)
    return Mailbox(
        id=mailbox_id,
        holder_id=holder_id,
        address=f"box{mailbox_id}@pec.example.com",
        type=MailboxType.PRO,
        status=MailboxStatus.ACTIVE,
        expires_on=expires_on,
        auto_renew=kind.auto_renew,
        term_years=chance.choice((1, 3)),
        base_gb=2,
        used_bytes=1_000_000,
        anchor_day=expires_on.day,
    )


def _addon(chance: random.Random, kind: Kind, mailbox: Mailbox, addon_id: int) -> Addon:
    return Addon(
        id=addon_id,
        mailbox_id=mailbox.id,
        order_id=f"q{addon_id}",
        service=chance.choice(tuple(ServiceKey)),
        gb=chance.choice(GB),
        active_from=date(2026, 1, 1),
        runs_until=mailbox.expires_on,
        renews=kind.renews,
        rank=chance.choice((None, 1, 2)),
    )


def _credit(chance: random.Random, kind: Kind, mine: list[Holding]) -> Money:
    """Enough for the first add-ons, to the cent or with something to spare that is less than any add-on."""
    in_line = sorted(mine, key=lambda one: (one.mailbox.expires_on, one.mailbox.id))
    prices = [
        price_for(CATALOGUE, addon.service, addon.gb, one.mailbox.term_years).gross.cents
        for one in in_line
        for addon in in_order(one.addons)
    ]
    return Money(sum(prices[: kind.covered]) + chance.choice((0, 0, 1, 365)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Fates:
    """How everything has to be in the end, by id; what is left of credits; and the notices that were owed, by key."""

    mailboxes: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    addons: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    renewals: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    credits: dict[str, int] = field(default_factory=dict)
    notices: set[str] = field(default_factory=set)
    limits: set[str] = field(default_factory=set)


def fates_of(provider: Provider) -> Fates:
    """What the rules decide for each holder."""
    fates = Fates()
    for holder_id, holdings in provider.of_holders().items():
        credit = provider.credits.get(holder_id, NOTHING)
        after: list[Holding] = []
        for holding in holdings:
            around = Circumstances(warned=holding.mailbox.id in provider.warned)
            renewals = catch_up(CATALOGUE, holding, credit, TODAY, around)
            for renewal in renewals:
                credit = renewal.credit
                _note(fates, renewal)
            after.append(renewals[-1].after if renewals else holding)
            _note_state(fates, holding, after[-1], renewals)
        if credit > NOTHING:
            fates.credits[f"holder:{holder_id}"] = credit.cents
        fates.notices.update(_reminders(after, credit))
    return fates


def _note(fates: Fates, renewal: Renewal) -> None:
    mailbox = renewal.mailbox
    for one in renewal.of(Fate.RENEWED):
        price = one.price or Price(years=0, net=NOTHING, vat=NOTHING)
        period = (one.before.runs_until, one.after.runs_until)
        fates.renewals[one.before.id] = (*period, price.years, price.net.cents, price.vat.cents)
    event = f"renewal:{mailbox.id}:{renewal.due_on}"
    if renewal.is_news:
        fates.notices.update(_told(mailbox.holder_id, event))
    if renewal.changes_space:
        fates.notices.add(f"{event}:set_limit")
        fates.limits.add(mailbox.address)
    if renewal.of(Fate.GRACE):
        fates.notices.add(f"{event}:admin_grace:{ADMIN}")


def _note_state(fates: Fates, before: Holding, after: Holding, renewals: list[Renewal]) -> None:
    mailbox = after.mailbox
    fates.mailboxes[mailbox.id] = (mailbox.expires_on, mailbox.status, after.due_on)
    left = {addon.id: addon for addon in before.addons}
    left |= {one.after.id: one.after for renewal in renewals for one in renewal.addons}
    fates.addons.update({one.id: (one.runs_until, one.grace_until, one.ended_on) for one in left.values()})


def _reminders(holdings: list[Holding], credit: Money) -> Iterator[str]:
    """What is owed to somebody who was reminded of nothing so far; the news of a grace takes the place of its step."""
    seen: set[int] = set()
    for upcoming in look_ahead(CATALOGUE, holdings, credit, FAR):
        mailbox, tone = upcoming.renewal.mailbox, tone_of(upcoming)
        before = upcoming.renewal.before.mailbox
        if tone is None or mailbox.id in seen:
            continue
        seen.add(mailbox.id)
        step, _ = owed_step(tone, (upcoming.day - TODAY).days, before.reminder_step)
        if step is not None:
            yield from _told(mailbox.holder_id, reminder_event(before, upcoming.day, step))


def _told(holder_id: int, event: str) -> Iterator[str]:
    yield f"{event}:email"
    chat = chat_of(holder_id)
    if chat is not None:
        yield f"{event}:chat:{chat}"
