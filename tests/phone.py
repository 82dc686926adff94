"""A person with a phone: types, taps, and reads what the bot has written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.telegram_people import Entities
from bot.sandbox.world import World
from tests.people import PASSWORD, Person

View = dict[str, Any]
Expected = str | Callable[[View], bool]


class Phone:
    """One person's chat with the bot, in the sandbox."""

    def __init__(self, world: World, person: Person) -> None:
        self.world = world
        self.person = person
        self.telegram = world.telegram

    @property
    def chat_id(self) -> int:
        """The private chat."""
        return self.person.chat_id

    @property
    def screen(self) -> View:
        """The bot's newest message."""
        return self.telegram.last(self.chat_id)

    @property
    def text(self) -> str:
        """What the bot's newest message says, with no-break spaces made plain."""
        return plain(self.screen["text"])

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons under the newest message."""
        return [plain(key["text"]) for row in self.screen["buttons"] for key in row]

    @property
    def said(self) -> list[str]:
        """Everything that the bot's messages say now, oldest first."""
        return [plain(message["text"]) for message in self.telegram.from_bot(self.chat_id)]

    async def says(self, text: str, *, entities: Entities = ()) -> None:
        """Types a text, with a style if there are entities, and waits until the bot is done with it."""
        self.telegram.send_text(self.chat_id, text, entities=entities)
        await self.telegram.settled()

    async def sends_document(self, name: str, content: bytes, caption: str = "", **fields: Any) -> None:
        """Sends a file, and waits until the bot is done with it; `fields` are entities, mime_type, forward_origin."""
        self.telegram.send_document(self.chat_id, name, content, caption, **fields)
        await self.telegram.settled()

    async def sends_photo(self, content: bytes, caption: str = "", **fields: Any) -> None:
        """Sends a picture, and waits until the bot is done with it; `fields` are entities, forward_origin."""
        self.telegram.send_photo(self.chat_id, content, caption, **fields)
        await self.telegram.settled()

    async def taps(self, label: str, *, message: View | None = None) -> None:
        """Taps the button whose label contains the words, and waits until the bot is done with it."""
        shown = message or self.screen
        self.telegram.tap(self.chat_id, shown["message_id"], data_of(shown, label))
        await self.telegram.settled()

    async def sees(self, words: str) -> View:
        """Waits until a message of the bot contains the words."""
        found = await self.telegram.wait_for(self.chat_id, lambda view: words in plain(view["text"]))
        assert found is not None
        return found

    async def logs_in(self, *, password: str = PASSWORD, address: str | None = None) -> None:
        """Starts the bot and logs in."""
        await self.says("/start")
        await self.taps(self.word("Accedi", "Log in"))
        await self.says(address or self.person.address)
        await self.says(password)

    async def asks_for(self, gb: int, *, archive: bool = False) -> None:
        """Goes from the menu to a quote for the only mailbox."""
        await self.says("/menu")
        await self.taps(self.word("La mia casella", "My mailbox"))
        await self.taps(self.word("Acquista", "Buy"))
        inbox, conservation = self.word("Upgrade Spazio Inbox", "Inbox space"), self.word("Conservazione", "archiving")
        await self.taps(conservation if archive else inbox)
        await self.taps(f"{gb} GB")

    async def orders(self, gb: int, *, archive: bool = False) -> None:
        """Goes from the menu to a confirmed order."""
        await self.asks_for(gb, archive=archive)
        await self.taps(self.word("Conferma", "Confirm"))

    async def tops_up(self, amount: str) -> str:
        """Asks for a top-up of an amount that is offered or typed, and answers with its payment link."""
        await self.says("/menu")
        if not any(self.word("Ricarica", "Top up") in label for label in self.labels):
            await self.taps(self.word("Credito", "Credit"))  # where much is going on, the menu has no room for it
        await self.taps(self.word("Ricarica", "Top up"))
        if any(amount in label for label in self.labels):
            await self.taps(amount)
        else:
            await self.says(amount)
        return self.link()

    def word(self, italian: str, english: str) -> str:
        """The word in the person's language."""
        return italian if self.person.language == "it" else english

    def link(self, message: View | None = None) -> str:
        """The payment link under a message; without one, the newest that the bot has sent."""
        shown = [message] if message else self.telegram.from_bot(self.chat_id)[::-1]
        return next(str(key["url"]) for view in shown for row in view["buttons"] for key in row if key.get("url"))


def plain(text: str) -> str:
    """The text with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def data_of(message: View, label: str) -> str:
    """The callback data of the button whose label contains the words."""
    for row in message["buttons"]:
        for key in row:
            if label in plain(key["text"]) and "callback_data" in key:
                return str(key["callback_data"])
    raise AssertionError(f"no button {label!r} under {message['text']!r}: {message['buttons']}")
