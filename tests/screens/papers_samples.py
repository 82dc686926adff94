"""The screens of movements, receipts and sheets with sample data, by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screens import credit, papers
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain.ledger import Only
from domain.papers import PapersPage
from tests.screens.facts import a_movement, a_statement
from tests.screens.papers_facts import (
    a_free_order_receipt,
    a_paper,
    a_renewal_receipt,
    a_top_up_receipt,
    an_order_receipt,
    papers_of_every_kind,
)

Build = Callable[[Texts], Screen]
Sample = tuple[str, Build]


def papers_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    yield from _statements()
    yield from _lists()
    yield from _years()
    yield from _captions()


def _statements() -> Iterator[Sample]:
    six = tuple(a_movement("topup", cents, reference="R000001") for cents in range(100, 700, 100))
    for only in Only:
        first = replace(a_statement(*six, has_older=True), only=only)
        second = replace(a_statement(*six, page=1, has_older=True), only=only)
        none = replace(a_statement(), only=only)
        late = replace(a_statement(page=7), only=only)
        for name, one in {"first": first, "second": second, "none": none, "beyond the last": late}.items():
            yield f"movements, {only}, {name}", lambda texts, one=one: credit.statement(texts, one)  # type: ignore[misc]  # a default binds the page


def _lists() -> Iterator[Sample]:
    kinds = papers_of_every_kind()
    old = a_paper(at=a_paper().at - timedelta(days=800))
    pages = {
        "none": PapersPage(papers=(), page=0, has_older=False),
        "beyond the last": PapersPage(papers=(), page=9, has_older=False),
        "one": PapersPage(papers=(old,), page=0, has_older=False),
        "first": PapersPage(papers=kinds[:4], page=0, has_older=True),
        "second": PapersPage(papers=kinds[-4:], page=1, has_older=True),
    }
    for name, page in pages.items():
        yield f"papers, {name}", lambda texts, page=page: papers.papers(texts, page)  # type: ignore[misc]  # a default binds the page


def _years() -> Iterator[Sample]:
    many = tuple(range(2036, 2025, -1))
    yield "years, none", lambda texts: papers.years(texts, (), 0)
    yield "years, one", lambda texts: papers.years(texts, (2026,), 0)
    yield "years, first of many", lambda texts: papers.years(texts, many, 0)
    yield "years, second of many", lambda texts: papers.years(texts, many, 1)
    yield "years, last of many", lambda texts: papers.years(texts, many, 2)
    yield "years, beyond the last", lambda texts: papers.years(texts, many, 9)


def _captions() -> Iterator[Sample]:
    receipts = {
        "order": an_order_receipt(),
        "free order": a_free_order_receipt(),
        "top-up": a_top_up_receipt(),
        "renewal": a_renewal_receipt(),
    }
    for name, receipt in receipts.items():
        yield f"receipt, {name}", lambda texts, receipt=receipt: papers.receipt(texts, receipt)  # type: ignore[misc]  # a default binds the receipt
    yield "sheet of a year", lambda texts: papers.year_sheet(texts, 2026, 412)
    yield "sheet of a year, one movement", lambda texts: papers.year_sheet(texts, 2026, 1)
