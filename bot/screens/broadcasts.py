"""Broadcasts that were confirmed: how one goes, what can be done about it, and all of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from bot.screens import broadcast_words as words
from bot.screens.buttons.broadcasts import (
    AskToStopBroadcast,
    AskToUndoBroadcast,
    PauseBroadcast,
    ResumeBroadcast,
    SendReport,
    ShowBroadcast,
    ShowBroadcasts,
    StopBroadcast,
    UndoBroadcast,
)
from bot.screens.buttons.composing import NewBroadcast
from bot.screens.format import short_day
from bot.screens.mailboxes import bar
from bot.screens.screen import Key, Row, Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.broadcasts import AT_WORK, MAY_GO_ON, MAY_PAUSE, MAY_STOP, MAY_UNDO, Broadcast, BroadcastState, Tally
from domain.calendar import civil_day
from domain.notices import Notice

LONGEST_KEY = 24
_SENDING = {BroadcastState.RUNNING, BroadcastState.PAUSED, BroadcastState.STOPPED, BroadcastState.DONE}
_MOVING = {BroadcastState.RUNNING, BroadcastState.UNDOING}
_OVER = MAY_UNDO | {BroadcastState.UNDONE}


def progress(
    texts: Texts, broadcast: Broadcast, rate: Decimal | None, left: timedelta | None, now: datetime, *, reader: int
) -> Screen:
    """How a confirmed broadcast goes, or went. `rate` is messages a second; both None while nobody knows.

    `reader` is the Telegram id of whoever it is shown to.
    """
    by = "broadcast-by-you" if reader == broadcast.admin else "broadcast-by"
    text = paragraphs(
        lines(texts("broadcast-title", number=str(broadcast.id)), _state(texts, broadcast)),
        _numbers(texts, broadcast),
        _pace(texts, rate, left) if broadcast.state in _MOVING else None,
        texts("broadcast-says", words=words.title(broadcast, texts.language)),
        lines(
            words.audience(texts, broadcast.audience),
            words.channel(texts, broadcast),
            texts("broadcast-began", at=broadcast.started_at) if broadcast.started_at else None,
            texts(by, admin=str(broadcast.admin), at=broadcast.created_at),
        ),
    )
    every = (Tap(texts.label("key-all-broadcasts"), ShowBroadcasts()),)
    return with_way_home(texts, text, *_acts(texts, broadcast, now), every)


def ask_to_stop(texts: Texts, broadcast: Broadcast) -> Screen:
    """What stopping means, before it is done."""
    tally = broadcast.tally
    return with_way_home(
        texts,
        texts("broadcast-ask-stop", number=str(broadcast.id), sent=tally.sent, left=tally.left),
        (Tap(texts.label("key-stop-for-good"), StopBroadcast(broadcast.id), "danger"),),
        (Tap(texts.label("key-leave-it"), ShowBroadcast(broadcast.id)),),
    )


def ask_to_undo(texts: Texts, broadcast: Broadcast) -> Screen:
    """What taking it back means, before it is done."""
    text = paragraphs(
        texts("broadcast-ask-undo", number=str(broadcast.id)),
        texts("broadcast-emails-stay") if broadcast.by_email else None,
    )
    return with_way_home(
        texts,
        text,
        (Tap(texts.label("key-undo-for-good"), UndoBroadcast(broadcast.id), "danger"),),
        (Tap(texts.label("key-leave-it"), ShowBroadcast(broadcast.id)),),
    )


def broadcasts(texts: Texts, found: tuple[Broadcast, ...], total: int, page: int, *, has_older: bool) -> Screen:
    """A page of what was sent or is to be sent, newest first. Pages count from 0."""
    title = texts("broadcasts", count=total) if total else texts("broadcasts-none")
    keys: list[Row] = [(Tap(_key(texts, one), ShowBroadcast(one.id)),) for one in found]
    turning: list[Key] = []
    if page:
        turning.append(Tap(texts.label("key-newer"), ShowBroadcasts(page - 1)))
    if has_older:
        turning.append(Tap(texts.label("key-older"), ShowBroadcasts(page + 1)))
    new: Row = (Tap(texts.label("key-new-broadcast"), NewBroadcast(), "primary"),)
    return with_way_home(texts, title, *keys, tuple(turning), new)


def report(texts: Texts, broadcast: Broadcast, count: int) -> Screen:
    """What is said under the report."""
    text = texts("broadcast-report", number=str(broadcast.id), count=count)
    return with_way_home(texts, text, (Tap(texts.label("key-back-to-broadcast"), ShowBroadcast(broadcast.id)),))


def report_name(texts: Texts, broadcast: Broadcast) -> str:
    """What the file of the report is called."""
    return texts.label("broadcast-report-file", number=str(broadcast.id))


def goes_on_below(texts: Texts, broadcast: Broadcast) -> Screen:
    """What stays of a message that told how it goes, once another one does."""
    return with_way_home(texts, texts("broadcast-goes-on-below", number=str(broadcast.id)))


def admin_broadcast(texts: Texts, notice: Notice) -> Screen:
    """Whoever wrote a broadcast is told that it is through, or taken back."""
    number = notice.number("broadcast")
    undone = notice.facts["state"] == BroadcastState.UNDONE
    tally = Tally(**{name: notice.number(name) for name in ("sent", "failed", "blocked", "deleted", "kept")})
    done = "notice-broadcast-done" if tally.sent else "notice-broadcast-nobody"
    text = paragraphs(
        texts("notice-broadcast-undone" if undone else done, number=str(number)),
        _withdrawn(texts, tally) if undone else _fates(texts, tally),
    )
    return with_way_home(
        texts,
        text,
        (Tap(texts.label("key-see-broadcast"), ShowBroadcast(number)),),
        (Tap(texts.label("key-report"), SendReport(number)),),
    )


def percent(tally: Tally) -> int:
    """How much is through, in whole per cent, rounded down."""
    return min(100, tally.done * 100 // tally.total) if tally.total else 0


def _state(texts: Texts, broadcast: Broadcast) -> str:
    state, ended = broadcast.state, broadcast.ended_at
    if state is BroadcastState.SCHEDULED and broadcast.send_at is not None:
        return texts("broadcast-scheduled", at=broadcast.send_at)
    if state is BroadcastState.DONE and not broadcast.tally.sent:
        return texts("broadcast-done-nobody")
    if state in MAY_UNDO and ended is not None:
        return texts(f"broadcast-{state}", at=ended)
    return texts(f"broadcast-{state}-now")


def _numbers(texts: Texts, broadcast: Broadcast) -> str:
    tally = broadcast.tally
    if broadcast.state is BroadcastState.SCHEDULED:
        return texts("broadcast-expected", total=tally.total)
    if broadcast.state in _SENDING:
        through = percent(tally)
        line = texts("broadcast-bar", bar=bar(through, 100), percent=through, done=tally.done, total=tally.total)
        unsent = tally.left if broadcast.state is BroadcastState.STOPPED else 0
        return lines(line, _fates(texts, tally), texts("broadcast-unsent", count=unsent) if unsent else None)
    return lines(
        _withdrawn(texts, tally), _fates(texts, tally), texts("broadcast-emails-stay") if broadcast.by_email else None
    )


def _fates(texts: Texts, tally: Tally) -> str:
    return lines(
        texts("broadcast-sent", count=tally.sent),
        texts("broadcast-failed", count=tally.failed),
        texts("broadcast-blocked", count=tally.blocked),
    )


def _withdrawn(texts: Texts, tally: Tally) -> str:
    return lines(
        texts("broadcast-deleted", count=tally.deleted),
        texts("broadcast-kept", count=tally.kept) if tally.kept else None,
    )


def _pace(texts: Texts, rate: Decimal | None, left: timedelta | None) -> str | None:
    """How fast it goes, and for how long still, each if it is known."""
    speed = None if rate is None else texts("broadcast-rate", rate=rate)
    return lines(speed, None if left is None else _left(texts, left)) or None


def _left(texts: Texts, left: timedelta) -> str:
    minutes = -(-int(left.total_seconds()) // 60)
    if left < timedelta(minutes=1):
        return texts("broadcast-left-seconds")
    if minutes < 60:
        return texts("broadcast-left-minutes", minutes=minutes)
    return texts("broadcast-left-hours", hours=minutes // 60, minutes=minutes % 60)


def _acts(texts: Texts, broadcast: Broadcast, now: datetime) -> tuple[Row, ...]:
    """What can be done about it where it stands."""
    number, state = broadcast.id, broadcast.state
    pause: Row = (Tap(texts.label("key-pause"), PauseBroadcast(number)),) if state in MAY_PAUSE else ()
    go_on: Row = (Tap(texts.label("key-go-on"), ResumeBroadcast(number), "primary"),) if state in MAY_GO_ON else ()
    stop: Row = (Tap(texts.label("key-stop"), AskToStopBroadcast(number), "danger"),) if state in MAY_STOP else ()
    again: Row = (Tap(texts.label("key-refresh"), ShowBroadcast(number)),) if state in AT_WORK else ()
    may_be_told, may_be_undone = state in _OVER and broadcast.tally.queued > 0, broadcast.may_be_undone(now)
    told: Row = (Tap(texts.label("key-report"), SendReport(number)),) if may_be_told else ()
    undo: Row = (Tap(texts.label("key-undo"), AskToUndoBroadcast(number), "danger"),) if may_be_undone else ()
    return pause + go_on + stop, again, told, undo


def _key(texts: Texts, broadcast: Broadcast) -> str:
    day = short_day(civil_day(broadcast.created_at), texts.language)
    said = words.title(broadcast, texts.language, LONGEST_KEY)
    return texts.label("key-broadcast", state=broadcast.state.value, day=day, words=said)
