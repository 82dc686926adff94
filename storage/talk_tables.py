"""The tables of what is said: chats, sessions, dialogs, and what is owed to the world. Instants are UTC."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from domain.accesses import AccessKind
from domain.challenges import Purpose
from domain.holders import Language
from domain.notices import Channel, NoticeKind, NoticeState, Result
from storage.columns import Facts, Instant, OneOf, RowNumber
from storage.metadata import MADE_BY_MIGRATION, metadata, one_of

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", OneOf(Language)),
    Column("holder_id", ForeignKey("holders.id"), index=True),
    Column("reachable", Boolean, nullable=False, server_default=text("true")),
    Column("linked_at", Instant),
    Column("used_at", Instant),
    Column("awaits", BigInteger),  # the number of the maintenance whose end it waits for
    one_of("language", Language),
    Index(
        "ix_chats_awaits",
        "awaits",
        sqlite_where=text("awaits IS NOT NULL"),
        postgresql_where=text("awaits IS NOT NULL"),
    ),
)

sessions = Table(
    "sessions",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("holder_id", ForeignKey("holders.id"), nullable=False, index=True),
    Column("mailbox_id", ForeignKey("mailboxes.id"), nullable=False, index=True),
    Column("started_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False),
    Column("confirmed_at", Instant),
)

# Who logged in where, and what became of it: kept for 90 days.
accesses = Table(
    "accesses",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("holder_id", ForeignKey("holders.id"), nullable=False),
    Column("mailbox_id", ForeignKey("mailboxes.id"), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", OneOf(AccessKind), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Index(None, "holder_id", "id"),
    sqlite_autoincrement=True,
)

# Codes sent by e-mail. The code itself is written nowhere: it follows from the id and a secret of the bot.
challenges = Table(
    "challenges",
    metadata,
    Column("id", Text, primary_key=True),
    Column("purpose", OneOf(Purpose), nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("target", Text, nullable=False),
    Column("holder_id", ForeignKey("holders.id")),
    Column("mailbox_id", ForeignKey("mailboxes.id")),
    Column("email", Text, nullable=False),
    Column("asked_at", Instant, nullable=False, index=True),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("passed_at", Instant),
    Column("used_at", Instant),
    one_of("purpose", Purpose),
    CheckConstraint("tries BETWEEN 0 AND 5", name="tries"),
    CheckConstraint("used_at IS NULL OR passed_at IS NOT NULL", name="used_at"),
    Index(None, "person_id", "asked_at"),
    Index(None, "target", "asked_at"),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("person_id", BigInteger, nullable=False),
    Column("target", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "person_id", "at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("channel", OneOf(Channel), nullable=False),
    Column("target", Text, nullable=False),
    Column("kind", OneOf(NoticeKind), nullable=False),
    Column("facts", Facts, nullable=False),
    Column("state", OneOf(NoticeState), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("claimed_until", Instant),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("error", Text),
    Column("sent_at", Instant),
    Column("holder_id", ForeignKey("holders.id"), index=True),
    Column("mailbox_id", ForeignKey("mailboxes.id")),
    Column("cycle", Date),
    Column("broadcast_id", BigInteger),  # no foreign key: SQLite would have to make the table anew
    one_of("channel", Channel),
    one_of("state", NoticeState),
    CheckConstraint("attempts >= 0", name="attempts"),
    CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at"),
    Index(
        "ix_outbox_waiting",
        "due_at",
        "id",
        sqlite_where=text("state = 'waiting' AND broadcast_id IS NULL"),
        postgresql_where=text("state = 'waiting' AND broadcast_id IS NULL"),
    ),
    Index(
        "ix_outbox_broadcast",
        "broadcast_id",
        "channel",
        "state",
        "id",
        sqlite_where=text("broadcast_id IS NOT NULL"),
        postgresql_where=text("broadcast_id IS NOT NULL"),
    ),
    Index(
        "ix_outbox_cycle",
        "mailbox_id",
        "cycle",
        sqlite_where=text("cycle IS NOT NULL"),
        postgresql_where=text("cycle IS NOT NULL"),
    ),
    Index(
        "ix_outbox_payment_failed",
        "due_at",
        sqlite_where=text("kind = 'payment_failed'"),
        postgresql_where=text("kind = 'payment_failed'"),
    ),
    Index(
        "ix_outbox_dead",
        "id",
        sqlite_where=text("state = 'dead' AND broadcast_id IS NULL"),
        postgresql_where=text("state = 'dead' AND broadcast_id IS NULL"),
    ),
    sqlite_autoincrement=True,
)

# What was said to whom, when, by which channel and with what result: it may be needed in a dispute.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    Column("kind", OneOf(NoticeKind), nullable=False),
    Column("channel", OneOf(Channel), nullable=False),
    Column("target", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("result", OneOf(Result), nullable=False),
    Column("answer", Text, nullable=False),
    Column("said", Text, nullable=False),
    one_of("result", Result),
    Index(
        "ix_deliveries_refused",
        "at",
        sqlite_where=text("result = 'refused'"),
        postgresql_where=text("result = 'refused'"),
    ),
    sqlite_autoincrement=True,
)

# What administrators did, and who knocked at their doors in vain.
admin_acts = Table(
    "admin_acts",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("actor_id", BigInteger, nullable=False),
    Column("act", Text, nullable=False),
    Column("about", Facts, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

dialogs = Table(
    "dialogs",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("conversation", Text),
    Column("state", Text),
    Column("draft", Facts, nullable=False),
    Column("live_message_id", BigInteger),
    Column("resume", Text),
    Column("version", Integer, nullable=False),
    CheckConstraint("(conversation IS NULL) = (state IS NULL)", name="state"),
)

updates = Table(
    "updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("deliveries", Integer, nullable=False),
    Column("done_at", Instant, index=True),
    CheckConstraint("deliveries >= 0", name="deliveries"),
)

marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("text", Text, nullable=False),
)

# Whether the bot is closed to holders: one row, made by the migration.
maintenance = Table(
    "maintenance",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    Column("since", Instant),
    Column("until", Instant),
    CheckConstraint("id = 1", name="id"),
    CheckConstraint("until IS NULL OR since IS NOT NULL", name="until"),
    info=MADE_BY_MIGRATION,
)
