"""The days to come, told by the code that will bring them, on a copy of what a holder has."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from bot.clock import SetClock
from bot.clockwork import build_simulating
from domain.catalogue import ServiceKey
from domain.errors import NotFound
from domain.notices import Channel, NoticeKind
from domain.orders import OrderPlaced
from domain.renewal_news import ReminderNews, RenewalNews
from domain.renewals import Fate
from domain.usecases.charging import STOPPED
from domain.usecases.simulating import News, Simulating
from storage.copying import copy_holder_of
from storage.engine import Database, open_database
from storage.metadata import metadata
from storage.unit_of_work import SqlUnits
from tests.builders import CATALOGUE
from tests.people import ANNA, BRUNO, DARIO, MARIO, TODAY, Person
from tests.usecases.world import World

STUDIO = ANNA.mailboxes[1]  # expires on 31 January 2027: what is bought for it now is free, and then 3.66 a GB and year
LAST = date(2028, 3, 1)
Happened = list[tuple[date, News]]


@pytest.fixture
async def copy(migrated_database: Callable[[str], str]) -> AsyncIterator[Database]:
    """An SQLite database for a copy."""
    opened = open_database(migrated_database("sqlite"))
    yield opened
    await opened.close()


async def buy(world: World, person: Person, gb: int, service: ServiceKey, number: int = 0) -> None:
    """An add-on that costs nothing, or that the credit covers."""
    placed = await world.place(person, await world.quote(person, gb, service, number))
    assert isinstance(placed, OrderPlaced)


async def simulating_for(world: World, address: str, copy: Database, *, by_email: bool = True) -> Simulating:
    """The future of whoever holds a mailbox, on a copy."""
    await copy_holder_of(world.database, address, copy)
    return build_simulating(SqlUnits(copy), SetClock(world.clock.now()), CATALOGUE, by_email=by_email)


async def foretold(simulating: Simulating, address: str, last: date = LAST) -> Happened:
    """What is told of a mailbox up to a day, from the cast's Sunday on."""
    mailbox, _ = await simulating.mailbox(address)
    return [(told.day, news) async for told in simulating.days_of(mailbox, TODAY, last) for news in told.news]


async def lived(world: World, address: str, last: date = LAST) -> Happened:
    """What a bot that lives through those days tells a mailbox's holder of it by e-mail."""
    happened: Happened = []
    for number in range((last - TODAY).days + 1):
        await world.calendar.renewing.run()
        await world.calendar.reminding.run()
        for notice in await world.notices():
            if notice.channel is Channel.EMAIL and notice.facts.get("mailbox") == address:
                kind = ReminderNews if notice.kind is NoticeKind.REMINDER else RenewalNews
                happened.append((TODAY + timedelta(days=number), kind.read(notice.facts)))
        world.pass_time(days=1)
    return happened


async def fingerprint(database: Database) -> dict[str, list[str]]:
    """Every row of every table."""
    async with database.readers.connect() as connection:
        found = {name: await connection.execute(text(f"SELECT * FROM {name}")) for name in metadata.tables}  # noqa: S608 - our own tables
        return {name: sorted(str(row) for row in rows) for name, rows in found.items()}


async def test_what_is_foretold_is_what_then_happens(world: World, copy: Database) -> None:
    await buy(world, ANNA, 2, ServiceKey.INBOX, 1)
    await buy(world, ANNA, 1, ServiceKey.ARCHIVE, 1)
    await world.give(ANNA, 800)  # enough for the inbox space, once
    told = await foretold(await simulating_for(world, STUDIO.address, copy), STUDIO.address)
    assert [(day, type(news).__name__) for day, news in told if isinstance(news, RenewalNews)] == [
        (date(2027, 2, 1), "RenewalNews"),
        (date(2028, 2, 1), "RenewalNews"),
    ]
    assert told == await lived(world, STUDIO.address)
    assert await world.books() == ()


async def test_the_first_renewal_takes_what_the_credit_covers_and_ends_the_rest(world: World, copy: Database) -> None:
    await buy(world, ANNA, 2, ServiceKey.INBOX, 1)
    await buy(world, ANNA, 1, ServiceKey.ARCHIVE, 1)
    await world.give(ANNA, 800)
    told = await foretold(await simulating_for(world, STUDIO.address, copy), STUDIO.address, date(2027, 2, 1))
    assert [(day.isoformat(), news.days_left) for day, news in told if isinstance(news, ReminderNews)] == [
        ("2026-11-22", 70),
        ("2026-12-02", 60),
        ("2027-01-01", 30),
        ("2027-01-16", 15),
        ("2027-01-24", 7),
        ("2027-01-28", 3),
        ("2027-01-30", 1),
    ]
    outcome = told[-1][1]
    assert isinstance(outcome, RenewalNews)
    assert [line.fate for line in outcome.lines] == [Fate.RENEWED, Fate.SHORT]
    assert (outcome.charged.cents, outcome.credit.cents, outcome.expires_on) == (732, 68, date(2028, 1, 31))


async def test_the_source_is_only_read(world: World, copy: Database) -> None:
    await buy(world, ANNA, 2, ServiceKey.INBOX, 1)
    await world.give(ANNA, 800)
    await world.calendar.reminding.run()
    before = await fingerprint(world.database)
    await foretold(await simulating_for(world, STUDIO.address, copy), STUDIO.address, date(2027, 2, 1))
    assert await fingerprint(world.database) == before


async def test_the_copy_holds_what_is_ones_own_and_no_secret(world: World, copy: Database) -> None:
    await buy(world, ANNA, 2, ServiceKey.INBOX, 1)
    await world.give(ANNA, 800)
    await world.give(MARIO, 900)
    await world.calendar.reminding.run()
    await copy_holder_of(world.database, STUDIO.address, copy)
    counted = {name: len(rows) for name, rows in (await fingerprint(copy)).items() if rows}
    assert counted == {
        "accounts": 1, "addons": 1, "chats": 1, "holders": 1, "mailboxes": 2, "maintenance": 1, "orders": 1,
        "outbox": 2, "quotes": 1, "transfers": 1,
    }  # fmt: skip


async def test_without_a_channel_nobody_is_warned_and_what_expires_runs_on_for_the_grace(
    world: World, copy: Database
) -> None:
    await buy(world, ANNA, 1, ServiceKey.ARCHIVE, 1)
    await world.run("UPDATE chats SET reachable = false")
    simulating = await simulating_for(world, STUDIO.address, copy, by_email=False)
    told = await foretold(simulating, STUDIO.address, date(2027, 3, 1))
    outcomes = [(day.isoformat(), news.lines[0].fate) for day, news in told if isinstance(news, RenewalNews)]
    assert outcomes == [("2027-02-01", Fate.GRACE), ("2027-02-16", Fate.SHORT)]


async def test_a_reminder_that_has_arrived_counts_in_the_copy(world: World, copy: Database) -> None:
    await buy(world, ANNA, 1, ServiceKey.ARCHIVE, 1)
    await world.calendar.reminding.run()
    await world.notices()
    await world.run("UPDATE chats SET reachable = false")
    simulating = await simulating_for(world, STUDIO.address, copy, by_email=False)
    told = await foretold(simulating, STUDIO.address, date(2027, 2, 1))
    assert [news.lines[0].fate for _, news in told if isinstance(news, RenewalNews)] == [Fate.SHORT]


async def test_an_open_top_up_does_not_wait_for_ever(world: World, copy: Database) -> None:
    await buy(world, ANNA, 1, ServiceKey.ARCHIVE, 1)
    await world.ask(ANNA, 1_000)
    told = await foretold(await simulating_for(world, STUDIO.address, copy), STUDIO.address, date(2027, 2, 1))
    assert [news.lines[0].fate for _, news in told if isinstance(news, RenewalNews)] == [Fate.SHORT]


async def test_a_mailbox_with_nothing_bought_moves_without_a_word_and_is_told_all_the_same(
    world: World, copy: Database
) -> None:
    told = await foretold(await simulating_for(world, BRUNO.address, copy), BRUNO.address)
    assert [(day.isoformat(), news.day, news.lines) for day, news in told] == [("2027-11-23", date(2027, 11, 22), ())]
    (outcome,) = [news for _, news in told if isinstance(news, RenewalNews)]
    assert (outcome.expires_on, outcome.expired) == (date(2028, 11, 22), False)


async def test_a_mailbox_that_nobody_renews_is_told_to_expire_once(world: World, copy: Database) -> None:
    told = await foretold(await simulating_for(world, DARIO.address, copy), DARIO.address)
    assert [day.isoformat() for day, _ in told] == ["2027-10-24", "2027-11-16", "2027-11-24"]
    outcome = told[-1][1]
    assert isinstance(outcome, RenewalNews)
    assert outcome.expired


async def test_while_charging_is_stopped_reminders_are_told_and_nothing_is_renewed(
    world: World, copy: Database
) -> None:
    await buy(world, ANNA, 1, ServiceKey.ARCHIVE, 1)
    simulating = await simulating_for(world, STUDIO.address, copy)
    async with simulating.units.write() as unit:
        await unit.marks.put(STOPPED, "wrong")
        await unit.commit()
    told = await foretold(simulating, STUDIO.address, date(2027, 3, 1))
    assert {type(news) for _, news in told} == {ReminderNews}


async def test_a_mailbox_that_is_not_there_is_not_found(world: World, copy: Database) -> None:
    with pytest.raises(NotFound):
        await copy_holder_of(world.database, "nobody@pec.archrm.it", copy)
    simulating = await simulating_for(world, BRUNO.address, copy)
    with pytest.raises(NotFound):
        await simulating.mailbox(DARIO.address)
