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
from bot.screens.buttons import ChooseTopUp, ShowCredit, TopUpOf, TypeAmount
from bot.show import show
from domain.money import Money, read_amount


class State(Enum):
    """What topping up waits for."""

    AMOUNT = "amount"


async def show_credit(update: Update, context: Context) -> None:
    """Shows the credit and a page of its movements."""
    statement = await context.viewing.statement(context.holder, context.tapped(ShowCredit).page)
    await show(update, context, credit_screens.statement(context.texts, statement))


async def choose_amount(update: Update, context: Context) -> None:
    """Offers the quick amounts."""
    statement = await context.viewing.statement(context.holder, 0)
    await show(update, context, screens.choose_amount(context.texts, statement.credit))


async def ask_amount(update: Update, context: Context) -> State:
    """Asks for an amount to be typed."""
    await show(update, context, screens.ask_amount(context.texts))
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
    await show(update, context, screens.pay(context.texts, top_up, None))
    return ConversationHandler.END


def handlers() -> Conversation:
    """The credit."""
    return Conversation(
        "top_up",
        taps={ShowCredit: show_credit, ChooseTopUp: choose_amount, TopUpOf: open_tapped, TypeAmount: ask_amount},
        typed={State.AMOUNT: open_typed},
    )
