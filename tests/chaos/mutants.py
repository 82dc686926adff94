"""What the house must never become: ways of getting it wrong, each of which the audit has to notice.

They are put over the bot's own methods in a process of the harness. Production code knows nothing of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text, update

from bot import app
from bot.chat_locks import ChatLocks
from bot.polling import Polling
from bot.tasks import Tasks
from bot.web.telegram import telegram_route
from domain.dialogs import Delivery, DeliveryState
from domain.ledger import Transfer
from domain.top_ups import Payment
from domain.usecases import buying
from storage.engine import Database
from storage.repositories.ledger import SqlLedger, _columns, _moves
from storage.repositories.payments import SqlPayments
from storage.tables import accounts, payments, transfers
from storage.updates import SqlUpdates

_A_WHILE = 0.1  # seconds

_kept = Tasks()


def _no_update_mark() -> None:
    """Nobody remembers which updates are done."""

    async def begin(_self: SqlUpdates, _update_id: int) -> Delivery:
        return Delivery(state=DeliveryState.NEW)

    setattr(SqlUpdates, "begin", begin)  # noqa: B010 - mypy: a method is replaced on purpose


def _no_unique_keys() -> None:
    """A payment and its transfer are written down as often as somebody announces them."""

    async def add(self: SqlPayments, payment: Payment) -> bool:
        known = await self.get(payment.intent)
        if known is None:
            facts = {name: getattr(payment, name) for name in payments.c.keys()}  # noqa: SIM118 - a collection of columns
            await self._transaction.run(self._transaction.insert(payments).values(**facts))
        return known is None

    async def get(self: SqlPayments, intent: str) -> Payment | None:
        found = await self._transaction.rows(payments.select().where(payments.c.intent == intent))
        return Payment(**found[0]._asdict()) if found else None

    async def post(self: SqlLedger, transfers_: Iterable[Transfer]) -> bool:
        posted = list(transfers_)
        await self._transaction.run(transfers.insert(), [_columns(transfer) for transfer in posted])
        for account, cents in sorted(_moves(posted).items()):
            await self._move(account, cents)
        return True

    for owner, method in ((SqlPayments, add), (SqlPayments, get), (SqlLedger, post)):
        setattr(owner, method.__name__, method)


def _early_ack() -> None:
    """What has come in is acknowledged at once, and done some time later."""

    def route(receive: Any, *rest: Any) -> Any:
        async def at_once(raw: bytes) -> None:
            _kept.spawn(receive(raw), name="later")

        return telegram_route(at_once, *rest)  # type: ignore[arg-type]  # it answers nothing, and nobody asks

    setattr(app, "telegram_route", route)  # noqa: B010 - mypy: a function is replaced on purpose
    do = Polling._do

    async def later(self: Polling, raw: Any) -> bool:
        _kept.spawn(do(self, raw), name="later")
        return True

    setattr(Polling, "_do", later)  # noqa: B010 - the same


def _split_commit() -> None:
    """The debit of an order is committed before what it was for."""
    post = SqlLedger.post

    async def post_apart(self: SqlLedger, transfers_: Iterable[Transfer]) -> bool:
        lines = list(transfers_)
        written = await post(self, lines)
        if any(line.event.startswith("order:") for line in lines):
            await self._transaction._connection.commit()
        return written

    setattr(SqlLedger, "post", post_apart)  # noqa: B010 - the same


def _concurrent_updates() -> None:
    """Several updates of one chat at a time, as with PTB's `concurrent_updates=True`."""

    @asynccontextmanager
    async def holding(_self: ChatLocks, _chat_id: int) -> AsyncIterator[None]:
        yield

    def take(self: Polling, raw: Any) -> None:
        update_id = int(raw["update_id"])
        if update_id < self._offset or update_id in self._done | self._waiting:
            return

        async def work() -> None:
            if await self._do(raw):
                self._forget(update_id)

        self._waiting.add(update_id)
        self._tasks.spawn(work(), name="at once")

    setattr(ChatLocks, "holding", holding)  # noqa: B010 - the same
    setattr(Polling, "_take", take)  # noqa: B010 - the same


def _blind_debit() -> None:
    """A debit asks for no balance, and nobody waits in front of it; it takes its time, so that others come between."""
    move = SqlLedger._move

    async def blind(self: SqlLedger, account: str, cents: int) -> None:
        if cents >= 0:
            await move(self, account, cents)
            return
        await asyncio.sleep(_A_WHILE)
        shrunk = update(accounts).where(accounts.c.name == account)
        await self._transaction.run(shrunk.values(balance_cents=accounts.c.balance_cents + cents))

    async def go_ahead(_unit: object, _holder_id: int) -> None:
        await asyncio.sleep(0)

    setattr(SqlLedger, "_move", blind)  # noqa: B010 - the same
    setattr(buying, "wait_for_turn", go_ahead)  # noqa: B010 - the same


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutant:
    """A way of getting it wrong. `statements` change the database first; it shows on one kind of database, or on all.

    `failpoints` are those where it hurts, and `stories`, told often, those that it spoils.
    """

    apply: Callable[[], None]
    kind: str
    statements: tuple[str, ...] = ()
    failpoints: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()

    async def change(self, database: Database) -> None:
        """Takes away what the database itself would refuse."""
        async with database.writers.begin() as connection:
            for statement in self.statements:
                await connection.execute(text(statement))


MUTANTS = {
    "no_update_mark": Mutant(apply=_no_update_mark, kind="postgresql"),
    "no_unique_keys": Mutant(
        apply=_no_unique_keys,
        kind="postgresql",
        statements=(
            "ALTER TABLE payments DROP CONSTRAINT pk_payments CASCADE",
            "ALTER TABLE transfers DROP CONSTRAINT uq_transfers_key",
        ),
    ),
    "early_ack": Mutant(apply=_early_ack, kind="sqlite"),
    "early_ack_webhook": Mutant(apply=_early_ack, kind="postgresql"),
    "split_commit": Mutant(apply=_split_commit, kind="sqlite", failpoints=("in_completing",)),
    "concurrent_updates": Mutant(apply=_concurrent_updates, kind="postgresql"),
    "blind_debit": Mutant(
        apply=_blind_debit,
        kind="postgresql",
        statements=("ALTER TABLE accounts DROP CONSTRAINT ck_accounts_balance_cents",),
        stories=("races", "tops_up"),
    ),
}
