"""The body's register, sent to the chat: looked at first, and imported once it is confirmed.

It exists for admins only. Nothing of the file is kept here but where Telegram has it and what tells it from others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from functools import partial

from telegram import Document, Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import FILE, TYPED, Conversation
from bot.conversations.typed import delete_password, person, written
from bot.progress import Teller, told_meanwhile
from bot.screens import register as screens
from bot.screens.buttons.desk import AskForRegister, ImportRegister
from bot.show import send_document, show
from bot.turn import current_turn
from domain.register import RowProblem
from domain.register_files import MOST_BYTES
from domain.register_looks import Look, RegisterWrong
from domain.register_progress import Progress

FILE_ID = "file_id"
DIGEST = "digest"
ASKED = "asked"


class State(Enum):
    """What the import waits for."""

    FILE = "file"


async def ask(update: Update, context: Context) -> State:
    """Asks for the file."""
    context.button = AskForRegister()
    await show(update, context, screens.ask(context.texts))
    return State.FILE


async def take_file(update: Update, context: Context) -> State:
    """Takes the file, and says what its import would change."""
    context.back = AskForRegister()
    deleted = await delete_password(update, context, written(update))
    document = update.message.document if update.message else None
    if document is not None:
        await _look(update, context, document)
    elif not deleted:
        await show(update, context, screens.not_a_file(context.texts))
    return State.FILE


async def import_it(update: Update, context: Context) -> State | int:
    """Imports the file that was looked at, and no other."""
    tap, draft = context.tapped(ImportRegister), context.standing.draft
    match draft:
        case {"file_id": str(file_id), "digest": str(digest), "asked": int(asked)} if digest.startswith(tap.file):
            context.back = AskForRegister()
            await _import(update, context, file_id, Look(digest=digest, asked=asked))
        case _:
            await show(update, context, screens.gone(context.texts))
    return ConversationHandler.END


async def _look(update: Update, context: Context, document: Document) -> None:
    """Says what the import of a file would change, or what is wrong with it. What was sent before is forgotten."""
    turn, progress = current_turn(), Progress()
    turn.dialog = turn.dialog.drafted({})
    async with told_meanwhile(update, context, lambda: screens.progress(context.texts, progress)) as teller:
        content = await context.download(document.file_id, at_most=MOST_BYTES)
        found = await context.desk.importing.look(content, progress)
    if isinstance(found, RegisterWrong):
        await _refuse(context, teller, found.problems)
        return
    turn.dialog = turn.dialog.drafted({FILE_ID: document.file_id, DIGEST: found.digest, ASKED: turn.update_id})
    await teller.put(screens.looked_at(context.texts, found.changes, found.digest))


async def _import(update: Update, context: Context, file_id: str, look: Look) -> None:
    """The outcome stays as a message: a second tap is answered below it."""
    turn, progress = current_turn(), Progress()
    async with told_meanwhile(update, context, lambda: screens.progress(context.texts, progress)) as teller:
        content = await context.download(file_id, at_most=MOST_BYTES)
        found = await context.desk.importing.take_over(content, progress, look=look, admin=person(update))
    if isinstance(found, RegisterWrong):
        await _refuse(context, teller, found.problems)
        return
    done = screens.imported(context.texts, found.changes) if found.changes else screens.imported_before(context.texts)
    await teller.put(done)
    turn.dialog = replace(turn.dialog, live_message_id=None)


async def _refuse(context: Context, teller: Teller, problems: Sequence[RowProblem]) -> None:
    """Says what is wrong; if there is more than a message holds, all of it comes as a file."""
    if len(problems) > screens.MOST_PROBLEMS:
        make = partial(screens.all_problems, context.texts, problems)
        caption = screens.problems_caption(context.texts, len(problems))
        await send_document(context, caption, screens.problems_name(context.texts), make)
    await teller.put(screens.refused(context.texts, problems))


def handlers(admins: frozenset[int]) -> Conversation:
    """The import of the register. `admins` are Telegram ids."""
    return Conversation(
        "register",
        admins=admins,
        taps={AskForRegister: ask, ImportRegister: import_it},
        commands={("registro", "register"): ask},
        typed={State.FILE: take_file},
        answers=TYPED | FILE,
    )
