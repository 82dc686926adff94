"""Where a chat's dialog stands, and how often an update has been delivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Self

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


# What drafts mean to this code. It counts up when a draft of before would be misread: while a new version comes in,
# replica by replica, either version leaves the other's half-filled forms alone.
FORMAT = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialog:
    """What a chat has said so far: one conversation, its state, and the half-filled form.

    The draft never holds a password. The version counts the saves (0: never saved).
    """

    chat_id: int
    conversation: str | None = None
    state: str | None = None
    draft: Mapping[str, Json] = field(default_factory=dict)
    live_message_id: int | None = None
    resume: str | None = None
    version: int = 0

    def moved(self, conversation: str, state: str) -> Self:
        """The conversation takes the dialog over; the draft of another one does not survive."""
        draft = self.draft if self.conversation in {None, conversation} else {}
        return replace(self, conversation=conversation, state=state, draft=draft)

    def ended(self) -> Self:
        """No conversation is left, and no draft; the live message and what to resume remain."""
        return replace(self, conversation=None, state=None, draft={})

    def read_as(self, written: int) -> Self:
        """The dialog as this code reads what was written in a format: one of another format begins anew."""
        return self if written == FORMAT else replace(self.ended(), resume=None)

    def standing_as(self, other: Self) -> Self:
        """The other dialog's conversation, state and draft, with this one's messages."""
        return replace(self, conversation=other.conversation, state=other.state, draft=other.draft)

    def drafted(self, draft: Mapping[str, Json]) -> Self:
        """The same dialog with another draft."""
        return replace(self, draft=dict(draft))


class DeliveryState(Enum):
    """What is to be done with an update that has just arrived."""

    NEW = "new"
    DONE = "done"
    TOO_OFTEN = "too often"


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One arrival of an update; `deliveries` counts this one and the unfinished ones before it."""

    state: DeliveryState
    deliveries: int = 1
