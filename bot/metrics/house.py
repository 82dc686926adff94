"""All numbers of one process, wired."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from prometheus_client import CollectorRegistry, Gauge, ProcessCollector

from bot.metrics.calls import CallMetrics
from bot.metrics.figures import FiguresMetrics
from bot.metrics.updates import AnswerMetrics, UpdateMetrics
from bot.metrics.webhooks import WebhookMetrics
from domain.notebook import Notebook
from domain.ports import Clock, Units
from domain.usecases.measuring import Measuring

PATHS = ("/telegram", "/stripe", "/health/live", "/health/ready", "/metrics")


@dataclass(frozen=True, kw_only=True, slots=True)
class Metrics:
    """What is counted, and the notebook of what the watch of all processes has to know."""

    registry: CollectorRegistry
    notebook: Notebook
    updates: UpdateMetrics
    answers: AnswerMetrics
    calls: CallMetrics
    webhooks: WebhookMetrics
    figures: FiguresMetrics


def build_metrics(units: Units, clock: Clock, *, schema: str) -> Metrics:
    """Wires the numbers. `schema` is the version of the database that this code expects."""
    registry, notebook = CollectorRegistry(), Notebook()
    ProcessCollector(registry=registry)
    build = Gauge("build_info", "What is running", ["version", "python", "schema"], registry=registry)
    build.labels(version_of_the_bot(), platform.python_version(), schema).set(1)
    return Metrics(
        registry=registry,
        notebook=notebook,
        updates=UpdateMetrics(registry),
        answers=AnswerMetrics(registry, PATHS),
        calls=CallMetrics(registry),
        webhooks=WebhookMetrics(registry, notebook, clock),
        figures=FiguresMetrics(registry, Measuring(units=units, clock=clock).figures),
    )


def version_of_the_bot() -> str:
    """The version that is installed; `unknown` where the bot runs from its sources only."""
    try:
        return version("area-clienti")
    except PackageNotFoundError:
        return "unknown"
