"""A new password, typed twice: what changing it and recovering it have in common."""

from __future__ import annotations

from telegram import Update

from bot.context import Context
from bot.conversations.typed import take_secret
from bot.screens import passwords as screens
from bot.screens import refusals
from bot.show import show
from bot.turn import current_turn
from domain.errors import PasswordsDiffer
from domain.mailboxes import Mailbox

HASH = "hash"


async def take_new(update: Update, context: Context, mailbox: Mailbox) -> bool:
    """Takes the new password; False if it breaks a rule. Of a good one only a hash is kept until it is typed again."""
    password = await take_secret(update, context)
    broken = await context.passwords.broken(mailbox, password)
    if broken:
        await show(update, context, screens.too_weak(context.texts, broken))
        return False
    turn = current_turn()
    turn.dialog = turn.dialog.drafted({**turn.dialog.draft, HASH: await context.passwords.hashes.hash(password)})
    await show(update, context, screens.ask_again(context.texts))
    return True


async def take_again(update: Update, context: Context) -> str | None:
    """Takes the new password once more; None if it is another one, and has to be chosen anew."""
    password = await take_secret(update, context)
    turn = current_turn()
    draft = dict(turn.dialog.draft)
    first = draft.pop(HASH, None)
    if isinstance(first, str) and await context.passwords.hashes.matches(first, password):
        return password
    turn.dialog = turn.dialog.drafted(draft)
    await show(update, context, refusals.refused(context.texts, PasswordsDiffer()))
    return None
