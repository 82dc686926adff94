"""Nobody keeps the others waiting: what one chat sends faster than a person can is left undone (fault F62)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from telegram import Update

from domain.ports import Clock

BURST = 30  # updates that a chat may send at once: nobody types or forwards that fast but by a machine
A_SECOND = 2.0  # updates that it may send every second from then on
MOST_CHATS = 10_000  # that are remembered; who has been quiet for longest is forgotten first


@dataclass(slots=True)
class _Bucket:
    """How many updates a chat may still send, and when that was counted, in seconds."""

    left: float
    at: float
    told: bool = False


class Floods:
    """A bucket for each chat, filled by time and emptied by updates.

    A message counts at the time it was sent, so that what waited while the bot was down is no flood.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def take(self, update: Update, chat_id: int) -> bool:
        """Whether an update of a chat is to be done."""
        bucket = self._bucket(chat_id, self._sent_at(update))
        if bucket.left < 1:
            return False
        bucket.left -= 1
        bucket.told = False
        return True

    def is_to_be_told(self, chat_id: int) -> bool:
        """Whether the chat has not been told yet that it is too fast; it is told once a flood."""
        bucket = self._buckets.get(chat_id)
        if bucket is None or bucket.told:
            return False
        bucket.told = True
        return True

    def _bucket(self, chat_id: int, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(chat_id, _Bucket(left=BURST, at=now))
        self._buckets.move_to_end(chat_id)
        if now > bucket.at:
            bucket.left, bucket.at = min(BURST, bucket.left + (now - bucket.at) * A_SECOND), now
        if len(self._buckets) > MOST_CHATS:
            self._buckets.popitem(last=False)
        return bucket

    def _sent_at(self, update: Update) -> float:
        """When an update was sent, in seconds; of a tap nobody says, so it is when it arrives."""
        return (update.message.date if update.message else self._clock.now()).timestamp()
