"""Broadcasts: an admin's notice to many holders, as it is composed, sent, and taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from domain.catalogue import MailboxType
from domain.holders import Language
from domain.notices import Channel, Notice, NoticeKind, NoticeState, Result

LONGEST_TEXT = 3_900  # characters as they are read, a note of the language left room for; Telegram takes 4,096
LONGEST_CAPTION = 900  # under a photo or a document, of Telegram's 1,024
LONGEST_HTML = 30_000  # with its markup: what the database keeps
UNDO_WITHIN = timedelta(hours=48)  # Telegram deletes no older message of a bot in a private chat


class BroadcastState(StrEnum):
    """What is going on with a broadcast."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


# In these somebody has work with it, or will have.
AT_WORK = frozenset({BroadcastState.SCHEDULED, BroadcastState.RUNNING, BroadcastState.UNDOING})

# What an admin may do, and from where.
MAY_PAUSE = frozenset({BroadcastState.RUNNING})
MAY_GO_ON = frozenset({BroadcastState.PAUSED})
MAY_STOP = frozenset({BroadcastState.SCHEDULED, BroadcastState.RUNNING, BroadcastState.PAUSED})
MAY_UNDO = frozenset({BroadcastState.STOPPED, BroadcastState.DONE})


class AttachmentKind(StrEnum):
    """What goes with the text."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A photo or a document that Telegram keeps, by its file id there. A photo has no name."""

    kind: AttachmentKind
    file_id: str
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """To whom: all of it has to fit, and what is None is not asked. The mailbox's conditions are met by one mailbox.

    `domain` is that of the mailbox; `expires_within` so many days from today; `short` means that the next renewal of
    the holder lacks money.
    """

    language: Language | None = None
    domain: str | None = None
    type: MailboxType | None = None
    expires_within: int | None = None
    short: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """One place that a broadcast goes to: a chat or a reference e-mail, and the language spoken there."""

    holder_id: int
    channel: Channel
    address: str
    language: Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitting:
    """Some holders of an audience, in the order of their ids; with `is_last` there are none behind them."""

    holders: tuple[int, ...]
    is_last: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How many a broadcast goes to. `unreached` are holders who fit and can be told nowhere."""

    holders: int = 0
    chats: int = 0
    emails: int = 0
    unreached: int = 0

    @property
    def targets(self) -> int:
        """How many messages that makes."""
        return self.chats + self.emails

    def __add__(self, other: Reach) -> Reach:
        return Reach(
            holders=self.holders + other.holders,
            chats=self.chats + other.chats,
            emails=self.emails + other.emails,
            unreached=self.unreached + other.unreached,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What became of a broadcast's messages so far. `queued` are written to the outbox, of `total` expected.

    `mailed` of those sent are e-mails. `blocked` are chats whose person keeps the bot blocked; `deleted` and `kept`
    what undoing has achieved.
    """

    total: int = 0
    queued: int = 0
    sent: int = 0
    mailed: int = 0
    failed: int = 0
    blocked: int = 0
    deleted: int = 0
    kept: int = 0

    @property
    def done(self) -> int:
        """How many messages are through, well or not."""
        return self.sent + self.failed + self.blocked

    @property
    def left(self) -> int:
        """How many messages are still to be tried."""
        return max(0, self.total - self.done)

    @property
    def undeleted(self) -> int:
        """How many messages are still to be deleted; e-mails stay."""
        return max(0, self.sent - self.mailed - self.deleted - self.kept)


@dataclass(frozen=True, kw_only=True, slots=True)
class Broadcast:
    """A notice to many holders. Texts are Telegram's HTML; `admin` is the Telegram id of whoever wrote it.

    `send_at` is the instant to begin at, None for at once. `reached_holder` is the last holder whose messages are in
    the outbox; with `all_queued` they all are. `shown_as` is the message in the admin's chat that tells how it goes.
    """

    id: int
    admin: int
    state: BroadcastState
    created_at: datetime
    italian: str | None = None
    english: str | None = None
    attachment: Attachment | None = None
    audience: Audience = field(default_factory=Audience)
    by_email: bool = False
    send_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    tally: Tally = field(default_factory=Tally)
    reached_holder: int = 0
    all_queued: bool = False
    undone_up_to: int = 0
    shown_as: int | None = None

    def words(self, language: Language) -> str | None:
        """The text in a language; None if it is not written in it."""
        return self.italian if language is Language.ITALIAN else self.english

    def spoken(self, language: Language) -> tuple[str, Language]:
        """The text for a reader of a language, and the language it is in: the other one where that is missing."""
        other = Language.ENGLISH if language is Language.ITALIAN else Language.ITALIAN
        for one in (language, other):
            words = self.words(one)
            if words is not None:
                return words, one
        return "", language

    @property
    def is_over(self) -> bool:
        """Whether nothing of it moves any more, nor will; one that is paused may go on."""
        return self.state not in AT_WORK | {BroadcastState.PAUSED}

    @property
    def is_written(self) -> bool:
        """Whether there is anything to send."""
        return self.italian is not None or self.english is not None

    @property
    def longest(self) -> int:
        """How many characters a text may have."""
        return LONGEST_TEXT if self.attachment is None else LONGEST_CAPTION

    def may_be_undone(self, now: datetime) -> bool:
        """Whether Telegram would still delete what was sent."""
        began = self.started_at
        return self.state in MAY_UNDO and self.tally.undeleted > 0 and began is not None and now < began + UNDO_WITHIN

    def notice(self, target: Target, now: datetime) -> Notice:
        """What is owed to a target, once. The key names no e-mail: a holder has one."""
        where = target.holder_id if target.channel is Channel.EMAIL else target.address
        return Notice(
            key=f"broadcast:{self.id}:{target.channel}:{where}",
            channel=target.channel,
            target=target.address,
            kind=NoticeKind.BROADCAST,
            facts={"language": target.language.value},
            due_at=now,
            holder_id=target.holder_id,
            broadcast_id=self.id,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A message that a broadcast has put into a chat: the number of its notice, and that of the message."""

    notice_id: int
    target: str
    message_id: int
    holder_id: int | None


def withdrawal(broadcast: Broadcast, sent: Sent, now: datetime) -> Notice:
    """A message to be deleted again."""
    return Notice(
        key=f"broadcast:{broadcast.id}:{NoticeKind.WITHDRAWAL}:{sent.notice_id}",
        channel=Channel.CHAT,
        target=sent.target,
        kind=NoticeKind.WITHDRAWAL,
        facts={"message_id": sent.message_id},
        due_at=now,
        holder_id=sent.holder_id,
        broadcast_id=broadcast.id,
    )


class Fate(StrEnum):
    """What became of one message of a broadcast. LATER is tried again; it is no result yet."""

    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    LATER = "later"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What became of one notice of a broadcast: `answer` is the other side's, or the reason of a failure."""

    notice: Notice
    fate: Fate
    answer: str
    at: datetime
    in_doubt: bool = False

    @property
    def result(self) -> Result:
        """As the proof of the try has it."""
        if self.fate is Fate.SENT:
            return Result.ARRIVED
        return Result.IN_DOUBT if self.in_doubt else Result.REFUSED


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportLine:
    """One line of the report: whose mailbox, where the message went, what became of it; little of who is erased."""

    notice_id: int
    mailbox: str
    channel: Channel
    target: str
    language: Language | None
    state: NoticeState
    reason: str
    at: datetime | None
