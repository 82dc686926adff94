"""When an alarm is raised, when it is over, and that either is said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alarms import (
    LOOKS_BACK,
    Alarm,
    Backlog,
    Bounced,
    Episode,
    Readings,
    Repair,
    Signal,
    Step,
    Tallied,
    Tally,
    Verdict,
    Watched,
    alarm_notices,
    signals,
    step,
    tick_limit,
    watching_since,
)
from domain.notebook import Notebook
from domain.notices import NoticeKind
from tests.people import NOW

MINUTE = timedelta(minutes=1)
TICK = Watched(name="renewals", limit=timedelta(minutes=10))
CALM = Readings(
    now=NOW,
    since=NOW - timedelta(hours=5),
    backlog=Backlog(waiting=0, stuck=0, refunds=0, oldest_due=None),
    bounced=Bounced(times=0, holders=()),
    tallies={},
    repairs=(),
    ticks={"renewals": NOW},
)


def read(alarm: Alarm, **changes: Any) -> Signal:
    """What is said of one alarm when something is not calm."""
    (found,) = [one for one in signals(replace(CALM, **changes), [TICK]) if one.alarm is alarm]
    return found


def verdict(alarm: Alarm, **changes: Any) -> Verdict:
    """Whether that is bad."""
    return read(alarm, **changes).verdict


def tallied(what: Tallied, times: int, ago: timedelta = MINUTE) -> dict[Tallied, Tally]:
    """Something was counted."""
    return {what: Tally(times=times, first_at=NOW - ago, last_at=NOW - ago, reference="7K2M-9QXD")}


def repair(ago: timedelta, *, told: bool = False) -> Repair:
    """A payment that no webhook told of."""
    return Repair(intent=f"pi_{ago}", name=f"R{ago.seconds}", found_at=NOW - ago, told=told)


def test_when_all_is_calm_every_verdict_is_well() -> None:
    assert {one.alarm: one.verdict for one in signals(CALM, [TICK])} == dict.fromkeys(
        set(Alarm) - {Alarm.AUDIT}, Verdict.WELL
    )


@pytest.mark.parametrize(
    ("waiting", "stuck", "minutes", "expected"),
    [
        (10, 0, 1, Verdict.WELL),
        (10, 0, 2, Verdict.BETWEEN),
        (10, 0, 10, Verdict.BAD),
        (5_001, 0, 0, Verdict.BAD),
        (5_000, 0, 0, Verdict.BETWEEN),
        (1_000, 5, 0, Verdict.WELL),
        (100, 6, 0, Verdict.BETWEEN),
        (100, 21, 0, Verdict.BAD),
    ],
)
def test_notices_are_late_by_age_by_number_or_by_what_is_tried_in_vain(
    waiting: int, stuck: int, minutes: int, expected: Verdict
) -> None:
    backlog = Backlog(waiting=waiting, stuck=stuck, refunds=0, oldest_due=NOW - minutes * MINUTE)
    assert verdict(Alarm.BACKLOG, backlog=backlog) is expected


def test_a_single_refund_that_is_tried_in_vain_is_an_alarm() -> None:
    signal = read(Alarm.BACKLOG, backlog=Backlog(waiting=1, stuck=1, refunds=1, oldest_due=None))
    assert (signal.verdict, signal.facts["refunds"]) == (Verdict.BAD, 1)


@pytest.mark.parametrize(
    ("alarm", "what", "most"),
    [
        (Alarm.WEBHOOKS_FAILED, Tallied.WEBHOOK_FAILED, 3),
        (Alarm.WEBHOOKS_REFUSED, Tallied.WEBHOOK_REFUSED, 5),
    ],
)
def test_a_few_bad_webhooks_are_no_alarm_more_are_and_it_is_over_after_an_hour_without(
    alarm: Alarm, what: Tallied, most: int
) -> None:
    found = [verdict(alarm, tallies=tallied(what, times)) for times in (most, most + 1)]
    assert (found, verdict(alarm)) == ([Verdict.BETWEEN, Verdict.BAD], Verdict.WELL)


def test_an_alarm_about_webhooks_names_the_line_in_the_log() -> None:
    signal = read(Alarm.WEBHOOKS_FAILED, tallies=tallied(Tallied.WEBHOOK_FAILED, 9, ago=7 * MINUTE))
    assert signal.facts == {"times": 9, "reference": "7K2M-9QXD"}
    assert signal.since == NOW - 7 * MINUTE


@pytest.mark.parametrize(("times", "expected"), [(1, Verdict.BETWEEN), (4, Verdict.BETWEEN), (5, Verdict.BAD)])
def test_e_mails_that_bounce_are_an_alarm_from_five_in_an_hour(times: int, expected: Verdict) -> None:
    assert verdict(Alarm.MAILS, bounced=Bounced(times=times, holders=(1,))) is expected


def test_holders_are_named_by_number_and_no_more_than_five() -> None:
    signal = read(Alarm.MAILS, bounced=Bounced(times=40, holders=tuple(range(40))))
    assert signal.facts == {"times": 40, "holders": [0, 1, 2, 3, 4]}


def test_a_payment_that_no_webhook_told_of_is_an_alarm_only_when_the_webhook_is_not_just_late() -> None:
    found = [verdict(Alarm.REPAIRS, repairs=[repair(ago)]) for ago in (9 * MINUTE, 10 * MINUTE)]
    assert found == [Verdict.BETWEEN, Verdict.BAD]


def test_one_lost_webhook_is_an_alarm_although_others_arrive() -> None:
    arrived = tallied(Tallied.WEBHOOK_WELL, 3)
    assert verdict(Alarm.REPAIRS, repairs=[repair(11 * MINUTE)], tallies=arrived) is Verdict.BAD


@pytest.mark.parametrize(("minutes", "expected"), [(20, Verdict.BETWEEN), (14, Verdict.WELL)])
def test_repairs_are_over_once_a_webhook_has_arrived_after_the_last_of_them(minutes: int, expected: Verdict) -> None:
    told = [repair(30 * MINUTE, told=True), repair(15 * MINUTE, told=True)]
    arrived = tallied(Tallied.WEBHOOK_WELL, 1, ago=minutes * MINUTE)
    assert verdict(Alarm.REPAIRS, repairs=told, tallies=arrived) is expected


@pytest.mark.parametrize(("minutes", "expected"), [(10, Verdict.WELL), (11, Verdict.BAD)])
def test_a_tick_is_late_when_its_last_good_end_is_older_than_its_limit(minutes: int, expected: Verdict) -> None:
    assert verdict(Alarm.TICK, ticks={"renewals": NOW - minutes * MINUTE}) is expected


@pytest.mark.parametrize(("minutes", "expected"), [(10, Verdict.BETWEEN), (11, Verdict.BAD)])
def test_a_bot_that_was_off_for_days_gives_its_ticks_time_to_run(minutes: int, expected: Verdict) -> None:
    changes = {"since": NOW - minutes * MINUTE, "ticks": {"renewals": NOW - timedelta(days=3)}}
    assert verdict(Alarm.TICK, **changes) is expected


def test_a_tick_that_never_ended_well_is_late_too() -> None:
    assert verdict(Alarm.TICK, ticks={}) is Verdict.BAD


@pytest.mark.parametrize(
    ("every", "longest", "limit"), [(1, 0, 600), (180, 0, 900), (3_600, 0, 18_000), (60, 3_600, 3_600), (1, 10, 600)]
)
def test_a_tick_may_be_late_by_five_intervals_and_at_least_ten_minutes(every: int, longest: int, limit: int) -> None:
    assert tick_limit(timedelta(seconds=every), timedelta(seconds=longest)) == timedelta(seconds=limit)


@pytest.mark.parametrize(
    ("since", "last_look", "expected"),
    [
        (None, None, NOW),
        (NOW - timedelta(hours=1), NOW - MINUTE, NOW - timedelta(hours=1)),
        (NOW - timedelta(hours=1), NOW - timedelta(minutes=6), NOW),  # the machine has slept
        (NOW + timedelta(hours=1), NOW + timedelta(hours=1), NOW),  # the clock was put back
    ],
)
def test_who_has_not_looked_for_a_while_begins_anew(since: Any, last_look: Any, expected: Any) -> None:
    assert watching_since(since, last_look, NOW) == expected


# Once in an episode, whatever the order


@given(st.lists(st.sampled_from(Verdict)))
def test_raised_and_over_take_turns_whatever_is_read(verdicts: Sequence[Verdict]) -> None:
    raised, said = False, []
    for one in verdicts:
        done = step(one, raised=raised)
        if done is not Step.NONE:
            raised = done is Step.RAISE
            said.append(done)
    assert said == [Step.RAISE, Step.END] * (len(said) // 2) + [Step.RAISE] * (len(said) % 2)


@given(st.lists(st.sampled_from(Verdict)))
def test_what_is_bad_is_raised_and_what_is_well_is_not(verdicts: Sequence[Verdict]) -> None:
    raised = False
    for one in verdicts:
        done = step(one, raised=raised)
        raised = done is Step.RAISE or (raised and done is not Step.END)
        assert raised is {Verdict.BAD: True, Verdict.WELL: False}.get(one, raised)


def test_each_episode_has_notices_of_its_own_and_one_episode_has_each_once() -> None:
    signal = read(Alarm.BACKLOG)
    keys = [
        notice.key
        for number in (1, 1, 2)
        for over in (False, True)
        for notice in alarm_notices(
            [1, 2],
            signal,
            Episode(number=number, raised_at=NOW),
            NOW,
            over=over,
            kind=NoticeKind.ADMIN_ALARM,
        )
    ]
    assert sorted(Counter(keys).values()) == [1] * 4 + [2] * 4


# The notebook


def test_the_notebook_counts_by_the_minute_and_keeps_the_newest_reference() -> None:
    notebook = Notebook()
    for seconds, reference in ((0, "A"), (5, "B"), (20, None), (70, None)):
        notebook.count(Tallied.WEBHOOK_FAILED, NOW + timedelta(seconds=seconds), reference)
    tallies = notebook.tear_out().tallies
    first = tallies[Tallied.WEBHOOK_FAILED, NOW.replace(second=0, microsecond=0)]
    assert (len(tallies), first.times, first.reference) == (2, 3, "B")
    assert (first.first_at, first.last_at) == (NOW, NOW + timedelta(seconds=20))


def test_a_page_that_could_not_be_written_comes_again_with_what_was_noted_since() -> None:
    notebook = Notebook()
    notebook.count(Tallied.WEBHOOK_WELL, NOW)
    notebook.announced("pi_1")
    page = notebook.tear_out()
    notebook.count(Tallied.WEBHOOK_WELL, NOW)
    notebook.put_back(page)
    again = notebook.tear_out()
    assert ([tally.times for tally in again.tallies.values()], again.announced) == ([2], frozenset({"pi_1"}))
    assert notebook.tear_out().is_empty


def test_failures_are_counted_over_an_hour() -> None:
    assert timedelta(hours=1) == LOOKS_BACK
