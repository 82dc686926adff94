"""How a broadcast is composed: what a text may hold, what goes with it, and when it begins."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import asdict, replace
from datetime import UTC, datetime, time, timedelta

from domain.admin_errors import (
    BroadcastTooLong,
    DaysNotUnderstood,
    DomainNotUnderstood,
    TimeDoesNotExist,
    TimeIsPast,
    TimeNotUnderstood,
    TimeTooFar,
)
from domain.broadcasts import LONGEST_CAPTION, LONGEST_HTML, LONGEST_TEXT, Attachment, Audience, Broadcast
from domain.calendar import ROME, civil_day
from domain.errors import TextNotUnderstood
from domain.holders import Language

MOST_DAYS = 3_650  # ten years: no mailbox runs for longer
FURTHEST = timedelta(days=366)
MORNING = time(9)
LONGEST_DOMAIN = 100
_TAG = re.compile(r"<[^>]+>")
_TYPED_TIME = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[\s,]+(\d{1,2})[:.](\d{2})", re.ASCII)
_TYPED_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_TYPED_DAYS = re.compile(r"\d{1,4}", re.ASCII)


def visible(markup: str) -> str:
    """What is read of Telegram's HTML."""
    return html.unescape(_TAG.sub("", markup))


def written(broadcast: Broadcast, language: Language, markup: str | None) -> Broadcast:
    """The draft with a text in a language, in Telegram's HTML; None for none. Raises as `check_text` does."""
    if markup is not None:
        check_text(markup, broadcast.longest)
    return replace(broadcast, italian=markup) if language is Language.ITALIAN else replace(broadcast, english=markup)


def attached(broadcast: Broadcast, attachment: Attachment | None) -> Broadcast:
    """The draft with another attachment, or without one. Raises BroadcastTooLong if a text is no caption."""
    if attachment is not None:
        for markup in (broadcast.italian, broadcast.english):
            if markup is not None:
                check_text(markup, LONGEST_CAPTION)
    return replace(broadcast, attachment=attachment)


def composed(draft: Broadcast, *, language: Language, markup: str | None, attachment: Attachment | None) -> Broadcast:
    """The draft with what was sent: a text in a language, a file, or one as the caption of the other.

    Raises as `written` and `attached` do; a text that is replaced is not measured.
    """
    if attachment is not None:
        bare = written(draft, language, None) if markup is not None else draft
        draft = attached(bare, attachment)
    return draft if markup is None else written(draft, language, markup)


def by_email(draft: Broadcast, *, wanted: bool) -> Broadcast:
    """The draft that goes by e-mail too, or to chats only."""
    return replace(draft, by_email=wanted)


def begun_at(draft: Broadcast, send_at: datetime | None) -> Broadcast:
    """The draft with the instant at which it is to begin, None for at once."""
    return replace(draft, send_at=send_at)


def check_text(markup: str, most: int = LONGEST_TEXT) -> None:
    """Raises TextNotUnderstood if nothing can be read, BroadcastTooLong if it is more than `most` characters.

    They are counted in UTF-16, as Telegram counts: an emoji is two.
    """
    words = visible(markup)
    if not any(char.isalnum() for char in words):
        raise TextNotUnderstood(most=most)
    length = len(words.encode("utf-16-le")) // 2
    if length > most:
        raise BroadcastTooLong(most=most, too_many=length - most)
    if len(markup) > LONGEST_HTML:
        raise BroadcastTooLong(most=most, too_many=len(markup) - LONGEST_HTML)


def emptied(draft: Broadcast) -> Broadcast:
    """The draft as it began: nothing is written, nothing decided."""
    return replace(
        draft, italian=None, english=None, attachment=None, audience=Audience(), by_email=False, send_at=None
    )


def is_empty(draft: Broadcast) -> bool:
    """Whether nothing was written and nothing decided yet."""
    return draft == emptied(draft)


def mark_of(broadcast: Broadcast) -> str:
    """A few letters that change with anything that an admin decides about a draft."""
    decided = (
        broadcast.italian,
        broadcast.english,
        broadcast.attachment and asdict(broadcast.attachment),
        asdict(broadcast.audience),
        broadcast.by_email,
        broadcast.send_at,
    )
    return mark_of_text(repr(decided))


def mark_of_text(text: str) -> str:
    """A few letters that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def in_an_hour(now: datetime) -> datetime:
    """An hour from an instant, to the minute."""
    return now.replace(second=0, microsecond=0) + timedelta(hours=1)


def tomorrow_morning(now: datetime) -> datetime:
    """Nine in the morning in Rome, on the day after."""
    return datetime.combine(civil_day(now) + timedelta(days=1), MORNING, ROME).astimezone(UTC)


def example_time(now: datetime) -> str:
    """A day and a time in Rome as they may be typed: in a week, at half past six."""
    return f"{civil_day(now) + timedelta(weeks=1):%d/%m/%Y} 18:30"


def read_time(text: str, now: datetime) -> datetime:
    """The instant, in UTC, of a day and a time in Rome, such as 25/12/2026 18:30.

    Of a time that comes twice the first one is meant. Raises TimeNotUnderstood, TimeDoesNotExist, TimeIsPast, and
    TimeTooFar beyond a year.
    """
    typed = _TYPED_TIME.fullmatch(text.strip())
    if typed is None:
        raise TimeNotUnderstood(example=example_time(now))
    day, month, year, hour, minute = map(int, typed.groups())
    try:
        local = datetime(year, month, day, hour, minute, tzinfo=ROME)
        instant = local.astimezone(UTC)
    except (ValueError, OverflowError) as impossible:
        raise TimeNotUnderstood(example=example_time(now)) from impossible
    if instant.astimezone(ROME).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise TimeDoesNotExist
    if instant <= now:
        raise TimeIsPast
    if instant > now + FURTHEST:
        raise TimeTooFar
    return instant


def read_domain(text: str) -> str:
    """The domain of mailboxes, with or without the @ before it. Raises DomainNotUnderstood."""
    domain = text.strip().lower().removeprefix("@")
    if len(domain) > LONGEST_DOMAIN or not _TYPED_DOMAIN.fullmatch(domain):
        raise DomainNotUnderstood
    return domain


def read_days(text: str) -> int:
    """A number of days from 1 to `MOST_DAYS`. Raises DaysNotUnderstood."""
    typed = _TYPED_DAYS.fullmatch(text.strip())
    if typed is None or not 1 <= int(typed[0]) <= MOST_DAYS:
        raise DaysNotUnderstood(most=MOST_DAYS)
    return int(typed[0])
