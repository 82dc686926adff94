"""Whether the money is right: what Stripe took, what the books say, what the holders own."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import text

from bot.app import House
from bot.sandbox.stripe_forms import Json
from bot.sandbox.world import World
from domain.ledger import holder_account, receivable_account
from domain.top_ups import Payment
from tests.people import Person
from tests.stripe_schemas.checker import assert_all_conform


async def holder_of(house: House, person: Person) -> int:
    """The id of the holder that a person is."""
    async with house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(person.address)
    assert mailbox is not None
    return mailbox.holder_id


async def credit(house: House, person: Person) -> int:
    """A person's credit, in cents."""
    async with house.units.read() as unit:
        return (await unit.ledger.balance(holder_account(await holder_of(house, person)))).cents


async def debt(house: House, person: Person) -> int:
    """What a person owes, in cents."""
    async with house.units.read() as unit:
        return -(await unit.ledger.balance(receivable_account(await holder_of(house, person)))).cents


async def orders(house: House, person: Person) -> list[tuple[int, str]]:
    """The GB and the state of each of a person's orders, oldest first."""
    query = (
        "SELECT quotes.gb, orders.state FROM orders JOIN quotes ON quotes.id = orders.id"
        " WHERE quotes.holder_id = :holder ORDER BY orders.placed_at"
    )
    found = await ask(house, query, holder=await holder_of(house, person))
    return [(int(str(gb)), str(state)) for gb, state in found]


async def addons(house: House, person: Person) -> list[int]:
    """The GB of each add-on on a person's first mailbox."""
    async with house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(person.address)
        assert mailbox is not None
        return [addon.gb for addon in await unit.addons.of_mailboxes([mailbox.id])]


async def lines(house: House, event: str) -> int:
    """How many transfers there are of an event, such as `topup:pi_123`."""
    found = await ask(house, "SELECT COUNT(*) FROM transfers WHERE event = :event", event=event)
    return int(str(found[0][0]))


async def payment(house: House, intent: Json) -> Payment | None:
    """What became of a payment."""
    async with house.units.read() as unit:
        return await unit.payments.get(intent["id"])


async def owed(house: House) -> int:
    """How many notices wait for delivery."""
    return int(str((await ask(house, "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'"))[0][0]))


async def deliver(house: House) -> None:
    """Delivers everything that is due."""
    while await house.delivery.run_once():
        pass


async def assert_right(house: House, world: World, *, not_credited: Iterable[Json] = ()) -> None:
    """Fails unless every cent that Stripe took is in the books, once, and every call was as Stripe's document has it.

    `not_credited` are the intents that a person has to look at.
    """
    audit = await house.auditing.audit()
    assert audit.problems == ()
    kept = {intent["id"] for intent in not_credited}
    taken = sum(each["amount_received"] for each in world.stripe.intents if each["id"] not in kept)
    back = [each for each in world.stripe.refunds if each["status"] not in {"failed", "canceled"}]
    back += [each for each in world.stripe.disputes if each["status"] in {"needs_response", "under_review", "lost"}]
    taken -= sum(each["amount"] for each in back if each["payment_intent"] not in kept)
    signed = "CASE WHEN source = 'card' THEN amount_cents ELSE -amount_cents END"
    question = f"SELECT COALESCE(SUM({signed}), 0) FROM transfers WHERE 'card' IN (source, target)"  # noqa: S608 - made of constants
    ((booked,),) = await ask(house, question)
    assert int(str(booked)) == taken
    assert_all_conform(world.stripe.requests)


async def ask(house: House, query: str, **values: object) -> list[tuple[object, ...]]:
    """The rows that a query answers with."""
    async with house.database.readers.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(query), values)]
