"""F62: who sends faster than a person can is slowed down; nobody else is, and what waited is no flood."""

from __future__ import annotations

from datetime import timedelta

from telegram import Update

from bot.floods import BURST, MOST_CHATS, Floods
from tests.fakes import FakeClock
from tests.receiver.doubles import ANNA, MARIO, message, tap

START = 1_790_000_000


def sent(user: int = MARIO, at: float = START) -> Update:
    update = Update.de_json(message("ciao", user=user, date=int(at)), None)
    assert update is not None
    return update


def tapped() -> Update:
    update = Update.de_json(tap("home"), None)
    assert update is not None
    return update


def test_f62_a_burst_is_done_and_what_goes_beyond_it_is_not() -> None:
    floods = Floods(FakeClock())
    assert [floods.take(sent(), MARIO) for _ in range(BURST + 5)] == [True] * BURST + [False] * 5


def test_f62_another_chat_does_not_notice() -> None:
    floods = Floods(FakeClock())
    for _ in range(BURST * 2):
        floods.take(sent(), MARIO)
    assert floods.take(sent(ANNA), ANNA)


def test_f62_after_a_flood_two_a_second_are_done() -> None:
    floods = Floods(FakeClock())
    for _ in range(BURST * 2):
        floods.take(sent(), MARIO)
    done = [floods.take(sent(at=START + second), MARIO) for second in (1, 1, 1, 2, 2, 2) for _ in (0,)]
    assert done == [True, True, False, True, True, False]


def test_f03_what_waited_for_hours_is_no_flood() -> None:
    floods = Floods(FakeClock())
    assert all(floods.take(sent(at=START + number * 10), MARIO) for number in range(500))


def test_f62_taps_count_when_they_arrive() -> None:
    clock = FakeClock()
    floods = Floods(clock)
    assert [floods.take(tapped(), MARIO) for _ in range(BURST + 1)][-1] is False
    clock.advance(timedelta(seconds=1))
    assert floods.take(tapped(), MARIO)


def test_f62_a_chat_is_told_once_a_flood() -> None:
    floods = Floods(FakeClock())
    assert not floods.is_to_be_told(MARIO)
    for _ in range(BURST + 1):
        floods.take(sent(), MARIO)
    assert [floods.is_to_be_told(MARIO) for _ in range(3)] == [True, False, False]
    floods.take(sent(at=START + 60), MARIO)
    for _ in range(BURST * 2):
        floods.take(sent(at=START + 60), MARIO)
    assert floods.is_to_be_told(MARIO)


def test_f62_a_clock_that_jumps_back_lets_nobody_wait_longer() -> None:
    floods = Floods(FakeClock())
    for at in (START, START - 3_600):
        assert floods.take(sent(at=at), MARIO)


def test_s18_the_memory_of_chats_is_bounded() -> None:
    floods = Floods(FakeClock())
    for chat in range(MOST_CHATS + 50):
        floods.take(sent(), chat)
    assert len(floods._buckets) == MOST_CHATS
