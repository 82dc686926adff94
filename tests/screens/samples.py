"""Every screen with sample data, by name; the sentences of all refusals among them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.screens import buy, credit, dead_letters, home, login, mailboxes, notices, refusals, start, top_up
from bot.screens import help as help_screens
from bot.screens.buttons import Buy
from bot.screens.screen import Screen
from bot.screens.texts import Texts, load_texts
from domain import admin_errors, errors
from domain.catalogue import MailboxType
from domain.mailboxes import MailboxStatus
from domain.money import Money
from domain.notices import Channel, DeadLetters, NoticeKind
from domain.orders import OrderPlaced, OrderState, Quoted, Shortfall
from domain.usecases.spending import Origin
from tests.screens.access_samples import access_samples
from tests.screens.account_samples import account_samples
from tests.screens.activation_samples import activation_samples
from tests.screens.administering_samples import administering_samples
from tests.screens.alarm_samples import alarm_samples
from tests.screens.broadcast_samples import broadcast_samples
from tests.screens.desk_samples import DESK_REFUSALS, desk_samples
from tests.screens.facts import (
    ARCHIVE,
    INBOX,
    NOW,
    PRICES,
    SOON,
    TODAY,
    a_card,
    a_home,
    a_mailbox,
    a_movement,
    a_notice,
    a_pending,
    a_quote,
    a_statement,
    a_top_up,
    an_addon,
    an_offer,
    an_order,
)
from tests.screens.money_desk_samples import money_desk_samples
from tests.screens.money_samples import money_samples
from tests.screens.papers_samples import papers_samples
from tests.screens.privacy_samples import privacy_samples
from tests.screens.renewal_samples import renewal_samples
from tests.screens.variant_samples import variant_samples

Build = Callable[[Texts], Screen]
Sample = tuple[str, Build]

REFUSALS: tuple[errors.Refused | errors.Unavailable, ...] = (
    errors.Refused(),
    errors.AmountNotUnderstood(),
    errors.AmountOutOfRange(least=Money(100), most=Money(50_000)),
    errors.GbNotUnderstood(),
    errors.GbOutOfRange(least=1, most=100),
    errors.CapReached(left=0),
    errors.CapReached(left=1),
    errors.CapReached(left=3),
    errors.MailboxExpired(expired_on=date(2026, 8, 11)),
    errors.MailboxNotActive(),
    errors.QuoteOver(),
    errors.OrderCancelled(),
    errors.OrderRefunded(),
    errors.TooManyOrders(most=30, from_day=date(2026, 11, 23)),
    errors.TooManyLinks(most=20, from_day=date(2026, 11, 23)),
    errors.NotFound(),
    errors.InsufficientCredit(missing=Money(366)),
    errors.AmountOwed(owed=Money(366)),
    errors.LoginRequired(),
    errors.WrongCredentials(),
    errors.MailboxBlocked(),
    errors.TooManyAttempts(until=NOW + timedelta(minutes=4)),
    errors.PasswordRequired(),
    errors.WrongCurrentPassword(),
    errors.PasswordTooLate(),
    errors.PasswordsDiffer(),
    errors.PasswordInDoubt(),
    errors.CodeNotUnderstood(digits=5),
    errors.WrongCode(left=4),
    errors.CodeOver(),
    errors.TooManyCodes(until=NOW + timedelta(minutes=1)),
    errors.WrongFiscalCode(left=1),
    errors.NoMailSent(),
    errors.TextNotUnderstood(most=100),
    errors.EmailNotUnderstood(),
    errors.EmailWithoutDot(),
    errors.EmailIsMailbox(),
    errors.PhoneNotUnderstood(),
    errors.PostalCodeNotUnderstood(digits=4),
    errors.PostalCodeNotDigits(),
    errors.ForeignPostalCodeNotUnderstood(most=12),
    errors.PostalCodeUnfit(code="D-10115"),
    errors.ProvinceUnknown(),
    errors.CountryUnknown(),
    errors.VatNumberLength(digits=10),
    errors.VatNumberNotDigits(),
    errors.VatNumberWrong(),
    errors.SdiCodeNotUnderstood(characters=6),
    *DESK_REFUSALS,
    errors.Unavailable(),
    errors.MailboxUnavailable(),
    errors.PaymentsUnavailable(),
    errors.ChargingStopped(),
    errors.StorageUnavailable(),
    errors.FileTooBig(most=20),
    errors.FileUnavailable(),
    admin_errors.NotRefundable(most=Money(1_250)),
    admin_errors.NothingRefundable(),
    admin_errors.BroadcastOver(),
    admin_errors.BroadcastEmpty(),
    admin_errors.NobodyReached(),
    admin_errors.BroadcastTooLong(most=3_900, too_many=112),
    admin_errors.TimeNotUnderstood(example="29/11/2026 18:30"),
    admin_errors.TimeIsPast(),
    admin_errors.TimeTooFar(),
    admin_errors.TimeDoesNotExist(),
    admin_errors.DaysNotUnderstood(most=3_650),
    admin_errors.DomainNotUnderstood(),
    admin_errors.FileExpected(),
    admin_errors.NotPreviewed(),
    admin_errors.TooLateToUndo(),
)


def samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    yield from _beginnings()
    yield from _mailboxes()
    yield from _choices()
    yield from _quotes()
    yield from _orders()
    yield from _money()
    yield from _notices()
    yield from _refusals()
    yield from _dead_letters()
    yield from renewal_samples()
    yield from alarm_samples()
    yield from access_samples()
    yield from account_samples()
    yield from money_samples()
    yield from papers_samples()
    yield from activation_samples()
    yield from privacy_samples()
    yield from desk_samples()
    yield from money_desk_samples()
    yield from broadcast_samples()
    yield from administering_samples()
    yield from variant_samples()


def _beginnings() -> Iterator[Sample]:
    waiting = an_order(a_quote(), OrderState.PENDING)
    boxes = (a_mailbox(), a_mailbox("studio@pec.archrm.it", mailbox_id=8, expires_on=SOON))
    today = a_mailbox("oggi@pec.archrm.it", mailbox_id=9, expires_on=TODAY)
    tomorrow = a_mailbox("domani@pec.archrm.it", mailbox_id=10, expires_on=TODAY + timedelta(days=1))
    yield "first contact", lambda _: start.choose_language(load_texts(), None)
    yield "choose language", lambda texts: start.choose_language(load_texts(), texts.language)
    yield "welcome", start.welcome
    yield "ask mailbox", lambda texts: login.ask_mailbox(texts, resuming=False)
    yield "ask mailbox again", lambda texts: login.ask_mailbox(texts, resuming=True)
    yield "not a mailbox", login.not_a_mailbox
    yield "ask password", lambda texts: login.ask_password(texts, "mario.rossi@pec.archrm.it")
    yield "ask password again", lambda texts: login.ask_password(texts, "mario.rossi@pec.archrm.it", resuming=True)
    yield "logged out", login.logged_out
    yield "delete it yourself", login.delete_it_yourself
    yield "home, one mailbox", lambda texts: home.home(texts, a_home(a_mailbox()))
    yield "home, much going on", lambda texts: home.home(texts, a_home(*boxes, today, tomorrow, pending=(waiting,) * 7))
    yield "home, admin", lambda texts: home.with_desk(texts, home.home(texts, a_home(a_mailbox())))
    yield "welcome, admin", lambda texts: home.with_desk(texts, start.welcome(texts))
    yield "home, no mailbox", lambda texts: home.home(texts, a_home())
    yield "help", help_screens.show_help


def _mailboxes() -> Iterator[Sample]:
    one = a_card(a_mailbox())
    suspended = a_card(a_mailbox("b@pec.archrm.it", mailbox_id=8, status=MailboxStatus.SUSPENDED))
    expired = a_card(a_mailbox("c@pec.archrm.it", mailbox_id=9, expires_on=date(2026, 11, 11), auto_renew=False))
    renewing = a_card(a_mailbox("d@pec.archrm.it", mailbox_id=10, expires_on=date(2026, 11, 21)))
    many = [a_card(a_mailbox(f"box{n}@pec.archrm.it", mailbox_id=n)) for n in range(1, 13)]
    full = a_card(a_mailbox(), an_addon(), an_addon(addon_id=2), an_addon(ARCHIVE, 5, SOON, 3))
    yield "no mailboxes", lambda texts: mailboxes.mailboxes(texts, ())
    yield "one mailbox", lambda texts: mailboxes.mailboxes(texts, (one,))
    yield "four mailboxes", lambda texts: mailboxes.mailboxes(texts, (one, suspended, expired, renewing))
    for page in range(3):
        yield f"many mailboxes, {page}", lambda texts, page=page: mailboxes.mailboxes(texts, many, page)  # type: ignore[misc]  # a default binds the page
    yield "card", lambda texts: mailboxes.card(texts, full)
    yield "card, suspended", lambda texts: mailboxes.card(texts, suspended)
    yield "card, expired", lambda texts: mailboxes.card(texts, expired)
    yield "card, being renewed", lambda texts: mailboxes.card(texts, renewing)
    yield "card, space unknown", lambda texts: mailboxes.card(texts, a_card(a_mailbox(), used=None))
    yield "card, over its space", lambda texts: mailboxes.card(texts, a_card(a_mailbox(), used=2_310_000_000))
    for days in (0, 1):
        box = a_mailbox(expires_on=TODAY + timedelta(days=days), kind=MailboxType.STANDARD, auto_renew=False)
        yield f"card, {days} days left", lambda texts, box=box: mailboxes.card(texts, a_card(box))  # type: ignore[misc]  # a default binds the box


def _choices() -> Iterator[Sample]:
    far, soon = a_mailbox(), a_mailbox(expires_on=SOON)
    yield "service", lambda texts: buy.choose_service(texts, a_card(far), PRICES)
    yield "service, free", lambda texts: buy.choose_service(texts, a_card(soon), PRICES)
    yield "gb", lambda texts: buy.choose_gb(texts, an_offer(far))
    yield "gb, one year", lambda texts: buy.choose_gb(texts, an_offer(far, years=1, service=ARCHIVE))
    yield "gb, free and one left", lambda texts: buy.choose_gb(texts, an_offer(soon, years=0, left=1))


def _quotes() -> Iterator[Sample]:
    waits_free = a_mailbox(expires_on=date(2027, 3, 1))
    waits_less = a_mailbox(expires_on=date(2027, 12, 11))
    ends = a_mailbox(expires_on=date(2027, 11, 8), auto_renew=False)
    ends_soon = a_mailbox(expires_on=SOON, auto_renew=False)
    free = a_mailbox(expires_on=SOON)
    cases = {
        "covered": (a_quote(), Money(5_000)),
        "missing": (a_quote(), Money(0)),
        "a few cents missing": (a_quote(), Money(2_150)),
        "better wait, free": (a_quote(waits_free, ARCHIVE, 5), Money(0)),
        "better wait, less": (a_quote(waits_less, INBOX, 1), Money(10_000)),
        "nobody renews": (a_quote(ends), Money(50_000)),
        "free": (a_quote(free), Money(150)),
        "free, nobody renews": (a_quote(ends_soon), Money(0)),
    }
    for name, (quote, money) in cases.items():
        quoted = Quoted(quote=quote, credit=money)
        yield f"quote, {name}", lambda texts, quoted=quoted: buy.quoted(texts, quoted)  # type: ignore[misc]  # a default binds the quote
    short = Quoted(quote=a_quote(), credit=Money(5_000), shortfall=Shortfall(day=SOON, missing=Money(564)))
    yield "quote, a renewal will lack it", lambda texts: buy.quoted(texts, short)


def _orders() -> Iterator[Sample]:
    order, free = an_order(), an_order(a_quote(a_mailbox(expires_on=SOON)))
    placed = OrderPlaced(order=order, credit=Money(304))
    yield "placed", lambda texts: buy.placed(texts, placed)
    yield "placed, free", lambda texts: buy.placed(texts, OrderPlaced(order=free, credit=Money(0)))
    yield "placed before", lambda texts: buy.placed(texts, OrderPlaced(order=order, credit=Money(304), repeated=True))
    yield "placed, in place of another", lambda texts: buy.placed(texts, replace(placed, replaced=free))
    yield "pending", lambda texts: buy.pending(texts, a_pending(a_quote(), Money(0)))
    yield "pending, cents", lambda texts: buy.pending(texts, a_pending(a_quote(), Money(2_150)))
    yield "pending, covered meanwhile", lambda texts: buy.pending(texts, a_pending(a_quote(), Money(2_196)))
    held_up = replace(a_pending(a_quote(), Money(2_196)), is_suspended=True)
    yield "pending, mailbox suspended", lambda texts: buy.pending(texts, held_up)
    yield "pending, in parts", lambda texts: buy.pending(texts, a_pending(a_quote(gb=100), Money(0)))
    yield "cancelled", lambda texts: buy.cancelled(texts, an_order(state=OrderState.CANCELLED))


def _money() -> Iterator[Sample]:
    facts: dict[str, str | int] = {"service": "inbox", "gb": 2, "mailbox": "mario.rossi@pec.archrm.it"}
    movements = (
        a_movement("order", -2_196, **facts),
        a_movement("topup", 2_196, reference="R000001"),
        a_movement("renewal", -732, **facts),
        a_movement("refund", -500),
        a_movement("dispute", -500),
        a_movement("refund", 500),
        a_movement("dispute", 500),
        a_movement("receivable", -500),
        a_movement("adjustment", 100, reason="Pagato due volte"),
        a_movement("adjustment", 100),
        a_movement("order", -366),
        a_movement("renewal", -366),
        a_movement("something new", 1),
    )
    small, big = a_pending(a_quote(), Money(0)), a_pending(a_quote(gb=100), Money(0))
    yield "statement", lambda texts: credit.statement(texts, a_statement(*movements, has_older=True))
    yield "statement, page 2", lambda texts: credit.statement(texts, a_statement(*movements, page=1, has_older=True))
    yield "statement, empty", lambda texts: credit.statement(texts, a_statement())
    yield "choose amount", lambda texts: top_up.choose_amount(texts, Money(0))
    yield "pay", lambda texts: top_up.pay(texts, a_top_up(), None)
    yield "pay an order", lambda texts: top_up.pay(texts, a_top_up(), small)
    instead = replace(small, replaced=an_order(state=OrderState.CANCELLED))
    yield "pay an order in place of another", lambda texts: top_up.pay(texts, a_top_up(), instead)
    yield "pay, one order waits", lambda texts: top_up.pay(texts, a_top_up(), None, waiting=1)
    yield "pay, orders wait", lambda texts: top_up.pay(texts, a_top_up(), None, waiting=2)
    yield "pay a part", lambda texts: top_up.pay(texts, a_top_up(50_000), big)


def _notices() -> Iterator[Sample]:
    money: dict[str, str | int | None] = {"reference": "R000042", "cents": 2_196, "order_id": "7K2M-9QXD-3FHT"}
    money["origin"] = Origin.CARD
    order = an_order()
    pending = an_order(state=OrderState.PENDING)
    cases = [
        (a_notice(NoticeKind.ORDER_COMPLETED, **money, credit=0), order),
        (a_notice(NoticeKind.ORDER_COMPLETED, **money, credit=0), None),
        (a_notice(NoticeKind.ORDER_STILL_PENDING, **money, credit=2_196, missing=60_000), pending),
        (a_notice(NoticeKind.ORDER_STILL_PENDING, **money, credit=2_196, missing=500), None),
        (a_notice(NoticeKind.PAYMENT_LATE, **money, credit=2_196), order),
        (a_notice(NoticeKind.PAYMENT_LATE, **money, credit=2_196), None),
        (a_notice(NoticeKind.PAYMENT_LATE, **money, credit=2_196, suspended="mario.rossi@pec.archrm.it"), order),
        (a_notice(NoticeKind.CREDIT_RECEIVED, **money, credit=2_196), None),
        (a_notice(NoticeKind.PAYMENT_FAILED, reference="R000042", cents=2_196), None),
        (a_notice(NoticeKind.LOGIN_FAILURES, address="mario.rossi@pec.archrm.it"), None),
    ]
    for reason in ("not-ours", "currency", "no-amount", "no-top-up", "holder-erased", "amount-differs", "news"):
        facts: dict[str, str | int] = {"intent": "pi_3X", "cents": 1_000, "currency": "usd", "reason": reason}
        cases.append((a_notice(NoticeKind.ADMIN_PAYMENT, **facts), None))
    for number, (notice, about) in enumerate(cases):
        yield (
            f"notice {number}, {notice.kind}",
            lambda texts, notice=notice, about=about: notices.notice(texts, notice, about),  # type: ignore[misc]  # defaults bind the facts
        )


def _dead_letters() -> Iterator[Sample]:
    given_up = [
        replace(
            a_notice(NoticeKind.REMINDER), id=number, channel=channel, target=target, error=error, attempts=attempts
        )
        for number, (channel, target, error, attempts) in enumerate(
            (
                (Channel.CHAT, "1005", "blocked", 1),
                (Channel.EMAIL, "dario.ferrara@example.com", "550 5.1.1 no such user", 1),
                (Channel.MAIL_SERVER, "mario.rossi@pec.archrm.it", "MailboxUnavailable", 40),
                (Channel.PAYMENT_LINKS, "plink_1", "PaymentsUnavailable", 40),
            ),
            start=1,
        )
    ]
    one = DeadLetters(notices=tuple(given_up[:1]), total=1, page=0, has_older=False, today=TODAY)
    many = DeadLetters(notices=tuple(given_up), total=12, page=1, has_older=True, today=TODAY)
    none = DeadLetters(notices=(), total=0, page=0, has_older=False, today=TODAY)
    yield "dead letters, none", lambda texts: dead_letters.dead_letters(texts, none)
    yield "dead letters, one", lambda texts: dead_letters.dead_letters(texts, one)
    yield "dead letters, many", lambda texts: dead_letters.dead_letters(texts, many)


def _refusals() -> Iterator[Sample]:
    for number, error in enumerate(REFUSALS):
        yield (
            f"refused {number}, {type(error).__name__}",
            lambda texts, error=error: refusals.refused(texts, error, back=Buy(7)),  # type: ignore[misc]  # a default binds the error
        )
    yield "refused, without a way back", lambda texts: refusals.refused(texts, errors.NotFound())
    yield "apology", lambda texts: refusals.apology(texts, "7F3A-91")
    yield "menu expired", refusals.menu_expired
    yield "not understood", refusals.not_understood
    yield "slow down", refusals.slow_down
    yield "password deleted", refusals.password_deleted
    yield "card number deleted", lambda texts: refusals.card_number_deleted(texts, True)
    yield "card number not deleted", lambda texts: refusals.card_number_deleted(texts, False)
