"""The desk gives back what a holder has not used: a payment, how much of it, a look at all of it, and Stripe is asked.

It exists for admins only. What is to be confirmed lies in the draft; the key to confirm carries a mark of it.
"""

from __future__ import annotations

import hashlib
from enum import Enum

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.conversations.typed import person, typed
from bot.screens import refunds as screens
from bot.screens.buttons.desk import ShowHoldersTopUps
from bot.screens.buttons.money_desk import AskToRefund, ConfirmRefund, RefundAll, ShowRefundables
from bot.show import show
from bot.turn import current_turn
from domain.desk import LINES_ON_A_PAGE, HolderPage
from domain.money import NOTHING, Money, read_amount
from domain.reversals import Refundable

REFUND = "refund"
CENTS, MARK = "cents", "mark"


class State(Enum):
    """What refunding waits for: an amount, which is tapped or typed, and a tap on the look at it."""

    AMOUNT = "amount"
    REVIEW = "review"


async def show_payments(update: Update, context: Context) -> int:
    """Shows a page of the card payments of a holder."""
    tap = context.tapped(ShowRefundables)
    context.back = ShowHoldersTopUps(tap.holder_id)
    holder = await context.desk.looking_up.holder(tap.holder_id)
    found = await context.desk.refunding.payments_of(tap.holder_id, LINES_ON_A_PAGE + 1, tap.page * LINES_ON_A_PAGE)
    page = HolderPage(
        holder=holder, lines=found[:LINES_ON_A_PAGE], page=tap.page, has_older=len(found) > LINES_ON_A_PAGE
    )
    await show(update, context, screens.payments(context.texts, page))
    return ConversationHandler.END


async def ask_amount(update: Update, context: Context) -> State:
    """Asks how much of a payment goes back."""
    one = await context.desk.refunding.refundable(context.tapped(AskToRefund).intent)
    context.back = ShowRefundables(one.holder_id)
    holder = await context.desk.looking_up.holder(one.holder_id)
    await show(update, context, screens.ask(context.texts, one, holder))
    return State.AMOUNT


async def take_amount(update: Update, context: Context) -> State:
    """Takes an amount that was typed."""
    intent = context.tapped(AskToRefund).intent
    context.back = AskToRefund(intent)
    amount = read_amount(typed(update))
    return await _review(update, context, await context.desk.refunding.refundable(intent), amount)


async def take_all(update: Update, context: Context) -> State:
    """Takes all that can go back."""
    intent = context.tapped(RefundAll).intent
    context.back = AskToRefund(intent)
    one = await context.desk.refunding.refundable(intent)
    return await _review(update, context, one, one.most)


async def confirm(update: Update, context: Context) -> int:
    """Has it refunded; a second tap tells what the first one did. Without its form nothing is refunded anew."""
    tap, standing = context.tapped(ConfirmRefund), context.standing
    context.back = AskToRefund(tap.intent)
    is_there = standing.conversation == REFUND and standing.draft.get(MARK) == tap.mark
    cents = standing.draft.get(CENTS) if is_there else None
    amount = Money(cents) if isinstance(cents, int) else NOTHING
    outcome = await context.desk.refunding.ask(tap.intent, amount, number=tap.mark, admin=person(update))
    one = await context.desk.refunding.refundable(tap.intent)
    holder = await context.desk.looking_up.holder(one.holder_id)
    await show(update, context, screens.asked(context.texts, outcome, holder))
    return ConversationHandler.END


async def _review(update: Update, context: Context, one: Refundable, amount: Money) -> State:
    one.check(amount)
    holder = await context.desk.looking_up.holder(one.holder_id)
    turn = current_turn()
    question = repr((person(update), one.intent, amount.cents, turn.update_id))
    mark = hashlib.sha256(question.encode()).hexdigest()[:16]
    turn.dialog = turn.dialog.drafted({**turn.dialog.draft, CENTS: amount.cents, MARK: mark})
    await show(update, context, screens.review(context.texts, one, holder, amount, mark))
    return State.REVIEW


def handlers(admins: frozenset[int]) -> Conversation:
    """Refunding. `admins` are Telegram ids."""
    return Conversation(
        REFUND,
        admins=admins,
        taps={
            ShowRefundables: show_payments,
            AskToRefund: ask_amount,
            RefundAll: take_all,
            ConfirmRefund: confirm,
        },
        typed={State.AMOUNT: take_amount},
        shown=(State.REVIEW,),
    )
