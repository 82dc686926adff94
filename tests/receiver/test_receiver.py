"""An update comes in once, in order, and is acknowledged only when done."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
import structlog
from telegram import Update
from telegram.error import Forbidden
from telegram.ext import CallbackContext, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat_locks import ChatLocks
from bot.receiver import Apologised, Done, Duplicate, Ignored, MalformedUpdate, SetAside
from bot.turn import current_turn
from domain.dialogs import Dialog
from domain.errors import StorageUnavailable
from tests.receiver.doubles import (
    ANNA,
    MARIO,
    AnyApplication,
    MemoryStore,
    Replica,
    build_replica,
    in_group,
    membership,
    message,
    tap,
)


class House:
    """Handlers that note what reached them, and that can be told to be slow or to break."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.breaks: Exception | None = None
        self.gate: asyncio.Event | None = None

    def add_to(self, application: AnyApplication) -> None:
        """Registers them."""
        application.add_handler(CallbackQueryHandler(self.on_tap))
        application.add_handler(MessageHandler(filters.ALL, self.on_message))
        application.add_handler(MessageHandler(filters.ALL, self.on_later), group=1)

    async def on_message(self, update: Update, _context: Any) -> None:
        """Hears a text."""
        assert update.effective_message
        text = update.effective_message.text or "?"
        turn = current_turn()
        turn.dialog = turn.dialog.moved("talk", "HEARD").drafted({"text": text})
        if self.gate:
            await self.gate.wait()
        self.heard.append(text)
        if self.breaks:
            raise self.breaks

    async def on_tap(self, update: Update, _context: Any) -> None:
        """Hears a tap."""
        assert update.callback_query
        self.heard.append(f"tap {update.callback_query.data}")

    async def on_later(self, _update: Update, _context: Any) -> None:
        """Comes after the others."""
        self.heard.append("later")


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def replica(house: House) -> Replica:
    return await build_replica(MemoryStore(), house.add_to)


async def test_an_update_runs_saves_the_dialog_and_is_marked(replica: Replica, house: House) -> None:
    update = message("ciao")
    assert await replica.receive(update) == Done()
    assert house.heard == ["ciao", "later"]
    assert replica.store.done == [update["update_id"]]
    assert replica.store.dialogs[MARIO].draft == {"text": "ciao"}


async def test_f01_one_update_delivered_three_times_is_done_once(replica: Replica, house: House) -> None:
    update = message("ciao")
    outcomes = [await replica.receive(update) for _ in range(3)]
    assert outcomes == [Done(), Duplicate(), Duplicate()]
    assert house.heard == ["ciao", "later"]


async def test_f01_one_update_delivered_to_two_replicas_at_once_is_done_once(house: House) -> None:
    store, shared = MemoryStore(), ChatLocks()
    one = await build_replica(store, house.add_to, locks=ChatLocks(shared.holding))
    two = await build_replica(store, house.add_to, locks=ChatLocks(shared.holding))
    update = message("ciao")
    outcomes = await asyncio.gather(*(replica.receive(update) for replica in (one, two, one, two)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Done", "Duplicate", "Duplicate", "Duplicate"]
    assert house.heard == ["ciao", "later"]


async def test_updates_of_one_chat_wait_for_each_other(replica: Replica, house: House) -> None:
    house.gate = asyncio.Event()
    first = asyncio.create_task(replica.receive(message("one")))
    second = asyncio.create_task(replica.receive(message("two")))
    await asyncio.sleep(0.02)
    assert house.heard == []
    house.gate.set()
    await asyncio.gather(first, second)
    assert house.heard == ["one", "later", "two", "later"]


async def test_another_chat_does_not_wait(replica: Replica, house: House) -> None:
    house.gate = asyncio.Event()
    slow = asyncio.create_task(replica.receive(message("slow")))
    await asyncio.sleep(0.02)
    await replica.receive(tap("menu", user=ANNA))
    assert house.heard == ["tap menu"]
    house.gate.set()
    await slow


async def test_f02_updates_that_arrive_in_the_wrong_order_are_each_done(replica: Replica, house: House) -> None:
    earlier, later = message("one"), message("two")
    assert await replica.receive(later) == Done()
    assert await replica.receive(earlier) == Done()
    assert house.heard == ["two", "later", "one", "later"]


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
@pytest.mark.parametrize("text", ["/start", "/menu", "/logout", "password"])
async def test_f07_a_group_is_left_and_no_handler_hears_of_it(
    replica: Replica, house: House, kind: str, text: str
) -> None:
    assert await replica.receive(in_group(text, kind)) == Ignored()
    assert house.heard == []
    assert replica.request.calls == [("leaveChat", {"chat_id": "-100777"})]
    assert (replica.store.done, replica.store.deliveries) == ([], {})


@pytest.mark.parametrize("status", ["member", "left", "kicked"])
async def test_f07_the_bot_leaves_a_group_it_is_added_to(replica: Replica, house: House, status: str) -> None:
    assert await replica.receive(membership(status)) == Ignored()
    assert len(replica.request.sent("leaveChat")) == (1 if status == "member" else 0)
    assert house.heard == []


async def test_f07_a_group_that_cannot_be_left_is_met_with_silence(replica: Replica) -> None:
    replica.request.refuse["leaveChat"] = (400, "Bad Request: chat not found")
    assert await replica.receive(in_group("/start")) == Ignored()


async def test_f07_a_tap_in_a_group_shows_nothing(replica: Replica, house: House) -> None:
    update = tap("credit")
    update["callback_query"]["message"]["chat"] = {"id": -100_777, "type": "supergroup", "title": "Somewhere"}
    assert await replica.receive(update) == Ignored()
    assert house.heard == []


PASSED_ON: dict[str, dict[str, Any]] = {
    "forwarded": {
        "text": "secret",
        "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Someone"},
    },
    "via a bot": {"text": "secret", "via_bot": {"id": 5, "is_bot": True, "first_name": "Gif"}},
    "photo": {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "caption": "2"},
    "sticker": {
        "sticker": {
            "file_id": "a",
            "file_unique_id": "b",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    },
    "contact of somebody else": {"contact": {"phone_number": "+39", "first_name": "Luca", "user_id": 9}},
    "voice": {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
    "document": {"document": {"file_id": "a", "file_unique_id": "b"}},
    "location": {"location": {"longitude": 1.0, "latitude": 1.0}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
}


@pytest.mark.parametrize("kind", PASSED_ON)
async def test_f08_what_is_not_typed_is_never_input(replica: Replica, house: House, kind: str) -> None:
    assert await replica.receive(message(None, **PASSED_ON[kind])) == Done()
    assert house.heard == []
    assert len(replica.not_understood) == 1


async def test_f08_an_edit_is_ignored(replica: Replica, house: House) -> None:
    typed = message("2")
    edited = {"update_id": typed["update_id"], "edited_message": typed["message"] | {"edit_date": 1_790_000_001}}
    assert await replica.receive(edited) == Ignored()
    assert (house.heard, replica.not_understood, replica.store.done) == ([], [], [])


async def test_f08_a_service_message_is_ignored(replica: Replica, house: House) -> None:
    assert await replica.receive(message(None, write_access_allowed={})) == Ignored()
    assert (house.heard, replica.not_understood) == ([], [])


async def test_f08_a_tap_under_a_message_of_another_chat_is_ignored(replica: Replica, house: House) -> None:
    assert await replica.receive(tap("x")) == Done()
    stranger: Any = {"id": ANNA, "is_bot": False, "first_name": "Anna"}
    assert await replica.receive(tap("y", sender=stranger)) == Ignored()
    assert house.heard == ["tap x"]


async def test_f08_help_that_fails_is_apologised_for(house: House) -> None:
    async def broken(_update: Update) -> None:
        raise RuntimeError

    replica = await build_replica(MemoryStore(), house.add_to, not_understood=broken)
    assert isinstance(await replica.receive(message(None, **PASSED_ON["dice"])), Apologised)


@pytest.mark.parametrize("field", ["migrate_to_chat_id", "migrate_from_chat_id"])
async def test_f14_a_migrated_chat_is_ignored_and_moves_no_dialog(replica: Replica, house: House, field: str) -> None:
    replica.store.dialogs[-100_777] = before = Dialog(chat_id=-100_777, conversation="talk", state="HEARD")
    update = in_group("x")
    del update["message"]["text"]
    update["message"][field] = -100_888
    assert await replica.receive(update) == Ignored()
    assert replica.store.dialogs == {-100_777: before}
    assert (house.heard, replica.request.calls) == ([], [])


async def test_f14_a_person_in_a_private_chat_of_another_number_is_ignored(replica: Replica, house: House) -> None:
    stranger: Any = {"id": ANNA, "is_bot": False, "first_name": "Anna"}
    assert await replica.receive(message("ciao", sender=stranger)) == Ignored()
    assert house.heard == []


async def test_a_handler_that_raises_is_apologised_for_and_changes_nothing(replica: Replica, house: House) -> None:
    await replica.receive(message("before"))
    house.breaks = ZeroDivisionError("7 / 0")
    with structlog.testing.capture_logs() as logs:
        outcome = await replica.receive(update := message("breaks"))
    assert outcome == Apologised(replica.apologies[0])
    assert replica.store.dialogs[MARIO].draft == {"text": "before"}
    assert replica.store.done[-1] == update["update_id"]
    assert [line["event"] for line in logs] == ["update_failed"]


async def test_a_message_that_became_the_live_one_stays_it_though_its_handler_then_raised() -> None:
    async def show_and_break(*_: Any) -> None:
        turn = current_turn()
        turn.dialog = replace(turn.dialog.moved("talk", "HEARD"), live_message_id=7, resume="buy")
        raise RuntimeError

    def add(application: AnyApplication) -> None:
        application.add_handler(MessageHandler(filters.ALL, show_and_break))

    replica = await build_replica(MemoryStore(), add)
    await replica.receive(message("x"))
    assert replica.store.dialogs[MARIO] == Dialog(chat_id=MARIO, live_message_id=7, version=1)


async def test_handlers_of_later_groups_do_not_follow_one_that_raised(replica: Replica, house: House) -> None:
    house.breaks = ZeroDivisionError()
    await replica.receive(message("breaks"))
    assert house.heard == ["breaks"]


async def test_f57_an_update_whose_handler_raises_is_done_and_the_chat_goes_on(replica: Replica, house: House) -> None:
    house.breaks = RuntimeError("poison")
    update = message("poison")
    assert isinstance(await replica.receive(update), Apologised)
    assert await replica.receive(update) == Duplicate()
    house.breaks = None
    assert await replica.receive(message("fine")) == Done()


class Killed(BaseException):
    """The process ends here."""


async def test_f57_an_update_that_kills_the_process_is_set_aside_after_three_deliveries(house: House) -> None:
    store, poison = MemoryStore(), message("poison")

    async def die(*_: Any) -> None:
        raise Killed

    for _ in range(3):
        doomed = await build_replica(store, lambda app: app.add_handler(MessageHandler(filters.ALL, die)))
        with pytest.raises(Killed):
            await doomed.receive(poison)
    replica = await build_replica(store, house.add_to)
    with structlog.testing.capture_logs() as logs:
        outcome = await replica.receive(poison)
    assert outcome == SetAside(replica.apologies[0])
    assert [(line["event"], line["deliveries"]) for line in logs] == [("update_set_aside", 4)]
    assert await replica.receive(poison) == Duplicate()
    assert await replica.receive(message("fine")) == Done()
    assert house.heard == ["fine", "later"]


async def test_f53_a_crash_before_the_dialog_is_saved_runs_the_update_again(house: House) -> None:
    store, update = MemoryStore(), message("ciao")
    first = await build_replica(store, house.add_to)
    house.gate = asyncio.Event()
    running = asyncio.create_task(first.receive(update))
    await asyncio.sleep(0.02)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert store.dialogs == {}
    house.gate = None
    second = await build_replica(store, house.add_to)
    assert await second.receive(update) == Done()
    assert store.dialogs[MARIO].version == 1


async def test_a_stop_in_the_middle_does_not_count_as_a_delivery(replica: Replica, house: House) -> None:
    house.gate, update = asyncio.Event(), message("ciao")
    for _ in range(5):
        running = asyncio.create_task(replica.receive(update))
        await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.wait([running])
    assert replica.store.deliveries[update["update_id"]] == 0
    house.gate.set()
    assert await replica.receive(update) == Done()


@pytest.mark.parametrize("when", ["at the start", "in the handler", "at the end"])
async def test_f52_an_update_met_by_a_database_that_is_down_is_done_when_it_comes_again(
    replica: Replica, house: House, when: str
) -> None:
    update = message("ciao")
    replica.store.down = when == "at the start"
    house.breaks = StorageUnavailable() if when == "in the handler" else None
    replica.store.finish_fails = 10 if when == "at the end" else 0
    for _ in range(5):
        with pytest.raises(StorageUnavailable):
            await replica.receive(update)
    replica.store.down, house.breaks, replica.store.finish_fails = False, None, 0
    assert await replica.receive(update) == Done()
    assert replica.apologies == []


async def test_an_apology_that_fails_does_not_bring_the_update_back(house: House) -> None:
    async def speechless(_update: Update, _reference: str) -> None:
        raise Forbidden("bot was blocked by the user")

    replica = await build_replica(MemoryStore(), house.add_to, apologise=speechless)
    house.breaks = RuntimeError()
    assert isinstance(await replica.receive(update := message("x")), Apologised)
    assert replica.store.done == [update["update_id"]]


async def test_a_chat_that_blocked_the_bot_gets_no_apology(replica: Replica, house: House) -> None:
    house.breaks = Forbidden("bot was blocked by the user")
    assert await replica.receive(message("x")) == Done()
    assert replica.apologies == []


async def test_a_context_that_cannot_be_built_is_a_failure_and_not_a_silent_loss(
    replica: Replica, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise ValueError

    monkeypatch.setattr(CallbackContext, "from_update", broken)
    assert isinstance(await replica.receive(message("x")), Apologised)


@pytest.mark.parametrize(
    "raw", [b"", b"\xff", b"null", b"[]", b"7", b"{}", b'{"update_id":"1"}', b'{"update_id":true}', b"[" * 100_000]
)
async def test_s18_what_is_not_an_update_is_refused(replica: Replica, raw: bytes) -> None:
    with pytest.raises(MalformedUpdate):
        await replica.receiver.receive(raw)


@pytest.mark.parametrize(
    "inner", [{"message": {"text": "x"}}, {"message": 7}, {"callback_query": {}}, {"message": {"chat": []}}, {"new": 1}]
)
async def test_s18_an_update_of_an_unknown_shape_is_acknowledged_and_ignored(
    replica: Replica, inner: dict[str, Any]
) -> None:
    assert await replica.receive({"update_id": 1, **inner}) == Ignored()


@pytest.mark.parametrize("date", [10**12, 2**55, 2**63 - 1, 2**63, -(2**63)])
async def test_s18_an_update_of_an_impossible_instant_is_acknowledged_and_ignored(replica: Replica, date: int) -> None:
    update = message("ciao")
    update["message"]["date"] = date
    assert await replica.receive(update) == Ignored()


async def test_s18_ten_thousand_chats_leave_no_lock_behind() -> None:
    locks = ChatLocks()

    async def visit(chat_id: int) -> None:
        async with locks.holding(chat_id):
            await asyncio.sleep(0)

    await asyncio.gather(*(visit(number % 5_000) for number in range(10_000)))
    assert locks.busy == 0


async def test_the_lock_across_processes_is_taken_inside_the_chats_own() -> None:
    seen: list[str] = []

    @asynccontextmanager
    async def across(chat_id: int) -> Any:
        seen.append(f"in {chat_id}")
        yield
        seen.append(f"out {chat_id}")

    locks = ChatLocks(across)

    async def visit() -> None:
        async with locks.holding(7):
            await asyncio.sleep(0)

    await asyncio.gather(visit(), visit())
    assert seen == ["in 7", "out 7", "in 7", "out 7"]


async def test_every_end_is_measured(house: House) -> None:
    ends: list[str] = []
    replica = await build_replica(
        MemoryStore(), house.add_to, observe=lambda outcome, seconds: ends.append(f"{outcome} {seconds >= 0}")
    )
    await replica.receive(update := message("x"))
    await replica.receive(update)
    replica.store.down = True
    with pytest.raises(StorageUnavailable):
        await replica.receive(message("y"))
    assert ends == ["Done True", "Duplicate True", "Unfinished True"]


async def test_there_is_no_turn_outside_of_one(replica: Replica) -> None:
    replica.application.add_handler(CommandHandler("x", lambda *_: None))  # type: ignore[arg-type]  # never run
    with pytest.raises(LookupError):
        current_turn()
