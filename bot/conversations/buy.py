"""Buying an add-on: service, GB, quote, confirm."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from telegram import Update
from telegram.constants import ChatAction
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.screens import buy as screens
from bot.screens import top_up as top_up_screens
from bot.screens.buttons import (
    Buy,
    CancelOrder,
    ChooseGb,
    ChooseService,
    ConfirmOrder,
    OpenMailbox,
    PayOrder,
    ShowOrder,
)
from bot.show import keep, show, tapped_live
from domain.catalogue import read_gb
from domain.orders import OrderPending, OrderPlaced


class State(Enum):
    """What buying waits for: GB, which may be typed; a tap on the quote."""

    GB = "gb"
    QUOTE = "quote"


async def choose_service(update: Update, context: Context) -> int:
    """Shows the services and their prices."""
    tap = context.tapped(Buy)
    context.back = OpenMailbox(mailbox_id=tap.mailbox_id)
    card = await context.viewing.card(tap.mailbox_id, context.holder)
    card.mailbox.check_buyable(card.today)
    await show(update, context, screens.choose_service(context.texts, card, context.services.catalogue.prices))
    return ConversationHandler.END


async def choose_gb(update: Update, context: Context) -> State:
    """Asks for the GB, which are tapped or typed."""
    tap = context.tapped(ChooseService)
    context.back = OpenMailbox(mailbox_id=tap.mailbox_id)
    offer = await context.buying.offer(tap.mailbox_id, tap.service, holder_id=context.holder)
    await show(update, context, screens.choose_gb(context.texts, offer))
    return State.GB


async def quote(update: Update, context: Context) -> State:
    """Shows the quote for the GB tapped."""
    tap = context.tapped(ChooseGb)
    context.back = ChooseService(mailbox_id=tap.mailbox_id, service=tap.service)
    quoted = await context.buying.quote(tap.mailbox_id, tap.service, tap.gb, holder_id=context.holder)
    await show(update, context, screens.quoted(context.texts, quoted))
    return State.QUOTE


async def quote_typed(update: Update, context: Context) -> State:
    """Shows the quote for the GB typed, as if they had been tapped."""
    asked = context.tapped(ChooseService)
    context.back = asked
    gb = read_gb((update.message and update.message.text) or "")
    context.button = ChooseGb(mailbox_id=asked.mailbox_id, service=asked.service, gb=gb)
    return await quote(update, context)


async def confirm(update: Update, context: Context) -> int:
    """Places the order the holder has just confirmed; what is missing can be paid at once."""
    await _place(update, context, context.tapped(ConfirmOrder).quote_id)
    return ConversationHandler.END


async def show_order(update: Update, context: Context) -> int:
    """Shows a pending order and what is missing."""
    pending = await context.viewing.pending_order(context.tapped(ShowOrder).order_id, context.holder)
    await show(update, context, screens.pending(context.texts, pending))
    return ConversationHandler.END


async def pay(update: Update, context: Context) -> int:
    """Shows the payment link for what is missing; an order that the credit covers by now asks for no card."""
    await _place(update, context, context.tapped(PayOrder).order_id)
    return ConversationHandler.END


async def cancel(update: Update, context: Context) -> int:
    """Cancels a pending order."""
    order = await context.buying.cancel(context.tapped(CancelOrder).order_id, holder_id=context.holder)
    await show(update, context, screens.cancelled(context.texts, order))
    return ConversationHandler.END


async def _place(update: Update, context: Context, quote_id: str) -> None:
    outcome = await context.buying.place(quote_id, holder_id=context.holder)
    if isinstance(outcome, OrderPlaced):
        await _show_placed(update, context, outcome)
    else:
        await _offer_payment(update, context, outcome)


async def _show_placed(update: Update, context: Context, outcome: OrderPlaced) -> None:
    """Sends the receipt, which is kept. A second tap gets a word only, unless the first one's answer was lost."""
    if outcome.repeated and not tapped_live(update):
        context.toast = context.texts.label("order-already-done")
        return
    await keep(update, context, screens.placed(context.texts, outcome))


async def _offer_payment(update: Update, context: Context, outcome: OrderPending) -> None:
    order_id = outcome.order.id
    context.back = ShowOrder(order_id=order_id)
    await context.bot.send_chat_action(context.chat, ChatAction.TYPING)
    top_up = await context.top_ups.open_for(order_id, holder_id=context.holder, chat_id=context.chat)
    pending = replace(await context.viewing.pending_order(order_id, context.holder), replaced=outcome.replaced)
    await show(update, context, top_up_screens.pay(context.texts, top_up, pending))


def handlers() -> Conversation:
    """Buying."""
    return Conversation(
        "buy",
        taps={
            Buy: choose_service,
            ChooseService: choose_gb,
            ChooseGb: quote,
            ConfirmOrder: confirm,
            ShowOrder: show_order,
            PayOrder: pay,
            CancelOrder: cancel,
        },
        typed={State.GB: quote_typed},
        shown=(State.QUOTE,),
    )
