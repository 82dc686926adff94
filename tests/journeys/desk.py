"""A house without HTTP: updates are put on its desk, and its calls to Telegram pile up on the other side.

For tables of hundreds of cases. The handlers, the use cases and the database are the real ones.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import House, build
from bot.gateways.stripe import StripePaymentLinks
from bot.gateways.telegram import build_application
from bot.receiver import Outcome
from bot.sandbox.clock import SandboxClock
from bot.screens.buttons import Button, encode
from bot.services import Services
from bot.settings import Settings
from domain.catalogue import ServiceKey
from domain.holders import Language
from domain.ledger import top_up_transfer
from domain.money import Money
from domain.top_ups import PaymentLink, TopUp
from tests.journeys import canaries
from tests.people import NOW, PASSWORD, Person
from tests.phone import plain
from tests.receiver import doubles

Rows = dict[str, list[tuple[Any, ...]]]

# What every update writes, whoever sends it: where the dialog stands, and that it has been taken.
TRACES = {"dialogs", "updates", "sqlite_sequence", "chats"}
KNOCKED = TRACES | {"admin_acts"}  # and what knocks at doors of the admins leave

_intents = count(1)


class Desk:
    """Where updates are put, and where what the bot says can be read."""

    def __init__(self, house: House, clock: SandboxClock, request: doubles.RecordingRequest) -> None:
        self.house = house
        self.clock = clock
        self.request = request

    async def put(self, update: dict[str, Any]) -> Outcome:
        """An update comes in."""
        return await self.house.receiver.receive(json.dumps(update).encode())

    async def type(self, person: Person, text: str, **fields: Any) -> Outcome:
        """A person types."""
        sent = {"date": int(self.clock.now().timestamp()), **fields}
        return await self.put(doubles.message(text, user=person.id, sender=sender(person), **sent))

    async def send_document(self, person: Person, name: str, content: bytes, **fields: Any) -> Outcome:
        """A person sends a file; `fields` are those of the message: caption, forward_origin, ..."""
        number = f"file-{len(self.request.files)}"
        self.request.files[number] = content
        facts = {"file_id": number, "file_unique_id": number, "file_size": len(content)}
        return await self.put(self._sent(person, document=facts | {"file_name": name}, **fields))

    async def send_photo(self, person: Person, content: bytes, **fields: Any) -> Outcome:
        """A person sends a photo; `fields` as for a document."""
        number = f"file-{len(self.request.files)}"
        self.request.files[number] = content
        facts = {"file_id": number, "file_unique_id": number, "file_size": len(content)}
        return await self.put(self._sent(person, photo=[facts | {"width": 2, "height": 2}], **fields))

    def _sent(self, person: Person, **fields: Any) -> dict[str, Any]:
        sent = {"date": int(self.clock.now().timestamp()), **fields}
        return doubles.message(None, user=person.id, sender=sender(person), **sent)

    async def tap(self, person: Person, button: Button | str) -> Outcome:
        """A person taps a button, or sends what looks like one."""
        data = button if isinstance(button, str) else encode(button)
        return await self.put(doubles.tap(data, user=person.id, sender=sender(person)))

    async def log_in(self, person: Person, *, address: str | None = None, password: str = PASSWORD) -> None:
        """A person logs in."""
        await self.tap(person, "login")
        await self.type(person, address or person.address)
        await self.type(person, password)

    async def own(self, person: Person, service: ServiceKey, gb: int, *, number: int = 0) -> int:
        """A person buys an add-on, with money that came by card if it takes some; its id."""
        buying, address = self.services.buying, person.mailboxes[number].address
        async with self.house.units.read() as unit:
            mailbox = await unit.mailboxes.by_address(address)
        assert mailbox is not None
        quoted = await buying.quote(mailbox.id, service, gb, holder_id=mailbox.holder_id)
        await self.give(person, quoted.quote.price.gross.cents)
        await buying.place(quoted.quote.id, holder_id=mailbox.holder_id)
        async with self.house.units.read() as unit:
            return max(addon.id for addon in await unit.addons.active_of([mailbox.id]))

    async def give(self, person: Person, cents: int) -> None:
        """Money comes into a person's credit."""
        async with self.house.units.write() as unit:
            mailbox = await unit.mailboxes.by_address(person.address)
            assert mailbox is not None
            if cents:
                intent = f"pi_{next(_intents)}"
                await unit.ledger.post(
                    [top_up_transfer(intent, mailbox.holder_id, Money(cents), "R000000", self.clock.now())]
                )
            await unit.commit()

    def code(self) -> str:
        """The code that was asked for last, as the letter would bring it."""
        asked = max(self.rows()["challenges"], key=lambda row: row[7])
        return self.services.account.editing.proving.codes.code(asked[0])

    @property
    def services(self) -> Services:
        """The use cases that the handlers call."""
        services: Services = self.house.application.context_types.context.services
        return services

    @property
    def said(self) -> list[str]:
        """The texts said and edited so far, in order."""
        shown = {"sendMessage", "editMessageText"}
        return [plain(params["text"]) for name, params in self.request.calls if name in shown]

    @property
    def last(self) -> str:
        """What was said last."""
        return self.said[-1]

    @property
    def keys(self) -> list[str]:
        """The callback data of the keys under what was said last."""
        _name, params = [call for call in self.request.calls if call[0] in {"sendMessage", "editMessageText"}][-1]
        rows = json.loads(params.get("reply_markup", '{"inline_keyboard": []}'))["inline_keyboard"]
        return [key["callback_data"] for row in rows for key in row if "callback_data" in key]

    def key(self, verb: str) -> str:
        """The data of the first key with the verb."""
        return next(data for data in self.keys if data.split(":")[0] == verb)

    def word(self, person: Person, key: str) -> str:
        """A text without variables, in the person's language."""
        return plain(self.house.texts[person.language](key))

    def rows(self, *, without: set[str] = TRACES) -> Rows:
        """Everything that the database holds, but for the traces that every update leaves."""
        path = self.house.database.file
        assert path is not None
        return rows_of(path, without=without)


def rows_of(path: Path, *, without: set[str] = TRACES) -> Rows:
    """All rows of an SQLite file, by table."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}"), key=str)  # noqa: S608 - our own tables
            for name in names
            if name not in without
        }


def sender(person: Person) -> dict[str, Any]:
    """How Telegram describes the person."""
    return {
        "id": person.id,
        "is_bot": False,
        "first_name": person.first_name,
        "language_code": Language(person.language).value,
    }


@asynccontextmanager
async def opened_desk(database_url: str, monkeypatch: pytest.MonkeyPatch, **changes: Any) -> AsyncIterator[Desk]:
    """A desk on a migrated database, at ten in the morning of the cast's Sunday."""
    clock, request = SandboxClock(), doubles.RecordingRequest()
    clock.move(NOW - clock.now())
    monkeypatch.setattr("bot.app.build_application", partial(build_application, request=request))
    monkeypatch.setattr(StripePaymentLinks, "create", _create_link)
    values = {
        "bot_token": SecretStr(doubles.TOKEN),
        "database_url": database_url,
        "stripe_secret_key": SecretStr("sk_test_desk"),
        "stripe_webhook_secret": SecretStr("whsec_desk"),
        "stripe_api_url": "http://127.0.0.1:9",
        "admin_ids": "1003",
    }
    house = build(Settings(**{**values, **changes}), clock=clock)
    await house.application.initialize()
    house.receiver._floods = None  # people at a desk type as fast as a machine
    try:
        yield Desk(house, clock, request)
        await canaries.check(house)
    finally:
        await house.close()


async def _create_link(_self: StripePaymentLinks, top_up: TopUp, _language: Language) -> PaymentLink:
    return PaymentLink(id=f"plink_{top_up.id}", url=f"https://pay.invalid/{top_up.id}")
