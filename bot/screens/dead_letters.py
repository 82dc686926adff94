"""What could not be delivered, as an admin sees it."""

from __future__ import annotations

from bot.screens.buttons import RetryNotice, ShowDeadLetters
from bot.screens.screen import Screen, Tap, in_rows, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.notices import DeadLetters, Notice


def dead_letters(texts: Texts, letters: DeadLetters) -> Screen:
    """A page of the notices that were given up, and a key for each to try it again."""
    numbered = list(enumerate(letters.notices, start=1))
    title = texts("dead-letters", count=letters.total) if letters.total else texts("dead-letters-none")
    retries = [
        Tap(texts.label("key-retry-notice", place=place), RetryNotice(notice.id))
        for place, notice in numbered
        if notice.id is not None and not notice.is_past(letters.today)
    ]
    newer = (Tap(texts.label("key-newer"), ShowDeadLetters(letters.page - 1)),) if letters.page else ()
    older = (Tap(texts.label("key-older"), ShowDeadLetters(letters.page + 1)),) if letters.has_older else ()
    text = paragraphs(title, *(_letter(texts, place, notice) for place, notice in numbered))
    return with_way_home(texts, text, *in_rows(retries, 2), newer + older)


def _letter(texts: Texts, place: int, notice: Notice) -> str:
    channel = notice.channel.value.replace("_", "-")
    return lines(
        texts("dead-letter-what", place=place, kind=notice.kind.value.replace("_", "-")),
        about(texts, notice),
        texts(f"dead-letter-by-{channel}", target=notice.target),
        texts("dead-letter-error", error=notice.error or "", attempts=notice.attempts),
        texts("dead-letter-when", due=notice.due_at),
    )


def about(texts: Texts, notice: Notice) -> str | None:
    """The mailbox that it is about, and the day of the renewal if it is a reminder of one."""
    mailbox = notice.facts.get("mailbox")
    if not isinstance(mailbox, str):
        return None
    if notice.cycle is None:
        return texts("dead-letter-about", mailbox=mailbox)
    return texts("dead-letter-about-day", mailbox=mailbox, day=notice.cycle)
