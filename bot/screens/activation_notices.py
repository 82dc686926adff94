"""What is said of space that was bought: it is there after all, or what was paid is back."""

from __future__ import annotations

from bot.screens.buttons import ChooseGb, OpenMailbox, ShowCredit
from bot.screens.screen import Screen, Tap, with_way_home
from bot.screens.texts import Texts
from domain.catalogue import ServiceKey
from domain.money import Money
from domain.notices import Notice


def activated(texts: Texts, notice: Notice) -> Screen:
    """The mail server has given the space of an order that was late."""
    text = texts(
        "notice-order-activated",
        mailbox=notice.word("mailbox"),
        gb=notice.number("gb"),
        total=notice.number("total_gb"),
    )
    return with_way_home(texts, text, (_see(texts, notice),))


def refunded(texts: Texts, notice: Notice) -> Screen:
    """The order is undone, with what came back and the credit now; and a way to buy again."""
    service, gb = ServiceKey(notice.word("service")), notice.number("gb")
    words: dict[str, str | int] = {"service": texts(f"service-{service}"), "gb": gb, "mailbox": notice.word("mailbox")}
    amount, credit = Money(notice.number("cents")), Money(notice.number("credit"))
    if amount:
        text = texts("notice-order-refunded", **words, amount=amount, credit=credit)
    else:
        text = texts("notice-order-undone", **words)
    again = Tap(texts.label("key-buy-again"), ChooseGb(notice.number("mailbox_id"), service, gb), "primary")
    see_credit = (Tap(texts.label("key-credit"), ShowCredit(0)),) if amount else ()
    return with_way_home(texts, text, (again,), (_see(texts, notice),), see_credit)


def admin_refunded(texts: Texts, notice: Notice) -> Screen:
    """An order was undone, since the mail server has not given its space in time."""
    words: dict[str, str | int] = {
        "mailbox": notice.word("mailbox"),
        "gb": notice.number("gb"),
        "order": notice.word("order_id"),
        "hours": notice.number("hours"),
    }
    amount = Money(notice.number("cents"))
    if amount:
        return with_way_home(texts, texts("notice-admin-order-refunded", **words, amount=amount))
    return with_way_home(texts, texts("notice-admin-order-undone", **words))


def _see(texts: Texts, notice: Notice) -> Tap:
    return Tap(texts.label("key-see-mailbox"), OpenMailbox(notice.number("mailbox_id")))
