"""Trouble to order from the pretend mail server: answers it would not give by itself, silence, lost connections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.sandbox.faults import Orders

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


class MailFaults(Orders[MailFault]):
    """Faults still to come, and addresses that are refused for good."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: dict[str, str] = {}

    def meet(self, at: Point) -> MailFault | None:
        """The fault that a letter meets at this point, used up by one."""
        return self.take(lambda fault: fault.at == at)

    def clear(self) -> None:
        """Forgets everything that was ordered."""
        self.refused.clear()
        super().clear()
