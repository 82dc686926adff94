"""A customer with a phone: types, taps what the bot has offered, and now and then twice, late or out of order."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from bot.sandbox.telegram_world import TelegramWorld
from tests.chaos.town import Household
from tests.phone import plain

if TYPE_CHECKING:
    from tests.chaos.trouble import Post

View = dict[str, Any]

AN_ACT_TAKES = 240.0  # seconds at the most until the bot has done it: it may be dead for a while
_LOOKED_AT = 6  # messages: how far up the chat keys are still looked for
_PASSWORD_OF = re.compile(
    r"(?:[Ss]crivi la password di|scrivi di nuovo la password di|[Tt]ype the password of) (\S+@[\w.-]+\w)"
)
_WRONG_PASSWORD = ("non corrette", "non è questa", "isn't right", "isn't the password")
_WHICH_MAILBOX = ("nome completo della tua casella", "full name of your mailbox")


class GaveUp(Exception):
    """The story does not go on: what it wants to tap is not offered."""


@dataclass(kw_only=True)
class Customer:
    """One chat. `post` is what becomes of what it sends on its way to the bot."""

    chat_id: int
    home: Household
    telegram: TelegramWorld
    random: Random
    post: Post
    partner: Customer | None = None
    links: list[str] = field(default_factory=list)
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    # -- what is seen --------------------------------------------------------------------------------------------

    def screens(self) -> list[View]:
        """The bot's latest messages, newest first."""
        return self.telegram.from_bot(self.chat_id)[: -_LOOKED_AT - 1 : -1]

    @property
    def text(self) -> str:
        """What the newest one says."""
        shown = self.screens()
        return plain(shown[0]["text"]) if shown else ""

    def keys(self, view: View) -> Iterator[str]:
        """What the keys under a message send."""
        for row in view["buttons"]:
            for key in row:
                if "callback_data" in key:
                    yield str(key["callback_data"])

    def offered(self, verb: str, wanted: Callable[[str], bool] = lambda _: True) -> list[tuple[int, str]]:
        """The keys of a verb on the latest messages: each with its message."""
        return [
            (view["message_id"], data)
            for view in self.screens()
            for data in self.keys(view)
            if data.partition(":")[0] == verb and wanted(data)
        ]

    def link(self) -> str | None:
        """The newest payment link."""
        urls = (str(key["url"]) for view in self.screens() for row in view["buttons"] for key in row if "url" in key)
        return next((url for url in urls if "/pay/" in url), None)

    # -- what is done --------------------------------------------------------------------------------------------

    async def says(self, text: str) -> None:
        """Types a text, and waits until the bot is done with it."""
        await self.post.send(self, self.telegram.send_text(self.chat_id, text))

    async def taps(self, verb: str, wanted: Callable[[str], bool] = lambda _: True) -> None:
        """Taps a key of that verb, of those that fit one at random. Raises GaveUp if there is none."""
        found = self.offered(verb, wanted)
        if not found:
            raise GaveUp(verb)
        await self.tap(*self.random.choice(found[:4]))

    async def tap(self, message_id: int, data: str) -> None:
        """Taps a key; sometimes twice in a row. What is asked for in between, a password, is given."""
        taps = [self.telegram.tap(self.chat_id, message_id, data)]
        if self.random.random() < 0.08:
            taps.append(self.telegram.tap(self.chat_id, message_id, data))
        await self.post.send(self, *taps)
        await self.comes_in()

    async def comes_in(self) -> None:
        """Gives the name of the mailbox and the password, as long as they are asked for."""
        for attempt in range(4):
            text = self.text
            asked = _PASSWORD_OF.search(text)
            if any(words in text for words in _WHICH_MAILBOX):
                await self.says(self.random.choice(self.home.addresses))
            elif asked:
                await self._gives_password(asked[1])
            elif attempt == 0 or not any(words in text for words in _WRONG_PASSWORD):
                return

    async def _gives_password(self, address: str) -> None:
        await self.says(self.home.password_of(address))
        if any(words in self.text for words in _WRONG_PASSWORD):
            other = self.home.password_of(address, first=False)
            await self.says(other)
            if not any(words in self.text for words in _WRONG_PASSWORD):
                self.home.passwords[address] = other

    async def goes_home(self) -> None:
        """Opens the menu, and logs in if need be."""
        await self.says("/menu")
        if self.offered("login") and not self.offered("account"):
            await self.taps("login")
            await self.comes_in()

    async def walks(self, *verbs: str) -> None:
        """From the menu along some keys."""
        await self.goes_home()
        for verb in verbs:
            await self.taps(verb)
