"""A small register and what is bought from it, for tests of the storage."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from domain.catalogue import MailboxType, ServiceKey
from domain.holders import Language
from domain.ledger import order_transfers, top_up_transfer
from domain.mailboxes import Mailbox, MailboxStatus
from domain.money import Money
from domain.orders import Order, OrderState
from domain.pricing import Advice, Price, Quote
from domain.register import RegisterRow
from domain.top_ups import Payment, PaymentState
from storage.unit_of_work import SqlUnit, SqlUnits

NOW = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC)
TODAY = date(2026, 11, 22)
EXPIRY = date(2027, 11, 22)
HASH = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo"

MARIO = RegisterRow(
    line=2,
    mailbox="mario.rossi@pec.archrm.it",
    first_name="Mario",
    last_name="Rossi",
    fiscal_code="RSSMRA80A01H501U",
    email="mario@example.org",
    phone="+390612345",
    type=MailboxType.STANDARD,
    status=MailboxStatus.ACTIVE,
    expires_on=EXPIRY,
    auto_renew=True,
    term_years=1,
    base_gb=1,
    used_bytes=250_000_000,
    password_hash=HASH,
    language=Language.ITALIAN,
)
ANNA = replace(
    MARIO,
    line=3,
    mailbox="anna.bianchi@pec.archrm.it",
    first_name="Anna",
    last_name="Bianchi",
    fiscal_code="BNCNNA85B41H501X",
    email="anna@example.org",
    type=MailboxType.PRO,
    base_gb=2,
    language=Language.ENGLISH,
)
ANNA_STUDIO = replace(ANNA, line=4, mailbox="studio.bianchi@pec.archrm.it", expires_on=date(2026, 12, 31))


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockAt:
    """A clock that stands still."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


async def registered(units: SqlUnits) -> tuple[Mailbox, Mailbox]:
    """Imports the three mailboxes; answers with Mario's and Anna's first."""
    async with units.write() as unit:
        await unit.register.save([MARIO, ANNA, ANNA_STUDIO])
        await unit.commit()
    async with units.read() as unit:
        mario = await unit.mailboxes.by_address(MARIO.mailbox)
        anna = await unit.mailboxes.by_address(ANNA.mailbox)
    assert mario is not None
    assert anna is not None
    return mario, anna


def quoted(mailbox: Mailbox, quote_id: str = "quote-000001", *, years: int = 1, at: datetime = NOW) -> Quote:
    """A quote of 1 GB of inbox space; free with 0 years."""
    net = Money(300) * years
    return Quote(
        id=quote_id,
        holder_id=mailbox.holder_id,
        mailbox_id=mailbox.id,
        mailbox_address=mailbox.address,
        service=ServiceKey.INBOX,
        gb=1,
        unit_price=Money(300),
        vat_rate=Decimal("22.0"),
        price=Price(years=years, net=net, vat=net.percent(Decimal(22))),
        runs_until=mailbox.expires_on,
        renewal=Price(years=1, net=Money(300), vat=Money(66)),
        advice=Advice(from_day=date(2026, 12, 1), price=Price(years=0, net=Money(0), vat=Money(0))),
        quoted_on=TODAY,
        quoted_at=at,
    )


def pending(quote: Quote) -> Order:
    """The quote, accepted and not yet paid."""
    return Order(quote=quote, state=OrderState.PENDING, placed_at=quote.quoted_at + timedelta(minutes=1))


async def credit(unit: SqlUnit, holder_id: int, cents: int, intent: str = "pi_1") -> bool:
    """Pays by card, as the books see it: top-up, payment, transfer."""
    amount = Money(cents)
    top_up = await unit.top_ups.add(holder_id=holder_id, amount=amount, order_id=None, chat_id=1001, created_at=NOW)
    await unit.payments.add(
        Payment(
            intent=intent,
            state=PaymentState.CREDITED,
            cents=cents,
            currency="eur",
            top_up_id=top_up.id,
            reason=None,
            received_at=NOW,
        )
    )
    return await unit.ledger.post([top_up_transfer(intent, holder_id, amount, top_up.reference, NOW)])


async def buy(unit: SqlUnit, quote: Quote) -> None:
    """Completes an order, as the use case does."""
    order = Order(quote=quote, state=OrderState.COMPLETED, placed_at=NOW, closed_at=NOW)
    await unit.quotes.add(quote)
    await unit.orders.add(order)
    await unit.ledger.post(order_transfers(order, NOW))
    await unit.addons.add(order, TODAY)
