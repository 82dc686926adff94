"""The world that every use case is tested in, on both databases."""

from collections.abc import AsyncIterator

import pytest

from storage.engine import Database, open_database
from tests.fakes import FakeClock, FakeMailServer, FakePaymentLinks
from tests.usecases.world import Replica, World


@pytest.fixture
async def world(database: Database) -> World:
    """The cast on a database of the test's own."""
    world = World(database, FakeClock(), FakePaymentLinks(), FakeMailServer())
    await world.populate()
    return world


@pytest.fixture
async def replica(world: World, database_url: str) -> AsyncIterator[Replica]:
    """A second process of the bot, with connections of its own to the same database."""
    database = open_database(database_url)
    yield Replica(database, world.clock, world.links, world.mail_server)
    await database.close()
