"""Facts to render: people, mailboxes, quotes and orders on the day that the domain's table of prices is about."""

from datetime import UTC, date, datetime
from decimal import Decimal

from domain.addons import Addon
from domain.calendar import civil_day
from domain.cards import Home, MailboxCard, Offer
from domain.catalogue import Catalogue, MailboxType, ServiceKey
from domain.dialogs import Json
from domain.holders import Holder, Language
from domain.ledger import Movement, Statement
from domain.mailboxes import Mailbox, MailboxStatus
from domain.money import NOTHING, Money
from domain.notices import Channel, Notice, NoticeKind
from domain.orders import Order, OrderPending, OrderState, missing_amount
from domain.pricing import Quote, advise, price_for, price_on
from domain.top_ups import TopUp, TopUpState

NOW = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)
TODAY = civil_day(NOW)
INBOX, ARCHIVE = ServiceKey.INBOX, ServiceKey.ARCHIVE
PRICES = {INBOX: Money(300), ARCHIVE: Money(400)}
CATALOGUE = Catalogue(prices=PRICES, vat_rate=Decimal(22), inbox_caps={MailboxType.STANDARD: 2})
# No messages, and what an admin has written.
SAID_ELSEWHERE = {
    NoticeKind.SET_LIMIT,
    NoticeKind.TAKE_BACK,
    NoticeKind.REFUND,
    NoticeKind.BROADCAST,
    NoticeKind.WITHDRAWAL,
}
FAR = date(2029, 3, 1)
SOON = date(2027, 2, 8)


def a_mailbox(
    address: str = "mario.rossi@pec.archrm.it",
    *,
    mailbox_id: int = 7,
    expires_on: date = FAR,
    status: MailboxStatus = MailboxStatus.ACTIVE,
    kind: MailboxType = MailboxType.PRO,
    auto_renew: bool = True,
) -> Mailbox:
    return Mailbox(
        id=mailbox_id,
        holder_id=1,
        address=address,
        type=kind,
        status=status,
        expires_on=expires_on,
        auto_renew=auto_renew,
        term_years=1,
        base_gb=2,
        used_bytes=240_000_000,
        anchor_day=expires_on.day,
    )


def an_addon(service: ServiceKey = INBOX, gb: int = 2, until: date = FAR, addon_id: int = 1) -> Addon:
    return Addon(id=addon_id, mailbox_id=7, order_id="o", service=service, gb=gb, active_from=TODAY, runs_until=until)


def a_card(mailbox: Mailbox, *addons: Addon, used: int | None = 240_000_000) -> MailboxCard:
    return MailboxCard(mailbox=mailbox, addons=addons, used_bytes=used, today=TODAY)


def an_offer(mailbox: Mailbox, *, years: int = 3, left: int = 100, service: ServiceKey = INBOX) -> Offer:
    offered = tuple(gb for gb in CATALOGUE.gb_offered if gb <= left)
    return Offer(
        mailbox=mailbox, service=service, unit_price=PRICES[service], years=years, left=left, gb_offered=offered
    )


def a_quote(mailbox: Mailbox | None = None, service: ServiceKey = INBOX, gb: int = 2) -> Quote:
    box = mailbox or a_mailbox()
    return Quote(
        id="7K2M-9QXD-3FHT",
        holder_id=1,
        mailbox_id=box.id,
        mailbox_address=box.address,
        service=service,
        gb=gb,
        unit_price=PRICES[service],
        vat_rate=CATALOGUE.vat_rate,
        price=price_on(CATALOGUE, service, gb, TODAY, box.expires_on),
        runs_until=box.expires_on,
        renewal=price_for(CATALOGUE, service, gb, box.term_years) if box.auto_renew else None,
        advice=advise(CATALOGUE, service, gb, TODAY, box.expires_on),
        quoted_on=TODAY,
        quoted_at=NOW,
    )


def an_order(quote: Quote | None = None, state: OrderState = OrderState.COMPLETED) -> Order:
    closed_at = None if state is OrderState.PENDING else NOW
    return Order(quote=quote or a_quote(), state=state, placed_at=NOW, closed_at=closed_at)


def a_pending(quote: Quote, credit: Money) -> OrderPending:
    missing = missing_amount(quote.price.gross, credit)
    return OrderPending(order=an_order(quote, OrderState.PENDING), credit=credit, missing=missing)


def a_holder(first_name: str = "Mario") -> Holder:
    return Holder(
        id=1,
        first_name=first_name,
        last_name="Rossi",
        fiscal_code="RSSMRA70A01H501S",
        email="mario@example.org",
        phone="+390612345678",
        language=Language.ITALIAN,
    )


def a_home(*mailboxes: Mailbox, pending: tuple[Order, ...] = (), name: str = "Mario") -> Home:
    return Home(holder=a_holder(name), credit=NOTHING, mailboxes=mailboxes, pending=pending, today=TODAY)


def a_top_up(
    cents: int = 2_196, url: str | None = "https://buy.stripe.com/test_1", order_id: str | None = None
) -> TopUp:
    return TopUp(
        id=42,
        holder_id=1,
        amount=Money(cents),
        order_id=order_id,
        chat_id=1001,
        state=TopUpState.OPEN,
        created_at=NOW,
        link_id="plink_1",
        link_url=url,
    )


def a_movement(kind: str, cents: int, **about: str | int) -> Movement:
    return Movement(id=1, event=f"{kind}:x", amount=Money(cents), balance=Money(5_000), at=NOW, about=about)


def a_statement(*movements: Movement, page: int = 0, has_older: bool = False) -> Statement:
    return Statement(credit=Money(123_456), movements=movements, page=page, has_older=has_older)


def a_notice(kind: NoticeKind, **facts: Json) -> Notice:
    return Notice(key="k", channel=Channel.CHAT, target="1001", kind=kind, facts=facts, due_at=NOW)
