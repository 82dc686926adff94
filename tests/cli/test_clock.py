"""The clock that a file moves, and the pretend world's clock that writes it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from bot.clock import MovedClock, SystemClock, clock_of
from bot.sandbox.clock import SandboxClock

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_without_a_file_it_is_the_machines_time(tmp_path: Path) -> None:
    assert isinstance(clock_of(""), SystemClock)
    with time_machine.travel(NOON, tick=False):
        assert clock_of("").now() == clock_of(str(tmp_path / "none")).now() == NOON


def test_the_file_moves_it_whenever_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    with time_machine.travel(NOON, tick=False):
        clock, world = MovedClock(path), SandboxClock()
        world.tell(path)
        assert not path.exists()
        for days in (1, 7, 365):
            world.move(timedelta(days=days))
            assert clock.now() == world.now()
        world.move_to(NOON + timedelta(days=1_000, microseconds=7))
        assert clock.now() == world.now() == NOON + timedelta(days=1_000, microseconds=7)
        path.unlink()
        assert clock.now() == NOON


def test_what_an_earlier_world_left_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_text("86400\n", encoding="ascii")
    SandboxClock().tell(path)
    assert not path.exists()
    SandboxClock(timedelta(hours=1)).tell(path)
    assert path.read_text(encoding="ascii") == "3600.000000\n"
    assert os.listdir(tmp_path) == ["clock"]


def test_a_file_without_a_number_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("tomorrow\n", encoding="ascii")
    with pytest.raises(ValueError, match="tomorrow"):
        MovedClock(tmp_path / "clock").now()
