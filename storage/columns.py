"""The kinds of column that SQLAlchemy lacks: instants that know their zone, and states that stay within their enum."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

_Kind = TypeVar("_Kind", bound=StrEnum)

# SQLite numbers rows by itself only where the column is called INTEGER.
RowNumber = BigInteger().with_variant(Integer(), "sqlite")
Facts = JSON().with_variant(JSONB(), "postgresql")


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept and given back in UTC. Refuses a naive one with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite has no zones: it gets the UTC reading, which also sorts as text."""
        if value is None:
            return None
        if value.utcoffset() is None:
            msg = "a naive datetime is not an instant"
            raise ValueError(msg)
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Whatever zone the connection is set to, the answer is in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept as its text, since SQLite would keep it as a float."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Every digit, the trailing zeros too."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """The same number."""
        return None if value is None else Decimal(value)


class OneOf(TypeDecorator[_Kind], Generic[_Kind]):
    """A member of an enum, kept as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[_Kind]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: _Kind | None, dialect: Dialect) -> str | None:
        """The text of the member. Raises ValueError for a text that is no member's."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> _Kind | None:
        """The member of that text."""
        return None if value is None else self.kind(value)
