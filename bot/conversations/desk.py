"""The register desk looks: a holder found by any part of name or address, the card, and what there is behind it.

It exists for admins only. The words that were looked for stay in the draft, so that whoever has looked at a card
comes back to those who were found, and other words can be typed at any time.
"""

from __future__ import annotations

from enum import Enum

from telegram import Update

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.conversations.typed import delete_password, person, typed
from bot.screens import desk as screens
from bot.screens import desk_pages as pages
from bot.screens import maintenance
from bot.screens.buttons.desk import (
    FindHolders,
    ShowFound,
    ShowHolder,
    ShowHoldersChats,
    ShowHoldersMailbox,
    ShowHoldersMailboxes,
    ShowHoldersMovements,
    ShowHoldersNotices,
    ShowHoldersOrders,
    ShowHoldersTopUps,
)
from bot.show import show
from bot.turn import current_turn

DESK = "desk"
WORDS = "words"


class State(Enum):
    """What the desk waits for."""

    WORDS = "words"


async def ask(update: Update, context: Context) -> State:
    """Asks whom to look for."""
    closed = maintenance.line(context.texts, context.arrival.closure, context.services.clock.now())
    await show(update, context, screens.ask(context.texts, closed, await context.desk.assigning.count()))
    return State.WORDS


async def find(update: Update, context: Context) -> State:
    """Looks for what stands behind the command; without anything there, asks."""
    words = " ".join(context.args or ())
    context.button = FindHolders()
    return await _find(update, context, words) if words else await ask(update, context)


async def take_words(update: Update, context: Context) -> State:
    """Looks for what was typed."""
    _keep_words(context)
    return await _find(update, context, typed(update))


async def show_found(update: Update, context: Context) -> State:
    """Shows a page of those who were found."""
    words = context.standing.draft.get(WORDS)
    if not isinstance(words, str):
        return await ask(update, context)
    _keep_words(context)
    found = await context.desk.looking_up.find(words, context.tapped(ShowFound).page)
    await show(update, context, screens.found(context.texts, found))
    return State.WORDS


async def show_holder(update: Update, context: Context) -> State:
    """Opens the card of a holder, which is an act of its own."""
    _keep_words(context)
    return await _open(update, context, context.tapped(ShowHolder).holder_id)


async def show_mailboxes(update: Update, context: Context) -> State:
    """Shows a page of the mailboxes of a holder."""
    _keep_words(context)
    tap = context.tapped(ShowHoldersMailboxes)
    card = await context.desk.looking_up.mailboxes(tap.holder_id)
    await show(update, context, screens.mailboxes(context.texts, card, tap.page))
    return State.WORDS


async def show_mailbox(update: Update, context: Context) -> State:
    """Shows one mailbox of a holder."""
    _keep_words(context)
    tap = context.tapped(ShowHoldersMailbox)
    about = await context.desk.looking_up.mailbox(tap.mailbox_id)
    await show(update, context, pages.mailbox(context.texts, about, tap.page))
    return State.WORDS


async def show_orders(update: Update, context: Context) -> State:
    """Shows a page of the orders of a holder."""
    _keep_words(context)
    tap = context.tapped(ShowHoldersOrders)
    page = await context.desk.looking_up.orders(tap.holder_id, tap.page)
    await show(update, context, pages.orders(context.texts, page))
    return State.WORDS


async def show_top_ups(update: Update, context: Context) -> State:
    """Shows a page of the top-ups that a holder asked for."""
    _keep_words(context)
    tap = context.tapped(ShowHoldersTopUps)
    page = await context.desk.looking_up.top_ups(tap.holder_id, tap.page)
    await show(update, context, pages.top_ups(context.texts, page))
    return State.WORDS


async def show_movements(update: Update, context: Context) -> State:
    """Shows a page of the movements of a holder's credit."""
    _keep_words(context)
    tap = context.tapped(ShowHoldersMovements)
    page = await context.desk.looking_up.movements(tap.holder_id, tap.page)
    await show(update, context, pages.movements(context.texts, page))
    return State.WORDS


async def show_notices(update: Update, context: Context) -> State:
    """Shows a page of what was told to a holder, with its proofs."""
    _keep_words(context)
    tap = context.tapped(ShowHoldersNotices)
    page = await context.desk.looking_up.notices(tap.holder_id, tap.page)
    await show(update, context, pages.notices(context.texts, page))
    return State.WORDS


async def show_chats(update: Update, context: Context) -> State:
    """Shows a page of the chats of a holder."""
    _keep_words(context)
    tap = context.tapped(ShowHoldersChats)
    page = await context.desk.looking_up.chats(tap.holder_id, tap.page)
    await show(update, context, pages.chats(context.texts, page))
    return State.WORDS


async def _find(update: Update, context: Context, words: str) -> State:
    """Shows who was found; whoever is the only one is opened at once. What may be a password is not looked for."""
    context.back = FindHolders()
    if await delete_password(update, context, words):
        return State.WORDS
    found = await context.desk.looking_up.find(words)
    turn = current_turn()
    turn.dialog = turn.dialog.drafted({WORDS: found.words})
    if found.total == 1:
        return await _open(update, context, found.holders[0].id)
    context.button = ShowFound()
    await show(update, context, screens.found(context.texts, found))
    return State.WORDS


async def _open(update: Update, context: Context, holder_id: int) -> State:
    context.button = ShowHolder(holder_id)
    card = await context.desk.looking_up.card(holder_id, admin=person(update))
    await show(update, context, screens.card(context.texts, card))
    return State.WORDS


def _keep_words(context: Context) -> None:
    """What was looked for last stays, for the way back; an entry point finds an empty draft."""
    words, turn = context.standing.draft.get(WORDS), current_turn()
    if context.standing.conversation == DESK and isinstance(words, str):
        turn.dialog = turn.dialog.drafted({WORDS: words})


def handlers(admins: frozenset[int]) -> Conversation:
    """The desk as it looks. `admins` are Telegram ids."""
    return Conversation(
        DESK,
        admins=admins,
        taps={
            FindHolders: ask,
            ShowFound: show_found,
            ShowHolder: show_holder,
            ShowHoldersMailboxes: show_mailboxes,
            ShowHoldersMailbox: show_mailbox,
            ShowHoldersOrders: show_orders,
            ShowHoldersTopUps: show_top_ups,
            ShowHoldersMovements: show_movements,
            ShowHoldersNotices: show_notices,
            ShowHoldersChats: show_chats,
        },
        commands={("cerca", "find"): find},
        typed={State.WORDS: take_words},
    )
