"""The holder's account: what a profile holds, linked chats, accesses, codes sent by e-mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PROFILE = (
    "street", "street_number", "postal_code", "city", "province", "country", "vat_number", "company_name", "sdi_code",
    "register_email", "register_phone",
)  # fmt: skip
INSTANTS = {
    "holders": ("email_confirmed_at", "erased_at"),
    "chats": ("linked_at", "used_at"),
    "sessions": ("confirmed_at",),
}


def upgrade() -> None:
    for column in PROFILE:
        op.execute(f"ALTER TABLE holders ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE holders ADD COLUMN version INTEGER NOT NULL DEFAULT 0")
    op.execute("UPDATE holders SET register_email = email, register_phone = phone")
    op.execute("ALTER TABLE credentials ADD COLUMN register_hash TEXT NOT NULL DEFAULT ''")
    op.execute("UPDATE credentials SET register_hash = password_hash")
    for table, columns in INSTANTS.items():
        for column in columns:
            op.add_column(table, sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.execute("""
        UPDATE chats SET
            linked_at = (SELECT started_at FROM sessions WHERE sessions.chat_id = chats.chat_id),
            used_at = (SELECT used_at FROM sessions WHERE sessions.chat_id = chats.chat_id)
        WHERE holder_id IS NOT NULL
    """)
    op.create_index("ix_sessions_holder_id", "sessions", ["holder_id"])
    _accesses()
    _challenges()


def downgrade() -> None:
    op.drop_table("challenges")
    op.drop_table("accesses")
    op.drop_index("ix_sessions_holder_id", "sessions")
    op.execute("ALTER TABLE credentials DROP COLUMN register_hash")
    for table, columns in {**INSTANTS, "holders": (*PROFILE, "version", *INSTANTS["holders"])}.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _accesses() -> None:
    op.create_table(
        "accesses",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("holder_id", ROW_NUMBER, nullable=False),
        sa.Column("mailbox_id", ROW_NUMBER, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_accesses_holder_id")),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailboxes.id"], name=op.f("fk_accesses_mailbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accesses")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_accesses_holder_id_id", "accesses", ["holder_id", "id"])
    op.create_index("ix_accesses_at", "accesses", ["at"])


def _challenges() -> None:
    op.create_table(
        "challenges",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("holder_id", ROW_NUMBER, nullable=True),
        sa.Column("mailbox_id", ROW_NUMBER, nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('reference_email', 'recovery')", name=op.f("ck_challenges_purpose")),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name=op.f("ck_challenges_tries")),
        sa.CheckConstraint("used_at IS NULL OR passed_at IS NOT NULL", name=op.f("ck_challenges_used_at")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_challenges_holder_id")),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailboxes.id"], name=op.f("fk_challenges_mailbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenges")),
    )
    op.create_index("ix_challenges_person_id_asked_at", "challenges", ["person_id", "asked_at"])
    op.create_index("ix_challenges_target_asked_at", "challenges", ["target", "asked_at"])
    op.create_index("ix_challenges_asked_at", "challenges", ["asked_at"])
