"""The credit and its movements."""

from __future__ import annotations

from bot.screens.buttons import ChooseTopUp, ShowCredit
from bot.screens.screen import Screen, Tap, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.calendar import civil_day
from domain.ledger import Movement, Statement
from domain.money import NOTHING

_KINDS = {"topup", "order", "renewal", "refund", "dispute", "adjustment"}


def statement(texts: Texts, statement: Statement) -> Screen:
    """The credit, and a page of its movements."""
    head = texts("credit", credit=statement.credit)
    lines = [_line(texts, movement) for movement in statement.movements]
    title = texts("credit-movements", page=statement.page + 1) if lines else texts("credit-no-movements")
    newer = (Tap(texts.label("key-newer"), ShowCredit(statement.page - 1)),) if statement.page else ()
    older = (Tap(texts.label("key-older"), ShowCredit(statement.page + 1)),) if statement.has_older else ()
    top_up = (Tap(texts.label("key-top-up"), ChooseTopUp(), "primary"),)
    return with_way_home(texts, paragraphs(head, title, *lines), top_up, newer + older)


def _line(texts: Texts, movement: Movement) -> str:
    way = "credit-out" if movement.amount < NOTHING else "credit-in"
    amount = -movement.amount if movement.amount < NOTHING else movement.amount
    sums = texts(way, amount=amount, balance=movement.balance)
    return f"{texts('credit-line', what=_what(texts, movement), at=civil_day(movement.at))}\n{sums}"


def _what(texts: Texts, movement: Movement) -> str:
    """What a movement was for. Facts that an old line may lack are left out."""
    about = movement.about
    if "service" in about and "gb" in about and movement.kind in {"order", "renewal"}:
        return texts(f"credit-{movement.kind}-of", service=texts(f"service-{about['service']}"), gb=int(about["gb"]))
    if movement.kind not in _KINDS:
        return texts("credit-other")
    return texts(f"credit-{movement.kind}")
