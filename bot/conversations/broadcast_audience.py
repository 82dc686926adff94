"""Whom a broadcast that is being composed goes to, narrowed by one criterion after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from typing import Any

from telegram import Update
from telegram.constants import ChatAction
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Act
from bot.conversations.typed import typed
from bot.screens import broadcast_audience as screens
from bot.screens.button_fields import Choice
from bot.screens.buttons import Button
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
from bot.show import show
from domain.broadcasts import Audience, Broadcast
from domain.composing import mark_of_text, read_days, read_domain
from domain.errors import NotFound


class AimingState(Enum):
    """What an admin may type to narrow an audience."""

    DOMAIN = "domain"
    DAYS = "days"


async def choose_audience(update: Update, context: Context) -> int:
    """Shows to whom it goes."""
    draft = await context.broadcasting.draft(context.tapped(ChooseAudience).broadcast_id, admin=context.chat)
    return await _show(update, context, draft)


async def choose_criterion(update: Update, context: Context) -> AimingState | int:
    """Asks for the value of one criterion."""
    tap, texts = context.tapped(ChooseCriterion), context.texts
    context.back = ChooseAudience(tap.broadcast_id)
    draft = await context.broadcasting.draft(tap.broadcast_id, admin=context.chat)
    match tap.criterion:
        case Criterion.LANGUAGE:
            await show(update, context, screens.ask_language(texts, draft))
        case Criterion.TYPE:
            await show(update, context, screens.ask_type(texts, draft))
        case Criterion.DOMAIN:
            await show(update, context, screens.ask_domain(texts, draft, await context.broadcasting.domains()))
            return AimingState.DOMAIN
        case Criterion.EXPIRY:
            await show(update, context, screens.ask_expiry(texts, draft))
            return AimingState.DAYS
    return ConversationHandler.END


async def clear_criterion(update: Update, context: Context) -> int:
    """Does not ask one criterion any more."""
    tap = context.tapped(ClearCriterion)
    return await _aim(update, context, tap.broadcast_id, **{tap.criterion.value: None})


async def aim_at_language(update: Update, context: Context) -> int:
    """Narrows it to who reads a language."""
    tap = context.tapped(AimAtLanguage)
    return await _aim(update, context, tap.broadcast_id, language=tap.language)


async def aim_at_domain(update: Update, context: Context) -> int:
    """Narrows it to mailboxes of a domain that was offered."""
    tap = context.tapped(AimAtDomain)
    context.back = ChooseAudience(tap.broadcast_id)
    domain = next((one for one in await context.broadcasting.domains() if mark_of_text(one) == tap.mark), None)
    if domain is None:
        raise NotFound
    return await _aim(update, context, tap.broadcast_id, domain=domain)


async def take_domain(update: Update, context: Context) -> int:
    """Narrows it to mailboxes of a domain that was typed."""
    broadcast_id = context.tapped(ChooseCriterion).broadcast_id
    context.back = ChooseAudience(broadcast_id)
    return await _aim(update, context, broadcast_id, domain=read_domain(typed(update)))


async def aim_at_type(update: Update, context: Context) -> int:
    """Narrows it to mailboxes of a type."""
    tap = context.tapped(AimAtType)
    return await _aim(update, context, tap.broadcast_id, type=tap.type)


async def aim_at_expiry(update: Update, context: Context) -> int:
    """Narrows it to mailboxes that expire within so many days."""
    tap = context.tapped(AimAtExpiry)
    return await _aim(update, context, tap.broadcast_id, expires_within=tap.days)


async def take_days(update: Update, context: Context) -> int:
    """The same, typed."""
    broadcast_id = context.tapped(ChooseCriterion).broadcast_id
    context.back = ChooseAudience(broadcast_id)
    return await _aim(update, context, broadcast_id, expires_within=read_days(typed(update)))


async def aim_at_short(update: Update, context: Context) -> int:
    """Narrows it to holders whose next renewal lacks money, or not any more."""
    tap = context.tapped(AimAtShort)
    return await _aim(update, context, tap.broadcast_id, short=tap.wanted is Choice.YES)


async def aim_at_all(update: Update, context: Context) -> int:
    """Goes to everybody."""
    broadcast_id = context.tapped(AimAtAll).broadcast_id
    return await _change(update, context, broadcast_id, lambda draft: replace(draft, audience=Audience()))


async def _aim(update: Update, context: Context, broadcast_id: int, **changes: Any) -> int:
    def change(draft: Broadcast) -> Broadcast:
        return replace(draft, audience=replace(draft.audience, **changes))

    return await _change(update, context, broadcast_id, change)


async def _change(update: Update, context: Context, broadcast_id: int, change: Callable[[Broadcast], Broadcast]) -> int:
    context.back = ChooseAudience(broadcast_id)
    return await _show(update, context, await context.broadcasting.write(broadcast_id, change, admin=context.chat))


async def _show(update: Update, context: Context, draft: Broadcast) -> int:
    if draft.audience.short:  # it takes the rules to tell who lacks credit, holder by holder
        await context.bot.send_chat_action(context.chat, ChatAction.TYPING)
    await show(update, context, screens.audience(context.texts, draft, await context.broadcasting.reach(draft)))
    return ConversationHandler.END


TAPS: Mapping[type[Button], Act] = {
    ChooseAudience: choose_audience,
    ChooseCriterion: choose_criterion,
    ClearCriterion: clear_criterion,
    AimAtLanguage: aim_at_language,
    AimAtDomain: aim_at_domain,
    AimAtType: aim_at_type,
    AimAtExpiry: aim_at_expiry,
    AimAtShort: aim_at_short,
    AimAtAll: aim_at_all,
}
TYPED_ANSWERS: Mapping[Enum, Act] = {AimingState.DOMAIN: take_domain, AimingState.DAYS: take_days}
