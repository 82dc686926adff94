"""The desk looks into payments that match nothing: whose they are is named, or they were dealt with elsewhere.

It exists for admins only.
"""

from __future__ import annotations

from enum import Enum

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.conversations.typed import delete_password, person, typed
from bot.screens import payments as screens
from bot.screens.buttons.money_desk import (
    AskToAssign,
    AskToDealWith,
    AskWhose,
    AssignPayment,
    DealWithPayment,
    ShowPayment,
    ShowPayments,
)
from bot.show import show


class State(Enum):
    """What it waits for: a part of whoever has paid."""

    WORDS = "words"


async def show_page(update: Update, context: Context) -> int:
    """Shows a page of the payments to look into."""
    page = await context.desk.assigning.page(context.tapped(ShowPayments).page)
    await show(update, context, screens.payments(context.texts, page))
    return ConversationHandler.END


async def show_one(update: Update, context: Context) -> int:
    """Shows one payment."""
    context.back = ShowPayments()
    shown = await context.desk.assigning.look(context.tapped(ShowPayment).intent)
    await show(update, context, screens.payment(context.texts, shown))
    return ConversationHandler.END


async def ask_whose(update: Update, context: Context) -> State:
    """Asks whose a payment is."""
    intent = context.tapped(AskWhose).intent
    context.back = ShowPayment(intent)
    await show(update, context, screens.ask_whose(context.texts, await context.desk.assigning.assignable(intent)))
    return State.WORDS


async def take_words(update: Update, context: Context) -> State:
    """Looks for what was typed. What may be a password is not looked for."""
    intent = context.tapped(AskWhose).intent
    context.back = AskWhose(intent)
    if not await delete_password(update, context, typed(update)):
        payment = await context.desk.assigning.assignable(intent)
        found = await context.desk.looking_up.find(typed(update))
        await show(update, context, screens.found(context.texts, payment, found))
    return State.WORDS


async def ask_to_assign(update: Update, context: Context) -> int:
    """Asks whether to credit a payment to a holder."""
    tap = context.tapped(AskToAssign)
    context.back = ShowPayment(tap.intent)
    review = await context.desk.assigning.review(tap.intent, tap.holder_id)
    await show(update, context, screens.review(context.texts, review))
    return ConversationHandler.END


async def assign(update: Update, context: Context) -> int:
    """Credits a payment to a holder."""
    tap = context.tapped(AssignPayment)
    context.back = ShowPayment(tap.intent)
    outcome = await context.desk.assigning.assign(tap.intent, tap.holder_id, admin=person(update))
    await show(update, context, screens.assigned(context.texts, outcome))
    return ConversationHandler.END


async def ask_to_deal_with(update: Update, context: Context) -> int:
    """Asks whether a payment was dealt with elsewhere."""
    intent = context.tapped(AskToDealWith).intent
    context.back = ShowPayment(intent)
    shown = await context.desk.assigning.look(intent)
    await show(update, context, screens.ask_to_deal_with(context.texts, shown.payment))
    return ConversationHandler.END


async def deal_with(update: Update, context: Context) -> int:
    """Notes that a payment was dealt with elsewhere."""
    intent = context.tapped(DealWithPayment).intent
    context.back = ShowPayment(intent)
    shown = await context.desk.assigning.deal_with(intent, admin=person(update))
    await show(update, context, screens.payment(context.texts, shown))
    return ConversationHandler.END


def handlers(admins: frozenset[int]) -> Conversation:
    """Payments to look into. `admins` are Telegram ids."""
    return Conversation(
        "payments",
        admins=admins,
        taps={
            ShowPayments: show_page,
            ShowPayment: show_one,
            AskWhose: ask_whose,
            AskToAssign: ask_to_assign,
            AssignPayment: assign,
            AskToDealWith: ask_to_deal_with,
            DealWithPayment: deal_with,
        },
        typed={State.WORDS: take_words},
    )
