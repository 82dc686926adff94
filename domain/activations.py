"""Inbox space that was bought and that the mail server has not given yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.ledger import SALES, VAT, About, Transfer, holder_account
from domain.mailboxes import Mailbox
from domain.money import total
from domain.notices import Facts
from domain.orders import Order
from domain.pricing import Price

FLICKER = timedelta(minutes=1)  # as long as this nobody is told that the space is not there yet


@dataclass(frozen=True, kw_only=True, slots=True)
class Activation:
    """An order of inbox space that the mail server has not given yet. Instants are UTC.

    `has_failed` if a try has failed, `next_try_at` is when it is asked again; `is_given_up` if it is not asked again.
    """

    order_id: str
    holder_id: int
    mailbox_id: int
    gb: int
    completed_at: datetime
    has_failed: bool
    next_try_at: datetime
    is_given_up: bool = False

    def is_late(self, now: datetime) -> bool:
        """Whether its holder is told: what is there within a minute, at the first try, needs no word."""
        return self.has_failed or self.is_given_up or now - self.completed_at > FLICKER

    def is_hopeless(self, now: datetime, patience: timedelta) -> bool:
        """Whether the order is to be undone: its time is over, and what was tried last has failed (fault F44).

        What is due for a try is tried first, so that no order is undone because the bot itself was down.
        """
        if now - self.completed_at < patience:
            return False
        return self.is_given_up or (self.has_failed and self.next_try_at > now)


def late_ones(activations: Iterable[Activation], now: datetime) -> frozenset[str]:
    """The orders whose space takes long."""
    return frozenset(one.order_id for one in activations if one.is_late(now))


def as_of(order: Order, late: frozenset[str]) -> Order:
    """The order, knowing whether its space takes long."""
    return replace(order, is_activating=order.id in late)


def refund_event(order_id: str) -> str:
    """The name of the money that comes back for an order: there is one. Stripe's refunds are named otherwise."""
    return f"refund:order-{order_id}"


def refund_transfers(order: Order, paid: Price, at: datetime) -> tuple[Transfer, ...]:
    """What was paid for an order, net and VAT, comes back into the credit; none if it was free."""
    quote, event = order.quote, refund_event(order.id)
    about: About = {"service": quote.service, "gb": quote.gb, "mailbox": quote.mailbox_address}
    target = holder_account(quote.holder_id)
    return tuple(
        Transfer(key=f"{event}:{part}", event=event, source=source, target=target, amount=amount, at=at, about=about)
        for part, source, amount in (("net", SALES, paid.net), ("vat", VAT, paid.vat))
        if amount
    )


def all_of(prices: Iterable[Price]) -> Price:
    """What was paid for an add-on in all: for its order, and for each renewal of it."""
    every = list(prices)
    return Price(
        years=sum(price.years for price in every),
        net=total(*(price.net for price in every)),
        vat=total(*(price.vat for price in every)),
    )


def activated_facts(activation: Activation, mailbox: Mailbox, total_gb: int) -> Facts:
    """What is told once space that was late is there. Space is in GB; the total is base and add-ons."""
    return {"mailbox": mailbox.address, "mailbox_id": mailbox.id, "gb": activation.gb, "total_gb": total_gb}


def refunded_facts(order: Order, paid_back_cents: int, credit_cents: int) -> Facts:
    """What is told of an order that was undone."""
    quote = order.quote
    return {
        "order_id": order.id,
        "holder_id": quote.holder_id,
        "mailbox": quote.mailbox_address,
        "mailbox_id": quote.mailbox_id,
        "service": quote.service.value,
        "gb": quote.gb,
        "cents": paid_back_cents,
        "credit": credit_cents,
    }
