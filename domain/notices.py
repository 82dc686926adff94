"""What is owed to the world once the cause is committed: messages to chats, acts of the mail server and of Stripe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

Facts = Mapping[str, str | int | None]

FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)
MOST_ATTEMPTS = 40


class Channel(StrEnum):
    """Where a notice goes: the target is a chat id, a mailbox address, or the id of a payment link."""

    CHAT = "chat"
    MAIL_SERVER = "mail_server"
    PAYMENT_LINKS = "payment_links"


class NoticeKind(StrEnum):
    """What a notice is about. Each kind has a screen, or is an act of the mail server or of Stripe."""

    ORDER_COMPLETED = "order_completed"
    CREDIT_RECEIVED = "credit_received"
    ORDER_STILL_PENDING = "order_still_pending"
    PAYMENT_LATE = "payment_late"
    PAYMENT_FAILED = "payment_failed"
    LOGIN_FAILURES = "login_failures"
    ADMIN_PAYMENT = "admin_payment"
    SET_LIMIT = "set_limit"
    TAKE_BACK = "take_back"


PAYMENT_RECEIVED = frozenset(
    {
        NoticeKind.ORDER_COMPLETED,
        NoticeKind.CREDIT_RECEIVED,
        NoticeKind.ORDER_STILL_PENDING,
        NoticeKind.PAYMENT_LATE,
    }
)


class NoticeState(StrEnum):
    """Waiting for delivery, delivered, or given up."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """Something to be delivered once. The key is made of facts, so that writing it twice is writing it once.

    `error` is what the last try ended with, if it failed.
    """

    key: str
    channel: Channel
    target: str
    kind: NoticeKind
    facts: Facts
    due_at: datetime
    attempts: int = 0
    error: str | None = None

    @property
    def tells_of_money(self) -> bool:
        """Whether it says that a payment has arrived."""
        return self.kind in PAYMENT_RECEIVED

    @property
    def chat_id(self) -> int:
        """The chat that a chat notice goes to."""
        return int(self.target)


def retry_after(attempts: int) -> timedelta:
    """How long to wait after so many failed deliveries, at least one: it doubles, up to an hour."""
    doubled: timedelta = FIRST_RETRY * 2 ** min(attempts - 1, 12)
    return min(doubled, LONGEST_RETRY)


def to_chats(chats: Iterable[int], event: str, kind: NoticeKind, facts: Facts, at: datetime) -> list[Notice]:
    """The same news for each chat, keyed by the event that caused it, its kind and the chat."""
    return [
        Notice(key=f"{event}:{kind}:{chat}", channel=Channel.CHAT, target=str(chat), kind=kind, facts=facts, due_at=at)
        for chat in chats
    ]


def limit_notice(address: str, event: str, gigabytes: int, at: datetime) -> Notice:
    """The mail server has to give a mailbox that much inbox space, in GB, base included."""
    return Notice(
        key=f"{event}:{NoticeKind.SET_LIMIT}",
        channel=Channel.MAIL_SERVER,
        target=address,
        kind=NoticeKind.SET_LIMIT,
        facts={"gigabytes": gigabytes},
        due_at=at,
    )


def take_back_notice(link_id: str, order_id: str, at: datetime) -> Notice:
    """Nobody is to begin to pay for a closed order: its payment link has to be taken back."""
    return Notice(
        key=f"order:{order_id}:{NoticeKind.TAKE_BACK}:{link_id}",
        channel=Channel.PAYMENT_LINKS,
        target=link_id,
        kind=NoticeKind.TAKE_BACK,
        facts={"order_id": order_id},
        due_at=at,
    )
