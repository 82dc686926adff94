"""Why nothing was transferred, as facts."""

from __future__ import annotations

from collections.abc import Sequence


class NotTransferred(Exception):
    """Nothing was transferred, and the target is as it was."""


class NotFromSqlite(NotTransferred):
    """The source is no SQLite file."""


class NotToPostgresql(NotTransferred):
    """The target is no PostgreSQL database."""


class SourceInUse(NotTransferred):
    """Another process has the source open: a running bot, most likely."""


class TablesUnknown(NotTransferred):
    """The source has tables that this code does not know: which ones."""

    def __init__(self, tables: Sequence[str]) -> None:
        super().__init__(*tables)
        self.tables = tuple(tables)


class BooksWrong(NotTransferred):
    """The audit found problems: in the source as it stands, or in the copy of it."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(problems[0])
        self.problems = tuple(problems)


class TargetNotEmpty(NotTransferred):
    """Tables of the target have rows already: which ones."""

    def __init__(self, tables: Sequence[str]) -> None:
        super().__init__(*tables)
        self.tables = tuple(tables)


class TargetIsNewer(NotTransferred):
    """The target was made by a newer version of the bot."""


class TargetUnavailable(NotTransferred):
    """The target does not answer, or stopped answering: what PostgreSQL or the way there says of it, if anything.

    A connection that fails has no SQLSTATE: only the words tell a wrong password from a server that is not there.
    """

    def __init__(self, reason: str | None) -> None:
        super().__init__(reason)
        self.reason = reason


class TargetUnwilling(NotTransferred):
    """PostgreSQL refuses what is asked of the target as a whole: its reason, such as a right that is missing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TargetRefused(NotTransferred):
    """PostgreSQL does not take a row of this table: its reason, without what stands in the row."""

    def __init__(self, table: str, reason: str) -> None:
        super().__init__(table, reason)
        self.table = table
        self.reason = reason


class CopyDiffers(NotTransferred):
    """What was read back from the target is not what was read from the source: in which table."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table
