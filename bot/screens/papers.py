"""The papers: what there are receipts for, the movements of a year, and what is said under a file."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screens.buttons import Button
from bot.screens.buttons.account import ShowAccount
from bot.screens.buttons.papers import SendOrderReceipt, SendReceipt, SendYear, ShowPapers, ShowYears
from bot.screens.format import short_day
from bot.screens.screen import Row, Screen, Tap, in_rows, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.calendar import civil_day
from domain.papers import Paper, PaperKind, PapersPage, Receipt, paper_of

YEARS_ON_ONE_PAGE = 4


def papers(texts: Texts, page: PapersPage) -> Screen:
    """What there are receipts for, newest first, one key a paper."""
    listed = [_line(texts, paper) for paper in page.papers]
    title = texts("papers-page", page=page.page + 1) if page.page else texts("papers")
    newer = (Tap(texts.label("key-newer"), ShowPapers(page.page - 1)),) if page.page else ()
    older = (Tap(texts.label("key-older"), ShowPapers(page.page + 1)),) if page.has_older else ()
    return with_way_home(
        texts,
        paragraphs(title, *listed, texts("papers-tap" if listed else "papers-none")),
        *((_key(texts, paper),) for paper in page.papers),
        newer + older,
        (Tap(texts.label("key-years"), ShowYears()),),
        () if page.page else _back_to_account(texts),
    )


def years(texts: Texts, all_years: Sequence[int], page: int) -> Screen:
    """The years with movements, newest first: each comes as a sheet. Pages count from 0."""
    first = page * YEARS_ON_ONE_PAGE
    shown = all_years[first : first + YEARS_ON_ONE_PAGE]
    keys = [Tap(texts.label("key-year", year=str(year)), SendYear(year)) for year in shown]
    newer = (Tap(texts.label("key-newer"), ShowYears(page - 1)),) if page else ()
    older = (Tap(texts.label("key-older"), ShowYears(page + 1)),) if len(all_years) > first + len(shown) else ()
    return with_way_home(
        texts,
        texts("years") if shown else texts("years-none"),
        *in_rows(keys, 2),
        newer + older if shown else (),
        _back_to_papers(texts),
    )


def receipt(texts: Texts, receipt: Receipt) -> Screen:
    """What is said under the file of a receipt."""
    paper = paper_of(receipt)
    caption = lines(texts(f"receipt-caption-{receipt.kind}", number=receipt.number), _line(texts, paper))
    return with_way_home(texts, caption, _back_to_papers(texts))


def receipt_name(texts: Texts, receipt: Receipt) -> str:
    """What the file of a receipt is called."""
    return texts.label("receipt-file", number=receipt.number)


def year_sheet(texts: Texts, year: int, count: int) -> Screen:
    """What is said under the sheet of a year."""
    return with_way_home(texts, texts("year-caption", year=str(year), count=count), _back_to_papers(texts))


def year_sheet_name(texts: Texts, year: int) -> str:
    """What the sheet of a year is called."""
    return texts.label("year-file", year=str(year))


def _line(texts: Texts, paper: Paper) -> str:
    """A paper in two lines or three: its day and what it is for, the mailbox, the amount."""
    about = paper.about
    if paper.kind is PaperKind.TOP_UP:
        what = texts("paper-topup")
    else:
        what = texts(f"paper-{paper.kind}", service=texts(f"service-{about['service']}"), gb=int(about["gb"]))
    return lines(
        texts("paper-line", day=civil_day(paper.at), what=what),
        texts("paper-mailbox", mailbox=str(about["mailbox"])) if "mailbox" in about else None,
        texts("paper-amount", amount=paper.amount) if paper.amount else texts("paper-free"),
        _became(texts, paper),
    )


def _became(texts: Texts, paper: Paper) -> str | None:
    """What is to be said of an order that has not simply come true."""
    if paper.is_refunded:
        return texts("paper-refunded") if paper.amount else texts("paper-undone")
    return texts("paper-activating") if paper.is_activating else None


def _key(texts: Texts, paper: Paper) -> Tap:
    """The key of a paper: day, what, amount."""
    day = short_day(civil_day(paper.at), texts.language)
    name = "topup" if paper.kind is PaperKind.TOP_UP else f"{paper.kind}-{paper.about['service']}"
    what = texts.label(f"key-paper-{name}")
    if not paper.amount:
        return Tap(texts.label("key-paper-free", day=day, what=what), _button(paper))
    return Tap(texts.label("key-paper", day=day, what=what, amount=paper.amount), _button(paper))


def _button(paper: Paper) -> Button:
    if paper.order_id is not None:
        return SendOrderReceipt(paper.order_id)
    return SendReceipt(paper.movement_id or 0)


def _back_to_account(texts: Texts) -> Row:
    return (Tap(texts.label("key-back-to-account"), ShowAccount()),)


def _back_to_papers(texts: Texts) -> Row:
    return (Tap(texts.label("key-back-to-papers"), ShowPapers()),)
