"""Looking: at what is one's own."""

from datetime import date

import pytest

from domain.catalogue import ServiceKey
from domain.errors import NotFound
from domain.mailboxes import MailboxStatus
from domain.money import Money
from domain.usecases.viewing import PAGE
from tests.people import ANNA, BRUNO, MARIO, TODAY
from tests.usecases.world import World


async def test_home_greets_with_credit_mailboxes_and_what_waits(world: World) -> None:
    await world.give(ANNA, 500)
    order = await world.pending(ANNA, 1)
    home = await world.viewing.home(await world.holder(ANNA))
    assert (home.holder.first_name, home.credit, home.today) == ("Anna", Money(500), TODAY)
    assert [mailbox.address for mailbox in home.mailboxes] == [mailbox.address for mailbox in ANNA.mailboxes]
    assert home.pending == (order,)


async def test_an_order_whose_quote_is_over_waits_no_more(world: World) -> None:
    order = await world.pending(BRUNO)
    world.pass_time(hours=24)
    holder_id = await world.holder(BRUNO)
    assert (await world.viewing.home(holder_id)).pending == ()
    with pytest.raises(NotFound):
        await world.viewing.pending_order(order.id, holder_id)


async def test_nobody_has_no_home(world: World) -> None:
    with pytest.raises(NotFound):
        await world.viewing.home(999_999)


async def test_cards_show_each_mailbox_with_its_own_addons(world: World) -> None:
    await world.place(ANNA, await world.quote(ANNA, 3, number=1))
    first, second = await world.viewing.cards(await world.holder(ANNA))
    assert (first.inbox_gb, second.inbox_gb) == (1, 5)
    assert (first.used_bytes, second.used_bytes) == (620_000_000, 1_950_000_000)
    assert second.days_left == 70


async def test_a_card_asks_the_mail_server_for_the_space_in_use(world: World) -> None:
    world.mail_server.used[MARIO.address] = 123
    card = await world.viewing.card(await world.mailbox(MARIO), await world.holder(MARIO))
    assert card.used_bytes == 123


async def test_a_card_knows_whether_its_holder_has_another_mailbox(world: World) -> None:
    marios = await world.viewing.card(await world.mailbox(MARIO), await world.holder(MARIO))
    annas = await world.viewing.card(await world.mailbox(ANNA), await world.holder(ANNA))
    assert (marios.only_one, annas.only_one) == (True, False)


async def test_f42_a_card_is_shown_though_the_mail_server_is_down(world: World) -> None:
    world.mail_server.down = True
    card = await world.viewing.card(await world.mailbox(MARIO), await world.holder(MARIO))
    assert (card.mailbox.address, card.used_bytes) == (MARIO.address, None)


async def test_an_addon_that_is_over_is_not_on_the_card(world: World) -> None:
    await world.give(BRUNO, 366)
    await world.place(BRUNO, await world.quote(BRUNO))
    await world.run("UPDATE addons SET ended_on = '2027-11-23'")
    world.pass_time(days=366)
    card = await world.viewing.card(await world.mailbox(BRUNO), await world.holder(BRUNO))
    assert (card.addons, card.inbox_gb, card.status) == ((), 2, MailboxStatus.EXPIRED)


async def test_an_addon_is_on_the_card_until_its_end_is_decided(world: World) -> None:
    await world.give(BRUNO, 366)
    await world.place(BRUNO, await world.quote(BRUNO))
    world.pass_time(days=366)
    card = await world.viewing.card(await world.mailbox(BRUNO), await world.holder(BRUNO))
    assert (len(card.addons), card.inbox_gb) == (1, 3)


async def test_s7_the_mailbox_and_order_of_another_holder_are_not_there(world: World) -> None:
    mallory = await world.holder(BRUNO)
    order = await world.pending(MARIO)
    for attempt in (
        world.viewing.card(await world.mailbox(MARIO), mallory),
        world.viewing.pending_order(order.id, mallory),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert await world.delivering.order(order.id, mallory) is None


async def test_a_statement_lists_money_events_newest_first_with_the_balance_after_each(world: World) -> None:
    await world.give(BRUNO, 1_000)
    world.pass_time(minutes=1)
    await world.place(BRUNO, await world.quote(BRUNO, 1, ServiceKey.ARCHIVE))
    statement = await world.viewing.statement(await world.holder(BRUNO), 0)
    assert [(line.kind, line.amount.cents, line.balance.cents) for line in statement.movements] == [
        ("order", -488, 512),
        ("topup", 1_000, 1_000),
    ]
    assert statement.movements[0].about == {"service": "archive", "gb": 1, "mailbox": BRUNO.address}
    assert (statement.credit, statement.has_older) == (Money(512), False)


async def test_a_long_statement_comes_in_pages(world: World) -> None:
    for cents in range(100, 100 + PAGE + 1):
        await world.give(MARIO, cents)
    holder_id = await world.holder(MARIO)
    first, second, third = [await world.viewing.statement(holder_id, page) for page in range(3)]
    assert [line.amount.cents for line in first.movements] == [106, 105, 104, 103, 102, 101]
    assert [line.amount.cents for line in second.movements] == [100]
    assert (first.has_older, second.has_older, third.movements) == (True, False, ())
    assert second.movements[0].balance == Money(100)


async def test_s7_a_statement_shows_no_movement_of_another_holder(world: World) -> None:
    await world.give(MARIO, 1_000)
    statement = await world.viewing.statement(await world.holder(BRUNO), 0)
    assert (statement.credit, statement.movements) == (Money(0), ())


async def test_the_missing_amount_of_an_order_follows_the_credit(world: World) -> None:
    order = await world.pending(MARIO, 2)
    await world.give(MARIO, 2_150)
    pending = await world.viewing.pending_order(order.id, await world.holder(MARIO))
    assert (pending.missing, pending.order.quote.runs_until) == (Money(100), date(2029, 3, 1))
