"""Puts all that is said on one page to be read: `make screens` writes docs/screens.html.

Every screen, every e-mail and what Telegram shows of the bot, Italian and English side by side, from the sample data
of the tests; then the texts that no sample shows, as they are written. The same code makes the same bytes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer, ast

from bot.papers.movements import movements_csv
from bot.papers.page import Page
from bot.papers.receipts import receipt_page
from bot.screens import papers
from bot.screens.commands import admin_commands, bot_profile, commands
from bot.screens.screen import Copy, Key, Link, Screen
from bot.screens.texts import LOCALES, Texts, Variable, load_texts
from domain.holders import Language
from domain.letters import Letter
from domain.notices import Notice
from domain.papers import Receipt
from tests.screens.broadcast_facts import report
from tests.screens.papers_facts import every_receipt, movements
from tests.screens.samples import samples
from tests.screens.test_mails import TOLD, written

PAGE = Path(__file__).parent / "screens.html"
STYLE = Path(__file__).parent / "screens.css"
EVERYWHERE = "words"  # the file of what many screens say
FIRST_CONTACT = "start"  # its texts are taken of all languages at once, and so are not overheard

Write = Callable[[Texts], str]
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


class Overheard(Texts):
    """Texts that remember which keys were asked for."""

    __slots__ = ()

    def __call__(self, key: str, /, **variables: Variable) -> str:
        _asked.append(key)
        return super().__call__(key, **variables)

    def label(self, key: str, /, **variables: Variable) -> str:
        _asked.append(key)
        return super().label(key, **variables)


_asked: list[str] = []


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One thing that is said: its name, what it looks like in each language, and the keys of its texts."""

    name: str
    looks: Mapping[Language, str]
    keys: tuple[str, ...]


@dataclass(kw_only=True, slots=True)
class Part:
    """What is read together, under a title."""

    title: str
    shown: list[Shown] = field(default_factory=list)


def page() -> str:
    """The whole page."""
    parts = list(_parts())
    note = (
        f'<p class="note">{sum(len(part.shown) for part in parts)} screens, e-mails and texts in Italian and English,'
        " from the sample data of the tests. Written by <code>make screens</code>, never by hand.</p>"
    )
    drawn = (_part(part) for part in parts)
    body = "\n".join(("<h1>Everything that is said</h1>", note, _contents(parts), *drawn))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Everything that is said</title>\n'
        f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


# ------------------------------------------------------------------------------------------------------ what is said


def _parts() -> Iterator[Part]:
    """What is on the page. Whatever else is said, such as a document, is one more part with its own samples."""
    files = {key: path.stem for path in _files(Language.ITALIAN) for key in _sources(path)}
    parts: dict[str, Part] = {}
    for name, build in samples():
        shown = _shown(name, lambda texts, build=build: _message(build(texts)))  # type: ignore[misc]  # a default binds it
        own = (files[key] for key in shown.keys if files[key] != EVERYWHERE)
        title = f"Screens: {next(own, FIRST_CONTACT)}"
        parts.setdefault(title, Part(title=title)).shown.append(shown)
    mails, documents = Part(title="E-mails", shown=list(_mails())), Part(title="Documents", shown=list(_documents()))
    said = [*parts.values(), mails, documents, _of_telegram()]
    yield from said
    yield from _unsaid({key for part in said for shown in part.shown for key in shown.keys})


def _mails() -> Iterator[Shown]:
    for name, notice in TOLD.items():

        def write(texts: Texts, notice: Notice = notice) -> str:
            return _mail(written(texts, notice))

        yield _shown(f"mail, {name}", write)


def _documents() -> Iterator[Shown]:
    """The receipts as they are drawn, and what comes as a sheet."""
    for number, receipt in enumerate(every_receipt(), start=1):

        def draw(texts: Texts, receipt: Receipt = receipt) -> str:
            return _document(receipt_page(texts, receipt), papers.receipt_name(texts, receipt))

        yield _shown(f"document {number}, {receipt.kind}", draw)

    def write(texts: Texts) -> str:
        return _plain(movements_csv(texts, movements()).decode("utf-8-sig").replace("\r\n", "\n"))

    yield _shown("document, movements of a year", write)
    yield _shown("document, report of a broadcast", lambda texts: _plain(report(texts)))


def _of_telegram() -> Part:
    def write_profile(texts: Texts) -> str:
        name, description, short = bot_profile(texts)
        return _plain(f"{name}\n\n{description}\n\n{short}")

    def write_commands(texts: Texts) -> str:
        return _plain("\n".join(f"/{command} – {about}" for command, about in commands(texts)))

    def write_admin_commands(texts: Texts) -> str:
        return _plain("\n".join(f"/{command} – {about}" for command, about in admin_commands(texts)))

    shown = [
        _shown("the bot's profile", write_profile),
        _shown("the bot's commands", write_commands),
        _shown("the commands of admins", write_admin_commands),
    ]
    return Part(title="What Telegram shows of the bot", shown=shown)


def _unsaid(said: set[str]) -> Iterator[Part]:
    """The texts of the command line, of Stripe's pages and the like: no sample shows them, so they stand as written."""
    for path in _files(Language.ITALIAN):
        sources = {language: _sources(LOCALES / language / path.name) for language in Language}
        keys = [key for key in sources[Language.ITALIAN] if key not in said]
        shown = [
            Shown(
                name=key,
                looks={language: _source(sources[language].get(key, "")) for language in Language},
                keys=(),
            )
            for key in keys
        ]
        if shown:
            yield Part(title=f"As written: {path.stem}", shown=shown)


def _shown(name: str, write: Write) -> Shown:
    looks = {}
    _asked.clear()
    for language, texts in load_texts().items():
        looks[language] = write(Overheard(texts.language, texts.bundle, texts.patterns))
    return Shown(name=name, looks=looks, keys=tuple(dict.fromkeys(_asked)))


def _files(language: Language) -> list[Path]:
    return sorted((LOCALES / language).glob("*.ftl"))


def _sources(path: Path) -> dict[str, str]:
    """Each text of a file as it is written, by its key."""
    entries = FluentParser().parse(path.read_text(encoding="utf-8")).body
    serializer = FluentSerializer()
    return {one.id.name: serializer.serialize_entry(one) for one in entries if isinstance(one, ast.Message)}


# -------------------------------------------------------------------------------------------------- how it is drawn


def _contents(parts: list[Part]) -> str:
    lists = []
    for part in parts:
        lines = "\n".join(f'<li><a href="#{_id(one.name)}">{html.escape(one.name)}</a></li>' for one in part.shown)
        summary = f'<summary><a href="#{_id(part.title)}">{html.escape(part.title)}</a> ({len(part.shown)})</summary>'
        lists.append(f"<details>{summary}\n<ul>\n{lines}\n</ul></details>")
    return "<nav>\n" + "\n".join(lists) + "\n</nav>"


def _part(part: Part) -> str:
    drawn = "\n".join(_drawn(one) for one in part.shown)
    return f'<section id="{_id(part.title)}">\n<h2>{html.escape(part.title)}</h2>\n{drawn}\n</section>'


def _drawn(one: Shown) -> str:
    pair = "\n".join(f'<div lang="{language.value}">{look}</div>' for language, look in one.looks.items())
    keys = f'<details class="keys"><summary>texts</summary>{" · ".join(one.keys)}</details>\n' if one.keys else ""
    anchor = _id(one.name)
    heading = f'<h3><a href="#{anchor}">{html.escape(one.name)}</a></h3>'
    return f'<section id="{anchor}">\n{heading}\n<div class="pair">\n{pair}\n</div>\n{keys}</section>'


def _message(screen: Screen) -> str:
    """A screen as a phone shows it: a quotation that is folded there is open here."""
    text = screen.text.replace("<blockquote expandable>", "<blockquote>")
    rows = "".join(f'\n<div class="row">{"".join(_key(key) for key in row)}</div>' for row in screen.keyboard)
    return f'<div class="text">{text}</div>{rows}'


def _key(key: Key) -> str:
    kinds = ["key"]
    if isinstance(key, Copy):
        kinds.append("copy")
    elif key.style is not None:
        kinds.append(key.style)
    if isinstance(key, Link):
        kinds.append("link")
    return f'<span class="{" ".join(kinds)}">{html.escape(key.label)}</span>'


def _mail(mail: Letter) -> str:
    subject = html.escape(mail.subject)
    return (
        f'<div class="mail"><p class="subject">{subject}</p>\n'
        f'<iframe sandbox="" loading="lazy" title="{subject}" srcdoc="{html.escape(mail.html)}"></iframe>\n'
        f"<details><summary>text</summary><pre>{html.escape(mail.text, quote=False)}</pre></details></div>"
    )


def _document(page: Page, name: str) -> str:
    lines = [name, "", page.issuer, page.title]
    for block in page.blocks:
        lines += ["", block.heading, *(f"{row.label}: {row.value}" for row in block.rows)]
    return _plain("\n".join((*lines, "", *page.notes)))


def _plain(text: str) -> str:
    return f'<div class="text">{html.escape(text, quote=False)}</div>'


def _source(text: str) -> str:
    return f'<div class="source">{html.escape(text.strip(), quote=False)}</div>'


def _id(name: str) -> str:
    return _BETWEEN_WORDS.sub("-", name.lower()).strip("-")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
