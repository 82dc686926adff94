"""What must hold in the end, whatever happened: held against what the outside knows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.sandbox.world import World
from domain.cards import inbox_gb
from domain.mailboxes import GIGABYTE
from storage.engine import Database
from storage.metadata import metadata
from storage.unit_of_work import SqlUnits
from tests.chaos.bots import SECRET
from tests.chaos.customers import Customer, GaveUp
from tests.chaos.killer import Killer
from tests.journeys.canaries import PASSWORDS, _bytes
from tests.stripe_schemas.checker import assert_all_conform

_SORRY = ("per colpa nostra", "it's our fault")
_WRONG = frozenset({"error", "critical"})
UNAVAILABLE = 503
_SAID = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
_NOT_GIVEN_BACK = frozenset({"failed", "canceled"})
_WITHDRAWN = frozenset({"needs_response", "under_review", "lost"})
_JUDGED_APART = frozenset({"update_set_aside"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """Looks at everything that a siege has left behind. Each finding is one line.

    `has_front`: a proxy stands before the bots, and hands what one of them has dropped to the next.
    """

    world: World
    database: Database
    folder: Path
    has_front: bool = False

    @staticmethod
    async def done_updates(database: Database) -> set[int]:
        """The updates that the house remembers as done."""
        rows = await _ask(database, "SELECT update_id FROM updates WHERE done_at IS NOT NULL")
        return {int(str(number)) for (number,) in rows}

    @staticmethod
    async def owed(database: Database) -> list[tuple[object, ...]]:
        """The notices that wait, by kind."""
        return await _ask(database, "SELECT kind, COUNT(*) FROM outbox WHERE state = 'waiting' GROUP BY kind")

    async def stuck(self, customers: Iterable[Customer]) -> list[str]:
        """Whoever cannot open the menu and go on from there."""
        found = []
        for customer in customers:
            customer.post.calm()
            before = self.world.telegram.changes
            try:
                await customer.goes_home()
                await customer.taps("help")
            except GaveUp as error:
                found.append(f"chat {customer.chat_id} is stuck: no {error} in the menu, but {customer.text!r}")
            if self.world.telegram.changes == before:
                found.append(f"chat {customer.chat_id} is stuck: nothing is answered")
        return found

    async def findings(self, done: Set[int], killer: Killer) -> list[str]:
        """Everything that disagrees."""
        found = [*killer.unexpected, *self._put_off(), *self._undone(done), *self._answered_twice(killer)]
        found += self._apologies(killer)
        found += [f"the books: {problem}" for problem in await self._books()]
        found += await self._stripe()
        found += await self._orders()
        found += await self._notices()
        found += [*await self._letters(), *self._errors()]
        found += await self._secrets()
        if not self.database.is_sqlite:
            found += await self._deadlocks()
        return found

    async def _deadlocks(self) -> list[str]:
        """No two transactions have waited for each other (fault F35)."""
        query = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database() AND deadlocks > 0"
        return [f"{count} deadlocks" for (count,) in await _ask(self.database, query)]

    def _put_off(self) -> Iterator[str]:
        """No two worked on one chat at a time: whoever comes second cannot save the dialog, and answers 503."""
        times = sum(each.status == UNAVAILABLE for each in self.world.telegram.postman.attempts)
        if times:
            yield f"{times} times an update was put off, though the database was there"

    def _undone(self, done: Set[int]) -> Iterator[str]:
        """Every update that the outside handed over and forgot is done."""
        updates = self.world.telegram.updates
        lost = sorted({*updates.history} - {*updates.waiting} - done)
        if lost:
            yield f"{len(lost)} updates were accepted and are not done: {lost[:5]}"
        if updates.waiting:
            yield f"{len(updates.waiting)} updates are not accepted in the end"

    def _answered_twice(self, killer: Killer) -> Iterator[str]:
        """Every tap is done once, and once more for each time that whoever did it died or did not finish."""
        failed = self._failed(killer)
        update_of = {
            update["callback_query"]["id"]: number
            for number, update in self.world.telegram.updates.history.items()
            if "callback_query" in update
        }
        answers = Counter(params["callback_query_id"] for params in self.world.telegram.called("answerCallbackQuery"))
        for query, times in answers.items():
            allowed = 1 + failed(update_of[query])
            if times > allowed:
                yield f"update {update_of[query]} was done {times} times, and failed {allowed - 1} times"

    def _apologies(self, killer: Killer) -> list[str]:
        """Nobody was told that something went wrong, but about an update that saw three bots die (fault F57)."""
        aside = [int(event["update_id"]) for event in self._logged() if event["event"] == "update_set_aside"]
        failed = self._failed(killer)
        found = [
            f"an update was put aside that has failed only {failed(number)} times: {number}"
            for number in aside
            if failed(number) < 3
        ]
        said = [str(params.get("text")) for params in self.world.telegram.called("sendMessage")]
        sorry = [words for words in said if any(one in words for one in _SORRY)]
        if len(sorry) > len(aside):
            found.append(f"{len(sorry)} apologies for {len(aside)} updates that were set aside, such as {sorry[0]!r}")
        return found

    def _failed(self, killer: Killer) -> Callable[[int], int]:
        """How often whoever was handed an update died, or did not finish it.

        Who polls, and whoever stands behind a proxy, may have dropped any update at each death.
        """
        seen = Counter(each.update_id for each in self.world.telegram.postman.attempts if each.status != 200)
        unseen = killer.deaths if self.has_front or self.world.telegram.postman.webhook is None else 0
        return lambda update_id: seen[update_id] + unseen

    async def _books(self) -> Sequence[str]:
        async with SqlUnits(self.database).read() as unit:
            return (await unit.ledger.problems())[1]

    async def _stripe(self) -> list[str]:
        """What Stripe took and did not give back is what came into the books."""
        taken = sum(intent["amount_received"] for intent in self.world.stripe.intents)
        back = [refund for refund in self.world.stripe.refunds if refund["status"] not in _NOT_GIVEN_BACK]
        back += [dispute for dispute in self.world.stripe.disputes if dispute["status"] in _WITHDRAWN]
        given_back = sum(each["amount"] for each in back)
        ((came, went),) = await _ask(
            self.database,
            "SELECT COALESCE(SUM(CASE WHEN source = 'card' THEN amount_cents END), 0),"
            " COALESCE(SUM(CASE WHEN target = 'card' THEN amount_cents END), 0) FROM transfers",
        )
        booked = int(str(came)) - int(str(went))
        found = []
        if booked != taken - given_back:
            found.append(f"Stripe has {taken - given_back} cents, the books have {booked}")
        try:
            assert_all_conform(self.world.stripe.requests[-200:])
        except AssertionError as error:
            found.append(f"a call of Stripe is not as its document has it: {error}")
        return found

    async def _orders(self) -> list[str]:
        """Each completed order was paid and activated once, and each mailbox has the space that it should have."""
        found = [
            f"order {order} has {count} add-ons"
            for order, count in await _ask(
                self.database,
                "SELECT orders.id, COUNT(addons.id) FROM orders LEFT JOIN addons ON addons.order_id = orders.id"
                " WHERE orders.state = 'completed' GROUP BY orders.id HAVING COUNT(addons.id) <> 1",
            )
        ]
        limits = await _ask(self.database, "SELECT address, limit_bytes FROM credentials")
        async with SqlUnits(self.database).read() as unit:
            for address, limit in limits:
                mailbox = await unit.mailboxes.by_address(str(address))
                assert mailbox is not None
                wanted = inbox_gb(mailbox, await unit.addons.active_of([mailbox.id])) * GIGABYTE
                if int(str(limit)) != wanted:
                    found.append(f"mailbox {address} has {limit} bytes of space, and should have {wanted}")
        return found

    async def _notices(self) -> list[str]:
        """Each notice has arrived, once, or once more for each try whose end nobody knows."""
        found = [
            f"notice {key} was given up: {error}"
            for key, error in await _ask(
                self.database, "SELECT key, error FROM outbox WHERE state = 'dead' AND error <> 'overtaken'"
            )
        ]
        rows = await _ask(
            self.database,
            "SELECT outbox.target, deliveries.said FROM outbox JOIN deliveries ON deliveries.key = outbox.key"
            " WHERE outbox.channel = 'chat' AND outbox.state = 'sent' AND deliveries.result = 'arrived'",
        )
        told = Counter((str(target), str(said)) for target, said in rows)
        heard = Counter(
            (str(call.params["chat_id"]), str(call.params.get("text", call.params.get("caption"))))
            for call in self.world.telegram.calls
            if call.method in _SAID and call.ok
        )
        doubts = await self._unproven()
        for notice, times in told.items():
            if not times <= heard[notice] <= times + doubts[notice]:
                doubt = f"{times} times, and perhaps {doubts[notice]} times more"
                found.append(
                    f"chat {notice[0]} was told {heard[notice]} times, by the books {doubt}: {notice[1][:60]!r}"
                )
        return found

    async def _unproven(self) -> Counter[tuple[str, str]]:
        """By chat and words: how often a notice may have been delivered without the house knowing."""
        rows = await _ask(
            self.database,
            "SELECT outbox.target, MIN(deliveries.said), MIN(outbox.attempts), COUNT(deliveries.id) FROM outbox"
            " JOIN deliveries ON deliveries.key = outbox.key WHERE outbox.channel = 'chat' GROUP BY outbox.key,"
            " outbox.target",
        )
        doubts: Counter[tuple[str, str]] = Counter()
        for target, said, attempts, proofs in rows:
            doubts[str(target), str(said)] += max(0, int(str(attempts)) - int(str(proofs)))
        return doubts

    async def _letters(self) -> list[str]:
        """No letter has come twice, but those that were tried again with an end that nobody knows.

        The clock of a siege runs fast: a claim may run out while its try is under way, and both arrive.
        """
        rows = await _ask(
            self.database,
            "SELECT MIN(outbox.attempts), SUM(CASE WHEN deliveries.result IN ('later', 'refused') THEN 1 ELSE 0 END)"
            " FROM outbox JOIN deliveries ON deliveries.key = outbox.key WHERE outbox.channel = 'email'"
            " GROUP BY outbox.key",
        )
        again = sum(max(0, int(str(attempts)) - int(str(failed)) - 1) for attempts, failed in rows)
        twice = len(self.world.mail.duplicates)
        return [f"{twice} letters came twice, and only {again} may have"] if twice > again else []

    def _errors(self) -> Iterator[str]:
        """No bot has logged an error."""
        wrong = [event for event in self._logged() if event["level"] in _WRONG and event["event"] not in _JUDGED_APART]
        first = {str(event["event"]): event for event in reversed(wrong)}
        for event, times in Counter(str(event["event"]) for event in wrong).items():
            yield f"logged {times} times: {json.dumps(first[event])[-400:]}"

    def _logged(self) -> Iterator[dict[str, Any]]:
        """What the bots have logged; what is no line of a log is an error. The last line may have been cut off."""
        for path in sorted(self.folder.glob("said-*")):
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError:
                    if not line.startswith("{"):
                        yield {"level": "error", "event": f"not a line of a log: {line}"}

    async def _secrets(self) -> list[str]:
        """No password and no key stands in the database, in its journal, in a log or among the metrics."""
        stripe, telegram = self.world.stripe, self.world.telegram
        secrets = (*PASSWORDS, telegram.token, stripe.key, stripe.webhook_secret, SECRET)
        left = {"what was said": _bytes(self.folder)}
        file = self.database.file
        left["the database"] = _bytes(file.parent) if file else await self._rows()
        return [
            f"{secret!r} is left in {where}" for where, what in left.items() for secret in secrets if secret in what
        ]

    async def _rows(self) -> str:
        found = []
        for table in metadata.sorted_tables:
            found += [str(row) for row in await _ask(self.database, f"SELECT * FROM {table.name}")]  # noqa: S608 - ours
        return "\n".join(found)


async def _ask(database: Database, query: str, **values: object) -> list[tuple[object, ...]]:
    async with database.readers.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(query), values)]
