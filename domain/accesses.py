"""Which chats are a holder's, and who came in where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Who comes back from the holidays can still see who was there; nobody needs to know for longer.
ACCESSES_KEPT_FOR = timedelta(days=90)
ACCESSES_ON_A_PAGE = 8


class AccessKind(StrEnum):
    """What is remembered of the access to an account."""

    LOGGED_IN = "logged_in"
    FAILED = "failed"
    LOGGED_OUT = "logged_out"
    UNLINKED = "unlinked"
    ENDED = "ended"  # by the body that hands the mailboxes out
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an event
    PASSWORD_RECOVERED = "password_recovered"  # noqa: S105 - the name of an event


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """One line of the history of accesses: what happened with which mailbox, in which chat, at which instant (UTC).

    `id` is its number, None before it is kept.
    """

    holder_id: int
    mailbox_id: int
    chat_id: int
    kind: AccessKind
    at: datetime
    id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedChat:
    """A chat that a holder's notices go to. Instants are UTC, None where nobody remembers."""

    chat_id: int
    linked_at: datetime | None
    used_at: datetime | None
    reachable: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedChats:
    """The chats that a holder's notices go to, last used first; `here` is the chat that asks.

    `by_email` if the holder is also told by e-mail.
    """

    chats: tuple[LinkedChat, ...]
    here: int
    by_email: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessHistory:
    """A page of the history of a holder's accesses, newest first, with the addresses of the mailboxes by their ids.

    `here` is the chat that asks. Pages count from 0.
    """

    lines: tuple[Access, ...]
    addresses: Mapping[int, str]
    here: int
    page: int
    has_older: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatUnlinked:
    """A chat is a holder's no longer. `is_here` if it is the one that asked, `repeated` if it was so before."""

    is_here: bool
    repeated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatLinks:
    """What forgetting a chat would change: whether notices come here, whether they come to no other chat.

    `by_email` if the holder is told things by e-mail as well.
    """

    is_linked: bool
    is_last: bool
    by_email: bool


def is_from(access: Access, chat: LinkedChat) -> bool:
    """Whether a chat is still linked as it was at a log-in. One that was linked anew since then is another link."""
    return chat.chat_id == access.chat_id and (chat.linked_at is None or chat.linked_at <= access.at)
