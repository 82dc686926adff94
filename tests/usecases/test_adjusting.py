"""Credit adjusted by hand: once, with a line and a reason, never below nothing, and over a limit by two (F72)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.acts import Act, AdminAct
from domain.adjustments import AdjustmentShown, AdjustmentState, DraftedAdjustment
from domain.admin_errors import (
    AdjustmentOver,
    CreditTooSmall,
    HolderErased,
    OwnProposal,
    ProposalOver,
    SecondAdminNeeded,
)
from domain.catalogue import ServiceKey
from domain.errors import ChargingStopped, NotFound
from domain.ledger import CARD, Only, Transfer, holder_account, receivable_account
from domain.money import Money
from domain.notices import Channel, Notice, NoticeKind
from domain.orders import OrderState
from domain.usecases.adjusting import Adjusting
from domain.usecases.charging import STOPPED
from domain.usecases.deciding import Deciding
from domain.usecases.recounting import Recounting
from domain.usecases.spending import Origin
from domain.usecases.telling import Telling
from tests.people import ANNA, BRUNO, CARLA, MARIO, Person
from tests.usecases.world import Replica, World, one_after_the_other

ELENA = 1006  # the second administrator
LIMIT = Money(5_000)
REASON = "Paid twice at the counter"


def adjusting_of(replica: Replica, *admins: int, by_email: bool = True) -> Adjusting:
    """The use case, as a process of the bot has it."""
    return Adjusting(
        units=replica.units,
        clock=replica.clock,
        spending=replica.calendar.spending,
        telling=Telling(by_email=by_email),
        admins=admins or (CARLA.id, ELENA),
        limit=LIMIT,
    )


def deciding_of(replica: Replica) -> Deciding:
    """Where the second one decides, as a process of the bot has it."""
    return Deciding(units=replica.units, clock=replica.clock, adjusting=adjusting_of(replica))


@pytest.fixture
def desk(world: World) -> Adjusting:
    """The use case, with two administrators."""
    return adjusting_of(world)


@pytest.fixture
def second(world: World) -> Deciding:
    """What the second administrator uses."""
    return deciding_of(world)


async def drafted(world: World, person: Person, cents: int, asked: int = 1) -> DraftedAdjustment:
    """What is about to be confirmed."""
    return DraftedAdjustment(holder_id=await world.holder(person), amount=Money(cents), reason=REASON, asked=asked)


async def adjust(
    world: World, desk: Adjusting, person: Person, cents: int, *, asked: int = 1, admin: int = CARLA.id
) -> AdjustmentShown:
    """An administrator confirms an adjustment."""
    draft = await drafted(world, person, cents, asked)
    return await desk.confirm(draft.mark, draft, admin=admin)


async def acts(world: World) -> list[AdminAct]:
    """What admins did, oldest first."""
    return list((await Recounting(units=world.units).latest(100)).acts)[::-1]


async def told(world: World) -> list[Notice]:
    """Everything that waits to be told."""
    return list(await world.delivering.claim(100, {Channel.CHAT, Channel.EMAIL}))


# Within the limit


async def test_a_credit_is_in_the_books_with_its_reason_and_its_line(world: World, desk: Adjusting) -> None:
    outcome = await adjust(world, desk, MARIO, 1_000)
    assert (outcome.state, outcome.credit, outcome.repeated) == (AdjustmentState.APPLIED, Money(1_000), False)
    async with world.units.read() as unit:
        (movement,) = await unit.ledger.movements(holder_account(await world.holder(MARIO)), 10, 0, Only.OTHERS)
    assert (movement.kind, movement.amount, movement.about) == ("adjustment", Money(1_000), {"reason": REASON})
    (act,) = await acts(world)
    assert (act.actor_id, act.act, act.word("reason"), act.about["cents"]) == (
        CARLA.id, Act.CREDIT_ADJUSTED, REASON, 1_000,
    )  # fmt: skip
    assert await world.books() == ()


async def test_a_debit_takes_what_is_there(world: World, desk: Adjusting) -> None:
    await world.give(MARIO, 1_000)
    outcome = await adjust(world, desk, MARIO, -1_000)
    assert (outcome.credit, await world.credit(MARIO), await world.books()) == (Money(0), 0, ())


@pytest.mark.parametrize("cents", [1_000, -400])
async def test_the_holder_is_told_in_the_chat_and_by_mail(world: World, desk: Adjusting, cents: int) -> None:
    await world.give(MARIO, 500)
    await world.notices()
    await adjust(world, desk, MARIO, cents)
    news = await told(world)
    assert [(one.channel, one.kind, one.target) for one in news] == [
        (Channel.CHAT, NoticeKind.CREDIT_ADJUSTED, str(MARIO.chat_id)),
        (Channel.EMAIL, NoticeKind.CREDIT_ADJUSTED, MARIO.email),
    ]
    facts = {"cents": cents, "reason": REASON, "credit": 500 + cents, "spent": 0, "covered": 0, "owed": 0}
    facts["mailbox"] = MARIO.address
    assert [dict(one.facts) for one in news] == [facts, facts]


async def test_f72_a_double_tap_is_once_and_tells_the_first_result(world: World, desk: Adjusting) -> None:
    first = await adjust(world, desk, MARIO, 1_000)
    again = await adjust(world, desk, MARIO, 1_000)
    late = await desk.confirm((await drafted(world, MARIO, 1_000)).mark, None, admin=CARLA.id)
    assert again == late == replace(first, repeated=True)
    assert (await world.credit(MARIO), len(await acts(world)), len(await told(world))) == (1_000, 1, 2)
    await adjust(world, desk, MARIO, 1_000, asked=2)  # the same words, asked anew
    assert await world.credit(MARIO) == 2_000


async def test_f72_taps_at_once_on_two_replicas_are_once(world: World, replica: Replica) -> None:
    draft = await drafted(world, MARIO, 1_000)
    desks = [adjusting_of(one) for one in (world, replica) for _ in range(4)]
    outcomes = await asyncio.gather(*(desk.confirm(draft.mark, draft, admin=CARLA.id) for desk in desks))
    assert sorted(outcome.repeated for outcome in outcomes) == [False] + [True] * 7
    assert {outcome.adjustment.id for outcome in outcomes} == {outcomes[0].adjustment.id}
    assert (await world.credit(MARIO), await world.books(), len(await acts(world))) == (1_000, (), 1)


async def test_f72_a_debit_beyond_the_balance_is_refused_with_what_is_there_and_changes_nothing(
    world: World, desk: Adjusting
) -> None:
    await world.give(MARIO, 1_000)
    await world.notices()
    draft = await drafted(world, MARIO, -1_001)
    for attempt in (desk.review(draft, admin=CARLA.id), desk.confirm(draft.mark, draft, admin=CARLA.id)):
        with pytest.raises(CreditTooSmall) as refusal:
            await attempt
        assert refusal.value.credit == Money(1_000)
    assert (await world.credit(MARIO), await acts(world), await told(world)) == (1_000, [], [])
    assert (await world.count("adjustments"), await world.books()) == (0, ())


async def test_f72_two_debits_race_for_the_last_credit_and_one_is_refused(world: World, replica: Replica) -> None:
    await world.give(MARIO, 1_000)
    drafts = [await drafted(world, MARIO, -800, asked) for asked in (1, 2)]
    works = [
        adjusting_of(one).confirm(draft.mark, draft, admin=admin)
        for one, draft, admin in zip((world, replica), drafts, (CARLA.id, ELENA), strict=True)
    ]
    outcomes = await asyncio.gather(*works, return_exceptions=True)
    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, CreditTooSmall)]
    assert (refused.credit, await world.credit(MARIO), await world.books()) == (Money(200), 200, ())


async def test_what_is_not_in_the_form_any_more_is_not_confirmed(world: World, desk: Adjusting) -> None:
    draft = await drafted(world, MARIO, 1_000)
    for form in (None, replace(draft, amount=Money(2_000))):
        with pytest.raises(AdjustmentOver):
            await desk.confirm(draft.mark, form, admin=CARLA.id)
    assert await world.count("adjustments") == 0


async def test_the_confirmation_of_one_admin_is_nothing_to_another(world: World, desk: Adjusting) -> None:
    await adjust(world, desk, MARIO, 1_000)
    with pytest.raises(AdjustmentOver):
        await desk.confirm((await drafted(world, MARIO, 1_000)).mark, None, admin=ELENA)


async def test_nothing_is_taken_while_the_books_are_wrong(world: World, desk: Adjusting) -> None:
    await world.give(MARIO, 1_000)
    async with world.units.write() as unit:
        await unit.marks.put(STOPPED, "since")
        await unit.commit()
    with pytest.raises(ChargingStopped):
        await adjust(world, desk, MARIO, -100)
    assert (await adjust(world, desk, MARIO, 100)).credit == Money(1_100)


async def test_nobody_who_is_not_there_is_adjusted(world: World, desk: Adjusting) -> None:
    draft = replace(await drafted(world, MARIO, 100), holder_id=999)
    with pytest.raises(NotFound):
        await desk.confirm(draft.mark, draft, admin=CARLA.id)


async def erase(world: World, person: Person) -> None:
    """Somebody's data is gone."""
    now = world.clock.now()
    async with world.units.write() as unit:
        assert await unit.personal_data.claim(await world.holder(person), now)
        await unit.commit()


async def test_who_was_erased_is_given_nothing(world: World, desk: Adjusting) -> None:
    draft = await drafted(world, MARIO, 100)
    await erase(world, MARIO)
    for attempt in (
        desk.begin(draft.holder_id),
        desk.review(draft, admin=CARLA.id),
        desk.confirm(draft.mark, draft, admin=CARLA.id),
    ):
        with pytest.raises(HolderErased):
            await attempt


async def test_whoever_has_no_mail_is_told_in_the_chat_only(world: World) -> None:
    await adjust(world, adjusting_of(world, by_email=False), MARIO, 100)
    assert [one.channel for one in await told(world)] == [Channel.CHAT]


# What waits for money


async def test_an_order_that_waited_completes_with_it(world: World, desk: Adjusting) -> None:
    order = await world.pending(MARIO, 2)
    outcome = await adjust(world, desk, MARIO, 2_196)
    assert ((await world.order(MARIO, order.id)).state, outcome.credit) == (OrderState.COMPLETED, Money(0))
    news = [one for one in await told(world) if one.channel is Channel.CHAT]
    assert [one.kind for one in news] == [NoticeKind.CREDIT_ADJUSTED, NoticeKind.ORDER_COMPLETED]
    assert (news[0].facts["credit"], news[0].facts["spent"]) == (0, 2_196)
    assert (news[1].facts["origin"], news[1].facts["order_id"]) == (Origin.OFFICE, order.id)
    assert await world.books() == ()


async def test_two_orders_that_waited_are_each_told_once(world: World, desk: Adjusting) -> None:
    orders = [await world.pending(MARIO, 2), await world.pending(MARIO, 1, ServiceKey.ARCHIVE)]
    both = sum(order.quote.price.gross.cents for order in orders)
    await adjust(world, desk, MARIO, both)
    news = [one for one in await told(world) if one.kind is NoticeKind.ORDER_COMPLETED]
    assert {one.word("order_id") for one in news} == {order.id for order in orders}
    assert (len(news), await world.credit(MARIO)) == (2, 0)


async def test_an_order_that_still_waits_is_told_with_what_it_misses(world: World, desk: Adjusting) -> None:
    order = await world.pending(MARIO, 2)  # 21.96
    await adjust(world, desk, MARIO, 1_000)
    news = [one for one in await told(world) if one.channel is Channel.CHAT]
    assert [one.kind for one in news] == [NoticeKind.CREDIT_ADJUSTED, NoticeKind.ORDER_STILL_PENDING]
    assert (news[1].facts["origin"], news[1].facts["order_id"]) == (Origin.OFFICE, order.id)
    assert (news[1].number("cents"), news[1].number("credit"), news[1].number("missing")) == (1_000, 1_000, 1_196)


async def test_what_it_covers_of_a_debt_is_told_once_and_not_as_paid_for_what_waited(
    world: World, desk: Adjusting
) -> None:
    order, holder = await world.pending(MARIO, 2), await world.holder(MARIO)  # 21.96
    async with world.units.write() as unit:
        account, event = receivable_account(holder), "dispute:du_1"
        at = world.clock.now()
        gone = Transfer(key=f"{event}:owed", event=event, source=account, target=CARD, amount=Money(900), at=at)
        await unit.ledger.post([gone])
        await unit.commit()
    await adjust(world, desk, MARIO, 400)
    first, waits = [one for one in await told(world) if one.channel is Channel.CHAT]
    assert [first.facts[name] for name in ("credit", "spent", "covered", "owed")] == [0, 0, 400, 500]
    assert (waits.kind, waits.facts["order_id"]) == (NoticeKind.ORDER_STILL_PENDING, order.id)
    assert (waits.number("missing"), waits.number("owed"), "covered" in waits.facts) == (2_696, 500, False)


async def test_what_waits_for_nothing_is_told_of_the_credit_alone(world: World, desk: Adjusting) -> None:
    await adjust(world, desk, MARIO, 1_000)
    assert [one.kind for one in await told(world) if one.channel is Channel.CHAT] == [NoticeKind.CREDIT_ADJUSTED]


async def test_what_runs_on_unpaid_is_renewed_with_it(world: World, desk: Adjusting) -> None:
    addon = await world.buy(ANNA, 1, ServiceKey.ARCHIVE, number=1)
    await world.run("UPDATE chats SET reachable = false")
    world.go_to(ANNA.mailboxes[1].expires_on + timedelta(days=1))
    await world.calendar.renewing.run()
    await world.run("UPDATE chats SET reachable = true")
    await adjust(world, desk, ANNA, 488)
    (renewed,) = await world.addons(ANNA, 1)
    assert (renewed.id, renewed.runs_until.year, await world.credit(ANNA)) == (addon.id, 2028, 0)
    assert await world.books() == ()


async def test_a_debit_completes_nothing(world: World, desk: Adjusting) -> None:
    await world.give(MARIO, 100)
    order = await world.pending(MARIO, 2)
    await adjust(world, desk, MARIO, -100)
    assert (await world.order(MARIO, order.id)).state is OrderState.PENDING


# Over the limit


async def test_f72_over_the_limit_it_waits_for_a_second_admin_who_is_told(world: World, desk: Adjusting) -> None:
    outcome = await adjust(world, desk, MARIO, 5_001)
    assert (outcome.state, outcome.credit, await world.credit(MARIO)) == (AdjustmentState.PROPOSED, Money(0), 0)
    (notice,) = await told(world)
    assert (notice.kind, notice.target, notice.facts["state"]) == (
        NoticeKind.ADMIN_ADJUSTMENT, str(ELENA), "proposed",
    )  # fmt: skip
    assert [act.act for act in await acts(world)] == [Act.ADJUSTMENT_PROPOSED]
    assert await world.books() == ()


async def test_f72_the_limit_cannot_be_split(world: World, desk: Adjusting) -> None:
    """Credits and debits count, of all holders, applied and proposed; not those of yesterday, nor of others."""
    await world.give(ANNA, 3_000)
    assert (await adjust(world, desk, MARIO, 2_000, asked=1)).state is AdjustmentState.APPLIED
    assert (await adjust(world, desk, ANNA, -3_000, asked=2)).state is AdjustmentState.APPLIED
    assert (await adjust(world, desk, BRUNO, 1, asked=3)).state is AdjustmentState.PROPOSED
    assert (await adjust(world, desk, BRUNO, 5_000, asked=4, admin=ELENA)).state is AdjustmentState.APPLIED
    world.pass_time(hours=24)
    assert (await adjust(world, desk, BRUNO, 5_000, asked=5)).state is AdjustmentState.APPLIED


async def test_f72_a_refused_proposal_counts_no_more(world: World, desk: Adjusting, second: Deciding) -> None:
    proposed = await adjust(world, desk, MARIO, 5_001)
    assert (await desk.review(await drafted(world, MARIO, 1, 2), admin=CARLA.id)).needs_second
    await second.refuse(proposed.adjustment.id, admin=ELENA)
    assert not (await desk.review(await drafted(world, MARIO, 1, 2), admin=CARLA.id)).needs_second


async def test_f72_two_confirmations_of_one_admin_at_once_are_both_counted(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are about two holders: nothing else makes one wait for the other."""
    first, other = await drafted(world, MARIO, 3_000, 1), await drafted(world, BRUNO, 3_000, 2)
    works: list[Callable[[], Awaitable[object]]] = [
        partial(adjusting_of(world).confirm, first.mark, first, admin=CARLA.id),
        partial(adjusting_of(replica).confirm, other.mark, other, admin=CARLA.id),
    ]
    outcomes = await one_after_the_other(works, monkeypatch)
    states = [one.state for one in outcomes if isinstance(one, AdjustmentShown)]
    assert states == [AdjustmentState.APPLIED, AdjustmentState.PROPOSED]


async def test_f72_a_lone_admin_is_refused_and_told_what_is_left(world: World) -> None:
    alone = adjusting_of(world, CARLA.id)
    await adjust(world, alone, MARIO, 2_000)
    draft = await drafted(world, MARIO, 3_001, 2)
    for attempt in (alone.review(draft, admin=CARLA.id), alone.confirm(draft.mark, draft, admin=CARLA.id)):
        with pytest.raises(SecondAdminNeeded) as refusal:
            await attempt
        assert (refusal.value.limit, refusal.value.left) == (LIMIT, Money(3_000))
    assert await world.count("adjustments") == 1


async def test_a_proposal_beyond_the_credit_is_not_even_asked(world: World, desk: Adjusting) -> None:
    with pytest.raises(CreditTooSmall):
        await adjust(world, desk, MARIO, -6_000)
    assert await world.count("adjustments") == 0


async def test_a_second_admin_agrees_and_whoever_asked_is_told(world: World, desk: Adjusting, second: Deciding) -> None:
    order = await world.pending(MARIO, 2)
    proposed = (await adjust(world, desk, MARIO, 6_000)).adjustment
    await world.notices()
    outcome = await second.approve(proposed.id, admin=ELENA)
    assert (outcome.state, outcome.adjustment.decided_by, outcome.credit) == (
        AdjustmentState.APPLIED, ELENA, Money(6_000 - 2_196),
    )  # fmt: skip
    assert (await world.order(MARIO, order.id)).state is OrderState.COMPLETED
    news = await told(world)
    (decision,) = [one for one in news if one.kind is NoticeKind.ADMIN_ADJUSTMENT]
    assert (decision.target, decision.facts["state"]) == (str(CARLA.id), "applied")
    assert [act.act for act in await acts(world)] == [Act.ADJUSTMENT_PROPOSED, Act.ADJUSTMENT_APPROVED]
    assert await world.books() == ()


async def test_a_second_admin_refuses_and_nothing_moves(world: World, desk: Adjusting, second: Deciding) -> None:
    proposed = (await adjust(world, desk, MARIO, 6_000)).adjustment
    await world.notices()
    assert (await second.refuse(proposed.id, admin=ELENA)).state is AdjustmentState.REFUSED
    (decision,) = await told(world)
    assert (decision.target, decision.facts["state"], await world.credit(MARIO)) == (str(CARLA.id), "refused", 0)
    again = await second.approve(proposed.id, admin=ELENA)
    assert (again.state, again.repeated, await world.credit(MARIO)) == (AdjustmentState.REFUSED, True, 0)


@pytest.mark.parametrize("decide", ["approve", "refuse"])
async def test_f72_whoever_proposed_does_not_decide(
    world: World, desk: Adjusting, second: Deciding, decide: str
) -> None:
    proposed = (await adjust(world, desk, MARIO, 6_000)).adjustment
    with pytest.raises(OwnProposal):
        await getattr(second, decide)(proposed.id, admin=CARLA.id)
    assert (await world.credit(MARIO), (await second.look(proposed.id)).state) == (0, AdjustmentState.PROPOSED)


async def test_f72_two_admins_agree_at_once_and_it_is_once(world: World, replica: Replica, desk: Adjusting) -> None:
    proposed = (await adjust(world, desk, MARIO, 6_000)).adjustment
    works = [
        deciding_of(one).approve(proposed.id, admin=admin)
        for one, admin in zip((world, replica) * 2, (ELENA, 1007, 1008, ELENA), strict=True)
    ]
    outcomes = await asyncio.gather(*works)
    assert sorted(one.repeated for one in outcomes) == [False, True, True, True]
    assert (await world.credit(MARIO), await world.books(), len(await acts(world))) == (6_000, (), 2)


@pytest.mark.parametrize("first", ["approve", "refuse"])
async def test_f72_one_agrees_while_another_refuses_and_the_first_one_counts(
    world: World, replica: Replica, desk: Adjusting, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    proposed = (await adjust(world, desk, MARIO, 6_000)).adjustment
    works: list[Callable[[], Awaitable[object]]] = [
        partial(deciding_of(world).approve, proposed.id, admin=ELENA),
        partial(deciding_of(replica).refuse, proposed.id, admin=1007),
    ]
    outcomes = await one_after_the_other(works if first == "approve" else works[::-1], monkeypatch)
    states = {one.state for one in outcomes if isinstance(one, AdjustmentShown)}
    assert states == {AdjustmentState.APPLIED if first == "approve" else AdjustmentState.REFUSED}
    assert (await world.credit(MARIO), await world.books()) == (6_000 if first == "approve" else 0, ())


@pytest.mark.parametrize("decide", ["approve", "refuse"])
async def test_a_proposal_is_over_after_a_day(world: World, desk: Adjusting, second: Deciding, decide: str) -> None:
    proposed = (await adjust(world, desk, MARIO, 6_000)).adjustment
    world.pass_time(hours=24)
    with pytest.raises(ProposalOver) as refusal:
        await getattr(second, decide)(proposed.id, admin=ELENA)
    assert refusal.value.at == proposed.expires_at
    draft = await drafted(world, MARIO, 6_000)
    shown = await desk.confirm(draft.mark, None, admin=CARLA.id)
    assert (shown.state, await world.credit(MARIO)) == (AdjustmentState.EXPIRED, 0)


async def test_an_approval_looks_at_the_credit_anew(world: World, desk: Adjusting, second: Deciding) -> None:
    await world.give(MARIO, 6_000)
    proposed = (await adjust(world, desk, MARIO, -6_000)).adjustment
    await world.place(MARIO, await world.quote(MARIO, 2))
    with pytest.raises(CreditTooSmall) as refusal:
        await second.approve(proposed.id, admin=ELENA)
    assert refusal.value.credit == Money(6_000 - 2_196)
    assert (await second.look(proposed.id)).state is AdjustmentState.PROPOSED
    assert await world.books() == ()


async def test_an_approval_looks_whether_the_holder_is_still_there(
    world: World, desk: Adjusting, second: Deciding
) -> None:
    proposed = (await adjust(world, desk, MARIO, 6_000)).adjustment
    await erase(world, MARIO)
    with pytest.raises(HolderErased):
        await second.approve(proposed.id, admin=ELENA)
    assert (await second.refuse(proposed.id, admin=ELENA)).state is AdjustmentState.REFUSED


# What the database itself refuses, and what the audit finds


@pytest.mark.parametrize(
    "change",
    [
        "cents = 0",
        "state = 'applied', decided_by = asked_by, decided_at = asked_at",
        "state = 'applied'",
        "decided_by = 7, decided_at = asked_at",
        "state = 'unheard of', decided_by = 7, decided_at = asked_at",
    ],
)
async def test_f72_the_database_refuses_what_must_never_be(world: World, desk: Adjusting, change: str) -> None:
    await adjust(world, desk, MARIO, 6_000)
    with pytest.raises(Exception, match=r"(?i)constraint"):
        await world.run(f"UPDATE adjustments SET {change}")  # noqa: S608 - the test's own


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ("UPDATE adjustments SET cents = cents + 1", 1),
        ("UPDATE adjustments SET cents = -cents", 1),
        ("UPDATE adjustments SET state = 'refused'", 1),
        ("DELETE FROM adjustments", 1),
        ("UPDATE adjustments SET holder_id = holder_id + 1", 1),
        ("UPDATE adjustments SET id = id + 1", 2),
    ],
)
async def test_f40_an_adjustment_and_its_transfer_that_disagree_are_found(
    world: World, desk: Adjusting, change: str, lines: int
) -> None:
    await adjust(world, desk, MARIO, 1_000)
    assert await world.books() == ()
    await world.run(change)
    assert len(await world.books()) == lines


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from((MARIO, ANNA)), st.integers(-700, 700).filter(bool)), max_size=8))
@pytest.mark.parametrize("kind", ["sqlite"])
async def test_whatever_is_adjusted_the_balance_is_the_sum_of_the_transfers_and_never_below_nothing(
    world: World, steps: list[tuple[Person, int]]
) -> None:
    desk = replace(adjusting_of(world), limit=Money(1_000_000))
    expected = {person: await world.credit(person) for person in (MARIO, ANNA)}
    for person, cents in steps:
        asked = await world.count("adjustments") + 1
        if expected[person] + cents < 0:
            with pytest.raises(CreditTooSmall) as refusal:
                await adjust(world, desk, person, cents, asked=asked)
            assert refusal.value.credit == Money(expected[person])
        else:
            expected[person] += cents
            assert (await adjust(world, desk, person, cents, asked=asked)).credit == Money(expected[person])
    assert {person: await world.credit(person) for person in expected} == expected
    assert min(expected.values()) >= 0
    assert await world.books() == ()
