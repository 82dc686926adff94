"""Looking ahead and deciding what is kept, on both databases."""

from datetime import date, timedelta

import pytest

from domain.addons import Addon
from domain.catalogue import ServiceKey
from domain.errors import NotFound
from domain.money import NOTHING, Money
from domain.orders import OrderPlaced
from domain.renewals import Fate
from tests.people import ANNA, BRUNO, DARIO, MARIO, TODAY, Person
from tests.usecases.world import World

STUDIO = date(2027, 1, 31)  # when Anna's second mailbox expires: everything is free for it today


async def buy(world: World, person: Person, gb: int, service: ServiceKey = ServiceKey.INBOX, number: int = 0) -> int:
    """Buys an add-on, with money if it takes some; its id."""
    quote = await world.quote(person, gb, service, number)
    if quote.price.gross:
        await world.give(person, quote.price.gross.cents)
    placed = await world.place(person, quote)
    assert isinstance(placed, OrderPlaced)
    return (await addons(world, person, number))[-1].id


async def addons(world: World, person: Person, number: int = 0) -> tuple[Addon, ...]:
    """The add-ons of a mailbox in the order in which they are kept."""
    renewals = await world.keeping.renewals(await world.mailbox(person, number), holder_id=await world.holder(person))
    return renewals.addons


async def two_of_annas(world: World) -> tuple[int, int]:
    """Two add-ons of Anna's that take 7.32 and 4.88 at their renewal."""
    return await buy(world, ANNA, 2, number=1), await buy(world, ANNA, 1, ServiceKey.ARCHIVE, number=1)


async def test_the_next_renewal_says_when_what_is_taken_and_what_is_missing(world: World) -> None:
    await two_of_annas(world)
    await world.give(ANNA, 900)
    renewals = await world.keeping.renewals(await world.mailbox(ANNA, 1), holder_id=await world.holder(ANNA))
    ahead = renewals.upcoming
    assert ahead is not None
    assert (ahead.day, ahead.needed, renewals.credit, ahead.missing) == (STUDIO, Money(1_220), Money(900), Money(320))
    assert [one.fate for one in ahead.renewal.addons] == [Fate.RENEWED, Fate.SHORT]
    assert renewals.today == TODAY


async def test_a_renewal_more_than_twelve_months_away_is_not_told_ahead(world: World) -> None:
    await buy(world, MARIO, 1)
    renewals = await world.keeping.renewals(await world.mailbox(MARIO), holder_id=await world.holder(MARIO))
    assert (len(renewals.addons), renewals.upcoming) == (1, None)


async def test_a_mailbox_without_addons_has_no_renewal_to_tell_of(world: World) -> None:
    renewals = await world.keeping.renewals(await world.mailbox(BRUNO), holder_id=await world.holder(BRUNO))
    assert (renewals.addons, renewals.upcoming) == ((), None)


async def test_an_addon_knows_its_price_its_fate_and_its_place(world: World) -> None:
    first, second = await two_of_annas(world)
    await world.give(ANNA, 900)
    holder_id = await world.holder(ANNA)
    plans = [await world.keeping.addon(one, holder_id=holder_id) for one in (first, second)]
    assert [(plan.place, plan.price and plan.price.gross.cents, plan.fate) for plan in plans] == [
        (1, 732, Fate.RENEWED),
        (2, 488, Fate.SHORT),
    ]
    assert [plan.may_be_first for plan in plans] == [False, True]


async def test_an_addon_far_from_its_renewal_has_a_price_and_no_fate_yet(world: World) -> None:
    addon_id = await buy(world, MARIO, 1)
    plan = await world.keeping.addon(addon_id, holder_id=await world.holder(MARIO))
    assert (plan.price and (plan.price.years, plan.price.gross.cents), plan.fate) == ((3, 1_098), None)


async def test_an_addon_of_a_mailbox_that_nobody_renews_has_no_price(world: World) -> None:
    addon_id = await buy(world, DARIO, 1, ServiceKey.ARCHIVE)
    plan = await world.keeping.addon(addon_id, holder_id=await world.holder(DARIO))
    assert plan.price is None


async def test_an_addon_that_is_not_to_be_renewed_takes_nothing_and_can_be_taken_back(world: World) -> None:
    first, _ = await two_of_annas(world)
    holder_id = await world.holder(ANNA)
    for renews, needed in ((False, 488), (False, 488), (True, 1_220), (True, 1_220)):
        await world.keeping.switch(first, renews=renews, holder_id=holder_id)
        assert (await world.keeping.forecast(holder_id)).needed == Money(needed)
    await world.keeping.switch(first, renews=False, holder_id=holder_id)
    plan = await world.keeping.addon(first, holder_id=holder_id)
    assert (plan.addon.renews, plan.fate, plan.price and plan.price.gross) == (False, Fate.DECLINED, Money(732))


async def test_what_is_put_first_is_kept_before_the_others(world: World) -> None:
    first, second = await two_of_annas(world)
    third = await buy(world, ANNA, 3, number=1)
    holder_id = await world.holder(ANNA)
    await world.keeping.put_first(third, holder_id=holder_id)
    await world.keeping.put_first(second, holder_id=holder_id)
    assert [addon.id for addon in await addons(world, ANNA, 1)] == [second, third, first]
    await world.keeping.put_first(second, holder_id=holder_id)
    assert [addon.id for addon in await addons(world, ANNA, 1)] == [second, third, first]


async def test_what_is_bought_after_the_order_was_chosen_comes_last(world: World) -> None:
    first, second = await two_of_annas(world)
    await world.keeping.put_first(second, holder_id=await world.holder(ANNA))
    third = await buy(world, ANNA, 3, number=1)
    assert [addon.id for addon in await addons(world, ANNA, 1)] == [second, first, third]


async def test_the_credit_goes_to_what_was_put_first(world: World) -> None:
    first, second = await two_of_annas(world)
    await world.give(ANNA, 500)
    holder_id = await world.holder(ANNA)
    await world.keeping.put_first(second, holder_id=holder_id)
    fates = [(await world.keeping.addon(one, holder_id=holder_id)).fate for one in (first, second)]
    assert fates == [Fate.SHORT, Fate.RENEWED]


async def test_s7_the_addons_and_mailboxes_of_another_holder_are_not_there(world: World) -> None:
    addon_id, mailbox_id = (await two_of_annas(world))[0], await world.mailbox(ANNA, 1)
    mallory = await world.holder(BRUNO)
    for attempt in (
        world.keeping.renewals(mailbox_id, holder_id=mallory),
        world.keeping.addon(addon_id, holder_id=mallory),
        world.keeping.switch(addon_id, renews=False, holder_id=mallory),
        world.keeping.put_first(addon_id, holder_id=mallory),
        world.keeping.snooze(mailbox_id, holder_id=mallory),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert [(addon.renews, addon.rank) for addon in await addons(world, ANNA, 1)] == [(True, None)] * 2


async def test_the_forecast_takes_all_mailboxes_in_the_order_of_their_days(world: World) -> None:
    await buy(world, ANNA, 1, number=0)
    await two_of_annas(world)
    await world.move_expiry(ANNA, date(2027, 6, 30))
    await world.run("UPDATE addons SET runs_until = '2027-06-30' WHERE gb = 1 AND service = 'inbox'")
    forecast = await world.keeping.forecast(await world.holder(ANNA))
    assert [(one.day, one.needed, one.before, one.missing) for one in forecast.upcoming] == [
        (STUDIO, Money(1_220), NOTHING, Money(1_220)),
        (date(2027, 6, 30), Money(366), Money(1_220), Money(1_586)),
    ]
    assert (forecast.needed, forecast.missing, forecast.until) == (Money(1_586), Money(1_586), date(2027, 11, 22))


async def test_home_tells_of_the_first_renewal_that_is_short(world: World) -> None:
    await two_of_annas(world)
    upcoming = (await world.viewing.home(await world.holder(ANNA))).upcoming
    assert upcoming is not None
    assert (upcoming.day, upcoming.missing) == (STUDIO, Money(1_220))


async def test_home_tells_of_the_first_renewal_that_is_paid_if_none_is_short(world: World) -> None:
    await two_of_annas(world)
    await world.give(ANNA, 5_000)
    upcoming = (await world.viewing.home(await world.holder(ANNA))).upcoming
    assert upcoming is not None
    assert (upcoming.day, upcoming.missing) == (STUDIO, NOTHING)


async def test_home_tells_of_no_renewal_if_there_is_none(world: World) -> None:
    assert (await world.viewing.home(await world.holder(BRUNO))).upcoming is None


async def test_a_reminder_that_was_seen_brings_quiet_for_fourteen_days(world: World) -> None:
    await two_of_annas(world)
    mailbox_id, holder_id = await world.mailbox(ANNA, 1), await world.holder(ANNA)
    snoozed = await world.keeping.snooze(mailbox_id, holder_id=holder_id)
    assert (snoozed.mailbox.id, snoozed.until) == (mailbox_id, TODAY + timedelta(days=14))
    assert snoozed.next_reminder == TODAY + timedelta(days=15)  # the step of 60 days, which falls into the quiet
    renewals = await world.keeping.renewals(mailbox_id, holder_id=holder_id)
    assert renewals.mailbox.snoozed_until == snoozed.until


async def test_the_last_reminders_come_whatever_was_seen(world: World) -> None:
    await two_of_annas(world)
    world.pass_time(days=65)  # five days before
    snoozed = await world.keeping.snooze(await world.mailbox(ANNA, 1), holder_id=await world.holder(ANNA))
    assert snoozed.next_reminder == STUDIO - timedelta(days=3)


async def test_a_mailbox_with_nothing_to_remind_of_has_no_next_reminder(world: World) -> None:
    snoozed = await world.keeping.snooze(await world.mailbox(BRUNO), holder_id=await world.holder(BRUNO))
    assert snoozed.next_reminder is None


async def test_alerts_of_space_are_wanted_until_they_are_declined(world: World) -> None:
    holder_id = await world.holder(ANNA)
    seen = [await world.keeping.space_alerts(holder_id)]
    for wanted in (False, False, True):
        await world.keeping.set_space_alerts(holder_id, wanted=wanted)
        seen.append(await world.keeping.space_alerts(holder_id))
    assert seen == [True, False, False, True]
    assert await world.keeping.space_alerts(await world.holder(BRUNO))
