"""What is said unprompted, to a chat."""

from __future__ import annotations

from bot.screens import buy
from bot.screens import format as written
from bot.screens.buttons import ChooseGb, ChooseTopUp, OpenMailbox, ShowCredit, ShowMailboxes, ShowOrder
from bot.screens.screen import Row, Screen, Tap, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.money import Money
from domain.notices import Notice, NoticeKind
from domain.orders import Order

_REASONS = {"not-ours", "currency", "no-amount", "no-top-up", "amount-differs"}


def notice(texts: Texts, notice: Notice, order: Order | None) -> Screen:
    """The message of a notice to a chat. Raises ValueError for one that is no message."""
    match notice.kind:
        case NoticeKind.ORDER_COMPLETED:
            return _order_completed(texts, notice, order)
        case NoticeKind.ORDER_STILL_PENDING:
            return _order_still_pending(texts, notice, order)
        case NoticeKind.PAYMENT_LATE:
            return _payment_late(texts, notice, order)
        case NoticeKind.CREDIT_RECEIVED:
            text = texts("notice-credit-received", **_received(notice))
            return with_way_home(texts, text, (Tap(texts.label("key-credit"), ShowCredit(0)),))
        case NoticeKind.PAYMENT_FAILED:
            text = texts("notice-payment-failed", amount=_money(notice, "cents"), reference=_word(notice, "reference"))
            return with_way_home(texts, text, (Tap(texts.label("key-top-up"), ChooseTopUp()),))
        case NoticeKind.LOGIN_FAILURES:
            return with_way_home(texts, texts("notice-login-failures", mailbox=_word(notice, "address")))
        case NoticeKind.ADMIN_PAYMENT:
            return _admin_payment(texts, notice)
        case _:
            msg = f"{notice.kind} is no message"
            raise ValueError(msg)


def _order_completed(texts: Texts, notice: Notice, order: Order | None) -> Screen:
    arrived = texts("notice-order-completed", amount=_money(notice, "cents"))
    credit = _money(notice, "credit")
    if order is None:
        text = paragraphs(arrived, texts("order-credit-now", credit=credit))
        return with_way_home(texts, text, (Tap(texts.label("key-my-mailboxes"), ShowMailboxes()),))
    change = buy.credit_change(texts, order.quote, credit)
    return with_way_home(texts, buy.receipt(texts, order, arrived, change), *buy.receipt_keys(texts, order))


def _order_still_pending(texts: Texts, notice: Notice, order: Order | None) -> Screen:
    missing, order_id = _money(notice, "missing"), _word(notice, "order_id")
    text = paragraphs(
        texts("notice-still-pending", missing=missing, **_received(notice)),
        texts("pending-next", until=order.quote.good_until) if order else None,
    )
    show = (Tap(texts.label("key-show-order"), ShowOrder(order_id)),)
    return with_way_home(texts, text, buy.pay_row(texts, order_id, missing), show)


def _payment_late(texts: Texts, notice: Notice, order: Order | None) -> Screen:
    text = texts("notice-payment-late", **_received(notice))
    again: Row = (Tap(texts.label("key-my-mailboxes"), ShowMailboxes()),)
    if order is not None:
        quote = order.quote
        again = (
            Tap(texts.label("key-buy-again"), ChooseGb(quote.mailbox_id, quote.service, quote.gb), "primary"),
            Tap(texts.label("key-see-mailbox"), OpenMailbox(quote.mailbox_id)),
        )
    return with_way_home(texts, text, *((key,) for key in again))


def _admin_payment(texts: Texts, notice: Notice) -> Screen:
    facts = notice.facts
    reason = facts["reason"] if facts["reason"] in _REASONS else "other"
    amount = written.foreign_money(int(facts["cents"] or 0), _word(notice, "currency"), texts.language)
    payment = texts("notice-admin-payment", amount=amount, intent=_word(notice, "intent"))
    return with_way_home(texts, paragraphs(payment, texts(f"notice-admin-{reason}")))


def _received(notice: Notice) -> dict[str, Money]:
    return {"amount": _money(notice, "cents"), "credit": _money(notice, "credit")}


def _money(notice: Notice, name: str) -> Money:
    return Money(int(notice.facts[name] or 0))


def _word(notice: Notice, name: str) -> str:
    return str(notice.facts[name])
