"""Telegram's HTML: parsed as strictly as Telegram does."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.telegram_params import Refusal, bad


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A styled stretch of a text; start and end count code points."""

    type: str
    start: int
    end: int
    extra: tuple[tuple[str, Any], ...] = ()

    def entity(self, text: str) -> dict[str, Any]:
        """The span as a MessageEntity, which counts UTF-16 units."""
        offset = utf16(text[: self.start])
        return {
            "type": self.type,
            "offset": offset,
            "length": utf16(text[self.start : self.end]),
            **dict(self.extra),
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """A text and its styled stretches, outermost first."""

    text: str
    spans: tuple[Span, ...] = ()

    def entities(self) -> list[dict[str, Any]]:
        """The spans as MessageEntity objects."""
        return [span.entity(self.text) for span in self.spans]


def utf16(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]+));?")
_ATTRIBUTE = re.compile(r"""\s*([^\s=<>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9._-]+)(?=[\s>/])))?""")


def _unparsable(reason: str) -> Refusal:
    return bad(f"can't parse entities: {reason}")


@dataclass(kw_only=True, slots=True)
class _Open:
    tag: str
    start: int
    attributes: dict[str, str]


@dataclass(kw_only=True, slots=True)
class _Parser:
    source: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Open] = field(default_factory=list)
    spans: list[tuple[int, Span]] = field(default_factory=list)

    def where(self, position: int) -> int:
        return len(self.source[:position].encode())

    def emit(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def run(self) -> Marked:
        while self.at < len(self.source):
            mark = self.source[self.at]
            if mark == "&":
                self.character()
            elif mark != "<":
                self.emit(mark)
                self.at += 1
            elif self.source.startswith("</", self.at):
                self.end_tag()
            else:
                self.start_tag()
        if self.open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        ordered = sorted(self.spans, key=lambda item: (item[1].start, -item[1].end, item[0]))
        return Marked(text="".join(self.out), spans=tuple(span for _, span in ordered))

    def character(self) -> None:
        found = _CHARACTER.match(self.source, self.at)
        decoded = _character(found) if found else None
        if found is None or decoded is None:
            self.emit("&")
            self.at += 1
            return
        self.emit(decoded)
        self.at = found.end()

    def start_tag(self) -> None:
        begin = self.at
        found = re.compile(r"<([^\s>]*)").match(self.source, begin)
        tag = found[1].lower() if found else ""
        position = begin + 1 + len(tag)
        if position >= len(self.source):
            raise _unparsable(f"Unclosed start tag at byte offset {self.where(begin)}")
        if tag not in _TYPES:
            raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {self.where(begin)}')
        attributes: dict[str, str] = {}
        while True:
            position = _past_space(self.source, position)
            if position >= len(self.source):
                raise _unparsable(f"Unclosed start tag at byte offset {self.where(begin)}")
            if self.source[position] == ">":
                break
            match = _ATTRIBUTE.match(self.source, position)
            if match is None or match.end() == position:
                raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {self.where(begin)}')
            value = next((part for part in match.groups()[1:] if part is not None), "")
            attributes[match[1].lower()] = html.unescape(value)
            position = match.end()
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self.where(begin)}')
        self.open.append(_Open(tag=tag, start=self.length, attributes=attributes))
        self.at = position + 1

    def end_tag(self) -> None:
        begin = self.at
        close = self.source.find(">", begin)
        if not self.open:
            raise _unparsable(f"Unexpected end tag at byte offset {self.where(begin)}")
        if close < 0:
            raise _unparsable(f"Unclosed end tag at byte offset {self.where(begin)}")
        name = self.source[begin + 2 : close].strip().lower()
        opened = self.open[-1]
        if name and name != opened.tag:
            raise _unparsable(
                f'Unmatched end tag at byte offset {self.where(begin)}, expected "</{opened.tag}>", found "</{name}>"'
            )
        self.open.pop()
        self.at = close + 1
        if self.length > opened.start:
            self.keep(opened)

    def keep(self, opened: _Open) -> None:
        kind = _TYPES[opened.tag]
        extra: dict[str, Any] = {}
        if opened.tag == "a":
            kind, extra = _link(opened.attributes.get("href") or "".join(self.out)[opened.start :])
        elif opened.tag == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            extra = _emoji(opened.attributes)
        elif opened.tag == "code":
            if self.open and self.open[-1].tag == "pre" and self.open[-1].start == opened.start:
                language = opened.attributes.get("class", "").removeprefix("language-")
                self.open[-1].attributes["language"] = language
                return
        elif opened.tag == "pre" and opened.attributes.get("language"):
            extra = {"language": opened.attributes["language"]}
        if kind:
            span = Span(type=kind, start=opened.start, end=self.length, extra=tuple(extra.items()))
            self.spans.append((len(self.open), span))


def _character(found: re.Match[str]) -> str | None:
    if found[3] is not None:
        return _NAMED.get(found[3])
    code = int(found[1], 16) if found[1] is not None else int(found[2])
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else None


def _past_space(source: str, position: int) -> int:
    while position < len(source) and source[position].isspace():
        position += 1
    return position


def _link(url: str) -> tuple[str, dict[str, Any]]:
    """A link's entity; one that Telegram would not follow leaves the words plain."""
    mention = re.fullmatch(r"tg://user\?id=(\d+)", url)
    if mention:
        return "text_mention", {"user": {"id": int(mention[1]), "is_bot": False, "first_name": ""}}
    address = url if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url) else f"http://{url}"
    return ("text_link", {"url": address}) if followable(address) else ("", {})


def _emoji(attributes: dict[str, str]) -> dict[str, Any]:
    identifier = attributes.get("emoji-id", "")
    if not identifier.isdigit():
        raise _unparsable("Invalid custom emoji identifier specified")
    return {"custom_emoji_id": identifier}


def followable(url: str) -> bool:
    """Whether Telegram takes the address for a link: http, https or tg, with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https", "tg"} or not host or any(sign.isspace() for sign in url):
        return False
    return parts.scheme == "tg" or "." in host


def parse_html(source: str) -> Marked:
    """Parses Telegram's HTML; raises the 400 that Telegram would answer."""
    return _Parser(source=source).run()
