"""Notices as e-mails: the words of the chat, with a subject, a greeting and one link into the chat."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from bot.screens.buttons import Button, OpenMailbox, ShowSpaceAlerts, TopUpRenewal
from bot.screens.buttons.access import RevokeAccess, ShowAccesses
from bot.screens.buttons.account import RecoverPassword
from bot.screens.deep_links import chat, link
from bot.screens.house_notices import percent
from bot.screens.mail_page import anchor, page, plain
from bot.screens.screen import Screen, lines, paragraphs
from bot.screens.texts import Texts
from domain.forecast import to_top_up
from domain.letters import Letter
from domain.money import NOTHING, Money
from domain.notices import OPTIONAL, Notice, NoticeKind
from domain.reminders import Tone
from domain.renewal_news import ReminderNews, RenewalNews
from domain.renewals import ENDS, RUNS_ON
from domain.reversals import ReversalState
from domain.space import SpaceNews
from domain.top_ups import MOST_TOP_UP


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail in two forms that say the same, and its subject in plain text."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _About:
    """What a mail is about: its subject and its mailbox, the label of its one link into the chat and where that leads.

    Without a button it leads to the chat itself. `where` is the text that says so, `why` the one that says why this
    address is written to, `always` the one that says why the mail cannot be declined, where it cannot.
    """

    subject: str
    mailbox: str
    label: str
    button: Button | None
    always: str = "mail-always"
    why: str = "mail-why"
    where: str = "mail-in-chat"


# The letters about an account: the label of the link, and why they are sent.
_ACCOUNT: Mapping[NoticeKind, tuple[str, str]] = {
    NoticeKind.EMAIL_CODE: ("mail-open-chat", "mail-why-code"),
    NoticeKind.RECOVERY_CODE: ("mail-open-chat", "mail-why"),
    NoticeKind.EMAIL_CHANGED: ("mail-open-chat", "mail-why-former"),
    NoticeKind.MONEY_BACK: ("mail-open-chat", "mail-why"),
    NoticeKind.CREDIT_ADJUSTED: ("mail-open-chat", "mail-why"),
    NoticeKind.PASSWORD_CHANGED: ("mail-not-me", "mail-why"),
    NoticeKind.MAILBOX_SUSPENDED: ("mail-open-chat", "mail-why"),
    NoticeKind.MAILBOX_REOPENED: ("mail-open-chat", "mail-why"),
}


def letter(texts: Texts, notice: Notice, screen: Screen, *, name: str, bot_username: str) -> Letter:
    """The letter of a notice to an e-mail address, given its screen in a chat. Raises ValueError if it is never mailed.

    The message id depends on the notice only, so that whoever gets it twice can tell.
    """
    written = mail(texts, notice, screen, name=name, bot_username=bot_username)
    digest = hashlib.sha256(notice.key.encode()).hexdigest()[:32]
    return Letter(
        message_id=f"{digest}@{bot_username.lower().replace('_', '-')}.t.me",
        to=notice.target,
        subject=written.subject,
        text=written.text,
        html=written.html,
        language=texts.language.value,
        unsubscribe=link(bot_username, ShowSpaceAlerts()) if notice.kind in OPTIONAL else None,
    )


def mail(texts: Texts, notice: Notice, screen: Screen, *, name: str, bot_username: str) -> Mail:
    """The e-mail of a notice, given its screen in a chat. Raises ValueError if it is never mailed."""
    about = _about(texts, notice)
    address = link(bot_username, about.button) if about.button else chat(bot_username)
    body = paragraphs(texts("mail-greeting", name=name), screen.text)
    off = link(bot_username, ShowSpaceAlerts()) if notice.kind in OPTIONAL else None
    footer = _footer(texts, about, off, as_link=True)
    return Mail(
        subject=about.subject,
        text=paragraphs(plain(body), f"{about.label}: {address}", plain(_footer(texts, about, off, as_link=False))),
        html=page(texts.language.value, about.subject, body, (about.label, address), footer),
    )


def _way_in(texts: Texts, mailbox_id: int, missing: Money = NOTHING) -> tuple[str, Button]:
    """The one link into the chat: to the top-up of what is missing, else to the mailbox."""
    if missing > NOTHING:
        return texts.label("mail-top-up", amount=min(to_top_up(missing), MOST_TOP_UP)), TopUpRenewal(mailbox_id)
    return texts.label("mail-open"), OpenMailbox(mailbox_id)


def _footer(texts: Texts, about: _About, off: str | None, *, as_link: bool) -> str:
    """Where the link leads, why the mail is sent, and how to be spared it: at the address `off`, if at all."""
    spared = texts(about.always)
    if off is not None:
        label = texts.label("mail-unsubscribe")
        spared = anchor(label, off) if as_link else f"{texts('mail-unsubscribe')}: {off}"
    why = lines(texts(about.why, mailbox=about.mailbox), spared)
    return paragraphs(texts(about.where), why, texts("mail-no-answer"))


def _about(texts: Texts, notice: Notice) -> _About:
    match notice.kind:
        case NoticeKind.REMINDER:
            return _about_reminder(texts, ReminderNews.read(notice.facts))
        case NoticeKind.RENEWAL:
            return _about_renewal(texts, RenewalNews.read(notice.facts))
        case NoticeKind.SPACE:
            return _about_space(texts, SpaceNews.read(notice.facts))
        case NoticeKind.ORDER_REFUNDED:
            return _about_refund(texts, notice)
        case NoticeKind.NEW_LOGIN:
            return _about_new_login(texts, notice)
        case NoticeKind.LOGIN_FAILURES:
            return _about_login_failures(texts, notice)
        case NoticeKind.BROADCAST:
            label = texts.label("mail-open-chat")
            return _About(notice.word("subject"), "", label, None, "mail-always-broadcast", "mail-why-broadcast")
        case kind if kind in _ACCOUNT:
            return _about_account(texts, notice)
        case _:
            msg = f"{notice.kind} is no e-mail"
            raise ValueError(msg)


def _about_reminder(texts: Texts, news: ReminderNews) -> _About:
    tone = Tone.ENDING if news.tone is Tone.EXPIRING else news.tone
    key = "mail-subject-unpaid" if news.unpaid else f"mail-subject-{tone}"
    subject = texts.label(key, mailbox=news.mailbox, day=news.day, missing=news.missing)
    return _About(subject, news.mailbox, *_way_in(texts, news.mailbox_id, news.missing))


def _about_renewal(texts: Texts, news: RenewalNews) -> _About:
    ended, running_on = news.of(*ENDS), news.of(*RUNS_ON)
    if news.expired:
        subject = texts.label("mail-subject-expired", mailbox=news.mailbox, day=news.day)
    elif running_on:
        day = min(line.until for line in running_on)
        subject = texts.label("mail-subject-unpaid", mailbox=news.mailbox, day=day)
    elif ended:
        subject = texts.label("mail-subject-ended", mailbox=news.mailbox, count=len(ended))
    else:
        subject = texts.label("mail-subject-renewed", mailbox=news.mailbox, day=news.expires_on)
    return _About(subject, news.mailbox, *_way_in(texts, news.mailbox_id, news.missing))


def _about_space(texts: Texts, news: SpaceNews) -> _About:
    subject = texts.label("mail-subject-space", mailbox=news.mailbox, percent=percent(news))
    return _About(subject, news.mailbox, *_way_in(texts, news.mailbox_id))


def _about_refund(texts: Texts, notice: Notice) -> _About:
    mailbox, name = notice.word("mailbox"), "refunded" if notice.number("cents") else "undone"
    subject = texts.label(f"mail-subject-order-{name}", mailbox=mailbox)
    return _About(subject, mailbox, *_way_in(texts, notice.number("mailbox_id")), "mail-always-order")


def _about_new_login(texts: Texts, notice: Notice) -> _About:
    mailbox, revoke = notice.word("mailbox"), RevokeAccess(notice.number("access_id"))
    subject = texts.label("mail-subject-new-login", mailbox=mailbox)
    return _About(subject, mailbox, texts.label("mail-revoke"), revoke, "mail-always-security")


def _about_login_failures(texts: Texts, notice: Notice) -> _About:
    mailbox = notice.word("address")
    subject = texts.label("mail-subject-login-failures", mailbox=mailbox)
    return _About(subject, mailbox, texts.label("mail-accesses"), ShowAccesses(), "mail-always-security")


def _about_account(texts: Texts, notice: Notice) -> _About:
    label, why = _ACCOUNT[notice.kind]
    changed = notice.kind == NoticeKind.PASSWORD_CHANGED
    button = RecoverPassword(notice.number("mailbox_id")) if changed else None
    mailbox = notice.word("mailbox")
    of_money = notice.kind in {NoticeKind.MONEY_BACK, NoticeKind.CREDIT_ADJUSTED}
    always = "mail-always-money" if of_money else "mail-always-security"
    again = "-again" if notice.facts.get("state") in {ReversalState.BACK, "refused"} else ""
    subject = texts.label(f"mail-subject-{notice.kind.replace('_', '-')}{again}", mailbox=mailbox)
    return _About(subject, mailbox, texts.label(label), button, always, why, "mail-never-asked")
