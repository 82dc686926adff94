"""What is kept for a while only: what is a minute younger stays, and the books are never touched."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.accesses import ACCESSES_KEPT_FOR, Access, AccessKind
from domain.retention import CODES_KEPT_FOR, UPDATES_KEPT_FOR
from domain.sessions import FAILURES_COUNT_FOR
from domain.usecases import retaining
from domain.usecases.privacy import Privacy
from domain.usecases.retaining import UNSWEPT, Retention
from storage.metadata import metadata
from storage.unit_of_work import SqlUnit
from storage.updates import SqlUpdates
from tests.people import DARIO, MARIO, NOW
from tests.usecases.past import CHAT, a_code, close
from tests.usecases.world import World

MINUTE = timedelta(minutes=1)
KEPT = {
    "accesses": ACCESSES_KEPT_FOR,
    "challenges": CODES_KEPT_FOR,
    "login_failures": FAILURES_COUNT_FOR,
    "updates": UPDATES_KEPT_FOR,
}


@pytest.fixture
def retention(world: World) -> Retention:
    """What forgets."""
    return Retention(units=world.units, clock=world.clock)


@pytest.fixture(autouse=True)
async def _traced(world: World) -> None:
    """One trace of each kind, all of them of now."""
    holder, mailbox = await world.holder(MARIO), await world.mailbox(MARIO)
    async with world.units.write() as unit:
        await unit.accesses.add(
            [Access(holder_id=holder, mailbox_id=mailbox, chat_id=1001, kind=AccessKind.LOGGED_IN, at=NOW)]
        )
        await unit.challenges.add(a_code(holder, mailbox))
        await unit.login_failures.add(1001, "digest", NOW)
        await unit.commit()
    updates = SqlUpdates(world.database, world.clock)
    for number in (1, 2):
        await updates.begin(number)
    await updates.finish(1, await updates.load_dialog(1001))


def test_accesses_are_kept_for_90_days_and_marks_of_updates_for_7() -> None:
    assert (ACCESSES_KEPT_FOR.days, UPDATES_KEPT_FOR.days) == (90, 7)


@pytest.mark.parametrize("table", KEPT)
async def test_what_is_a_minute_younger_stays(world: World, retention: Retention, table: str) -> None:
    before = await world.count(table)
    world.clock.advance(KEPT[table] - MINUTE)
    await retention.run()
    assert await world.count(table) == before


@pytest.mark.parametrize("table", KEPT)
async def test_what_is_a_minute_older_goes(world: World, retention: Retention, table: str) -> None:
    before = await world.count(table)
    world.clock.advance(KEPT[table] + MINUTE)
    await retention.run()
    assert await world.count(table) == before - 1


async def test_an_update_that_is_not_done_stays(world: World, retention: Retention) -> None:
    world.clock.advance(timedelta(days=400))
    await retention.run()
    assert await world.count("updates") == 1


async def test_it_says_how_much_it_has_forgotten_and_then_has_nothing_to_do(world: World, retention: Retention) -> None:
    world.clock.advance(timedelta(days=91))
    assert (await retention.run(), await retention.run()) == (4, 0)


async def test_many_are_forgotten_in_many_transactions(
    world: World, retention: Retention, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retaining, "CHUNK", 2)
    async with world.units.write() as unit:
        for number in range(5):
            await unit.login_failures.add(number, "digest", NOW)
        await unit.commit()
    world.clock.advance(timedelta(days=1) + MINUTE)
    left = [6]
    commit = SqlUnit.commit

    async def counting(unit: SqlUnit) -> None:
        await commit(unit)
        left.append(await world.count("login_failures"))

    monkeypatch.setattr(SqlUnit, "commit", counting)
    await retention.run()
    assert list(dict.fromkeys(left)) == [6, 4, 2, 0]


async def test_the_books_the_proofs_and_the_reminders_are_never_touched(world: World, retention: Retention) -> None:
    await close(world)
    traces = {*KEPT, "dialogs"}
    kept = [table for table in metadata.tables if table not in traces]
    before = {table: await world.count(table) for table in kept}
    assert before["deliveries"] > 0
    world.clock.advance(timedelta(days=4_000))
    await retention.run()
    assert {table: await world.count(table) for table in kept} == before


async def test_the_dialog_of_a_chat_that_was_forgotten_goes_with_it(world: World, retention: Retention) -> None:
    assert await world.count("dialogs") == 1
    await retention.run()
    assert await world.count("dialogs") == 1  # Mario's chat is known
    privacy = Privacy(units=world.units, clock=world.clock, by_email=True)
    await privacy.forget_chat(MARIO.chat_id)
    await retention.run()
    assert await world.count("dialogs") == 0


async def test_a_dialog_in_the_middle_of_something_stays(world: World, retention: Retention) -> None:
    await close(world)
    await world.run("DELETE FROM chats WHERE chat_id = :chat", chat=CHAT)
    before = await world.count("dialogs")
    await retention.run()
    assert await world.count("dialogs") == before


async def test_a_journal_that_could_not_be_swept_is_swept_later(
    world: World, retention: Retention, monkeypatch: pytest.MonkeyPatch
) -> None:
    privacy = Privacy(units=world.units, clock=world.clock, by_email=True)
    holder = await close(world)

    async def busy(_units: object) -> bool:
        return False

    with monkeypatch.context() as patch:
        patch.setattr(type(world.units), "sweep", busy)
        await privacy.erase(holder)
        assert await mark(world) is not None
    await retention.run()
    assert await mark(world) is None
    if world.database.file is not None:
        files = {path.name: path.read_bytes() for path in world.database.file.parent.iterdir()}
        assert [name for name, held in files.items() if DARIO.address.encode() in held] == []


async def mark(world: World) -> str | None:
    """Whether something is still to be swept."""
    async with world.units.read() as unit:
        return await unit.marks.get(UNSWEPT)
