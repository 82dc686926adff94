"""Broadcasts, wired: the ways out, their paces, and the message that shows how it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from telegram.error import NetworkError
from telegram.ext import ExtBot

from bot.announcing import Announcer
from bot.jobs.broadcasting import Broadcaster, Lane
from bot.jobs.progress import Progress
from bot.jobs.ticks import Tick
from bot.pace import Window
from bot.screens.texts import Texts
from bot.settings import FREE_PACE, PAID_PACE, Settings
from domain.holders import Language
from domain.letters import Post
from domain.notices import Channel
from domain.ports import Clock, Units
from domain.usecases.delivering import Delivering
from domain.usecases.sending import Sending

MAILS_A_SECOND = 10
MAILS_AT_ONCE = 4
MESSAGES_AT_ONCE = 128
LONGEST = timedelta(hours=12)  # a run ends when nothing is left to send


@dataclass(frozen=True, kw_only=True, slots=True)
class Broadcasts:
    """The jobs that broadcasts need."""

    lanes: tuple[Broadcaster, ...]
    progress: Progress

    def ticks(self) -> tuple[Tick, ...]:
        """Their ticks."""
        chats, mails = self.lanes
        return (
            Tick(name="broadcast", every=timedelta(seconds=1), run=chats.run, longest=LONGEST),
            Tick(name="broadcast_mail", every=timedelta(seconds=1), run=mails.run, longest=LONGEST),
            Tick(name="broadcast_progress", every=timedelta(seconds=2), run=self.progress.run),
        )

    def stop(self) -> None:
        """Begins no more messages."""
        for lane in self.lanes:
            lane.stop()


def message_window(settings: Settings) -> Window:
    """What Telegram lets through in a second."""
    return Window(PAID_PACE if settings.broadcast_paid else FREE_PACE)


def build_broadcasts(  # noqa: PLR0917 - wiring, called once
    settings: Settings,
    units: Units,
    clock: Clock,
    delivering: Delivering,
    post: Post | None,
    texts: Mapping[Language, Texts],
    window: Window,
    bot: Callable[[], ExtBot[None]],
    not_sent: type[NetworkError],
) -> Broadcasts:
    """Wires what broadcasts need. `not_sent` is the error that says that a message certainly did not arrive."""
    sending = Sending(units=units, clock=clock, catalogue=settings.catalogue())
    announcer = Announcer(
        bot=bot, sending=sending, delivering=delivering, texts=texts, post=post, paid=settings.broadcast_paid
    )
    every = timedelta(seconds=1) / float(settings.broadcast_rate)
    chats = Lane(
        channel=Channel.CHAT,
        every=every,
        batch=max(1, int(settings.broadcast_rate / 2)),
        at_once=MESSAGES_AT_ONCE,
        put=announcer.put,
        room=window.room,
    )
    mails = Lane(
        channel=Channel.EMAIL,
        every=timedelta(seconds=1) / MAILS_A_SECOND,
        batch=MAILS_A_SECOND,
        at_once=MAILS_AT_ONCE,
        put=announcer.put,
        room=_room_at_once,
    )
    return Broadcasts(
        lanes=(Broadcaster(sending, chats, clock, not_sent), Broadcaster(sending, mails, clock, not_sent)),
        progress=Progress(sending, clock, announcer.show_progress),
    )


async def _room_at_once() -> None:
    """Mail servers are not counted by the second: what is under way at once is limited."""
