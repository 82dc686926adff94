"""What goes out unprompted, wired: messages to chats, letters, acts of servers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from telegram.ext import ExtBot

from bot.broadcasts import Broadcasts, build_broadcasts
from bot.gateways.measured import MeasuredPost
from bot.gateways.smtp import SmtpPost
from bot.gateways.telegram import NotSent
from bot.jobs.delivery import Delivery
from bot.metrics.calls import CallMetrics
from bot.mouth import Mouth
from bot.pace import Window
from bot.screens.texts import Texts
from bot.services import Gateways
from bot.settings import Settings
from domain.dialogs import Dialog
from domain.holders import Language
from domain.letters import Post
from domain.ports import Clock, PaymentLinks, Units
from domain.usecases.delivering import Delivering

MAIL_SECONDS = 10  # for each answer: a letter is done with before its claim runs out


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """What goes out one by one, and what goes out to many."""

    delivery: Delivery
    broadcasts: Broadcasts


def build_outgoing(  # noqa: PLR0917 - wiring, called once
    settings: Settings,
    units: Units,
    clock: Clock,
    gateways: Gateways,
    payment_links: PaymentLinks,
    give_back: Callable[[str], Awaitable[str]],
    texts: Mapping[Language, Texts],
    window: Window,
    bot: Callable[[], ExtBot[None]],
    load_dialog: Callable[[int], Awaitable[Dialog]],
    calls: CallMetrics,
) -> Outgoing:
    """Wires what goes out. Messages to chats are counted by the window."""
    delivering = Delivering(units=units, clock=clock, admins=settings.admin_ids)
    post = _post(settings, clock, calls)
    broadcasts = build_broadcasts(settings, units, clock, delivering, post, texts, window, bot, NotSent)
    mouth = Mouth(
        bot=bot,
        delivering=delivering,
        texts=texts,
        post=post,
        load_dialog=load_dialog,
        codes=gateways.codes,
        show_ended=broadcasts.progress.show_ended,
    )
    return Outgoing(
        delivery=Delivery(
            delivering=delivering,
            mail_server=gateways.mail_server,
            payment_links=payment_links,
            give_back=give_back,
            compose=mouth.compose,
            not_sent=NotSent,
            tidy=mouth.tidy,
        ),
        broadcasts=broadcasts,
    )


def _post(settings: Settings, clock: Clock, calls: CallMetrics) -> Post | None:
    """What sends letters; None where no mail server is set."""
    if not settings.smtp_url:
        return None
    post = SmtpPost(settings.smtp_url, settings.mail_from, clock=clock, timeout=MAIL_SECONDS)
    return MeasuredPost(post, calls.of("smtp"))
