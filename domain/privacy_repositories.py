"""What the use cases ask of the storage about personal data: all of it, the end of it, and traces that are old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.erasure import Erased
from domain.exports import Record


class PersonalData(Protocol):
    """Everything that is kept about a holder, wherever it lies."""

    async def gather(self, holder_id: int) -> Mapping[str, Sequence[Record]]:
        """The records kept about a holder, by subject; no password hash, and nothing of anybody else."""
        ...

    async def claim(self, holder_id: int, at: datetime) -> bool:
        """Puts a pseudonym in place of the person; False if there is nobody, or was erased before."""
        ...

    async def silence(self, holder_id: int, now: datetime) -> bool:
        """Closes what waits to be told to a holder; False if something is on its way at this moment."""
        ...

    async def erase(self, holder_id: int, *, answering: int | None = None) -> Erased:
        """Takes what is personal out of everything kept about a holder who is claimed and silenced.

        `answering` is the chat whose dialog is being saved by whoever asks: it is left to them.
        """
        ...

    async def forget_chat(self, chat_id: int) -> None:
        """Forgets a chat: whose it was, its language, and what waits to be told there."""
        ...


class Traces(Protocol):
    """What is kept for a while only. Each forgets at most so many, and says how many."""

    async def forget_accesses(self, before: datetime, limit: int) -> int:
        """Forgets the accesses before an instant."""
        ...

    async def forget_codes(self, before: datetime, limit: int) -> int:
        """Forgets the codes that were asked for before an instant."""
        ...

    async def forget_failures(self, before: datetime, limit: int) -> int:
        """Forgets the failed logins before an instant."""
        ...

    async def forget_updates(self, before: datetime, limit: int) -> int:
        """Forgets the updates that were done before an instant."""
        ...

    async def forget_dialogs(self, limit: int) -> int:
        """Forgets the dialogs that hold nothing, of chats that are forgotten."""
        ...
