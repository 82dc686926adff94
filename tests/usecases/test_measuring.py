"""The operator's numbers, read from both databases; money is right whatever the order of commits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.alarms import Alarm
from domain.figures import Direction, MoneyKind, Sums
from domain.ledger import KINDS
from domain.money import Money
from domain.notices import Channel, NoticeState
from domain.usecases import measuring
from domain.usecases.measuring import Measuring
from storage.engine import Database
from storage.repositories.gauges import SqlGauges
from tests.builders import a_transfer
from tests.fakes import FakeClock, FakeMailServer, FakePaymentLinks
from tests.people import BRUNO
from tests.usecases.test_auditing import corrupt
from tests.usecases.world import Replica, World

IN = (MoneyKind.TOP_UP, Direction.IN)


@pytest.fixture
def measured(world: World) -> Measuring:
    """The numbers as one process reads them."""
    return Measuring(units=world.units, clock=world.clock)


async def money(measured: Measuring) -> dict[tuple[MoneyKind, Direction], int]:
    """What was moved so far."""
    found = (await measured.figures()).money
    assert found is not None
    return dict(found)


def test_every_kind_of_money_event_has_its_label() -> None:
    assert {kind.value for kind in MoneyKind} - {"other"} == KINDS


async def test_an_empty_house_has_moved_no_money(measured: Measuring) -> None:
    assert await money(measured) == {}


async def test_money_is_told_apart_by_what_moved_it(world: World, measured: Measuring) -> None:
    await world.give(BRUNO, 1_000)
    await world.place(BRUNO, await world.quote(BRUNO))
    assert await money(measured) == {IN: 1_000, (MoneyKind.ORDER, Direction.OUT): 366}


async def test_every_kind_of_event_has_its_own_label_and_an_unknown_one_is_other(
    world: World, measured: Measuring
) -> None:
    kinds = [*MoneyKind, "gift"]
    async with world.units.write() as unit:
        for kind in kinds:
            await unit.ledger.post(
                [a_transfer(key=f"{kind}:1", event=f"{kind}:1", target="holder:1", amount=Money(10))]
            )
        await unit.commit()
    expected = {(kind, Direction.IN): 10 for kind in MoneyKind} | {(MoneyKind.OTHER, Direction.IN): 20}
    assert await money(measured) == expected


async def test_money_is_the_same_in_every_process_and_after_a_restart(
    world: World, measured: Measuring, replica: Replica
) -> None:
    for cents in (500, 700, 900):
        await world.give(BRUNO, cents)
        await measured.figures()
        world.pass_time(minutes=20)
    other = Measuring(units=replica.units, clock=replica.clock)
    assert [await money(measured), await money(other)] == [{IN: 2_100}] * 2


async def test_what_is_old_is_added_up_once(world: World, measured: Measuring, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.give(BRUNO, 500)
    world.pass_time(minutes=20)
    await measured.figures()
    await world.give(BRUNO, 700)
    read: list[tuple[int, int]] = []
    original = SqlGauges.money

    async def noted(gauges: SqlGauges, above: int, up_to: int) -> Sums:
        read.append((above, up_to))
        return await original(gauges, above, up_to)

    monkeypatch.setattr(SqlGauges, "money", noted)
    assert await money(measured) == {IN: 1_200}
    assert read == [(1, 2)]


async def test_a_transfer_committed_after_a_later_one_is_counted(postgres_database: Database) -> None:
    """On PostgreSQL a number is taken before the commit: the lower one is seen after the higher one."""
    world = World(postgres_database, FakeClock(), FakePaymentLinks(), FakeMailServer())  # SQLite has one writer
    measured = Measuring(units=world.units, clock=world.clock)
    async with world.units.write() as slow:
        await slow.ledger.post([a_transfer(key="topup:a", event="topup:a", target="holder:1", amount=Money(100))])
        async with world.units.write() as fast:
            await fast.ledger.post([a_transfer(key="topup:b", event="topup:b", target="holder:2", amount=Money(10))])
            await fast.commit()
        assert await money(measured) == {IN: 10}
        await slow.commit()
    assert await money(measured) == {IN: 110}
    world.pass_time(hours=1)
    assert [await money(measured) for _ in range(2)] == [{IN: 110}] * 2


async def test_books_too_long_for_one_look_are_shown_once_all_of_them_were_added_up(
    world: World, measured: Measuring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "CHUNK", 2)
    monkeypatch.setattr(measuring, "CHUNKS", 2)
    for _ in range(9):
        await world.give(BRUNO, 100)
    world.pass_time(hours=1)
    found = [(await measured.figures()).money for _ in range(4)]
    assert found == [None, None, {IN: 900}, {IN: 900}]


async def test_the_outbox_is_counted_by_channel_with_the_age_of_what_is_due(world: World, measured: Measuring) -> None:
    await world.give(BRUNO, 100)
    world.pass_time(seconds=90)
    figures = await measured.figures()
    assert figures.outbox == {(NoticeState.WAITING, Channel.CHAT): 1}
    assert (figures.oldest_due, figures.stuck) == (timedelta(seconds=90), 0)


async def test_wrong_books_show_that_charging_is_stopped(world: World, measured: Measuring) -> None:
    await world.give(BRUNO, 100)
    before = (await measured.figures()).charging_stopped
    await corrupt(world)
    await world.auditing.judge()
    assert (before, (await measured.figures()).charging_stopped) == (False, True)


async def test_alarms_are_counted_by_what_they_are_about(world: World, measured: Measuring) -> None:
    async with world.units.write() as unit:
        for key in ("tick:renewals", "tick:audit", "backlog"):
            await unit.alarms.raise_once(key, world.clock.now())
        await unit.alarms.end_once("backlog", world.clock.now())
        await unit.commit()
    assert (await measured.figures()).alarms == {Alarm.TICK: 2}
