"""What a holder has: the credit, and what is owed where money that was spent already went back to a card."""

from __future__ import annotations

from bot.screens.buttons import TopUpOf
from bot.screens.screen import Row, Tap, lines, paragraphs
from bot.screens.texts import Texts, Variable
from domain.forecast import to_top_up
from domain.money import NOTHING, Money
from domain.notices import Notice
from domain.top_ups import MOST_TOP_UP


def purse(texts: Texts, key: str, have: Money, **words: Variable) -> str:
    """A text that names the credit; what is owed stands in a paragraph of its own. `have` is below nothing then."""
    return paragraphs(texts(key, credit=max(have, NOTHING), **words), owed(texts, have))


def after_news(texts: Texts, key: str, notice: Notice) -> str:
    """As `purse`, as it is after the money that a notice tells of: with how much of that went to what was owed."""
    owed_now = notice.number("owed") if "owed" in notice.facts else 0
    covered = notice.number("covered") if "covered" in notice.facts else 0
    return paragraphs(
        texts("notice-covered", covered=Money(covered)) if covered else None,
        purse(texts, key, Money(notice.number("credit") - owed_now)),
        texts("notice-covered-all") if covered and not owed_now else None,
    )


def in_line(texts: Texts, key: str, have: Money, **words: Variable) -> str:
    """A line that names the credit and what is missing; how much of that is owed stands in the line below."""
    part = texts("purse-owed-part", owed=-have) if have < NOTHING else None
    return lines(texts(key, credit=max(have, NOTHING), **words), part)


def owed(texts: Texts, have: Money) -> str | None:
    """What is owed, and what that means; None for most."""
    return texts("purse-owed", owed=-have) if have < NOTHING else None


def pay_row(texts: Texts, have: Money) -> Row:
    """Pays what is owed, or as much of it as one card payment may bring; empty if nothing is."""
    if have >= NOTHING:
        return ()
    amount = min(to_top_up(-have), MOST_TOP_UP)
    return (Tap(texts.label("key-pay-owed", amount=amount), TopUpOf(amount.cents), "primary"),)
