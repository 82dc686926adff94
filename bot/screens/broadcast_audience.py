"""Whom a broadcast that is being composed goes to: one criterion after the other, all of them to be met."""

from __future__ import annotations

from collections.abc import Collection

from bot.screens import broadcast_words as words
from bot.screens.broadcast_desk import back_to_desk, how_many
from bot.screens.button_fields import Choice
from bot.screens.buttons.composing import (
    AimAtAll,
    AimAtDomain,
    AimAtExpiry,
    AimAtLanguage,
    AimAtShort,
    AimAtType,
    ChooseAudience,
    ChooseCriterion,
    ClearCriterion,
    Criterion,
)
from bot.screens.screen import Row, Screen, Tap, in_rows, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.broadcasts import Audience, Broadcast, Reach
from domain.catalogue import MailboxType
from domain.composing import mark_of_text
from domain.holders import Language

OFFERED_DAYS = (30, 60, 90)


def audience(texts: Texts, draft: Broadcast, reach: Reach) -> Screen:
    """To whom, how many that makes, and by what it can be narrowed."""
    text = paragraphs(words.audience(texts, draft.audience), how_many(texts, draft, reach), texts("audience-how"))
    criteria = (
        Tap(texts.label(f"key-criterion-{criterion.name.lower()}"), ChooseCriterion(draft.id, criterion))
        for criterion in Criterion
    )
    short = draft.audience.short
    all_of_them: Row = (Tap(texts.label("key-aim-at-all"), AimAtAll(draft.id)),)
    return with_way_home(
        texts,
        text,
        *in_rows(criteria, 2),
        (
            Tap(
                texts.label("key-not-only-short" if short else "key-only-short"),
                AimAtShort(draft.id, Choice.NO if short else Choice.YES),
            ),
        ),
        () if draft.audience == Audience() else all_of_them,
        back_to_desk(texts, draft),
    )


def ask_language(texts: Texts, draft: Broadcast) -> Screen:
    """Who reads which language?"""
    keys = (Tap(texts.label(f"key-reads-{one.value}"), AimAtLanguage(draft.id, one)) for one in Language)
    return _ask(texts, draft, Criterion.LANGUAGE, tuple(keys))


def ask_domain(texts: Texts, draft: Broadcast, domains: Collection[str]) -> Screen:
    """Mailboxes of which domain? Others than those on keys can be typed."""
    keys = (Tap(texts.label("key-domain", domain=one), AimAtDomain(draft.id, mark_of_text(one))) for one in domains)
    return _ask(texts, draft, Criterion.DOMAIN, *((key,) for key in keys))


def ask_type(texts: Texts, draft: Broadcast) -> Screen:
    """Mailboxes of which type?"""
    keys = (Tap(texts.label("key-type", type=one.value), AimAtType(draft.id, one)) for one in MailboxType)
    return _ask(texts, draft, Criterion.TYPE, tuple(keys))


def ask_expiry(texts: Texts, draft: Broadcast) -> Screen:
    """Mailboxes that expire within how many days? Others than those on keys can be typed."""
    keys = (Tap(texts.label("key-days", days=days), AimAtExpiry(draft.id, days)) for days in OFFERED_DAYS)
    return _ask(texts, draft, Criterion.EXPIRY, tuple(keys))


def _ask(texts: Texts, draft: Broadcast, criterion: Criterion, *rows: Row) -> Screen:
    chosen = getattr(draft.audience, criterion.value) is not None
    clear: Row = (Tap(texts.label(f"key-any-{criterion.name.lower()}"), ClearCriterion(draft.id, criterion)),)
    back: Row = (Tap(texts.label("key-back-to-audience"), ChooseAudience(draft.id)),)
    return with_way_home(texts, texts(f"audience-ask-{criterion.name.lower()}"), *rows, clear if chosen else (), back)
