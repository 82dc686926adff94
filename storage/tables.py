"""The tables. Money is whole EUR cents; instants are UTC; days are civil dates in Europe/Rome."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from domain.catalogue import MailboxType, ServiceKey
from domain.holders import Language
from domain.mailboxes import MailboxStatus
from domain.notices import Channel, NoticeKind, NoticeState
from domain.orders import OrderState
from domain.top_ups import PaymentState, TopUpState
from storage.columns import Exact, Facts, Instant, OneOf, RowNumber
from storage.metadata import metadata, one_of

holders = Table(
    "holders",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("fiscal_code", Text, nullable=False, unique=True),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("language", OneOf(Language), nullable=False),
    one_of("language", Language),
    sqlite_autoincrement=True,
)

mailboxes = Table(
    "mailboxes",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("holder_id", ForeignKey("holders.id"), nullable=False, index=True),
    Column("address", Text, nullable=False, unique=True),
    Column("type", OneOf(MailboxType), nullable=False),
    Column("status", OneOf(MailboxStatus), nullable=False),
    Column("expires_on", Date, nullable=False),
    Column("auto_renew", Boolean, nullable=False),
    Column("term_years", Integer, nullable=False),
    Column("base_gb", Integer, nullable=False),
    Column("used_bytes", BigInteger, nullable=False),
    Column("version", Integer, nullable=False, server_default=text("0")),
    one_of("type", MailboxType),
    one_of("status", MailboxStatus),
    CheckConstraint("term_years >= 1", name="term_years"),
    CheckConstraint("base_gb >= 0 AND used_bytes >= 0", name="space"),
    CheckConstraint("address = lower(address)", name="address"),
    sqlite_autoincrement=True,
)

# The local mail server's own table.
credentials = Table(
    "credentials",
    metadata,
    Column("address", ForeignKey("mailboxes.address"), primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("limit_bytes", BigInteger, nullable=False),
    CheckConstraint("password_hash LIKE '$argon2%'", name="password_hash"),
    CheckConstraint("limit_bytes >= 0", name="limit_bytes"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("holder_id", ForeignKey("holders.id"), nullable=False, index=True),
    Column("mailbox_id", ForeignKey("mailboxes.id"), nullable=False),
    Column("mailbox_address", Text, nullable=False),
    Column("service", OneOf(ServiceKey), nullable=False),
    Column("gb", Integer, nullable=False),
    Column("unit_price_cents", BigInteger, nullable=False),
    Column("vat_rate", Exact, nullable=False),
    Column("years", Integer, nullable=False),
    Column("net_cents", BigInteger, nullable=False),
    Column("vat_cents", BigInteger, nullable=False),
    Column("runs_until", Date, nullable=False),
    Column("renewal_years", Integer),
    Column("renewal_net_cents", BigInteger),
    Column("renewal_vat_cents", BigInteger),
    Column("advice_from", Date),
    Column("advice_years", Integer),
    Column("advice_net_cents", BigInteger),
    Column("advice_vat_cents", BigInteger),
    Column("quoted_on", Date, nullable=False),
    Column("quoted_at", Instant, nullable=False, index=True),
    one_of("service", ServiceKey),
    CheckConstraint("gb > 0", name="gb"),
    CheckConstraint("unit_price_cents >= 0 AND years >= 0 AND net_cents >= 0 AND vat_cents >= 0", name="price"),
    CheckConstraint(
        "(renewal_years IS NULL) = (renewal_net_cents IS NULL)"
        " AND (renewal_years IS NULL) = (renewal_vat_cents IS NULL)",
        name="renewal",
    ),
    CheckConstraint(
        "(advice_from IS NULL) = (advice_years IS NULL)"
        " AND (advice_from IS NULL) = (advice_net_cents IS NULL)"
        " AND (advice_from IS NULL) = (advice_vat_cents IS NULL)",
        name="advice",
    ),
)

orders = Table(
    "orders",
    metadata,
    Column("id", ForeignKey("quotes.id"), primary_key=True),
    Column("state", OneOf(OrderState), nullable=False),
    Column("placed_at", Instant, nullable=False),
    Column("closed_at", Instant),
    one_of("state", OrderState),
    CheckConstraint("(state = 'pending') = (closed_at IS NULL)", name="closed_at"),
    Index(
        "ix_orders_pending",
        "placed_at",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
)

addons = Table(
    "addons",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("mailbox_id", ForeignKey("mailboxes.id"), nullable=False, index=True),
    Column("order_id", ForeignKey("orders.id"), nullable=False, unique=True),
    Column("service", OneOf(ServiceKey), nullable=False),
    Column("gb", Integer, nullable=False),
    Column("active_from", Date, nullable=False),
    Column("runs_until", Date, nullable=False),
    one_of("service", ServiceKey),
    CheckConstraint("gb > 0", name="gb"),
    CheckConstraint("runs_until >= active_from", name="runs_until"),
    sqlite_autoincrement=True,
)

# Only accounts that can run empty have a stored balance: `card`, `sales`, `vat` and `adjustment` would be rows that
# every purchase waits for.
accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("balance_cents", BigInteger, nullable=False),
    CheckConstraint("balance_cents >= 0", name="balance_cents"),
    CheckConstraint("name LIKE 'holder:%' OR name LIKE 'receivable:%'", name="name"),
)

transfers = Table(
    "transfers",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("event", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("amount_cents", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("about", Facts, nullable=False),
    CheckConstraint("amount_cents > 0", name="amount_cents"),
    CheckConstraint("source <> target", name="accounts"),
    Index(None, "source", "id"),
    Index(None, "target", "id"),
    sqlite_autoincrement=True,
)

top_ups = Table(
    "top_ups",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("holder_id", ForeignKey("holders.id"), nullable=False, index=True),
    Column("amount_cents", BigInteger, nullable=False),
    Column("order_id", ForeignKey("orders.id"), index=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("state", OneOf(TopUpState), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("link_id", Text, unique=True),
    Column("link_url", Text),
    one_of("state", TopUpState),
    CheckConstraint("amount_cents > 0", name="amount_cents"),
    CheckConstraint("(link_id IS NULL) = (link_url IS NULL)", name="link"),
    Index(None, "state", "id"),
    sqlite_autoincrement=True,
)

payments = Table(
    "payments",
    metadata,
    Column("intent", Text, primary_key=True),
    Column("state", OneOf(PaymentState), nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("top_up_id", ForeignKey("top_ups.id"), index=True),
    Column("reason", Text),
    Column("received_at", Instant, nullable=False),
    one_of("state", PaymentState),
    CheckConstraint("cents >= 0", name="cents"),
    CheckConstraint("state <> 'credited' OR top_up_id IS NOT NULL", name="top_up_id"),
)

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", OneOf(Language)),
    Column("holder_id", ForeignKey("holders.id"), index=True),
    Column("reachable", Boolean, nullable=False, server_default=text("true")),
    one_of("language", Language),
)

sessions = Table(
    "sessions",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("holder_id", ForeignKey("holders.id"), nullable=False),
    Column("mailbox_id", ForeignKey("mailboxes.id"), nullable=False, index=True),
    Column("started_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("person_id", BigInteger, nullable=False),
    Column("target", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "person_id", "at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("channel", OneOf(Channel), nullable=False),
    Column("target", Text, nullable=False),
    Column("kind", OneOf(NoticeKind), nullable=False),
    Column("facts", Facts, nullable=False),
    Column("state", OneOf(NoticeState), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("claimed_until", Instant),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("error", Text),
    Column("sent_at", Instant),
    one_of("channel", Channel),
    one_of("state", NoticeState),
    CheckConstraint("attempts >= 0", name="attempts"),
    CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at"),
    Index(
        "ix_outbox_waiting",
        "due_at",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    sqlite_autoincrement=True,
)

dialogs = Table(
    "dialogs",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("conversation", Text),
    Column("state", Text),
    Column("draft", Facts, nullable=False),
    Column("live_message_id", BigInteger),
    Column("resume", Text),
    Column("version", Integer, nullable=False),
    CheckConstraint("(conversation IS NULL) = (state IS NULL)", name="state"),
)

updates = Table(
    "updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("deliveries", Integer, nullable=False),
    Column("done_at", Instant, index=True),
    CheckConstraint("deliveries >= 0", name="deliveries"),
)

marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("text", Text, nullable=False),
)
