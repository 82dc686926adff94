"""Erasure: what is written once may lose what is personal once its holder is erased; notices know whom they are about.

Whoever makes `outbox` or `holders` anew on SQLite has to make these triggers anew: they ask both tables.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Of each table that only grows: what may be changed in a row whose holder is erased. Everything else stays.
PERSONAL = {
    "quotes": ("mailbox_address",),
    "transfers": ("about",),
    "deliveries": ("key", "target", "answer", "said"),
    "admin_acts": ("about",),
}
FIXED = {
    "quotes": (
        "id", "holder_id", "mailbox_id", "service", "gb", "unit_price_cents", "vat_rate", "years", "net_cents",
        "vat_cents", "runs_until", "renewal_years", "renewal_net_cents", "renewal_vat_cents", "advice_from",
        "advice_years", "advice_net_cents", "advice_vat_cents", "quoted_on", "quoted_at",
    ),
    "transfers": ("id", "key", "event", "source", "target", "amount_cents", "at"),
    "deliveries": ("id", "kind", "channel", "attempt", "at", "result"),
    "admin_acts": ("id", "actor_id", "act", "at"),
}  # fmt: skip

# Whether the holder of a row is erased.
ERASED_ON_SQLITE = {
    "quotes": "SELECT 1 FROM holders WHERE id = OLD.holder_id AND erased_at IS NOT NULL",
    "transfers": """
        SELECT 1 FROM holders WHERE erased_at IS NOT NULL AND id IN (
            CAST(substr(OLD.source, instr(OLD.source, ':') + 1) AS INTEGER),
            CAST(substr(OLD.target, instr(OLD.target, ':') + 1) AS INTEGER))
    """,
    "deliveries": """
        SELECT 1 FROM outbox JOIN holders ON holders.id = outbox.holder_id
        WHERE outbox."key" = OLD."key" AND holders.erased_at IS NOT NULL
    """,
    "admin_acts": """
        SELECT 1 FROM outbox JOIN holders ON holders.id = outbox.holder_id
        WHERE outbox."key" = json_extract(OLD.about, '$.key') AND holders.erased_at IS NOT NULL
        UNION ALL SELECT 1 FROM mailboxes JOIN holders ON holders.id = mailboxes.holder_id
        WHERE mailboxes.address IN (json_extract(OLD.about, '$.mailbox'), json_extract(OLD.about, '$.address'))
            AND holders.erased_at IS NOT NULL
        UNION ALL SELECT 1 FROM holders
        WHERE id = json_extract(OLD.about, '$.holder_id') AND erased_at IS NOT NULL
    """,
}
ERASED_ON_POSTGRESQL = {
    **ERASED_ON_SQLITE,
    "transfers": """
        SELECT 1 FROM holders WHERE erased_at IS NOT NULL AND id IN (
            CAST(substring(OLD.source from ':([0-9]+)$') AS BIGINT),
            CAST(substring(OLD.target from ':([0-9]+)$') AS BIGINT))
    """,
    "admin_acts": """
        SELECT 1 FROM outbox JOIN holders ON holders.id = outbox.holder_id
        WHERE outbox.key = OLD.about ->> 'key' AND holders.erased_at IS NOT NULL
        UNION ALL SELECT 1 FROM mailboxes JOIN holders ON holders.id = mailboxes.holder_id
        WHERE mailboxes.address IN (OLD.about ->> 'mailbox', OLD.about ->> 'address')
            AND holders.erased_at IS NOT NULL
        UNION ALL SELECT 1 FROM holders
        WHERE CAST(id AS TEXT) = OLD.about ->> 'holder_id' AND erased_at IS NOT NULL
    """,
}

TO_HOLDERS = "channel = 'chat' AND kind NOT LIKE 'admin%'"


def upgrade() -> None:
    op.create_index("ix_outbox_holder_id", "outbox", ["holder_id"])
    _name_holders()
    for table in PERSONAL:
        if _is_sqlite():
            _let_erased_on_sqlite(table)
        else:
            _let_erased_on_postgresql(table)
    _erase_for_good()


def downgrade() -> None:
    if _is_sqlite():
        op.execute("DROP TRIGGER holders_stay_erased")
        for table in PERSONAL:
            op.execute(f"DROP TRIGGER {table}_refuse_update")
            op.execute(_refusal_on_sqlite(table, "UPDATE"))
    else:
        op.execute("DROP TRIGGER holders_stay_erased ON holders")
        op.execute("DROP FUNCTION refuse_unerasing()")
        for table in PERSONAL:
            op.execute(f"DROP TRIGGER {table}_refuse_update ON {table}")
            op.execute(f"DROP FUNCTION {table}_refuse_update()")
            op.execute(f"DROP TRIGGER {table}_refuse_change ON {table}")
            op.execute(_refusal_on_postgresql(table, "UPDATE OR DELETE OR TRUNCATE"))
    op.drop_index("ix_outbox_holder_id", "outbox")


def _is_sqlite() -> bool:
    return bool(op.get_bind().dialect.name == "sqlite")


def _name_holders() -> None:
    """The notices written before know their holder by their facts, their mailbox, their payment link or their chat."""
    told = "json_extract(facts, '$.{}')" if _is_sqlite() else "(facts ->> '{}')"
    boxes = (told.format("mailbox"), told.format("address"), "CASE channel WHEN 'mail_server' THEN target END")
    sources = (
        ("holders", "id", "id", f"CAST({told.format('holder_id')} AS BIGINT)"),
        ("mailboxes", "holder_id", "id", "outbox.mailbox_id"),
        *(("mailboxes", "holder_id", "address", box) for box in boxes),
        ("top_ups", "holder_id", "link_id", "CASE channel WHEN 'payment_links' THEN target END"),
        ("chats", "holder_id", "chat_id", f"CASE WHEN {TO_HOLDERS} THEN CAST(target AS BIGINT) END"),
    )
    for table, holder, column, found in sources:
        named = f"SELECT {table}.{holder} FROM {table} WHERE {table}.{column} = {found}"  # noqa: S608 - made of constants
        op.execute(f"UPDATE outbox SET holder_id = ({named}) WHERE holder_id IS NULL")  # noqa: S608 - made of constants


def _let_erased_on_sqlite(table: str) -> None:
    fixed = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in FIXED[table])
    op.execute(f"DROP TRIGGER {table}_refuse_update")
    op.execute(_refusal_on_sqlite(table, "UPDATE", f"WHEN NOT ({fixed} AND EXISTS ({ERASED_ON_SQLITE[table]}))"))


def _let_erased_on_postgresql(table: str) -> None:
    personal = ", ".join(f"'{column}'" for column in PERSONAL[table])
    op.execute(f"DROP TRIGGER {table}_refuse_change ON {table}")
    op.execute(_refusal_on_postgresql(table, "DELETE OR TRUNCATE"))
    op.execute(f"""
        CREATE FUNCTION {table}_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF to_jsonb(NEW) - ARRAY[{personal}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{personal}]
                OR NOT EXISTS ({ERASED_ON_POSTGRESQL[table]})
            THEN
                RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
    """)
    op.execute(f"""
        CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_refuse_update()
    """)


def _erase_for_good() -> None:
    """Who is erased stays so, since the day it was done."""
    if _is_sqlite():
        op.execute("""
            CREATE TRIGGER holders_stay_erased BEFORE UPDATE ON holders
            WHEN OLD.erased_at IS NOT NULL AND NEW.erased_at IS NOT OLD.erased_at
            BEGIN SELECT RAISE(ABORT, 'holders are erased for good'); END
        """)
        return
    op.execute("""
        CREATE FUNCTION refuse_unerasing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'holders are erased for good' USING ERRCODE = 'integrity_constraint_violation';
        END $$
    """)
    op.execute("""
        CREATE TRIGGER holders_stay_erased BEFORE UPDATE ON holders FOR EACH ROW
        WHEN (OLD.erased_at IS NOT NULL AND NEW.erased_at IS DISTINCT FROM OLD.erased_at)
        EXECUTE FUNCTION refuse_unerasing()
    """)


def _refusal_on_sqlite(table: str, act: str, when: str = "") -> str:
    return f"""
        CREATE TRIGGER {table}_refuse_{act.lower()} BEFORE {act} ON {table} {when}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
    """


def _refusal_on_postgresql(table: str, acts: str) -> str:
    return f"""
        CREATE TRIGGER {table}_refuse_change BEFORE {acts} ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """
