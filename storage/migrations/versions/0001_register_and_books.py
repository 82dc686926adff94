"""The register, what is bought, and the books; triggers keep quotes and transfers as they were written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FACTS = sa.JSON().with_variant(JSONB(), "postgresql")

TABLES = (
    "holders",
    "mailboxes",
    "credentials",
    "quotes",
    "orders",
    "addons",
    "accounts",
    "transfers",
)
APPEND_ONLY = ("quotes", "transfers")


def upgrade() -> None:
    _holders()
    _mailboxes()
    _credentials()
    _quotes()
    _orders()
    _addons()
    _accounts()
    _transfers()
    for table in APPEND_ONLY:
        if op.get_bind().dialect.name == "sqlite":
            _append_only_on_sqlite(table)
        else:
            _append_only_on_postgresql(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _append_only_on_sqlite(table: str) -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(f"""
            CREATE TRIGGER {table}_refuse_{act.lower()} BEFORE {act} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
        """)


def _append_only_on_postgresql(table: str) -> None:
    op.execute("""
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
        END $$
    """)
    op.execute(f"""
        CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """)


def _holders() -> None:
    op.create_table(
        "holders",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("fiscal_code", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.CheckConstraint("language IN ('it', 'en')", name=op.f("ck_holders_language")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holders")),
        sa.UniqueConstraint("fiscal_code", name=op.f("uq_holders_fiscal_code")),
        sqlite_autoincrement=True,
    )


def _mailboxes() -> None:
    op.create_table(
        "mailboxes",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("holder_id", ROW_NUMBER, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("auto_renew", sa.Boolean(), nullable=False),
        sa.Column("term_years", sa.Integer(), nullable=False),
        sa.Column("base_gb", sa.Integer(), nullable=False),
        sa.Column("used_bytes", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("status IN ('active', 'suspended', 'expired')", name=op.f("ck_mailboxes_status")),
        sa.CheckConstraint("type IN ('standard', 'pro', 'premium')", name=op.f("ck_mailboxes_type")),
        sa.CheckConstraint("address = lower(address)", name=op.f("ck_mailboxes_address")),
        sa.CheckConstraint("base_gb >= 0 AND used_bytes >= 0", name=op.f("ck_mailboxes_space")),
        sa.CheckConstraint("term_years >= 1", name=op.f("ck_mailboxes_term_years")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_mailboxes_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailboxes")),
        sa.UniqueConstraint("address", name=op.f("uq_mailboxes_address")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mailboxes_holder_id"), "mailboxes", ["holder_id"], unique=False)


def _credentials() -> None:
    op.create_table(
        "credentials",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("limit_bytes", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("password_hash LIKE '$argon2%'", name=op.f("ck_credentials_password_hash")),
        sa.CheckConstraint("limit_bytes >= 0", name=op.f("ck_credentials_limit_bytes")),
        sa.ForeignKeyConstraint(["address"], ["mailboxes.address"], name=op.f("fk_credentials_address")),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_credentials")),
    )


def _quotes() -> None:
    op.create_table(
        "quotes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("holder_id", ROW_NUMBER, nullable=False),
        sa.Column("mailbox_id", ROW_NUMBER, nullable=False),
        sa.Column("mailbox_address", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("gb", sa.Integer(), nullable=False),
        sa.Column("unit_price_cents", sa.BigInteger(), nullable=False),
        sa.Column("vat_rate", sa.Text(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("net_cents", sa.BigInteger(), nullable=False),
        sa.Column("vat_cents", sa.BigInteger(), nullable=False),
        sa.Column("runs_until", sa.Date(), nullable=False),
        sa.Column("renewal_years", sa.Integer(), nullable=True),
        sa.Column("renewal_net_cents", sa.BigInteger(), nullable=True),
        sa.Column("renewal_vat_cents", sa.BigInteger(), nullable=True),
        sa.Column("advice_from", sa.Date(), nullable=True),
        sa.Column("advice_years", sa.Integer(), nullable=True),
        sa.Column("advice_net_cents", sa.BigInteger(), nullable=True),
        sa.Column("advice_vat_cents", sa.BigInteger(), nullable=True),
        sa.Column("quoted_on", sa.Date(), nullable=False),
        sa.Column("quoted_at", sa.DateTime(timezone=True), nullable=False),
        *_quote_checks(),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_quotes_holder_id")),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailboxes.id"], name=op.f("fk_quotes_mailbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
    )
    op.create_index(op.f("ix_quotes_holder_id"), "quotes", ["holder_id"], unique=False)
    op.create_index(op.f("ix_quotes_quoted_at"), "quotes", ["quoted_at"], unique=False)


def _quote_checks() -> tuple[sa.CheckConstraint, ...]:
    return (
        sa.CheckConstraint("service IN ('inbox', 'archive')", name=op.f("ck_quotes_service")),
        sa.CheckConstraint(
            "(advice_from IS NULL) = (advice_years IS NULL)"
            " AND (advice_from IS NULL) = (advice_net_cents IS NULL)"
            " AND (advice_from IS NULL) = (advice_vat_cents IS NULL)",
            name=op.f("ck_quotes_advice"),
        ),
        sa.CheckConstraint(
            "(renewal_years IS NULL) = (renewal_net_cents IS NULL)"
            " AND (renewal_years IS NULL) = (renewal_vat_cents IS NULL)",
            name=op.f("ck_quotes_renewal"),
        ),
        sa.CheckConstraint("gb > 0", name=op.f("ck_quotes_gb")),
        sa.CheckConstraint(
            "unit_price_cents >= 0 AND years >= 0 AND net_cents >= 0 AND vat_cents >= 0", name=op.f("ck_quotes_price")
        ),
    )


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'pending') = (closed_at IS NULL)", name=op.f("ck_orders_closed_at")),
        sa.CheckConstraint("state IN ('pending', 'completed', 'cancelled', 'expired')", name=op.f("ck_orders_state")),
        sa.ForeignKeyConstraint(["id"], ["quotes.id"], name=op.f("fk_orders_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
    )
    op.create_index(
        "ix_orders_pending",
        "orders",
        ["placed_at"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )


def _addons() -> None:
    op.create_table(
        "addons",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("mailbox_id", ROW_NUMBER, nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("gb", sa.Integer(), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("runs_until", sa.Date(), nullable=False),
        sa.CheckConstraint("service IN ('inbox', 'archive')", name=op.f("ck_addons_service")),
        sa.CheckConstraint("gb > 0", name=op.f("ck_addons_gb")),
        sa.CheckConstraint("runs_until >= active_from", name=op.f("ck_addons_runs_until")),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailboxes.id"], name=op.f("fk_addons_mailbox_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_addons_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addons")),
        sa.UniqueConstraint("order_id", name=op.f("uq_addons_order_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_addons_mailbox_id"), "addons", ["mailbox_id"], unique=False)


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("balance_cents", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("name LIKE 'holder:%' OR name LIKE 'receivable:%'", name=op.f("ck_accounts_name")),
        sa.CheckConstraint("balance_cents >= 0", name=op.f("ck_accounts_balance_cents")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_accounts")),
    )


def _transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("about", FACTS, nullable=False),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_transfers_amount_cents")),
        sa.CheckConstraint("source <> target", name=op.f("ck_transfers_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
        sa.UniqueConstraint("key", name=op.f("uq_transfers_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_transfers_event"), "transfers", ["event"], unique=False)
    op.create_index(op.f("ix_transfers_source_id"), "transfers", ["source", "id"], unique=False)
    op.create_index(op.f("ix_transfers_target_id"), "transfers", ["target", "id"], unique=False)
