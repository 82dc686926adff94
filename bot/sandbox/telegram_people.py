"""What people do on their phones: write, send files, tap, edit, block the bot, go."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from typing import Any

from bot.sandbox.people import Person
from bot.sandbox.telegram import Telegram
from bot.sandbox.telegram_chats import Chat, Message
from bot.sandbox.telegram_files import Media
from bot.sandbox.telegram_markup import Marked
from bot.sandbox.telegram_media import checked_picture
from bot.sandbox.telegram_params import Upload, bad
from bot.sandbox.telegram_text import MAX_CAPTION, given_spans, trimmed, with_found
from bot.sandbox.updates import Update, chat_of, kind

Entities = Sequence[dict[str, Any]]

_OWN_FIELDS = {"message_id", "from", "chat", "date", "text", "entities", "reply_markup", "edit_date"}


class TelegramPeople(Telegram):
    """The pretend Telegram with hands to drive it."""

    def send_text(self, user_id: int, text: str, *, entities: Entities = (), **fields: Any) -> int:
        """A person writes, with a style if entities say so; the update's id.

        Entities are Telegram's: offset and length count UTF-16 units. Further fields (forward_origin, via_bot, ...)
        go into the message.
        """
        return self._write(user_id, _written(text, entities), fields)

    def send_document(
        self,
        user_id: int,
        name: str,
        content: bytes,
        caption: str = "",
        *,
        entities: Entities = (),
        mime_type: str | None = None,
        **fields: Any,
    ) -> int:
        """A person sends a file as it is, with a caption if there is one; the update's id. Raises Refusal."""
        if not content:
            raise bad("file must be non-empty")
        words = _caption(caption, entities)
        guessed = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        media = self.files.keep_document(Upload(name=name, content=content, mime_type=guessed))
        return self._write(user_id, words, fields, media)

    def send_photo(
        self, user_id: int, content: bytes, caption: str = "", *, entities: Entities = (), **fields: Any
    ) -> int:
        """A person sends a picture as a photo; the update's id. Raises Refusal, as for what is no picture."""
        words = _caption(caption, entities)
        return self._write(user_id, words, fields, self.files.keep_photo(content, checked_picture(content)))

    def send(self, user_id: int, **fields: Any) -> int:
        """A person sends something without text: sticker={...}, contact={...}, location={...}."""
        return self._write(user_id, Marked(text=""), fields)

    def _write(self, user_id: int, marked: Marked, fields: dict[str, Any], media: Media | None = None) -> int:
        chat, person = self.chats[user_id], self.people[user_id]
        chat.started = True
        message = Message(
            id=self.new_id(),
            chat=chat.info,
            sender=person.user(),
            date=self.clock.timestamp(),
            marked=marked,
            extra=fields,
            media=media,
        )
        self.show(chat, message)
        return self.updates.push({"message": message.api()})

    def edit_text(self, user_id: int, message_id: int, text: str) -> int:
        """A person edits a message of their own."""
        chat = self.chats[user_id]
        message = chat.messages[message_id]
        message.marked, message.edit_date = _written(text, ()), self.clock.timestamp()
        self.touched(chat, message, "edited")
        return self.updates.push({"edited_message": message.api()})

    def tap(
        self,
        user_id: int,
        message_id: int | None = None,
        callback_data: str | None = None,
        *,
        row: int | None = None,
        column: int = 0,
        label: str | None = None,
    ) -> int:
        """A person taps a button, named by data (any, as custom clients can), place or label; the update's id.

        Without a message id, the newest message with buttons. An absent message is inaccessible, as in Telegram.
        """
        chat = self.chats[user_id]
        chat.started = True
        message = self._with_buttons(chat) if message_id is None else chat.messages.get(message_id)
        data = callback_data
        if data is None:
            data = _button(message, row, column, label).get("callback_data")
            if data is None:
                raise LookupError("that button opens something and tells the bot nothing")
        number = f"{self.updates.next_id}{user_id}"
        self.queries[number] = (user_id, self.clock.now().timestamp())
        query = {
            "id": number,
            "from": self.people[user_id].user(),
            "message": message.api() if message else {"chat": chat.info, "message_id": message_id, "date": 0},
            "chat_instance": f"-{user_id}",
            "data": data,
        }
        return self.updates.push({"callback_query": query})

    def _with_buttons(self, chat: Chat) -> Message | None:
        return next((message for message in reversed(chat.messages.values()) if message.buttons()), None)

    def erase(self, user_id: int, message_id: int) -> None:
        """A person deletes a message for both; Telegram tells the bot nothing."""
        chat = self.chats[user_id]
        message = chat.messages[message_id]
        chat.remove(message)
        self.touched(chat, message, "deleted")

    def block(self, user_id: int) -> int:
        """A person blocks the bot; the update's id."""
        return self._membership(user_id, blocked=True)

    def unblock(self, user_id: int) -> int:
        """A person lets the bot write again; the update's id."""
        return self._membership(user_id, blocked=False)

    def _membership(self, user_id: int, *, blocked: bool) -> int:
        chat = self.chats[user_id]
        chat.blocked = blocked
        member: dict[str, Any] = {"user": self.bot, "status": "member"}
        gone: dict[str, Any] = {"user": self.bot, "status": "kicked", "until_date": 0}
        change = {
            "chat": chat.info,
            "from": self.people[user_id].user(),
            "date": self.clock.timestamp(),
            "old_chat_member": member if blocked else gone,
            "new_chat_member": gone if blocked else member,
        }
        return self.updates.push({"my_chat_member": change})

    def deactivate(self, user_id: int) -> None:
        """A person's account goes for good."""
        self.chats[user_id].deactivated = True

    def push(self, update: Update) -> int:
        """Any update as it is: groups, channels, odd kinds. Its chat and message become known; the update's id."""
        info, content = chat_of(update), update.get(kind(update))
        if info is not None:
            chat = self.chats.setdefault(int(info["id"]), Chat(info=info))
            chat.started = True
            if kind(update) in {"message", "channel_post"} and isinstance(content, dict):
                update = {**update, kind(update): self._keep(chat, content)}
        return self.updates.push(update)

    def _keep(self, chat: Chat, content: dict[str, Any]) -> dict[str, Any]:
        content = {"message_id": self._last_message + 1, "date": self.clock.timestamp(), **content}
        number = int(content["message_id"])
        self.taken(number)
        if number not in chat.messages:
            text = str(content.get("text", ""))
            message = Message(
                id=number,
                chat=chat.info,
                sender=content.get("from") or {},
                date=int(content["date"]),
                marked=Marked(text=text, spans=tuple(given_spans(text, content.get("entities", [])))),
                extra={name: value for name, value in content.items() if name not in _OWN_FIELDS},
            )
            self.show(chat, message)
        return content

    def add(self, person: Person) -> None:
        """One more person with a phone."""
        self.people[person.id] = person
        self.chats[person.id] = Chat(info=person.chat())


def _written(text: str, entities: Entities) -> Marked:
    """What a person has written, as Telegram keeps it."""
    return with_found(trimmed(Marked(text=text, spans=tuple(given_spans(text, list(entities))))))


def _caption(caption: str, entities: Entities) -> Marked:
    marked = _written(caption, entities)
    if len(marked.text) > MAX_CAPTION:
        raise bad("message caption is too long")
    return marked


def _button(message: Message | None, row: int | None, column: int, label: str | None) -> dict[str, Any]:
    rows = message.buttons() if message else []
    if row is not None and row < len(rows) and column < len(rows[row]):
        return rows[row][column]
    if label is not None:
        flat = [button for line in rows for button in line]
        exact = [button for button in flat if button["text"] == label]
        found = exact or [button for button in flat if label in button["text"]]
        if found:
            return found[0]
    labels = [[button["text"] for button in line] for line in rows]
    raise LookupError(f"no button {label if label is not None else (row, column)!r} among {labels}")
