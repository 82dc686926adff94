"""The measure of the interactive path is itself run, with a handful of updates: it cannot rot."""

from collections.abc import Callable

import pytest

from tests.bench.interactive import Size, interactive
from tests.bench.subjects import judged, message, tap

FEW = Size(rounds=1, burst=12, chats=4, steady=8, distant=4)


async def test_every_update_is_answered_and_measured(empty_database: Callable[[str], str]) -> None:
    figures = [figure async for figure in interactive("sqlite", empty_database("sqlite"), FEW)]
    *_, checked = figures
    assert len(figures) == 6
    assert checked.kept, checked


@pytest.mark.parametrize(
    ("answers", "flaws"),
    [
        ([(1, "1-1", 3.0), (2, "2-2", 3.5), (1, "1-3", 4.0)], 0),
        ([(1, "1-3", 3.0), (2, "2-2", 3.5), (1, "1-1", 4.0)], 1),  # out of order
        ([(1, "1-1", 3.0), (1, "1-1", 3.0), (2, "2-2", 3.5), (1, "1-3", 4.0)], 1),  # twice
        ([(1, "1-1", 3.0), (2, "2-2", 3.5)], 1),  # never
    ],
)
def test_whoever_is_answered_twice_or_never_or_out_of_turn_is_found(
    answers: list[tuple[int, str, float]], flaws: int
) -> None:
    updates = [message(1, 1), message(2, 2), message(3, 1)]
    found = {"released": [1.0, 2.0, 3.0], "answers": answers, "ended": [], "stray": 0}
    assert len(judged(updates, found, 0.0).flaws) == flaws


def test_a_tap_whose_spinner_is_stopped_twice_is_found() -> None:
    updates = [tap(1, 1, "home", 1)]
    found = {"released": [1.0], "answers": [(1, "x", 1.5)], "ended": ["1-1", "1-1"], "stray": 0}
    assert len(judged(updates, found, 0.0).flaws) == 1


def test_a_wait_lasts_from_release_to_answer() -> None:
    found = {"released": [1.0, 2.0], "answers": [(2, "2-2", 2.25), (1, "1-1", 2.0)], "ended": [], "stray": 0}
    played = judged([message(1, 1), message(2, 2)], found, 0.0)
    assert played.waits == [0.25, 1.0]
    assert (played.seconds, played.rate) == (1.25, 1.6)
