"""The menu."""

from __future__ import annotations

from bot.screens.buttons import (
    ChooseLanguage,
    ChooseTopUp,
    LogOut,
    OpenMailbox,
    ShowCredit,
    ShowHelp,
    ShowMailboxes,
    ShowOrder,
)
from bot.screens.screen import Row, Screen, Style, Tap, paragraphs
from bot.screens.texts import Texts
from domain.cards import Home
from domain.mailboxes import Mailbox
from domain.orders import Order

SOON_DAYS = 90
MOST_LINES = 5
MOST_ORDER_KEYS = 2


def home(texts: Texts, home: Home) -> Screen:
    """The greeting, the credit, what waits or ends soon, and where to go."""
    greeting = texts("home", name=home.holder.first_name, credit=home.credit)
    ending = [mailbox for mailbox in home.mailboxes if 0 <= _days_left(home, mailbox) <= SOON_DAYS]
    ending.sort(key=lambda mailbox: mailbox.expires_on)
    soon = "\n".join(
        texts("home-soon", mailbox=box.address, days=_days_left(home, box), day=box.expires_on)
        for box in ending[:MOST_LINES]
    )
    waiting = "\n".join(_waiting(texts, order) for order in home.pending[:MOST_LINES])
    orders = tuple(_order_row(texts, order) for order in home.pending[:MOST_ORDER_KEYS])
    return Screen(paragraphs(greeting, waiting, soon), (*orders, *_ways(texts, home)))


def _days_left(home: Home, mailbox: Mailbox) -> int:
    return (mailbox.expires_on - home.today).days


def _waiting(texts: Texts, order: Order) -> str:
    quote = order.quote
    return texts(
        "home-waiting",
        service=texts(f"service-{quote.service}"),
        gb=quote.gb,
        mailbox=quote.mailbox_address,
        total=quote.price.gross,
    )


def _order_row(texts: Texts, order: Order) -> Row:
    quote = order.quote
    label = texts.label("key-open-order", service=texts.label(f"service-{quote.service}"), gb=quote.gb)
    return (Tap(label, ShowOrder(order.id), "primary"),)


def _ways(texts: Texts, home: Home) -> tuple[Row, ...]:
    """Where to go from the menu; with one mailbox its card is one tap away. An order that waits goes first."""
    style: Style | None = None if home.pending else "primary"
    if len(home.mailboxes) == 1:
        mailboxes = Tap(texts.label("key-my-mailbox"), OpenMailbox(home.mailboxes[0].id), style)
    else:
        mailboxes = Tap(texts.label("key-my-mailboxes"), ShowMailboxes(), style)
    return (
        (mailboxes,),
        (Tap(texts.label("key-credit"), ShowCredit(0)), Tap(texts.label("key-top-up"), ChooseTopUp())),
        (Tap(texts.label("key-help"), ShowHelp()), Tap(texts.label("key-language"), ChooseLanguage())),
        (Tap(texts.label("key-log-out"), LogOut()),),
    )
