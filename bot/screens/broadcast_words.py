"""What a broadcast is, in words: to whom, by which way, when, and what it says."""

from __future__ import annotations

from bot.screens.mail_page import plain
from bot.screens.texts import Texts
from domain.broadcasts import Audience, Broadcast
from domain.holders import Language

LONGEST_BEGINNING = 60


def audience(texts: Texts, audience: Audience) -> str:
    """To whom: every condition, in Telegram's HTML."""
    parts = (
        texts(f"audience-{audience.language.value}") if audience.language else None,
        texts("audience-domain", domain=audience.domain) if audience.domain else None,
        texts("audience-type", type=audience.type.value) if audience.type else None,
        texts("audience-expiry", days=audience.expires_within) if audience.expires_within else None,
        texts("audience-short") if audience.short else None,
    )
    conditions = [f"<b>{part}</b>" for part in parts if part] or [f"<b>{texts('audience-all')}</b>"]
    return f"{texts('broadcast-to')} {', '.join(conditions)}"


def channel(texts: Texts, broadcast: Broadcast) -> str:
    """By which way."""
    return texts("broadcast-channel", channel="both" if broadcast.by_email else "chat")


def moment(texts: Texts, broadcast: Broadcast) -> str:
    """When it is to begin."""
    send_at = broadcast.send_at
    return texts("broadcast-at-once") if send_at is None else texts("broadcast-at", at=send_at)


def beginning(broadcast: Broadcast, language: Language, most: int = LONGEST_BEGINNING) -> str | None:
    """The first words in a language, in plain text; None if there are none."""
    markup = broadcast.words(language)
    if markup is None:
        return None
    words = " ".join(plain(markup).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def title(broadcast: Broadcast, language: Language, most: int = LONGEST_BEGINNING) -> str:
    """The first words, in the other language if there are none in this one."""
    _, spoken = broadcast.spoken(language)
    return beginning(broadcast, spoken, most) or ""
