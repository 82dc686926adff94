"""The desk adjusts a credit by hand: into it or out of it, how much, why, a look at all of it, and done.

It exists for admins only. What was typed lies in the draft until it is confirmed; the key to confirm carries a mark of
it. What is over the limit goes to the other admins, who decide here too.
"""

from __future__ import annotations

from enum import Enum

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.conversations.typed import delete_password, person, typed
from bot.screens import adjustments as screens
from bot.screens.buttons.desk import FindHolders, ShowHoldersMovements
from bot.screens.buttons.money_desk import (
    AdjustBy,
    ApproveAdjustment,
    AskToAdjust,
    ConfirmAdjustment,
    RefuseAdjustment,
    ShowAdjustment,
)
from bot.show import show
from bot.turn import current_turn
from domain.adjustments import DraftedAdjustment, check_adjustment, read_reason
from domain.admin_errors import AdjustmentOver, CreditTooSmall
from domain.dialogs import Json
from domain.money import NOTHING, Money, read_amount

ADJUST = "adjust"
HOLDER, CENTS, REASON, ASKED = "holder", "cents", "reason", "asked"


class State(Enum):
    """What adjusting waits for: an amount and a reason, which are typed, and a tap on the look at both."""

    AMOUNT = "amount"
    REASON = "reason"
    REVIEW = "review"


async def ask_way(update: Update, context: Context) -> int:
    """Asks whether to add or to take."""
    holder_id = context.tapped(AskToAdjust).holder_id
    context.back = ShowHoldersMovements(holder_id)
    holder, credit = await context.desk.adjusting.begin(holder_id)
    await show(update, context, screens.ask_way(context.texts, holder, credit))
    return ConversationHandler.END


async def ask_amount(update: Update, context: Context) -> State:
    """Asks how much."""
    tap = context.tapped(AdjustBy)
    context.back = AskToAdjust(tap.holder_id)
    holder, credit = await context.desk.adjusting.begin(tap.holder_id)
    await show(update, context, screens.ask_amount(context.texts, holder, credit, tap.way))
    return State.AMOUNT


async def take_amount(update: Update, context: Context) -> State:
    """Takes the amount; what the credit does not hold is refused at once. Asks why."""
    tap = context.tapped(AdjustBy)
    context.back = tap
    amount = read_amount(typed(update))
    check_adjustment(amount)
    signed = tap.way.signed(amount)
    _, credit = await context.desk.adjusting.begin(tap.holder_id)
    if credit + signed < NOTHING:
        raise CreditTooSmall(credit=credit)
    turn = current_turn()
    turn.dialog = turn.dialog.drafted({**turn.dialog.draft, CENTS: signed.cents})
    await show(update, context, screens.ask_reason(context.texts, tap.holder_id, tap.way, amount))
    return State.REASON


async def take_reason(update: Update, context: Context) -> State:
    """Takes the reason, and shows all of it. What may be a password is no reason, and goes."""
    tap, turn = context.tapped(AdjustBy), current_turn()
    context.back = tap
    if await delete_password(update, context, typed(update)):
        return State.REASON
    cents = turn.dialog.draft.get(CENTS)
    if not isinstance(cents, int):
        raise AdjustmentOver
    drafted = DraftedAdjustment(
        holder_id=tap.holder_id, amount=Money(cents), reason=read_reason(typed(update)), asked=max(1, turn.update_id)
    )
    review = await context.desk.adjusting.review(drafted, admin=person(update))
    kept: dict[str, Json] = {HOLDER: tap.holder_id, CENTS: cents, REASON: drafted.reason, ASKED: drafted.asked}
    turn.dialog = turn.dialog.drafted({**turn.dialog.draft, **kept})
    await show(update, context, screens.review(context.texts, review))
    return State.REVIEW


async def confirm(update: Update, context: Context) -> int:
    """Makes the adjustment, or proposes it; a second tap tells what the first one did (fault F72)."""
    drafted = _drafted(context)
    context.back = AskToAdjust(drafted.holder_id) if drafted else FindHolders()
    mark = context.tapped(ConfirmAdjustment).mark
    outcome = await context.desk.adjusting.confirm(mark, drafted, admin=person(update))
    await show(update, context, screens.confirmed(context.texts, outcome))
    return ConversationHandler.END


async def show_one(update: Update, context: Context) -> None:
    """Shows an adjustment as it stands."""
    shown = await context.desk.deciding.look(context.tapped(ShowAdjustment).adjustment_id)
    await show(update, context, screens.proposal(context.texts, shown, admin=person(update)))


async def approve(update: Update, context: Context) -> None:
    """The second admin agrees."""
    number = context.tapped(ApproveAdjustment).adjustment_id
    context.back = ShowAdjustment(number)
    outcome = await context.desk.deciding.approve(number, admin=person(update))
    await show(update, context, screens.proposal(context.texts, outcome, admin=person(update)))


async def refuse(update: Update, context: Context) -> None:
    """The second admin does not agree."""
    number = context.tapped(RefuseAdjustment).adjustment_id
    context.back = ShowAdjustment(number)
    outcome = await context.desk.deciding.refuse(number, admin=person(update))
    await show(update, context, screens.proposal(context.texts, outcome, admin=person(update)))


def _drafted(context: Context) -> DraftedAdjustment | None:
    """What the form holds, None if it was left or never filled in: an entry point finds an empty draft."""
    standing = context.standing
    if standing.conversation != ADJUST:
        return None
    match standing.draft:
        case {"holder": int(holder_id), "cents": int(cents), "reason": str(reason), "asked": int(asked)}:
            return DraftedAdjustment(holder_id=holder_id, amount=Money(cents), reason=reason, asked=asked)
    return None


def handlers(admins: frozenset[int]) -> Conversation:
    """Adjusting. `admins` are Telegram ids."""
    return Conversation(
        ADJUST,
        admins=admins,
        taps={
            AskToAdjust: ask_way,
            AdjustBy: ask_amount,
            ConfirmAdjustment: confirm,
            ShowAdjustment: show_one,
            ApproveAdjustment: approve,
            RefuseAdjustment: refuse,
        },
        typed={State.AMOUNT: take_amount, State.REASON: take_reason},
        shown=(State.REVIEW,),
    )
