"""Polling keeps every update with Telegram until it is done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import structlog
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.gateways.telegram import TokenRevoked
from bot.polling import WINDOW, Polling, chat_of
from bot.receiver import Done, MalformedUpdate, Outcome
from domain.errors import StorageUnavailable
from tests.receiver.doubles import ANNA, MARIO, membership, message, tap


class Telegram:
    """A queue of updates that forgets what the offset has passed, as Telegram does."""

    def __init__(self, updates: list[dict[str, Any]]) -> None:
        self.updates = updates
        self.offsets: list[int] = []
        self.fails: list[TelegramError] = []
        self.asked = 0

    async def get(self, *, offset: int, limit: int, wait: int) -> list[dict[str, Any]]:
        """Hands out updates."""
        self.asked += 1
        if self.fails:
            raise self.fails.pop(0)
        self.offsets.append(offset)
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        if not self.updates and wait:
            await asyncio.sleep(0.01)
        return self.updates[:limit]

    @property
    def kept(self) -> list[int]:
        """What Telegram would still deliver."""
        return [one["update_id"] for one in self.updates]


class Hands:
    """Does updates, slowly or not at all if told so."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.started: list[int] = []
        self.gates: dict[int, asyncio.Event] = {}
        self.fails: dict[int, list[Exception]] = {}

    async def receive(self, raw: Any) -> Outcome:
        """Does one."""
        update_id = raw["update_id"]
        self.started.append(update_id)
        if self.fails.get(update_id):
            raise self.fails[update_id].pop(0)
        if update_id in self.gates:
            await self.gates[update_id].wait()
        self.done.append(update_id)
        return Done()


@asynccontextmanager
async def polling(telegram: Telegram, hands: Hands) -> AsyncIterator[Polling]:
    """Polls for the block, and stops after it."""
    loop = Polling(telegram, hands.receive, first_pause=0.001, longest_pause=0.01)
    task = asyncio.create_task(loop.run())
    try:
        yield loop
    finally:
        loop.stop()
        await asyncio.wait_for(task, 5)


async def until(fact: Callable[[], bool]) -> None:
    """Waits until something is so."""
    async with asyncio.timeout(5):
        while not fact():  # noqa: ASYNC110 - the fact is no event of ours
            await asyncio.sleep(0.005)


def updates(*ids: int, user: int = MARIO) -> list[dict[str, Any]]:
    """Messages of one person, with these ids."""
    return [message(f"no. {number}", user=user, update_id=number) for number in ids]


async def test_f03_five_hundred_waiting_updates_are_done_in_order() -> None:
    telegram, hands = Telegram(updates(*range(1, 501))), Hands()
    async with polling(telegram, hands):
        await until(lambda: len(hands.done) == 500)
        await until(lambda: telegram.kept == [])
    assert hands.done == list(range(1, 501))


async def test_the_offset_does_not_pass_an_update_that_is_not_done() -> None:
    telegram, hands = Telegram([*updates(1, 2), *updates(3, 4, 5, user=ANNA)]), Hands()
    hands.gates[2] = asyncio.Event()
    async with polling(telegram, hands):
        await until(lambda: hands.done == [1, 3, 4, 5] and telegram.offsets[-1] == 2)
        telegram.updates += updates(6, user=ANNA)
        await until(lambda: 6 in hands.done)
        assert telegram.kept == [2, 3, 4, 5, 6]
        hands.gates[2].set()
        await until(lambda: telegram.kept == [])
    assert hands.done == [1, 3, 4, 5, 6, 2]


async def test_s18_no_more_is_in_flight_than_telegram_hands_out_at_once() -> None:
    telegram, hands = Telegram(updates(*range(1, 1_001))), Hands()
    hands.gates[1] = asyncio.Event()
    async with polling(telegram, hands) as loop:
        await until(lambda: telegram.asked > 2)
        assert loop.in_flight == WINDOW
        hands.gates[1].set()
        await until(lambda: len(hands.done) == 1_000)


async def test_f52_an_update_that_the_database_could_not_take_is_tried_again_and_not_passed() -> None:
    telegram, hands = Telegram(updates(1, 2)), Hands()
    hands.fails[1] = [StorageUnavailable(), StorageUnavailable(), RuntimeError("a bug")]
    async with polling(telegram, hands):
        await until(lambda: telegram.kept == [])
    assert hands.started == [1, 1, 1, 1, 2]
    assert hands.done == [1, 2]


async def test_a_malformed_update_does_not_block_the_rest() -> None:
    telegram, hands = Telegram(updates(1, 2)), Hands()
    hands.fails[1] = [MalformedUpdate()]
    async with polling(telegram, hands):
        await until(lambda: telegram.kept == [])
    assert hands.done == [2]


async def test_f16_a_second_poller_is_warned_about_and_waited_for() -> None:
    telegram, hands = Telegram(updates(1)), Hands()
    telegram.fails = [Conflict("Conflict: terminated by other getUpdates request")] * 3
    with structlog.testing.capture_logs() as logs:
        async with polling(telegram, hands):
            await until(lambda: hands.done == [1])
    assert [line["event"] for line in logs] == ["another_poller"] * 3


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # PTB's own, whenever a RetryAfter is made
async def test_a_broken_network_is_waited_for() -> None:
    telegram, hands = Telegram(updates(1)), Hands()
    telegram.fails = [NetworkError("x"), RetryAfter(0), NetworkError("x")]
    async with polling(telegram, hands):
        await until(lambda: hands.done == [1])


async def test_f17_a_revoked_token_stops_the_loop_loudly_and_without_the_token() -> None:
    telegram, hands = Telegram([]), Hands()
    telegram.fails = [InvalidToken("The token `110201543:AAHd` was rejected")]
    with structlog.testing.capture_logs() as logs, pytest.raises(TokenRevoked) as raised:
        await Polling(telegram, hands.receive).run()
    assert [line["log_level"] for line in logs] == ["critical"]
    assert "110201543" not in f"{logs} {raised.value!r}"
    assert raised.value.__suppress_context__


async def test_a_stop_lets_the_update_in_hand_end_and_leaves_the_next_to_telegram() -> None:
    telegram, hands = Telegram(updates(1, 2)), Hands()
    hands.gates[1] = asyncio.Event()
    async with polling(telegram, hands) as loop:
        await until(lambda: hands.started == [1])
        loop.stop()
        hands.gates[1].set()
    assert hands.done == [1]
    assert telegram.kept == [2]


async def test_a_stop_does_not_wait_for_the_long_poll() -> None:
    telegram, hands = Telegram([]), Hands()

    async def hang(**_: Any) -> list[dict[str, Any]]:
        await asyncio.sleep(60)
        return []

    telegram.get = hang  # type: ignore[method-assign]  # a Telegram with nothing to say
    async with asyncio.timeout(2):
        async with polling(telegram, hands):
            await asyncio.sleep(0.02)


def test_the_chat_of_an_update_is_found_in_each_kind() -> None:
    edited = {"update_id": 1, "edited_message": message("x")["message"]}
    kinds = [message("x"), tap("x"), edited, membership("member", "private", MARIO), {"update_id": 1, "poll": {}}]
    assert [chat_of(one) for one in kinds] == [MARIO, MARIO, MARIO, MARIO, 0]
