"""The watch over secrets bites: what it would find if the bot were careless (S1, S12)."""

from __future__ import annotations

import logging

import pytest

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
