"""Papers to render."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from domain.ledger import Movement
from domain.money import NOTHING, Money
from domain.orders import Order, OrderState
from domain.papers import OrderReceipt, Paper, PaperKind, Receipt, RenewalReceipt, TopUpReceipt
from domain.pricing import Price, Quote
from domain.profile import Profile
from tests.screens.account_facts import EMPTY
from tests.screens.facts import ARCHIVE, NOW, SOON, a_mailbox, a_quote, an_order

ADDRESS = "mario.rossi@pec.archrm.it"


def a_profile(**changes: str) -> Profile:
    return replace(EMPTY, **changes)  # type: ignore[arg-type]  # the fields named are texts


def a_paper(**changes: Any) -> Paper:
    paper = Paper(
        kind=PaperKind.ORDER,
        order_id="7K2M-9QXD-3FHT",
        at=NOW,
        amount=Money(2_196),
        about={"service": "inbox", "gb": 2, "mailbox": ADDRESS},
    )
    return replace(paper, **changes)


def papers_of_every_kind() -> tuple[Paper, ...]:
    archive = {"service": "archive", "gb": 5, "mailbox": "studio.rossi@pec.archrm.it"}
    return (
        a_paper(),
        a_paper(kind=PaperKind.TOP_UP, order_id=None, movement_id=7, about={"reference": "R000042"}),
        a_paper(kind=PaperKind.RENEWAL, order_id=None, movement_id=9),
        a_paper(amount=Money(0), about=archive),
        a_paper(kind=PaperKind.RENEWAL, order_id=None, movement_id=11, about=archive, amount=Money(2_440)),
    )


def an_order_receipt(quote: Quote | None = None, profile: Profile | None = None) -> OrderReceipt:
    return OrderReceipt(order=an_order(quote), profile=profile or a_profile())


def a_free_order_receipt() -> OrderReceipt:
    return an_order_receipt(a_quote(a_mailbox(expires_on=SOON), ARCHIVE, 5))


def a_top_up_receipt(profile: Profile | None = None) -> TopUpReceipt:
    movement = Movement(
        id=7,
        event="topup:pi_3QkZ8sKJ2eZvKYlo2C0a1b2c",
        amount=Money(2_000),
        balance=Money(4_321),
        at=NOW,
        about={"reference": "R000042"},
    )
    return TopUpReceipt(movement=movement, profile=profile or a_profile())


def a_renewal_receipt(profile: Profile | None = None, mailbox: str = ADDRESS, vat: int = 132) -> RenewalReceipt:
    movement = Movement(
        id=57,
        event="renewal:3:2027-01-31",
        amount=Money(-600 - vat),
        balance=Money(268),
        at=NOW,
        about={"service": "inbox", "gb": 2, "mailbox": mailbox},
    )
    return RenewalReceipt(
        movement=movement,
        profile=profile or a_profile(),
        price=Price(years=1, net=Money(600), vat=Money(vat)),
        period_from=date(2027, 1, 31),
        period_until=date(2028, 1, 31),
    )


def a_late_order() -> Order:
    return replace(an_order(), is_activating=True)


def a_refunded_order(quote: Quote | None = None) -> Order:
    return replace(an_order(quote), state=OrderState.REFUNDED, refunded_at=NOW)


def receipts_of_what_did_not_come() -> tuple[OrderReceipt, ...]:
    free = a_quote(a_mailbox(expires_on=SOON))
    orders = (a_late_order(), a_refunded_order(), a_refunded_order(free))
    return tuple(OrderReceipt(order=order, profile=a_profile()) for order in orders)


def papers_of_what_did_not_come() -> tuple[Paper, ...]:
    return a_paper(is_activating=True), a_paper(is_refunded=True), a_paper(is_refunded=True, amount=NOTHING)


def every_receipt() -> tuple[Receipt, ...]:
    """A receipt of every kind, with everything that may stand on one."""
    company = a_profile(company_name="Studio Rossi & Associati S.r.l.", vat_number="12345670017")
    ends = a_quote(a_mailbox(expires_on=date(2027, 11, 8), auto_renew=False))
    long = a_quote(replace(a_mailbox(), term_years=3))
    return (
        an_order_receipt(profile=company),
        an_order_receipt(ends),
        an_order_receipt(long),
        a_free_order_receipt(),
        a_top_up_receipt(),
        a_renewal_receipt(),
        a_renewal_receipt(vat=135),
        *receipts_of_what_did_not_come(),
    )


def movements() -> tuple[Movement, ...]:
    """A movement of every kind, and one of a kind that is not known."""
    kinds = ("topup", "order", "renewal", "refund", "dispute", "adjustment", "something new")
    facts: dict[str, str | int] = {"service": "inbox", "gb": 2, "mailbox": ADDRESS}
    return tuple(
        Movement(
            id=number,
            event=f"{kind}:x",
            amount=Money(-732 if kind in {"order", "renewal"} else 2_000),
            balance=Money(4_321),
            at=NOW,
            about=facts if kind in {"order", "renewal"} else {},
        )
        for number, kind in enumerate(kinds, start=1)
    )
