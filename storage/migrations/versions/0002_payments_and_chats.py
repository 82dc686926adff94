"""Card payments, chats, sessions, dialogs, and what is owed to the world."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FACTS = sa.JSON().with_variant(JSONB(), "postgresql")

TABLES = (
    "top_ups",
    "payments",
    "chats",
    "sessions",
    "login_failures",
    "outbox",
    "dialogs",
    "updates",
    "marks",
)


def upgrade() -> None:
    _top_ups()
    _payments()
    _chats()
    _sessions()
    _login_failures()
    _outbox()
    _dialogs()
    _updates()
    _marks()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _top_ups() -> None:
    op.create_table(
        "top_ups",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("holder_id", ROW_NUMBER, nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link_id", sa.Text(), nullable=True),
        sa.Column("link_url", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'paid', 'expired')", name=op.f("ck_top_ups_state")),
        sa.CheckConstraint("(link_id IS NULL) = (link_url IS NULL)", name=op.f("ck_top_ups_link")),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_top_ups_amount_cents")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_top_ups_holder_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_top_ups_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_top_ups")),
        sa.UniqueConstraint("link_id", name=op.f("uq_top_ups_link_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_top_ups_holder_id"), "top_ups", ["holder_id"], unique=False)
    op.create_index(op.f("ix_top_ups_order_id"), "top_ups", ["order_id"], unique=False)
    op.create_index(op.f("ix_top_ups_state_id"), "top_ups", ["state", "id"], unique=False)


def _payments() -> None:
    op.create_table(
        "payments",
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("top_up_id", ROW_NUMBER, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state <> 'credited' OR top_up_id IS NOT NULL", name=op.f("ck_payments_top_up_id")),
        sa.CheckConstraint("state IN ('credited', 'unassigned', 'refused')", name=op.f("ck_payments_state")),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_payments_cents")),
        sa.ForeignKeyConstraint(["top_up_id"], ["top_ups.id"], name=op.f("fk_payments_top_up_id")),
        sa.PrimaryKeyConstraint("intent", name=op.f("pk_payments")),
    )
    op.create_index(op.f("ix_payments_top_up_id"), "payments", ["top_up_id"], unique=False)


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("holder_id", ROW_NUMBER, nullable=True),
        sa.Column("reachable", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint("language IN ('it', 'en')", name=op.f("ck_chats_language")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_chats_holder_id")),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chats")),
    )
    op.create_index(op.f("ix_chats_holder_id"), "chats", ["holder_id"], unique=False)


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("holder_id", ROW_NUMBER, nullable=False),
        sa.Column("mailbox_id", ROW_NUMBER, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_sessions_holder_id")),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailboxes.id"], name=op.f("fk_sessions_mailbox_id")),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_mailbox_id"), "sessions", ["mailbox_id"], unique=False)


def _login_failures() -> None:
    op.create_table(
        "login_failures",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failures")),
    )
    op.create_index(op.f("ix_login_failures_person_id_at"), "login_failures", ["person_id", "at"], unique=False)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("facts", FACTS, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_outbox_sent_at")),
        sa.CheckConstraint("channel IN ('chat', 'mail_server', 'payment_links')", name=op.f("ck_outbox_channel")),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'dead')", name=op.f("ck_outbox_state")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _dialogs() -> None:
    op.create_table(
        "dialogs",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("conversation", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("draft", FACTS, nullable=False),
        sa.Column("live_message_id", sa.BigInteger(), nullable=True),
        sa.Column("resume", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(conversation IS NULL) = (state IS NULL)", name=op.f("ck_dialogs_state")),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_dialogs")),
    )


def _updates() -> None:
    op.create_table(
        "updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deliveries", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("deliveries >= 0", name=op.f("ck_updates_deliveries")),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_updates")),
    )
    op.create_index(op.f("ix_updates_done_at"), "updates", ["done_at"], unique=False)


def _marks() -> None:
    op.create_table(
        "marks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )
