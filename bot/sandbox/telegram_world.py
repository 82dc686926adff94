"""Telegram as tests and the phone drive it: people write, tap and block; what happens can be awaited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from bot.sandbox.bell import PATIENCE
from bot.sandbox.people import Person
from bot.sandbox.telegram import Telegram
from bot.sandbox.telegram_chats import Chat, Message
from bot.sandbox.telegram_faults import When
from bot.sandbox.telegram_markup import Marked
from bot.sandbox.telegram_params import Refusal
from bot.sandbox.telegram_text import given_spans, trimmed, with_found
from bot.sandbox.updates import Update, chat_of, kind

View = dict[str, Any]
Wanted = str | Callable[[View], bool]
T = TypeVar("T")

_OWN_FIELDS = {"message_id", "from", "chat", "date", "text", "entities", "reply_markup", "edit_date"}
_REASONS = {400: "Bad Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict", 429: "Too Many Requests"}


class TelegramWorld(Telegram):
    """The pretend Telegram with hands to drive it."""

    # -- what people do ------------------------------------------------------------------------------------------

    def send_text(self, user_id: int, text: str, **fields: Any) -> int:
        """A person writes; further fields (forward_origin, via_bot, ...) go into the message. The update's id."""
        return self._write(user_id, with_found(trimmed(Marked(text=text))), fields)

    def send(self, user_id: int, **fields: Any) -> int:
        """A person sends something without text: sticker={...}, contact={...}, photo=[...]."""
        return self._write(user_id, Marked(text=""), fields)

    def _write(self, user_id: int, marked: Marked, fields: dict[str, Any]) -> int:
        chat, person = self.chats[user_id], self.people[user_id]
        chat.started = True
        message = Message(
            id=self.new_id(),
            chat=chat.info,
            sender=person.user(),
            date=self.clock.timestamp(),
            marked=marked,
            extra=fields,
        )
        self.show(chat, message)
        return self.updates.push({"message": message.api()})

    def edit_text(self, user_id: int, message_id: int, text: str) -> int:
        """A person edits a message of their own."""
        chat = self.chats[user_id]
        message = chat.messages[message_id]
        message.marked, message.edit_date = with_found(trimmed(Marked(text=text))), self.clock.timestamp()
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

    # -- what can be seen ----------------------------------------------------------------------------------------

    def messages(self, chat_id: int) -> list[View]:
        """The chat as its phone shows it, oldest first, without what was deleted."""
        return [message.view() for message in self.chats[chat_id].messages.values()]

    def from_bot(self, chat_id: int) -> list[View]:
        """Only the bot's messages, oldest first."""
        return [view for view in self.messages(chat_id) if view["from_bot"]]

    def last(self, chat_id: int) -> View:
        """The bot's newest message."""
        return self.from_bot(chat_id)[-1]

    def deleted(self, chat_id: int) -> list[View]:
        """Messages that were deleted, in that order."""
        return [message.view() for message in self.chats[chat_id].deleted]

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method so far."""
        return [call.params for call in self.calls if call.method == method]

    @property
    def updates_pending(self) -> int:
        """Updates the bot has not confirmed."""
        return len(self.updates.pending())

    # -- what can be awaited -------------------------------------------------------------------------------------

    async def until(self, look: Callable[[], T | None], timeout: float = PATIENCE) -> T:
        """Waits until `look` finds something; it looks again at every change."""
        return await self.bell.until(look, within=timeout)

    async def wait_for(
        self,
        chat_id: int,
        wanted: Wanted,
        timeout: float = PATIENCE,
        *,
        after: int = 0,
    ) -> View:
        """The bot's message (latest change first) with these words or this property, there already or to come.

        `after` is an earlier value of `changes`: only what appeared or changed since then counts.
        """

        def look() -> View | None:
            messages = [message for message in self.chats[chat_id].messages.values() if message.from_bot]
            messages.sort(key=lambda message: message.change, reverse=True)
            views = (message.view() for message in messages if message.change > after)
            return next((view for view in views if _fits(view, wanted)), None)

        try:
            return await self.until(look, timeout)
        except TimeoutError:
            raise TimeoutError(f"no message {wanted!r} in chat {chat_id}; {self._state(chat_id)}") from None

    async def settled(self, timeout: float = PATIENCE) -> None:
        """Waits until the bot has confirmed every update."""
        try:
            await self.until(lambda: None if self.updates.pending() else True, timeout)
        except TimeoutError:
            waiting = [update["update_id"] for update in self.updates.pending()]
            raise TimeoutError(f"updates not confirmed: {waiting}; {self.postman.last_error}") from None

    def _state(self, chat_id: int) -> str:
        shown = [("bot: " if view["from_bot"] else "person: ") + view["text"] for view in self.messages(chat_id)]
        failed = [f"{call.method}: {call.answer.get('description')}" for call in self.calls if not call.ok]
        return f"it shows {shown[-6:]}, updates pending {self.updates_pending}, calls refused {failed[-3:]}"

    # -- what can go wrong ---------------------------------------------------------------------------------------

    def fail_next(
        self,
        method: str,
        status: int,
        description: str,
        *,
        retry_after: int | None = None,
        times: int = 1,
        when: When | None = None,
    ) -> None:
        """Refuses the next calls of a method ("*" for any); "Bad Request: " and the like are put before."""
        reason = _REASONS.get(status)
        worded = description if reason is None or description.startswith(reason) else f"{reason}: {description}"
        self.faults.fail(method, Refusal(status, worded, retry_after=retry_after), times=times, when=when)

    def hang_next(self, method: str, *, after_recording: bool = True, times: int = 1, when: When | None = None) -> None:
        """Leaves the next calls of a method unanswered until release_hanging; they took effect, or did not."""
        self.faults.hang(method, after_recording=after_recording, times=times, when=when)

    def release_hanging(self) -> None:
        """Answers the calls that hang."""
        self.faults.release()

    def hold_deliveries(self, *, held: bool = True) -> None:
        """Keeps updates from the webhook, or lets them go again."""
        self.postman.held = held
        self.bell.ring()

    async def redeliver(
        self, update_id: int, *, times: int = 1, urls: Sequence[str] = (), secret: str | None = None
    ) -> list[int]:
        """Posts an update that many times at once to the webhook, or to each of the addresses; the statuses."""
        update = self.updates.history[update_id]
        return await self.postman.again(update, times=times, urls=urls, secret=secret)

    def rewind(self, update_id: int) -> None:
        """Serves every update from this one on again, as to a bot that never confirmed them."""
        self.updates.rewind(update_id)

    def close(self) -> None:
        """Ends what waits, so that a server can stop."""
        self.updates.interrupt(None)
        self.faults.clear()
        self.bell.ring()


def _fits(view: View, wanted: Wanted) -> bool:
    return wanted in view["text"] if isinstance(wanted, str) else wanted(view)


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
