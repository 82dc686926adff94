"""Tells a database that does not answer, or refuses, from a mistake of ours."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.errors import StorageUnavailable

# SQLite calls nearly everything an OperationalError: these say that the statement was wrong, not the database.
_OUR_MISTAKES = {
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_MISUSE,
    sqlite3.SQLITE_RANGE,
}
# The classes of SQLSTATE that come from outside: connection, conflict of transactions, resources, operator, system;
# and a read-only server, which is what a standby is.
_THEIR_STATES = ("08", "40", "53", "55", "57", "58", "25006")
# PostgreSQL's words for: no right to it, no schema to make it in, a table or something else of that name is there.
_UNWILLING_STATES = {"42501", "3F000", "42P07", "42710", "42723"}


class DatabaseUnwilling(Exception):
    """PostgreSQL refuses what is asked of the database as a whole: its reason, such as a right that is missing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_HOST = re.compile("host '[^']*'")


@contextmanager
def answering() -> Iterator[None]:
    """Turns locks, lost connections, full disks and time-outs into StorageUnavailable; other errors pass.

    Missing rights and names that somebody else has taken are DatabaseUnwilling.
    """
    try:
        yield
    except PoolTimeout as error:
        raise StorageUnavailable from error
    except DBAPIError as error:
        if error.connection_invalidated or _is_theirs(error.orig):
            raise StorageUnavailable from error
        if getattr(error.orig, "sqlstate", None) in _UNWILLING_STATES:
            raise DatabaseUnwilling(in_a_line(error.orig)) from error
        raise
    except OSError as error:
        raise StorageUnavailable from error


def said_by_driver(error: StorageUnavailable) -> BaseException | None:
    """The driver's own error behind it, None if it was found out without asking the driver."""
    cause = error.__cause__
    return cause.orig if isinstance(cause, DBAPIError) else None


def in_a_line(error: BaseException | None) -> str:
    """What a driver says went wrong, without where it tried, and without what it adds: that may quote a row.

    Where a password is not encoded for its URL, its end is taken for the host.
    """
    return _HOST.sub("host", str(error).partition("\n")[0].rpartition(" failed: ")[2])


def _is_theirs(error: BaseException | None) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF not in _OUR_MISTAKES
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_THEIR_STATES)
    return type(error).__name__ in {"OperationalError", "InterfaceError"}
