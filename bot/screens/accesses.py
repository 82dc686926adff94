"""Where the account is open: the linked chats, the history of accesses, and how to close it to others."""

from __future__ import annotations

from bot.screens.buttons import LogIn
from bot.screens.buttons.access import AskLogOutEverywhere, LogOutEverywhere, ShowAccesses, ShowChats, UnlinkChat
from bot.screens.buttons.account import ChoosePassword, ForgotPassword, ShowAccount
from bot.screens.screen import Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.accesses import Access, AccessHistory, ChatUnlinked, LinkedChat, LinkedChats

MOST_OTHERS = 4  # on one page, beside this chat, which has no key
A_PAGE = 3


def chats(texts: Texts, linked: LinkedChats, page: int = 0) -> Screen:
    """The linked chats, named by their days, and a key to disconnect each of the others. Pages count from 0."""
    shown, next_page = _page(linked, page)
    unlink = (
        (Tap(texts.label("key-unlink-chat", place=place), UnlinkChat(chat.chat_id)),)
        for place, chat in shown.items()
        if chat.chat_id != linked.here
    )
    more = () if next_page is None else (Tap(texts.label("key-more-chats"), ShowChats(next_page)),)
    return with_way_home(
        texts,
        paragraphs(texts("chats"), *(_chat(texts, place, chat, linked.here) for place, chat in shown.items())),
        *unlink,
        more,
        (Tap(texts.label("key-history"), ShowAccesses()),),
        (Tap(texts.label("key-log-out-everywhere"), AskLogOutEverywhere(), "danger"),),
        (Tap(texts.label("key-back-to-account"), ShowAccount()),),
    )


def history(texts: Texts, history: AccessHistory) -> Screen:
    """A page of who came in when, with which mailbox, and where."""
    told = [_line(texts, line, history) for line in history.lines]
    title = texts("accesses", page=history.page + 1) if told else texts("accesses-none")
    newer = (Tap(texts.label("key-newer"), ShowAccesses(history.page - 1)),) if history.page else ()
    older = (Tap(texts.label("key-older"), ShowAccesses(history.page + 1)),) if history.has_older else ()
    back = (Tap(texts.label("key-back-to-chats"), ShowChats()),)
    return with_way_home(texts, paragraphs(title, *told), newer + older, back)


def ask_log_out_everywhere(texts: Texts, *, by_email: bool) -> Screen:
    """What happens if every chat is disconnected. `by_email` if the holder is still warned by e-mail then."""
    then = texts("log-out-everywhere-mail" if by_email else "log-out-everywhere-silence")
    return with_way_home(
        texts,
        paragraphs(texts("log-out-everywhere"), then),
        (Tap(texts.label("key-log-out-everywhere-now"), LogOutEverywhere(), "danger"),),
        (Tap(texts.label("key-back-to-chats"), ShowChats()),),
    )


def revoked_here(texts: Texts) -> Screen:
    """The log-in that was not the holder's was made in this very chat: it is disconnected."""
    return with_way_home(
        texts,
        texts("access-revoked-here"),
        (Tap(texts.label("key-change-password"), ForgotPassword(), "primary"),),
        (Tap(texts.label("key-log-in"), LogIn()),),
    )


def logged_out_everywhere(texts: Texts) -> Screen:
    """Every chat is disconnected, this one too."""
    return with_way_home(texts, texts("logged-out-everywhere"), (Tap(texts.label("key-log-in"), LogIn(), "primary"),))


def it_was_me(texts: Texts) -> Screen:
    """The new log-in was the holder's own: nothing is to be done."""
    return with_way_home(texts, texts("access-was-mine"))


def revoked(texts: Texts, outcome: ChatUnlinked) -> Screen:
    """The chat of a stranger is disconnected, and what to do next: whoever was there knows the password."""
    text = texts("access-revoked-before" if outcome.repeated else "access-revoked")
    return with_way_home(
        texts,
        text,
        (Tap(texts.label("key-change-password"), ChoosePassword(), "primary"),),
        (Tap(texts.label("key-accesses"), ShowChats()),),
    )


def _page(linked: LinkedChats, page: int) -> tuple[dict[int, LinkedChat], int | None]:
    """The chats of a page by their places, this one first, and the page that follows: the first one after the last."""
    ordered = sorted(linked.chats, key=lambda chat: chat.chat_id != linked.here)
    placed = dict(enumerate(ordered, start=1))
    if sum(chat.chat_id != linked.here for chat in ordered) <= MOST_OTHERS:
        return placed, None
    pages = -(-len(placed) // A_PAGE)
    page = min(page, pages - 1)
    shown = {place: chat for place, chat in placed.items() if (place - 1) // A_PAGE == page}
    return shown, (page + 1) % pages


def _chat(texts: Texts, place: int, chat: LinkedChat, here: int) -> str:
    return lines(
        texts("chat-here" if chat.chat_id == here else "chat-elsewhere", place=place),
        texts("chat-linked", at=chat.linked_at) if chat.linked_at else texts("chat-since-unknown"),
        texts("chat-used", at=chat.used_at) if chat.used_at else None,
        None if chat.reachable else texts("chat-blocked"),
    )


def _line(texts: Texts, line: Access, history: AccessHistory) -> str:
    where = "access-here" if line.chat_id == history.here else "access-elsewhere"
    what = texts.label(f"access-{line.kind.replace('_', '-')}")
    mailbox = history.addresses.get(line.mailbox_id, "")
    return lines(texts(where, at=line.at), texts("access-line", what=what, mailbox=mailbox))
