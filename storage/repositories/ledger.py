"""The books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Select,
    Subquery,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert

from domain.errors import InsufficientCredit
from domain.ledger import KIND_OF, Movement, Only, Transfer
from domain.money import NOTHING, Money
from storage.batches import any_to_come, batch, insert_all, insert_to_come, wanted, written
from storage.repositories.audit import audit
from storage.tables import accounts, transfers
from storage.transaction import Insert, Transaction

# The accounts that can run empty, and so have a stored balance.
OWED = "receivable:"
BALANCED = ("holder:", OWED)
_WRITTEN = tuple(column for column in transfers.c if column.name != "id")

_BALANCE = select(accounts.c.balance_cents).where(accounts.c.name == bindparam("account"))
_LESS = (
    update(accounts)
    .where(accounts.c.name == bindparam("account"))
    .values(balance_cents=accounts.c.balance_cents - bindparam("cents", type_=BigInteger))
)
_LESS_CREDIT = _LESS.where(accounts.c.balance_cents >= bindparam("cents", type_=BigInteger))
_LESS_OWED = _LESS.where(accounts.c.balance_cents <= bindparam("cents", type_=BigInteger))


class KeysInPart(Exception):
    """Some transfers of one event are in the books and others are not: they were not posted together."""


class SqlLedger:
    """Conforms to `Ledger`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def post(self, transfers_: Iterable[Transfer]) -> bool:
        """Writes transfers and moves the balances; False, and nothing written, if these keys are there already.

        Raises InsufficientCredit if an account would become negative, and KeysInPart; after either the transaction
        can only be rolled back.
        """
        posted = list(transfers_)
        if not posted:
            return True
        is_sqlite = self._transaction.is_sqlite
        rows = {"batch": written([_columns(transfer) for transfer in posted], is_sqlite=is_sqlite)}
        new = await self._transaction.changed(_posting(is_sqlite), rows)
        if new == 0:
            return False
        if new != len(posted):
            self._transaction.refuse()
            raise KeysInPart(posted[0].event)
        # Accounts are taken in the order of their names, so that two transactions never wait for each other.
        for account, cents in sorted(_moves(posted).items()):
            await self._move(account, cents)
        return True

    async def post_all(self, transfers_: Sequence[Transfer]) -> None:
        """Writes many transfers out of holders' accounts that are locked; one that is there already is an error.

        Raises InsufficientCredit if an account does not cover them; after that the transaction can only be rolled back.
        """
        if not transfers_:
            return
        rows = [_columns(transfer) for transfer in transfers_]
        await self._transaction.run(insert_all(self._transaction, transfers, _WRITTEN, rows))
        moves = [{"name": name, "balance_cents": -cents} for name, cents in sorted(_moves(transfers_).items())]
        taken = batch(self._transaction, [accounts.c.name, accounts.c.balance_cents], moves)
        covered = update(accounts).where(
            accounts.c.name == taken.c.name, accounts.c.balance_cents >= taken.c.balance_cents
        )
        spent = covered.values(balance_cents=accounts.c.balance_cents - taken.c.balance_cents)
        if await self._transaction.changed(spent) != len(moves):
            self._transaction.refuse()
            raise InsufficientCredit(missing=NOTHING)

    async def lock_balances(self, names: Iterable[str]) -> Mapping[str, Money]:
        """The balances of accounts; until the end of the transaction nobody else can move them."""
        # One that never moved gets its row now: there is nothing else to lock. They are taken in the order of their
        # names, so that two transactions never wait for each other.
        is_sqlite = self._transaction.is_sqlite
        in_order = [{"name": name, "balance_cents": 0} for name in sorted(set(names))]
        rows = await self._transaction.rows(_locking(is_sqlite), {"batch": written(in_order, is_sqlite=is_sqlite)})
        return {row.name: Money(row.balance_cents) for row in rows}

    async def balances(self, names: Iterable[str]) -> Mapping[str, Money]:
        """The balances of accounts, without those that never moved."""
        is_sqlite = self._transaction.is_sqlite
        rows = await self._transaction.rows(_named(is_sqlite), wanted(names, is_sqlite=is_sqlite))
        return {row.name: Money(row.balance_cents) for row in rows}

    async def balance(self, account: str) -> Money:
        """The balance of an account that has one; nothing if it never moved."""
        cents = await self._transaction.scalar(_BALANCE, {"account": account})
        return Money(cents or 0)

    async def moved(self, source: str, target: str) -> Money:
        """What was ever moved from one account to another."""
        lines = (transfers.c.source == source, transfers.c.target == target)
        return Money(int(await self._transaction.scalar(select(func.sum(transfers.c.amount_cents)).where(*lines)) or 0))

    async def movements(self, account: str, limit: int, offset: int, only: Only = Only.ALL) -> Sequence[Movement]:
        """The latest money events of an account, newest first, one line per event; the balances are of all events."""
        lines = statement_of(account)
        wanted = select(lines).where(_is(lines, only)).order_by(lines.c.id.desc())
        return [_read(row) for row in await self._transaction.rows(wanted.limit(limit).offset(offset))]

    async def movement(self, account: str, movement_id: int) -> Movement | None:
        """A money event by its number, only if it moved that account."""
        lines = statement_of(account)
        row = await self._transaction.row(select(lines).where(lines.c.id == movement_id))
        return None if row is None else _read(row)

    async def movements_between(
        self, account: str, since: datetime, before: datetime, *, limit: int, offset: int
    ) -> Sequence[Movement]:
        """The money events of an account from an instant to before another one, oldest first."""
        lines = statement_of(account)
        wanted = select(lines).where(lines.c.at >= since, lines.c.at < before).order_by(lines.c.id)
        return [_read(row) for row in await self._transaction.rows(wanted.limit(limit).offset(offset))]

    async def first_movement(self, account: str, since: datetime) -> datetime | None:
        """When an account moved first, from an instant on; None if it never did."""
        moved = or_(transfers.c.source == account, transfers.c.target == account)
        first: datetime | None = await self._transaction.scalar(
            select(func.min(transfers.c.at)).where(moved, transfers.c.at >= since)
        )
        return first

    async def problems(self) -> tuple[int, Sequence[str]]:
        """How many balances were checked, and each disagreement in the books as one line."""
        return await audit(self._transaction)

    async def _move(self, account: str, cents: int) -> None:
        """Moves a stored balance: a holder's is never below nothing, and what is owed never above."""
        balance, is_owed = accounts.c.balance_cents, account.startswith(OWED)
        if not cents:
            return
        if (cents > 0) is not is_owed:  # away from nothing
            statement = self._transaction.insert(accounts).values(name=account, balance_cents=cents)
            moved = balance + statement.excluded.balance_cents
            await self._transaction.run(
                statement.on_conflict_do_update(index_elements=["name"], set_={"balance_cents": moved})
            )
            return
        shrunk = _LESS_OWED if is_owed else _LESS_CREDIT
        if await self._transaction.changed(shrunk, {"account": account, "cents": -cents}) == 0:
            self._transaction.refuse()
            raise InsufficientCredit(missing=Money(-cents) - await self.balance(account))


@cache
def _posting(is_sqlite: bool) -> Insert:
    """Writes transfers, but for those whose key is there."""
    return insert_to_come(transfers, _WRITTEN, is_sqlite=is_sqlite).on_conflict_do_nothing(index_elements=["key"])


@cache
def _locking(is_sqlite: bool) -> ReturningInsert[Any]:
    """Takes accounts one after the other, makes those that are not there, and says their balances."""
    made = insert_to_come(accounts, tuple(accounts.c), is_sqlite=is_sqlite)
    taken = made.on_conflict_do_update(index_elements=["name"], set_={"balance_cents": accounts.c.balance_cents})
    return taken.returning(accounts.c.name, accounts.c.balance_cents)


@cache
def _named(is_sqlite: bool) -> Select[*tuple[Any, ...]]:
    """The accounts that are wanted."""
    named = any_to_come(accounts.c.name, is_sqlite=is_sqlite)
    return select(accounts.c.name, accounts.c.balance_cents).where(named)


def _moves(posted: Iterable[Transfer]) -> Counter[str]:
    """What the transfers move in each account with a stored balance, in cents."""
    moves: Counter[str] = Counter()
    for transfer in posted:
        for account, cents in ((transfer.source, -transfer.amount.cents), (transfer.target, transfer.amount.cents)):
            if account.startswith(BALANCED):
                moves[account] += cents
    return moves


def _columns(transfer: Transfer) -> dict[str, object]:
    return {
        "key": transfer.key,
        "event": transfer.event,
        "source": transfer.source,
        "target": transfer.target,
        "amount_cents": transfer.amount.cents,
        "at": transfer.at,
        "about": dict(transfer.about),
    }


def statement_of(account: str) -> Subquery:
    """One row per event of an account: its last line's number, its signed sum in cents, and the balance after it."""
    came = select(transfers.c.id, transfers.c.event, transfers.c.amount_cents.label("cents"))
    went = select(transfers.c.id, transfers.c.event, (-transfers.c.amount_cents).label("cents"))
    lines = union_all(came.where(transfers.c.target == account), went.where(transfers.c.source == account)).subquery()
    events = (
        select(func.max(lines.c.id).label("id"), func.sum(lines.c.cents).label("cents"))
        .group_by(lines.c.event)
        .subquery()
    )
    balance = func.sum(events.c.cents).over(order_by=events.c.id)
    return (
        select(
            transfers.c.id,
            transfers.c.event,
            transfers.c.at,
            transfers.c.about,
            cast(events.c.cents, BigInteger).label("cents"),
            cast(balance, BigInteger).label("balance_cents"),
        )
        .join(events, events.c.id == transfers.c.id)
        .subquery("statement")
    )


def _is(lines: Subquery, only: Only) -> ColumnElement[bool]:
    """That a row of a statement is let through. It is asked of the whole statement: the balances stay as they are."""
    if only in KIND_OF:
        return lines.c.event.startswith(f"{KIND_OF[only]}:", autoescape=True)
    if only is Only.OTHERS:
        return and_(*(~lines.c.event.startswith(f"{kind}:", autoescape=True) for kind in KIND_OF.values()))
    return true()


def _read(row: Row[*tuple[Any, ...]]) -> Movement:
    balance = Money(row.balance_cents) if row.balance_cents else NOTHING
    return Movement(id=row.id, event=row.event, amount=Money(row.cents), balance=balance, at=row.at, about=row.about)
