"""What holders are told of what the register desk has done."""

from __future__ import annotations

from datetime import date, datetime

from bot.screens import purse
from bot.screens.adjustments import way_of
from bot.screens.buttons import LogIn, OpenMailbox, ShowCredit
from bot.screens.buttons.money_desk import ShowAdjustment
from bot.screens.screen import Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.adjustments import AdjustmentState
from domain.money import Money
from domain.notices import Notice


def sessions_ended(texts: Texts, notice: Notice) -> Screen:
    """The session in this chat is over, and why."""
    text = texts("notice-sessions-ended", at=datetime.fromisoformat(notice.word("at")))
    return with_way_home(texts, text, (Tap(texts.label("key-log-in"), LogIn(), "primary"),))


def mailbox_suspended(texts: Texts, notice: Notice) -> Screen:
    """A mailbox is suspended, and what that means."""
    text = texts("notice-mailbox-suspended", mailbox=notice.word("mailbox"))
    return with_way_home(texts, text, (_see(texts, notice),))


def mailbox_reopened(texts: Texts, notice: Notice) -> Screen:
    """A mailbox is suspended no more, and what it is instead."""
    text = texts(
        "notice-mailbox-reopened",
        mailbox=notice.word("mailbox"),
        status=notice.word("status"),
        day=date.fromisoformat(notice.word("day")),
    )
    return with_way_home(texts, text, (_see(texts, notice),))


def credit_adjusted(texts: Texts, notice: Notice) -> Screen:
    """The office has given to the credit or taken from it, why, and what is in it now."""
    amount, spent = Money(notice.number("cents")), Money(notice.number("spent"))
    text = paragraphs(
        lines(
            texts(f"notice-credit-{way_of(amount)}", amount=abs(amount)),
            texts("notice-credit-why", reason=notice.word("reason")),
        ),
        texts("notice-credit-spent", amount=spent) if spent else None,
        purse.after_news(texts, "notice-credit-now", notice),
    )
    return with_way_home(texts, text, (Tap(texts.label("key-credit"), ShowCredit(0)),))


def admin_adjustment(texts: Texts, notice: Notice) -> Screen:
    """An adjustment waits for a second administrator, or one has decided. Whose credit it is stands behind the key."""
    amount = Money(notice.number("cents"))
    text = texts(
        "notice-admin-adjustment",
        state=notice.word("state"),
        way=way_of(amount),
        amount=abs(amount),
        until=datetime.fromisoformat(notice.word("until")),
    )
    waits = notice.word("state") == AdjustmentState.PROPOSED
    label = texts.label("key-adjust-look" if waits else "key-adjust-see")
    look = Tap(label, ShowAdjustment(notice.number("adjustment")), "primary" if waits else None)
    return with_way_home(texts, text, (look,))


def _see(texts: Texts, notice: Notice) -> Tap:
    return Tap(texts.label("key-see-mailbox"), OpenMailbox(notice.number("mailbox_id")))
