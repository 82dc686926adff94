"""The report of a day and maintenance with sample data, by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screens import desk, digests, maintenance, notices
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain.digest import Counted, Digest, Failures, Happened, Outlook, Side, Sideline, Which
from domain.maintenance import Closure, MaintenanceState, MaintenanceSwitched
from domain.notices import NoticeKind
from tests.screens.digest_facts import a_full_digest, a_quiet_digest, an_ordinary_digest, an_outlook
from tests.screens.facts import NOW, a_notice

Sample = tuple[str, Callable[[Texts], Screen]]

CLOSED = Closure(number=3, since=NOW, until=NOW + timedelta(hours=1))
OPEN_END = replace(CLOSED, until=None)
TOMORROW = replace(CLOSED, until=NOW + timedelta(days=1))
PAST = replace(CLOSED, until=NOW - timedelta(minutes=1))


def administering_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    yield from _digests()
    yield from _maintenance()


def digests_told() -> dict[str, Digest]:
    """Days of every sort, by name."""
    ordinary, full, quiet = an_ordinary_digest(), a_full_digest(), a_quiet_digest()
    sides = tuple(Sideline(kind=side, count=2, came_cents=100, went_cents=0) for side in Side)
    one_side = (Sideline(kind=Side.DISPUTE, count=1, came_cents=0, went_cents=500),)
    (inbox, archive), one_order = ordinary.happened.sold, full.happened.sold[1:]
    free = replace(inbox, count=1, free=1, net_cents=0, vat_cents=0)
    returned = tuple(
        Sideline(kind=side, count=0, came_cents=2_000, went_cents=0) for side in (Side.REFUND, Side.DISPUTE)
    )
    undelivered = Failures(chat=2, email=3, servers=2, payments=2, unassigned=2, dead=9)
    failures = replace(undelivered, alarms=2, refunds=2, disputes=2, debtors=2, owed_cents=1_000)
    return {
        "ordinary": ordinary,
        "full": full,
        "quiet": quiet,
        "quiet, one log-in": replace(quiet, happened=Happened(logins=1)),
        "one order": replace(quiet, happened=Happened(sold=one_order)),
        "one free order": replace(quiet, happened=Happened(sold=(free,))),
        "two free orders": replace(quiet, happened=Happened(sold=(replace(free, count=2, free=2),))),
        "archive only": replace(quiet, happened=Happened(sold=(archive,), expired=1)),
        "sidelines": replace(quiet, happened=Happened(sidelines=sides)),
        "a dispute": replace(quiet, happened=Happened(sidelines=one_side)),
        "money that came back": replace(quiet, happened=Happened(sidelines=returned)),
        "failures": replace(quiet, failures=failures),
        "one renewal ahead": replace(quiet, outlook=_one_ahead()),
        "one short": replace(ordinary, outlook=an_outlook(holders=1)),
        "covered": replace(ordinary, outlook=an_outlook(short=0, holders=0)),
        "one top-up": replace(quiet, happened=Happened(topups=Counted(count=1, cents=500))),
    }


def _one_ahead() -> Outlook:
    outlook = an_outlook(covered=0, short=0, holders=0)
    return replace(outlook, days=(replace(outlook.days[0], count=1, covered_cents=366), *outlook.days[1:]))


def _digests() -> Iterator[Sample]:
    for name, facts in digests_told().items():
        yield f"digest, {name}", lambda texts, facts=facts: digests.digest(texts, facts)  # type: ignore[misc]  # a default binds the facts
    notice = replace(a_notice(NoticeKind.ADMIN_DIGEST), facts=an_ordinary_digest().facts())
    yield f"notice g0, {notice.kind}", lambda texts: notices.notice(texts, notice, None)
    yield "digest, today", lambda texts: digests.digest(texts, an_ordinary_digest(), Which.TODAY)
    full = a_full_digest()
    yield (
        "digest, under the picture",
        lambda texts: Screen(digests.in_parts(texts, full)[0].text, digests.digest(texts, full).keyboard),
    )


def _maintenance() -> Iterator[Sample]:
    for name, closure in {
        "until": CLOSED,
        "until tomorrow": TOMORROW,
        "without an hour": OPEN_END,
        "later than was said": PAST,
    }.items():
        yield f"home, closed, {name}", lambda texts, closure=closure: maintenance.closed(texts, closure, NOW)  # type: ignore[misc]  # a default binds it
        yield (
            f"desk, ask, closed, {name}",
            lambda texts, closure=closure: desk.ask(texts, maintenance.line(texts, closure, NOW)),  # type: ignore[misc]  # a default binds it
        )
        for repeated in (False, True):
            done = MaintenanceSwitched(closure=closure, repeated=repeated)
            yield (
                f"maintenance, begun, {name}, {repeated}",
                lambda texts, done=done: maintenance.begun(texts, done, NOW),  # type: ignore[misc]  # a default binds it
            )
    yield "maintenance, off", lambda texts: maintenance.switch(texts, MaintenanceState(closure=None), NOW)
    for waiting, closure in ((0, CLOSED), (1, OPEN_END), (2, PAST), (3, TOMORROW)):
        state = MaintenanceState(closure=closure, waiting=waiting)
        yield f"maintenance, on, {waiting}", lambda texts, state=state: maintenance.switch(texts, state, NOW)  # type: ignore[misc]  # a default binds it
    for told in (0, 1, 2):
        opened = MaintenanceSwitched(closure=None, told=told)
        yield f"maintenance, ended, {told}", lambda texts, opened=opened: maintenance.ended(texts, opened)  # type: ignore[misc]  # a default binds it
    before = MaintenanceSwitched(closure=None, repeated=True)
    yield "maintenance, ended before", lambda texts: maintenance.begun(texts, before, NOW)
    over = a_notice(NoticeKind.MAINTENANCE_OVER)
    yield f"notice m0, {over.kind}", lambda texts: notices.notice(texts, over, None)
