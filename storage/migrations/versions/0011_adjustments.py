"""Adjustments by hand, and payments that an administrator has dealt with elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
STATES = ("proposed", "applied", "refused", "expired")


def upgrade() -> None:
    states = ", ".join(f"'{state}'" for state in STATES)
    op.create_table(
        "adjustments",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("holder_id", ROW_NUMBER, nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("over_limit", sa.Boolean(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.CheckConstraint(f"state IN ({states})", name=op.f("ck_adjustments_state")),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_adjustments_cents")),
        sa.CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name=op.f("ck_adjustments_decided_by")),
        sa.CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name=op.f("ck_adjustments_decided_at")),
        sa.CheckConstraint(
            "NOT over_limit OR decided_by IS NULL OR decided_by <> asked_by",
            name=op.f("ck_adjustments_second_admin"),
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_adjustments_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
        sa.UniqueConstraint("key", name=op.f("uq_adjustments_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_adjustments_holder_id"), "adjustments", ["holder_id"])
    op.create_index(op.f("ix_adjustments_asked_by_asked_at"), "adjustments", ["asked_by", "asked_at"])
    op.add_column("payments", sa.Column("dealt_with_at", INSTANT, nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE payments DROP COLUMN dealt_with_at")
    op.drop_table("adjustments")
