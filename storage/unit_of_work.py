"""Units of work on a database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.answering import answering
from storage.engine import Database
from storage.repositories.accesses import SqlAccesses
from storage.repositories.activations import SqlActivations
from storage.repositories.acts import SqlActs
from storage.repositories.addons import SqlAddons
from storage.repositories.adjustments import SqlAdjustments
from storage.repositories.alarms import SqlAlarms
from storage.repositories.audiences import SqlAudiences
from storage.repositories.broadcasts import SqlBroadcasts
from storage.repositories.challenges import SqlChallenges
from storage.repositories.chats import SqlChats
from storage.repositories.credentials import SqlCredentials
from storage.repositories.digests import SqlDigests
from storage.repositories.due import SqlDue
from storage.repositories.gauges import SqlGauges
from storage.repositories.holders import SqlHolders
from storage.repositories.ledger import SqlLedger
from storage.repositories.login_failures import SqlLoginFailures
from storage.repositories.mailboxes import SqlMailboxes
from storage.repositories.maintenance import SqlMaintenance
from storage.repositories.marks import SqlMarks
from storage.repositories.odd_payments import SqlOddPayments
from storage.repositories.orders import SqlOrders
from storage.repositories.outbox import SqlOutbox
from storage.repositories.paces import SqlPaces
from storage.repositories.papers import SqlPapers
from storage.repositories.payments import SqlPayments
from storage.repositories.personal_data import SqlPersonalData
from storage.repositories.profiles import SqlProfiles
from storage.repositories.quotes import SqlQuotes
from storage.repositories.register import SqlRegister
from storage.repositories.repairs import SqlRepairs
from storage.repositories.reversals import SqlReversals
from storage.repositories.sessions import SqlSessions
from storage.repositories.tallies import SqlTallies
from storage.repositories.top_ups import SqlTopUps
from storage.repositories.traces import SqlTraces
from storage.transaction import Transaction


class SqlUnit:
    """One transaction, and the repositories that work in it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    @cached_property
    def holders(self) -> SqlHolders:
        """The holders."""
        return SqlHolders(self._transaction)

    @cached_property
    def mailboxes(self) -> SqlMailboxes:
        """The mailboxes."""
        return SqlMailboxes(self._transaction)

    @cached_property
    def addons(self) -> SqlAddons:
        """The add-ons."""
        return SqlAddons(self._transaction)

    @cached_property
    def due(self) -> SqlDue:
        """What time has brought about."""
        return SqlDue(self._transaction)

    @cached_property
    def quotes(self) -> SqlQuotes:
        """The quotes."""
        return SqlQuotes(self._transaction)

    @cached_property
    def orders(self) -> SqlOrders:
        """The orders."""
        return SqlOrders(self._transaction)

    @cached_property
    def ledger(self) -> SqlLedger:
        """The books."""
        return SqlLedger(self._transaction)

    @cached_property
    def papers(self) -> SqlPapers:
        """What there are receipts for."""
        return SqlPapers(self._transaction)

    @cached_property
    def top_ups(self) -> SqlTopUps:
        """The top-ups."""
        return SqlTopUps(self._transaction)

    @cached_property
    def payments(self) -> SqlPayments:
        """The card payments."""
        return SqlPayments(self._transaction)

    @cached_property
    def reversals(self) -> SqlReversals:
        """The refunds and disputes of payments."""
        return SqlReversals(self._transaction)

    @cached_property
    def odd_payments(self) -> SqlOddPayments:
        """The payments that a person has to look into."""
        return SqlOddPayments(self._transaction)

    @cached_property
    def adjustments(self) -> SqlAdjustments:
        """What administrators gave to credits, or took from them, by hand."""
        return SqlAdjustments(self._transaction)

    @cached_property
    def chats(self) -> SqlChats:
        """The chats."""
        return SqlChats(self._transaction)

    @cached_property
    def sessions(self) -> SqlSessions:
        """The sessions."""
        return SqlSessions(self._transaction)

    @cached_property
    def login_failures(self) -> SqlLoginFailures:
        """The failed logins."""
        return SqlLoginFailures(self._transaction)

    @cached_property
    def profiles(self) -> SqlProfiles:
        """What holders can change about themselves."""
        return SqlProfiles(self._transaction)

    @cached_property
    def accesses(self) -> SqlAccesses:
        """The history of accesses."""
        return SqlAccesses(self._transaction)

    @cached_property
    def challenges(self) -> SqlChallenges:
        """The codes that were sent by e-mail."""
        return SqlChallenges(self._transaction)

    @cached_property
    def outbox(self) -> SqlOutbox:
        """What is owed to the world."""
        return SqlOutbox(self._transaction)

    @cached_property
    def activations(self) -> SqlActivations:
        """Inbox space that the mail server has not given yet."""
        return SqlActivations(self._transaction)

    @cached_property
    def broadcasts(self) -> SqlBroadcasts:
        """The broadcasts."""
        return SqlBroadcasts(self._transaction)

    @cached_property
    def audiences(self) -> SqlAudiences:
        """Who broadcasts go to."""
        return SqlAudiences(self._transaction)

    @cached_property
    def paces(self) -> SqlPaces:
        """How fast something may go."""
        return SqlPaces(self._transaction)

    @cached_property
    def register(self) -> SqlRegister:
        """The body's register."""
        return SqlRegister(self._transaction)

    @cached_property
    def credentials(self) -> SqlCredentials:
        """The local mail server's table."""
        return SqlCredentials(self._transaction)

    @cached_property
    def marks(self) -> SqlMarks:
        """Small facts to remember."""
        return SqlMarks(self._transaction)

    @cached_property
    def digests(self) -> SqlDigests:
        """Counts and sums over everybody."""
        return SqlDigests(self._transaction)

    @cached_property
    def maintenance(self) -> SqlMaintenance:
        """Whether the bot is closed to holders."""
        return SqlMaintenance(self._transaction)

    @cached_property
    def acts(self) -> SqlActs:
        """What administrators did."""
        return SqlActs(self._transaction)

    @cached_property
    def personal_data(self) -> SqlPersonalData:
        """Everything kept about a holder."""
        return SqlPersonalData(self._transaction)

    @cached_property
    def traces(self) -> SqlTraces:
        """What is kept for a while only."""
        return SqlTraces(self._transaction)

    @cached_property
    def alarms(self) -> SqlAlarms:
        """What is wrong at present."""
        return SqlAlarms(self._transaction)

    @cached_property
    def tallies(self) -> SqlTallies:
        """How often something happened."""
        return SqlTallies(self._transaction)

    @cached_property
    def repairs(self) -> SqlRepairs:
        """What lost webhooks did not tell."""
        return SqlRepairs(self._transaction)

    @cached_property
    def gauges(self) -> SqlGauges:
        """Counts for the operator."""
        return SqlGauges(self._transaction)

    async def commit(self) -> None:
        """Makes everything done so far durable. Raises StorageUnavailable if that did not work."""
        await self._transaction.commit()


class SqlUnits:
    """Opens units of work on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlUnit]:
        """A transaction that may write; what is not committed is rolled back."""
        async with transaction_on(self._database.writers) as transaction:
            yield SqlUnit(transaction)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqlUnit]:
        """A transaction that sees one state of the database, cannot write, and waits for no writer."""
        async with transaction_on(self._database.readers) as transaction:
            yield SqlUnit(transaction)

    async def sweep(self) -> bool:
        """Empties SQLite's journal into its file; False if somebody still reads there. PostgreSQL sweeps by itself."""
        if not self._database.is_sqlite:
            return True
        with answering():
            async with self._database.writers.connect() as connection:
                journal: Any = (await connection.get_raw_connection()).driver_connection
                busy, _, _ = await (await journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")).fetchone()
        return bool(busy == 0)


@asynccontextmanager
async def transaction_on(engine: AsyncEngine) -> AsyncIterator[Transaction]:
    """A transaction that is rolled back unless it was committed."""
    with answering():
        connection = await engine.connect()
    try:
        yield Transaction(connection)
    finally:
        with answering():
            await connection.close()
