"""A provider after a year: its holders have topped up, bought, been reminded and renewed. Made by SQLite itself.

Everything follows from the number of holders: the same number makes the same rows. The books are right.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.alarms import Tallied
from storage.engine import Database
from tests.people import PASSWORD_HASH

TODAY = date(2026, 11, 22)
CREDIT = 8_000 - 2 * (366 + 488)  # EUR cents: three top-ups, two orders, two renewals
FIRST_CHAT = 5_000_000
_SERVICES = ((1, "inbox", 300, 66), (2, "archive", 400, 88))
_TOP_UPS = ((1, 5_000, 390), (2, 2_000, 200), (3, 1_000, 20))  # number, cents, days ago
_AT = "'2026-11-20 08:00:00.000000'"
_STEPS = (90, 60, 30, 15, 7, 3, 1)


def address_of(number: int) -> str:
    """The mailbox of the holder of that number, from 1. The password is that of the cast."""
    return f"box{number}@pec.example.com"


async def live_through(database: Database, holders: int) -> None:
    """Fills a migrated, empty SQLite database."""
    async with database.writers.connect() as connection:
        for statement in _statements():
            facts = {"holders": holders, "hash": PASSWORD_HASH, "today": TODAY.isoformat(), "credit": CREDIT}
            wanted = {name: fact for name, fact in facts.items() if f":{name}" in statement}
            await connection.exec_driver_sql(statement, wanted)
        await connection.commit()


def _statements() -> Iterator[str]:
    yield from _people()
    for service in _SERVICES:
        yield from _purchase(*service)
    for top_up in _TOP_UPS:
        yield from _top_up(*top_up)
    yield from _refunds()
    yield from _adjustments()
    yield from _said()
    yield from _traces()


def _each(count: str = ":holders") -> str:
    return f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})"


def _ago(days: str) -> str:
    """An instant so many days before today, a second apart for each holder."""
    return f"strftime('%Y-%m-%d %H:%M:%S', :today, '-' || ({days}) || ' days', n || ' seconds') || '.000000'"


def _people() -> Iterator[str]:
    day = "date('2027-02-01', '+' || (n % 290) || ' days')"
    yield f"""
        INSERT INTO holders (id, first_name, last_name, fiscal_code, email, phone, language, street, city)
        {_each()} SELECT n, 'Nicolò', 'D''Amico', 'CODE' || n, 'n' || n || '@example.com', '+39061234567',
            CASE n % 4 WHEN 0 THEN 'en' ELSE 'it' END, 'Via dell''Università', 'Forlì' FROM numbers
    """
    yield f"""
        INSERT INTO mailboxes (id, holder_id, address, type, status, expires_on, auto_renew, term_years, base_gb,
                               used_bytes, anchor_day, due_on)
        {_each()} SELECT n, n, 'box' || n || '@pec.example.com', 'pro', 'active', {day}, true, 1, 2, 1000000000 + n,
            CAST(substr({day}, 9, 2) AS INTEGER), {day} FROM numbers
    """
    yield """
        INSERT INTO credentials (address, password_hash, register_hash, limit_bytes)
        SELECT address, :hash, :hash, 3000000000 FROM mailboxes
    """
    yield f"INSERT INTO accounts (name, balance_cents) {_each()} SELECT 'holder:' || n, :credit FROM numbers"
    yield f"""
        INSERT INTO chats (chat_id, language, holder_id, reachable, linked_at, used_at)
        {_each()} SELECT {FIRST_CHAT} + n, 'it', n, n % 50 > 0, {_ago("300")}, {_ago("n % 90")} FROM numbers
    """


def _purchase(number: int, service: str, net: int, vat: int) -> Iterator[str]:
    """What was bought two years before the expiry, for a year, and renewed once since."""
    begins, ends = "date(expires_on, '-2 years')", "date(expires_on, '-1 year')"
    at, renewed = f"{begins} || ' 08:30:00.123456'", f"{ends} || ' 23:05:00.000000'"
    order = f"'q{number}-' || id"
    addon = f"(2 * id - {number - 1})"
    yield f"""
        INSERT INTO quotes (id, holder_id, mailbox_id, mailbox_address, service, gb, unit_price_cents, vat_rate, years,
                            net_cents, vat_cents, runs_until, renewal_years, renewal_net_cents, renewal_vat_cents,
                            quoted_on, quoted_at)
        SELECT kept.prefix || {order}, holder_id, mailboxes.id, address, '{service}', 1, {net}, '22.0', 1, {net}, {vat},
               {ends}, 1, {net}, {vat}, {begins}, {at}
        FROM mailboxes, (SELECT '' AS prefix UNION ALL SELECT 'looked-' UNION ALL SELECT 'left-') kept
    """
    yield f"INSERT INTO orders (id, state, placed_at, closed_at) SELECT {order}, 'completed', {at}, {at} FROM mailboxes"
    yield f"""
        INSERT INTO orders (id, state, placed_at, closed_at)
        SELECT 'left-' || {order}, 'expired', {at}, {at} FROM mailboxes WHERE id % 5 = 0
    """
    yield f"""
        INSERT INTO addons (id, mailbox_id, order_id, service, gb, active_from, runs_until)
        SELECT {addon}, id, {order}, '{service}', 1, {begins}, expires_on FROM mailboxes
    """
    yield f"""
        INSERT INTO renewals (addon_id, period_from, period_until, years, net_cents, vat_cents, renewed_at)
        SELECT {addon}, {ends}, expires_on, 1, {net}, {vat}, {renewed} FROM mailboxes
    """
    for name, cents in (("net", net), ("vat", vat)):
        account = "sales" if name == "net" else "vat"
        for event, instant in ((f"'order:' || {order}", at), (f"'renewal:' || {addon} || ':' || {ends}", renewed)):
            yield f"""
                INSERT INTO transfers ("key", event, source, target, amount_cents, at, about)
                SELECT {event} || ':{name}', {event}, 'holder:' || holder_id, '{account}', {cents}, {instant},
                       json_object('mailbox', address, 'gb', 1) FROM mailboxes
            """


def _top_up(number: int, cents: int, days: int) -> Iterator[str]:
    at, link = _ago(str(days)), f"'plink_{number}_' || n"
    yield f"""
        INSERT INTO top_ups (id, holder_id, amount_cents, chat_id, state, created_at, link_id, link_url)
        {_each()} SELECT 3 * n - {number - 1}, n, {cents}, {FIRST_CHAT} + n, 'paid', {at}, {link},
            'https://buy.example.com/' || {link} FROM numbers
    """
    yield f"""
        INSERT INTO payments (intent, state, cents, currency, top_up_id, received_at)
        {_each()} SELECT 'pi_{number}_' || n, 'credited', {cents}, 'eur', 3 * n - {number - 1}, {at} FROM numbers
    """
    yield f"""
        INSERT INTO transfers ("key", event, source, target, amount_cents, at, about)
        {_each()} SELECT 'topup:pi_{number}_' || n, 'topup:pi_{number}_' || n, 'card', 'holder:' || n, {cents}, {at},
            json_object('reference', 'T-' || n) FROM numbers
    """


def _refunds() -> Iterator[str]:
    """Every twenty-fifth holder had the last top-up back."""
    yield f"""
        INSERT INTO reversals (id, kind, intent, cents, state, reported_at, stripe_id, holder_id)
        {_each()} SELECT 're_' || n, 'refund', 'pi_3_' || n, 1000, 'gone', {_ago("10")}, 're_' || n, n FROM numbers
        WHERE n % 25 = 0
    """
    yield """
        INSERT INTO transfers ("key", event, source, target, amount_cents, at, about)
        SELECT 'refund:' || id, 'refund:' || id, 'holder:' || holder_id, 'card', cents, reported_at, '{}' FROM reversals
    """
    yield "UPDATE accounts SET balance_cents = balance_cents - 1000 WHERE CAST(substr(name, 8) AS INTEGER) % 25 = 0"


def _adjustments() -> Iterator[str]:
    """Every twentieth holder was given something by hand."""
    columns = "holder_id, cents, reason, state, over_limit, asked_by, asked_at, decided_by, decided_at, key"
    yield f"""
        INSERT INTO adjustments ({columns})
        {_each()} SELECT n, 250, 'A mistake', 'applied', 0, 1003, {_ago("20")}, 1003, {_ago("20")}, 'draft-' || n
        FROM numbers WHERE n % 20 = 13
    """
    yield """
        INSERT INTO transfers ("key", event, source, target, amount_cents, at, about)
        SELECT 'adjustment:' || id, 'adjustment:' || id, 'adjustment', 'holder:' || holder_id, cents, asked_at,
            json_object('reason', reason) FROM adjustments
    """
    yield "UPDATE accounts SET balance_cents = balance_cents + 250 WHERE CAST(substr(name, 8) AS INTEGER) % 20 = 13"


def _said() -> Iterator[str]:
    """Reminders at every step, on both channels, each with the proof of its delivery; and two broadcasts."""
    steps = " UNION ALL ".join(f"SELECT {step} AS step" for step in _STEPS)
    channels = "SELECT 'chat' AS channel UNION ALL SELECT 'email'"
    key = "'reminder:' || n || ':' || step || ':' || channel"
    target = f"CASE channel WHEN 'chat' THEN CAST({FIRST_CHAT} + n AS TEXT) ELSE 'n' || n || '@example.com' END"
    facts = "json_object('mailbox', 'box' || n || '@pec.example.com', 'step', step, 'missing', 0, 'addons', json('[]'))"
    sent = _ago("30 + step")
    yield f"""
        INSERT INTO outbox ("key", channel, target, kind, facts, state, due_at, attempts, sent_at, holder_id,
                            mailbox_id, cycle)
        {_each()} SELECT {key}, channel, {target}, 'reminder', {facts}, 'sent', {sent}, 1, {sent}, n, n,
            date(:today, '-30 days') FROM numbers, ({steps}), ({channels})
    """
    for number in (1, 2):
        yield f"""
            INSERT INTO broadcasts (id, admin, state, created_at, italian, audience, by_email, started_at, ended_at,
                                    total, queued, sent, all_queued)
            VALUES ({number}, 1003, 'done', '2026-0{number}-10 08:00:00.000000', 'Buone <b>feste</b> 🎄', '{{}}', false,
                    '2026-0{number}-10 08:00:00.000000', '2026-0{number}-10 08:20:00.000000', :holders, :holders,
                    :holders, true)
        """
        yield f"""
            INSERT INTO outbox ("key", channel, target, kind, facts, state, due_at, attempts, sent_at, holder_id,
                                broadcast_id)
            {_each()} SELECT 'broadcast:{number}:' || n, 'chat', CAST({FIRST_CHAT} + n AS TEXT), 'broadcast', '{{}}',
                'sent', {_ago("200")}, 1, {_ago("200")}, n, {number} FROM numbers
        """
    yield """
        INSERT INTO deliveries ("key", kind, channel, target, attempt, at, result, answer, said)
        SELECT "key", kind, channel, target, 1, sent_at, 'arrived', '{"message_id": 7}',
               'La casella scade tra poco: rinnoverà da sé. ✅' FROM outbox
    """


def _traces() -> Iterator[str]:
    """What the bot remembers of chats and updates."""
    yield f"""
        INSERT INTO accesses (holder_id, mailbox_id, chat_id, kind, at)
        {_each()} SELECT n, n, {FIRST_CHAT} + n, 'logged_in', {_ago("days")} FROM numbers,
            (SELECT 5 AS days UNION ALL SELECT 20 UNION ALL SELECT 40 UNION ALL SELECT 80)
    """
    yield f"""
        INSERT INTO sessions (chat_id, holder_id, mailbox_id, started_at, used_at)
        {_each()} SELECT {FIRST_CHAT} + n, n, n, {_ago("1")}, {_ago("1")} FROM numbers WHERE n % 10 = 0
    """
    yield f"""
        INSERT INTO dialogs (chat_id, conversation, state, draft, live_message_id, version)
        {_each()} SELECT {FIRST_CHAT} + n, CASE WHEN n % 7 = 0 THEN 'buy' END, CASE WHEN n % 7 = 0 THEN 'GB' END,
            json_object('service', 'inbox', 'empty', NULL, 'price', 3.50), n, 4 FROM numbers
    """
    yield f"""
        INSERT INTO updates (update_id, deliveries, done_at)
        {_each("3 * :holders")} SELECT 900000000 + n, 1, {_ago("n % 7")} FROM numbers
    """
    yield f"""
        INSERT INTO admin_acts (actor_id, act, about, at)
        {_each()} SELECT 1003, 'holder-viewed', json_object('holder_id', n), {_ago("n % 300")} FROM numbers
        WHERE n % 3 = 0
    """
    yield f"""
        INSERT INTO login_failures (person_id, target, at)
        {_each()} SELECT {FIRST_CHAT} + n, 'box' || n || '@pec.example.com', {_ago("1")} FROM numbers WHERE n % 9 = 0
    """
    yield f"""
        INSERT INTO challenges (id, purpose, person_id, target, holder_id, mailbox_id, email, asked_at)
        {_each()} SELECT 'challenge-' || n, 'recovery', {FIRST_CHAT} + n, 'holder:' || n, n, n,
            'n' || n || '@example.com', {_ago("1")} FROM numbers WHERE n % 11 = 0
    """
    yield f"INSERT INTO alarms (key, episode, raised_at, over_at) SELECT 'audit', 1, {_AT}, {_AT}"
    tallied = f"{_AT}, '{Tallied.WEBHOOK_WELL}', 2, {_AT}, {_AT}"
    yield f"INSERT INTO tallies (slot, what, times, first_at, last_at) SELECT {tallied}"
    yield f"INSERT INTO repairs (intent, name, found_at) SELECT 'pi_3_1', 'stripe', {_AT}"
    yield "INSERT INTO marks (name, text) VALUES ('audited-on', '2026-11-22'), ('stripe-events', 'evt_1')"
    yield "INSERT INTO paces (name, next_at) VALUES ('broadcast', '2026-11-22 08:00:00.000001')"
