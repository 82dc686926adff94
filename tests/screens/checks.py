"""What Telegram demands of a screen, and what the house demands besides."""

from __future__ import annotations

from html.parser import HTMLParser

from bot.screens.buttons import Home, encode
from bot.screens.screen import Copy, Link, Screen, Tap

ALLOWED = {"b", "i", "u", "s", "code", "a", "blockquote"}
MOST_KEYS = 8
LONG_LABEL = 22


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, f"<{tag}> is not used here"
        assert attrs in ([], [("expandable", None)]), attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def plain(text: str) -> str:
    """What is read of a text in Telegram's HTML. Fails for tags that are not balanced or not ours."""
    tags = _Tags()
    tags.feed(text)
    tags.close()
    assert tags.open == []
    return tags.text


def check(screen: Screen, *, has_way_home: bool = True) -> None:
    """Fails for a screen that Telegram would refuse, or a holder could not use on a phone."""
    text = plain(screen.text)
    assert text.strip() == text != ""
    assert len(text.encode("utf-16-le")) // 2 <= 4096
    assert "\n\n\n" not in text
    keys = [key for row in screen.keyboard for key in row]
    assert len(keys) <= MOST_KEYS
    for key in keys:
        _check_key(key)
    for row in screen.keyboard:
        assert row
        assert len(row) <= (2 if any(len(key.label) > LONG_LABEL / 2 for key in row) else 3)
    if has_way_home:
        last = screen.keyboard[-1]
        assert [key.button for key in last if isinstance(key, Tap)] == [Home()]
        assert [key for key in keys if isinstance(key, Tap) and key.button == Home()] == list(last)


def _check_key(key: Tap | Link | Copy) -> None:
    assert key.label.strip() == key.label != ""
    assert not any(mark in key.label for mark in ("<", "&lt;", "&amp;", "\n"))
    match key:
        case Tap():
            assert len(encode(key.button).encode()) <= 64
        case Link():
            assert key.url.startswith("https://")
        case Copy():
            assert 1 <= len(key.text) <= 256
