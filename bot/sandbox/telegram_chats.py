"""Chats and their messages, as Telegram keeps them and as a phone shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.telegram_files import Media
from bot.sandbox.telegram_markup import Marked
from bot.sandbox.telegram_params import Refusal, bad, forbidden
from bot.sandbox.telegram_text import safe_html


@dataclass(kw_only=True, slots=True, eq=False)
class Message:
    """One message; `change` is the world's counter of changes when it last changed."""

    id: int
    chat: dict[str, Any]
    sender: dict[str, Any]
    date: int
    marked: Marked = field(default_factory=lambda: Marked(text=""))
    markup: dict[str, Any] | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    edit_date: int | None = None
    silent: bool = False
    media: Media | None = None
    change: int = 0

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.sender.get("is_bot"))

    @property
    def has_media(self) -> bool:
        """Whether its text is a caption."""
        return self.media is not None

    def api(self) -> dict[str, Any]:
        """The message as the Bot API's Message."""
        message = {"message_id": self.id, "from": self.sender, "chat": self.chat, "date": self.date, **self.extra}
        if self.media is not None:
            message |= self.media.api()
        if self.edit_date is not None:
            message["edit_date"] = self.edit_date
        name, entities = ("caption", "caption_entities") if self.has_media else ("text", "entities")
        if self.marked.text:
            message[name] = self.marked.text
        if self.marked.spans:
            message[entities] = self.marked.entities()
        if self.markup is not None and "inline_keyboard" in self.markup:
            message["reply_markup"] = self.markup
        return message

    def buttons(self) -> list[list[dict[str, Any]]]:
        """The inline keyboard, row by row, each button's action flat."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[_flat(button) for button in row] for row in rows]

    def view(self) -> dict[str, Any]:
        """The message as the phone shows it."""
        return {
            "message_id": self.id,
            "date": self.date,
            "from_bot": self.from_bot,
            "text": self.marked.text,
            "html": safe_html(self.marked),
            "edit_date": self.edit_date,
            "buttons": self.buttons(),
            "silent": self.silent,
            **(self.media.view() if self.media else {"photo": None, "document": None}),
        }

    def content(self) -> tuple[object, ...]:
        """What must differ for an edit to count as one."""
        return (self.marked, self.markup, self.extra.get("link_preview_options"))


def _flat(button: dict[str, Any]) -> dict[str, Any]:
    flat = dict(button)
    if "copy_text" in flat:
        flat["copy_text"] = flat["copy_text"]["text"]
    if "web_app" in flat:
        flat["web_app"] = flat["web_app"]["url"]
    return flat


@dataclass(kw_only=True, slots=True, eq=False)
class Chat:
    """A chat the bot may know; messages live and deleted ones apart."""

    info: dict[str, Any]
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    left: bool = False
    typing_until: float = 0.0
    messages: dict[int, Message] = field(default_factory=dict)
    deleted: list[Message] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The chat's id; a private chat has its person's."""
        return int(self.info["id"])

    def closed(self) -> Refusal | None:
        """Why the bot may not write here; None if it may."""
        if self.deactivated:
            return forbidden("user is deactivated")
        if self.blocked:
            return forbidden("bot was blocked by the user")
        if self.left:
            return forbidden("bot is not a member of the group chat")
        if not self.started:
            return forbidden("bot can't initiate conversation with a user")
        return None

    def own(self, message_id: int) -> Message:
        """A live message of the bot's, to edit; raises the 400 of an absent or foreign one."""
        message = self.messages.get(message_id)
        if message is None:
            raise bad("message to edit not found")
        if not message.from_bot:
            raise bad("message can't be edited")
        return message

    def remove(self, message: Message) -> None:
        """Takes a message away from everybody."""
        del self.messages[message.id]
        self.deleted.append(message)
