"""What is asked of a server once the cause is committed: rows of the outbox that nobody reads."""

from __future__ import annotations

from datetime import datetime

from domain.notices import Channel, Notice, NoticeKind


def limit_notice(address: str, event: str, gigabytes: int, at: datetime, holder_id: int | None = None) -> Notice:
    """The mail server has to give a mailbox that much inbox space, in GB, base included."""
    return Notice(
        key=f"{event}:{NoticeKind.SET_LIMIT}",
        channel=Channel.MAIL_SERVER,
        target=address,
        kind=NoticeKind.SET_LIMIT,
        facts={"gigabytes": gigabytes},
        due_at=at,
        holder_id=holder_id,
    )


def refund_notice(number: str, at: datetime, holder_id: int) -> Notice:
    """Stripe has to give back what an administrator wants back on the card; `number` is that of the refund."""
    return Notice(
        key=f"refund:{number}:{NoticeKind.REFUND}",
        channel=Channel.PAYMENT_LINKS,
        target=number,
        kind=NoticeKind.REFUND,
        facts={},
        due_at=at,
        holder_id=holder_id,
    )


def take_back_notice(link_id: str, order_id: str, at: datetime, holder_id: int | None = None) -> Notice:
    """Nobody is to begin to pay for a closed order: its payment link has to be taken back."""
    return Notice(
        key=f"order:{order_id}:{NoticeKind.TAKE_BACK}:{link_id}",
        channel=Channel.PAYMENT_LINKS,
        target=link_id,
        kind=NoticeKind.TAKE_BACK,
        facts={"order_id": order_id},
        due_at=at,
        holder_id=holder_id,
    )
