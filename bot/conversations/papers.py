"""Papers: movements that are filtered, receipts as files, and the movements of a year as a sheet."""

from __future__ import annotations

from functools import partial

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.papers.movements import movements_csv
from bot.papers.receipts import receipt_pdf
from bot.screens import credit as credit_screens
from bot.screens import papers as screens
from bot.screens.buttons.papers import (
    SendOrderReceipt,
    SendReceipt,
    SendYear,
    ShowMovements,
    ShowPapers,
    ShowYears,
)
from bot.show import send_document, show
from domain.papers import Receipt


async def show_movements(update: Update, context: Context) -> int:
    """Shows the credit and a page of some of its movements."""
    tap = context.tapped(ShowMovements)
    statement = await context.viewing.statement(context.holder, tap.page, tap.only)
    await show(update, context, credit_screens.statement(context.texts, statement))
    return ConversationHandler.END


async def show_papers(update: Update, context: Context) -> int:
    """Shows what there are receipts for."""
    page = await context.papers.page(context.holder, context.tapped(ShowPapers).page)
    await show(update, context, screens.papers(context.texts, page))
    return ConversationHandler.END


async def send_order_receipt(_update: Update, context: Context) -> int:
    """Sends the receipt of an order."""
    context.back = ShowPapers()
    tap = context.tapped(SendOrderReceipt)
    return await _send(context, await context.papers.order(tap.order_id, holder_id=context.holder))


async def send_receipt(_update: Update, context: Context) -> int:
    """Sends the receipt of a top-up or a renewal."""
    context.back = ShowPapers()
    tap = context.tapped(SendReceipt)
    return await _send(context, await context.papers.movement(tap.movement_id, holder_id=context.holder))


async def _send(context: Context, receipt: Receipt) -> int:
    texts = context.texts
    make = partial(receipt_pdf, texts, receipt)
    await send_document(context, screens.receipt(texts, receipt), screens.receipt_name(texts, receipt), make)
    return ConversationHandler.END


async def show_years(update: Update, context: Context) -> int:
    """Shows the years with movements."""
    years = await context.papers.years(context.holder)
    await show(update, context, screens.years(context.texts, years, context.tapped(ShowYears).page))
    return ConversationHandler.END


async def send_year(_update: Update, context: Context) -> int:
    """Sends the movements of a year."""
    context.back = ShowYears()
    year, texts = context.tapped(SendYear).year, context.texts
    movements = await context.papers.movements_of(year, holder_id=context.holder)
    caption = screens.year_sheet(texts, year, len(movements))
    make = partial(movements_csv, texts, movements)
    await send_document(context, caption, screens.year_sheet_name(texts, year), make)
    return ConversationHandler.END


def handlers() -> Conversation:
    """The papers."""
    return Conversation(
        "papers",
        taps={
            ShowMovements: show_movements,
            ShowPapers: show_papers,
            SendOrderReceipt: send_order_receipt,
            SendReceipt: send_receipt,
            ShowYears: show_years,
            SendYear: send_year,
        },
    )
