"""Orders whose space is late, is there at last, or never came."""

from __future__ import annotations

from collections.abc import Iterator

from domain.notices import Channel, Facts, Notice, NoticeKind
from tests.screens.papers_facts import ADDRESS
from tests.screens.renewal_facts import told


def refunded_told(
    channel: Channel = Channel.EMAIL, target: str = "mario.rossi@example.com"
) -> Iterator[tuple[str, Notice]]:
    """The notices of an order that was undone, paid and free, by name."""
    for name, cents in (("order refunded", 2_196), ("order undone", 0)):
        yield name, told(NoticeKind.ORDER_REFUNDED, refund_facts(cents), channel, target)


def refund_facts(cents: int, mailbox: str = ADDRESS, hours: int = 48) -> Facts:
    return {
        "order_id": "7K2M-9QXD-3FHT",
        "holder_id": 1,
        "mailbox": mailbox,
        "mailbox_id": 7,
        "service": "inbox",
        "gb": 2,
        "cents": cents,
        "credit": 2_500,
        "hours": hours,
    }


def activated_facts(gb: int, mailbox: str = ADDRESS) -> Facts:
    return {"mailbox": mailbox, "mailbox_id": 7, "gb": gb, "total_gb": gb + 2}
