"""What administrators are told of what is wrong with the bot, with sample data, by name."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from bot.screens import notices
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain.alarms import Alarm
from domain.dialogs import Json
from domain.notices import Notice, NoticeKind
from tests.screens.facts import NOW, a_notice

Sample = tuple[str, Callable[[Texts], Screen]]

TOP_UPS: tuple[Json, ...] = ("R000041", "R000042")
HOLDERS: tuple[Json, ...] = (12, 17, 230)
SINCE = (NOW - timedelta(minutes=12)).isoformat()


def an_alarm(alarm: Alarm, *, over: bool = False, **facts: Json) -> Notice:
    """An alarm that was raised twelve minutes ago."""
    return a_notice(NoticeKind.ADMIN_ALARM, alarm=alarm, over=over, since=SINCE, **facts)


def alarms_told() -> Iterator[Notice]:
    """Each alarm, raised and over, in one and in many."""
    for times in (1, 12):
        yield an_alarm(Alarm.WEBHOOKS_FAILED, times=times, reference="7K2M-9QXD")
        yield an_alarm(Alarm.WEBHOOKS_REFUSED, times=times, reference=None)
        yield an_alarm(Alarm.REPAIRS, times=times, top_ups=[*TOP_UPS[:times]])
        yield an_alarm(Alarm.REPAIRS, times=times, top_ups=[], over=True)
        yield an_alarm(Alarm.MAILS, times=times, holders=[*HOLDERS[:times]])
    yield an_alarm(Alarm.MAILS, times=7, holders=[])
    for waiting, stuck, refunds in ((1, 0, 0), (740, 1, 1), (5_200, 21, 3)):
        yield an_alarm(Alarm.BACKLOG, waiting=waiting, stuck=stuck, refunds=refunds)
    yield an_alarm(Alarm.TICK, tick="renewals")
    yield an_alarm(Alarm.TICK, tick="renewals", over=True)
    for alarm in (Alarm.WEBHOOKS_FAILED, Alarm.WEBHOOKS_REFUSED, Alarm.MAILS):
        yield an_alarm(alarm, times=0, over=True)
    yield an_alarm(Alarm.BACKLOG, waiting=0, stuck=0, refunds=0, over=True)


def alarm_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    for number, notice in enumerate(alarms_told()):
        yield f"notice a{number}, {notice.kind}", lambda texts, notice=notice: notices.notice(texts, notice, None)  # type: ignore[misc]  # a default binds the notice
