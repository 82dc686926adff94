"""The menu."""

from __future__ import annotations

from bot.screens import purse
from bot.screens.buttons import (
    ChooseLanguage,
    ChooseTopUp,
    OpenMailbox,
    ShowCredit,
    ShowForecast,
    ShowHelp,
    ShowMailboxes,
    ShowOrder,
    TopUpRenewal,
)
from bot.screens.buttons.account import ShowAccount
from bot.screens.buttons.desk import FindHolders
from bot.screens.screen import Row, Screen, Style, Tap, paragraphs
from bot.screens.texts import Texts
from domain.cards import Home
from domain.forecast import to_top_up
from domain.keeping import is_overdue
from domain.mailboxes import Mailbox
from domain.money import NOTHING
from domain.orders import Order
from domain.top_ups import MOST_TOP_UP

SOON_DAYS = 90
MOST_LINES = 5
MOST_URGENT_KEYS = 2


def home(texts: Texts, home: Home) -> Screen:
    """The greeting, the credit, what waits or ends soon, and where to go."""
    greeting = purse.purse(texts, "home", home.credit, name=home.holder.first_name)
    ending = [mailbox for mailbox in home.mailboxes if 0 <= _days_left(home, mailbox) <= SOON_DAYS]
    ending.sort(key=lambda mailbox: mailbox.expires_on)
    soon = "\n".join(
        texts("home-soon", mailbox=box.address, days=_days_left(home, box), day=box.expires_on)
        for box in ending[:MOST_LINES]
    )
    waiting = "\n".join(_waiting(texts, order) for order in home.pending[:MOST_LINES])
    urgent = (*(_order_row(texts, order) for order in home.pending), *_renewal_rows(texts, home))[:MOST_URGENT_KEYS]
    return Screen(paragraphs(greeting, waiting, soon, _renewal(texts, home)), (*urgent, *_ways(texts, home, urgent)))


def with_desk(texts: Texts, screen: Screen) -> Screen:
    """The menu of an administrator, logged in or not: the desk is one tap away."""
    return Screen(screen.text, (*screen.keyboard, (Tap(texts.label("key-desk"), FindHolders()),)))


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


def _renewal(texts: Texts, home: Home) -> str | None:
    """The renewal that needs attention first."""
    ahead = home.upcoming
    if ahead is None:
        return None
    short = "home-renewal-overdue" if is_overdue(ahead) else "home-renewal-short"
    key = short if ahead.missing > NOTHING else "home-renewal-covered"
    return texts(key, day=ahead.day, needed=ahead.needed, mailbox=ahead.renewal.mailbox.address, missing=ahead.missing)


def _renewal_rows(texts: Texts, home: Home) -> tuple[Row, ...]:
    """A key that pays what the next renewal misses, once reminders of it have begun."""
    ahead = home.upcoming
    if ahead is None or ahead.missing <= NOTHING or (ahead.day - home.today).days > SOON_DAYS:
        return ()
    amount = min(to_top_up(ahead.missing), MOST_TOP_UP)
    label = texts.label("key-top-up-renewal", amount=amount)
    return ((Tap(label, TopUpRenewal(ahead.renewal.mailbox.id), "primary"),),)


def _ways(texts: Texts, home: Home, urgent: tuple[Row, ...]) -> tuple[Row, ...]:
    """Where to go from the menu; with one mailbox its card is one tap away. What is urgent goes first.

    Where two keys ask for money already, a top-up of any other amount is found beside the credit.
    """
    style: Style | None = None if urgent else "primary"
    if len(home.mailboxes) == 1:
        mailboxes = Tap(texts.label("key-my-mailbox"), OpenMailbox(home.mailboxes[0].id), style)
    else:
        mailboxes = Tap(texts.label("key-my-mailboxes"), ShowMailboxes(), style)
    credit = Tap(texts.label("key-credit"), ShowCredit(0))
    top_up = Tap(texts.label("key-top-up"), ChooseTopUp())
    return (
        (mailboxes,),
        (Tap(texts.label("key-forecast"), ShowForecast()),),
        (credit, top_up) if len(urgent) < MOST_URGENT_KEYS else (credit,),
        (Tap(texts.label("key-help"), ShowHelp()), Tap(texts.label("key-language"), ChooseLanguage())),
        (Tap(texts.label("key-account"), ShowAccount()),),
    )
