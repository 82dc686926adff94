"""The register desk: whom to look for, who was found, and the card of a holder."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screens import mailboxes as own
from bot.screens import maintenance
from bot.screens.buttons import Button, ShowDeadLetters
from bot.screens.buttons.administering import ShowDigest
from bot.screens.buttons.broadcasts import ShowBroadcasts
from bot.screens.buttons.desk import (
    AskForRegister,
    FindHolders,
    ShowActs,
    ShowFound,
    ShowHolder,
    ShowHoldersChats,
    ShowHoldersMailbox,
    ShowHoldersMailboxes,
    ShowHoldersMovements,
    ShowHoldersNotices,
    ShowHoldersOrders,
    ShowHoldersTopUps,
)
from bot.screens.buttons.money_desk import ShowPayments
from bot.screens.screen import Row, Screen, Tap, in_rows, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.cards import MailboxCard
from domain.desk import FOUND_ON_A_PAGE, FoundHolder, FoundHolders, HolderCard
from domain.holders import Holder
from domain.masking import HIDDEN
from domain.money import NOTHING

MOST_MAILBOXES = 3  # told on the card; the others are one tap away
A_PAGE = 5
LONGEST_KEY = 60


def ask(texts: Texts, notice: str | None = None, payments: int = 0) -> Screen:
    """Whom to look for? A notice, if there is one, stands on top; then so many payments to look into, if any."""
    odd = (Tap(texts.label("key-payments", count=payments), ShowPayments(), "danger"),) if payments else ()
    return with_way_home(
        texts,
        paragraphs(notice, texts("desk-ask")),
        odd,
        (Tap(texts.label("key-broadcasts"), ShowBroadcasts()),),
        (Tap(texts.label("key-register"), AskForRegister()),),
        (Tap(texts.label("key-acts"), ShowActs()),),
        (Tap(texts.label("key-dead-letters"), ShowDeadLetters()),),
        (Tap(texts.label("key-digest"), ShowDigest()), maintenance.key(texts)),
    )


def found(texts: Texts, found: FoundHolders) -> Screen:
    """A page of the holders that were found, one key each."""
    if not found.total:
        return with_way_home(texts, texts("desk-found-none", words=found.words), find_key(texts))
    numbered = list(enumerate(found.holders, start=found.page * FOUND_ON_A_PAGE + 1))
    keys = [
        Tap(texts.label("key-found-holder", place=place, name=name_of(one)[:LONGEST_KEY]), ShowHolder(one.id))
        for place, one in numbered
    ]
    turns = page_turns(texts, ShowFound(found.page - 1), ShowFound(found.page + 1), found.page, has_next=found.has_next)
    text = paragraphs(
        texts("desk-found", total=found.total, words=found.words),
        *(found_line(texts, place, one) for place, one in numbered),
        texts("desk-found-again"),
    )
    return with_way_home(texts, text, *in_rows(keys, 1), turns)


def card(texts: Texts, card: HolderCard) -> Screen:
    """A holder: the person, the credit, the mailboxes, and where there is more."""
    holder = card.holder
    text = paragraphs(
        person(texts, holder),
        lines(
            texts("desk-credit", credit=max(card.credit, NOTHING)),
            texts("desk-owed", owed=-card.credit) if card.credit < NOTHING else None,
            texts("desk-pending", count=card.pending) if card.pending else None,
            texts("desk-chats", count=card.chats),
        ),
        *(own.line(texts, one) for one in card.cards[:MOST_MAILBOXES]),
        _more(texts, card.cards),
    )
    return with_way_home(
        texts,
        text,
        _mailboxes_key(texts, card),
        (
            Tap(texts.label("key-h-orders"), ShowHoldersOrders(holder.id)),
            Tap(texts.label("key-h-top-ups"), ShowHoldersTopUps(holder.id)),
        ),
        (
            Tap(texts.label("key-h-credit"), ShowHoldersMovements(holder.id)),
            Tap(texts.label("key-h-notices"), ShowHoldersNotices(holder.id)),
        ),
        (Tap(texts.label("key-h-chats"), ShowHoldersChats(holder.id)),),
        (Tap(texts.label("key-back-to-found"), ShowFound()),),
    )


def mailboxes(texts: Texts, card: HolderCard, page: int) -> Screen:
    """A page of the mailboxes of a holder, one key each. Pages count from 0."""
    shown = card.cards[page * A_PAGE : (page + 1) * A_PAGE]
    holder_id = card.holder.id
    keys = (
        (Tap(texts.label("key-mailbox", mailbox=one.mailbox.address), ShowHoldersMailbox(one.mailbox.id)),)
        for one in shown
    )
    before, after = ShowHoldersMailboxes(holder_id, max(0, page - 1)), ShowHoldersMailboxes(holder_id, page + 1)
    turns = page_turns(texts, before, after, page, has_next=(page + 1) * A_PAGE < len(card.cards))
    return with_way_home(
        texts,
        paragraphs(
            title(texts, "mailboxes", card.holder, page),
            *(own.line(texts, one) for one in shown),
            None if shown else texts("desk-mailboxes-none"),
        ),
        *keys,
        turns or back_to_holder(texts, holder_id),
    )


def person(texts: Texts, holder: Holder) -> str:
    """Who a holder is, and how to reach them."""
    return lines(
        texts("desk-holder", name=name_of(holder), fiscal_code=holder.fiscal_code),
        texts("desk-email", email=holder.email) if holder.email else texts("desk-email-none"),
        texts("desk-phone", phone=holder.phone) if holder.phone else None,
        texts("desk-language", language=holder.language),
    )


def title(texts: Texts, what: str, holder: Holder, page: int) -> str:
    """What a page about a holder is about, and which page it is."""
    head = texts(f"desk-title-{what}", name=name_of(holder))
    return f"{head}, {texts('desk-page', page=page + 1)}" if page else head


def name_of(who: Holder | FoundHolder) -> str:
    """First and last name. Nobody is without any: their key would be empty."""
    return f"{who.first_name} {who.last_name}".strip() or HIDDEN


def page_turns(texts: Texts, newer: Button, older: Button, page: int, *, has_next: bool) -> Row:
    """The keys to the pages before and after."""
    back = (Tap(texts.label("key-previous"), newer),) if page else ()
    on = (Tap(texts.label("key-next"), older),) if has_next else ()
    return back + on


def back_to_holder(texts: Texts, holder_id: int) -> Row:
    """The key back to the card."""
    return (Tap(texts.label("key-back-to-holder"), ShowHolder(holder_id)),)


def find_key(texts: Texts) -> Row:
    """The key that begins a search."""
    return (Tap(texts.label("key-find"), FindHolders()),)


def found_line(texts: Texts, place: int, one: FoundHolder) -> str:
    """A holder that was found, with one of the mailboxes."""
    if one.mailbox is None:
        return texts("desk-found-line-bare", place=place, name=name_of(one))
    return texts("desk-found-line", place=place, name=name_of(one), mailbox=one.mailbox, more=one.more)


def _more(texts: Texts, cards: Sequence[MailboxCard]) -> str | None:
    if not cards:
        return texts("desk-mailboxes-none")
    more = len(cards) - MOST_MAILBOXES
    return texts("desk-mailboxes-more", count=more) if more > 0 else None


def _mailboxes_key(texts: Texts, card: HolderCard) -> Row:
    """To the only mailbox, or to all of them."""
    if not card.cards:
        return ()
    if len(card.cards) == 1:
        return (Tap(texts.label("key-h-mailbox"), ShowHoldersMailbox(card.cards[0].mailbox.id), "primary"),)
    return (Tap(texts.label("key-h-mailboxes"), ShowHoldersMailboxes(card.holder.id), "primary"),)
