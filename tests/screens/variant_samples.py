"""What other samples say in one way only, said in the other ways: numbers, kinds and states that are rarer."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from bot.screens import addon, buy, dead_letters, mailboxes, notices, refusals, renewals
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain import admin_errors, errors
from domain.catalogue import MailboxType
from domain.money import Money
from domain.notices import DeadLetters, NoticeKind
from domain.orders import Quoted
from tests.screens.facts import FAR, TODAY, a_card, a_mailbox, a_notice, a_quote
from tests.screens.renewal_facts import a_holding, a_plan, a_reminder, a_renewals, archive, inbox, overdue, told

Sample = tuple[str, Callable[[Texts], Screen]]

COUNTED: tuple[errors.Refused, ...] = (
    *(errors.CodeNotUnderstood(digits=digits) for digits in (0, 1, 6)),
    errors.WrongCode(left=1),
    errors.WrongFiscalCode(left=3),
    admin_errors.NotRefundable(most=Money(100)),
    admin_errors.BroadcastTooLong(most=900, too_many=1),
    *(errors.PostalCodeNotUnderstood(digits=digits) for digits in (0, 1)),
    *(errors.VatNumberLength(digits=digits) for digits in (0, 1)),
    *(errors.SdiCodeNotUnderstood(characters=characters) for characters in (1, 7)),
    errors.TooManyOrders(most=1, from_day=date(2026, 12, 8)),
    errors.TooManyLinks(most=1, from_day=date(2026, 12, 8)),
)


def variant_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    for number, error in enumerate(COUNTED):
        yield f"counted {number}, {type(error).__name__}", lambda texts, error=error: refusals.refused(texts, error)  # type: ignore[misc]  # a default binds the error
    yield from _given_up()
    yield from _terms()


def _given_up() -> Iterator[Sample]:
    """What could not be delivered, of every kind that may come to that."""
    every = [replace(a_notice(kind), id=number, target="1001") for number, kind in enumerate(NoticeKind, start=1)]
    for page in range(0, len(every), 4):
        facts = DeadLetters(
            notices=tuple(every[page : page + 4]), total=len(every), page=page // 4, has_older=True, today=TODAY
        )
        yield (
            f"dead letters, every kind, {page // 4}",
            lambda texts, facts=facts: dead_letters.dead_letters(texts, facts),  # type: ignore[misc]  # a default binds the facts
        )


def _terms() -> Iterator[Sample]:
    """Mailboxes of other types, with longer terms and with more add-ons."""
    premium = a_card(a_mailbox(kind=MailboxType.PREMIUM))
    yield "card, premium", lambda texts: mailboxes.card(texts, premium)
    long_term = Quoted(quote=a_quote(replace(a_mailbox(), term_years=3)), credit=Money(5_000))
    yield "quote, renewed for years", lambda texts: buy.quoted(texts, long_term)
    unpaid = a_plan(replace(overdue(), mailbox=replace(overdue().mailbox, term_years=3, expires_on=date(2029, 11, 12))))
    yield "addon, overdue for years", lambda texts: addon.addon(texts, unpaid)
    later = a_renewals(a_holding(inbox(runs_until=FAR, renews=False), expires_on=FAR))
    yield "renewals, far away and declined", lambda texts: renewals.renewals(texts, later)
    thirteen = a_holding(*(archive(addon_id=number) for number in range(1, 14)))
    notice = told(NoticeKind.REMINDER, a_reminder(thirteen).facts())
    yield "notice of thirteen, reminder", lambda texts: notices.notice(texts, notice, None)
