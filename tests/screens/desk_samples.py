"""The screens of the register desk with sample data, by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from bot.screens import desk, desk_acts, desk_pages, notices, register
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain import admin_errors, errors
from domain.acts import ActsPage
from domain.desk import MailboxSwitched, ReminderResent, SessionsEnded, TopUpOfHolder
from domain.mailboxes import MailboxStatus
from domain.money import Money
from domain.notices import NoticeKind
from domain.orders import OrderState
from domain.register import RegisterChanges, RowProblem
from domain.register_progress import Progress, Stage
from domain.top_ups import TopUpState
from tests.screens.desk_facts import (
    MAILBOX,
    a_holder_card,
    a_holders_mailbox,
    a_page,
    boxes,
    changes,
    chats_of_holder,
    found,
    nobody_reached,
    problems,
    some_acts,
    told_notices,
)
from tests.screens.facts import (
    FAR,
    NOW,
    SOON,
    a_card,
    a_holder,
    a_mailbox,
    a_movement,
    a_notice,
    a_quote,
    a_top_up,
    an_order,
)
from tests.screens.renewal_facts import a_holding, archive, two_addons

Build = Callable[[Texts], Screen]
Sample = tuple[str, Build]

DESK_REFUSALS: tuple[errors.Refused, ...] = (
    admin_errors.WordsTooShort(least=2),
    admin_errors.NothingToRemind(),
    admin_errors.NobodyToTell(),
    admin_errors.CannotSuspend(),
    admin_errors.CannotReopen(),
    admin_errors.OtherFile(),
    admin_errors.HolderErased(),
    admin_errors.AdjustmentOutOfRange(least=Money(1), most=Money(50_000)),
    admin_errors.ReasonNotUnderstood(least=3, most=200),
    admin_errors.CreditTooSmall(credit=Money(1_250)),
    admin_errors.SecondAdminNeeded(limit=Money(5_000), left=Money(1_800)),
    admin_errors.AdjustmentOver(),
    admin_errors.OwnProposal(),
    admin_errors.ProposalOver(at=NOW),
    admin_errors.CannotAssign(),
)
PAST = date(2026, 11, 11)
DIGEST = "0123456789abcdef" * 4


def desk_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    yield from _found()
    yield from _cards()
    yield from _mailboxes()
    yield from _pages()
    yield from _questions()
    yield from _outcomes()
    yield from _acts()
    yield from _notices()
    yield from _register()


def _found() -> Iterator[Sample]:
    yield "desk, ask", desk.ask
    for odd in (1, 12):
        yield f"desk, ask, {odd} payments", lambda texts, odd=odd: desk.ask(texts, payments=odd)  # type: ignore[misc]  # a default binds the count
    for total, page in ((0, 0), (1, 0), (4, 0), (5, 0), (20, 1)):
        facts = found(total, page)
        yield f"desk, {total} found, page {page}", lambda texts, facts=facts: desk.found(texts, facts)  # type: ignore[misc]  # a default binds the facts


def _cards() -> Iterator[Sample]:
    for name, card in {
        "one mailbox": a_holder_card(*boxes(1)),
        "four mailboxes": a_holder_card(*boxes(4), chats=2, pending=1),
        "many mailboxes": a_holder_card(*boxes(9), chats=0, pending=3),
        "nothing at all": a_holder_card(holder=nobody_reached(), chats=0),
    }.items():
        yield f"desk, holder, {name}", lambda texts, card=card: desk.card(texts, card)  # type: ignore[misc]  # a default binds the card
    for page, count in ((0, 9), (1, 9), (0, 2), (0, 0)):
        facts = a_holder_card(*boxes(count))
        yield (
            f"desk, {count} mailboxes, page {page}",
            lambda texts, facts=facts, page=page: desk.mailboxes(texts, facts, page),  # type: ignore[misc]  # defaults bind the facts
        )


def _mailboxes() -> Iterator[Sample]:
    seven = a_holding(*(archive(addon_id=number) for number in range(1, 8)))
    for name, about in {
        "short": a_holders_mailbox(two_addons(), 900),
        "covered": a_holders_mailbox(two_addons(), 5_000),
        "bare": a_holders_mailbox(a_holding(expires_on=FAR)),
        "suspended": a_holders_mailbox(a_holding(status=MailboxStatus.SUSPENDED, expires_on=FAR)),
        "expired": a_holders_mailbox(a_holding(expires_on=PAST, auto_renew=False, status=MailboxStatus.EXPIRED)),
        "seven add-ons": a_holders_mailbox(seven),
    }.items():
        yield f"desk, mailbox, {name}", lambda texts, about=about: desk_pages.mailbox(texts, about, 0)  # type: ignore[misc]  # a default binds the mailbox


def _pages() -> Iterator[Sample]:
    free = a_quote(a_mailbox(expires_on=SOON))
    orders = a_page(*(an_order(state=state) for state in OrderState), an_order(free), has_older=True)
    asked = [*(replace(a_top_up(), state=state) for state in TopUpState), a_top_up(order_id="7K2M-9QXD-3FHT")]
    top_ups = a_page(*(TopUpOfHolder(top_up=one, gone=Money(1_000 * place)) for place, one in enumerate(asked)))
    movements = a_page(a_movement("topup", 2_196), a_movement("order", -2_196), page=1)
    yield "desk, orders", lambda texts: desk_pages.orders(texts, orders)
    yield "desk, no orders", lambda texts: desk_pages.orders(texts, a_page())
    yield "desk, top-ups", lambda texts: desk_pages.top_ups(texts, top_ups)
    yield "desk, movements", lambda texts: desk_pages.movements(texts, movements)
    yield "desk, notices", lambda texts: desk_pages.notices(texts, a_page(*told_notices(), page=1, has_older=True))
    yield "desk, chats", lambda texts: desk_pages.chats(texts, a_page(*chats_of_holder()))
    yield "desk, no chats", lambda texts: desk_pages.chats(texts, a_page())


def a_reminder(*, chats: int, by_email: bool, repeated: bool = False) -> ReminderResent:
    """A reminder that goes out once more."""
    return ReminderResent(mailbox_id=7, mailbox=MAILBOX, day=SOON, chats=chats, by_email=by_email, repeated=repeated)


def _questions() -> Iterator[Sample]:
    for chats, by_email in ((1, False), (0, True), (2, True)):
        due = a_reminder(chats=chats, by_email=by_email)
        name = f"{chats} chats, {by_email}"
        yield f"desk, remind? {name}", lambda texts, due=due: desk_acts.ask_to_remind(texts, due, 12)  # type: ignore[misc]  # a default binds the reminder
        yield f"desk, reminded, {name}", lambda texts, due=due: desk_acts.reminded(texts, due)  # type: ignore[misc]  # a default binds the reminder
    yield "desk, end sessions?", lambda texts: desk_acts.ask_to_end(texts, a_holder())
    yield "desk, suspend?", lambda texts: desk_acts.ask_to_suspend(texts, a_card(a_mailbox()))
    for name, auto_renew in (("renewing", True), ("expired", False)):
        past = a_card(a_mailbox(expires_on=PAST, auto_renew=auto_renew, status=MailboxStatus.SUSPENDED))
        yield f"desk, reopen? {name}", lambda texts, past=past: desk_acts.ask_to_reopen(texts, past)  # type: ignore[misc]  # a default binds the card
    yield "desk, reopen?", lambda texts: desk_acts.ask_to_reopen(texts, a_card(a_mailbox()))


def _outcomes() -> Iterator[Sample]:
    again = a_reminder(chats=1, by_email=True, repeated=True)
    yield "desk, reminded before", lambda texts: desk_acts.reminded(texts, again)
    for count in (0, 1, 2):
        ended = SessionsEnded(holder=a_holder(), count=count)
        yield f"desk, {count} sessions ended", lambda texts, ended=ended: desk_acts.sessions_ended(texts, ended)  # type: ignore[misc]  # a default binds the outcome
    for name, box in {
        "active": a_mailbox(),
        "renewing": a_mailbox(expires_on=PAST),
        "expired": a_mailbox(expires_on=PAST, auto_renew=False),
    }.items():
        outcome = MailboxSwitched(card=a_card(box))
        yield f"desk, reopened, {name}", lambda texts, outcome=outcome: desk_acts.reopened(texts, outcome)  # type: ignore[misc]  # a default binds the outcome
    for repeated in (False, True):
        outcome = MailboxSwitched(card=a_card(a_mailbox()), repeated=repeated)
        yield f"desk, suspended, {repeated}", lambda texts, outcome=outcome: desk_acts.suspended(texts, outcome)  # type: ignore[misc]  # a default binds the outcome
        yield f"desk, reopened, {repeated}", lambda texts, outcome=outcome: desk_acts.reopened(texts, outcome)  # type: ignore[misc]  # a default binds the outcome


def _acts() -> Iterator[Sample]:
    none = ActsPage(acts=(), names={}, page=0, has_older=False)
    yield "acts", lambda texts: desk_acts.acts(texts, some_acts())
    yield "acts, page 2", lambda texts: desk_acts.acts(texts, replace(some_acts(), page=1))
    yield "acts, none", lambda texts: desk_acts.acts(texts, none)


def _notices() -> Iterator[Sample]:
    cases = [
        a_notice(NoticeKind.SESSIONS_ENDED, at=NOW.isoformat()),
        a_notice(NoticeKind.MAILBOX_SUSPENDED, mailbox=MAILBOX, mailbox_id=7),
        *(
            a_notice(NoticeKind.MAILBOX_REOPENED, mailbox=MAILBOX, mailbox_id=7, status=status, day="2026-11-11")
            for status in ("active", "renewing", "expired")
        ),
    ]
    for number, notice in enumerate(cases):
        yield (
            f"notice d{number}, {notice.kind}",
            lambda texts, notice=notice: notices.notice(texts, notice, None),  # type: ignore[misc]  # a default binds the notice
        )


def _register() -> Iterator[Sample]:
    yield "register, ask", register.ask
    yield "register, not asked for", register.not_asked_for
    yield "register, not a file", register.not_a_file
    for stage in Stage:
        going = Progress(stage=stage, done=7_000, total=20_000)
        yield (
            f"register, progress, {stage}",
            lambda texts, going=going: Screen(register.progress(texts, going).text, register.ask(texts).keyboard),  # type: ignore[misc]  # a default binds the progress
        )
    nothing = RegisterChanges(created=0, updated=0, unchanged=20_000)
    yield "register, nothing new", lambda texts: register.looked_at(texts, nothing, DIGEST)
    for name, facts in {
        "one": changes(1, held=1),
        "two dates": changes(1, more=1),
        "many": changes(3, held=2, more=7),
    }.items():
        yield f"register, would, {name}", lambda texts, facts=facts: register.looked_at(texts, facts, DIGEST)  # type: ignore[misc]  # a default binds the changes
    yield "register, imported", lambda texts: register.imported(texts, changes(3))
    yield "register, imported before", register.imported_before
    yield "register, gone", register.gone
    whole = (RowProblem(line=0, column="", code="not-text", found=""),)
    yield "register, refused, whole", lambda texts: register.refused(texts, whole)
    for count in (1, 2, 11, 40):
        wrong = problems(count)
        yield f"register, refused, {count}", lambda texts, wrong=wrong: register.refused(texts, wrong)  # type: ignore[misc]  # a default binds the problems
    yield (
        "register, the file of errors",
        lambda texts: Screen(register.problems_caption(texts, 40).text, register.ask(texts).keyboard),
    )
