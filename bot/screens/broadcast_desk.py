"""A broadcast that is being composed: what stands, what is asked, and the last look before it is sent."""

from __future__ import annotations

from datetime import datetime

from bot.screens import broadcast_words as words
from bot.screens.broadcast_message import subject
from bot.screens.button_fields import Choice
from bot.screens.buttons.composing import (
    AttachToBroadcast,
    BeginAt,
    ChooseAudience,
    ChooseMoment,
    ClearBroadcast,
    ConfirmBroadcast,
    DetachFromBroadcast,
    EditBroadcast,
    EmptyBroadcast,
    Moment,
    PreviewBroadcast,
    SendByEmail,
    WriteBroadcast,
)
from bot.screens.screen import Row, Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.broadcasts import LONGEST_CAPTION, Broadcast, Reach
from domain.composing import example_time, mark_of
from domain.holders import Language


def desk(texts: Texts, draft: Broadcast, reach: Reach, *, mail_is_sent: bool) -> Screen:
    """What stands in a draft, how many that makes now, and what can be changed."""
    text = paragraphs(
        texts("draft-title"),
        lines(*(_text_line(texts, draft, language) for language in Language)),
        _attachment_line(texts, draft),
        lines(words.audience(texts, draft.audience), words.channel(texts, draft), words.moment(texts, draft)),
        how_many(texts, draft, reach),
    )
    writing: Row = tuple(
        Tap(texts.label(f"key-write-{language.value}"), WriteBroadcast(draft.id, language)) for language in Language
    )
    preview: Row = (Tap(texts.label("key-preview"), PreviewBroadcast(draft.id), "primary"),)
    return with_way_home(
        texts,
        text,
        writing,
        (_attachment_key(texts, draft),),
        (
            Tap(texts.label("key-audience"), ChooseAudience(draft.id)),
            Tap(texts.label("key-moment"), ChooseMoment(draft.id)),
        ),
        (_channel_key(texts, draft),) if mail_is_sent else (),
        preview if draft.is_written else (),
    )


def left(texts: Texts, draft: Broadcast) -> Screen:
    """A draft was left unfinished: is it to go on, or to begin anew?"""
    text = paragraphs(
        texts("draft-left"),
        lines(*(_text_line(texts, draft, language) for language in Language)),
        _attachment_line(texts, draft),
        lines(words.audience(texts, draft.audience), words.moment(texts, draft)),
    )
    return with_way_home(
        texts,
        text,
        (Tap(texts.label("key-resume-draft"), EditBroadcast(draft.id), "primary"),),
        (Tap(texts.label("key-empty-draft"), EmptyBroadcast(draft.id), "danger"),),
    )


def ask_text(texts: Texts, draft: Broadcast, language: Language) -> Screen:
    """What is it to say in a language?"""
    there = draft.words(language) is not None
    text = paragraphs(
        texts(f"draft-ask-text-{language.value}"),
        texts("draft-how-to-write", most=draft.longest, caption=LONGEST_CAPTION),
        texts("draft-text-replaced") if there else None,
    )
    clear: Row = (Tap(texts.label("key-clear-text"), ClearBroadcast(draft.id, language), "danger"),) if there else ()
    return with_way_home(texts, text, clear, back_to_desk(texts, draft))


def ask_file(texts: Texts, draft: Broadcast) -> Screen:
    """Which photo or document?"""
    return with_way_home(texts, texts("draft-ask-file", caption=LONGEST_CAPTION), back_to_desk(texts, draft))


def ask_moment(texts: Texts, draft: Broadcast, now: datetime) -> Screen:
    """When is it to begin?"""
    keys = ((Tap(texts.label(f"key-begin-{moment.value}"), BeginAt(draft.id, moment)),) for moment in Moment)
    text = paragraphs(texts("draft-ask-moment", example=example_time(now)), words.moment(texts, draft))
    return with_way_home(texts, text, *keys, back_to_desk(texts, draft))


def previewed(texts: Texts, draft: Broadcast, reach: Reach, languages: tuple[Language, ...]) -> Screen:
    """The last look: what is above arrives like that, so many get it, and one key sends it."""
    text = paragraphs(
        texts("preview-title", languages="both" if len(languages) > 1 else languages[0].value),
        texts("preview-subject", subject=subject(texts, draft)) if draft.by_email else None,
        lines(words.audience(texts, draft.audience), words.channel(texts, draft), words.moment(texts, draft)),
        how_many(texts, draft, reach),
    )
    key = "key-confirm-broadcast" if draft.send_at is None else "key-schedule-broadcast"
    button = ConfirmBroadcast(draft.id, mark_of(draft))
    confirm: Row = (Tap(texts.label(key, count=reach.holders), button, "success"),) if reach.targets else ()
    return with_way_home(texts, text, confirm, back_to_desk(texts, draft))


def preview_refused(texts: Texts, draft: Broadcast, reason: str) -> Screen:
    """Telegram has refused the message: nobody can be sent it (fault F71)."""
    said = reason.lower()
    key = next((key for words, key in _REFUSALS.items() if words in said), "preview-refused")
    text = paragraphs(texts(key), texts("preview-refused-reason", reason=reason), texts("preview-not-sent"))
    return with_way_home(texts, text, back_to_desk(texts, draft))


def how_many(texts: Texts, draft: Broadcast, reach: Reach) -> str:
    """How many it goes to now, by which way, and how many fit and are reached by none."""
    if not reach.targets:
        return lines(texts("reach-nobody"), _unreached(texts, reach, "reach-unreached"))
    counts = texts("reach-chats", count=reach.chats)
    if draft.by_email:
        counts = f"{counts}, {texts('reach-emails', count=reach.emails)}"
    unreached = _unreached(texts, reach, "reach-unreached" if draft.by_email else "reach-unreached-by-chat")
    return lines(f"{texts('reach', count=reach.holders)}: {counts}", unreached)


def back_to_desk(texts: Texts, draft: Broadcast) -> Row:
    """The way back to the draft."""
    return (Tap(texts.label("key-back-to-draft"), EditBroadcast(draft.id)),)


# What Telegram says of a message that it does not take, and what that means.
_REFUSALS = {
    "can't parse entities": "preview-refused-markup",
    "too long": "preview-refused-length",
    "file": "preview-refused-file",
}


def _unreached(texts: Texts, reach: Reach, key: str) -> str | None:
    return texts(key, count=reach.unreached) if reach.unreached else None


def _text_line(texts: Texts, draft: Broadcast, language: Language) -> str:
    beginning = words.beginning(draft, language)
    if beginning is not None:
        return texts(f"draft-text-{language.value}", words=beginning)
    return texts(f"draft-no-text-{language.value}" if draft.is_written else f"draft-no-words-{language.value}")


def _attachment_line(texts: Texts, draft: Broadcast) -> str | None:
    attachment = draft.attachment
    if attachment is None:
        return None
    stays = texts("draft-file-stays") if draft.by_email else None
    return lines(texts("draft-file", kind=attachment.kind.value, name=attachment.name), stays)


def _attachment_key(texts: Texts, draft: Broadcast) -> Tap:
    if draft.attachment is None:
        return Tap(texts.label("key-attach"), AttachToBroadcast(draft.id))
    return Tap(texts.label("key-detach"), DetachFromBroadcast(draft.id))


def _channel_key(texts: Texts, draft: Broadcast) -> Tap:
    if draft.by_email:
        return Tap(texts.label("key-chat-only"), SendByEmail(draft.id, Choice.NO))
    return Tap(texts.label("key-email-too"), SendByEmail(draft.id, Choice.YES))
