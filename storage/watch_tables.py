"""The tables of the watch: what is wrong at present, and what was counted. Instants are UTC."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, Table, Text, text

from domain.alarms import Tallied
from storage.columns import Instant, OneOf
from storage.metadata import metadata, one_of

# One row an alarm, for all its episodes: whoever changes `over_at` has raised it, or ended it.
alarms = Table(
    "alarms",
    metadata,
    Column("key", Text, primary_key=True),
    Column("episode", Integer, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("over_at", Instant),
    CheckConstraint("episode > 0", name="episode"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("slot", Instant, primary_key=True),
    Column("what", OneOf(Tallied), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("reference", Text),
    one_of("what", Tallied),
    CheckConstraint("times > 0", name="times"),
)

repairs = Table(
    "repairs",
    metadata,
    Column("intent", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("found_at", Instant, nullable=False),
    Column("told", Boolean, nullable=False, server_default=text("false")),
)
