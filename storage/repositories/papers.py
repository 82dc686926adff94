"""What there are receipts for: completed orders, refunded ones too, and the top-ups and renewals of the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Row, Select, Text, cast, false, null, select, union_all

from domain.ledger import About, holder_account
from domain.money import Money
from domain.orders import COMPLETED_ONCE
from domain.papers import Paper, PaperKind
from domain.pricing import Price
from storage.repositories.ledger import statement_of
from storage.tables import orders, quotes, renewals, transfers
from storage.transaction import Transaction

_IN_THE_BOOKS = (PaperKind.TOP_UP, PaperKind.RENEWAL)


class SqlPapers:
    """Conforms to `Papers`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def of_holder(self, holder_id: int, limit: int, offset: int) -> Sequence[Paper]:
        """The completed orders, the top-ups and the renewals of a holder, newest first."""
        rows = await self._transaction.rows(_papers(holder_id).limit(limit).offset(offset))
        return [_read(row) for row in rows]

    async def renewal(self, addon_id: int, period_from: date) -> tuple[Price, date] | None:
        """What the renewal of an add-on after a day cost, and until when it runs."""
        this = renewals.c.addon_id == addon_id, renewals.c.period_from == period_from
        row = await self._transaction.row(select(renewals).where(*this))
        if row is None:
            return None
        return Price(years=row.years, net=Money(row.net_cents), vat=Money(row.vat_cents)), row.period_until


def _papers(holder_id: int) -> Select[*tuple[Any, ...]]:
    """One row a paper, newest first; an order stands above the money that came for it at the same instant."""
    bought = (
        select(
            orders.c.id.label("order_id"),
            cast(null(), BigInteger).label("movement_id"),
            orders.c.closed_at.label("at"),
            (quotes.c.net_cents + quotes.c.vat_cents).label("cents"),
            orders.c.refunded_at.is_not(None).label("is_refunded"),
        )
        .join(quotes, quotes.c.id == orders.c.id)
        .where(quotes.c.holder_id == holder_id, orders.c.state.in_(COMPLETED_ONCE))
    )
    lines = statement_of(holder_account(holder_id))
    moved = select(cast(null(), Text), lines.c.id, lines.c.at, lines.c.cents, false())
    all_of_them = union_all(
        bought, *(moved.where(lines.c.event.startswith(f"{kind}:", autoescape=True)) for kind in _IN_THE_BOOKS)
    ).subquery("papers")
    return (
        select(
            all_of_them, quotes.c.service, quotes.c.gb, quotes.c.mailbox_address, transfers.c.event, transfers.c.about
        )
        .outerjoin(quotes, quotes.c.id == all_of_them.c.order_id)
        .outerjoin(transfers, transfers.c.id == all_of_them.c.movement_id)
        .order_by(
            all_of_them.c.at.desc(),
            all_of_them.c.order_id.is_(None),
            all_of_them.c.order_id,
            all_of_them.c.movement_id.desc(),
        )
    )


def _read(row: Row[*tuple[Any, ...]]) -> Paper:
    if row.order_id is not None:
        about: About = {"service": row.service, "gb": row.gb, "mailbox": row.mailbox_address}
        return Paper(
            kind=PaperKind.ORDER,
            order_id=row.order_id,
            at=row.at,
            amount=Money(row.cents),
            about=about,
            is_refunded=bool(row.is_refunded),
        )
    kind = PaperKind(row.event.partition(":")[0])
    return Paper(kind=kind, movement_id=row.movement_id, at=row.at, amount=Money(abs(row.cents)), about=row.about)
