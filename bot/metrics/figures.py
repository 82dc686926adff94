"""What is asked of the database when somebody looks: the same in every process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import structlog
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.logs import new_reference
from bot.tasks import Tasks
from domain.alarms import Alarm
from domain.errors import StorageUnavailable
from domain.figures import Direction, Figures, MoneyKind
from domain.notices import Channel, NoticeState

log = structlog.stdlib.get_logger(__name__)

PATIENCE = 1.5  # seconds: whoever looks is answered within two
STATES = (NoticeState.WAITING, NoticeState.DEAD)


class FiguresMetrics(Collector):
    """The figures of the last look; none of them while the database does not answer."""

    def __init__(self, registry: CollectorRegistry, measure: Callable[[], Awaitable[Figures]]) -> None:
        self._measure = measure
        self._tasks = Tasks()
        self._asking: asyncio.Task[Figures | None] | None = None
        self._figures: Figures | None = None
        registry.register(self)

    async def refresh(self) -> None:
        """Asks; an answer that takes too long is left to whoever looks next."""
        if self._asking is None:
            self._asking = self._tasks.spawn(self._ask(), name="figures", awaited=True)
        await asyncio.wait({self._asking}, timeout=PATIENCE)
        self._figures = None
        if self._asking.done():
            self._figures, self._asking = self._asking.result(), None

    async def close(self) -> None:
        """Asks no more."""
        await self._tasks.cancel()

    def collect(self) -> Iterable[Metric]:
        """The figures in Prometheus' words."""
        figures = self._figures
        yield GaugeMetricFamily("storage_up", "Whether the database has answered", float(figures is not None))
        if figures is None:
            return
        yield from _outbox(figures)
        stopped = float(figures.charging_stopped)
        yield GaugeMetricFamily("charging_stopped", "Whether wrong books have stopped all charging", stopped)
        yield GaugeMetricFamily("sessions_open", "Chats in which somebody is logged in", figures.sessions)
        raised = GaugeMetricFamily("alarms_raised", "Alarms that the admins were told of", labels=["alarm"])
        for alarm in Alarm:
            raised.add_metric([alarm.value], figures.alarms.get(alarm, 0))
        yield raised
        if figures.money is not None:
            yield _money(figures)

    async def _ask(self) -> Figures | None:
        try:
            return await self._measure()
        except StorageUnavailable:
            return None
        except Exception:  # numbers that nobody foresaw must not hide those that are known
            log.exception("figures_failed", reference=new_reference())
            return None


def _outbox(figures: Figures) -> Iterable[Metric]:
    notices = GaugeMetricFamily("outbox_notices", "Notices that are not delivered", labels=["state", "channel"])
    for state in STATES:
        for channel in Channel:
            notices.add_metric([state.value, channel.value], figures.outbox.get((state, channel), 0))
    yield notices
    oldest = figures.oldest_due.total_seconds()
    yield GaugeMetricFamily("outbox_oldest_due_seconds", "How long the oldest notice that is due has waited", oldest)
    yield GaugeMetricFamily("outbox_stuck_notices", "Notices that were tried in vain for minutes", figures.stuck)


def _money(figures: Figures) -> Metric:
    family = CounterMetricFamily(
        "money_cents", "EUR cents moved in the books, into or out of credits", labels=["kind", "direction"]
    )
    for kind in MoneyKind:
        for direction in Direction:
            family.add_metric([kind.value, direction.value], (figures.money or {}).get((kind, direction), 0))
    return family
