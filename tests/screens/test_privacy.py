"""What a notice in a chat may show: mailbox, dates, add-ons and amounts, and nothing else of a person.

It stays on a phone after the session is over, and may be read by whoever holds the phone.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.screens import notices
from bot.screens.texts import Texts
from domain.holders import Holder, Language
from domain.masking import masked_email
from domain.notices import WITH_CODE, Channel, Facts, Notice, NoticeKind
from domain.orders import Order
from tests.screens.access_facts import access_told
from tests.screens.activation_facts import activated_facts, refund_facts
from tests.screens.alarm_samples import alarms_told
from tests.screens.checks import plain
from tests.screens.digest_facts import a_full_digest
from tests.screens.facts import NOW, SAID_ELSEWHERE, a_mailbox, a_notice, a_quote, an_order
from tests.screens.money_samples import money_told
from tests.screens.renewal_facts import a_filling, a_reminder, an_outcome, outcomes, reminders, told, two_addons

MARKED = Holder(
    id=1,
    first_name="Zenobia",
    last_name="Quartapelle",
    fiscal_code="QRTZNB80A41H501K",
    email="zenobia.q@posta-privata.example",
    phone="+39 06 99887766",
    language=Language.ITALIAN,
)
BOX = "studio@pec.archrm.it"
PERSONAL = {
    "first_name": MARKED.first_name,
    "last_name": MARKED.last_name,
    "name": f"{MARKED.first_name} {MARKED.last_name}",
    "fiscal_code": MARKED.fiscal_code,
    "email": MARKED.email,
    "phone": MARKED.phone,
}
SECRETS = ("zenobia", "quartapelle", "qrtznb80a41h501k", "posta-privata", "99887766")
NOT_IN_CHATS = {*SAID_ELSEWHERE, *WITH_CODE}


def about_the_holder() -> Iterator[Notice]:
    """A notice of every kind to the chats of the holder, or to those of admins about the holder."""
    money: Facts = {"reference": "R000042", "cents": 2_196, "credit": 0, "missing": 500, "order_id": "7K2M"}
    for kind in (
        NoticeKind.ORDER_COMPLETED,
        NoticeKind.CREDIT_RECEIVED,
        NoticeKind.ORDER_STILL_PENDING,
        NoticeKind.PAYMENT_LATE,
        NoticeKind.PAYMENT_FAILED,
    ):
        yield told(kind, money)
    yield told(NoticeKind.ORDER_ACTIVATED, activated_facts(2, BOX))
    for kind in (NoticeKind.ORDER_REFUNDED, NoticeKind.ADMIN_ORDER_REFUNDED):
        yield told(kind, refund_facts(366, BOX))
    yield from access_told(address=BOX)
    account: Facts = {"mailbox": BOX, "mailbox_id": 7, "at": NOW.isoformat(), "address": masked_email(MARKED.email)}
    for kind in (NoticeKind.EMAIL_CHANGED, NoticeKind.PASSWORD_CHANGED):
        yield told(kind, account)
    for kind in (NoticeKind.MAILBOX_SUSPENDED, NoticeKind.MAILBOX_REOPENED):
        yield told(kind, {**account, "status": "active", "day": "2029-03-01"})
    yield a_notice(NoticeKind.SESSIONS_ENDED, at=NOW.isoformat())
    yield a_notice(NoticeKind.CHAT_UNLINKED, at=NOW.isoformat())
    for reminder in (a_reminder(two_addons(address=BOX)), *reminders().values()):
        yield told(NoticeKind.REMINDER, reminder.facts())
    for outcome in (an_outcome(two_addons(address=BOX)), *outcomes().values()):
        yield told(NoticeKind.RENEWAL, outcome.facts())
    yield told(NoticeKind.SPACE, a_filling(a_mailbox(BOX)).facts())
    yield a_notice(NoticeKind.EMAIL_FAILED, address=MARKED.email, mailbox=BOX, error=f"550 <{MARKED.email}> unknown")
    yield from (notice for _, notice in money_told(Channel.CHAT, "1001"))
    back: Facts = {"kind": "refund", "state": "gone", "cents": 1_000, "credit": 0, "owed": 0, "holder_id": 1}
    yield told(NoticeKind.ADMIN_MONEY_BACK, {**back, "intent": "pi_3X"})
    day = "2027-01-31"
    yield a_notice(NoticeKind.ADMIN_PAYMENT, intent="pi_3X", cents=1_000, currency="usd", reason="currency")
    adjusted: Facts = {"cents": 500, "reason": "paid twice", "credit": 500, "spent": 0, "mailbox": BOX}
    yield told(NoticeKind.CREDIT_ADJUSTED, adjusted)
    proposed: Facts = {"adjustment": 1, "cents": 6_000, "state": "proposed", "until": NOW.isoformat()}
    yield told(NoticeKind.ADMIN_ADJUSTMENT, proposed)
    yield a_notice(NoticeKind.ADMIN_GRACE, mailbox=BOX, day=day, until=day, addons=1)
    yield a_notice(NoticeKind.ADMIN_RENEWAL_FAILED, mailbox=BOX, day=day, reference="7F3A-91")
    yield from alarms_told()
    yield a_notice(NoticeKind.ADMIN_AUDIT, ok=False, problems=1, first="holder:1: 500, and 400 in the lines")
    counts = dict.fromkeys(("broadcast", "sent", "failed", "blocked", "deleted", "kept"), 1)
    yield a_notice(NoticeKind.ADMIN_BROADCAST, state="done", **counts)
    yield replace(a_notice(NoticeKind.ADMIN_DIGEST), facts=a_full_digest().facts())
    yield a_notice(NoticeKind.MAINTENANCE_OVER)
    error = f"550 5.1.1 <{MARKED.email}>: no such user"
    yield a_notice(NoticeKind.ADMIN_UNDELIVERED, mailbox=BOX, address=MARKED.email, error=error)


NOTICES = {f"{number} {notice.kind}": notice for number, notice in enumerate(about_the_holder())}


def test_the_table_knows_every_kind_of_message() -> None:
    assert {notice.kind for notice in NOTICES.values()} == set(NoticeKind) - NOT_IN_CHATS


@pytest.mark.parametrize("order", [None, an_order(a_quote(a_mailbox(BOX)))], ids=["alone", "with its order"])
@pytest.mark.parametrize("notice", NOTICES.values(), ids=list(NOTICES))
def test_s20_a_notice_in_a_chat_shows_nothing_personal(notice: Notice, order: Order | None, texts: Texts) -> None:
    screen = notices.notice(texts, replace(notice, facts={**PERSONAL, **notice.facts}), order)
    shown = " ".join((plain(screen.text), *(key.label for row in screen.keyboard for key in row))).lower()
    assert [secret for secret in SECRETS if secret in shown] == []


def test_an_address_that_fails_is_recognised_by_whoever_owns_it(italian: Texts) -> None:
    notice = a_notice(NoticeKind.EMAIL_FAILED, address=MARKED.email, mailbox=BOX)
    assert "z•••@p•••.example" in plain(notices.notice(italian, notice, None).text)
