"""What happens in the pretend world, told to whoever watches it."""

from __future__ import annotations

import asyncio
from typing import Any, Self

Event = dict[str, Any]

_ROOM = 2_000


class Subscription:
    """One watcher's queue of events; an async iterator that ends when the broadcaster closes."""

    def __init__(self, broadcaster: Broadcaster) -> None:
        self._broadcaster = broadcaster
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue(_ROOM)

    def put(self, event: Event | None) -> None:
        """Queues an event; a watcher too slow loses the oldest one."""
        if self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait(event)

    async def get(self) -> Event | None:
        """Waits for the next event; None once the broadcaster has closed."""
        return await self._queue.get()

    def close(self) -> None:
        """Stops watching."""
        self._broadcaster.drop(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        event = await self.get()
        if event is None:
            raise StopAsyncIteration
        return event


class Broadcaster:
    """Fans JSON-ready events out to every subscription."""

    def __init__(self) -> None:
        self._subscriptions: list[Subscription] = []

    @property
    def is_watched(self) -> bool:
        """Whether anybody would receive an event."""
        return bool(self._subscriptions)

    def publish(self, event: Event) -> None:
        """Hands the event to every watcher, at once and without waiting."""
        for subscription in list(self._subscriptions):
            subscription.put(event)

    def subscribe(self) -> Subscription:
        """Starts watching; events published from now on are received."""
        subscription = Subscription(self)
        self._subscriptions.append(subscription)
        return subscription

    def drop(self, subscription: Subscription) -> None:
        """Forgets a watcher; one already forgotten is no error."""
        if subscription in self._subscriptions:
            self._subscriptions.remove(subscription)

    def close(self) -> None:
        """Ends every present subscription; new ones may still be made."""
        for subscription in list(self._subscriptions):
            subscription.put(None)
            self.drop(subscription)
