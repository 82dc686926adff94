"""The tables of the register and the books.

Money is whole EUR cents; instants are UTC; days are civil dates in Europe/Rome.
"""

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
from domain.orders import OrderState
from domain.reversals import ReversalKind, ReversalState
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
    Column("space_alerts", Boolean, nullable=False, server_default=text("true")),
    *(
        Column(name, Text, nullable=False, server_default=text("''"))
        for name in (
            "street",
            "street_number",
            "postal_code",
            "city",
            "province",
            "country",
            "vat_number",
            "company_name",
            "sdi_code",
            "register_email",
            "register_phone",
        )
    ),
    Column("version", Integer, nullable=False, server_default=text("0")),
    Column("email_confirmed_at", Instant),
    Column("erased_at", Instant),
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
    Column("anchor_day", Integer, nullable=False),
    Column("due_on", Date),
    Column("reminder_step", Integer),
    Column("snoozed_until", Date),
    Column("space_level", Integer, nullable=False, server_default=text("0")),
    Index("ix_mailboxes_due_on", "due_on", "id", "reminder_step"),
    CheckConstraint("anchor_day BETWEEN 1 AND 31", name="anchor_day"),
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
    Column("register_hash", Text, nullable=False, server_default=text("''")),
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
    Column("refunded_at", Instant),
    one_of("state", OrderState),
    CheckConstraint("(state = 'pending') = (closed_at IS NULL)", name="closed_at"),
    CheckConstraint("(state = 'refunded') = (refunded_at IS NOT NULL)", name="refunded_at"),
    Index(None, "closed_at"),
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
    Column("renews", Boolean, nullable=False, server_default=text("true")),
    Column("rank", Integer),
    Column("grace_until", Date),
    Column("ended_on", Date),
    one_of("service", ServiceKey),
    CheckConstraint("gb > 0", name="gb"),
    CheckConstraint("runs_until >= active_from", name="runs_until"),
    CheckConstraint("grace_until > runs_until", name="grace_until"),
    Index(
        "ix_addons_ended_on",
        "ended_on",
        sqlite_where=text("ended_on IS NOT NULL"),
        postgresql_where=text("ended_on IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)

# Each add-on is renewed once for each of its periods; `period_from` is the last day of the one before.
renewals = Table(
    "renewals",
    metadata,
    Column("addon_id", ForeignKey("addons.id"), primary_key=True),
    Column("period_from", Date, primary_key=True),
    Column("period_until", Date, nullable=False),
    Column("years", Integer, nullable=False),
    Column("net_cents", BigInteger, nullable=False),
    Column("vat_cents", BigInteger, nullable=False),
    Column("renewed_at", Instant, nullable=False),
    CheckConstraint("period_until > period_from", name="period"),
    CheckConstraint("years > 0 AND net_cents >= 0 AND vat_cents >= 0", name="price"),
)

# Only accounts that can run empty have a stored balance: `card`, `sales`, `vat` and `adjustment` would be rows that
# every purchase waits for. What a holder owes stands below nothing.
accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("balance_cents", BigInteger, nullable=False),
    CheckConstraint(
        "name LIKE 'holder:%' AND balance_cents >= 0 OR name LIKE 'receivable:%' AND balance_cents <= 0",
        name="balance_cents",
    ),
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
    Column("at", Instant, nullable=False, index=True),
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
    Column("dealt_with_at", Instant),
    one_of("state", PaymentState),
    CheckConstraint("cents >= 0", name="cents"),
    CheckConstraint("state <> 'credited' OR top_up_id IS NOT NULL", name="top_up_id"),
)

# What of a payment went back: refunds and disputes, whoever began them.
reversals = Table(
    "reversals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", OneOf(ReversalKind), nullable=False),
    Column("intent", ForeignKey("payments.intent"), nullable=False, index=True),
    Column("cents", BigInteger, nullable=False),
    Column("state", OneOf(ReversalState), nullable=False),
    Column("reported_at", Instant, nullable=False),
    Column("stripe_id", Text, unique=True),
    Column("holder_id", ForeignKey("holders.id"), index=True),
    Column("asked_by", BigInteger),
    one_of("kind", ReversalKind),
    one_of("state", ReversalState),
    CheckConstraint("cents > 0", name="cents"),
    CheckConstraint("asked_by IS NOT NULL OR stripe_id IS NOT NULL", name="stripe_id"),
)
