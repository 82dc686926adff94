"""Orders whose space the mail server does not give can be refunded; what was given up before is asked for once more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BEFORE = ("pending", "completed", "cancelled", "expired")
STATES = (*BEFORE, "refunded")
COLUMNS = "id, state, placed_at, closed_at"
PENDING = sa.text("state = 'pending'")
INSTANT = sa.DateTime(timezone=True)
REFUNDED_AT = "(state = 'refunded') = (refunded_at IS NOT NULL)"


def upgrade() -> None:
    if _is_sqlite():
        _make_anew(STATES, refunded=True)
    else:
        op.add_column("orders", sa.Column("refunded_at", INSTANT, nullable=True))
        _limit_states(STATES)
        op.create_check_constraint(op.f("ck_orders_refunded_at"), "orders", REFUNDED_AT)
    # What was given up before is asked for once more, and refunded only if that fails too.
    op.execute("""
        UPDATE outbox SET state = 'waiting', attempts = 0, error = NULL
        WHERE state = 'dead' AND kind = 'set_limit' AND "key" LIKE 'order:%'
            AND (error IS NULL OR error NOT IN ('overtaken', 'erased'))
    """)


def downgrade() -> None:
    """A refunded order is a completed one again: its money, and what came back, stay in the books."""
    if _is_sqlite():
        _make_anew(BEFORE, refunded=False)
        return
    op.execute("ALTER TABLE orders DROP CONSTRAINT ck_orders_refunded_at")
    op.execute("UPDATE orders SET state = 'completed' WHERE state = 'refunded'")
    _limit_states(BEFORE)
    op.drop_column("orders", "refunded_at")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _limit_states(states: tuple[str, ...]) -> None:
    op.execute("ALTER TABLE orders DROP CONSTRAINT ck_orders_state")
    op.create_check_constraint(op.f("ck_orders_state"), "orders", _one_of(states))


def _one_of(states: tuple[str, ...]) -> str:
    texts = ", ".join(f"'{state}'" for state in states)
    return f"state IN ({texts})"


def _make_anew(states: tuple[str, ...], *, refunded: bool) -> None:
    """SQLite changes no constraint: the table is made again, under the same name.

    Add-ons and top-ups speak of orders all the while; that is looked at when the transaction ends, and not before.
    """
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute(f"CREATE TEMPORARY TABLE orders_before AS SELECT {COLUMNS} FROM orders")  # noqa: S608 - made of constants
    op.drop_table("orders")
    more = (
        (
            sa.Column("refunded_at", INSTANT, nullable=True),
            sa.CheckConstraint(REFUNDED_AT, name=op.f("ck_orders_refunded_at")),
        )
        if refunded
        else ()
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("placed_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        *more,
        sa.CheckConstraint(_one_of(states), name=op.f("ck_orders_state")),
        sa.CheckConstraint("(state = 'pending') = (closed_at IS NULL)", name=op.f("ck_orders_closed_at")),
        sa.ForeignKeyConstraint(["id"], ["quotes.id"], name=op.f("fk_orders_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
    )
    op.create_index("ix_orders_pending", "orders", ["placed_at"], sqlite_where=PENDING, postgresql_where=PENDING)
    state = "state" if refunded else "CASE state WHEN 'refunded' THEN 'completed' ELSE state END"
    op.execute(f"INSERT INTO orders ({COLUMNS}) SELECT id, {state}, placed_at, closed_at FROM orders_before")  # noqa: S608 - made of constants
    op.execute("DROP TABLE orders_before")
