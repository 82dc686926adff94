"""The watch: what is wrong at present, what was counted, and payments that no webhook told of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TALLIED = ("webhook_well", "webhook_refused", "webhook_failed")
REFUSED = "result = 'refused'"


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("raised_at", INSTANT, nullable=False),
        sa.Column("over_at", INSTANT, nullable=True),
        sa.CheckConstraint("episode > 0", name=op.f("ck_alarms_episode")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alarms")),
    )
    _tallies()
    op.create_table(
        "repairs",
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.Column("told", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("intent", name=op.f("pk_repairs")),
    )
    where = sa.text(REFUSED)
    op.create_index("ix_deliveries_refused", "deliveries", ["at"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index("ix_deliveries_refused", "deliveries")
    for table in ("repairs", "tallies", "alarms"):
        op.drop_table(table)


def _tallies() -> None:
    kinds = ", ".join(f"'{kind}'" for kind in TALLIED)
    op.create_table(
        "tallies",
        sa.Column("slot", INSTANT, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.CheckConstraint(f"what IN ({kinds})", name=op.f("ck_tallies_what")),
        sa.CheckConstraint("times > 0", name=op.f("ck_tallies_times")),
        sa.PrimaryKeyConstraint("slot", "what", name=op.f("pk_tallies")),
    )
