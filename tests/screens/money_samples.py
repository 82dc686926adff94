"""What is said where card money went back, and to whoever owes something since, by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

from bot.screens import buy, credit, desk, forecast, home, notices, refusals, renewals, top_up
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain.errors import AmountOwed
from domain.ledger import Statement
from domain.money import Money
from domain.notices import Channel, Facts, Notice, NoticeKind
from domain.reversals import ReversalKind, ReversalState
from domain.usecases.spending import Origin
from tests.screens.account_facts import MAILBOX
from tests.screens.desk_facts import a_holder_card
from tests.screens.facts import a_home, a_pending, a_quote
from tests.screens.renewal_facts import a_forecast, a_reminder, a_renewals, told, two_addons

Sample = tuple[str, Callable[[Texts], Screen]]

OWED = Money(-1_234)
HOLDER = tuple((kind, state) for kind in ReversalKind for state in (ReversalState.GONE, ReversalState.BACK))
ADMINS = (*HOLDER, (ReversalKind.DISPUTE, ReversalState.OPENED), (ReversalKind.DISPUTE, ReversalState.LOST))


def money_told(
    channel: Channel = Channel.EMAIL, target: str = "mario.rossi@example.com"
) -> Iterator[tuple[str, Notice]]:
    """Every notice to a holder about money that went back, or was adjusted by hand, by name."""
    for kind, state in HOLDER:
        for owed in (0, 100) if state is ReversalState.GONE else (0,):
            facts = _facts(kind, state, owed=owed)
            yield f"{NoticeKind.MONEY_BACK}, {kind} {state} {owed}", told(NoticeKind.MONEY_BACK, facts, channel, target)
    for owed in (0, 100):
        facts = {**_facts(ReversalKind.DISPUTE, ReversalState.BACK, owed=owed), "credit": 0, "covered": 1_464}
        yield f"{NoticeKind.MONEY_BACK}, covered {owed}", told(NoticeKind.MONEY_BACK, facts, channel, target)
    refused: Facts = {**_facts(ReversalKind.REFUND, ReversalState.BACK, owed=0), "state": "refused"}
    yield f"{NoticeKind.MONEY_BACK}, refused", told(NoticeKind.MONEY_BACK, refused, channel, target)
    cases = (
        (1_000, 0, 0, 0),
        (2_196, 2_196, 0, 0),
        (-500, 0, 0, 0),
        (1_000, 366, 400, 0),
        (300, 0, 300, 9),
        (-5, 0, 0, 9),
    )
    for cents, spent, covered, owed in cases:
        adjusted: Facts = {"cents": cents, "spent": spent, "credit": 0 if owed else 5, "covered": covered, "owed": owed}
        adjusted = {**adjusted, "reason": "x", "mailbox": "mario.rossi@pec.archrm.it"}
        name = f"{NoticeKind.CREDIT_ADJUSTED}, {cents} {spent} {covered} {owed}"
        yield name, told(NoticeKind.CREDIT_ADJUSTED, adjusted, channel, target)


def money_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    cases = [*money_told(Channel.CHAT, "1001")]
    for kind, state in ADMINS:
        for owed in (0, 100, 2_000):
            notice = told(NoticeKind.ADMIN_MONEY_BACK, _facts(kind, state, owed=owed), Channel.CHAT, "1003")
            cases.append((f"{NoticeKind.ADMIN_MONEY_BACK}, {kind} {state} {owed}", notice))
    refused: Facts = {**_facts(ReversalKind.REFUND, ReversalState.BACK, owed=0), "state": "refused"}
    cases.append((f"{NoticeKind.ADMIN_MONEY_BACK}, refused", told(NoticeKind.ADMIN_MONEY_BACK, refused)))
    for kind, state in ADMINS:
        if kind is ReversalKind.DISPUTE:
            facts = {name: fact for name, fact in _facts(kind, state, owed=0).items() if name != "holder_id"}
            cases.append(
                (f"{NoticeKind.ADMIN_MONEY_BACK}, {state}, not assigned", told(NoticeKind.ADMIN_MONEY_BACK, facts))
            )
    money: Facts = {"reference": "R000042", "cents": 2_196, "credit": 0}
    for covered, owed in ((2_196, 500), (2_196, 0), (100, 0)):
        facts = {**money, "covered": covered, "owed": owed}
        cases.append((f"{NoticeKind.CREDIT_RECEIVED}, {covered} {owed}", told(NoticeKind.CREDIT_RECEIVED, facts)))
    cases.extend(_of_orders())
    for name, notice in cases:
        yield f"notice of money, {name}", lambda texts, notice=notice: notices.notice(texts, notice, None)  # type: ignore[misc]  # a default binds the notice
    yield from _owed()


def _of_orders() -> Iterator[tuple[str, Notice]]:
    """What money of each origin has done for an order, and for what was owed before."""
    debts: tuple[Facts, ...] = ({}, {"covered": 100, "owed": 0}, {"covered": 2_196, "owed": 500})
    for origin, debt in product(Origin, debts):
        facts: Facts = {"origin": origin, "order_id": "7K2M-9QXD-3FHT", "cents": 2_196, "credit": 0, "missing": 866}
        for kind in (NoticeKind.ORDER_STILL_PENDING, NoticeKind.ORDER_COMPLETED):
            if kind is NoticeKind.ORDER_STILL_PENDING or not debt.get("owed"):
                name = f"{kind}, {origin} {debt.get('covered', 0)} {debt.get('owed', 0)}"
                yield name, told(kind, {**facts, **debt})


def _owed() -> Iterator[Sample]:
    """The screens that name the credit, to somebody who owes."""
    owing = Statement(credit=OWED, movements=(), page=0, has_older=False)
    yield "credit, something is owed", lambda texts: credit.statement(texts, owing)
    yield "home, something is owed", lambda texts: home.home(texts, replace(a_home(), credit=OWED))
    yield "top up, something is owed", lambda texts: top_up.choose_amount(texts, OWED)
    yield "refused, something is owed", lambda texts: refusals.refused(texts, AmountOwed(owed=-OWED))
    yield "desk, a card of somebody who owes", lambda texts: desk.card(texts, replace(a_holder_card(), credit=OWED))

    waiting = a_pending(a_quote(), OWED)
    yield "pending, something is owed", lambda texts: buy.pending(texts, waiting)
    ahead = a_forecast(two_addons(), credit=OWED.cents)
    yield "forecast, something is owed", lambda texts: forecast.forecast(texts, ahead)
    renewed = a_renewals(two_addons(), credit=OWED.cents)
    yield "renewals, something is owed", lambda texts: renewals.renewals(texts, renewed)
    reminded = told(NoticeKind.REMINDER, a_reminder(two_addons(), credit=OWED.cents).facts())
    yield "notice of one who owes, reminder", lambda texts: notices.notice(texts, reminded, None)


def _facts(kind: ReversalKind, state: ReversalState, *, owed: int) -> Facts:
    return {
        "kind": kind,
        "state": state,
        "cents": 2_196,
        "credit": 0 if owed else 500,
        "owed": owed,
        "holder_id": 1,
        "intent": "pi_3QfRXy2eZvKYlo2C1x9Tq0aB",
        "mailbox": MAILBOX,
    }
