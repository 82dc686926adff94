"""Ten thousand inputs that nobody expects, spread over every step of every conversation (S8, F06, F08, F63)."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from bot.conversations.front import SECRET_STATES
from bot.receiver import Done, Ignored, MalformedUpdate, Outcome
from bot.screens.buttons import MOST_BYTES, UnknownButton, decode
from domain.dialogs import Delivery, DeliveryState, Dialog
from domain.sessions import Arrival
from domain.usecases.access import Access
from tests.conftest import IN_CI
from tests.journeys import inputs
from tests.journeys.conftest import MAILING, enrol
from tests.journeys.desk import TRACES, Desk, Rows, opened_desk, rows_of
from tests.journeys.inputs import Update
from tests.journeys.steps import NEW_PASSWORD, STEPS, Step, cheap_hash, every_state, mailbox_id, make_hashing_cheap
from tests.people import MARIO
from tests.screens.checks import plain

TOTAL = 10_000 if IN_CI else 1_000
AT_ONCE = 10  # inputs that are invented together
EACH = -(-TOTAL // (AT_ONCE * len(STEPS)))
# What a log may say of an update that is none, and of a file that nobody has sent.
HARMLESS = {"update_unreadable", "file_not_found"}
GOING = re.compile(r"/(esci|logout)(@\S*)?(\s|$)", re.IGNORECASE)
LINKED = re.compile(r"/start(@\S*)?\s+\S", re.IGNORECASE)


class Kept:
    """Takes an update to Mario's chat as if it were always the first one after a step; others go to the real store."""

    def __init__(self, real: Any, dialog: Dialog) -> None:
        self.real = real
        self.dialog = dialog

    async def begin(self, update_id: int) -> Delivery:
        """An update that looks like the last one is new; others are looked up."""
        return Delivery(state=DeliveryState.NEW) if 0 < update_id < 2**31 else await self.real.begin(update_id)

    async def release(self, update_id: int) -> None:
        """Nothing is ever down here."""
        raise AssertionError(update_id)

    async def load_dialog(self, chat_id: int) -> Dialog:
        """Where the step stands."""
        return self.dialog if chat_id == self.dialog.chat_id else await self.real.load_dialog(chat_id)

    async def finish(self, update_id: int, dialog: Dialog) -> None:
        """Forgets where the dialog went; what it went there with must be something that any database keeps."""
        if dialog.chat_id != self.dialog.chat_id:
            await self.real.finish(update_id, dialog)
        kept = json.dumps(dict(dialog.draft), ensure_ascii=False)
        assert "\\u0000" not in kept, "PostgreSQL keeps no NUL"
        kept.encode()


class Standing:
    """A chat that stands at a step, and stands there again after whatever comes."""

    def __init__(self, desk: Desk, step: Step, known: list[str]) -> None:
        assert desk.house.database.file is not None
        self.desk, self.step = desk, step
        self.inputs = st.lists(inputs.updates(known), min_size=AT_ONCE, max_size=AT_ONCE)
        self.path = desk.house.database.file
        self.live = sqlite3.connect(self.path)
        self.before = sqlite3.connect(":memory:")
        self.live.backup(self.before)
        self.rows = self.all_rows()
        self.version = self.seen()

    def seen(self) -> int:
        """A number that changes when somebody else writes into the database."""
        version: int = self.live.execute("PRAGMA data_version").fetchone()[0]
        return version

    def all_rows(self) -> Rows:
        """Everything but the traces that every update leaves."""
        return rows_of(self.path, without=TRACES)

    def changed(self) -> set[str]:
        """The tables that hold something else than before; from then on they hold it again."""
        if self.seen() == self.version:
            return set()
        rows = self.all_rows()
        self.before.backup(self.live)
        self.version = self.seen()
        return {name for name in rows if rows[name] != self.rows.get(name)}

    def close(self) -> None:
        """Lets the database go."""
        self.live.close()
        self.before.close()


@pytest.fixture(params=STEPS.values(), ids=list(STEPS))
async def standing(
    sqlite_url: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Standing]:
    """Mario's chat at a step. Who he is has been looked up once: every update would look up the same."""
    step = request.param
    admins = {"admin_ids": str(MARIO.id)} if step.admin else {}
    async with opened_desk(sqlite_url, monkeypatch, **MAILING, **admins) as desk:
        await enrol(desk.house)
        async with _at(step, desk, monkeypatch) as standing:
            yield standing


@asynccontextmanager
async def _at(step: Step, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Standing]:
    make_hashing_cheap(desk)
    await step.way(desk)
    store, arrive = desk.house.receiver._store, Access.arrive
    dialog = await store.load_dialog(MARIO.id)
    assert (dialog.conversation, dialog.state) == (step.conversation, step.state), desk.said[-1:]
    if "hash" in dialog.draft:
        dialog = replace(dialog, draft={**dialog.draft, "hash": cheap_hash(NEW_PASSWORD)})
    arrival = await desk.services.access.arrive(MARIO.id)

    async def arrive_again(self: Access, chat_id: int) -> Arrival:
        return arrival if chat_id == MARIO.id else await arrive(self, chat_id)

    monkeypatch.setattr(Access, "arrive", arrive_again)
    desk.house.receiver._store = Kept(store, dialog)
    standing = Standing(desk, step, inputs.buttons(await mailbox_id(desk)))
    yield standing
    standing.close()


def test_s08_there_is_a_way_to_every_step_of_every_conversation() -> None:
    assert {(step.conversation, step.state) for step in STEPS.values() if step.conversation} == every_state()


@settings(
    max_examples=EACH,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
async def test_s08_f06_f08_f63_whatever_comes_is_answered_and_changes_nothing(
    standing: Standing, data: st.DataObject
) -> None:
    for update in data.draw(standing.inputs, label="updates"):
        desk, heard = standing.desk, len(standing.desk.request.calls)
        with structlog.testing.capture_logs() as log:
            outcome = await _comes_in(desk, update)
        calls, changed = desk.request.calls[heard:], standing.changed()
        note(f"{update}\n-> {outcome}, changed {changed or 'nothing'}, said {calls}, logged {log}")
        assert isinstance(outcome, Done | Ignored | None)
        bad = [line for line in log if line["log_level"] in {"warning", "error", "critical"}]
        assert [line for line in bad if line["event"] not in HARMLESS] == []
        for name, params in calls:
            _check_call(name, params)
        if not _may_do_something(standing, update):
            assert changed - standing.step.counted - _noted(standing, update) == set()


def _noted(standing: Standing, update: Update) -> set[str]:
    """Where a knock at a door of the admins leaves its line; what is typed as a password is not looked at."""
    return set() if "message" in update and standing.step.state in SECRET_STATES else {"admin_acts"}


async def _comes_in(desk: Desk, update: Update) -> Outcome | None:
    """The update is put on the desk as bytes; with half a character in it only as it comes from polling, in pieces."""
    sent = deepcopy(update)
    try:
        try:
            return await desk.house.receiver.receive(json.dumps(sent, ensure_ascii=False).encode())
        except UnicodeEncodeError:
            return await desk.house.receiver.receive(sent)
    except MalformedUpdate:
        return None


def _may_do_something(standing: Standing, update: Update) -> bool:
    """Whether it is no intruder: a right answer at this step, a command that acts, or a button that is there."""
    message, query = update.get("message"), update.get("callback_query")
    if isinstance(message, dict) and isinstance(message.get("text"), str):
        text = message["text"]
        acts = GOING.match(text) or LINKED.match(text)
        return bool(acts) or standing.step.is_right(standing.desk, text)
    if isinstance(query, dict) and isinstance(query.get("data"), str):
        try:
            decode(query["data"])
        except UnknownButton:
            return False
        return True
    return False


def _check_call(name: str, params: dict[str, str]) -> None:
    """Fails for what Telegram would refuse."""
    if name == "answerCallbackQuery":
        assert len(params.get("text", "")) <= 200
    if name not in {"sendMessage", "editMessageText"}:
        return
    text = plain(params["text"])
    text.encode()
    assert 0 < len(text.encode("utf-16-le")) // 2 <= 4096
    for key in _keys(params):
        assert key["text"]
        assert len(key.get("callback_data", "").encode()) <= MOST_BYTES


def _keys(params: dict[str, str]) -> Iterator[dict[str, str]]:
    rows = json.loads(params.get("reply_markup") or "{}").get("inline_keyboard", [])
    return (key for row in rows for key in row)
