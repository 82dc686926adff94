"""Facts with everything filled in: a test names only what it is about."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.addons import Addon
from domain.catalogue import Catalogue, MailboxType, ServiceKey
from domain.daily_limits import DailyLimits
from domain.ledger import Transfer
from domain.mailboxes import Mailbox, MailboxStatus
from domain.money import Money
from domain.orders import Order, OrderState
from domain.pricing import Price, Quote
from domain.register import COLUMNS
from domain.sessions import Session
from domain.top_ups import PaymentReceived, TopUp, TopUpState
from tests.people import MARIO, NOW, PASSWORD_HASH, TODAY

CATALOGUE = Catalogue(
    prices={ServiceKey.INBOX: Money(300), ServiceKey.ARCHIVE: Money(400)},
    vat_rate=Decimal(22),
    inbox_caps={MailboxType.STANDARD: 2},
)
LIMITS = DailyLimits()
ACTIVATION = timedelta(hours=48)


def euro(amount: str) -> Money:
    """An amount written as people write it in a table: `21.96`."""
    return Money(int(Decimal(amount).scaleb(2)))


def a_mailbox(**changes: Any) -> Mailbox:
    """Mario's mailbox, or one that differs from it."""
    mailbox = Mailbox(
        id=1,
        holder_id=1,
        address=MARIO.address,
        type=MailboxType.PRO,
        status=MailboxStatus.ACTIVE,
        expires_on=date(2029, 3, 1),
        auto_renew=True,
        term_years=3,
        base_gb=2,
        used_bytes=0,
        anchor_day=1,
    )
    return replace(mailbox, **changes)


def a_quote(**changes: Any) -> Quote:
    """A quote of 1 GB of inbox space for one year, 3.66 in all."""
    quote = Quote(
        id="q-1",
        holder_id=1,
        mailbox_id=1,
        mailbox_address=MARIO.address,
        service=ServiceKey.INBOX,
        gb=1,
        unit_price=Money(300),
        vat_rate=Decimal(22),
        price=Price(years=1, net=Money(300), vat=Money(66)),
        runs_until=date(2027, 11, 22),
        renewal=None,
        advice=None,
        quoted_on=TODAY,
        quoted_at=NOW,
    )
    return replace(quote, **changes)


def an_order(**changes: Any) -> Order:
    """A pending order of that quote."""
    return replace(Order(quote=a_quote(), state=OrderState.PENDING, placed_at=NOW), **changes)


def an_addon(**changes: Any) -> Addon:
    """1 GB of inbox space that runs for a year."""
    addon = Addon(
        id=1,
        mailbox_id=1,
        order_id="q-1",
        service=ServiceKey.INBOX,
        gb=1,
        active_from=TODAY,
        runs_until=date(2027, 11, 22),
    )
    return replace(addon, **changes)


def a_transfer(**changes: Any) -> Transfer:
    """Ten euro that came in by card."""
    transfer = Transfer(
        key="topup:pi_1", event="topup:pi_1", source="card", target="holder:1", amount=Money(1_000), at=NOW
    )
    return replace(transfer, **changes)


def a_top_up(**changes: Any) -> TopUp:
    """Ten euro asked for, without a link yet."""
    top_up = TopUp(
        id=1, holder_id=1, amount=Money(1_000), order_id=None, chat_id=1001, state=TopUpState.OPEN, created_at=NOW
    )
    return replace(top_up, **changes)


def a_payment(**changes: Any) -> PaymentReceived:
    """Ten euro paid through the link of the first top-up."""
    payment = PaymentReceived(intent="pi_1", link_id="plink_1", reference="R000001", cents=1_000, currency="eur")
    return replace(payment, **changes)


def a_session(**changes: Any) -> Session:
    """Mario's session, just begun."""
    session = Session(chat_id=MARIO.chat_id, holder_id=1, mailbox_id=1, started_at=NOW, used_at=NOW)
    return replace(session, **changes)


def a_line(**changes: str) -> dict[str, str]:
    """A line of the register that is right in every column, but for what is changed."""
    line = {
        "mailbox": MARIO.address,
        "first_name": "Mario",
        "last_name": "Rossi",
        "fiscal_code": MARIO.fiscal_code,
        "email": MARIO.email,
        "phone": "+39 06 5550100",
        "type": "pro",
        "status": "active",
        "expires_on": "2029-03-01",
        "auto_renew": "true",
        "term_years": "3",
        "base_gb": "2",
        "used_bytes": "1400000000",
        "password_hash": PASSWORD_HASH,
        "language": "it",
    }
    return line | changes


def a_register(*lines: dict[str, str], columns: Iterable[str] = COLUMNS) -> list[str]:
    """The text of a register with these lines."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().splitlines(keepends=True)
