"""Adding money to the credit, and looking at its movements."""

from __future__ import annotations

from enum import Enum

from telegram import Update
from telegram.constants import ChatAction
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.screens import credit as credit_screens
from bot.screens import top_up as screens
from bot.screens.buttons import ChooseTopUp, ShowCredit, TopUpOf
from bot.show import show
from domain.money import Money, read_amount


class State(Enum):
    """What topping up waits for."""

    AMOUNT = "amount"


async def show_credit(update: Update, context: Context) -> int:
    """Shows the credit and a page of its movements."""
    statement = await context.viewing.statement(context.holder, context.tapped(ShowCredit).page)
    await show(update, context, credit_screens.statement(context.texts, statement))
    return ConversationHandler.END


async def choose_amount(update: Update, context: Context) -> State:
    """Asks for the amount, which is tapped or typed."""
    statement = await context.viewing.statement(context.holder, 0)
    await show(update, context, screens.choose_amount(context.texts, statement.credit))
    return State.AMOUNT


async def open_tapped(update: Update, context: Context) -> int:
    """Shows the payment link for the amount tapped."""
    return await _open(update, context, Money(context.tapped(TopUpOf).cents))


async def open_typed(update: Update, context: Context) -> int:
    """Shows the payment link for the amount typed."""
    context.back = ChooseTopUp()
    return await _open(update, context, read_amount((update.message and update.message.text) or ""))


async def _open(update: Update, context: Context, amount: Money) -> int:
    context.back = ChooseTopUp()
    await context.bot.send_chat_action(context.chat, ChatAction.TYPING)
    top_up = await context.top_ups.open(amount, holder_id=context.holder, chat_id=context.chat)
    waiting = (await context.viewing.home(context.holder)).pending
    await show(update, context, screens.pay(context.texts, top_up, None, waiting=len(waiting)))
    return ConversationHandler.END


def handlers() -> Conversation:
    """The credit."""
    return Conversation(
        "top_up",
        taps={ShowCredit: show_credit, ChooseTopUp: choose_amount, TopUpOf: open_tapped},
        typed={State.AMOUNT: open_typed},
    )
