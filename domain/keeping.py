"""What holders see of the renewals to come, and what they can decide about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.addons import Addon
from domain.catalogue import Catalogue
from domain.forecast import Forecast, Upcoming, look_ahead, wants_renewal
from domain.mailboxes import Mailbox
from domain.money import NOTHING, Money
from domain.pricing import Price
from domain.renewals import AddonRenewal, Fate, Holding


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxRenewals:
    """The add-ons of a mailbox in the order in which they are kept, and its next renewal within twelve months.

    `credit` is the holder's credit of today, EUR cents.
    """

    mailbox: Mailbox
    addons: tuple[Addon, ...]
    upcoming: Upcoming | None
    credit: Money
    today: date


@dataclass(frozen=True, kw_only=True, slots=True)
class AddonPlan:
    """What is to become of one add-on. `place` counts from 1 in the order in which the mailbox's add-ons are kept.

    `price` is what its next renewal costs if its holder wants it; None if nobody renews the mailbox. `fate` is what
    becomes of it with the credit of today; None if its date is more than twelve months away.
    """

    addon: Addon
    mailbox: Mailbox
    price: Price | None
    fate: Fate | None
    place: int
    is_contested: bool

    @property
    def may_be_first(self) -> bool:
        """Whether it would help to keep it before the others, among which the credit does not reach for all."""
        return self.is_contested and self.place > 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Snoozed:
    """The holder has seen a reminder: none up to and including a day, but for the last ones before the renewal.

    `next_reminder` is the day of the next one as things stand, None if none is left.
    """

    mailbox: Mailbox
    until: date
    next_reminder: date | None


def news_of(forecast: Forecast) -> tuple[Upcoming, ...]:
    """The renewals of a forecast that there is something to say of."""
    return tuple(one for one in forecast.upcoming if one.renewal.is_news or one.needed)


def next_for(forecast: Forecast, mailbox_id: int) -> Upcoming | None:
    """The next renewal of a mailbox that needs credit; without one, the next at which something ends."""
    own = [one for one in news_of(forecast) if one.renewal.mailbox.id == mailbox_id]
    return next((one for one in own if wants_renewal(one)), own[0] if own else None)


def most_urgent(forecast: Forecast) -> Upcoming | None:
    """The first renewal that the credit does not cover; without one, the first that it pays for."""
    wanted = [one for one in forecast.upcoming if wants_renewal(one)]
    return next((one for one in wanted if one.missing > NOTHING), wanted[0] if wanted else None)


def is_overdue(upcoming: Upcoming) -> bool:
    """Whether it is about what runs on unpaid: that is renewed as soon as the credit is enough."""
    return any(one.before.grace_until is not None for one in upcoming.renewal.addons)


def plan_of(
    catalogue: Catalogue, holding: Holding, ordered: Sequence[Addon], addon: Addon, forecast: Forecast
) -> AddonPlan:
    """What is to become of one of the add-ons of a mailbox, which come in the order in which they are kept."""
    at_date = _renewal_with(addon, forecast.upcoming)
    rivals = [one for one in at_date.renewal.addons if one.before.renews] if at_date else []
    return AddonPlan(
        addon=addon,
        mailbox=holding.mailbox,
        price=_price(catalogue, holding, addon),
        fate=next((one.fate for one in at_date.renewal.addons if one.before.id == addon.id), None) if at_date else None,
        place=[one.id for one in ordered].index(addon.id) + 1,
        is_contested=addon.renews and len(rivals) > 1 and any(one.fate is Fate.SHORT for one in rivals),
    )


def put_first(ordered: Iterable[Addon], addon_id: int) -> list[int]:
    """The ids of add-ons in the order in which they are kept once one of them goes before the others."""
    return [addon_id, *(addon.id for addon in ordered if addon.id != addon_id)]


def _renewal_with(addon: Addon, upcoming: Iterable[Upcoming]) -> Upcoming | None:
    """The first renewal that decides on an add-on."""
    return next((one for one in upcoming if _in(addon, one.renewal.addons)), None)


def _in(addon: Addon, decided: Iterable[AddonRenewal]) -> bool:
    return any(one.before.id == addon.id for one in decided)


def _price(catalogue: Catalogue, holding: Holding, addon: Addon) -> Price | None:
    """What the next renewal of an add-on costs, whether or not its holder wants it."""
    wanted = replace(holding, addons=tuple(replace(one, renews=True) for one in holding.addons))
    ahead = look_ahead(catalogue, [wanted], NOTHING, addon.due_on)
    return next((one.price for event in ahead for one in event.renewal.addons if one.before.id == addon.id), None)
