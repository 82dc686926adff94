"""S9, F63: facts written by others are shown as they are, and can do nothing."""

import html
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screens import (
    accesses,
    addon,
    adjustments,
    broadcast_audience,
    broadcast_desk,
    broadcast_words,
    broadcasts,
    buy,
    credit,
    dead_letters,
    desk,
    desk_acts,
    desk_pages,
    forecast,
    home,
    house_notices,
    login,
    mailboxes,
    notices,
    papers,
    payments,
    privacy,
    refusals,
    register,
    renewal_notices,
    renewals,
    top_up,
)
from bot.screens.screen import Screen, Tap
from bot.screens.texts import LONGEST_VARIABLE, Texts, clean_text, load_texts
from domain.accesses import AccessKind
from domain.adjustments import AdjustmentState
from domain.alarms import Alarm
from domain.broadcasts import Audience, BroadcastState
from domain.erasure import Obstacle, ObstacleKind
from domain.holders import Holder, Language
from domain.money import NOTHING, Money
from domain.notices import DeadLetters, NoticeKind
from domain.odd_payments import PaymentsPage
from domain.orders import OrderPlaced, OrderState, Quoted
from domain.papers import PapersPage
from tests.screens.access_facts import a_history, access_told
from tests.screens.activation_facts import activated_facts, refund_facts
from tests.screens.alarm_samples import an_alarm
from tests.screens.broadcast_facts import EVERYBODY, a_broadcast, a_document, over
from tests.screens.checks import plain
from tests.screens.desk_facts import (
    a_holder_card,
    a_holders_mailbox,
    a_page,
    boxes,
    found,
    problems,
    told_notices,
)
from tests.screens.facts import (
    NOW,
    PRICES,
    TODAY,
    a_card,
    a_holder,
    a_home,
    a_mailbox,
    a_movement,
    a_notice,
    a_pending,
    a_quote,
    a_statement,
    a_top_up,
    an_offer,
    an_order,
)
from tests.screens.money_desk_samples import a_review, an_adjusted, an_odd_payment
from tests.screens.papers_facts import a_paper, a_renewal_receipt
from tests.screens.renewal_facts import (
    a_filling,
    a_forecast,
    a_plan,
    a_reminder,
    a_renewals,
    an_outcome,
    told,
    two_addons,
)

ITALIAN = load_texts()[Language.ITALIAN]

HOSTILE = [
    "<b>bold</b>",
    "</b><a href='https://evil.example'>here</a>",
    "a & b &lt; &amp;",
    "\u202egnp.exe\u202c",
    "zero\u200bwidth\u2060\ufeff",
    "new\nline\r\n\tand tab",
    "{ $gb } { home }",
    "x" * 5_000,
    "&" * 5_000,
    "👩‍⚕️ Dott.ssa D'Amico",
]


def a_hostile_holder(text: str) -> Holder:
    """A holder of whom everything was written by somebody else."""
    return replace(a_holder(text), last_name=text, fiscal_code=text, email=text, phone=text)


SHOWN: dict[str, Callable[[Texts, str], Screen]] = {
    "first name": lambda texts, text: home.home(texts, a_home(a_mailbox(), name=text)),
    "home, mailbox": lambda texts, text: home.home(
        texts, a_home(a_mailbox(text), pending=(an_order(a_quote(a_mailbox(text)), OrderState.PENDING),))
    ),
    "list": lambda texts, text: mailboxes.mailboxes(
        texts, [a_card(a_mailbox(text, mailbox_id=n)) for n in range(1, 6)]
    ),
    "card": lambda texts, text: mailboxes.card(texts, a_card(a_mailbox(text))),
    "service": lambda texts, text: buy.choose_service(texts, a_card(a_mailbox(text)), PRICES),
    "gb": lambda texts, text: buy.choose_gb(texts, an_offer(a_mailbox(text))),
    "quote": lambda texts, text: buy.quoted(texts, Quoted(quote=a_quote(a_mailbox(text)), credit=Money(0))),
    "placed": lambda texts, text: buy.placed(
        texts, OrderPlaced(order=an_order(a_quote(a_mailbox(text))), credit=Money(0))
    ),
    "pending": lambda texts, text: buy.pending(texts, a_pending(a_quote(a_mailbox(text)), Money(0))),
    "cancelled": lambda texts, text: buy.cancelled(texts, an_order(a_quote(a_mailbox(text)))),
    "pay": lambda texts, text: top_up.pay(texts, a_top_up(), a_pending(a_quote(a_mailbox(text)), NOTHING)),
    "password": login.ask_password,
    "login failures": lambda texts, text: notices.notice(
        texts, a_notice(NoticeKind.LOGIN_FAILURES, address=text), None
    ),
    "space is there": lambda texts, text: notices.notice(
        texts, told(NoticeKind.ORDER_ACTIVATED, activated_facts(2, text)), None
    ),
    "order undone": lambda texts, text: notices.notice(
        texts, told(NoticeKind.ORDER_REFUNDED, refund_facts(366, text)), None
    ),
    "order undone, admin": lambda texts, text: notices.notice(
        texts, told(NoticeKind.ADMIN_ORDER_REFUNDED, refund_facts(366, text)), None
    ),
    "new login": lambda texts, text: notices.notice(texts, next(access_told(address=text)), None),
    "accesses": lambda texts, text: accesses.history(texts, a_history(AccessKind.LOGGED_IN, address=text)),
    "admin": lambda texts, text: notices.notice(
        texts,
        a_notice(NoticeKind.ADMIN_PAYMENT, intent=text, cents=1, currency=text, reason=text),
        None,
    ),
    "renewals": lambda texts, text: renewals.renewals(texts, a_renewals(two_addons(address=text))),
    "addon": lambda texts, text: addon.addon(texts, a_plan(two_addons(address=text))),
    "forecast": lambda texts, text: forecast.forecast(texts, a_forecast(two_addons(address=text))),
    "reminder": lambda texts, text: renewal_notices.reminder(texts, a_reminder(two_addons(address=text))),
    "outcome": lambda texts, text: renewal_notices.renewal(texts, an_outcome(two_addons(address=text))),
    "space": lambda texts, text: house_notices.space(texts, a_filling(a_mailbox(text))),
    "email failed": lambda texts, text: house_notices.email_failed(
        texts, a_notice(NoticeKind.EMAIL_FAILED, address=text, mailbox=text)
    ),
    "audit": lambda texts, text: house_notices.admin_audit(
        texts, a_notice(NoticeKind.ADMIN_AUDIT, ok=False, problems=1, first=text)
    ),
    "alarm": lambda texts, text: notices.notice(
        texts, an_alarm(Alarm.REPAIRS, times=1, top_ups=[text], tick=text, reference=text), None
    ),
    "dead letters": lambda texts, text: dead_letters.dead_letters(
        texts,
        DeadLetters(
            notices=(replace(a_notice(NoticeKind.SPACE), id=1, target=text, error=text),) * 4,
            total=4,
            page=0,
            has_older=False,
            today=TODAY,
        ),
    ),
    "papers": lambda texts, text: papers.papers(
        texts,
        PapersPage(
            papers=(a_paper(about={"service": "inbox", "gb": 2, "mailbox": text}),) * 4, page=0, has_older=False
        ),
    ),
    "receipt": lambda texts, text: papers.receipt(texts, a_renewal_receipt(mailbox=text)),
    "not closed": lambda texts, text: privacy.not_closed(
        texts,
        [Obstacle(kind=kind, mailbox=text, until=TODAY) for kind in (ObstacleKind.ACTIVE, ObstacleKind.ADDON)] * 4,
    ),
    "found holders": lambda texts, text: desk.found(texts, found(12, words=text, name=text)),
    "holder": lambda texts, text: desk.card(texts, a_holder_card(*boxes(4), holder=a_hostile_holder(text))),
    "holder's mailbox": lambda texts, text: desk_pages.mailbox(
        texts, a_holders_mailbox(two_addons(address=text), holder=a_hostile_holder(text)), 0
    ),
    "holder's notices": lambda texts, text: desk_pages.notices(texts, a_page(*told_notices(text, text))),
    "ask to suspend": lambda texts, text: desk_acts.ask_to_suspend(texts, a_card(a_mailbox(text))),
    "adjustment, reason": lambda texts, text: adjustments.review(texts, a_review(1_000, reason=text)),
    "proposal, holder": lambda texts, text: adjustments.proposal(
        texts, replace(an_adjusted(6_000, AdjustmentState.PROPOSED), holder=a_hostile_holder(text)), admin=1
    ),
    "adjusted": lambda texts, text: notices.notice(
        texts, a_notice(NoticeKind.CREDIT_ADJUSTED, cents=1, credit=1, spent=0, reason=text), None
    ),
    "movement, reason": lambda texts, text: credit.statement(
        texts, a_statement(a_movement("adjustment", 100, reason=text))
    ),
    "payments": lambda texts, text: payments.payments(
        texts, PaymentsPage(payments=(an_odd_payment(intent=text, currency=text),) * 5, total=15, page=1)
    ),
    "payment, whose": lambda texts, text: payments.found(texts, an_odd_payment(), found(12, words=text, name=text)),
    "register refused": lambda texts, text: register.refused(texts, problems(40, found=text)),
    "broadcast, file": lambda texts, text: broadcast_desk.desk(
        texts, a_broadcast(attachment=a_document(text)), EVERYBODY, mail_is_sent=True
    ),
    "broadcast, domain": lambda texts, text: broadcast_audience.audience(
        texts, a_broadcast(audience=Audience(domain=text)), EVERYBODY
    ),
    "broadcast, refused": lambda texts, text: broadcast_desk.preview_refused(texts, a_broadcast(), text),
    "undelivered": lambda texts, text: house_notices.admin_undelivered(
        texts, told(NoticeKind.ADMIN_UNDELIVERED, {"mailbox": text, "address": text, "error": text})
    ),
}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("show", SHOWN.values(), ids=list(SHOWN))
def test_s9_f63_a_hostile_text_is_shown_and_does_nothing(
    show: Callable[[Texts, str], Screen], text: str, texts: Texts
) -> None:
    screen = show(texts, text)
    assert clean_text(text) in plain(screen.text)
    for key in (key for row in screen.keyboard for key in row if isinstance(key, Tap)):
        assert len(key.label) <= LONGEST_VARIABLE
    assert len(plain(screen.text)) <= 4096


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_s9_f63_the_first_words_of_a_broadcast_are_shown_and_do_nothing(text: str, texts: Texts) -> None:
    sent = over(BroadcastState.DONE, italian=f"<b>{html.escape(text)}</b>", english=None)
    beginning = broadcast_words.beginning(sent, Language.ITALIAN) or ""
    shown = plain(broadcasts.progress(texts, sent, None, None, NOW, reader=1).text)
    assert clean_text(beginning) in shown
    assert len(beginning) <= broadcast_words.LONGEST_BEGINNING


@given(st.text())
def test_s9_f63_any_text_reads_the_same_after_escaping(text: str) -> None:
    assert plain(ITALIAN("key-mailbox", mailbox=f"x{text}")) == clean_text(f"x{text}")


@given(st.text())
def test_f63_a_clean_text_is_one_short_line_without_anything_invisible(text: str) -> None:
    clean = clean_text(text)
    assert len(clean) <= LONGEST_VARIABLE
    assert {unicodedata.category(char) for char in clean}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert clean == " ".join(clean.split())


def test_s9_a_reference_is_shown_as_it_is(texts: Texts) -> None:
    assert "<i>" not in refusals.apology(texts, "<i>7F3A").text


def test_a_payment_link_that_is_not_there_is_no_screen(texts: Texts) -> None:
    with pytest.raises(ValueError, match="no payment link"):
        top_up.pay(texts, replace(a_top_up(), link_url=None), None)
