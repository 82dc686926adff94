"""What administrators can be refused, as facts. The words for them live in the locales."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.errors import Refused
from domain.money import Money


@dataclass(eq=False, kw_only=True)
class NotRefundable(Refused):
    """Of this payment at least a cent and no more than `most` can go back to the card."""

    most: Money


class NothingRefundable(Refused):
    """Nothing of this payment can go back to the card: it went back already, or was spent."""


if TYPE_CHECKING:
    from datetime import datetime

    from domain.money import Money


class BroadcastOver(Refused):
    """The broadcast is not a draft any more: what it says and to whom stands."""


class BroadcastEmpty(Refused):
    """Nothing is written yet, in no language."""


class NobodyReached(Refused):
    """Nobody fits the audience, or nobody who fits can be told anything."""


@dataclass(eq=False, kw_only=True)
class BroadcastTooLong(Refused):
    """The text has more characters than a message takes: so many too many."""

    most: int
    too_many: int


@dataclass(eq=False, kw_only=True)
class TimeNotUnderstood(Refused):
    """What was typed is no day and time; the example is one that would do."""

    example: str


class TimeIsPast(Refused):
    """The instant lies in the past."""


class TimeTooFar(Refused):
    """The instant lies more than a year ahead."""


class TimeDoesNotExist(Refused):
    """The clocks of Rome are put forward over it."""


@dataclass(eq=False, kw_only=True)
class DaysNotUnderstood(Refused):
    """What was typed is no number of days up to a limit."""

    most: int


class DomainNotUnderstood(Refused):
    """What was typed cannot be the domain of a mailbox."""


class FileExpected(Refused):
    """Neither a photo nor a document was sent."""


class NotPreviewed(Refused):
    """The draft is not what was previewed: it was changed since."""


class TooLateToUndo(Refused):
    """Telegram deletes no message that is older than 48 hours, or nothing was sent."""


@dataclass(eq=False, kw_only=True)
class WordsTooShort(Refused):
    """What is looked for has fewer characters than are needed."""

    least: int


class NothingToRemind(Refused):
    """No reminder of this mailbox is due today: there is none to send again."""


class NobodyToTell(Refused):
    """The holder can be told nothing: no chat is linked, and no e-mail is sent."""


class CannotSuspend(Refused):
    """A mailbox that has expired cannot be suspended."""


class CannotReopen(Refused):
    """A mailbox that has expired is not opened again here: the body's register does that."""


class OtherFile(Refused):
    """The file is not the one that was looked at before."""


class HolderErased(Refused):
    """The data of the holder was erased: nobody could be given money, or told of it."""


@dataclass(eq=False, kw_only=True)
class AdjustmentOutOfRange(Refused):
    """What is to be adjusted at once lies outside the limits."""

    least: Money
    most: Money


@dataclass(eq=False, kw_only=True)
class ReasonNotUnderstood(Refused):
    """A reason has fewer or more characters than are kept."""

    least: int
    most: int


@dataclass(eq=False, kw_only=True)
class CreditTooSmall(Refused):
    """More is to be taken than the credit holds: so much can be taken at the most."""

    credit: Money


@dataclass(eq=False, kw_only=True)
class SecondAdminNeeded(Refused):
    """Within a day more than the limit takes a second administrator, and there is none; so much is left to one."""

    limit: Money
    left: Money


class AdjustmentOver(Refused):
    """What was to be confirmed is not what stands in the form any more."""


class OwnProposal(Refused):
    """Whoever has proposed an adjustment does not decide on it."""


@dataclass(eq=False, kw_only=True)
class ProposalOver(Refused):
    """Nobody has decided on the proposal in time; it ended at an instant."""

    at: datetime


class CannotAssign(Refused):
    """The payment was credited, was dealt with, or is none that can be credited."""
