"""The yardstick: one plain set-based SQL script that makes the same debits, dates and ledger lines as `renew`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import text

from storage.engine import Database


async def renew(database: Database, today: date) -> None:
    """Renews everything that is due before a day, in one transaction."""
    async with database.writers.begin() as connection:
        for statement in _script(database.is_sqlite):
            facts = {"today": today} if ":today" in statement else {}
            await connection.execute(text(statement), facts)


def _script(is_sqlite: bool) -> Iterator[str]:
    temporary = "TEMP TABLE" if is_sqlite else "TEMP TABLE IF NOT EXISTS"
    later = (
        "date({}, '+' || term_years || ' years')" if is_sqlite else "CAST({} + term_years * INTERVAL '1 year' AS DATE)"
    )
    now = "'2027-02-01 00:00:00.000000'" if is_sqlite else "TIMESTAMPTZ '2027-02-01 00:00:00+00'"
    about = "json_object('service', service, 'gb', gb, 'mailbox', address)"
    if not is_sqlite:
        about = about.replace("json_object", "jsonb_build_object")
    for name in ("charges", "lapsed"):
        yield f"DROP TABLE IF EXISTS {name}"
    yield (
        f"""
        CREATE {temporary} lapsed AS SELECT id, holder_id, address, term_years, {later.format("expires_on")} AS until
        FROM mailboxes WHERE due_on < :today
    """
        if is_sqlite
        else f"""
        CREATE TEMP TABLE lapsed AS SELECT id, holder_id, address, term_years, {later.format("expires_on")} AS until
        FROM mailboxes WHERE due_on < CAST(:today AS DATE)
    """
    )
    yield f"""
        CREATE {temporary} charges AS
        SELECT id, event, account, service, gb, address, until, net, (net * 22 + 50) / 100 AS vat FROM (
            SELECT addons.id, 'renewal\\:' || addons.id || '\\:' || runs_until AS event,
                   'holder\\:' || holder_id AS account, service, gb, address, until,
                   (CASE service WHEN 'inbox' THEN 300 ELSE 400 END) * gb * term_years AS net
            FROM addons JOIN lapsed ON lapsed.id = mailbox_id WHERE ended_on IS NULL AND renews
        ) priced
    """
    for part, target in (("net", "sales"), ("vat", "vat")):
        yield f"""
            INSERT INTO transfers (key, event, source, target, amount_cents, at, about)
            SELECT event || '\\:{part}', event, account, '{target}', {part}, {now}, {about} FROM charges
        """
    yield """
        UPDATE accounts SET balance_cents = balance_cents - taken.cents
        FROM (SELECT account, SUM(net + vat) AS cents FROM charges GROUP BY account) taken
        WHERE name = taken.account AND balance_cents >= taken.cents
    """
    yield "UPDATE addons SET runs_until = charges.until FROM charges WHERE addons.id = charges.id"
    yield """
        UPDATE mailboxes
        SET expires_on = lapsed.until, due_on = lapsed.until, reminder_step = NULL, snoozed_until = NULL
        FROM lapsed WHERE mailboxes.id = lapsed.id
    """
