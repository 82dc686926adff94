"""A body with the whole cast on a real database, and every use case at hand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.clockwork import build_calendar, report_refund
from bot.gateways.checks import LibraryChecks, is_email, is_fiscal_code
from bot.gateways.codes import HotpCodes
from bot.gateways.hashing import Argon2Hashes
from bot.gateways.telegram import NotSent
from bot.gateways.telegram_files import download
from bot.jobs.delivery import Delivery, Said
from bot.services import Gateways, build_account
from domain.addons import Addon
from domain.calendar import ROME
from domain.catalogue import ServiceKey
from domain.ledger import holder_account
from domain.mailboxes import Mailbox
from domain.money import Money
from domain.notices import Notice, NoticeKind
from domain.orders import Order, OrderPending, OrderPlaced
from domain.pricing import Quote
from domain.register import RegisterReader
from domain.sessions import SessionLimits
from domain.top_ups import PaymentReceived, TopUp
from domain.usecases.access import Access
from domain.usecases.activating import Activating
from domain.usecases.auditing import Auditing
from domain.usecases.booking import Booking
from domain.usecases.broadcasting import Broadcasting
from domain.usecases.buying import Buying
from domain.usecases.contacts import Contacts
from domain.usecases.delivering import Delivering
from domain.usecases.keeping import Keeping
from domain.usecases.refunding import Refunding
from domain.usecases.sending import Sending
from domain.usecases.settling import Settling
from domain.usecases.telling import Telling
from domain.usecases.top_ups import TopUps
from domain.usecases.viewing import Viewing
from storage.engine import Database
from storage.unit_of_work import SqlUnit, SqlUnits
from tests.builders import ACTIVATION, CATALOGUE, LIMITS
from tests.fakes import FakeClock, FakeMailServer, FakePaymentLinks, FakeRefunds
from tests.people import CAST, NOW, PASSWORD, Person, register_of

ADMINS = tuple(person.chat_id for person in CAST if person.is_admin)


@dataclass
class Replica:
    """One process of the bot. Two of them share a database, a clock and the world outside, and nothing else."""

    database: Database
    clock: FakeClock
    links: FakePaymentLinks
    mail_server: FakeMailServer
    units: SqlUnits = field(init=False)

    def __post_init__(self) -> None:
        self.units = SqlUnits(self.database)
        self.buying = Buying(units=self.units, clock=self.clock, catalogue=CATALOGUE, limits=LIMITS)
        self.calendar = build_calendar(self.units, self.clock, CATALOGUE, ADMINS, by_email=True)
        self.settling = Settling(
            units=self.units,
            clock=self.clock,
            spending=self.calendar.spending,
            reversing=self.calendar.reversing,
            admins=ADMINS,
        )
        self.refunds = FakeRefunds()
        self.booking = Booking(settling=self.settling, reversing=self.calendar.reversing, refunds=self.refunds)
        self.refunding = Refunding(
            units=self.units, clock=self.clock, refunds=self.refunds, reversing=self.calendar.reversing
        )
        self.top_ups = TopUps(units=self.units, clock=self.clock, links=self.links, booking=self.booking, limits=LIMITS)
        self.viewing = Viewing(units=self.units, mail_server=self.mail_server, clock=self.clock, catalogue=CATALOGUE)
        self.keeping = Keeping(units=self.units, clock=self.clock, catalogue=CATALOGUE)
        telling = Telling(by_email=True)
        self.access = Access(
            units=self.units,
            mail_server=self.mail_server,
            clock=self.clock,
            limits=SessionLimits(),
            telling=telling,
        )
        self.broadcasting = Broadcasting(units=self.units, clock=self.clock, catalogue=CATALOGUE, by_email=True)
        self.sending = Sending(units=self.units, clock=self.clock, catalogue=CATALOGUE)
        self.delivering = Delivering(units=self.units, clock=self.clock, admins=ADMINS)
        self.contacts = Contacts(units=self.units)
        self.activating = Activating(
            units=self.units,
            clock=self.clock,
            telling=telling,
            admins=ADMINS,
            patience=ACTIVATION,
            report=report_refund,
        )
        self.delivery = Delivery(
            delivering=self.delivering,
            mail_server=self.mail_server,
            payment_links=self.links,
            give_back=_give_back,
            compose=_say,
            not_sent=NotSent,
            tidy=_tidy,
        )
        self.auditing = Auditing(units=self.units)
        self.codes = HotpCodes("the bot's secret")
        gateways = Gateways(
            mail_server=self.mail_server,
            codes=self.codes,
            hashes=Argon2Hashes(),
            checks=LibraryChecks(),
            download=download,
            register=RegisterReader(is_fiscal_code=is_fiscal_code, is_email=is_email),
        )
        account = build_account(self.units, self.clock, gateways, self.access, telling)
        self.editing, self.passwords, self.recovering = account.editing, account.passwords, account.recovering
        self.linking, self.papers = account.linking, account.papers


class World(Replica):
    """The first replica, and short ways to bring things about."""

    async def populate(self) -> None:
        """Imports the cast; each of them has spoken to the bot and is linked to a chat."""
        async with self.units.write() as unit:
            await unit.register.save(register_of(*CAST))
            for person in CAST:
                self.mail_server.passwords |= {mailbox.address: PASSWORD for mailbox in person.mailboxes}
                mailbox = await unit.mailboxes.by_address(person.address)
                assert mailbox is not None
                await unit.chats.choose_language(person.chat_id, person.language)
                await unit.chats.link(person.chat_id, mailbox.holder_id, NOW)
            await unit.commit()

    async def holder(self, person: Person) -> int:
        """The id of a holder."""
        async with self.units.read() as unit:
            mailbox = await unit.mailboxes.by_address(person.address)
        assert mailbox is not None
        return mailbox.holder_id

    async def mailbox(self, person: Person, number: int = 0) -> int:
        """The id of a mailbox."""
        async with self.units.read() as unit:
            mailbox = await unit.mailboxes.by_address(person.mailboxes[number].address)
        assert mailbox is not None
        return mailbox.id

    async def quote(
        self, person: Person, gb: int = 1, service: ServiceKey = ServiceKey.INBOX, number: int = 0
    ) -> Quote:
        """A quote for one of the person's mailboxes."""
        mailbox_id = await self.mailbox(person, number)
        quoted = await self.buying.quote(mailbox_id, service, gb, holder_id=await self.holder(person))
        return quoted.quote

    async def place(self, person: Person, quote: Quote) -> OrderPlaced | OrderPending:
        """Accepts a quote."""
        return await self.buying.place(quote.id, holder_id=await self.holder(person))

    async def pending(self, person: Person, gb: int = 1, service: ServiceKey = ServiceKey.INBOX) -> Order:
        """An order that waits for money."""
        outcome = await self.place(person, await self.quote(person, gb, service))
        assert isinstance(outcome, OrderPending)
        return outcome.order

    async def ask_for(self, person: Person, order: Order) -> TopUp:
        """A top-up of what an order misses."""
        return await self.top_ups.open_for(order.id, holder_id=await self.holder(person), chat_id=person.chat_id)

    async def ask(self, person: Person, cents: int) -> TopUp:
        """A top-up of an amount."""
        return await self.top_ups.open(Money(cents), holder_id=await self.holder(person), chat_id=person.chat_id)

    async def give(self, person: Person, cents: int) -> PaymentReceived:
        """Puts money on a credit, by card, as everybody has to."""
        received = self.links.pay(await self.ask(person, cents))
        assert await self.settling.settle(received)
        return received

    async def credit(self, person: Person) -> int:
        """The credit, in cents."""
        holder_id = await self.holder(person)
        async with self.units.read() as unit:
            return (await unit.ledger.balance(holder_account(holder_id))).cents

    async def order(self, person: Person, order_id: str) -> Order:
        """An order as it stands."""
        found = await self.delivering.order(order_id, await self.holder(person))
        assert found is not None
        return found

    async def buy(self, person: Person, gb: int = 1, service: ServiceKey = ServiceKey.INBOX, number: int = 0) -> Addon:
        """An add-on that is free or that the credit covers."""
        outcome = await self.place(person, await self.quote(person, gb, service, number))
        assert isinstance(outcome, OrderPlaced)
        (addon,) = [addon for addon in await self.addons(person, number) if addon.order_id == outcome.order.id]
        return addon

    async def addons(self, person: Person, number: int = 0) -> list[Addon]:
        """All add-ons that a mailbox ever had, oldest first."""
        async with self.units.read() as unit:
            return list(await unit.addons.of_mailboxes([await self.mailbox(person, number)]))

    async def box(self, person: Person, number: int = 0) -> Mailbox:
        """A mailbox as it stands."""
        async with self.units.read() as unit:
            mailbox = await unit.mailboxes.by_address(person.mailboxes[number].address)
        assert mailbox is not None
        return mailbox

    async def inbox_gb(self, person: Person, number: int = 0) -> int:
        """The inbox space that a mailbox has."""
        cards = await self.viewing.cards(await self.holder(person))
        return {card.mailbox.address: card.inbox_gb for card in cards}[person.mailboxes[number].address]

    async def notices(self) -> list[Notice]:
        """Takes what is owed to the world, and delivers it."""
        notices = list(await self.delivering.claim(100))
        for notice in notices:
            await self.delivering.sent(notice, "said", "1")
        return notices

    async def news(self, person: Person) -> list[NoticeKind]:
        """Takes what is owed, and answers with what a person is told."""
        return [notice.kind for notice in await self.notices() if notice.target == str(person.chat_id)]

    async def books(self) -> tuple[str, ...]:
        """What is wrong with the books."""
        return (await self.auditing.audit()).problems

    async def run(self, statement: str, **values: object) -> None:
        """Changes the database behind the bot's back."""
        async with self.database.writers.begin() as connection:
            await connection.execute(text(statement), values)

    async def count(self, table: str) -> int:
        """The rows of a table."""
        async with self.database.readers.connect() as connection:
            return int((await connection.execute(text(f"SELECT COUNT(*) FROM {table}"))).scalar_one())  # noqa: S608 - a name from a test

    async def move_expiry(self, person: Person, to: date, number: int = 0) -> None:
        """The body moves the date of a mailbox in its register."""
        await self.import_row(person, number, expires_on=to)

    async def import_row(self, person: Person, number: int = 0, **changes: Any) -> None:
        """The body's register is imported with a changed line about a mailbox."""
        async with self.units.write() as unit:
            await unit.register.save([replace(person.rows()[number], **changes)])
            await unit.commit()

    async def set_status(self, person: Person, status: str) -> None:
        """The body changes the state of a mailbox."""
        await self.run(
            "UPDATE mailboxes SET status = :status WHERE address = :address", status=status, address=person.address
        )

    def go_to(self, day: date, hour: int = 9, minute: int = 0) -> None:
        """Moves the clock to a civil day, and a time on the clocks of Rome."""
        self.clock.instant = datetime.combine(day, time(hour, minute), tzinfo=ROME).astimezone(UTC)

    def pass_time(self, **by: float) -> None:
        """Moves the clock."""
        self.clock.advance(timedelta(**by))


async def _say(notice: Notice) -> Said:
    """A message that says the key of its notice, and always arrives."""

    async def put() -> str:
        return "1"

    return Said(text=notice.key, put=put)


async def _give_back(number: str) -> str:
    """No refund at Stripe is asked for here."""
    raise AssertionError(number)


async def _tidy(_notice: Notice) -> None:
    """Chats stay as they are."""


async def one_after_the_other(
    works: Sequence[Callable[[], Awaitable[object]]], monkeypatch: pytest.MonkeyPatch
) -> list[object]:
    """The first of two works has written everything and not committed it when the second begins; how each ended."""
    first, second = works
    written, go_on = asyncio.Event(), asyncio.Event()
    commit = SqlUnit.commit

    async def held(unit: SqlUnit) -> None:
        if not written.is_set():
            written.set()
            await go_on.wait()
        await commit(unit)

    with monkeypatch.context() as patch:
        patch.setattr(SqlUnit, "commit", held)
        begun = asyncio.ensure_future(first())
        await written.wait()
        following = asyncio.ensure_future(second())
        await asyncio.sleep(0.3)  # as far as it comes
        go_on.set()
        return list(await asyncio.gather(begun, following, return_exceptions=True))
