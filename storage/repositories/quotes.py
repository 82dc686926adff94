"""The quotes, kept as they were shown."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from domain.money import Money
from domain.pricing import Advice, Price, Quote
from storage.tables import quotes
from storage.transaction import Transaction

_OWN = select(quotes).where(quotes.c.id == bindparam("quote"), quotes.c.holder_id == bindparam("holder"))


class SqlQuotes:
    """Conforms to `Quotes`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, quote: Quote) -> None:
        """Keeps a quote. A second one with the same id is an error."""
        await self._transaction.run(insert(quotes).values(**_columns(quote)))

    async def get(self, quote_id: str, holder_id: int) -> Quote | None:
        """A quote by id, only if it was made for that holder."""
        row = await self._transaction.row(_OWN, {"quote": quote_id, "holder": holder_id})
        return None if row is None else read_quote(row)


def read_quote(row: Row[*tuple[Any, ...]]) -> Quote:
    """The quote of a row that has all its columns."""
    return Quote(
        id=row.id,
        holder_id=row.holder_id,
        mailbox_id=row.mailbox_id,
        mailbox_address=row.mailbox_address,
        service=row.service,
        gb=row.gb,
        unit_price=Money(row.unit_price_cents),
        vat_rate=row.vat_rate,
        price=Price(years=row.years, net=Money(row.net_cents), vat=Money(row.vat_cents)),
        runs_until=row.runs_until,
        renewal=_price(row.renewal_years, row.renewal_net_cents, row.renewal_vat_cents),
        advice=_advice(row),
        quoted_on=row.quoted_on,
        quoted_at=row.quoted_at,
    )


def _price(years: int | None, net_cents: int, vat_cents: int) -> Price | None:
    return None if years is None else Price(years=years, net=Money(net_cents), vat=Money(vat_cents))


def _advice(row: Row[*tuple[Any, ...]]) -> Advice | None:
    price = _price(row.advice_years, row.advice_net_cents, row.advice_vat_cents)
    return None if price is None else Advice(from_day=row.advice_from, price=price)


def _columns(quote: Quote) -> dict[str, object]:
    columns: dict[str, object] = {
        "id": quote.id,
        "holder_id": quote.holder_id,
        "mailbox_id": quote.mailbox_id,
        "mailbox_address": quote.mailbox_address,
        "service": quote.service,
        "gb": quote.gb,
        "unit_price_cents": quote.unit_price.cents,
        "vat_rate": quote.vat_rate,
        "years": quote.price.years,
        "net_cents": quote.price.net.cents,
        "vat_cents": quote.price.vat.cents,
        "runs_until": quote.runs_until,
        "quoted_on": quote.quoted_on,
        "quoted_at": quote.quoted_at,
    }
    if quote.renewal is not None:
        columns |= _price_columns("renewal", quote.renewal)
    if quote.advice is not None:
        columns |= {"advice_from": quote.advice.from_day, **_price_columns("advice", quote.advice.price)}
    return columns


def _price_columns(name: str, price: Price) -> dict[str, object]:
    return {f"{name}_years": price.years, f"{name}_net_cents": price.net.cents, f"{name}_vat_cents": price.vat.cents}
