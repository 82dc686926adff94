"""What each repository promises, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from domain.holders import Language
from domain.mailboxes import Mailbox
from domain.money import Money
from domain.notices import Channel, Notice, NoticeKind
from domain.orders import Order, OrderState
from domain.sessions import Session
from domain.top_ups import Payment, PaymentLink, PaymentState, TopUp, TopUpState
from storage.engine import Database
from storage.unit_of_work import SqlUnit, SqlUnits
from tests.storage.world import NOW, TODAY, pending, quoted, registered

CHAT = 1001


@pytest.fixture
async def mailboxes(units: SqlUnits) -> tuple[Mailbox, Mailbox]:
    """Mario's mailbox and Anna's first."""
    return await registered(units)


@pytest.fixture
def mario(mailboxes: tuple[Mailbox, Mailbox]) -> Mailbox:
    """Mario's mailbox."""
    return mailboxes[0]


@pytest.fixture
def anna(mailboxes: tuple[Mailbox, Mailbox]) -> Mailbox:
    """Anna's first mailbox."""
    return mailboxes[1]


# --- mailboxes and holders ---------------------------------------------------------------------------------------


async def test_s7_a_mailbox_is_given_to_its_holder_only(units: SqlUnits, mario: Mailbox, anna: Mailbox) -> None:
    async with units.read() as unit:
        assert await unit.mailboxes.get(mario.id, mario.holder_id) == mario
        assert await unit.mailboxes.get(mario.id, anna.holder_id) is None
        assert await unit.mailboxes.get(99, mario.holder_id) is None


async def test_a_locked_mailbox_is_the_same_mailbox(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        assert await unit.mailboxes.lock(mario.id) == mario
        assert await unit.mailboxes.lock(99) is None


async def test_who_is_unknown_is_none(units: SqlUnits) -> None:
    async with units.read() as unit:
        assert await unit.holders.get(99) is None
        assert await unit.mailboxes.by_address("nobody@pec.archrm.it") is None
        assert await unit.credentials.password_hash("nobody@pec.archrm.it") is None
        assert await unit.credentials.space("nobody@pec.archrm.it") is None
    async with units.write() as unit:
        assert not await unit.credentials.set_limit("nobody@pec.archrm.it", 1)
        assert not await unit.credentials.change_password_hash("nobody@pec.archrm.it", "$argon2id$x")


async def test_a_password_hash_is_replaced(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        assert await unit.credentials.change_password_hash(mario.address, "$argon2id$new")
        assert await unit.credentials.password_hash(mario.address) == "$argon2id$new"


async def test_s14_a_password_in_clear_is_refused_by_the_database(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        with pytest.raises(DBAPIError):
            await unit.credentials.change_password_hash(mario.address, "Segreta123")


# --- quotes, orders, add-ons ---------------------------------------------------------------------------------------


async def test_a_quote_is_kept_to_the_last_digit(units: SqlUnits, mario: Mailbox) -> None:
    quote = quoted(mario)
    bare = replace(quoted(mario, "quote-000002"), renewal=None, advice=None)
    async with units.write() as unit:
        await unit.quotes.add(quote)
        await unit.quotes.add(bare)
        await unit.commit()
    async with units.read() as unit:
        found = await unit.quotes.get(quote.id, mario.holder_id)
        assert found == quote
        assert str(found.vat_rate) == "22.0"
        assert await unit.quotes.get(bare.id, mario.holder_id) == bare
        assert await unit.quotes.get(quote.id, mario.holder_id + 1) is None


@pytest.mark.parametrize("statement", ["UPDATE quotes SET net_cents = 1", "DELETE FROM quotes"])
async def test_f61_nobody_changes_a_quote(units: SqlUnits, database: Database, mario: Mailbox, statement: str) -> None:
    async with units.write() as unit:
        await unit.quotes.add(quoted(mario))
        await unit.commit()
    with pytest.raises(Exception, match="append-only"):
        async with database.writers.begin() as connection:
            await connection.execute(text(statement))


async def ordered(unit: SqlUnit, mailbox: Mailbox, name: str = "quote-000001", at: datetime = NOW) -> Order:
    order = pending(quoted(mailbox, name, at=at))
    await unit.quotes.add(order.quote)
    await unit.orders.add(order)
    return order


async def test_a_quote_is_ordered_once(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        order = await ordered(unit, mario)
        await unit.commit()
    async with units.read() as unit:
        assert await unit.orders.get(order.id, mario.holder_id) == order
        assert await unit.orders.get(order.id, mario.holder_id + 1) is None
    async with units.write() as unit:
        with pytest.raises(DBAPIError):
            await unit.orders.add(order)


async def test_an_order_is_closed_once(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        order = await ordered(unit, mario)
        assert await unit.orders.close(order.id, OrderState.COMPLETED, NOW)
        assert not await unit.orders.close(order.id, OrderState.CANCELLED, NOW)
        assert await unit.orders.get(order.id, mario.holder_id) == order.closed(OrderState.COMPLETED, NOW)
        assert list(await unit.orders.pending_of(mario.holder_id)) == []


async def test_pending_orders_come_oldest_first(units: SqlUnits, mario: Mailbox, anna: Mailbox) -> None:
    async with units.write() as unit:
        late = await ordered(unit, mario, "late", NOW)
        early = await ordered(unit, mario, "early", NOW - timedelta(hours=2))
        await ordered(unit, anna, "hers")
        assert list(await unit.orders.pending_of(mario.holder_id)) == [early, late]


async def test_pending_orders_with_an_old_quote_expire(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        await ordered(unit, mario, "old", NOW - timedelta(hours=25))
        fresh = await ordered(unit, mario, "fresh")
        await ordered(unit, mario, "done", NOW - timedelta(hours=30))
        await unit.orders.close("done", OrderState.COMPLETED, NOW)
        assert await unit.orders.expire_placed(NOW - timedelta(hours=24), NOW) == ["old"]
        assert list(await unit.orders.pending_of(mario.holder_id)) == [fresh]
        old = await unit.orders.get("old", mario.holder_id)
    assert old is not None
    assert (old.state, old.closed_at) == (OrderState.EXPIRED, NOW)


async def test_an_order_brings_one_add_on(units: SqlUnits, mario: Mailbox, anna: Mailbox) -> None:
    async with units.write() as unit:
        first, second = await ordered(unit, mario, "one"), await ordered(unit, mario, "two")
        added = [await unit.addons.add(first, TODAY), await unit.addons.add(second, TODAY)]
        await unit.commit()
    assert (added[0].order_id, added[0].gb, added[0].runs_until) == ("one", 1, mario.expires_on)
    async with units.read() as unit:
        assert list(await unit.addons.of_mailboxes([mario.id, anna.id])) == added
        assert list(await unit.addons.of_mailboxes([])) == []
    async with units.write() as unit:
        with pytest.raises(DBAPIError):
            await unit.addons.add(first, TODAY)


# --- top-ups and payments ------------------------------------------------------------------------------------------


async def topped_up(unit: SqlUnit, holder_id: int, cents: int = 500, at: datetime = NOW) -> TopUp:
    return await unit.top_ups.add(holder_id=holder_id, amount=Money(cents), order_id=None, chat_id=CHAT, created_at=at)


async def test_a_top_up_is_found_by_id_and_by_link(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        top_up = await topped_up(unit, mario.holder_id)
        await unit.top_ups.save_link(top_up.id, PaymentLink(id="plink_1", url="https://pay.example.org/1"))
        await unit.commit()
    linked = replace(top_up, link_id="plink_1", link_url="https://pay.example.org/1")
    async with units.read() as unit:
        assert await unit.top_ups.get(top_up.id) == linked
        assert await unit.top_ups.by_link("plink_1") == linked
        assert await unit.top_ups.by_link("plink_2") is None
        assert await unit.top_ups.get(99) is None


async def test_a_link_belongs_to_one_top_up(units: SqlUnits, mario: Mailbox) -> None:
    link = PaymentLink(id="plink_1", url="https://pay.example.org/1")
    async with units.write() as unit:
        first, second = await topped_up(unit, mario.holder_id), await topped_up(unit, mario.holder_id)
        await unit.top_ups.save_link(first.id, link)
        with pytest.raises(DBAPIError):
            await unit.top_ups.save_link(second.id, link)


async def test_an_open_top_up_is_found_again(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        order = await ordered(unit, mario)
        plain = await topped_up(unit, mario.holder_id)
        for_order = await unit.top_ups.add(
            holder_id=mario.holder_id, amount=Money(500), order_id=order.id, chat_id=CHAT, created_at=NOW
        )
        hour_ago, amount = NOW - timedelta(hours=1), Money(500)
        assert await unit.top_ups.open_like(mario.holder_id, amount, None, hour_ago) == plain
        assert await unit.top_ups.open_like(mario.holder_id, amount, order.id, hour_ago) == for_order
        assert await unit.top_ups.open_like(mario.holder_id, Money(501), None, hour_ago) is None
        assert await unit.top_ups.open_like(mario.holder_id, amount, None, NOW) is None
        await unit.top_ups.change_state(plain.id, [TopUpState.OPEN], TopUpState.PAID)
        assert await unit.top_ups.open_like(mario.holder_id, amount, None, hour_ago) is None


async def test_a_top_up_moves_on_from_named_states_only(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        top_up = await topped_up(unit, mario.holder_id)
        assert await unit.top_ups.change_state(top_up.id, [TopUpState.OPEN], TopUpState.EXPIRED)
        assert not await unit.top_ups.change_state(top_up.id, [TopUpState.OPEN], TopUpState.PAID)
        both = (TopUpState.OPEN, TopUpState.EXPIRED)
        assert await unit.top_ups.change_state(top_up.id, both, TopUpState.PAID)


async def test_open_top_ups_are_paged_by_id(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        top_ups = [await topped_up(unit, mario.holder_id) for _ in range(4)]
        await unit.top_ups.change_state(top_ups[1].id, [TopUpState.OPEN], TopUpState.PAID)
        assert list(await unit.top_ups.open_ones(2)) == [top_ups[0], top_ups[2]]
        assert list(await unit.top_ups.open_ones(2, after_id=top_ups[2].id)) == [top_ups[3]]


def payment(**changes: Any) -> Payment:
    facts = Payment(
        intent="pi_1",
        state=PaymentState.UNASSIGNED,
        cents=500,
        currency="eur",
        top_up_id=None,
        reason="no-reference",
        received_at=NOW,
    )
    return replace(facts, **changes)


async def test_a_payment_is_recorded_once(units: SqlUnits) -> None:
    async with units.write() as unit:
        assert await unit.payments.add(payment())
        assert not await unit.payments.add(payment(cents=700))
        await unit.commit()
    async with units.read() as unit:
        assert await unit.payments.get("pi_1") == payment()
        assert await unit.payments.get("pi_2") is None


async def test_f26_an_unassigned_payment_is_assigned_once(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        top_up = await topped_up(unit, mario.holder_id)
        await unit.payments.add(payment())
        assigned = payment(state=PaymentState.CREDITED, top_up_id=top_up.id)
        assert await unit.payments.settle(assigned)
        assert not await unit.payments.settle(assigned)
        assert await unit.payments.credited_to("pi_1") == mario.holder_id
        found = await unit.payments.get("pi_1")
    assert found == assigned


async def test_a_credited_payment_names_its_top_up(units: SqlUnits) -> None:
    async with units.write() as unit:
        with pytest.raises(DBAPIError):
            await unit.payments.add(payment(state=PaymentState.CREDITED))


# --- chats, sessions, failures -------------------------------------------------------------------------------------


async def test_a_chat_has_a_language_once_it_is_chosen(units: SqlUnits) -> None:
    async with units.write() as unit:
        assert await unit.chats.language(CHAT) is None
        await unit.chats.choose_language(CHAT, Language.ITALIAN)
        await unit.chats.choose_language(CHAT, Language.ENGLISH)
        assert await unit.chats.language(CHAT) is Language.ENGLISH


async def test_a_chat_is_linked_to_one_holder(units: SqlUnits, mario: Mailbox, anna: Mailbox) -> None:
    async with units.write() as unit:
        await unit.chats.choose_language(CHAT, Language.ENGLISH)
        await unit.chats.link(CHAT, mario.holder_id, NOW)
        await unit.chats.link(1002, mario.holder_id, NOW)
        assert list(await unit.chats.of_holder(mario.holder_id)) == [CHAT, 1002]
        await unit.chats.link(CHAT, anna.holder_id, NOW)
        assert list(await unit.chats.of_holder(mario.holder_id)) == [1002]
        await unit.chats.unlink(CHAT)
        await unit.chats.unlink(77)
        assert list(await unit.chats.of_holder(anna.holder_id)) == []
        assert await unit.chats.language(CHAT) is Language.ENGLISH


async def test_a_chat_that_blocked_the_bot_gets_no_notices_until_it_is_back(units: SqlUnits, mario: Mailbox) -> None:
    async with units.write() as unit:
        await unit.chats.link(CHAT, mario.holder_id, NOW)
        await unit.chats.mark_reachable(CHAT, reachable=False)
        assert list(await unit.chats.of_holder(mario.holder_id)) == []
        await unit.chats.mark_reachable(CHAT, reachable=True)
        assert list(await unit.chats.of_holder(mario.holder_id)) == [CHAT]
        await unit.chats.mark_reachable(CHAT, reachable=False)
        await unit.chats.link(CHAT, mario.holder_id, NOW)
        assert list(await unit.chats.of_holder(mario.holder_id)) == [CHAT]


async def test_a_chat_has_one_session(units: SqlUnits, mario: Mailbox, anna: Mailbox) -> None:
    session = Session(chat_id=CHAT, holder_id=mario.holder_id, mailbox_id=mario.id, started_at=NOW, used_at=NOW)
    hers = replace(session, holder_id=anna.holder_id, mailbox_id=anna.id)
    async with units.write() as unit:
        assert await unit.sessions.get(CHAT) is None
        await unit.sessions.start(session)
        await unit.sessions.start(hers)
        assert await unit.sessions.get(CHAT) == hers
        await unit.sessions.end(CHAT)
        await unit.sessions.end(CHAT)
        assert await unit.sessions.get(CHAT) is None


async def test_f48_a_clock_that_jumps_back_does_not_age_a_session(units: SqlUnits, mario: Mailbox) -> None:
    session = Session(chat_id=CHAT, holder_id=mario.holder_id, mailbox_id=mario.id, started_at=NOW, used_at=NOW)
    later = NOW + timedelta(minutes=5)
    async with units.write() as unit:
        await unit.sessions.start(session)
        await unit.sessions.touch(CHAT, later)
        await unit.sessions.touch(CHAT, NOW)
        assert await unit.sessions.get(CHAT) == replace(session, used_at=later)


async def test_failed_logins_are_counted_forgotten_and_dropped_after_a_day(units: SqlUnits) -> None:
    async with units.write() as unit:
        failures = unit.login_failures
        await failures.add(CHAT, "a", NOW - timedelta(hours=30))
        await failures.add(CHAT, "a", NOW - timedelta(hours=2))
        await failures.add(CHAT, "b", NOW)
        await failures.add(1002, "a", NOW)
        everything = NOW - timedelta(days=9)
        assert list(await failures.of_person(CHAT, everything)) == [("a", NOW - timedelta(hours=2)), ("b", NOW)]
        assert list(await failures.of_person(CHAT, NOW - timedelta(hours=1))) == [("b", NOW)]
        await failures.forget(CHAT, "a")
        assert list(await failures.of_person(CHAT, everything)) == [("b", NOW)]
        assert list(await failures.of_person(1002, everything)) == [("a", NOW)]


# --- the outbox ------------------------------------------------------------------------------------------------------


def notice(key: str, due_at: datetime = NOW, **facts: Any) -> Notice:
    return Notice(
        key=key,
        channel=Channel.CHAT,
        target=str(CHAT),
        kind=NoticeKind.CREDIT_RECEIVED,
        facts=facts or {"cents": 500, "reference": "R000001", "order": None},
        due_at=due_at,
    )


async def claimed(units: SqlUnits, now: datetime = NOW, limit: int = 10) -> list[Notice]:
    async with units.write() as unit:
        found = await unit.outbox.claim(now, limit, now + timedelta(minutes=1))
        await unit.commit()
    return list(found)


async def put(units: SqlUnits, *notices: Notice) -> None:
    async with units.write() as unit:
        await unit.outbox.add(notices)
        await unit.commit()


async def test_a_notice_is_owed_once(units: SqlUnits) -> None:
    await put(units, notice("a"))
    await put(units, notice("a", cents=9), notice("b"))
    assert await claimed(units) == [replace(notice("a"), attempts=1), replace(notice("b"), attempts=1)]


async def test_notices_are_claimed_when_due_oldest_first_and_by_one_only(units: SqlUnits) -> None:
    later = NOW + timedelta(hours=1)
    await put(units, notice("late", later), notice("new"), notice("old", NOW - timedelta(hours=1)))
    assert [each.key for each in await claimed(units, limit=1)] == ["old"]
    assert [each.key for each in await claimed(units)] == ["new"]
    assert await claimed(units) == []


async def test_a_claim_that_was_not_answered_runs_out(units: SqlUnits) -> None:
    await put(units, notice("a"))
    await claimed(units)
    (again,) = await claimed(units, NOW + timedelta(minutes=2))
    assert again.attempts == 2


async def test_what_was_sent_or_given_up_is_not_claimed_again(units: SqlUnits) -> None:
    await put(units, notice("sent"), notice("dead"), notice("later"))
    await claimed(units)
    async with units.write() as unit:
        await unit.outbox.mark_sent("sent", NOW)
        await unit.outbox.mark_dead("dead", "blocked")
        await unit.outbox.mark_later("later", NOW + timedelta(seconds=10), "timeout")
        await unit.commit()
    assert await claimed(units) == []
    assert [each.key for each in await claimed(units, NOW + timedelta(seconds=10))] == ["later"]


async def test_many_claim_at_once_and_each_notice_goes_to_one(units: SqlUnits) -> None:
    await put(units, *(notice(f"n{number}") for number in range(250)))
    batches = await asyncio.gather(*(claimed(units, limit=100) for _ in range(6)))
    keys = [each.key for batch in batches for each in batch]
    rest = [each.key for each in await claimed(units, limit=300)]
    assert sorted(keys + rest) == sorted(f"n{number}" for number in range(250))


# --- instants and marks ----------------------------------------------------------------------------------------------


async def test_an_instant_of_any_zone_comes_back_in_utc(units: SqlUnits) -> None:
    rome = NOW.astimezone(timezone(timedelta(hours=1)))
    async with units.write() as unit:
        await unit.login_failures.add(CHAT, "a", rome)
        ((_, found),) = await unit.login_failures.of_person(CHAT, NOW)
    assert (found, found.tzinfo) == (NOW, UTC)


async def test_a_naive_instant_is_refused(units: SqlUnits) -> None:
    async with units.write() as unit:
        with pytest.raises(StatementError, match="naive"):
            await unit.sessions.touch(CHAT, NOW.replace(tzinfo=None))


async def test_a_mark_is_replaced(units: SqlUnits) -> None:
    async with units.write() as unit:
        assert await unit.marks.get("cursor") is None
        await unit.marks.put("cursor", "evt_1")
        await unit.marks.put("cursor", "evt_2")
        assert await unit.marks.get("cursor") == "evt_2"


REFUSED = (
    "UPDATE mailboxes SET status = 'gone'",
    "UPDATE mailboxes SET term_years = 0",
    "UPDATE holders SET language = 'fr'",
    "UPDATE orders SET state = 'lost'",
    "UPDATE orders SET closed_at = placed_at",
    "UPDATE top_ups SET amount_cents = 0",
    "UPDATE top_ups SET state = 'lost'",
    "UPDATE credentials SET limit_bytes = -1",
    "INSERT INTO accounts (name, balance_cents) VALUES ('sales', 1)",
    "INSERT INTO accounts (name, balance_cents) VALUES ('holder:1', -1)",
)


@pytest.mark.parametrize("statement", REFUSED)
async def test_the_database_refuses_nonsense_by_itself(
    units: SqlUnits, database: Database, mario: Mailbox, statement: str
) -> None:
    async with units.write() as unit:
        await ordered(unit, mario)
        await topped_up(unit, mario.holder_id)
        await unit.commit()
    with pytest.raises(DBAPIError):
        async with database.writers.begin() as connection:
            await connection.execute(text(statement))
