"""The register desk acts: each act is asked about once more, and has its line in the list of the acts.

It exists for admins only. The dialog stays as it is: whoever has acted comes back to what was looked for.
"""

from __future__ import annotations

from telegram import Update

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.conversations.typed import person
from bot.screens import desk_acts as screens
from bot.screens.buttons.desk import (
    AskToEndSessions,
    AskToRemind,
    AskToReopen,
    AskToSuspend,
    EndSessions,
    RemindAgain,
    Reopen,
    ShowActs,
    ShowHolder,
    ShowHoldersMailbox,
    Suspend,
)
from bot.show import show
from bot.turn import current_turn


async def ask_to_remind(update: Update, context: Context) -> None:
    """Asks whether to send the present reminder of a mailbox once more."""
    mailbox_id = context.tapped(AskToRemind).mailbox_id
    context.back = ShowHoldersMailbox(mailbox_id)
    due = await context.desk.intervening.due_reminder(mailbox_id)
    await show(update, context, screens.ask_to_remind(context.texts, due, max(1, current_turn().update_id)))


async def remind_again(update: Update, context: Context) -> None:
    """Sends the present reminder of a mailbox once more."""
    tap = context.tapped(RemindAgain)
    context.back = ShowHoldersMailbox(tap.mailbox_id)
    sent = await context.desk.intervening.resend_reminder(tap.mailbox_id, asked=tap.asked, admin=person(update))
    await show(update, context, screens.reminded(context.texts, sent))


async def ask_to_end_sessions(update: Update, context: Context) -> None:
    """Asks whether to end the sessions of a holder."""
    holder = await context.desk.looking_up.holder(context.tapped(AskToEndSessions).holder_id)
    await show(update, context, screens.ask_to_end(context.texts, holder))


async def end_sessions(update: Update, context: Context) -> None:
    """Ends the sessions of a holder."""
    holder_id = context.tapped(EndSessions).holder_id
    context.back = ShowHolder(holder_id)
    ended = await context.desk.intervening.end_sessions(holder_id, admin=person(update))
    await show(update, context, screens.sessions_ended(context.texts, ended))


async def ask_to_suspend(update: Update, context: Context) -> None:
    """Asks whether to suspend a mailbox."""
    card = await context.desk.intervening.card(context.tapped(AskToSuspend).mailbox_id)
    await show(update, context, screens.ask_to_suspend(context.texts, card))


async def suspend(update: Update, context: Context) -> None:
    """Suspends a mailbox."""
    mailbox_id = context.tapped(Suspend).mailbox_id
    context.back = ShowHoldersMailbox(mailbox_id)
    outcome = await context.desk.intervening.suspend(mailbox_id, admin=person(update))
    await show(update, context, screens.suspended(context.texts, outcome))


async def ask_to_reopen(update: Update, context: Context) -> None:
    """Asks whether to open a suspended mailbox again."""
    card = await context.desk.intervening.card(context.tapped(AskToReopen).mailbox_id)
    await show(update, context, screens.ask_to_reopen(context.texts, card))


async def reopen(update: Update, context: Context) -> None:
    """Opens a suspended mailbox again."""
    mailbox_id = context.tapped(Reopen).mailbox_id
    context.back = ShowHoldersMailbox(mailbox_id)
    outcome = await context.desk.intervening.reopen(mailbox_id, admin=person(update))
    await show(update, context, screens.reopened(context.texts, outcome))


async def show_acts(update: Update, context: Context) -> None:
    """Shows a page of what administrators did."""
    page = context.tapped(ShowActs).page if isinstance(context.button, ShowActs) else 0
    await show(update, context, screens.acts(context.texts, await context.desk.recounting.page(page)))


def handlers(admins: frozenset[int]) -> Conversation:
    """The desk as it acts. `admins` are Telegram ids."""
    return Conversation(
        "desk_acts",
        admins=admins,
        taps={
            AskToRemind: ask_to_remind,
            RemindAgain: remind_again,
            AskToEndSessions: ask_to_end_sessions,
            EndSessions: end_sessions,
            AskToSuspend: ask_to_suspend,
            Suspend: suspend,
            AskToReopen: ask_to_reopen,
            Reopen: reopen,
            ShowActs: show_acts,
        },
        commands={("atti", "audit"): show_acts},
    )
