"""The receipts: what stands on them, and the files they are."""

from __future__ import annotations

from decimal import Decimal

from bot.papers.page import Block, Look, Page, Row
from bot.papers.pdf import draw
from bot.screens.texts import Texts, clean_text
from domain.money import Money
from domain.papers import OrderReceipt, Receipt, RenewalReceipt, TopUpReceipt
from domain.pricing import Price, Quote
from domain.profile import Profile


def receipt_pdf(texts: Texts, receipt: Receipt) -> bytes:
    """A receipt as a PDF: the same bytes for the same facts. It takes a part of a second of work."""
    return draw(receipt_page(texts, receipt))


def receipt_page(texts: Texts, receipt: Receipt) -> Page:
    """What stands on a receipt."""
    blocks, notes = _what_for(texts, receipt)
    document = Block(
        heading="",
        rows=(
            _row(texts, f"receipt-number-{receipt.kind}", receipt.number),
            _row(texts, "receipt-date", texts.label("receipt-at", at=receipt.at)),
        ),
    )
    return Page(
        language=texts.language,
        issuer=texts.label("profile-name"),
        title=texts.label(f"receipt-title-{receipt.kind}"),
        number=receipt.number,
        made_at=receipt.at,
        blocks=(document, _holder(texts, receipt.profile), *blocks),
        notes=(*notes, texts.label("receipt-no-invoice")),
    )


def _what_for(texts: Texts, receipt: Receipt) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """What the receipt is for, and the small print."""
    match receipt:
        case OrderReceipt():
            return _order(texts, receipt)
        case TopUpReceipt():
            return _top_up(texts, receipt)
        case RenewalReceipt():
            return _renewal(texts, receipt)


def _holder(texts: Texts, profile: Profile) -> Block:
    """Whose it is; with the company, if an invoice would go to one."""
    name = f"{clean_text(profile.first_name)} {clean_text(profile.last_name)}"  # neither may push out the other
    rows = [
        Row(label=texts.label("receipt-name"), value=name),
        _row(texts, "receipt-fiscal-code", profile.fiscal_code),
    ]
    if profile.company_name:
        rows.append(_row(texts, "receipt-company", profile.company_name))
    if profile.vat_number:
        rows.append(_row(texts, "receipt-vat-number", profile.vat_number))
    return Block(heading=texts.label("receipt-holder"), rows=tuple(rows))


def _order(texts: Texts, receipt: OrderReceipt) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    order, quote = receipt.order, receipt.order.quote
    if order.refunded_at is None:
        until = _row(texts, "receipt-runs-to", texts.label("receipt-day", day=quote.runs_until))
    else:
        until = _row(texts, "receipt-refunded-on", texts.label("receipt-at", at=order.refunded_at))
    bought = Block(
        heading=texts.label("receipt-bought"),
        rows=(*_service(texts, quote.service, quote.gb, quote.mailbox_address), until),
    )
    price = _price(texts, quote.price, quote.gb, quote.unit_price, quote.vat_rate)
    notes = texts.label("receipt-note-free" if quote.price.free else "receipt-note-prices")
    if order.refunded_at is not None:
        return (bought, price), (_undone(texts, quote), notes)
    late = (texts.label("receipt-note-activating"),) if order.is_activating else ()
    return (bought, price, _next_renewal(texts, quote)), (*late, notes)


def _undone(texts: Texts, quote: Quote) -> str:
    """That the order came to nothing, and what came back."""
    if quote.price.free:
        return texts.label("receipt-note-undone")
    return texts.label("receipt-note-refunded", amount=quote.price.gross)


def _next_renewal(texts: Texts, quote: Quote) -> Block:
    """What the next renewal will take, as the quote had it; or that nobody renews the mailbox."""
    if quote.renewal is None:
        said = texts.label("receipt-no-renewal", day=quote.runs_until)
    else:
        said = texts.label(
            "receipt-renewal-takes", day=quote.runs_until, total=quote.renewal.gross, years=quote.renewal.years
        )
    return Block(heading=texts.label("receipt-next-renewal"), rows=(_row(texts, "receipt-as-quoted", said),))


def _top_up(texts: Texts, receipt: TopUpReceipt) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    movement = receipt.movement
    rows = (
        _row(texts, "receipt-paid-with", texts.label("receipt-by-card")),
        _row(texts, "receipt-payment", movement.subject),
        _amount(texts, "receipt-topped-up", movement.amount, Look.TOTAL),
        _amount(texts, "receipt-credit-after", movement.balance),
    )
    return (Block(heading=texts.label("receipt-top-up"), rows=rows),), (texts.label("receipt-note-credit"),)


def _renewal(texts: Texts, receipt: RenewalReceipt) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    about, price = receipt.movement.about, receipt.price
    renewed = Block(
        heading=texts.label("receipt-renewed"),
        rows=(
            *_service(texts, str(about["service"]), receipt.gb, str(about["mailbox"])),
            _row(texts, "receipt-ran-to", texts.label("receipt-day", day=receipt.period_from)),
            _row(texts, "receipt-runs-to", texts.label("receipt-day", day=receipt.period_until)),
        ),
    )
    figures = _price(texts, price, receipt.gb, receipt.unit_price, receipt.vat_rate)
    return (renewed, figures), (texts.label("receipt-note-prices"),)


def _service(texts: Texts, service: str, gb: int, mailbox: str) -> tuple[Row, ...]:
    return (
        _row(texts, "receipt-mailbox", mailbox),
        _row(texts, "receipt-service", texts.label(f"service-{service}")),
        _row(texts, "receipt-quantity", texts.label("receipt-gb", gb=gb)),
    )


def _price(texts: Texts, price: Price, gb: int, unit: Money, rate: Decimal | None) -> Block:
    """How the price comes about, and how it was paid; a rate that is not known is left out."""
    if price.free:
        free = Row(label=texts.label("receipt-total"), value=texts.label("receipt-free"), look=Look.TOTAL)
        rows = (_amount(texts, "receipt-unit-price", unit), free)
        return Block(heading=texts.label("receipt-price"), rows=rows)
    vat = texts.label("receipt-vat-unknown") if rate is None else texts.label("receipt-vat", rate=rate)
    times = texts.label("receipt-times", unit=unit, gb=gb, years=price.years)
    return Block(
        heading=texts.label("receipt-price"),
        rows=(
            _amount(texts, "receipt-unit-price", unit),
            Row(label=texts.label("receipt-times-label"), value=times, look=Look.AMOUNT),
            _amount(texts, "receipt-net", price.net),
            Row(label=vat, value=texts.label("receipt-amount", amount=price.vat), look=Look.AMOUNT),
            _amount(texts, "receipt-total", price.gross, Look.TOTAL),
            Row(label=texts.label("receipt-paid-with"), value=texts.label("receipt-from-credit"), look=Look.AMOUNT),
        ),
    )


def _row(texts: Texts, key: str, value: str) -> Row:
    """A fact under the name that a text gives it; facts from outside are made fit to be shown."""
    return Row(label=texts.label(key), value=clean_text(value))


def _amount(texts: Texts, key: str, amount: Money, look: Look = Look.AMOUNT) -> Row:
    return Row(label=texts.label(key), value=texts.label("receipt-amount", amount=amount), look=look)
