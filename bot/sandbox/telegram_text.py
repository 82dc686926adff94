"""A message's text: trimmed, measured, its commands and links found, and shown as safe HTML."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any

from bot.sandbox.telegram_markup import Marked, Span, parse_html, utf16
from bot.sandbox.telegram_params import Params, bad

MAX_TEXT = 4096
MAX_CAPTION = 1024

_FOUND = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"']*[^\s<>\"'.,;:!?)]")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}\b")),
)
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def read_text(params: Params, name: str, *, limit: int, required: bool) -> Marked:
    """The text of a call after its entities were parsed; raises the 400 of an empty or too long one."""
    source = params.text(name)
    mode = params.text("parse_mode")
    entities = params.entries("entities" if name == "text" else "caption_entities", "entities")
    if required and not source:
        raise bad("message text is empty")
    if mode and mode.lower() != "html":
        raise bad("unsupported parse_mode")
    if mode:
        marked = _understood(source)
    else:
        marked = with_found(trimmed(Marked(text=source, spans=tuple(given_spans(source, entities or [])))))
    if required and not marked.text:
        raise bad("text must be non-empty")
    if len(marked.text) > limit:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    return marked


@lru_cache(maxsize=16)
def _understood(source: str) -> Marked:
    """A text in Telegram's HTML; a broadcast has the same for everybody."""
    return with_found(trimmed(parse_html(source)))


def given_spans(text: str, entities: list[Any]) -> list[Span]:
    """The spans of explicit entities, whose offsets count UTF-16 units."""
    units = text.encode("utf-16-le")
    spans = []
    for entity in entities:
        if not isinstance(entity, dict) or "type" not in entity:
            raise bad('can\'t parse MessageEntity: Field "type" is missing')
        offset, length = int(entity.get("offset", 0)), int(entity.get("length", 0))
        if offset < 0 or length <= 0 or offset + length > utf16(text):
            continue
        start = len(units[: offset * 2].decode("utf-16-le", "ignore"))
        end = len(units[: (offset + length) * 2].decode("utf-16-le", "ignore"))
        extra = {name: value for name, value in entity.items() if name not in {"type", "offset", "length"}}
        spans.append(Span(type=entity["type"], start=start, end=end, extra=tuple(extra.items())))
    return sorted(spans, key=lambda span: (span.start, -span.end))


def trimmed(marked: Marked) -> Marked:
    """The text without blanks at its ends, as Telegram stores it."""
    text = marked.text.rstrip()
    cut = len(text) - len(text.lstrip())
    spans = []
    for span in marked.spans:
        start, end = max(span.start - cut, 0), min(span.end, len(text)) - cut
        if end > start:
            spans.append(Span(type=span.type, start=start, end=end, extra=span.extra))
    return Marked(text=text.lstrip(), spans=tuple(spans))


def with_found(marked: Marked) -> Marked:
    """The text with the commands, addresses and mentions that Telegram finds by itself."""
    spans = list(marked.spans)
    for kind, pattern in _FOUND:
        for match in pattern.finditer(marked.text):
            start, end = match.span()
            if not any(_in_the_way(span, start, end) for span in spans):
                spans.append(Span(type=kind, start=start, end=end))
    return Marked(text=marked.text, spans=tuple(sorted(spans, key=lambda span: (span.start, -span.end))))


_SELF_MADE = {"url", "email", "bot_command", "mention", "text_link", "text_mention", "code", "pre"}


def _in_the_way(span: Span, start: int, end: int) -> bool:
    if span.end <= start or end <= span.start:
        return False
    return span.type in _SELF_MADE or not (span.start <= start and end <= span.end)


def safe_html(marked: Marked) -> str:
    """The text as HTML that can be put into a page: everything escaped but our own tags."""
    return _rendered(marked.text, list(marked.spans), 0, len(marked.text))


def _rendered(text: str, spans: list[Span], start: int, end: int) -> str:
    parts = []
    at = start
    while spans:
        span = spans.pop(0)
        if span.start < at or span.end > end:
            continue
        inner = []
        while spans and spans[0].start < span.end:
            inner.append(spans.pop(0))
        parts.append(html.escape(text[at : span.start]))
        parts.append(_tagged(span, text, _rendered(text, inner, span.start, span.end)))
        at = span.end
    return "".join(parts) + html.escape(text[at:end])


def _tagged(span: Span, text: str, inner: str) -> str:
    address = dict(span.extra).get("url") or {
        "url": text[span.start : span.end],
        "email": f"mailto:{text[span.start : span.end]}",
    }.get(span.type)
    if address:
        return f'<a href="{html.escape(str(address))}" target="_blank" rel="noopener noreferrer">{inner}</a>'
    if span.type == "bot_command":
        return f'<span class="command">{inner}</span>'
    tag = _TAGS.get(span.type)
    if tag is None:
        return inner
    kind = {"expandable_blockquote": " expandable", "spoiler": ""}.get(span.type, "")
    return f"<{tag}{kind}>{inner}</{tag}>"
