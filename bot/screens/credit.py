"""The credit and its movements."""

from __future__ import annotations

from bot.screens import purse
from bot.screens.buttons import Button, ChooseTopUp, ShowCredit
from bot.screens.buttons.papers import ShowMovements, ShowPapers
from bot.screens.screen import Row, Screen, Tap, in_rows, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.calendar import civil_day
from domain.ledger import Movement, Only, Statement
from domain.money import NOTHING


def statement(texts: Texts, statement: Statement) -> Screen:
    """The credit, and a page of its movements: of all of them, or of some."""
    only, page = statement.only, statement.page
    head = purse.purse(texts, "credit", statement.credit)
    told = [line(texts, movement) for movement in statement.movements]
    title = texts(_title(only), page=page + 1) if told or only is not Only.ALL else texts("credit-no-movements")
    none = texts("credit-no-movements") if not told and only is not Only.ALL else None
    newer = (Tap(texts.label("key-newer"), _page(only, page - 1)),) if page else ()
    older = (Tap(texts.label("key-older"), _page(only, page + 1)),) if statement.has_older else ()
    papers = Tap(texts.label("key-papers"), ShowPapers())
    top_up = Tap(texts.label("key-top-up"), ChooseTopUp(), "primary")
    return with_way_home(
        texts,
        paragraphs(head, title, *told, none),
        *((purse.pay_row(texts, statement.credit),) if not page else ()),
        (papers,) if page else (top_up, papers),  # where there are newer ones, no key is left for it
        *(_filters(texts, only) if told or page or only is not Only.ALL else ()),
        newer + older,
    )


def _title(only: Only) -> str:
    return "credit-movements" if only is Only.ALL else f"credit-movements-{only}"


def _page(only: Only, page: int) -> Button:
    return ShowCredit(page) if only is Only.ALL else ShowMovements(only, page)


def _filters(texts: Texts, chosen: Only) -> tuple[Row, ...]:
    """The other movements that can be looked at."""
    keys = (Tap(texts.label(f"key-only-{only}"), _page(only, 0)) for only in Only if only is not chosen)
    return in_rows(keys, 2)


def line(texts: Texts, movement: Movement) -> str:
    """A movement: its day and what it was for, the reason if a person gave one, the amount and the credit after it."""
    way = "credit-out" if movement.amount < NOTHING else "credit-in"
    amount = -movement.amount if movement.amount < NOTHING else movement.amount
    sums = texts(way, amount=amount, balance=movement.balance)
    reason = movement.about.get("reason")
    why = texts("credit-why", reason=str(reason)) if movement.kind == "adjustment" and reason else None
    return lines(texts("credit-line", what=_what(texts, movement), at=civil_day(movement.at)), why, sums)


def _what(texts: Texts, movement: Movement) -> str:
    """What a movement was for. Facts that an old line may lack are left out."""
    about = movement.about
    if "service" in about and "gb" in about and movement.kind in {"order", "renewal"}:
        return texts(f"credit-{movement.kind}-of", service=texts(f"service-{about['service']}"), gb=int(about["gb"]))
    return texts(f"credit-{movement.name}")
