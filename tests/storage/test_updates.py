"""What the receiver remembers: done once, counted, and never the dialog of another process overwritten."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.receiver import UpdateStore
from domain import dialogs
from domain.dialogs import Delivery, DeliveryState, Dialog
from domain.errors import StorageUnavailable
from storage import talk_tables
from storage.engine import Database
from storage.unit_of_work import SqlUnits
from storage.updates import SqlUpdates, chat_lock
from tests.storage.world import NOW, ClockAt

MARIO = 1001


@pytest.fixture
def store(database: Database) -> SqlUpdates:
    """The memory of the receiver."""
    return SqlUpdates(database, ClockAt())


def test_the_store_is_what_the_receiver_asks_for(store: SqlUpdates) -> None:
    conforming: UpdateStore = store
    assert conforming is store


async def test_a_chat_never_seen_has_a_fresh_dialog(store: SqlUpdates) -> None:
    assert await store.load_dialog(MARIO) == Dialog(chat_id=MARIO)


async def test_a_dialog_is_kept_as_it_was(store: SqlUpdates) -> None:
    dialog = Dialog(
        chat_id=MARIO,
        conversation="buy",
        state="gb",
        draft={"mailbox": 1, "names": ["è", None, {"x": 1.5}], "yes": True},
        live_message_id=77,
        resume="buy:1",
    )
    await store.finish(1, dialog)
    assert await store.load_dialog(MARIO) == replace(dialog, version=1)


async def test_f56_a_form_that_another_version_of_the_code_has_begun_is_left_alone(
    store: SqlUpdates, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Dialog(chat_id=MARIO, conversation="buy", state="gb", draft={"mailbox": 1}, live_message_id=77)
    await store.finish(1, begun)
    with monkeypatch.context() as later:
        later.setattr(dialogs, "FORMAT", dialogs.FORMAT + 1)
        assert await store.load_dialog(MARIO) == Dialog(chat_id=MARIO, live_message_id=77, version=1)
    assert await store.load_dialog(MARIO) == replace(begun, version=1)


async def test_f56_a_form_begun_before_formats_were_counted_is_of_the_first(
    store: SqlUpdates, database: Database
) -> None:
    begun = Dialog(chat_id=MARIO, conversation="buy", state="gb", draft={"mailbox": 1})
    await store.finish(1, begun)
    async with database.writers.begin() as connection:
        await connection.execute(update(talk_tables.dialogs).values(draft={"mailbox": 1}))
    assert await store.load_dialog(MARIO) == replace(begun, version=1)


async def test_f01_an_update_that_is_done_is_done(store: SqlUpdates) -> None:
    assert await store.begin(1) == Delivery(state=DeliveryState.NEW, deliveries=1)
    await store.finish(1, Dialog(chat_id=MARIO))
    assert (await store.begin(1)).state is DeliveryState.DONE


async def test_f57_an_update_that_never_ends_is_given_up_after_three_deliveries(store: SqlUpdates) -> None:
    states = [(await store.begin(1)).state for _ in range(4)]
    assert states == [DeliveryState.NEW] * 3 + [DeliveryState.TOO_OFTEN]
    assert (await store.begin(2)).state is DeliveryState.NEW


async def test_a_delivery_that_was_given_back_does_not_count(store: SqlUpdates) -> None:
    for _ in range(10):
        assert await store.begin(1) == Delivery(state=DeliveryState.NEW, deliveries=1)
        await store.release(1)


async def test_giving_back_what_is_done_or_unknown_changes_nothing(store: SqlUpdates) -> None:
    await store.release(1)
    await store.begin(1)
    await store.finish(1, Dialog(chat_id=MARIO))
    await store.release(1)
    assert (await store.begin(1)).state is DeliveryState.DONE


async def test_f58_two_processes_take_turns_on_one_dialog(store: SqlUpdates, database: Database) -> None:
    other = SqlUpdates(database, ClockAt())
    for number, replica in enumerate([store, other, store, other]):
        dialog = await replica.load_dialog(MARIO)
        await replica.finish(number, dialog.moved("buy", f"step {number}"))
    assert await store.load_dialog(MARIO) == Dialog(chat_id=MARIO, conversation="buy", state="step 3", version=4)


@pytest.mark.parametrize("saved_before", [0, 1])
async def test_f01_of_two_processes_with_one_dialog_only_the_first_finishes(
    store: SqlUpdates, saved_before: int
) -> None:
    for number in range(saved_before):
        await store.finish(number, await store.load_dialog(MARIO))
    first = await store.load_dialog(MARIO)
    second = await store.load_dialog(MARIO)
    await store.finish(10, first.moved("buy", "gb"))
    with pytest.raises(StorageUnavailable):
        await store.finish(11, second.moved("login", "password"))
    assert (await store.load_dialog(MARIO)).conversation == "buy"
    assert (await store.begin(11)).state is DeliveryState.NEW


async def test_updates_of_long_ago_are_forgotten_and_unfinished_ones_kept(database: Database) -> None:
    await SqlUpdates(database, ClockAt(at=NOW - timedelta(days=8))).finish(1, Dialog(chat_id=MARIO))
    store = SqlUpdates(database, ClockAt())
    await store.finish(2, Dialog(chat_id=MARIO + 1))
    await store.begin(3)
    async with SqlUnits(database).write() as unit:
        assert await unit.traces.forget_updates(NOW - timedelta(days=7), 10) == 1
        await unit.commit()
    assert [(await store.begin(number)).state.value for number in (1, 2, 3)] == ["new", "done", "new"]


async def test_one_chat_is_locked_across_processes_on_postgresql(postgres_database: Database) -> None:
    lock, order = chat_lock(postgres_database), list[str]()

    async def hold(name: str, chat_id: int) -> None:
        async with lock(chat_id):
            order.append(f"{name} in")
            await asyncio.sleep(0.05)
            order.append(f"{name} out")

    await asyncio.gather(hold("first", MARIO), hold("second", MARIO))
    assert [line.split()[1] for line in order] == ["in", "out", "in", "out"]
    order.clear()
    await asyncio.gather(hold("mario", MARIO), hold("anna", 1002))
    assert [line.split()[1] for line in order] == ["in", "in", "out", "out"]


async def test_a_chat_is_free_again_after_a_handler_failed(postgres_database: Database) -> None:
    lock = chat_lock(postgres_database)
    with pytest.raises(ZeroDivisionError):
        async with lock(MARIO):
            raise ZeroDivisionError
    async with asyncio.timeout(1), lock(MARIO):
        pass


async def test_sqlite_needs_no_lock_of_its_own(sqlite_database: Database) -> None:
    async with chat_lock(sqlite_database)(MARIO), chat_lock(sqlite_database)(MARIO):
        pass


async def test_many_that_arrive_and_end_together_are_each_counted_and_saved(store: SqlUpdates) -> None:
    deliveries = await asyncio.gather(*(store.begin(number) for number in range(250)))
    assert deliveries == [Delivery(state=DeliveryState.NEW, deliveries=1)] * 250
    drafts = [Dialog(chat_id=number, draft={"number": number, "word": "è\x01"}) for number in range(250)]
    await asyncio.gather(*(store.finish(dialog.chat_id, dialog) for dialog in drafts))
    assert [await store.load_dialog(number) for number in (0, 1, 249)] == [
        replace(drafts[number], version=1) for number in (0, 1, 249)
    ]
    again = await asyncio.gather(*(store.begin(number) for number in range(260)))
    assert [one.state for one in again] == [DeliveryState.DONE] * 250 + [DeliveryState.NEW] * 10


async def test_f01_of_many_that_end_together_only_the_overtaken_one_comes_again(
    store: SqlUpdates, database: Database
) -> None:
    await asyncio.gather(*(store.finish(number, Dialog(chat_id=number)) for number in range(5)))
    loaded = [await store.load_dialog(number) for number in range(6)]
    await SqlUpdates(database, ClockAt()).finish(100, loaded[2].moved("login", "password"))
    ended = (store.finish(10 + dialog.chat_id, dialog.moved("buy", "gb")) for dialog in loaded)
    told = await asyncio.gather(*ended, return_exceptions=True)
    assert [type(one) for one in told] == [type(None), type(None), StorageUnavailable, *[type(None)] * 3]
    talks = [(await store.load_dialog(number)).conversation for number in range(6)]
    assert talks == ["buy", "buy", "login", "buy", "buy", "buy"]
    assert [(await store.begin(10 + number)).state.value for number in range(6)] == [
        *["done"] * 2,
        "new",
        *["done"] * 3,
    ]


async def test_f01_one_chat_twice_in_a_group_is_saved_once(store: SqlUpdates) -> None:
    dialogs = [
        Dialog(chat_id=MARIO + 1),
        *(Dialog(chat_id=MARIO).moved("buy", f"step {number}") for number in range(3)),
    ]
    ended = (store.finish(number, dialog) for number, dialog in enumerate(dialogs))
    told = await asyncio.gather(*ended, return_exceptions=True)
    assert [type(one) for one in told] == [type(None), type(None), StorageUnavailable, StorageUnavailable]
    assert await store.load_dialog(MARIO) == replace(dialogs[1], version=1)


async def test_a_draft_that_the_database_refuses_fails_nobody_else(store: SqlUpdates) -> None:
    dialogs = [Dialog(chat_id=number, conversation="buy", state=None if number == 2 else "gb") for number in range(4)]
    ended = (store.finish(dialog.chat_id, dialog) for dialog in dialogs)
    told = await asyncio.gather(*ended, return_exceptions=True)
    assert [type(one) for one in told] == [type(None), type(None), IntegrityError, type(None)]


async def test_f57_one_update_twice_in_a_group_is_counted_twice(store: SqlUpdates) -> None:
    counted = await asyncio.gather(*(store.begin(number) for number in (1, 2, 2, 3)))
    assert [one.deliveries for one in counted] == [1, 1, 2, 1]
