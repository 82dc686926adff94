"""What there is of a holder, page by page: a mailbox, orders, top-ups, movements, notices with their proofs, chats."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.screens import credit, dead_letters
from bot.screens import mailboxes as own
from bot.screens import renewals as of_renewals
from bot.screens.buttons import Button
from bot.screens.buttons.desk import (
    AskToEndSessions,
    AskToRemind,
    AskToReopen,
    AskToSuspend,
    ShowHoldersChats,
    ShowHoldersMailbox,
    ShowHoldersMovements,
    ShowHoldersNotices,
    ShowHoldersOrders,
    ShowHoldersTopUps,
)
from bot.screens.buttons.money_desk import AskToAdjust
from bot.screens.desk import back_to_holder, name_of, title
from bot.screens.refunds import refund_key
from bot.screens.screen import Row, Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.calendar import civil_day
from domain.desk import LINES_ON_A_PAGE, ChatOfHolder, HolderPage, HoldersMailbox, Line, ToldNotice, TopUpOfHolder
from domain.ledger import Movement
from domain.mailboxes import MailboxStatus
from domain.money import NOTHING
from domain.notices import OVERTAKEN, NoticeState
from domain.orders import Order


def mailbox(texts: Texts, about: HoldersMailbox, page: int) -> Screen:
    """One mailbox: its facts and space, a page of its add-ons, and what the desk can do. Pages count from 0."""
    box = about.card.mailbox
    shown, next_page = of_renewals.page_of(about.renewals, page)
    ahead = about.renewals.upcoming
    text = paragraphs(
        texts("desk-title-mailbox", name=name_of(about.holder)),
        *own.facts(texts, about.card),
        texts("desk-suspended") if box.status is MailboxStatus.SUSPENDED else None,
        own.space(texts, about.card),
        own.activating(texts, about.card),
        *(of_renewals.addon_line(texts, place, addon, ahead) for place, addon in shown.items()),
        None if shown else texts("card-no-addons"),
        _needs(texts, about),
    )
    more = () if next_page is None else (Tap(texts.label("key-more-addons"), ShowHoldersMailbox(box.id, next_page)),)
    return with_way_home(
        texts,
        text,
        more,
        (Tap(texts.label("key-ask-remind"), AskToRemind(box.id)),),
        _switch(texts, about),
        back_to_holder(texts, about.holder.id),
    )


def orders(texts: Texts, page: HolderPage[Order]) -> Screen:
    """A page of the orders of a holder."""
    return _page(texts, "orders", page, [_order(texts, one) for one in page.lines], ShowHoldersOrders)


def top_ups(texts: Texts, page: HolderPage[TopUpOfHolder]) -> Screen:
    """A page of the top-ups that a holder asked for, of which something may go back to the card."""
    told = [_top_up(texts, one) for one in page.lines]
    return _page(texts, "top-ups", page, told, ShowHoldersTopUps, refund_key(texts, page.holder.id))


def movements(texts: Texts, page: HolderPage[Movement]) -> Screen:
    """A page of the movements of a holder's credit, which can be adjusted."""
    told = [credit.line(texts, one) for one in page.lines]
    adjust = (Tap(texts.label("key-ask-adjust"), AskToAdjust(page.holder.id)),)
    return _page(texts, "movements", page, told, ShowHoldersMovements, adjust)


def notices(texts: Texts, page: HolderPage[ToldNotice]) -> Screen:
    """A page of what was told to a holder, each with what became of it."""
    first = page.page * LINES_ON_A_PAGE + 1
    told = [_notice(texts, place, one) for place, one in enumerate(page.lines, start=first)]
    return _page(texts, "notices", page, told, ShowHoldersNotices)


def chats(texts: Texts, page: HolderPage[ChatOfHolder]) -> Screen:
    """A page of the chats of a holder, and whether somebody is logged in there."""
    told = [_chat(texts, one) for one in page.lines]
    end = (Tap(texts.label("key-ask-end"), AskToEndSessions(page.holder.id), "danger"),)
    ends = (end,) if any(one.is_open for one in page.lines) else ()
    return _page(texts, "chats", page, told, ShowHoldersChats, *ends)


def _page(
    texts: Texts,
    what: str,
    page: HolderPage[Line],
    told: Sequence[str],
    turned: Callable[[int, int], Button],
    *rows: Row,
) -> Screen:
    holder, number = page.holder, page.page
    newer = (Tap(texts.label("key-newer"), turned(holder.id, number - 1)),) if number else ()
    older = (Tap(texts.label("key-older"), turned(holder.id, number + 1)),) if page.has_older else ()
    text = paragraphs(title(texts, what, holder, number), *told, None if told else texts("desk-nothing"))
    return with_way_home(texts, text, *rows, newer + older, back_to_holder(texts, holder.id))


def _needs(texts: Texts, about: HoldersMailbox) -> str | None:
    """What the next renewal takes, and what is missing."""
    ahead = about.renewals.upcoming
    if ahead is None or not ahead.needed:
        return None
    key = "desk-needs-short" if ahead.missing > NOTHING else "desk-needs"
    return texts(key, day=ahead.day, needed=ahead.needed, missing=ahead.missing)


def _switch(texts: Texts, about: HoldersMailbox) -> Row:
    """Suspends what is open and opens what is suspended; what has expired is neither."""
    box = about.card.mailbox
    if box.status is MailboxStatus.SUSPENDED:
        return (Tap(texts.label("key-ask-reopen"), AskToReopen(box.id)),)
    if about.card.status is MailboxStatus.EXPIRED and not about.card.is_being_renewed:
        return ()
    return (Tap(texts.label("key-ask-suspend"), AskToSuspend(box.id), "danger"),)


def _order(texts: Texts, order: Order) -> str:
    quote, state = order.quote, "activating" if order.is_activating else order.state.value
    what = texts("paper-order", service=texts(f"service-{quote.service}"), gb=quote.gb)
    free = not quote.price.gross
    return lines(
        texts("desk-order", at=civil_day(order.placed_at), number=order.id, what=what, state=state),
        texts("paper-mailbox", mailbox=quote.mailbox_address),
        texts("paper-free") if free else texts("paper-amount", amount=quote.price.gross),
    )


def _top_up(texts: Texts, one: TopUpOfHolder) -> str:
    top_up = one.top_up
    at = civil_day(top_up.created_at)
    return lines(
        texts("desk-top-up", at=at, reference=top_up.reference, amount=top_up.amount, state=top_up.state),
        texts("desk-top-up-gone", gone=one.gone) if one.gone else None,
        texts("desk-top-up-for", number=top_up.order_id) if top_up.order_id else None,
    )


def _notice(texts: Texts, place: int, told: ToldNotice) -> str:
    notice, proof = told.notice, told.proof
    return lines(
        texts("dead-letter-what", place=place, kind=notice.kind.value.replace("_", "-")),
        dead_letters.about(texts, notice),
        texts(f"dead-letter-by-{notice.channel}", target=notice.target),
        _became(texts, told),
        texts("desk-proof", attempt=proof.attempt, at=proof.at, result=proof.result.replace("_", "-"))
        if proof
        else None,
        texts("desk-proof-answer", answer=proof.answer) if proof and proof.answer else None,
    )


def _became(texts: Texts, told: ToldNotice) -> str:
    if told.sent_at is not None:
        return texts("desk-notice-sent", at=told.sent_at)
    if told.state is NoticeState.WAITING:
        return texts("desk-notice-waiting", at=told.notice.due_at)
    return texts("desk-notice-overtaken" if told.notice.error == OVERTAKEN else "desk-notice-dead")


def _chat(texts: Texts, chat: ChatOfHolder) -> str:
    link, session = chat.link, chat.session
    if link is None:
        linked = texts("desk-chat-unlinked")
    else:
        linked = texts("chat-linked", at=link.linked_at) if link.linked_at else texts("chat-since-unknown")
    return lines(
        texts("desk-chat", chat=str(chat.chat_id)),
        linked,
        texts("chat-used", at=link.used_at) if link and link.used_at else None,
        texts("chat-blocked") if link and not link.reachable else None,
        texts("desk-session-open", at=session.started_at) if session and chat.is_open else texts("desk-session-over"),
    )
