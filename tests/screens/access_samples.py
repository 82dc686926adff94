"""The screens and notices of accesses with sample data, by name."""

from collections.abc import Callable, Iterator

from bot.screens import accesses, notices
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain.accesses import AccessKind, ChatUnlinked, LinkedChats
from domain.notices import NoticeKind
from tests.screens.access_facts import HERE, a_chat, a_history, linked_chats
from tests.screens.facts import NOW, a_notice

Build = Callable[[Texts], Screen]
Sample = tuple[str, Build]


def access_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    yield from _chats()
    yield from _histories()
    for by_email in (True, False):
        yield (
            f"ask to log out everywhere, {by_email}",
            lambda texts, by_email=by_email: accesses.ask_log_out_everywhere(texts, by_email=by_email),  # type: ignore[misc]  # a default binds the choice
        )
    yield "logged out everywhere", accesses.logged_out_everywhere
    yield "it was me", accesses.it_was_me
    yield "revoked", lambda texts: accesses.revoked(texts, ChatUnlinked(is_here=False))
    yield "revoked here", accesses.revoked_here
    yield "revoked before", lambda texts: accesses.revoked(texts, ChatUnlinked(is_here=False, repeated=True))
    unlinked = a_notice(NoticeKind.CHAT_UNLINKED, at=NOW.isoformat())
    yield "notice a0, chat_unlinked", lambda texts: notices.notice(texts, unlinked, None)


def _chats() -> Iterator[Sample]:
    odd = (a_chat(0), a_chat(1, known=False), a_chat(2, reachable=False))
    yield "chats, all sorts", lambda texts: accesses.chats(texts, LinkedChats(chats=odd, here=HERE, by_email=True))
    for count in (0, 1, 5):
        yield f"chats, {count}", lambda texts, count=count: accesses.chats(texts, linked_chats(count))  # type: ignore[misc]  # a default binds the count
    for page in (0, 2, 9):
        yield f"chats, page {page}", lambda texts, page=page: accesses.chats(texts, linked_chats(8), page)  # type: ignore[misc]  # a default binds the page


def _histories() -> Iterator[Sample]:
    kinds = (*AccessKind, AccessKind.FAILED, AccessKind.FAILED)
    for name, facts in {
        "empty": a_history(),
        "one": a_history(AccessKind.LOGGED_IN),
        "full": a_history(*kinds, has_older=True),
        "page 2": a_history(*kinds, page=1, has_older=True),
    }.items():
        yield f"accesses, {name}", lambda texts, facts=facts: accesses.history(texts, facts)  # type: ignore[misc]  # a default binds the facts
