"""What becomes of calls out and how long they take, told to whoever counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter

from domain.errors import MailboxUnavailable, Refused
from domain.letters import Letter, LetterInDoubt, LetterPutOff, LetterRefused, Post
from domain.ports import MailServer, Space


class CallOutcome(StrEnum):
    """What became of a call."""

    OK = "ok"
    REFUSED = "refused"  # the other side understood it and will not do it
    FORBIDDEN = "forbidden"  # at Telegram: the person has blocked the bot
    UNAUTHORIZED = "unauthorized"  # our key or token is not taken any more
    TOO_FAST = "too_fast"
    BROKEN = "broken"  # the other side has a fault of its own
    UNREACHABLE = "unreachable"  # no connection, no answer in time, or not now


ObserveCall = Callable[[CallOutcome, float], None]


def unmeasured(_outcome: CallOutcome, _seconds: float) -> None:
    """Counts nothing."""


def of_status(status: int) -> CallOutcome:
    """What a status of HTTP says."""
    if status < 400:
        return CallOutcome.OK
    match status:
        case 401:
            return CallOutcome.UNAUTHORIZED
        case 403:
            return CallOutcome.FORBIDDEN
        case 429:
            return CallOutcome.TOO_FAST
    return CallOutcome.REFUSED if status < 500 else CallOutcome.BROKEN


@dataclass(slots=True)
class _Call:
    """A call under way; whoever makes it says what became of it."""

    outcome: CallOutcome = CallOutcome.UNREACHABLE


@contextmanager
def measuring(observe: ObserveCall) -> Iterator[_Call]:
    """Measures a block; what raises before it has said what became of it was not reached."""
    call, started = _Call(), perf_counter()
    try:
        yield call
    finally:
        observe(call.outcome, perf_counter() - started)


@dataclass(frozen=True, slots=True)
class MeasuredPost:
    """Sends letters, and has each counted."""

    post: Post
    observe: ObserveCall

    async def send(self, letter: Letter) -> str:
        """The server's answer to a letter that it took. Raises LetterRefused, LetterPutOff, LetterInDoubt."""
        with measuring(self.observe) as call:
            try:
                answer = await self.post.send(letter)
            except LetterRefused:
                call.outcome = CallOutcome.REFUSED
                raise
            except (LetterPutOff, LetterInDoubt):
                call.outcome = CallOutcome.UNREACHABLE
                raise
            call.outcome = CallOutcome.OK
        return answer


@dataclass(frozen=True, slots=True)
class MeasuredMailServer:
    """Asks the mail server, and has each call counted. A wrong password is an answer like any other."""

    server: MailServer
    observe: ObserveCall

    async def verify(self, address: str, password: str) -> None:
        """Raises WrongCredentials, MailboxBlocked, MailboxUnavailable."""
        with self._call():
            await self.server.verify(address, password)

    async def space(self, address: str) -> Space:
        """The inbox space used and allowed. Raises WrongCredentials, MailboxUnavailable."""
        with self._call():
            return await self.server.space(address)

    async def set_password(self, address: str, password: str) -> None:
        """Gives a mailbox another password. Raises WrongCredentials, MailboxUnavailable."""
        with self._call():
            await self.server.set_password(address, password)

    async def set_limit(self, address: str, limit_bytes: int) -> None:
        """Sets the inbox space allowed. Raises MailboxUnavailable."""
        with self._call():
            await self.server.set_limit(address, limit_bytes)

    @contextmanager
    def _call(self) -> Iterator[None]:
        with measuring(self.observe) as call:
            try:
                yield
            except MailboxUnavailable:
                raise
            except Refused:
                call.outcome = CallOutcome.REFUSED
                raise
            call.outcome = CallOutcome.OK
