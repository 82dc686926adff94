"""The audit finds what a hand has changed in the books, and the audit of every night stops all charging then."""

import asyncio
from datetime import date

import pytest

from domain.catalogue import ServiceKey
from domain.errors import ChargingStopped, PaymentsUnavailable
from domain.notices import NoticeKind
from domain.orders import OrderPlaced, OrderState
from domain.usecases.auditing import Audit, Auditing, SelfAudit
from tests.people import ANNA, BRUNO, MARIO
from tests.usecases.world import ADMINS, Replica, World


@pytest.fixture
async def books(world: World) -> World:
    """Three holders with an account each, purchases paid and free."""
    await world.give(BRUNO, 1_000)
    await world.place(BRUNO, await world.quote(BRUNO))
    order = await world.pending(MARIO, 2)
    await world.settling.settle(world.links.pay(await world.ask_for(MARIO, order)))
    await world.place(ANNA, await world.quote(ANNA, 1, ServiceKey.ARCHIVE, number=1))
    return world


async def test_books_that_nobody_touched_are_right(books: World) -> None:
    audit = await books.auditing.audit()
    assert (audit.ok, audit.problems, audit.balances) == (True, (), 3)


async def test_f40_a_balance_changed_by_hand_is_found(books: World) -> None:
    account = f"holder:{await books.holder(BRUNO)}"
    await books.run("UPDATE accounts SET balance_cents = balance_cents + 1 WHERE name = :name", name=account)
    audit = await books.auditing.audit()
    assert not audit.ok
    assert audit.problems == (f"{account}: the stored balance is 635 cents, the transfers sum to 634",)


async def test_f40_an_account_that_disappeared_is_found(books: World) -> None:
    await books.run("DELETE FROM accounts WHERE name = :name", name=f"holder:{await books.holder(BRUNO)}")
    assert len(await books.books()) == 1


async def test_f40_an_order_marked_completed_without_money_is_found(books: World) -> None:
    order = await books.pending(BRUNO, 50)
    await books.run("UPDATE orders SET state = 'completed', closed_at = placed_at WHERE id = :id", id=order.id)
    assert [line for line in await books.books() if order.id in line] == list(await books.books())
    assert len(await books.books()) == 2  # no transfers, no add-on


async def test_f40_an_addon_given_away_is_found(books: World) -> None:
    await books.run("UPDATE addons SET gb = 99 WHERE service = 'inbox'")
    assert len(await books.books()) == 2


async def test_f40_a_payment_whose_money_never_arrived_is_found(books: World) -> None:
    await books.run("UPDATE payments SET cents = cents + 1")
    assert len(await books.books()) == 2


async def test_the_audit_changes_nothing(books: World) -> None:
    before = [await books.count(table) for table in ("transfers", "accounts", "outbox", "orders")]
    await books.auditing.audit()
    assert [await books.count(table) for table in ("transfers", "accounts", "outbox", "orders")] == before


# Every night, and what follows from it


async def corrupt(world: World) -> None:
    """Somebody gives Bruno a cent by hand."""
    account = f"holder:{await world.holder(BRUNO)}"
    await world.run("UPDATE accounts SET balance_cents = balance_cents + 1 WHERE name = :name", name=account)


async def mend(world: World) -> None:
    """Somebody takes it back."""
    account = f"holder:{await world.holder(BRUNO)}"
    await world.run("UPDATE accounts SET balance_cents = balance_cents - 1 WHERE name = :name", name=account)


def self_audit(world: Replica) -> SelfAudit:
    """The audit of every night, as one process runs it."""
    return SelfAudit(
        units=world.units,
        clock=world.clock,
        auditing=world.auditing,
        links=world.links,
        settling=world.settling,
        admins=ADMINS,
    )


async def audits_of(world: World) -> list[tuple[bool, int]]:
    """What the admins are told of audits."""
    about = [notice for notice in await world.notices() if notice.kind is NoticeKind.ADMIN_AUDIT]
    return [(bool(notice.facts["ok"]), notice.number("problems")) for notice in about]


async def stop(books: World) -> None:
    """The books are found wrong, and everybody has heard of it."""
    await corrupt(books)
    await books.auditing.judge()
    await books.notices()


async def test_f40_wrong_books_stop_the_next_purchase(books: World) -> None:
    quote = await books.quote(BRUNO)
    await stop(books)
    with pytest.raises(ChargingStopped):
        await books.place(BRUNO, quote)
    assert await books.count("orders") == 3


async def test_f40_wrong_books_stop_the_renewals(books: World) -> None:
    await stop(books)
    books.go_to(date(2027, 2, 1))
    with pytest.raises(ChargingStopped):
        await books.calendar.renewing.run()
    assert await books.count("renewals") == 0


async def test_f40_a_top_up_is_credited_all_the_same_and_buys_nothing(books: World) -> None:
    order = await books.pending(MARIO, 1)
    top_up = await books.ask_for(MARIO, order)
    await stop(books)
    assert await books.settling.settle(books.links.pay(top_up))
    assert await books.news(MARIO) == [NoticeKind.CREDIT_RECEIVED]
    assert (await books.order(MARIO, order.id)).state is OrderState.PENDING
    assert await books.credit(MARIO) == top_up.amount.cents


async def test_f40_a_top_up_in_the_grace_renews_nothing_while_charging_is_stopped(books: World) -> None:
    books.go_to(date(2027, 2, 1))
    await books.calendar.renewing.run()
    await stop(books)
    await books.give(ANNA, 488)
    assert (await books.credit(ANNA), await books.count("renewals")) == (488, 0)


async def test_f40_right_books_let_charging_go_on(books: World) -> None:
    quote = await books.quote(BRUNO)
    await stop(books)
    await mend(books)
    assert (await books.auditing.judge()).ok
    assert isinstance(await books.place(BRUNO, quote), OrderPlaced)


async def test_f40_what_was_due_while_charging_was_stopped_is_renewed_afterwards(books: World) -> None:
    await books.give(ANNA, 488)
    await stop(books)
    await mend(books)
    await books.auditing.judge()
    books.go_to(date(2027, 2, 3))
    assert (await books.calendar.renewing.run()).renewed == 1


async def test_an_audit_by_hand_stops_nothing(books: World) -> None:
    await corrupt(books)
    assert not (await books.auditing.audit()).ok
    assert isinstance(await books.place(BRUNO, await books.quote(BRUNO)), OrderPlaced)


@pytest.mark.parametrize(("hour", "audited"), [(2, False), (3, True)])
async def test_the_night_begins_at_three_in_rome(books: World, hour: int, audited: bool) -> None:
    await corrupt(books)
    books.go_to(date(2026, 11, 23), hour)
    assert (await self_audit(books).run() > 0) is audited


async def test_the_books_are_audited_once_a_night(books: World) -> None:
    audit = self_audit(books)
    await audit.run()
    await corrupt(books)
    same_night = await audit.run()
    books.pass_time(days=1)
    assert (same_night, await audit.run()) == (0, 1)


async def test_two_replicas_audit_once_a_night(books: World, replica: Replica, monkeypatch: pytest.MonkeyPatch) -> None:
    audited = 0
    judge = Auditing.judge

    async def counted(auditing: Auditing) -> Audit:
        nonlocal audited
        audited += 1
        return await judge(auditing)

    monkeypatch.setattr(Auditing, "judge", counted)
    await asyncio.gather(*(self_audit(bot).run() for bot in (books, replica) for _ in range(3)))
    assert audited == 1


async def test_f40_the_admins_are_told_once_what_is_wrong_however_long_it_lasts(books: World) -> None:
    await corrupt(books)
    await books.notices()
    found = []
    for _ in range(3):
        await self_audit(books).run()
        await self_audit(books).run()
        found.append(await audits_of(books))
        books.pass_time(days=1)
    assert found == [[(False, 1)], [], []]


async def test_f40_what_is_wrong_right_and_wrong_again_within_a_day_is_told_each_time(books: World) -> None:
    await books.notices()
    audit = self_audit(books)
    told = []
    for change in (corrupt, mend, corrupt, mend):
        await change(books)
        await books.auditing.judge()  # as by hand: the night is done
        await audit.run()
        told += await audits_of(books)
    assert told == [(False, 1), (True, 0), (False, 1), (True, 0)]


async def test_f40_two_replicas_that_find_the_same_tell_it_once(books: World, replica: Replica) -> None:
    await stop(books)
    await asyncio.gather(*(self_audit(bot).run() for bot in (books, replica) for _ in range(2)))
    assert await audits_of(books) == [(False, 1)]


async def test_f40_books_put_right_by_a_process_that_died_before_it_said_so_are_told_to_be_right(books: World) -> None:
    await corrupt(books)
    await self_audit(books).run()
    await books.notices()
    await mend(books)
    await books.auditing.judge()  # charging goes on, and nobody was told
    await self_audit(books).run()
    assert await audits_of(books) == [(True, 0)]


async def test_f40_the_admins_are_told_when_it_is_right_again(books: World) -> None:
    await corrupt(books)
    await self_audit(books).run()
    await books.notices()
    await mend(books)
    await self_audit(books).run()  # within minutes: while charging is stopped every tick looks again
    await self_audit(books).run()
    assert await audits_of(books) == [(True, 0)]


async def test_nobody_is_told_of_books_that_are_right(books: World) -> None:
    await books.notices()
    await self_audit(books).run()
    assert await audits_of(books) == []


async def test_f30_every_night_a_payment_that_is_in_no_book_is_credited_once(books: World) -> None:
    books.links.pay(await books.ask(BRUNO, 700))
    audit = self_audit(books)
    await audit.run()
    books.pass_time(days=1)
    await audit.run()
    assert (await books.credit(BRUNO), await books.books()) == (634 + 700, ())


async def test_while_stripe_is_down_the_books_are_audited_all_the_same(books: World) -> None:
    await corrupt(books)
    books.links.down = True
    with pytest.raises(PaymentsUnavailable):
        await self_audit(books).run()
    quote = await books.quote(BRUNO)
    with pytest.raises(ChargingStopped):
        await books.place(BRUNO, quote)


@pytest.fixture
async def renewed(books: World) -> World:
    """Anna's archive has been renewed."""
    await books.give(ANNA, 488)
    books.go_to(date(2027, 2, 1))
    await books.calendar.renewing.run()
    return books


async def test_books_with_a_renewal_are_right(renewed: World) -> None:
    assert await renewed.books() == ()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE addons SET runs_until = '2030-01-31' WHERE service = 'archive'", "neither its order nor a renewal"),
        ("UPDATE mailboxes SET due_on = '2030-01-31'", "not the first date of it and its add-ons"),
        (
            """
            INSERT INTO renewals (addon_id, period_from, period_until, years, net_cents, vat_cents, renewed_at)
            SELECT id, '2028-01-31', '2029-01-31', 1, 400, 88, '2028-02-01 00:00:00' FROM addons
            WHERE service = 'archive'
            """,
            "are not 400 cents net and 88 cents VAT",
        ),
    ],
)
async def test_f40_a_renewal_changed_by_hand_is_found(renewed: World, statement: str, words: str) -> None:
    await renewed.run(statement)
    assert [line for line in await renewed.books() if words in line] != []
