"""What must agree in the books, asked of the whole database at once. Each disagreement is one line."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import TextClause, text

from storage.transaction import Transaction

_SUMS = """
    SELECT name, SUM(cents) AS cents FROM (
        SELECT target AS name, amount_cents AS cents FROM transfers
        UNION ALL SELECT source, -amount_cents FROM transfers
        UNION ALL SELECT name, 0 FROM accounts
    ) lines
    WHERE name LIKE 'holder:%' OR name LIKE 'receivable:%' GROUP BY name
"""
_COUNT = text(f"SELECT COUNT(*) FROM ({_SUMS}) sums")  # noqa: S608 - made of constants

# The names of the money events by which a reversal leaves the credit, and comes back.
_EVENT = (
    r"CASE WHEN reversals.kind = 'refund' THEN 'refund\:' || reversals.id{}"
    r" ELSE 'dispute\:' || reversals.id || '\:{}' END"
)
_GONE = _EVENT.format("", "withdrawn")
_BACK = _EVENT.format(r" || '\:returned'", "reinstated")
# What holders of refunded orders had paid in all: for the order, and for each renewal of its add-on.
_PAID_FOR_REFUNDED = """
    SELECT orders.id, quotes.holder_id,
        CAST(quotes.net_cents + COALESCE(SUM(renewals.net_cents), 0) AS BIGINT) AS net,
        CAST(quotes.vat_cents + COALESCE(SUM(renewals.vat_cents), 0) AS BIGINT) AS vat
    FROM orders JOIN quotes ON quotes.id = orders.id
    LEFT JOIN addons ON addons.order_id = orders.id LEFT JOIN renewals ON renewals.addon_id = addons.id
    WHERE orders.state = 'refunded' GROUP BY orders.id, quotes.holder_id, quotes.net_cents, quotes.vat_cents
"""

# What belongs to nothing is found by EXCEPT, since SQLite would look through the whole other table for each transfer.
# Each query answers with the facts that its line is filled with.
_CHECKS: tuple[tuple[TextClause, str], ...] = (
    (
        text(f"""
            SELECT sums.name, COALESCE(accounts.balance_cents, 0) AS stored, CAST(sums.cents AS BIGINT) AS counted
            FROM ({_SUMS}) sums LEFT JOIN accounts ON accounts.name = sums.name
            WHERE COALESCE(accounts.balance_cents, 0) <> sums.cents ORDER BY 1
        """),  # noqa: S608 - made of constants
        "{name}: the stored balance is {stored} cents, the transfers sum to {counted}",
    ),
    (
        text(f"""
            SELECT name, CAST(cents AS BIGINT) AS counted FROM ({_SUMS}) sums
            WHERE (CASE WHEN name LIKE 'holder:%' THEN cents ELSE -cents END) < 0 ORDER BY 1
        """),  # noqa: S608 - made of constants
        "{name}: the transfers sum to {counted} cents, beyond nothing",
    ),
    (
        text(r"""
            SELECT orders.id, quotes.net_cents AS net, quotes.vat_cents AS vat
            FROM orders JOIN quotes ON quotes.id = orders.id
            WHERE orders.state IN ('completed', 'refunded') AND (
                (SELECT COUNT(*) FROM transfers WHERE event = 'order:' || orders.id)
                    <> (CASE WHEN net_cents > 0 THEN 1 ELSE 0 END) + (CASE WHEN vat_cents > 0 THEN 1 ELSE 0 END)
                OR net_cents > 0 AND NOT EXISTS (
                    SELECT 1 FROM transfers WHERE key = 'order:' || orders.id || '\:net'
                    AND source = 'holder:' || quotes.holder_id AND target = 'sales' AND amount_cents = net_cents)
                OR vat_cents > 0 AND NOT EXISTS (
                    SELECT 1 FROM transfers WHERE key = 'order:' || orders.id || '\:vat'
                    AND source = 'holder:' || quotes.holder_id AND target = 'vat' AND amount_cents = vat_cents)
            ) ORDER BY 1
        """),
        "order {id}: its transfers are not exactly {net} cents net and {vat} cents VAT",
    ),
    (
        text("""
            SELECT event, COUNT(*) AS lines FROM transfers WHERE event IN (
                SELECT event FROM transfers WHERE event LIKE 'order:%'
                EXCEPT SELECT 'order:' || id FROM orders WHERE state IN ('completed', 'refunded'))
            GROUP BY event ORDER BY 1
        """),
        "{event}: {lines} transfers without a completed order",
    ),
    (
        text("""
            SELECT orders.id FROM orders JOIN quotes ON quotes.id = orders.id
            WHERE orders.state IN ('completed', 'refunded') AND NOT EXISTS (
                SELECT 1 FROM addons WHERE addons.order_id = orders.id AND addons.mailbox_id = quotes.mailbox_id
                AND addons.service = quotes.service AND addons.gb = quotes.gb) ORDER BY 1
        """),
        "order {id}: completed, and without the add-on that it bought",
    ),
    (
        text("""
            SELECT addons.id FROM addons WHERE NOT EXISTS (
                SELECT 1 FROM orders
                WHERE orders.id = addons.order_id AND orders.state IN ('completed', 'refunded')) ORDER BY 1
        """),
        "add-on {id}: its order is not completed",
    ),
    (
        text(r"""
            SELECT addon_id AS id, period_from, net_cents AS net, vat_cents AS vat
            FROM renewals JOIN addons ON addons.id = addon_id JOIN mailboxes ON mailboxes.id = addons.mailbox_id
            WHERE (SELECT COUNT(*) FROM transfers WHERE event = 'renewal:' || addon_id || '\:' || period_from)
                    <> (CASE WHEN net_cents > 0 THEN 1 ELSE 0 END) + (CASE WHEN vat_cents > 0 THEN 1 ELSE 0 END)
                OR net_cents > 0 AND NOT EXISTS (
                    SELECT 1 FROM transfers WHERE key = 'renewal:' || addon_id || '\:' || period_from || '\:net'
                    AND source = 'holder:' || mailboxes.holder_id AND target = 'sales' AND amount_cents = net_cents)
                OR vat_cents > 0 AND NOT EXISTS (
                    SELECT 1 FROM transfers WHERE key = 'renewal:' || addon_id || '\:' || period_from || '\:vat'
                    AND source = 'holder:' || mailboxes.holder_id AND target = 'vat' AND amount_cents = vat_cents)
            ORDER BY 1, 2
        """),
        "add-on {id}: the transfers of its renewal from {period_from} are not {net} cents net and {vat} cents VAT",
    ),
    (
        text(r"""
            SELECT event, COUNT(*) AS lines FROM transfers WHERE event IN (
                SELECT event FROM transfers WHERE event LIKE 'renewal:%'
                EXCEPT SELECT 'renewal:' || addon_id || '\:' || period_from FROM renewals)
            GROUP BY event ORDER BY 1
        """),
        "{event}: {lines} transfers without a renewal",
    ),
    (
        text("""
            SELECT addons.id, addons.runs_until AS day FROM addons JOIN quotes ON quotes.id = addons.order_id
            WHERE addons.runs_until <> COALESCE(
                (SELECT MAX(period_until) FROM renewals WHERE addon_id = addons.id), quotes.runs_until) ORDER BY 1
        """),
        "add-on {id}: it runs until {day}, which neither its order nor a renewal has paid for",
    ),
    (
        text("""
            SELECT mailboxes.id, COALESCE(CAST(due_on AS TEXT), 'never') AS day FROM mailboxes WHERE
                COALESCE(CAST(due_on AS TEXT), 'never') <> COALESCE(CAST((SELECT MIN(day) FROM (
                    SELECT mailboxes.expires_on AS day WHERE mailboxes.status <> 'expired'
                    UNION ALL SELECT COALESCE(grace_until, runs_until) FROM addons
                    WHERE mailbox_id = mailboxes.id AND ended_on IS NULL) days) AS TEXT), 'never') ORDER BY 1
        """),
        "mailbox {id}: it is due on {day}, which is not the first date of it and its add-ons",
    ),
    (
        text("""
            SELECT payments.intent, payments.cents FROM payments JOIN top_ups ON top_ups.id = payments.top_up_id
            WHERE payments.state = 'credited' AND NOT EXISTS (
                SELECT 1 FROM transfers WHERE key = 'topup:' || payments.intent AND source = 'card'
                AND target = 'holder:' || top_ups.holder_id AND amount_cents = payments.cents) ORDER BY 1
        """),
        "payment {intent}: credited, and without its transfer of {cents} cents",
    ),
    (
        text("""
            SELECT event, amount_cents AS cents FROM transfers
            WHERE event LIKE 'topup:%' AND (key <> event OR event IN (
                SELECT event FROM transfers WHERE event LIKE 'topup:%'
                EXCEPT SELECT 'topup:' || intent FROM payments WHERE state = 'credited')) ORDER BY 1
        """),
        "{event}: a transfer of {cents} cents without a credited payment",
    ),
    (
        text(rf"""
            SELECT reversals.id, reversals.cents FROM reversals WHERE holder_id IS NOT NULL AND (
                SELECT COALESCE(SUM(amount_cents), 0) FROM transfers WHERE event = {_GONE} AND target = 'card'
                AND source IN ('holder:' || reversals.holder_id, 'receivable:' || reversals.holder_id)
            ) <> reversals.cents ORDER BY 1
        """),  # noqa: S608 - made of constants
        "{id}: booked, and its transfers back to the card are not {cents} cents",
    ),
    (
        text(rf"""
            SELECT reversals.id, reversals.cents FROM reversals
            WHERE holder_id IS NOT NULL AND (state = 'back') <> EXISTS (
                SELECT 1 FROM transfers WHERE key = {_BACK} AND source = 'card'
                AND target = 'holder:' || reversals.holder_id AND amount_cents = reversals.cents) ORDER BY 1
        """),  # noqa: S608 - made of constants
        "{id}: its {cents} cents came back, and are not in the credit; or the other way round",
    ),
    (
        text("""
            SELECT reversals.id, reversals.state FROM reversals JOIN payments ON payments.intent = reversals.intent
            WHERE payments.state = 'credited' AND reversals.holder_id IS NULL AND reversals.state <> 'opened' ORDER BY 1
        """),
        "{id}: {state}, and not booked although its payment is credited",
    ),
    (
        text(rf"""
            SELECT event, COUNT(*) AS lines FROM transfers WHERE event IN (
                SELECT event FROM transfers
                WHERE event LIKE 'refund:%' AND event NOT LIKE 'refund:order-%' OR event LIKE 'dispute:%'
                EXCEPT SELECT {_GONE} FROM reversals EXCEPT SELECT {_BACK} FROM reversals)
            GROUP BY event ORDER BY 1
        """),  # noqa: S608 - made of constants
        "{event}: {lines} transfers without a refund or a dispute",
    ),
    (
        text("""
            SELECT has.name, has.balance_cents AS cents, -owes.balance_cents AS owed FROM accounts has
            JOIN accounts owes ON owes.name = 'receivable:' || SUBSTR(has.name, 8)
            WHERE has.name LIKE 'holder:%' AND has.balance_cents > 0 AND owes.balance_cents < 0 ORDER BY 1
        """),
        "{name}: has {cents} cents and owes {owed}",
    ),
    (
        text(rf"""
            SELECT id, net, vat FROM ({_PAID_FOR_REFUNDED}) paid
            WHERE (SELECT COUNT(*) FROM transfers WHERE event = 'refund\:order-' || paid.id)
                    <> (CASE WHEN net > 0 THEN 1 ELSE 0 END) + (CASE WHEN vat > 0 THEN 1 ELSE 0 END)
                OR net > 0 AND NOT EXISTS (
                    SELECT 1 FROM transfers WHERE key = 'refund\:order-' || paid.id || '\:net'
                    AND source = 'sales' AND target = 'holder:' || paid.holder_id AND amount_cents = net)
                OR vat > 0 AND NOT EXISTS (
                    SELECT 1 FROM transfers WHERE key = 'refund\:order-' || paid.id || '\:vat'
                    AND source = 'vat' AND target = 'holder:' || paid.holder_id AND amount_cents = vat)
            ORDER BY 1
        """),  # noqa: S608 - made of constants
        "order {id}: refunded, and what came back is not exactly {net} cents net and {vat} cents VAT",
    ),
    (
        text("""
            SELECT event, COUNT(*) AS lines FROM transfers WHERE event IN (
                SELECT event FROM transfers WHERE event LIKE 'refund:order-%'
                EXCEPT SELECT 'refund:order-' || id FROM orders WHERE state = 'refunded')
            GROUP BY event ORDER BY 1
        """),
        "{event}: {lines} transfers without a refunded order",
    ),
    (
        text("""
            SELECT orders.id FROM orders JOIN addons ON addons.order_id = orders.id
            WHERE orders.state = 'refunded' AND addons.ended_on IS NULL ORDER BY 1
        """),
        "order {id}: refunded, and its add-on goes on",
    ),
    (
        text("""
            SELECT adjustments.id, adjustments.cents FROM adjustments WHERE state = 'applied' AND NOT EXISTS (
                SELECT 1 FROM transfers WHERE key = 'adjustment:' || adjustments.id AND transfers.event = transfers.key
                AND amount_cents = ABS(adjustments.cents)
                AND source = CASE WHEN cents > 0 THEN 'adjustment' ELSE 'holder:' || adjustments.holder_id END
                AND target = CASE WHEN cents > 0 THEN 'holder:' || adjustments.holder_id ELSE 'adjustment' END)
            ORDER BY 1
        """),
        "adjustment {id}: applied, and without its transfer of {cents} cents",
    ),
    (
        text("""
            SELECT transfers.key, amount_cents AS cents FROM transfers
            WHERE (event LIKE 'adjustment:%' OR source = 'adjustment' OR target = 'adjustment') AND (
                event <> key OR key NOT IN (SELECT 'adjustment:' || id FROM adjustments WHERE state = 'applied'))
            ORDER BY 1
        """),
        "{key}: a transfer of {cents} cents without an applied adjustment",
    ),
)


async def audit(transaction: Transaction) -> tuple[int, Sequence[str]]:
    """How many balances were compared with their transfers, and what disagrees."""
    problems: list[str] = []
    for query, line in _CHECKS:
        problems += [line.format_map(row._asdict()) for row in await transaction.rows(query)]
    return int(await transaction.scalar(_COUNT)), problems
