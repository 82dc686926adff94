"""Trouble to order in advance: each befalls what it fits so many times, and some of it hangs until it is released."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from bot.sandbox.bell import Bell


class Order(Protocol):
    """Something that befalls the next so many calls which it fits."""

    times: int


OrderT = TypeVar("OrderT", bound=Order)


class Orders(Generic[OrderT]):
    """Faults still to come, in the order in which they were asked for, and those who hang meanwhile."""

    def __init__(self) -> None:
        self._coming: list[OrderT] = []
        self._bell = Bell()
        self.hanging = 0

    def add(self, order: OrderT) -> None:
        """Orders a fault."""
        self._coming.append(order)

    def take(self, fits: Callable[[OrderT], bool]) -> OrderT | None:
        """The first fault that fits, used up by one."""
        found = next((order for order in self._coming if order.times > 0 and fits(order)), None)
        if found is not None:
            found.times -= 1
            self._coming = [order for order in self._coming if order.times > 0]
        return found

    async def wait(self) -> None:
        """Hangs until released."""
        self.hanging += 1
        try:
            await self._bell.wait()
        finally:
            self.hanging -= 1

    def release(self) -> None:
        """Lets whoever hangs go on."""
        self._bell.ring()

    def clear(self) -> None:
        """Forgets what was ordered, and lets whoever hangs go on."""
        self._coming.clear()
        self.release()
