"""What is said unprompted, to a chat."""

from __future__ import annotations

from collections.abc import Callable

from bot.screens import (
    access_notices,
    account_notices,
    activation_notices,
    alarms,
    broadcasts,
    buy,
    desk_notices,
    digests,
    house_notices,
    maintenance,
    money_back,
    purse,
    renewal_notices,
)
from bot.screens import format as written
from bot.screens.buttons import ChooseGb, ChooseTopUp, OpenMailbox, ShowCredit, ShowMailboxes, ShowOrder
from bot.screens.payments import REASONS, payment_key
from bot.screens.screen import Row, Screen, Tap, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.money import NOTHING, Money
from domain.notices import Notice, NoticeKind
from domain.orders import Order
from domain.renewal_news import ReminderNews, RenewalNews
from domain.space import SpaceNews


def notice(texts: Texts, notice: Notice, order: Order | None) -> Screen:
    """The message of a notice to a chat. Raises ValueError for one that is no message."""
    match notice.kind:
        case NoticeKind.ORDER_COMPLETED:
            return _order_completed(texts, notice, order)
        case NoticeKind.ORDER_STILL_PENDING:
            return _order_still_pending(texts, notice, order)
        case NoticeKind.PAYMENT_LATE:
            return _payment_late(texts, notice, order)
        case NoticeKind.REMINDER:
            return renewal_notices.reminder(texts, ReminderNews.read(notice.facts))
        case NoticeKind.RENEWAL:
            return renewal_notices.renewal(texts, RenewalNews.read(notice.facts))
        case NoticeKind.SPACE:
            return house_notices.space(texts, SpaceNews.read(notice.facts))
    render = _OTHERS.get(notice.kind)
    if render is None:
        msg = f"{notice.kind} is no message"
        raise ValueError(msg)
    return render(texts, notice)


def _order_completed(texts: Texts, notice: Notice, order: Order | None) -> Screen:
    key = f"notice-order-completed-{_origin(notice)}"
    arrived = paragraphs(texts(key, amount=_money(notice, "cents")), _covered(texts, notice))
    credit = _money(notice, "credit")
    if order is None:
        text = paragraphs(arrived, texts("order-credit-now", credit=credit))
        return with_way_home(texts, text, (Tap(texts.label("key-my-mailboxes"), ShowMailboxes()),))
    change = buy.credit_change(texts, order.quote, credit)
    return with_way_home(texts, buy.receipt(texts, order, arrived, change), *buy.receipt_keys(texts, order))


def _order_still_pending(texts: Texts, notice: Notice, order: Order | None) -> Screen:
    """What is owed has to be covered first: until then no payment is taken for an order."""
    missing, owed, order_id = _money(notice, "missing"), _owed(notice), notice.word("order_id")
    is_card = _origin(notice) == "card"
    text = paragraphs(
        texts("notice-still-pending" if is_card else "notice-still-pending-after", **_received(notice)),
        texts("notice-covered", covered=_money(notice, "covered")) if "covered" in notice.facts else None,
        purse.in_line(texts, "notice-still-missing", -owed, missing=missing),
        texts("pending-next", until=order.quote.good_until) if order else None,
    )
    show = (Tap(texts.label("key-show-order"), ShowOrder(order_id)),)
    pay = purse.pay_row(texts, -owed) if owed else buy.pay_row(texts, order_id, missing)
    return with_way_home(texts, text, pay, show)


def _payment_late(texts: Texts, notice: Notice, order: Order | None) -> Screen:
    again: Row = (Tap(texts.label("key-my-mailboxes"), ShowMailboxes()),)
    if "suspended" in notice.facts:
        held_up = texts("notice-payment-suspended", mailbox=notice.word("suspended"), **_received(notice))
        return with_way_home(texts, paragraphs(held_up, _covered(texts, notice)), again)
    text = paragraphs(texts("notice-payment-late", **_received(notice)), _covered(texts, notice))
    if order is not None:
        quote = order.quote
        again = (
            Tap(texts.label("key-buy-again"), ChooseGb(quote.mailbox_id, quote.service, quote.gb), "primary"),
            Tap(texts.label("key-see-mailbox"), OpenMailbox(quote.mailbox_id)),
        )
    return with_way_home(texts, text, *((key,) for key in again))


def _credit_received(texts: Texts, notice: Notice) -> Screen:
    text = paragraphs(texts("notice-credit-received", **_received(notice)), _covered(texts, notice))
    return with_way_home(texts, text, (Tap(texts.label("key-credit"), ShowCredit(0)),))


def _covered(texts: Texts, notice: Notice) -> str | None:
    """How much of the money went to what was owed, and whether that is over."""
    if "covered" not in notice.facts:
        return None
    covered, owed = _money(notice, "covered"), _owed(notice)
    over = purse.owed(texts, -owed) if owed else texts("notice-covered-all")
    return paragraphs(texts("notice-covered", covered=covered), over)


def _payment_failed(texts: Texts, notice: Notice) -> Screen:
    text = texts("notice-payment-failed", amount=_money(notice, "cents"), reference=notice.word("reference"))
    return with_way_home(texts, text, (Tap(texts.label("key-top-up"), ChooseTopUp()),))


def _admin_payment(texts: Texts, notice: Notice) -> Screen:
    reason = notice.word("reason") if notice.facts["reason"] in REASONS else "other"
    amount = written.foreign_money(notice.number("cents"), notice.word("currency"), texts.language)
    payment = texts("notice-admin-payment", amount=amount, intent=notice.word("intent"))
    look = payment_key(texts, notice.word("intent"))
    return with_way_home(texts, paragraphs(payment, texts(f"notice-admin-{reason}")), look)


def _received(notice: Notice) -> dict[str, Money]:
    return {"amount": _money(notice, "cents"), "credit": _money(notice, "credit")}


def _origin(notice: Notice) -> str:
    """Where the money came from: a card, where nothing else is said."""
    return str(notice.facts.get("origin", "card"))


def _owed(notice: Notice) -> Money:
    """What is still owed after the money has covered some of it."""
    return _money(notice, "owed") if "owed" in notice.facts else NOTHING


def _money(notice: Notice, name: str) -> Money:
    return Money(notice.number(name))


_OTHERS: dict[NoticeKind, Callable[[Texts, Notice], Screen]] = {
    NoticeKind.CREDIT_RECEIVED: _credit_received,
    NoticeKind.PAYMENT_FAILED: _payment_failed,
    NoticeKind.MONEY_BACK: money_back.money_back,
    NoticeKind.ADMIN_MONEY_BACK: money_back.admin_money_back,
    NoticeKind.ORDER_ACTIVATED: activation_notices.activated,
    NoticeKind.ORDER_REFUNDED: activation_notices.refunded,
    NoticeKind.LOGIN_FAILURES: access_notices.login_failures,
    NoticeKind.NEW_LOGIN: access_notices.new_login,
    NoticeKind.CHAT_UNLINKED: access_notices.chat_unlinked,
    NoticeKind.EMAIL_CODE: account_notices.email_code,
    NoticeKind.RECOVERY_CODE: account_notices.recovery_code,
    NoticeKind.EMAIL_CHANGED: account_notices.email_changed,
    NoticeKind.PASSWORD_CHANGED: account_notices.password_changed,
    NoticeKind.EMAIL_FAILED: house_notices.email_failed,
    NoticeKind.SESSIONS_ENDED: desk_notices.sessions_ended,
    NoticeKind.MAILBOX_SUSPENDED: desk_notices.mailbox_suspended,
    NoticeKind.MAILBOX_REOPENED: desk_notices.mailbox_reopened,
    NoticeKind.CREDIT_ADJUSTED: desk_notices.credit_adjusted,
    NoticeKind.ADMIN_PAYMENT: _admin_payment,
    NoticeKind.ADMIN_ORDER_REFUNDED: activation_notices.admin_refunded,
    NoticeKind.ADMIN_ADJUSTMENT: desk_notices.admin_adjustment,
    NoticeKind.ADMIN_GRACE: house_notices.admin_grace,
    NoticeKind.ADMIN_RENEWAL_FAILED: house_notices.admin_renewal_failed,
    NoticeKind.ADMIN_ALARM: alarms.alarm,
    NoticeKind.ADMIN_AUDIT: house_notices.admin_audit,
    NoticeKind.ADMIN_UNDELIVERED: house_notices.admin_undelivered,
    NoticeKind.ADMIN_BROADCAST: broadcasts.admin_broadcast,
    NoticeKind.ADMIN_DIGEST: digests.notice,
    NoticeKind.MAINTENANCE_OVER: maintenance.over,
}
