"""What is owed to the world once the cause is committed: messages to chats, acts of the mail server and of Stripe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.dialogs import Json

Facts = Mapping[str, Json]

FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)
MOST_ATTEMPTS = 40  # but for what money was taken for


class Channel(StrEnum):
    """Where a notice goes: the target is a chat id, an e-mail address, a mailbox, or a payment link or refund's id."""

    CHAT = "chat"
    EMAIL = "email"
    MAIL_SERVER = "mail_server"
    PAYMENT_LINKS = "payment_links"


class NoticeKind(StrEnum):
    """What a notice is about. Each kind has a screen, or is an act of the mail server or of Stripe."""

    ORDER_COMPLETED = "order_completed"
    CREDIT_RECEIVED = "credit_received"
    ORDER_STILL_PENDING = "order_still_pending"
    PAYMENT_LATE = "payment_late"
    ORDER_ACTIVATED = "order_activated"
    ORDER_REFUNDED = "order_refunded"
    PAYMENT_FAILED = "payment_failed"
    MONEY_BACK = "money_back"
    CREDIT_ADJUSTED = "credit_adjusted"
    LOGIN_FAILURES = "login_failures"
    NEW_LOGIN = "new_login"
    CHAT_UNLINKED = "chat_unlinked"
    REMINDER = "reminder"
    RENEWAL = "renewal"
    SPACE = "space"
    EMAIL_FAILED = "email_failed"
    EMAIL_CODE = "email_code"
    EMAIL_CHANGED = "email_changed"
    RECOVERY_CODE = "recovery_code"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a notice
    SESSIONS_ENDED = "sessions_ended"
    MAILBOX_SUSPENDED = "mailbox_suspended"
    MAILBOX_REOPENED = "mailbox_reopened"
    ADMIN_PAYMENT = "admin_payment"
    ADMIN_MONEY_BACK = "admin_money_back"
    ADMIN_ORDER_REFUNDED = "admin_order_refunded"
    ADMIN_ADJUSTMENT = "admin_adjustment"
    ADMIN_GRACE = "admin_grace"
    ADMIN_RENEWAL_FAILED = "admin_renewal_failed"
    ADMIN_AUDIT = "admin_audit"
    ADMIN_ALARM = "admin_alarm"
    ADMIN_UNDELIVERED = "admin_undelivered"
    ADMIN_BROADCAST = "admin_broadcast"
    ADMIN_DIGEST = "admin_digest"
    MAINTENANCE_OVER = "maintenance_over"
    BROADCAST = "broadcast"
    WITHDRAWAL = "withdrawal"
    SET_LIMIT = "set_limit"
    TAKE_BACK = "take_back"
    REFUND = "refund"


PAYMENT_RECEIVED = frozenset(
    {
        NoticeKind.ORDER_COMPLETED,
        NoticeKind.CREDIT_RECEIVED,
        NoticeKind.ORDER_STILL_PENDING,
        NoticeKind.PAYMENT_LATE,
    }
)


# Acts that money was taken for: they are tried for as long as it takes, and nobody has to ask for them by hand.
PAID_FOR = frozenset({NoticeKind.SET_LIMIT, NoticeKind.REFUND})

# Letters that bring a code; it is put in when they are sent.
WITH_CODE = frozenset({NoticeKind.EMAIL_CODE, NoticeKind.RECOVERY_CODE})

# What a person may decline: everything else has to be said.
OPTIONAL = frozenset({NoticeKind.SPACE})


# What administrators are told: the target is theirs, whomever it is about.
TO_ADMINS = frozenset(
    {
        NoticeKind.ADMIN_PAYMENT,
        NoticeKind.ADMIN_MONEY_BACK,
        NoticeKind.ADMIN_ORDER_REFUNDED,
        NoticeKind.ADMIN_ADJUSTMENT,
        NoticeKind.ADMIN_GRACE,
        NoticeKind.ADMIN_RENEWAL_FAILED,
        NoticeKind.ADMIN_AUDIT,
        NoticeKind.ADMIN_ALARM,
        NoticeKind.ADMIN_UNDELIVERED,
        NoticeKind.ADMIN_BROADCAST,
        NoticeKind.ADMIN_DIGEST,
    }
)


ERASED = "erased"  # the error of a notice whose holder, or whose chat, was forgotten before it was sent
STOPPED = "stopped"  # the error of a notice of a broadcast that an admin has stopped
OVERTAKEN = "overtaken"  # the error of what was not sent, since something newer is said in its place


class NoticeState(StrEnum):
    """Waiting for delivery, delivered, or given up."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


class Result(StrEnum):
    """What a try to deliver ended with. In doubt: it was handed over, and no answer came."""

    ARRIVED = "arrived"
    REFUSED = "refused"
    LATER = "later"
    IN_DOUBT = "in_doubt"


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """Something to be delivered once. The key is made of facts, so that writing it twice is writing it once.

    `error` is what the last try ended with, if it failed. `holder_id` and `mailbox_id` say whom and what it is about,
    `cycle` the day of the renewal that a reminder is about, `broadcast_id` the broadcast it belongs to. `id` is its
    number in the outbox, None before it is there.
    """

    key: str
    channel: Channel
    target: str
    kind: NoticeKind
    facts: Facts
    due_at: datetime
    attempts: int = 0
    error: str | None = None
    holder_id: int | None = None
    mailbox_id: int | None = None
    cycle: date | None = None
    broadcast_id: int | None = None
    id: int | None = field(default=None, compare=False)  # the key says which notice it is

    def number(self, name: str) -> int:
        """A fact that is a whole number; 0 if it is None. Raises KeyError, TypeError."""
        found = self.facts[name]
        if isinstance(found, list | dict):
            raise TypeError(name)
        return int(found or 0)

    def word(self, name: str) -> str:
        """A fact that is a text. Raises KeyError."""
        return str(self.facts[name])

    def is_past(self, today: date) -> bool:
        """Whether it is a reminder of a renewal whose day is over: it would say what is no longer so."""
        return self.cycle is not None and self.cycle < today

    def is_worthless(self, now: datetime) -> bool:
        """Whether it brings a code that cannot be used any more."""
        return self.kind in WITH_CODE and now >= datetime.fromisoformat(self.word("good_until"))

    @property
    def is_tried_enough(self) -> bool:
        """Whether it is given up if this attempt fails, too; what money was taken for never is."""
        return self.attempts >= MOST_ATTEMPTS and self.kind not in PAID_FOR

    @property
    def tells_of_money(self) -> bool:
        """Whether it says that a payment has arrived."""
        return self.kind in PAYMENT_RECEIVED

    @property
    def chat_id(self) -> int:
        """The chat that a chat notice goes to."""
        return int(self.target)


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """Proof of one try to deliver a notice: what was said to whom, when, and with what result.

    `answer` is what the other side said: the number of the message, the mail server's line, or the reason of a failure.
    """

    key: str
    kind: NoticeKind
    channel: Channel
    target: str
    attempt: int
    at: datetime
    result: Result
    answer: str
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadLetters:
    """A page of the notices that were given up, newest first, and how many there are. Pages count from 0."""

    notices: tuple[Notice, ...]
    total: int
    page: int
    has_older: bool
    today: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Where a holder can be told something: the chats that can be reached, and the reference e-mail if mail is sent."""

    holder_id: int
    chats: tuple[int, ...]
    email: str | None


def retry_after(attempts: int) -> timedelta:
    """How long to wait after so many failed deliveries, at least one: it doubles, up to an hour."""
    doubled: timedelta = FIRST_RETRY * 2 ** min(attempts - 1, 12)
    return min(doubled, LONGEST_RETRY)


def to_chats(  # noqa: PLR0917 - the facts of a notice, in the order in which it is read
    chats: Iterable[int],
    event: str,
    kind: NoticeKind,
    facts: Facts,
    at: datetime,
    holder_id: int | None = None,
) -> list[Notice]:
    """The same news for each chat, keyed by the event that caused it, its kind and the chat.

    `holder_id` is whom it is about, None if it is about nobody.
    """
    return [
        Notice(
            key=f"{event}:{kind}:{chat}",
            channel=Channel.CHAT,
            target=str(chat),
            kind=kind,
            facts=facts,
            due_at=at,
            holder_id=holder_id,
        )
        for chat in chats
    ]


def to_holder(  # noqa: PLR0917 - the facts of a notice, in the order in which it is read
    contact: Contact,
    event: str,
    kind: NoticeKind,
    facts: Facts,
    at: datetime,
    mailbox_id: int | None = None,
    cycle: date | None = None,
) -> list[Notice]:
    """The same news for each chat of a holder and for the reference e-mail, keyed by the event and the channel."""
    targets = [(Channel.CHAT, str(chat), f"chat:{chat}") for chat in contact.chats]
    if contact.email is not None:
        targets.append((Channel.EMAIL, contact.email, "email"))
    return [
        Notice(
            key=f"{event}:{where}",
            channel=channel,
            target=target,
            kind=kind,
            facts=facts,
            due_at=at,
            holder_id=contact.holder_id,
            mailbox_id=mailbox_id,
            cycle=cycle,
        )
        for channel, target, where in targets
    ]
