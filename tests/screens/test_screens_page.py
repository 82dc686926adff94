"""The page of everything that is said: up to date, complete, and one that a browser reads without guessing."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest

from bot.screens.texts import Texts
from docs.make_screens import PAGE, page
from domain.holders import Language
from tests.screens.samples import samples
from tests.screens.test_locales import messages
from tests.screens.test_mails import TOLD

VOID = {"meta", "br"}
MOST_BYTES = 2_000_000


@cache
def made() -> str:
    """The page as the code makes it now."""
    return page()


class Reader(HTMLParser):
    """Reads the page; fails for tags that are not balanced, and for anything from elsewhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.framed = 0
        self.feed(made())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        assert tag not in {"script", "link", "img"}
        assert "src" not in facts
        self.framed += tag == "iframe"
        self.ids += [facts["id"] or ""] if "id" in facts else []
        self.links += [facts["href"] or ""] if "href" in facts else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()


def test_the_tracked_page_says_what_the_code_says() -> None:
    if PAGE.read_text(encoding="utf-8") != made():
        reason = "docs/screens.html is older than the texts, the screens or their samples: `make screens`"
        pytest.fail(reason, pytrace=False)


def test_the_page_can_be_read_and_leads_only_to_itself() -> None:
    reader = Reader()
    assert len(reader.ids) == len(set(reader.ids))
    assert {link.removeprefix("#") for link in reader.links} == set(reader.ids)


def test_every_sample_and_every_mail_is_on_the_page_in_both_languages() -> None:
    assert Reader().framed == len(TOLD) * len(Language)
    names = [name for name, _ in samples()]
    assert [name for name in names if f">{name}</a></h3>" not in made()] == []


def test_every_text_is_on_the_page_shown_or_as_it_is_written() -> None:
    named = {key for keys in re.findall(r"</summary>([\w· -]+)</details>", made()) for key in keys.split(" · ")}
    named |= set(re.findall(r">([\w-]+)</a></h3>", made()))
    assert {message.id.name for message in messages(Language.ITALIAN)} - named == set()


def test_the_page_is_not_too_large_to_be_opened_on_a_phone() -> None:
    assert len(made().encode()) < MOST_BYTES


def test_the_page_shows_each_language_its_own_words(italian: Texts, english: Texts) -> None:
    for texts in (italian, english):
        assert texts("welcome").splitlines()[0] in made()
