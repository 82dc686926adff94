"""The report of a day, for admins: yesterday's, and today's so far."""

from __future__ import annotations

from functools import partial

from telegram import Update

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.papers.digest_chart import digest_chart
from bot.screens import digests as screens
from bot.screens.buttons.administering import ShowDigest
from bot.screens.buttons.desk import FindHolders
from bot.show import send, send_photo
from domain.digest import Which


async def show_digest(_update: Update, context: Context) -> None:
    """Sends the picture of a day, with what it says in words."""
    context.back = FindHolders()
    which = context.tapped(ShowDigest).which if isinstance(context.button, ShowDigest) else Which.YESTERDAY
    digest = await context.desk.digesting.of(which)
    caption, rest = screens.in_parts(context.texts, digest, which)
    await send_photo(context, caption, partial(digest_chart, context.texts, digest))
    if rest is not None:
        await send(context.bot, context.chat, rest)


def handlers(admins: frozenset[int]) -> Conversation:
    """The report. `admins` are Telegram ids."""
    return Conversation(
        "digest",
        admins=admins,
        taps={ShowDigest: show_digest},
        commands={("rapporto", "digest"): show_digest},
    )
