"""What the use cases ask of the storage about chats: whose they are, and who is logged in there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.accesses import LinkedChat
from domain.holders import Language
from domain.sessions import Arrival, Session


class Chats(Protocol):
    """The chats: their language, and which holder they are linked to."""

    async def language(self, chat_id: int) -> Language | None:
        """The language chosen in a chat; None before the first contact."""
        ...

    async def choose_language(self, chat_id: int, language: Language) -> None:
        """Remembers the language of a chat."""
        ...

    async def link(self, chat_id: int, holder_id: int, at: datetime) -> bool:
        """Notices to the holder go to this chat from now on, and to nobody else's; False if they did already."""
        ...

    async def unlink(self, chat_id: int) -> None:
        """No holder's notices go to this chat any more."""
        ...

    async def unlink_from(self, chat_id: int, holder_id: int) -> bool:
        """No notices of a holder go to this chat any more; False if they did not, or another holder's do.

        Until the end of the unit of work nobody else can link the chat: whoever also ends its session does that next.
        """
        ...

    async def holder_of(self, chat_id: int) -> int | None:
        """The holder whose notices go to a chat, None if nobody's do."""
        ...

    async def touch(self, chat_id: int, at: datetime) -> None:
        """Remembers that a holder used the chat."""
        ...

    async def linked(self, holder_id: int) -> Sequence[LinkedChat]:
        """The chats that a holder's notices go to, also those where the bot is blocked; last used first."""
        ...

    async def of_holder(self, holder_id: int) -> Sequence[int]:
        """The chats that a holder's notices go to."""
        ...

    async def languages_of(self, holder_id: int, before: datetime | None = None) -> Collection[Language]:
        """The languages of a holder's chats, each once, also of those where the bot is blocked.

        With `before` only of those that were linked before that instant.
        """
        ...

    async def is_reachable(self, chat_id: int) -> bool:
        """Whether the person lets the bot speak, as far as is known."""
        ...

    async def mark_reachable(self, chat_id: int, *, reachable: bool) -> None:
        """Remembers whether the person keeps the bot blocked."""
        ...


class Sessions(Protocol):
    """The sessions, one per chat at most."""

    async def arrival(self, chat_id: int) -> Arrival:
        """What is known of whoever comes from a chat; the session over or not."""
        ...

    async def get(self, chat_id: int) -> Session | None:
        """The session of a chat, over or not."""
        ...

    async def start(self, session: Session) -> None:
        """Starts a session in a chat, in place of any other."""
        ...

    async def touch(self, chat_id: int, at: datetime) -> None:
        """Remembers that the session was used."""
        ...

    async def confirm(self, chat_id: int, at: datetime) -> None:
        """Remembers that the password was typed once more."""
        ...

    async def of_holder(self, holder_id: int) -> Sequence[Session]:
        """The sessions of a holder, over or not."""
        ...

    async def end_others(self, mailbox_id: int, chat_id: int) -> Sequence[int]:
        """Ends the sessions that were opened with a mailbox, but for that of one chat; answers with their chats."""
        ...

    async def end_all(self, holder_id: int) -> Sequence[Session]:
        """Ends every session of a holder; answers with those that were there, over or not."""
        ...

    async def end(self, chat_id: int) -> None:
        """Ends the session of a chat, if there is one."""
        ...


class LoginFailures(Protocol):
    """The failed logins of the last day. `target` is a digest of what was typed as the mailbox name."""

    async def of_person(self, person_id: int, since: datetime) -> Sequence[tuple[str, datetime]]:
        """The target and instant of each failure of a person."""
        ...

    async def add(self, person_id: int, target: str, at: datetime) -> None:
        """Counts a failure."""
        ...

    async def forget(self, person_id: int, target: str) -> None:
        """Forgets the failures of a person at one mailbox, after a success there."""
        ...
