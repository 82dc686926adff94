"""What an error says about a message that was to be delivered: the same for one notice and for a broadcast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from domain.errors import MailboxUnavailable, PaymentsUnavailable
from domain.letters import LetterInDoubt, LetterPutOff, LetterRefused

IN_DOUBT = "in-doubt"
BLOCKED = "blocked"
TOO_FAST = "too-fast"

# These say nothing about the message: whatever else goes to the same target would meet the same.
_OUT_OF_REACH = (NetworkError, InvalidToken, EndPointNotFound, LetterPutOff, MailboxUnavailable, PaymentsUnavailable)


class Outcome(Enum):
    """What became of a message. In doubt: it may have arrived."""

    BLOCKED = "blocked"
    TOO_FAST = "too fast"
    REFUSED = "refused"
    IN_DOUBT = "in doubt"
    OUT_OF_REACH = "out of reach"
    UNFORESEEN = "unforeseen"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a message, why, and how long the other side wants to be left alone, if it says so."""

    outcome: Outcome
    reason: str
    wait: timedelta | None = None


def judge(error: Exception, not_sent: type[NetworkError]) -> Verdict:  # noqa: PLR0911 - a case each
    """Tells errors apart, in the order of PTB's subclasses.

    `not_sent` is the error that says that a message certainly did not arrive, although it may be a TimedOut as well.
    """
    match error:
        case Forbidden():
            return Verdict(Outcome.BLOCKED, BLOCKED)
        case RetryAfter():
            return Verdict(Outcome.TOO_FAST, TOO_FAST, _pause(error))
        case BadRequest() | ChatMigrated():
            return Verdict(Outcome.REFUSED, error.message)
        case LetterRefused():
            return Verdict(Outcome.REFUSED, str(error))
        case LetterInDoubt():
            return Verdict(Outcome.IN_DOUBT, IN_DOUBT)
        case TimedOut() if not isinstance(error, not_sent):
            return Verdict(Outcome.IN_DOUBT, IN_DOUBT)
        case LetterPutOff():
            return Verdict(Outcome.OUT_OF_REACH, str(error))
    if isinstance(error, _OUT_OF_REACH):
        return Verdict(Outcome.OUT_OF_REACH, type(error).__name__)
    return Verdict(Outcome.UNFORESEEN, type(error).__name__)


def _pause(error: RetryAfter) -> timedelta:
    """How long Telegram wants us to wait; PTB says it in seconds or as a timedelta, as its settings are."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
