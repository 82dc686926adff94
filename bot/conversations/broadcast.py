"""Composing a broadcast: its texts, what goes with them, to whom and when, a last look, and off. For admins only.

What stands is kept in the broadcast itself; keys and questions carry its id.
"""

from __future__ import annotations

from enum import Enum
from functools import partial

from telegram import Update
from telegram.constants import ChatAction
from telegram.error import BadRequest
from telegram.ext import ConversationHandler

from bot.announcing import announce
from bot.context import Context
from bot.conversations import broadcast_audience as aiming
from bot.conversations.broadcasts import progress, tell
from bot.conversations.doors import FILE, TYPED, Conversation
from bot.conversations.sent import sent_attachment, sent_markup
from bot.conversations.typed import typed
from bot.screens import broadcast_desk as screens
from bot.screens.button_fields import Choice
from bot.screens.buttons.broadcasts import ShowBroadcasts
from bot.screens.buttons.composing import (
    AttachToBroadcast,
    BeginAt,
    ChooseMoment,
    ClearBroadcast,
    ConfirmBroadcast,
    DetachFromBroadcast,
    EditBroadcast,
    EmptyBroadcast,
    Moment,
    NewBroadcast,
    PreviewBroadcast,
    SendByEmail,
    WriteBroadcast,
)
from bot.show import keep_in_place, show, show_below
from domain.admin_errors import BroadcastEmpty, FileExpected
from domain.broadcasts import Broadcast, BroadcastState
from domain.composing import (
    attached,
    begun_at,
    by_email,
    composed,
    emptied,
    in_an_hour,
    is_empty,
    read_time,
    tomorrow_morning,
    written,
)
from domain.holders import Language


class State(Enum):
    """What an admin is asked for."""

    TEXT = "text"
    ATTACHMENT = "attachment"
    MOMENT = "moment"


async def begin(update: Update, context: Context) -> int:
    """Begins a draft; asks first if one was left unfinished."""
    draft = await context.broadcasting.begin(context.chat)
    if is_empty(draft):
        return await _show_desk(update, context, draft)
    await show(update, context, screens.left(context.texts, draft))
    return ConversationHandler.END


async def begin_anew(update: Update, context: Context) -> int:
    """Empties a draft."""
    broadcast_id = context.tapped(EmptyBroadcast).broadcast_id
    context.back = EditBroadcast(broadcast_id)
    return await _show_desk(
        update, context, await context.broadcasting.write(broadcast_id, emptied, admin=context.chat)
    )


async def edit(update: Update, context: Context) -> int:
    """Shows what stands in a draft; of one that was confirmed since, how it goes."""
    context.back = ShowBroadcasts()
    broadcast = await context.broadcasting.get(context.tapped(EditBroadcast).broadcast_id)
    if broadcast.state is not BroadcastState.DRAFT:
        return await tell(update, context, broadcast)
    return await _show_desk(update, context, await context.broadcasting.draft(broadcast.id, admin=context.chat))


async def ask_text(update: Update, context: Context) -> State:
    """Asks for the text in a language."""
    tap = context.tapped(WriteBroadcast)
    draft = await _draft(context, tap.broadcast_id)
    await show(update, context, screens.ask_text(context.texts, draft, tap.language))
    return State.TEXT


async def take_text(update: Update, context: Context) -> int:
    """Takes the text, or a file with the text as its caption."""
    tap = context.tapped(WriteBroadcast)
    context.back = EditBroadcast(tap.broadcast_id)
    change = partial(composed, language=tap.language, markup=sent_markup(update), attachment=sent_attachment(update))
    draft = await context.broadcasting.write(tap.broadcast_id, change, admin=context.chat)
    return await _show_desk(update, context, draft)


async def clear_text(update: Update, context: Context) -> int:
    """Takes the text in a language away."""
    tap = context.tapped(ClearBroadcast)
    context.back = EditBroadcast(tap.broadcast_id)
    change = partial(written, language=tap.language, markup=None)
    draft = await context.broadcasting.write(tap.broadcast_id, change, admin=context.chat)
    return await _show_desk(update, context, draft)


async def ask_attachment(update: Update, context: Context) -> State:
    """Asks for a photo or a document."""
    draft = await _draft(context, context.tapped(AttachToBroadcast).broadcast_id)
    await show(update, context, screens.ask_file(context.texts, draft))
    return State.ATTACHMENT


async def take_attachment(update: Update, context: Context) -> int:
    """Takes the file. Its caption is the text in the admin's language, where there is none yet."""
    broadcast_id = context.tapped(AttachToBroadcast).broadcast_id
    context.back = EditBroadcast(broadcast_id)
    attachment, markup, language = sent_attachment(update), sent_markup(update), context.language
    if attachment is None:
        raise FileExpected

    def change(draft: Broadcast) -> Broadcast:
        caption = markup if draft.words(language) is None else None
        return composed(draft, language=language, markup=caption, attachment=attachment)

    draft = await context.broadcasting.write(broadcast_id, change, admin=context.chat)
    return await _show_desk(update, context, draft)


async def detach(update: Update, context: Context) -> int:
    """Takes the attachment away."""
    broadcast_id = context.tapped(DetachFromBroadcast).broadcast_id
    context.back = EditBroadcast(broadcast_id)
    change = partial(attached, attachment=None)
    return await _show_desk(update, context, await context.broadcasting.write(broadcast_id, change, admin=context.chat))


async def choose_channel(update: Update, context: Context) -> int:
    """Has it sent by e-mail too, or not."""
    tap = context.tapped(SendByEmail)
    context.back = EditBroadcast(tap.broadcast_id)
    change = partial(by_email, wanted=tap.wanted is Choice.YES)
    draft = await context.broadcasting.write(tap.broadcast_id, change, admin=context.chat)
    return await _show_desk(update, context, draft)


async def ask_moment(update: Update, context: Context) -> State:
    """Asks when it is to begin."""
    draft = await _draft(context, context.tapped(ChooseMoment).broadcast_id)
    await show(update, context, screens.ask_moment(context.texts, draft, context.services.clock.now()))
    return State.MOMENT


async def take_offered_moment(update: Update, context: Context) -> int:
    """Takes an instant that was offered."""
    tap, now = context.tapped(BeginAt), context.services.clock.now()
    context.back = EditBroadcast(tap.broadcast_id)
    moments = {Moment.NOW: None, Moment.IN_AN_HOUR: in_an_hour(now), Moment.TOMORROW: tomorrow_morning(now)}
    change = partial(begun_at, send_at=moments[tap.moment])
    draft = await context.broadcasting.write(tap.broadcast_id, change, admin=context.chat)
    return await _show_desk(update, context, draft)


async def take_moment(update: Update, context: Context) -> int:
    """Takes a day and a time that were typed."""
    broadcast_id = context.tapped(ChooseMoment).broadcast_id
    context.back = EditBroadcast(broadcast_id)
    change = partial(begun_at, send_at=read_time(typed(update), context.services.clock.now()))
    draft = await context.broadcasting.write(broadcast_id, change, admin=context.chat)
    return await _show_desk(update, context, draft)


async def preview(update: Update, context: Context) -> int:
    """Sends the message to the admin as it will arrive; only what Telegram takes can be confirmed (fault F71)."""
    draft = await _draft(context, context.tapped(PreviewBroadcast).broadcast_id)
    if not draft.is_written:
        raise BroadcastEmpty
    languages = (draft.audience.language,) if draft.audience.language else tuple(Language)
    try:
        for language in languages:
            await announce(context.bot, context.chat, context.services.texts[language], draft)
    except BadRequest as refusal:
        await show_below(update, context, screens.preview_refused(context.texts, draft, refusal.message))
        return ConversationHandler.END
    reach = await context.broadcasting.reach(draft)
    await show_below(update, context, screens.previewed(context.texts, draft, reach, languages))
    return ConversationHandler.END


async def confirm(update: Update, context: Context) -> int:
    """Has it sent. The message with the key tells from then on how it goes."""
    tap = context.tapped(ConfirmBroadcast)
    context.back = EditBroadcast(tap.broadcast_id)
    broadcast = await context.broadcasting.confirm(tap.broadcast_id, admin=context.chat, previewed=tap.mark)
    if broadcast.shown_as is not None:
        return await tell(update, context, broadcast)
    shown_as = await keep_in_place(update, context, progress(context, broadcast, context.language, reader=context.chat))
    await context.broadcasting.show_as(broadcast.id, shown_as)
    return ConversationHandler.END


async def _draft(context: Context, broadcast_id: int) -> Broadcast:
    context.back = EditBroadcast(broadcast_id)
    return await context.broadcasting.draft(broadcast_id, admin=context.chat)


async def _show_desk(update: Update, context: Context, draft: Broadcast) -> int:
    if draft.audience.short:  # it takes the rules to tell who lacks credit, holder by holder
        await context.bot.send_chat_action(context.chat, ChatAction.TYPING)
    reach = await context.broadcasting.reach(draft)
    screen = screens.desk(context.texts, draft, reach, mail_is_sent=context.broadcasting.by_email)
    await show(update, context, screen)
    return ConversationHandler.END


def handlers(admins: frozenset[int]) -> Conversation:
    """Composing."""
    return Conversation(
        "broadcast",
        admins=admins,
        answers=TYPED | FILE,
        taps={
            NewBroadcast: begin,
            EmptyBroadcast: begin_anew,
            EditBroadcast: edit,
            WriteBroadcast: ask_text,
            ClearBroadcast: clear_text,
            AttachToBroadcast: ask_attachment,
            DetachFromBroadcast: detach,
            SendByEmail: choose_channel,
            ChooseMoment: ask_moment,
            BeginAt: take_offered_moment,
            PreviewBroadcast: preview,
            ConfirmBroadcast: confirm,
            **aiming.TAPS,
        },
        commands={("comunicazione", "broadcast"): begin},
        typed={
            State.TEXT: take_text,
            State.ATTACHMENT: take_attachment,
            State.MOMENT: take_moment,
            **aiming.TYPED_ANSWERS,
        },
    )
