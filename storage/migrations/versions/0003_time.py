"""What time does: due dates and reminders of mailboxes, renewals of add-ons, proofs of delivery, acts of admins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FACTS = sa.JSON().with_variant(JSONB(), "postgresql")
APPEND_ONLY = ("renewals", "deliveries", "admin_acts")
CHANNELS_BEFORE = "channel IN ('chat', 'mail_server', 'payment_links')"
CHANNELS = "channel IN ('chat', 'email', 'mail_server', 'payment_links')"
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    _mailboxes()
    _addons()
    op.execute("ALTER TABLE holders ADD COLUMN space_alerts BOOLEAN NOT NULL DEFAULT true")
    _renewals()
    _outbox()
    _deliveries()
    _admin_acts()
    for table in APPEND_ONLY:
        _append_only(table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        op.drop_table(table)
    op.drop_index("ix_outbox_dead", "outbox")
    op.drop_index("ix_outbox_cycle", "outbox")
    op.execute("DELETE FROM outbox WHERE channel = 'email'")
    _limit_channels(CHANNELS_BEFORE, columns=())
    op.drop_index("ix_mailboxes_due_on", "mailboxes")
    for table, columns in (
        ("mailboxes", ("anchor_day", "due_on", "reminder_step", "snoozed_until", "space_level")),
        ("addons", ("renews", "rank", "grace_until", "ended_on")),
        ("holders", ("space_alerts",)),
    ):
        for column in columns:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _mailboxes() -> None:
    op.execute(
        "ALTER TABLE mailboxes ADD COLUMN anchor_day INTEGER NOT NULL DEFAULT 1"
        " CONSTRAINT ck_mailboxes_anchor_day CHECK (anchor_day BETWEEN 1 AND 31)"
    )
    op.add_column("mailboxes", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column("mailboxes", sa.Column("reminder_step", sa.Integer(), nullable=True))
    op.add_column("mailboxes", sa.Column("snoozed_until", sa.Date(), nullable=True))
    op.execute("ALTER TABLE mailboxes ADD COLUMN space_level INTEGER NOT NULL DEFAULT 0")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE mailboxes SET anchor_day = CAST(substr(expires_on, 9, 2) AS INTEGER)")
    else:
        op.execute("UPDATE mailboxes SET anchor_day = EXTRACT(DAY FROM expires_on)")
        op.execute("ALTER TABLE mailboxes ALTER COLUMN anchor_day DROP DEFAULT")
    op.execute("UPDATE mailboxes SET due_on = expires_on WHERE status <> 'expired'")
    op.create_index("ix_mailboxes_due_on", "mailboxes", ["due_on", "id", "reminder_step"])


def _addons() -> None:
    """Add-ons that were bought before are due with their mailbox, or at their own date if it was moved meanwhile."""
    op.execute("ALTER TABLE addons ADD COLUMN renews BOOLEAN NOT NULL DEFAULT true")
    op.add_column("addons", sa.Column("rank", sa.Integer(), nullable=True))
    op.execute(
        "ALTER TABLE addons ADD COLUMN grace_until DATE"
        " CONSTRAINT ck_addons_grace_until CHECK (grace_until > runs_until)"
    )
    op.add_column("addons", sa.Column("ended_on", sa.Date(), nullable=True))
    op.execute("""
        UPDATE mailboxes SET due_on = (SELECT MIN(runs_until) FROM addons WHERE mailbox_id = mailboxes.id)
        WHERE EXISTS (SELECT 1 FROM addons WHERE mailbox_id = mailboxes.id
                      AND (runs_until < mailboxes.due_on OR mailboxes.due_on IS NULL))
    """)


def _renewals() -> None:
    op.create_table(
        "renewals",
        sa.Column("addon_id", ROW_NUMBER, nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_until", sa.Date(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("net_cents", sa.BigInteger(), nullable=False),
        sa.Column("vat_cents", sa.BigInteger(), nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("period_until > period_from", name=op.f("ck_renewals_period")),
        sa.CheckConstraint("years > 0 AND net_cents >= 0 AND vat_cents >= 0", name=op.f("ck_renewals_price")),
        sa.ForeignKeyConstraint(["addon_id"], ["addons.id"], name=op.f("fk_renewals_addon_id")),
        sa.PrimaryKeyConstraint("addon_id", "period_from", name=op.f("pk_renewals")),
    )


def _outbox() -> None:
    _limit_channels(CHANNELS, columns=("holder_id", "mailbox_id", "cycle"))
    for name, columns, where in (
        ("ix_outbox_cycle", ["mailbox_id", "cycle"], "cycle IS NOT NULL"),
        ("ix_outbox_dead", ["id"], "state = 'dead'"),
    ):
        condition = sa.text(where)
        op.create_index(name, "outbox", columns, sqlite_where=condition, postgresql_where=condition)


def _limit_channels(channels: str, *, columns: tuple[str, ...]) -> None:
    """Gives the outbox another set of channels, and exactly these columns besides those it always had."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("ck_outbox_channel", "outbox")
        op.execute(f"ALTER TABLE outbox ADD CONSTRAINT ck_outbox_channel CHECK ({channels})")
        if columns:
            op.execute("ALTER TABLE outbox ADD holder_id BIGINT CONSTRAINT fk_outbox_holder_id REFERENCES holders (id)")
            op.execute(
                "ALTER TABLE outbox ADD mailbox_id BIGINT CONSTRAINT fk_outbox_mailbox_id REFERENCES mailboxes (id)"
            )
            op.add_column("outbox", sa.Column("cycle", sa.Date(), nullable=True))
        else:
            for name in ("holder_id", "mailbox_id", "cycle"):
                op.drop_column("outbox", name)
        return
    op.rename_table("outbox", "outbox_before")
    op.drop_index("ix_outbox_waiting", "outbox_before")
    _make_outbox_on_sqlite(channels, about=bool(columns))
    kept = "id, key, channel, target, kind, facts, state, due_at, claimed_until, attempts, error, sent_at"
    op.execute(f"INSERT INTO outbox ({kept}) SELECT {kept} FROM outbox_before")  # noqa: S608 - made of constants
    op.drop_table("outbox_before")
    op.create_index("ix_outbox_waiting", "outbox", ["due_at", "id"], sqlite_where=WAITING)


def _make_outbox_on_sqlite(channels: str, *, about: bool) -> None:
    """SQLite cannot change a CHECK: the table is made anew, with what it is about or without."""
    columns = ", holder_id INTEGER, mailbox_id INTEGER, cycle DATE" if about else ""
    keys = (
        """,
            CONSTRAINT fk_outbox_holder_id FOREIGN KEY (holder_id) REFERENCES holders (id),
            CONSTRAINT fk_outbox_mailbox_id FOREIGN KEY (mailbox_id) REFERENCES mailboxes (id)
    """
        if about
        else ""
    )
    op.execute(f"""
        CREATE TABLE outbox (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            "key" TEXT NOT NULL,
            channel TEXT NOT NULL,
            target TEXT NOT NULL,
            kind TEXT NOT NULL,
            facts JSON NOT NULL,
            state TEXT NOT NULL,
            due_at DATETIME NOT NULL,
            claimed_until DATETIME,
            attempts INTEGER DEFAULT 0 NOT NULL,
            error TEXT,
            sent_at DATETIME{columns},
            CONSTRAINT ck_outbox_channel CHECK ({channels}),
            CONSTRAINT ck_outbox_state CHECK (state IN ('waiting', 'sent', 'dead')),
            CONSTRAINT ck_outbox_attempts CHECK (attempts >= 0),
            CONSTRAINT ck_outbox_sent_at CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
            CONSTRAINT uq_outbox_key UNIQUE ("key"){keys}
        )
    """)


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.CheckConstraint("result IN ('arrived', 'refused', 'later', 'in_doubt')", name=op.f("ck_deliveries_result")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_deliveries_key"), "deliveries", ["key"])


def _admin_acts() -> None:
    op.create_table(
        "admin_acts",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("about", FACTS, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_acts")),
        sqlite_autoincrement=True,
    )


def _append_only(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(f"""
                CREATE TRIGGER {table}_refuse_{act.lower()} BEFORE {act} ON {table}
                BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
            """)
        return
    op.execute(f"""
        CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """)
