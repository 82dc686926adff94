"""Telegram's HTML and what Telegram finds in a text by itself."""

from __future__ import annotations

import html
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.telegram_markup import Marked, parse_html
from bot.sandbox.telegram_params import Refusal
from bot.sandbox.telegram_text import given_spans, safe_html, trimmed, with_found


@given(st.text())
def test_an_escaped_text_is_itself(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert parse_html(html.escape(text)) == Marked(text=text)


@given(st.text(alphabet="<>/&;ab =\"'\n") | st.text())
def test_any_text_is_parsed_or_refused_and_shown_without_harm(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    shown = ""
    with suppress(Refusal):
        shown = safe_html(with_found(trimmed(parse_html(text))))
    assert "<script" not in shown


def test_entities_count_utf16_units() -> None:
    marked = parse_html("🙂<b>è</b> <i>🙂<u>x</u></i>")
    assert marked.entities() == [
        {"type": "bold", "offset": 2, "length": 1},
        {"type": "italic", "offset": 4, "length": 3},
        {"type": "underline", "offset": 6, "length": 1},
    ]
    assert tuple(given_spans(marked.text, marked.entities())) == marked.spans


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<b>a<i>b</i></b>", "<b>a<i>b</i></b>"),
        ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", "<b>a</b><i>b</i><u>c</u><s>d</s>"),
        ("<pre><code class='language-python'>x</code></pre>", "<pre>x</pre>"),
        ("<span class='tg-spoiler'>b</span>", "<tg-spoiler>b</tg-spoiler>"),
        ("<blockquote>a</blockquote>", "<blockquote>a</blockquote>"),
        ("<code>a &amp; b</code>", "<code>a &amp; b</code>"),
        ("<b></b>a", "a"),
        ("&nbsp;&copy;", "&amp;nbsp;&amp;copy;"),
        ("&#8364;&#x20AC;", "€€"),
        ('<tg-emoji emoji-id="1">🙂</tg-emoji>', "🙂"),
        ("<a href=\"tg://user?id=5\">Mario</a>", "Mario"),
    ],
)  # fmt: skip
def test_supported_tags_are_shown_as_such(source: str, shown: str) -> None:
    assert safe_html(parse_html(source)) == shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start now", ["bot_command"]),
        ("/menu@area_clienti_bot", ["bot_command"]),
        ("see a/b and x/y/z", []),
        ("write to mario.rossi@pec.example.it or @mario_rossi", ["email", "mention"]),
        ("https://example.org/a/b?c=1.", ["url"]),
    ],
)
def test_commands_addresses_and_mentions_are_found(text: str, found: list[str]) -> None:
    assert [span.type for span in with_found(Marked(text=text)).spans] == found


def test_nothing_is_found_inside_code_or_a_link() -> None:
    marked = parse_html('<code>/start</code> <a href="https://a.it">@mario_rossi</a>')
    assert with_found(marked) == marked


def test_blanks_at_the_ends_go_and_the_styles_move_along() -> None:
    marked = trimmed(parse_html("\n <b> a</b> \n"))
    assert (marked.text, safe_html(marked)) == ("a", "<b>a</b>")
