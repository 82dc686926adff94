"""Notices that were written before they named their holder are told whom they are about by the migration."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import text

from storage.engine import open_database
from storage.migrate import migrate

BEFORE = "0004"
HOLDER = 1
WORLD = (
    (
        "INSERT INTO holders (first_name, last_name, fiscal_code, email, phone, language)"
        " VALUES ('Mario', 'Rossi', 'RSSMRA80A01H501U', 'mario@example.org', '1', 'it')"
    ),
    (
        "INSERT INTO mailboxes (holder_id, address, type, status, expires_on, auto_renew, term_years, base_gb,"
        " used_bytes, anchor_day) VALUES (1, 'mario.rossi@pec.archrm.it', 'pro', 'active', '2029-03-01', true, 1, 1,"
        " 0, 1)"
    ),
    "INSERT INTO chats (chat_id, holder_id) VALUES (1001, 1)",
    (
        "INSERT INTO top_ups (holder_id, amount_cents, chat_id, state, created_at, link_id, link_url)"
        " VALUES (1, 100, 1001, 'open', '2026-11-22 09:00:00', 'plink_1', 'https://pay.invalid')"
    ),
)

# How a notice is known to be Mario's, or not to be: channel, target, kind, facts.
NOTICES = {
    "facts": ("chat", "2002", "credit_received", {"holder_id": 1}, HOLDER),
    "mailbox of the facts": ("chat", "1003", "admin_grace", {"mailbox": "mario.rossi@pec.archrm.it"}, HOLDER),
    "address of the facts": ("chat", "2002", "login_failures", {"address": "mario.rossi@pec.archrm.it"}, HOLDER),
    "mailbox on the mail server": ("mail_server", "mario.rossi@pec.archrm.it", "set_limit", {}, HOLDER),
    "payment link": ("payment_links", "plink_1", "take_back", {}, HOLDER),
    "chat": ("chat", "1001", "payment_failed", {}, HOLDER),
    "an admin's chat": ("chat", "1001", "admin_audit", {}, None),
    "a stranger's chat": ("chat", "2002", "payment_failed", {}, None),
    "nobody's id": ("chat", "2002", "credit_received", {"holder_id": 77}, None),
}


@pytest.mark.parametrize("known_by", NOTICES)
async def test_s20_an_older_notice_is_told_whom_it_is_about(
    kind: str, empty_database: Callable[[str], str], known_by: str
) -> None:
    channel, target, about, facts, expected = NOTICES[known_by]
    database = open_database(empty_database(kind))
    try:
        await migrate(database, BEFORE)
        async with database.writers.begin() as connection:
            for statement in WORLD:
                await connection.execute(text(statement))
            notice = (
                "INSERT INTO outbox (key, channel, target, kind, facts, state, due_at)"
                " VALUES ('event:1', :channel, :target, :kind, :facts, 'waiting', '2026-11-22 09:00:00')"
            )
            written = {"channel": channel, "target": target, "kind": about, "facts": json.dumps(facts)}
            await connection.execute(text(notice), written)
        await migrate(database)
        async with database.readers.connect() as connection:
            assert (await connection.execute(text("SELECT holder_id FROM outbox"))).scalar_one() == expected
    finally:
        await database.close()
