"""What administrators are alerted of, when an alarm is raised, and when it is over.

An alarm has a threshold to be raised and a lower one to be over: what hovers about a limit is said once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, StrEnum

from domain.notices import Facts, Notice, NoticeKind, to_chats

LOOKS_BACK = timedelta(hours=1)  # failures are counted over that time

OLDEST_DUE = timedelta(minutes=10)
OLDEST_DUE_AGAIN = timedelta(minutes=2)
MOST_WAITING, MOST_WAITING_AGAIN = 5_000, 1_000
MOST_STUCK, MOST_STUCK_AGAIN = 20, 5
STUCK_AFTER = 6  # attempts, and with their pauses five minutes in vain

MOST_FAILED_WEBHOOKS = 3  # in an hour; Stripe repeats what failed by itself
MOST_REFUSED_WEBHOOKS = 5  # in an hour; anybody can send one
MOST_BOUNCED = 4  # in an hour; of a single one its holder is told
EXAMPLES = 5

REPAIRS_RIPEN = timedelta(minutes=10)  # until then the webhook may only be late

TICK_LIMIT = timedelta(minutes=10)
TICK_INTERVALS = 5

STILL = timedelta(minutes=5)  # whoever has not looked for that long knows nothing about the time between


class Alarm(StrEnum):
    """What is wrong."""

    AUDIT = "audit"
    WEBHOOKS_FAILED = "webhooks-failed"
    WEBHOOKS_REFUSED = "webhooks-refused"
    REPAIRS = "repairs"
    MAILS = "mails"
    BACKLOG = "backlog"
    TICK = "tick"


class Tallied(StrEnum):
    """What is counted over all processes, by the minute: how webhooks of Stripe ended."""

    WEBHOOK_WELL = "webhook_well"
    WEBHOOK_REFUSED = "webhook_refused"
    WEBHOOK_FAILED = "webhook_failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How often something happened, first and last when, and the reference of a line in the log, if there is one."""

    times: int
    first_at: datetime
    last_at: datetime
    reference: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Backlog:
    """What of the outbox waits, but for broadcasts: all of it, what was tried in vain, and since when the oldest.

    `refunds` are those among the stuck that Stripe has to carry out: their money is in nobody's credit any more.
    """

    waiting: int
    stuck: int
    refunds: int
    oldest_due: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounced:
    """The e-mails that were refused for good, and some of the holders they were for."""

    times: int
    holders: Sequence[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """A payment that was booked although no webhook has told of it. `name` is the top-up's, or else the payment's.

    `told` is whether its administrators have heard, or will when it is over.
    """

    intent: str
    name: str
    found_at: datetime
    told: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """A tick that has to run, and the longest time (from end to end) that it may go without ending well."""

    name: str
    limit: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Readings:
    """All that is looked at, at one instant. `since` is when the looking began."""

    now: datetime
    since: datetime
    backlog: Backlog
    bounced: Bounced
    tallies: Mapping[Tallied, Tally]
    repairs: Sequence[Repair]
    ticks: Mapping[str, datetime]  # when each last ended well, in any process


class Verdict(Enum):
    """What one look says of an alarm. Between bad and well, what was stays."""

    BAD = "bad"
    BETWEEN = "between"
    WELL = "well"


class Step(Enum):
    """What is done about an alarm."""

    RAISE = "raise"
    END = "end"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """What one look says of one alarm; `key` tells those of one kind apart, `facts` is what people are told."""

    key: str
    alarm: Alarm
    verdict: Verdict
    since: datetime
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """The time from an alarm to its end. `number` counts the episodes of one alarm."""

    number: int
    raised_at: datetime


def step(verdict: Verdict, *, raised: bool) -> Step:
    """An alarm is raised once, and is over once."""
    if verdict is Verdict.BAD and not raised:
        return Step.RAISE
    return Step.END if verdict is Verdict.WELL and raised else Step.NONE


def signals(readings: Readings, ticks: Iterable[Watched]) -> list[Signal]:
    """What is to be said of everything that is watched."""
    return [
        _backlog(readings),
        _webhooks(readings, Alarm.WEBHOOKS_FAILED, Tallied.WEBHOOK_FAILED, MOST_FAILED_WEBHOOKS),
        _webhooks(readings, Alarm.WEBHOOKS_REFUSED, Tallied.WEBHOOK_REFUSED, MOST_REFUSED_WEBHOOKS),
        _mails(readings),
        _repairs(readings),
        *(_tick(readings, tick) for tick in ticks),
    ]


def tick_limit(every: timedelta, longest: timedelta) -> timedelta:
    """How long a tick that comes every so often, and may take so long, may go without ending well."""
    return max(TICK_INTERVALS * every, TICK_LIMIT, longest)


def watching_since(since: datetime | None, last_look: datetime | None, now: datetime) -> datetime:
    """Since when somebody has looked without a break: a process that slept, or whose clock was moved, begins anew."""
    if since is None or last_look is None or not timedelta(0) <= now - last_look <= STILL:
        return now
    return since


def alarm_notices(
    admins: Iterable[int], signal: Signal, episode: Episode, now: datetime, *, over: bool, kind: NoticeKind
) -> list[Notice]:
    """What administrators are told of an alarm: that it is raised, or over; each once in an episode."""
    event = f"alarm:{signal.key}:{episode.number}{':over' if over else ''}"
    since = episode.raised_at if over else signal.since
    facts = {**signal.facts, "alarm": signal.alarm, "over": over, "since": since.isoformat()}
    return to_chats(admins, event, kind, facts, now)


def _verdict(*, bad: bool, well: bool) -> Verdict:
    return Verdict.BAD if bad else Verdict.WELL if well else Verdict.BETWEEN


def _backlog(readings: Readings) -> Signal:
    backlog = readings.backlog
    oldest = backlog.oldest_due or readings.now
    age = readings.now - oldest
    bad = age >= OLDEST_DUE or backlog.waiting > MOST_WAITING or backlog.stuck > MOST_STUCK or backlog.refunds > 0
    well = age < OLDEST_DUE_AGAIN and backlog.waiting <= MOST_WAITING_AGAIN and backlog.stuck <= MOST_STUCK_AGAIN
    facts: Facts = {"waiting": backlog.waiting, "stuck": backlog.stuck, "refunds": backlog.refunds}
    return Signal(
        key=Alarm.BACKLOG, alarm=Alarm.BACKLOG, verdict=_verdict(bad=bad, well=well), since=oldest, facts=facts
    )


def _webhooks(readings: Readings, alarm: Alarm, tallied: Tallied, most: int) -> Signal:
    tally = readings.tallies.get(tallied)
    times = tally.times if tally else 0
    facts: Facts = {"times": times, "reference": tally.reference if tally else None}
    verdict = _verdict(bad=times > most, well=times == 0)
    since = tally.first_at if tally else readings.now
    return Signal(key=alarm, alarm=alarm, verdict=verdict, since=since, facts=facts)


def _mails(readings: Readings) -> Signal:
    bounced = readings.bounced
    facts: Facts = {"times": bounced.times, "holders": list(bounced.holders[:EXAMPLES])}
    verdict = _verdict(bad=bounced.times > MOST_BOUNCED, well=bounced.times == 0)
    return Signal(key=Alarm.MAILS, alarm=Alarm.MAILS, verdict=verdict, since=readings.now - LOOKS_BACK, facts=facts)


def _repairs(readings: Readings) -> Signal:
    """Bad is a payment that nobody was told of; it is over once a webhook has arrived after the last such payment."""
    repairs = sorted(readings.repairs, key=lambda repair: repair.found_at)
    fresh = [repair for repair in repairs if not repair.told]
    arrived = readings.tallies.get(Tallied.WEBHOOK_WELL)
    ripe = any(readings.now - repair.found_at >= REPAIRS_RIPEN for repair in fresh)
    well = not repairs or (not fresh and arrived is not None and arrived.last_at > repairs[-1].found_at)
    facts: Facts = {"times": len(repairs), "top_ups": [repair.name for repair in repairs[:EXAMPLES]]}
    return Signal(
        key=Alarm.REPAIRS,
        alarm=Alarm.REPAIRS,
        verdict=_verdict(bad=ripe, well=well),
        since=repairs[0].found_at if repairs else readings.now,
        facts=facts,
    )


def _tick(readings: Readings, tick: Watched) -> Signal:
    """Judged by whoever has looked for longer than the limit: a bot that was off starts with a clean sheet."""
    last = readings.ticks.get(tick.name)
    late = readings.now - max(last or readings.since, readings.since) > tick.limit
    return Signal(
        key=f"{Alarm.TICK}:{tick.name}",
        alarm=Alarm.TICK,
        verdict=_verdict(bad=late, well=not late and last is not None and readings.now - last <= tick.limit),
        since=last or readings.since,
        facts={"tick": tick.name},
    )
