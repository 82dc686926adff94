"""Maintenance: the bot closed to holders, and who waits for it to open; and the indexes that the digest reads by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)

# name: table, columns, which rows
INDEXES: dict[str, tuple[str, list[str], str | None]] = {
    "ix_chats_awaits": ("chats", ["awaits"], "awaits IS NOT NULL"),
    "ix_transfers_at": ("transfers", ["at"], None),
    "ix_orders_closed_at": ("orders", ["closed_at"], None),
    "ix_addons_ended_on": ("addons", ["ended_on"], "ended_on IS NOT NULL"),
    "ix_outbox_payment_failed": ("outbox", ["due_at"], "kind = 'payment_failed'"),
}


def upgrade() -> None:
    made = op.create_table(
        "maintenance",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("since", INSTANT, nullable=True),
        sa.Column("until", INSTANT, nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_maintenance_id")),
        sa.CheckConstraint("until IS NULL OR since IS NOT NULL", name=op.f("ck_maintenance_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maintenance")),
    )
    op.bulk_insert(made, [{"id": 1, "number": 0}])
    op.add_column("chats", sa.Column("awaits", sa.BigInteger(), nullable=True))
    for name, (table, columns, where) in INDEXES.items():
        rows = sa.text(where) if where else None
        op.create_index(name, table, columns, sqlite_where=rows, postgresql_where=rows)


def downgrade() -> None:
    for name, (table, _columns, _where) in INDEXES.items():
        op.drop_index(name, table)
    op.execute("ALTER TABLE chats DROP COLUMN awaits")
    op.drop_table("maintenance")
