"""What is kept about people, and how they get it, or get rid of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screens.buttons.account import ShowAccount
from bot.screens.buttons.privacy import AskToErase, AskToForgetChat, EraseMyData, ForgetChat, SendMyData, ShowPrivacy
from bot.screens.screen import Row, Screen, Tap, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.accesses import ChatLinks
from domain.erasure import Obstacle

MOST_LINES = 8


def privacy(texts: Texts) -> Screen:
    """What is kept, why, how long and where, and what can be done about it."""
    return with_way_home(
        texts,
        texts("privacy"),
        (Tap(texts.label("key-my-data"), SendMyData()),),
        (Tap(texts.label("key-forget-chat"), AskToForgetChat()),),
        (Tap(texts.label("key-erase"), AskToErase()),),
        (Tap(texts.label("key-back-to-account"), ShowAccount()),),
    )


def caption(texts: Texts) -> str:
    """What is written under the document."""
    return texts("privacy-document")


def data_sent(texts: Texts) -> Screen:
    """The document is in the chat."""
    return with_way_home(texts, texts("privacy-sent"), _back(texts))


def ask_to_forget_chat(texts: Texts, links: ChatLinks) -> Screen:
    """What becomes of this chat, and where notices still go."""
    text = paragraphs(texts("forget-chat"), _after(texts, links))
    forget = Tap(texts.label("key-forget-chat-now"), ForgetChat(), "danger")
    return with_way_home(texts, text, (forget,), _back(texts))


def chat_forgotten(texts: Texts) -> Screen:
    """Nothing is known of this chat any more."""
    return with_way_home(texts, texts("forget-chat-done"))


def ask_to_erase(texts: Texts) -> Screen:
    """The account is closed: what is erased, what stays in the books, and that it cannot be undone."""
    erase = Tap(texts.label("key-erase-now"), EraseMyData(), "danger")
    return with_way_home(texts, texts("erase"), (erase,), _back(texts))


def not_closed(texts: Texts, obstacles: Sequence[Obstacle]) -> Screen:
    """The account is not closed: what stands in the way, and what to do."""
    shown = "\n".join(obstacle(texts, one) for one in obstacles[:MOST_LINES])
    more = texts("erase-more", count=len(obstacles) - MOST_LINES) if len(obstacles) > MOST_LINES else None
    text = paragraphs(texts("erase-not-closed"), shown, more, texts("erase-nothing-done"))
    return with_way_home(texts, text, _back(texts))


def obstacle(texts: Texts, obstacle: Obstacle) -> str:
    """What stands in the way, and what to do about it."""
    if obstacle.until is None:
        return texts(f"obstacle-{obstacle.kind}", mailbox=obstacle.mailbox, amount=obstacle.amount)
    return texts(f"obstacle-{obstacle.kind}", mailbox=obstacle.mailbox, until=obstacle.until)


def erased(texts: Texts, pseudonym: str) -> Screen:
    """The personal data is gone."""
    return with_way_home(texts, texts("erase-done", pseudonym=pseudonym))


def _after(texts: Texts, links: ChatLinks) -> str:
    """Where notices go afterwards."""
    if not links.is_linked:
        return texts("forget-chat-unlinked")
    if not links.is_last:
        return texts("forget-chat-others")
    return texts("forget-chat-last-email" if links.by_email else "forget-chat-last")


def _back(texts: Texts) -> Row:
    return (Tap(texts.label("key-back-to-privacy"), ShowPrivacy()),)
