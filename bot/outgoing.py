"""What goes out unprompted, wired: messages to chats, letters, acts of servers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from telegram.ext import ExtBot

from bot.gateways.smtp import SmtpPost
from bot.gateways.telegram import NotSent
from bot.jobs.delivery import Delivery
from bot.mouth import Mouth
from bot.screens.texts import Texts
from bot.services import Gateways
from bot.settings import Settings
from domain.dialogs import Dialog
from domain.holders import Language
from domain.letters import Post
from domain.ports import Clock, PaymentLinks
from domain.usecases.delivering import Delivering

MAIL_SECONDS = 10  # for each answer: a letter is done with before its claim runs out


def post_of(settings: Settings, clock: Clock) -> SmtpPost | None:
    """What sends letters; None where no mail server is set."""
    if not settings.smtp_url:
        return None
    return SmtpPost(settings.smtp_url, settings.mail_from, clock=clock, timeout=MAIL_SECONDS)


def build_delivery(  # noqa: PLR0917 - wiring, called once
    delivering: Delivering,
    gateways: Gateways,
    payment_links: PaymentLinks,
    texts: Mapping[Language, Texts],
    post: Post | None,
    bot: Callable[[], ExtBot[None]],
    load_dialog: Callable[[int], Awaitable[Dialog]],
) -> Delivery:
    """Wires the delivery of what is owed one by one."""
    mouth = Mouth(
        bot=bot,
        delivering=delivering,
        texts=texts,
        post=post,
        load_dialog=load_dialog,
        codes=gateways.codes,
    )
    return Delivery(
        delivering=delivering,
        mail_server=gateways.mail_server,
        payment_links=payment_links,
        compose=mouth.compose,
        not_sent=NotSent,
        tidy=mouth.tidy,
    )
