"""Trouble to order: the next calls fail, hang, or the whole of Stripe is down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(kw_only=True, slots=True)
class Fault:
    """Befalls the next `times` calls of a method whose path begins so.

    With `after_recording` Stripe has done the work by then, and only the answer is lost.
    `seconds` is None for a failure at once with `status`, else how long the caller hangs.
    """

    method: str
    path_prefix: str
    times: int
    after_recording: bool
    status: int = 500
    seconds: float | None = None


class Faults:
    """The faults still to come."""

    def __init__(self) -> None:
        self.refuse_all = False
        self._coming: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._coming.append(fault)

    def clear(self) -> None:
        self._coming.clear()
        self.refuse_all = False

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that this call meets, used up by one."""
        if self.refuse_all:
            return Fault(method=method, path_prefix=path, times=1, after_recording=False, status=503)
        for fault in self._coming:
            if fault.method in (method, "*") and path.startswith(fault.path_prefix):
                fault.times -= 1
                if fault.times <= 0:
                    self._coming.remove(fault)
                return fault
        return None
