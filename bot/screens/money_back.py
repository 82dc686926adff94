"""What is said unprompted of card money that went back, or came back after all."""

from __future__ import annotations

from bot.screens import purse
from bot.screens.buttons import ShowCredit
from bot.screens.buttons.desk import ShowHolder
from bot.screens.payments import payment_key
from bot.screens.screen import Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.money import Money
from domain.notices import Notice


def money_back(texts: Texts, notice: Notice) -> Screen:
    """A holder's money went back to the card, or came back: what that did to the credit."""
    have = Money(notice.number("credit") - notice.number("owed"))
    text = paragraphs(
        texts(f"money-back-{_what(notice)}", amount=Money(notice.number("cents"))),
        purse.after_news(texts, "money-back-credit", notice),
    )
    see = (Tap(texts.label("key-credit"), ShowCredit(0)),)
    return with_way_home(texts, text, purse.pay_row(texts, have), see)


def admin_money_back(texts: Texts, notice: Notice) -> Screen:
    """What an administrator may have to do about a refund or a dispute; the payment may be nobody's so far."""
    is_nobodys = "holder_id" not in notice.facts
    owed = Money(notice.number("owed"))
    text = paragraphs(
        texts(f"admin-money-back-{_what(notice)}", amount=Money(notice.number("cents"))),
        lines(
            texts("admin-money-back-owed", owed=owed) if owed else None,
            texts("admin-money-back-unassigned") if is_nobodys else None,
            texts("admin-money-back-payment", intent=notice.word("intent")),
        ),
    )
    if is_nobodys:
        return with_way_home(texts, text, payment_key(texts, notice.word("intent")))
    return with_way_home(texts, text, (Tap(texts.label("key-see-holder"), ShowHolder(notice.number("holder_id"))),))


def _what(notice: Notice) -> str:
    return f"{notice.word('kind')}-{notice.word('state')}"
