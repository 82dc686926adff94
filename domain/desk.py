"""The register desk: what an administrator finds, and what is shown of a holder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from domain.accesses import LinkedChat
from domain.admin_errors import WordsTooShort
from domain.cards import MailboxCard
from domain.holders import Holder
from domain.keeping import MailboxRenewals
from domain.money import Money
from domain.notices import Delivered, Notice, NoticeState
from domain.sessions import Session
from domain.top_ups import TopUp

FOUND_ON_A_PAGE = 5  # with two keys to turn the pages and the way home, all that a screen takes
LINES_ON_A_PAGE = 5
LEAST_CHARACTERS = 2
MOST_CHARACTERS = 100
MOST_WORDS = 6

Line = TypeVar("Line")


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundHolder:
    """A holder that was found, with one of the mailboxes and how many more there are; None without any."""

    id: int
    first_name: str
    last_name: str
    mailbox: str | None
    more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundHolders:
    """A page of the holders that some words fit, by name, and how many there are in all. Pages count from 0."""

    words: str
    holders: tuple[FoundHolder, ...]
    total: int
    page: int

    @property
    def has_next(self) -> bool:
        """Whether there are more on the next page."""
        return (self.page + 1) * FOUND_ON_A_PAGE < self.total


@dataclass(frozen=True, kw_only=True, slots=True)
class HolderCard:
    """A holder as the desk sees one: the person, the credit, the mailboxes, the chats and what waits."""

    holder: Holder
    credit: Money
    cards: tuple[MailboxCard, ...]
    chats: int
    pending: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldersMailbox:
    """One mailbox of a holder, with its add-ons and what their renewal takes."""

    holder: Holder
    card: MailboxCard
    renewals: MailboxRenewals


@dataclass(frozen=True, kw_only=True, slots=True)
class HolderPage(Generic[Line]):
    """A page of what there is of one kind about a holder, newest first. Pages count from 0."""

    holder: Holder
    lines: tuple[Line, ...]
    page: int
    has_older: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TopUpOfHolder:
    """A top-up that a holder asked for, and how much of what was paid has gone back to the card, or is about to."""

    top_up: TopUp
    gone: Money


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldNotice:
    """A notice about a holder, where it stands, and the proof of the last try to deliver it, if there was one."""

    notice: Notice
    state: NoticeState
    sent_at: datetime | None
    proof: Delivered | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatOfHolder:
    """A chat that is a holder's: linked, open, or both. `session` is None where nobody is logged in."""

    chat_id: int
    link: LinkedChat | None
    session: Session | None
    is_open: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderResent:
    """A reminder goes out once more, to so many chats and perhaps by e-mail; `repeated` if it did at the first tap."""

    mailbox_id: int
    mailbox: str
    day: date
    chats: int
    by_email: bool
    repeated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionsEnded:
    """The sessions of a holder are over: so many were, none if there was nothing left to end."""

    holder: Holder
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxSwitched:
    """A mailbox is suspended, or open again; `repeated` if it was so before."""

    card: MailboxCard
    repeated: bool = False


def words_of(typed: str) -> tuple[str, ...]:
    """The words to look for, each of which has to fit. What cannot be seen is left out. Raises WordsTooShort."""
    seen = "".join(letter for letter in " ".join(typed.split()) if letter.isprintable())
    clean = " ".join(seen.split())[:MOST_CHARACTERS]
    if len(clean.replace(" ", "")) < LEAST_CHARACTERS:
        raise WordsTooShort(least=LEAST_CHARACTERS)
    return tuple(clean.split()[:MOST_WORDS])
