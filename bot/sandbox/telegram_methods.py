"""The Bot API's methods by name, and those that write, edit and delete messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from bot.sandbox.telegram import Telegram
from bot.sandbox.telegram_chats import Chat, Message
from bot.sandbox.telegram_files import Media
from bot.sandbox.telegram_keyboards import read_markup
from bot.sandbox.telegram_markup import Marked
from bot.sandbox.telegram_params import Params, bad
from bot.sandbox.telegram_text import MAX_CAPTION, MAX_TEXT, read_text

Method = Callable[[Telegram, Params], Any]
M = TypeVar("M", bound=Method)
METHODS: dict[str, Method] = {}

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
_TYPING_SECONDS = 5.0


def method(name: str) -> Callable[[M], M]:
    """Registers a method under the Bot API's name."""

    def register(function: M) -> M:
        METHODS[name] = function
        return function

    return register


@method("sendMessage")
def send_message(telegram: Telegram, params: Params) -> dict[str, Any]:
    """Writes a text into a chat."""
    chat = telegram.chat(params)
    marked = read_text(params, "text", limit=MAX_TEXT, required=True)
    return deliver(telegram, params, chat, marked).api()


def deliver(
    telegram: Telegram, params: Params, chat: Chat, marked: Marked, *, media: Media | None = None, **extra: Any
) -> Message:
    """Puts what the bot has written into the chat, with the buttons and the settings of the call."""
    markup = read_markup(params)
    extra |= _extras(params, chat)
    telegram.pace.spend(chat.id, paid=params.flag("allow_paid_broadcast"))
    message = Message(
        id=telegram.new_id(),
        chat=chat.info,
        sender=telegram.bot,
        date=telegram.clock.timestamp(),
        marked=marked,
        markup=markup,
        extra=extra,
        silent=params.flag("disable_notification"),
        media=media,
    )
    return telegram.show(chat, message)


def _extras(params: Params, chat: Chat) -> dict[str, Any]:
    """What a message carries besides its text and buttons; unimportant settings are read and dropped."""
    for name in ("message_thread_id", "message_effect_id", "allow_paid_broadcast", "disable_web_page_preview"):
        params.raw(name)
    extra: dict[str, Any] = {}
    if params.flag("protect_content"):
        extra["has_protected_content"] = True
    preview = params.fields("link_preview_options", "link preview options")
    if preview:
        extra["link_preview_options"] = preview
    reply = params.fields("reply_parameters", "reply parameters")
    if reply:
        answered = chat.messages.get(int(reply.get("message_id", 0)))
        if answered is None and not reply.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        if answered is not None:
            extra["reply_to_message"] = answered.api()
    return extra


def _editable(telegram: Telegram, params: Params) -> tuple[Chat, Message]:
    params.raw("inline_message_id")
    chat = telegram.chat(params)
    message = chat.own(params.integer("message_id"))
    if telegram.clock.timestamp() - message.date > telegram.edit_seconds:
        raise bad("message can't be edited")
    return chat, message


def _edited(telegram: Telegram, chat: Chat, message: Message, before: tuple[object, ...]) -> dict[str, Any]:
    if message.content() == before:
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    message.edit_date = telegram.clock.timestamp()
    telegram.touched(chat, message, "edited")
    return message.api()


@method("editMessageText")
def edit_message_text(telegram: Telegram, params: Params) -> dict[str, Any]:
    """Changes a message's text; its buttons go unless given again."""
    chat, message = _editable(telegram, params)
    if message.has_media:
        raise bad("there is no text in the message to edit")
    marked = read_text(params, "text", limit=MAX_TEXT, required=True)
    markup = _inline(params)
    extra = _extras(params, chat)
    before = message.content()
    message.marked, message.markup = marked, markup
    kept = {name: value for name, value in message.extra.items() if name != "link_preview_options"}
    message.extra = kept | extra
    return _edited(telegram, chat, message, before)


@method("editMessageCaption")
def edit_message_caption(telegram: Telegram, params: Params) -> dict[str, Any]:
    """Changes a file's caption; its buttons go unless given again."""
    chat, message = _editable(telegram, params)
    if not message.has_media:
        raise bad("there is no caption in the message to edit")
    marked, markup = read_text(params, "caption", limit=MAX_CAPTION, required=False), _inline(params)
    before = message.content()
    message.marked, message.markup = marked, markup
    return _edited(telegram, chat, message, before)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(telegram: Telegram, params: Params) -> dict[str, Any]:
    """Changes or takes away a message's buttons."""
    chat, message = _editable(telegram, params)
    markup = _inline(params)
    before = message.content()
    message.markup = markup
    return _edited(telegram, chat, message, before)


def _inline(params: Params) -> dict[str, Any] | None:
    markup = read_markup(params)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup


@method("deleteMessage")
def delete_message(telegram: Telegram, params: Params) -> bool:
    """Takes a message away, the bot's or, in a private chat, the person's."""
    chat = telegram.chat(params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad("message to delete not found")
    _delete(telegram, chat, message)
    return True


@method("deleteMessages")
def delete_messages(telegram: Telegram, params: Params) -> bool:
    """Takes away up to 100 messages; those not found are passed over."""
    chat = telegram.chat(params)
    numbers = params.entries("message_ids", "message identifiers") or []
    if not 1 <= len(numbers) <= 100:
        raise bad("message identifiers are not specified" if not numbers else "too many message identifiers specified")
    for number in numbers:
        message = chat.messages.get(int(number))
        if message is not None:
            _delete(telegram, chat, message)
    return True


def _delete(telegram: Telegram, chat: Chat, message: Message) -> None:
    if telegram.clock.timestamp() - message.date > telegram.edit_seconds:
        raise bad("message can't be deleted for everyone")
    if chat.info.get("type") != "private" and not message.from_bot:
        raise bad("message can't be deleted")
    chat.remove(message)
    telegram.touched(chat, message, "deleted")


@method("sendChatAction")
def send_chat_action(telegram: Telegram, params: Params) -> bool:
    """Shows for five seconds that the bot is busy."""
    chat = telegram.chat(params)
    action = params.text("action")
    params.raw("message_thread_id")
    if action not in _ACTIONS:
        raise bad("wrong parameter action in request")
    chat.typing_until = telegram.clock.now().timestamp() + _TYPING_SECONDS
    telegram.events.publish({"kind": "typing", "chat_id": chat.id, "typing": True, "action": action})
    return True


@method("answerCallbackQuery")
def answer_callback_query(telegram: Telegram, params: Params) -> bool:
    """Ends a tap's wait, with or without a few words; a tap is answered once and soon."""
    query = params.text("callback_query_id")
    text, alert, url = params.text("text"), params.flag("show_alert"), params.text("url")
    params.raw("cache_time")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    if url and not url.startswith((f"https://t.me/{telegram.bot['username']}", "tg://")):
        raise bad("URL_INVALID")
    tapped = telegram.queries.pop(query, None)
    if tapped is None or telegram.clock.now().timestamp() - tapped[1] > telegram.query_seconds:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    toast = {"kind": "toast", "chat_id": tapped[0], "text": text, "show_alert": alert}
    telegram.toasts.append(toast)
    telegram.events.publish(toast)
    telegram.bell.ring()
    return True
