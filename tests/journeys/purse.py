"""Steps that many stories share: money in the credit, and a purchase as far as the quote."""

from __future__ import annotations

from bot.app import House
from domain.ledger import holder_account
from domain.money import Money
from tests.builders import a_transfer
from tests.people import Person
from tests.phone import Phone


async def rich(house: House, person: Person, cents: int = 10_000) -> None:
    """Puts EUR cents into a person's credit, by a correction in the books."""
    key = f"correction:{person.id}"
    async with house.units.write() as unit:
        mailbox = await unit.mailboxes.by_address(person.address)
        assert mailbox is not None
        target = holder_account(mailbox.holder_id)
        await unit.ledger.post([a_transfer(key=key, event=key, source="sales", target=target, amount=Money(cents))])
        await unit.commit()


async def addons_of(house: House, person: Person) -> list[str]:
    """The orders whose add-ons are active on a person's first mailbox."""
    async with house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(person.address)
        assert mailbox is not None
        return [addon.order_id for addon in await unit.addons.of_mailboxes([mailbox.id])]


async def reaches_a_quote(phone: Phone) -> None:
    """Buys two GB of inbox space as far as the quote."""
    await phone.taps("La mia casella")
    await phone.taps("Acquista")
    await phone.taps("Upgrade Spazio Inbox")
    await phone.taps("2 GB")
