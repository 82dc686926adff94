"""The clockwork is killed, as by kill -9, in the middle of its work, beside another that goes on (F49, F54, F59)."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.pricing import price_for
from domain.renewals import Holding
from domain.top_ups import PaymentReceived, TopUp, TopUpState
from domain.usecases.auditing import Auditing
from domain.usecases.delivering import CLAIM
from storage.engine import Database
from storage.unit_of_work import SqlUnits
from tests.builders import CATALOGUE
from tests.journeys import clockworks, lapsed_rows
from tests.journeys.clockworks import Shift, Worker
from tests.journeys.lapsed import DUE, UPCOMING, Fates, Kind, Provider, fates_of, make_provider
from tests.people import NOW

KILLS = 10


@pytest.fixture
def seed() -> int:
    """Chance, and what it was if a test fails."""
    seed = random.SystemRandom().randrange(1_000_000)
    print(f"seed {seed}")  # noqa: T201 - pytest shows it with a failure
    return seed


@dataclass
class Killing:
    """Starts processes on one database, kills some, and remembers which."""

    database: Database
    url: str
    heard: Path
    chunk: int = 20
    only: frozenset[str] | None = None
    payments: tuple[PaymentReceived, ...] = ()
    started: int = 0
    killed: set[int] = field(default_factory=set)

    def start(self, now: datetime = NOW) -> Worker:
        """Another process."""
        self.started += 1
        shift = Shift(
            number=self.started,
            url=self.url,
            heard=self.heard,
            now=now,
            chunk=self.chunk,
            only=self.only,
            payments=self.payments,
        )
        return clockworks.start(shift)

    async def at_any_moment(self, workers: list[Worker], kills: int, chance: random.Random, most_steps: int) -> None:
        """Kills whichever process comes so far first, so many times, and starts another in its place."""
        for _ in range(kills):
            place = await clockworks.first_to_do(workers, chance.randint(1, most_steps))
            await workers[place].kill()
            self.killed.add(workers[place].shift.number)
            workers[place] = self.start()

    async def end(self, workers: Iterable[Worker]) -> None:
        """Waits until nothing is left to do."""
        assert {await worker.end() for worker in workers} == {0}

    def deliveries(self) -> dict[str, list[int]]:
        """Which processes have brought each thing that was heard outside, in their order."""
        found: dict[str, list[int]] = {}
        for line in self.heard.read_text().splitlines():
            number, what = line.split(" ", 1)
            found.setdefault(what, []).append(int(number))
        return found

    async def count(self, statement: str) -> int:
        """The number that a statement answers with."""
        async with self.database.readers.connect() as connection:
            return int((await connection.execute(text(statement))).scalar_one())


@pytest.fixture
def killing(database: Database, database_url: str, tmp_path: Path) -> Killing:
    """On a database of the test's own."""
    return Killing(database=database, url=database_url, heard=tmp_path / "heard")


async def test_two_processes_over_two_thousand_due_mailboxes_die_ten_times_and_do_everything_once(
    killing: Killing, seed: int
) -> None:
    provider = make_provider(seed, *DUE, *UPCOMING)
    assert provider.due == 2_000
    await lapsed_rows.write(killing.database, provider)
    workers = [killing.start(), killing.start()]
    await killing.at_any_moment(workers, KILLS, random.Random(seed), most_steps=100)
    await killing.end(workers)
    later = NOW + CLAIM + timedelta(seconds=1)  # what the dead had claimed is free again
    await killing.end([killing.start(later), killing.start(later)])
    fates = fates_of(provider)
    await assert_all_done(killing, fates)
    await assert_all_told(killing, fates)


async def test_f54_a_renewal_batch_of_a_thousand_that_dies_ten_times_goes_on_where_it_stopped(
    killing: Killing, seed: int
) -> None:
    provider = make_provider(seed, Kind(many=500, covered=2), Kind(many=250, covered=1), Kind(many=250))
    await lapsed_rows.write(killing.database, provider)
    killing.only, killing.chunk = frozenset({"renewals"}), 10
    chance = random.Random(seed)
    left = [provider.due]
    workers = [killing.start()]
    for _ in range(KILLS):
        await clockworks.first_to_do(workers, 2)  # a first chunk is committed
        await killing.at_any_moment(workers, 1, chance, most_steps=10)
        left.append(provider.due - await killing.count("SELECT count(*) FROM mailboxes WHERE due_on > '2027-01-01'"))
    assert left == sorted(set(left), reverse=True)
    assert left[-1] > 0
    await killing.end(workers)
    await assert_all_done(killing, fates_of(provider))


async def test_f49_f59_two_processes_renew_and_settle_at_once_and_nobody_who_has_paid_loses_anything(
    killing: Killing, seed: int
) -> None:
    """Whether the money or the renewal comes first is chance: everything is renewed all the same, once, and at once."""
    provider = make_provider(seed, Kind(many=40, addons=1), Kind(many=40, addons=1, warned=False))
    asked = [a_top_up(holding) for holding in provider.holdings]
    await lapsed_rows.write(killing.database, provider, asked)
    killing.only, killing.payments = frozenset({"renewals", "reconcile"}), tuple(paid(top_up) for top_up in asked)
    workers = [killing.start(), killing.start()]
    await killing.at_any_moment(workers, 2, random.Random(seed), most_steps=20)
    await killing.end(workers)
    await assert_all_done(killing, fates_of(with_money(provider, asked)), told=False)
    assert await killing.count("SELECT count(*) FROM transfers WHERE event LIKE 'topup:%'") == len(asked)


def a_top_up(holding: Holding) -> TopUp:
    """What the renewal of a mailbox with one add-on takes, asked for while the bot was there for the last time."""
    mailbox, addon = holding.mailbox, holding.addons[0]
    return TopUp(
        id=mailbox.id,
        holder_id=mailbox.holder_id,
        amount=price_for(CATALOGUE, addon.service, addon.gb, mailbox.term_years).gross,
        order_id=None,
        chat_id=100_000 + mailbox.holder_id,
        state=TopUpState.OPEN,
        created_at=NOW - timedelta(days=6),
        link_id=f"plink_{mailbox.id}",
        link_url=f"https://pay.example/plink_{mailbox.id}",
    )


def paid(top_up: TopUp) -> PaymentReceived:
    """It was paid, and Stripe says so."""
    return PaymentReceived(
        intent=f"pi_{top_up.id}",
        link_id=top_up.link_id,
        reference=top_up.reference,
        cents=top_up.amount.cents,
        currency="eur",
        asked_at=top_up.asked_at,
    )


def with_money(provider: Provider, asked: Iterable[TopUp]) -> Provider:
    """The same provider, if all that was asked for had been there from the start."""
    credit = dict(provider.credits)
    for top_up in asked:
        credit[top_up.holder_id] = top_up.amount + credit.get(top_up.holder_id, top_up.amount * 0)
    return replace(provider, credits=credit)


async def assert_all_done(killing: Killing, fates: Fates, *, told: bool = True) -> None:
    """Everything is as the rules have it, the books are right, and nobody stood in another's way."""
    found = await lapsed_rows.read(killing.database)
    assert found.renewals == fates.renewals
    assert found.addons == fates.addons
    assert found.mailboxes == fates.mailboxes
    assert found.credits == fates.credits
    if told:
        assert found.notices == fates.notices
    assert (await Auditing(units=SqlUnits(killing.database)).audit()).problems == ()
    assert await killing.count("SELECT count(*) FROM renewals") == len(fates.renewals)
    assert await killing.count("SELECT count(*) FROM transfers WHERE event LIKE 'renewal:%'") == 2 * len(fates.renewals)
    if not killing.database.is_sqlite:
        deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        assert await killing.count(deadlocks) == 0


async def assert_all_told(killing: Killing, fates: Fates) -> None:
    """Each notice has arrived once, but for those that a process brought in the moment in which it was killed."""
    assert await killing.count("SELECT count(*) FROM outbox WHERE state <> 'sent'") == 0
    spoken = {key for key in fates.notices if not key.endswith(":set_limit")}
    assert await killing.count("SELECT count(*) FROM deliveries WHERE result = 'arrived'") == len(spoken)
    assert await killing.count("SELECT count(DISTINCT key) FROM deliveries") == len(spoken)
    heard = killing.deliveries()
    assert heard.keys() == spoken | fates.limits
    twice = {what: numbers for what, numbers in heard.items() if len(numbers) > 1}
    assert {what: numbers for what, numbers in twice.items() if not killing.killed.issuperset(numbers[:-1])} == {}
    assert [what for what, numbers in twice.items() if len(set(numbers)) < len(numbers)] == []
