"""The tables of broadcasts. Instants are UTC."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from domain.broadcasts import BroadcastState
from storage.columns import Facts, Instant, OneOf, RowNumber
from storage.metadata import metadata, one_of

COUNTERS = ("total", "queued", "sent", "mailed", "failed", "blocked", "deleted", "kept")

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("admin", BigInteger, nullable=False),
    Column("state", OneOf(BroadcastState), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("italian", Text),
    Column("english", Text),
    Column("attachment", Facts),
    Column("audience", Facts, nullable=False),
    Column("by_email", Boolean, nullable=False),
    Column("send_at", Instant),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    *(Column(name, Integer, nullable=False, server_default=text("0")) for name in COUNTERS),
    Column("reached_holder", BigInteger, nullable=False, server_default=text("0")),
    Column("all_queued", Boolean, nullable=False, server_default=text("false")),
    Column("undone_up_to", BigInteger, nullable=False, server_default=text("0")),
    Column("shown_as", BigInteger),
    one_of("state", BroadcastState),
    CheckConstraint("state = 'draft' OR italian IS NOT NULL OR english IS NOT NULL", name="written"),
    CheckConstraint(" AND ".join(f"{name} >= 0" for name in COUNTERS), name="counters"),
    Index(
        "ix_broadcasts_at_work",
        "state",
        "id",
        sqlite_where=text("state IN ('scheduled', 'running', 'undoing')"),
        postgresql_where=text("state IN ('scheduled', 'running', 'undoing')"),
    ),
    sqlite_autoincrement=True,
)

# When the next turn is free of what must not go too fast, over all processes.
paces = Table(
    "paces",
    metadata,
    Column("name", Text, primary_key=True),
    Column("next_at", Instant, nullable=False),
)
