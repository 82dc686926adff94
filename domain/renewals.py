"""What an expiry does to a mailbox and its add-ons.

Source: seed guide, "Rinnovare servizi acquistati": each add-on is renewed from the credit when the mailbox is, and
deactivated where the credit is not sufficient.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from domain.addons import Addon, in_order
from domain.calendar import anniversaries_to_cover, anniversary
from domain.cards import inbox_gb
from domain.catalogue import Catalogue
from domain.mailboxes import Mailbox, MailboxStatus
from domain.money import Money, total
from domain.pricing import Price, price_for
from domain.steps import current_step

GRACE_DAYS = 15


class Fate(StrEnum):
    """What becomes of an add-on whose date has passed."""

    RENEWED = "renewed"
    SHORT = "short"  # deactivated: the credit did not cover it
    DECLINED = "declined"  # deactivated: its holder did not want it any longer
    UNRENEWED = "unrenewed"  # deactivated: nobody renewed the mailbox
    GRACE = "grace"  # runs on for a while: nobody could be warned
    AWAITED = "awaited"  # runs on for a while: a payment may be on its way


ENDS = frozenset({Fate.SHORT, Fate.DECLINED, Fate.UNRENEWED})
RUNS_ON = frozenset({Fate.GRACE, Fate.AWAITED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """A mailbox and its add-ons in force."""

    mailbox: Mailbox
    addons: tuple[Addon, ...]

    @property
    def due_on(self) -> date | None:
        """The last day before something has to be renewed or ends; None if nothing is left to."""
        days = [addon.due_on for addon in self.addons]
        if self.mailbox.status is not MailboxStatus.EXPIRED:
            days.append(self.mailbox.expires_on)
        return min(days, default=None)

    @property
    def waits_for_money(self) -> bool:
        """Whether something runs on unpaid that is renewed as soon as money comes, before anything else."""
        return any(addon.renews and addon.grace_until is not None for addon in self.addons)

    @property
    def unpaid(self) -> Holding:
        """The mailbox with nothing but what runs on unpaid, as if that were due now."""
        unpaid = tuple(replace(addon, grace_until=None) for addon in self.addons if addon.grace_until is not None)
        return Holding(mailbox=self.mailbox, addons=unpaid)

    def is_due(self, today: date) -> bool:
        """Whether the first run of a day after its date has come."""
        return self.due_on is not None and self.due_on < today


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstances:
    """What keeps an add-on that would end from ending at once.

    `warned`: a reminder of this renewal has arrived somewhere. `awaited`: a payment that the holder began before the
    expiry may still come today.
    """

    warned: bool = True
    awaited: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AddonRenewal:
    """One add-on at its date: its fate, what its renewal costs (None if it cannot be renewed), and it afterwards."""

    before: Addon
    fate: Fate
    price: Price | None
    after: Addon


@dataclass(frozen=True, kw_only=True, slots=True)
class Renewal:
    """One period of a mailbox has ended. `due_on` is the day it ended on, `credit` what is left of the credit."""

    due_on: date
    before: Holding
    after: Holding
    addons: tuple[AddonRenewal, ...]
    credit: Money

    @property
    def mailbox(self) -> Mailbox:
        """The mailbox as it is afterwards."""
        return self.after.mailbox

    @property
    def expired(self) -> bool:
        """Whether the mailbox itself has just expired for good."""
        return self.mailbox.status is MailboxStatus.EXPIRED is not self.before.mailbox.status

    @property
    def charged(self) -> Money:
        """What was taken from the credit, VAT included."""
        return total(*(one.price.gross for one in self.of(Fate.RENEWED) if one.price))

    @property
    def needed(self) -> Money:
        """What it takes to renew everything that its holder wants renewed, VAT included."""
        return total(*(one.price.gross for one in self.addons if one.price))

    @property
    def is_news(self) -> bool:
        """Whether there is something to tell the holder."""
        return self.expired or bool(self.addons)

    @property
    def inbox_gb(self) -> int:
        """The inbox space afterwards, in GB, base included."""
        return inbox_gb(self.mailbox, self.after.addons)

    @property
    def changes_space(self) -> bool:
        """Whether the inbox has another size afterwards."""
        return self.inbox_gb != inbox_gb(self.before.mailbox, self.before.addons)

    def of(self, *fates: Fate) -> tuple[AddonRenewal, ...]:
        """The add-ons that met one of these fates."""
        return tuple(one for one in self.addons if one.fate in fates)


def decide(catalogue: Catalogue, holding: Holding, credit: Money, today: date, circumstances: Circumstances) -> Renewal:
    """What the earliest period that has ended before today brings about. `credit` is the holder's, EUR cents.

    A mailbox that the body renews moves by its term; every add-on that ended with the period is renewed up to the
    mailbox's date from the credit, in the holder's order, all or nothing each, or ends. What ended later is decided in
    the period after, so that a run that comes late does what runs in time would have done.
    """
    due_on = holding.due_on
    if due_on is None or due_on >= today:
        msg = f"nothing of {holding.mailbox.address} is due before {today}"
        raise ValueError(msg)
    mailbox = _moved(holding.mailbox, due_on)
    decided: list[AddonRenewal] = []
    for addon in in_order(holding.addons):
        if addon.due_on == due_on:
            one = _decide_addon(catalogue, mailbox, addon, credit, today, circumstances)
            decided.append(one)
            credit -= one.price.gross if one.price and one.fate is Fate.RENEWED else Money(0)
    after = Holding(mailbox=mailbox, addons=_left(holding.addons, decided))
    return Renewal(
        due_on=due_on,
        before=holding,
        after=_told(after, today) if any(one.fate in RUNS_ON for one in decided) else after,
        addons=tuple(decided),
        credit=credit,
    )


def catch_up(
    catalogue: Catalogue, holding: Holding, credit: Money, today: date, circumstances: Circumstances
) -> list[Renewal]:
    """All periods of a mailbox that have ended before today, one by one: several only after a long downtime."""
    renewals: list[Renewal] = []
    while holding.is_due(today):
        renewal = decide(catalogue, holding, credit, today, circumstances)
        renewals.append(renewal)
        holding, credit = renewal.after, renewal.credit
    return renewals


def only_renewed(holding: Holding, renewal: Renewal) -> Renewal:
    """What a renewal of what ran on unpaid has renewed; what the credit does not cover runs on as it did."""
    paid = {one.before.id: one for one in renewal.of(Fate.RENEWED)}
    addons = tuple(paid[addon.id].after if addon.id in paid else addon for addon in holding.addons)
    after = Holding(mailbox=holding.mailbox, addons=addons)
    if after.due_on != holding.due_on:  # the reminders of what ran on unpaid are over, those of the next date begin
        after = replace(after, mailbox=replace(after.mailbox, reminder_step=None, snoozed_until=None))
    return replace(renewal, before=holding, after=after, addons=tuple(paid.values()))


def _told(holding: Holding, today: date) -> Holding:
    """What runs on unpaid needs no reminder on the day on which its holder is told just that."""
    days_left = (holding.due_on - today).days if holding.due_on else -1
    return replace(holding, mailbox=replace(holding.mailbox, reminder_step=current_step(days_left)))


def _moved(mailbox: Mailbox, due_on: date) -> Mailbox:
    """The mailbox after its expiry: a term later, or expired for good; the same before it. Reminders begin anew."""
    expires_on, status = mailbox.expires_on, mailbox.status
    if expires_on <= due_on and status is not MailboxStatus.EXPIRED:
        if mailbox.auto_renew:
            expires_on = anniversary(expires_on, mailbox.term_years, mailbox.anchor_day)
        else:
            status = MailboxStatus.EXPIRED
    return replace(mailbox, expires_on=expires_on, status=status, reminder_step=None, snoozed_until=None)


def _decide_addon(  # noqa: PLR0917 - the facts of one decision, called once
    catalogue: Catalogue, mailbox: Mailbox, addon: Addon, credit: Money, today: date, circumstances: Circumstances
) -> AddonRenewal:
    """The fate of one add-on whose date has passed."""
    if not addon.renews:
        return _ended(addon, Fate.DECLINED, None, today)
    if mailbox.status is MailboxStatus.EXPIRED:
        return _spared(addon, None, today, circumstances) or _ended(addon, Fate.UNRENEWED, None, today)
    years = anniversaries_to_cover(addon.runs_until, mailbox.expires_on, mailbox.anchor_day)
    price = price_for(catalogue, addon.service, addon.gb, years)
    if credit >= price.gross:
        after = replace(addon, runs_until=mailbox.expires_on, grace_until=None)
        return AddonRenewal(before=addon, fate=Fate.RENEWED, price=price, after=after)
    return _spared(addon, price, today, circumstances) or _ended(addon, Fate.SHORT, price, today)


def _spared(addon: Addon, price: Price | None, today: date, circumstances: Circumstances) -> AddonRenewal | None:
    """The add-on runs on for a while, once, if nobody could be warned or a payment is on its way; None if it ends."""
    if addon.grace_until is not None:
        return None
    if not circumstances.warned:
        until = max(addon.runs_until, today - timedelta(days=1)) + timedelta(days=GRACE_DAYS)
        fate = Fate.GRACE
    elif circumstances.awaited and price is not None:
        until, fate = today, Fate.AWAITED
    else:
        return None
    return AddonRenewal(before=addon, fate=fate, price=price, after=replace(addon, grace_until=until))


def _ended(addon: Addon, fate: Fate, price: Price | None, today: date) -> AddonRenewal:
    return AddonRenewal(before=addon, fate=fate, price=price, after=replace(addon, ended_on=today))


def _left(addons: Iterable[Addon], decided: Iterable[AddonRenewal]) -> tuple[Addon, ...]:
    """The add-ons in force afterwards."""
    after = {one.before.id: one.after for one in decided}
    return tuple(addon for addon in (after.get(addon.id, addon) for addon in addons) if addon.is_active)
