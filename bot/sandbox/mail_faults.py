"""Trouble to order from the pretend mail server: answers it would not give by itself, silence, lost connections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.bell import Bell

Point = Literal["mail", "rcpt", "data", "end"]  # before each answer: to MAIL, to RCPT, to DATA, to the final dot


@dataclass(kw_only=True, slots=True)
class MailFault:
    """Befalls the next `times` letters at a point: an answer, or silence (hang), or a lost connection.

    With `after_recording` the server has taken the letter by then, and only its answer is lost.
    """

    at: Point
    times: int
    answer: str = ""
    hang: bool = False
    after_recording: bool = False


@dataclass(kw_only=True, slots=True)
class MailFaults:
    """Faults still to come, and addresses that are refused for good."""

    refused: dict[str, str] = field(default_factory=dict)
    _coming: list[MailFault] = field(default_factory=list)
    _bell: Bell = field(default_factory=Bell)
    hanging: int = 0

    def add(self, fault: MailFault) -> None:
        """Orders a fault."""
        self._coming.append(fault)

    def take(self, at: Point) -> MailFault | None:
        """The fault that a letter meets at this point, used up by one."""
        found = next((fault for fault in self._coming if fault.at == at), None)
        if found is not None:
            found.times -= 1
            self._coming = [fault for fault in self._coming if fault.times > 0]
        return found

    async def wait(self) -> None:
        """Hangs until released."""
        self.hanging += 1
        try:
            await self._bell.wait()
        finally:
            self.hanging -= 1

    def release(self) -> None:
        """Lets whoever hangs have an answer."""
        self._bell.ring()

    def clear(self) -> None:
        """Forgets everything that was ordered."""
        self.refused.clear()
        self._coming.clear()
        self.release()
