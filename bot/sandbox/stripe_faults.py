"""Trouble to order: the next calls fail, hang, or the whole of Stripe is down."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.faults import Orders


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


class Faults(Orders[Fault]):
    """The faults still to come, unless all of Stripe is down."""

    def __init__(self) -> None:
        super().__init__()
        self.refuse_all = False

    def clear(self) -> None:
        """Forgets everything that was ordered."""
        self.refuse_all = False
        super().clear()

    def meet(self, method: str, path: str) -> Fault | None:
        """The fault that this call meets, used up by one."""
        if self.refuse_all:
            return Fault(method=method, path_prefix=path, times=1, after_recording=False, status=503)
        return self.take(lambda fault: fault.method in {method, "*"} and path.startswith(fault.path_prefix))
