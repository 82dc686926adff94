"""What is said unprompted about space, about letters that do not arrive, and to administrators."""

from __future__ import annotations

from datetime import date

from bot.screens.buttons import ChooseGb, OpenMailbox, ShowDeadLetters, ShowSpaceAlerts
from bot.screens.mailboxes import in_gb
from bot.screens.screen import Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.catalogue import ServiceKey
from domain.mailboxes import GIGABYTE
from domain.masking import masked_email
from domain.notices import Notice
from domain.space import SpaceNews


def space(texts: Texts, news: SpaceNews) -> Screen:
    """How full an inbox is, and what would help."""
    filling = texts(
        "space-filling",
        mailbox=news.mailbox,
        percent=percent(news),
        used=in_gb(news.used_bytes),
        total=news.total_gb,
    )
    gb = news.helping_gb
    helps = texts("space-would-help", gb=gb) if gb else texts("space-no-more")
    add = Tap(texts.label("key-add-gb", gb=gb), ChooseGb(news.mailbox_id, ServiceKey.INBOX, gb), "primary")
    return with_way_home(
        texts,
        paragraphs(filling, lines(texts("space-when-full"), helps)),
        (add,) if gb else (),
        (Tap(texts.label("key-see-mailbox"), OpenMailbox(news.mailbox_id)),),
        (Tap(texts.label("key-space-alerts"), ShowSpaceAlerts()),),
    )


def percent(news: SpaceNews) -> int:
    """How full the inbox is, in whole per cent, rounded down."""
    return news.used_bytes * 100 // (news.total_gb * GIGABYTE)


def email_failed(texts: Texts, notice: Notice) -> Screen:
    """The reference e-mail cannot be written to."""
    text = texts("email-failed", address=masked_email(notice.word("address")), mailbox=notice.word("mailbox"))
    return with_way_home(texts, text)


def admin_grace(texts: Texts, notice: Notice) -> Screen:
    """Nobody could be warned of an expiry: what expired runs on for a while."""
    text = texts(
        "admin-grace",
        mailbox=notice.word("mailbox"),
        day=_day(notice, "day"),
        until=_day(notice, "until"),
        addons=notice.number("addons"),
    )
    return with_way_home(texts, text)


def admin_renewal_failed(texts: Texts, notice: Notice) -> Screen:
    """The renewal of a mailbox broke; the reference finds it in the log."""
    text = texts(
        "admin-renewal-failed",
        mailbox=notice.word("mailbox"),
        day=_day(notice, "day"),
        reference=notice.word("reference"),
    )
    return with_way_home(texts, text)


def admin_audit(texts: Texts, notice: Notice) -> Screen:
    """The books are wrong, and charging stops; or they are right again."""
    if notice.facts["ok"]:
        return with_way_home(texts, texts("admin-audit-right"))
    text = texts("admin-audit-wrong", problems=notice.number("problems"), first=notice.word("first"))
    return with_way_home(texts, text)


def admin_undelivered(texts: Texts, notice: Notice) -> Screen:
    """Nothing reaches a holder any more: the e-mail is refused, and there is no chat."""
    address = notice.word("address")
    hidden = masked_email(address)
    words = {
        "mailbox": notice.word("mailbox"),
        "address": hidden,
        "error": notice.word("error").replace(address, hidden),  # servers say whom they do not know
    }
    see = (Tap(texts.label("key-dead-letters"), ShowDeadLetters()),)
    return with_way_home(texts, texts("admin-undelivered", **words), see)


def _day(notice: Notice, name: str) -> date:
    return date.fromisoformat(notice.word(name))
