"""Card money that goes back: refunds and disputes, payments known by them only, and what holders owe."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

OWED = "name LIKE 'holder:%' AND balance_cents >= 0 OR name LIKE 'receivable:%' AND balance_cents <= 0"
NOT_OWED = {
    "ck_accounts_name": "name LIKE 'holder:%' OR name LIKE 'receivable:%'",
    "ck_accounts_balance_cents": "balance_cents >= 0",
}
STATES = "state IN ('credited', 'unassigned', 'refused', 'expected', 'returned')"
STATES_BEFORE = "state IN ('credited', 'unassigned', 'refused')"


def upgrade() -> None:
    _remake_accounts({"ck_accounts_balance_cents": OWED}, tuple(NOT_OWED))
    _remake_payments(STATES)
    op.create_table(
        "reversals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reported_at", INSTANT, nullable=False),
        sa.Column("stripe_id", sa.Text(), nullable=True),
        sa.Column("holder_id", ROW_NUMBER, nullable=True),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('refund', 'dispute')", name=op.f("ck_reversals_kind")),
        sa.CheckConstraint("state IN ('asked', 'opened', 'gone', 'lost', 'back')", name=op.f("ck_reversals_state")),
        sa.CheckConstraint("cents > 0", name=op.f("ck_reversals_cents")),
        sa.CheckConstraint("asked_by IS NOT NULL OR stripe_id IS NOT NULL", name=op.f("ck_reversals_stripe_id")),
        sa.ForeignKeyConstraint(["intent"], ["payments.intent"], name=op.f("fk_reversals_intent")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_reversals_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reversals")),
        sa.UniqueConstraint("stripe_id", name=op.f("uq_reversals_stripe_id")),
    )
    op.create_index("ix_reversals_intent", "reversals", ["intent"])
    op.create_index("ix_reversals_holder_id", "reversals", ["holder_id"])


def downgrade() -> None:
    op.drop_table("reversals")
    op.execute("DELETE FROM payments WHERE state IN ('expected', 'returned')")
    _remake_payments(STATES_BEFORE)
    op.execute("DELETE FROM accounts WHERE balance_cents < 0")
    _remake_accounts(NOT_OWED, ("ck_accounts_balance_cents",))


def _remake_accounts(checks: dict[str, str], before: tuple[str, ...]) -> None:
    """Gives the accounts other checks. SQLite cannot change one: the table is made anew there."""
    if op.get_bind().dialect.name == "postgresql":
        for name in before:
            op.drop_constraint(name, "accounts")
        for name, check in checks.items():
            op.execute(f"ALTER TABLE accounts ADD CONSTRAINT {name} CHECK ({check})")
        return
    op.rename_table("accounts", "accounts_before")
    op.create_table(
        "accounts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("balance_cents", sa.BigInteger(), nullable=False),
        *(sa.CheckConstraint(check, name=op.f(name)) for name, check in checks.items()),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_accounts")),
    )
    op.execute("INSERT INTO accounts (name, balance_cents) SELECT name, balance_cents FROM accounts_before")
    op.drop_table("accounts_before")


def _remake_payments(states: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("ck_payments_state", "payments")
        op.execute(f"ALTER TABLE payments ADD CONSTRAINT ck_payments_state CHECK ({states})")
        return
    op.rename_table("payments", "payments_before")
    op.drop_index("ix_payments_top_up_id", "payments_before")
    op.create_table(
        "payments",
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("top_up_id", ROW_NUMBER, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.CheckConstraint("state <> 'credited' OR top_up_id IS NOT NULL", name=op.f("ck_payments_top_up_id")),
        sa.CheckConstraint(states, name=op.f("ck_payments_state")),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_payments_cents")),
        sa.ForeignKeyConstraint(["top_up_id"], ["top_ups.id"], name=op.f("fk_payments_top_up_id")),
        sa.PrimaryKeyConstraint("intent", name=op.f("pk_payments")),
    )
    columns = "intent, state, cents, currency, top_up_id, reason, received_at"
    op.execute(f"INSERT INTO payments ({columns}) SELECT {columns} FROM payments_before")  # noqa: S608 - made of constants
    op.drop_table("payments_before")
    op.create_index("ix_payments_top_up_id", "payments", ["top_up_id"])
