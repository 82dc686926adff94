"""The watch over secrets bites: what it would find if the bot were careless (S1, S12)."""

from __future__ import annotations

import logging
import multiprocessing
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.logs import configure
from tests.journeys import canaries
from tests.journeys.canaries import Canaries
from tests.journeys.desk import Desk
from tests.people import MARIO, PASSWORD


def test_s12_a_password_in_the_log_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError, match=PASSWORD), canaries.watched(monkeypatch):
        logging.getLogger("bot").error("careless: %s", PASSWORD)


async def test_s01_a_password_in_the_database_is_found_even_once_it_is_overwritten(desk: Desk) -> None:
    watch = Canaries()
    watch.secrets.add("Canarino-9f3k-Gialla")
    await watch.check(desk.house)
    for text in ("xCanarino-9f3k-Giallax", "y" * 40):
        async with desk.house.units.write() as unit:
            await unit.marks.put("careless", text)
            await unit.commit()
        with pytest.raises(AssertionError, match=r"database.*Canarino"):
            await watch.check(desk.house)


def test_s01_a_code_is_found_where_it_stands_by_itself() -> None:
    watch = Canaries()
    watch.codes.add("042917")
    assert [watch.found_in(text) for text in ("code 042917.", "2026-11-22 09:00:00.042917", "1042917", "(042917,")] == [
        {"042917"}, set(), set(), {"042917"},
    ]  # fmt: skip


async def test_s01_the_codes_that_are_made_are_remembered(mailing_desk: Desk) -> None:
    await mailing_desk.tap(MARIO, "forgot")
    await mailing_desk.type(MARIO, MARIO.address)
    code = mailing_desk.code()
    assert [code in watch.codes for watch in canaries._watching] == [True]


def careless_in_words(folder: Path) -> None:
    """A process that says a password, and dies."""
    canaries.speak_into(folder)
    print(f"careless: {PASSWORD}", flush=True)  # noqa: T201 - that is the carelessness
    os._exit(9)


def careless_in_its_log(folder: Path) -> None:
    """A process that logs a password, and dies."""
    canaries.speak_into(folder)
    configure("DEBUG", "json", [])
    logging.getLogger("bot").debug("careless: %s", PASSWORD)
    os._exit(9)


def careless_in_a_traceback(folder: Path) -> None:
    """A process that dies of an error with a password in it."""
    canaries.speak_into(folder)
    sys.excepthook(ValueError, ValueError(PASSWORD), None)
    os._exit(9)


def careless_in_its_database(folder: Path) -> None:
    """A process that writes a password, takes it back, and dies before the journal is swept."""
    canaries.speak_into(folder)
    connection = sqlite3.connect(folder / "bot.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE notes (note TEXT)")
    connection.execute("INSERT INTO notes VALUES (?)", (PASSWORD,))
    connection.commit()
    connection.execute("UPDATE notes SET note = 'nothing'")
    connection.commit()
    os._exit(9)


@pytest.mark.parametrize(
    "careless", [careless_in_words, careless_in_its_log, careless_in_a_traceback, careless_in_its_database]
)
def test_s12_what_another_process_leaves_behind_is_found(tmp_path: Path, careless: Callable[[Path], None]) -> None:
    process = multiprocessing.get_context("forkserver").Process(target=careless, args=(tmp_path,))
    process.start()
    process.join(60)
    assert process.exitcode == 9
    with pytest.raises(AssertionError, match=PASSWORD):
        canaries.check_dead(tmp_path)


def test_s12_what_the_bot_was_set_up_with_is_looked_for_too(tmp_path: Path) -> None:
    (tmp_path / "said").write_text("the key is sk_test_careless")
    canaries.check_dead(tmp_path)
    with pytest.raises(AssertionError, match="sk_test_careless"):
        canaries.check_dead(tmp_path, "", "sk_test_careless")
