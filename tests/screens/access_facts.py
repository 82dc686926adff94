"""Facts of accesses and linked chats to render."""

from collections.abc import Iterator
from datetime import timedelta

from domain.accesses import Access, AccessHistory, AccessKind, LinkedChat, LinkedChats
from domain.notices import Channel, Facts, Notice, NoticeKind
from tests.screens.facts import NOW

HERE = 1001
BOX = "mario.rossi@pec.archrm.it"


def a_chat(number: int, *, known: bool = True, reachable: bool = True) -> LinkedChat:
    """A chat that was linked so many days ago; number 0 is the one that looks."""
    return LinkedChat(
        chat_id=HERE + number,
        linked_at=NOW - timedelta(days=number) if known else None,
        used_at=NOW - timedelta(hours=number) if known else None,
        reachable=reachable,
    )


def linked_chats(count: int) -> LinkedChats:
    """So many chats."""
    return LinkedChats(chats=tuple(map(a_chat, range(count))), here=HERE, by_email=True)


def a_history(
    *kinds: AccessKind, page: int = 0, has_older: bool = False, address: str = "mario.rossi@pec.archrm.it"
) -> AccessHistory:
    """A page of a history, every second line of it about this chat."""
    lines = [
        Access(
            holder_id=1, mailbox_id=7, chat_id=HERE + number % 2, kind=kind, at=NOW - timedelta(hours=number), id=number
        )
        for number, kind in enumerate(kinds, start=1)
    ]
    return AccessHistory(lines=tuple(lines), addresses={7: address}, here=HERE, page=page, has_older=has_older)


def access_told(channel: Channel = Channel.CHAT, target: str = "1001", address: str = BOX) -> Iterator[Notice]:
    """The notices about accesses that go to e-mail as well as to chats."""
    new_login: Facts = {"mailbox": address, "at": NOW.isoformat(), "access_id": 12}
    failures: Facts = {"address": address}
    for kind, facts in ((NoticeKind.NEW_LOGIN, new_login), (NoticeKind.LOGIN_FAILURES, failures)):
        yield Notice(key=f"{kind}:1", channel=channel, target=target, kind=kind, facts=facts, due_at=NOW)
