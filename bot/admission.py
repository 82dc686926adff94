"""Which updates may move a dialog, decided before anything is read or written."""

from __future__ import annotations

from collections.abc import Container
from enum import Enum

from telegram import CallbackQuery, Chat, ChatMember, Message, Update
from telegram.ext import filters

_STAYING = {ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.RESTRICTED}


class Admission(Enum):
    """What becomes of an update."""

    HANDLED = "handled"
    NOT_UNDERSTOOD = "not understood"
    SILENT = "silent"
    LEAVE = "leave"


def admit(update: Update, admins: Container[int] = frozenset()) -> Admission:
    """Private chats only; text and taps are input, and an admin's files; what a person merely passes on is not.

    `admins` are Telegram ids.
    """
    chat = update.effective_chat
    if chat is None:
        return Admission.SILENT
    if chat.type != Chat.PRIVATE:
        return _outside(update)
    if update.message is not None:
        return _message(update, update.message, admins)
    if update.callback_query is not None:
        return _tap(update.callback_query)
    return Admission.HANDLED if standing(update) is not None else Admission.SILENT


def standing(update: Update) -> str | None:
    """What the bot is in a chat from now on; None if nothing has changed, or Telegram does not say."""
    member = getattr(update.my_chat_member, "new_chat_member", None)
    status: str | None = getattr(member, "status", None)
    return status


def _outside(update: Update) -> Admission:
    """Groups and channels are left; one that is gone already, or has just moved, is ignored."""
    if update.my_chat_member is not None:
        return Admission.LEAVE if standing(update) in _STAYING else Admission.SILENT
    message = update.effective_message
    if message is None or message.migrate_to_chat_id or message.migrate_from_chat_id or message.left_chat_member:
        return Admission.SILENT
    return Admission.LEAVE


def _message(update: Update, message: Message, admins: Container[int]) -> Admission:
    if message.from_user is None or message.from_user.is_bot or message.from_user.id != message.chat.id:
        return Admission.SILENT
    is_input = message.text is not None or (is_file(message) and message.from_user.id in admins)
    if not is_input:
        service = filters.StatusUpdate.ALL.check_update(update)
        return Admission.SILENT if service else Admission.NOT_UNDERSTOOD
    passed_on = message.forward_origin is not None or message.via_bot is not None
    return Admission.NOT_UNDERSTOOD if passed_on else Admission.HANDLED


def is_file(message: Message) -> bool:
    """Whether it is a photo or a document. Telegram writes a document into the message of a moving picture too."""
    return bool(message.photo) or (message.document is not None and message.animation is None)


def _tap(query: CallbackQuery) -> Admission:
    if query.message is None or query.data is None or query.from_user.id != query.message.chat.id:
        return Admission.SILENT
    return Admission.HANDLED
