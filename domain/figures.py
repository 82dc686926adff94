"""What the operator is shown in numbers. Nothing in them tells of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from domain.alarms import Alarm
from domain.notices import Channel, NoticeState


class MoneyKind(StrEnum):
    """What moves money: the first word of the events in the books."""

    TOP_UP = "topup"
    ORDER = "order"
    RENEWAL = "renewal"
    REFUND = "refund"
    DISPUTE = "dispute"
    RECEIVABLE = "receivable"
    ADJUSTMENT = "adjustment"
    OTHER = "other"


class Direction(StrEnum):
    """Into the credit of holders, out of it, or between the other accounts."""

    IN = "in"
    OUT = "out"
    BESIDE = "beside"


Flow = tuple[MoneyKind, Direction]
Sums = Mapping[Flow, int]  # EUR cents


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """How the house is doing, over all processes. `money` is None until all of the books were added up once."""

    outbox: Mapping[tuple[NoticeState, Channel], int]
    oldest_due: timedelta  # how long the oldest notice that is due has been waiting
    stuck: int
    charging_stopped: bool
    sessions: int
    alarms: Mapping[Alarm, int]
    money: Sums | None
