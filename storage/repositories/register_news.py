"""What is new in some rows of the register, beside what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row

from domain.mailboxes import MailboxStatus
from domain.register import ExpiryMoved, RegisterChanges, RegisterRow

Known = Mapping[str, Row[*tuple[Any, ...]]]
MOST_NAMED = 10  # dates that move, named one by one

# What names a holder, how to reach one, and what a mailbox is; as columns of the register.
LOCKED = ("first_name", "last_name", "language")
CONTACT = ("email", "phone")
MAILBOX = ("type", "status", "expires_on", "auto_renew", "term_years", "base_gb", "used_bytes")


def as_imported(name: str) -> str:
    """The column that remembers what the register said last."""
    return f"register_{name}"


# Which column tells whether a cell of the register is news.
_COMPARED = (
    *((name, name) for name in (*LOCKED, *MAILBOX)),
    *((name, as_imported(name)) for name in CONTACT),
    ("password_hash", "register_hash"),
)


def differs(row: RegisterRow, known: Row[*tuple[Any, ...]]) -> bool:
    """Whether a row says anything else than what is there."""
    return any(getattr(row, name) != getattr(known, column) for name, column in _COMPARED)


@dataclass(kw_only=True, slots=True)
class Count:
    """What an import changes, as far as it has come."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    moved: int = 0
    moved_back: int = 0
    suspended: int = 0
    opened: int = 0
    retyped: int = 0
    held: int = 0
    first_moved: list[ExpiryMoved] = field(default_factory=list)
    new_holders: set[str] = field(default_factory=set)

    def add(
        self, rows: Sequence[RegisterRow], kept: Sequence[RegisterRow], known: Known, holders_: Mapping[str, int]
    ) -> list[RegisterRow]:
        """Counts some rows; answers with those that are news. `holders_` are the holders that are there already."""
        news: list[RegisterRow] = []
        for asked, row in zip(rows, kept, strict=True):
            there = known.get(row.mailbox)
            self.rows += 1
            self.held += asked.status is not row.status
            if there is None:
                self.created += 1
                self.new_holders |= {row.fiscal_code} - holders_.keys()
            elif differs(row, there):
                self.updated += 1
                self._move(row, there)
                self._turn(row, there)
            else:
                continue
            news.append(row)
        return news

    def _move(self, row: RegisterRow, there: Row[*tuple[Any, ...]]) -> None:
        if row.expires_on == there.expires_on:
            return
        self.moved += 1
        self.moved_back += row.expires_on < there.expires_on
        if len(self.first_moved) < MOST_NAMED:
            moved = ExpiryMoved(mailbox=row.mailbox, before=there.expires_on, after=row.expires_on)
            self.first_moved.append(moved)

    def _turn(self, row: RegisterRow, there: Row[*tuple[Any, ...]]) -> None:
        if row.status is not there.status:
            self.suspended += row.status is MailboxStatus.SUSPENDED
            self.opened += row.status is MailboxStatus.ACTIVE
        self.retyped += row.type is not there.type

    def changes(self) -> RegisterChanges:
        """All of it."""
        return RegisterChanges(
            created=self.created,
            updated=self.updated,
            unchanged=self.rows - self.created - self.updated,
            new_holders=len(self.new_holders),
            moved=self.moved,
            first_moved=tuple(self.first_moved),
            moved_back=self.moved_back,
            suspended=self.suspended,
            opened=self.opened,
            retyped=self.retyped,
            held=self.held,
        )
