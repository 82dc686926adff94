"""Telegram's own state: the bot's account, its chats, the queue of updates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.clock import SandboxClock
from bot.sandbox.events import Broadcaster
from bot.sandbox.people import PEOPLE, Person
from bot.sandbox.telegram_chats import Chat, Message
from bot.sandbox.telegram_faults import ApiCall, Faults, Pace
from bot.sandbox.telegram_files import Files
from bot.sandbox.telegram_params import Params, bad
from bot.sandbox.telegram_webhook import Postman
from bot.sandbox.updates import Updates

TOKEN = "7000000001:AAsandbox-sandbox-sandbox-sandbox-0"  # noqa: S105 - the pretend bot's; it opens nothing


class Telegram:
    """What the Bot API's methods read and change."""

    def __init__(
        self,
        *,
        people: Sequence[Person] = PEOPLE,
        clock: SandboxClock | None = None,
        events: Broadcaster | None = None,
        token: str = TOKEN,
    ) -> None:
        self.clock = clock or SandboxClock()
        self.events = events or Broadcaster()
        self.token = token
        self.bell = Bell()
        self.updates = Updates(self.clock, self.bell)
        self.postman = Postman(updates=self.updates, events=self.events, clock=self.clock, bell=self.bell)
        self.faults = Faults()
        self.pace = Pace()
        self.people = {person.id: person for person in people}
        self.chats = {person.id: Chat(info=person.chat()) for person in people}
        self.calls: list[ApiCall] = []
        self.refused: list[ApiCall] = []
        self.queries: dict[str, tuple[int, float]] = {}
        self.toasts: list[dict[str, Any]] = []
        self.files = Files()
        self.profile: dict[str, dict[str, str]] = {"name": {}, "description": {}, "short_description": {}}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.menu_buttons: dict[int, dict[str, Any]] = {}
        self.left: list[int] = []
        self.query_seconds = 60
        self.edit_seconds = 48 * 3600
        self._changes = 0
        self._last_message = 0

    @property
    def bot(self) -> dict[str, Any]:
        """The bot as the Bot API's User."""
        return {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": self.profile["name"].get("") or "Area Clienti",
            "username": "area_clienti_bot",
        }

    def chat(self, params: Params, name: str = "chat_id") -> Chat:
        """The chat a call names; raises the refusal of one unknown or closed to the bot."""
        if params.raw(name) is None:
            raise bad("chat_id is empty")
        chat = self.chats.get(params.integer(name))
        if chat is None:
            raise bad("chat not found")
        closed = chat.closed()
        if closed is not None:
            raise closed
        return chat

    def new_id(self) -> int:
        """The next message's id."""
        self._last_message += 1
        return self._last_message

    def taken(self, message_id: int) -> None:
        """Keeps later messages clear of an id that came from outside."""
        self._last_message = max(self._last_message, message_id)

    @property
    def changes(self) -> int:
        """How often any message has appeared or changed: a mark for wait_for's `after`."""
        return self._changes

    def touched(self, chat: Chat, message: Message, what: str) -> None:
        """Tells everybody that a message appeared, changed or went: message, edited, deleted."""
        self._changes += 1
        message.change = self._changes
        if self.events.is_watched:
            event: dict[str, Any] = {"kind": what, "chat_id": chat.id, "message_id": message.id}
            if what != "deleted":
                event["message"] = message.view()
            self.events.publish(event)
        self.bell.ring()

    def show(self, chat: Chat, message: Message) -> Message:
        """Puts a new message into a chat."""
        chat.messages[message.id] = message
        if message.from_bot:
            chat.typing_until = 0.0
        self.touched(chat, message, "message")
        return message

    def commands_for(self, chat_id: int, language: str) -> list[dict[str, str]]:
        """The commands a person sees: the narrowest scope and their language first."""
        for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
            for code in (language, ""):
                if (scope, code) in self.commands:
                    return self.commands[scope, code]
        return []

    def worded(self, what: str, language: str) -> str:
        """The bot's name, description or short description in a language, or else for everybody."""
        return self.profile[what].get(language) or self.profile[what].get("", "")
