"""Broadcasts: what an admin says to many holders, and their part of the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FACTS = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)
COUNTERS = ("total", "queued", "sent", "mailed", "failed", "blocked", "deleted", "kept")
STATES = ("draft", "scheduled", "running", "paused", "stopped", "done", "undoing", "undone")

# What is delivered one by one: a broadcast has its own way out, and its failures their own list.
SINGLE = {"ix_outbox_waiting": ("waiting", ["due_at", "id"]), "ix_outbox_dead": ("dead", ["id"])}


def upgrade() -> None:
    _broadcasts()
    op.create_table(
        "paces",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_paces")),
    )
    op.add_column("outbox", sa.Column("broadcast_id", sa.BigInteger(), nullable=True))
    for name, (state, columns) in SINGLE.items():
        op.drop_index(name, "outbox")
        _index(name, columns, f"state = '{state}' AND broadcast_id IS NULL")
    _index("ix_outbox_broadcast", ["broadcast_id", "channel", "state", "id"], "broadcast_id IS NOT NULL")


def downgrade() -> None:
    op.drop_index("ix_outbox_broadcast", "outbox")
    op.execute("DELETE FROM outbox WHERE broadcast_id IS NOT NULL")
    for name, (state, columns) in SINGLE.items():
        op.drop_index(name, "outbox")
        _index(name, columns, f"state = '{state}'")
    op.execute("ALTER TABLE outbox DROP COLUMN broadcast_id")
    op.drop_table("paces")
    op.drop_table("broadcasts")


def _index(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "outbox", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _broadcasts() -> None:
    states = ", ".join(f"'{state}'" for state in STATES)
    op.create_table(
        "broadcasts",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("admin", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("italian", sa.Text(), nullable=True),
        sa.Column("english", sa.Text(), nullable=True),
        sa.Column("attachment", FACTS, nullable=True),
        sa.Column("audience", FACTS, nullable=False),
        sa.Column("by_email", sa.Boolean(), nullable=False),
        sa.Column("send_at", INSTANT, nullable=True),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        *(sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False) for name in COUNTERS),
        sa.Column("reached_holder", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("all_queued", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("undone_up_to", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("shown_as", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(f"state IN ({states})", name=op.f("ck_broadcasts_state")),
        sa.CheckConstraint(
            "state = 'draft' OR italian IS NOT NULL OR english IS NOT NULL", name=op.f("ck_broadcasts_written")
        ),
        sa.CheckConstraint(" AND ".join(f"{name} >= 0" for name in COUNTERS), name=op.f("ck_broadcasts_counters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
        sqlite_autoincrement=True,
    )
    where = sa.text("state IN ('scheduled', 'running', 'undoing')")
    op.create_index("ix_broadcasts_at_work", "broadcasts", ["state", "id"], sqlite_where=where, postgresql_where=where)
