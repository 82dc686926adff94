"""Every act of an admin that changes something writes a line, in the transaction of the act (S13)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from bot.conversations.front import conversations
from bot.screens.buttons import Button, RetryNotice, ShowDeadLetters, composing, money_desk
from bot.screens.buttons import desk as buttons
from bot.screens.buttons.administering import BeginMaintenance, EndMaintenance, ShowDigest, ShowMaintenance
from bot.screens.buttons.broadcasts import (
    AskToStopBroadcast,
    AskToUndoBroadcast,
    PauseBroadcast,
    ResumeBroadcast,
    SendReport,
    ShowBroadcast,
    ShowBroadcasts,
    StopBroadcast,
    UndoBroadcast,
)
from bot.screens.buttons.composing import ConfirmBroadcast
from bot.screens.buttons.desk import (
    EndSessions,
    ImportRegister,
    RemindAgain,
    Reopen,
    ShowHolder,
    Suspend,
)
from bot.screens.buttons.money_desk import (
    AdjustBy,
    ApproveAdjustment,
    AssignPayment,
    ConfirmAdjustment,
    DealWithPayment,
    RefuseAdjustment,
)
from domain.acts import Act
from domain.adjustments import DraftedAdjustment
from domain.adjustments import Way as AdjustmentWay
from domain.broadcasts import BroadcastState, Fate, Told
from domain.catalogue import ServiceKey
from domain.money import Money
from domain.notices import NoticeKind, to_chats
from storage.repositories.acts import SqlActs
from tests.journeys.conftest import enrol
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.steps import STRAY
from tests.journeys.test_dead_letters import give_up
from tests.journeys.test_register_desk import acts, ids
from tests.journeys.test_register_sent import LUCIA, a_file, send
from tests.people import ANNA, CARLA, MARIO

Way = Callable[[Desk], Awaitable[Button | str]]
SECOND = 1006  # the second administrator


@pytest.fixture
async def desk(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """A house with two administrators."""
    async with opened_desk(sqlite_url, monkeypatch, admin_ids=f"{CARLA.id},{SECOND}") as desk:
        await enrol(desk.house)
        yield desk


async def to_retry(desk: Desk) -> Button | str:
    """A notice was given up."""
    await give_up(desk)
    await desk.tap(CARLA, ShowDeadLetters())
    return desk.key("retry")


async def to_look(desk: Desk) -> Button | str:
    """There is a holder."""
    return ShowHolder((await ids(desk, MARIO))[0])


async def to_remind(desk: Desk) -> Button | str:
    """Anna can be told of something that she would lose."""
    await desk.log_in(ANNA)
    await desk.own(ANNA, ServiceKey.ARCHIVE, 1, number=1)
    return RemindAgain((await ids(desk, ANNA, 1))[1], 7)


async def to_end(desk: Desk) -> Button | str:
    """Mario is logged in."""
    await desk.log_in(MARIO)
    return EndSessions((await ids(desk, MARIO))[0])


async def to_suspend(desk: Desk) -> Button | str:
    """Mario's mailbox is active."""
    return Suspend((await ids(desk, MARIO))[1])


async def to_reopen(desk: Desk) -> Button | str:
    """Mario's mailbox is suspended."""
    mailbox = (await ids(desk, MARIO))[1]
    await desk.services.desk.intervening.suspend(mailbox, admin=CARLA.id)
    return Reopen(mailbox)


async def to_import(desk: Desk) -> Button | str:
    """A register was looked at."""
    await send(desk, a_file(LUCIA))
    return desk.key("import")


async def to_confirm(desk: Desk) -> Button | str:
    """A broadcast was previewed, and there is somebody to tell."""
    await desk.log_in(MARIO)
    await desk.type(CARLA, "/comunicazione")
    await desk.tap(CARLA, desk.key("bc-write"))
    await desk.type(CARLA, "Gli uffici restano chiusi.")
    await desk.tap(CARLA, desk.key("bc-preview"))
    return desk.key("bc-confirm")


async def to_pause(desk: Desk) -> Button | str:
    """A broadcast is under way."""
    number = await _confirmed(desk)
    await _move(desk, number, BroadcastState.RUNNING)
    return PauseBroadcast(number)


async def to_resume(desk: Desk) -> Button | str:
    """A broadcast is paused."""
    number = await _confirmed(desk)
    await _move(desk, number, BroadcastState.PAUSED)
    return ResumeBroadcast(number)


async def to_stop(desk: Desk) -> Button | str:
    """A broadcast waits."""
    return StopBroadcast(await _confirmed(desk))


async def to_undo(desk: Desk) -> Button | str:
    """A broadcast is through."""
    number = await _confirmed(desk)
    await _move(desk, number, BroadcastState.RUNNING)
    async with desk.house.units.write() as unit:
        notice = replace(
            to_chats([MARIO.chat_id], "test", NoticeKind.BROADCAST, {"language": "it"}, desk.clock.now())[0],
            broadcast_id=number,
        )
        await unit.outbox.add([notice])
        await unit.broadcasts.settle([Told(notice=notice, fate=Fate.SENT, answer="1", at=desk.clock.now())])
        await unit.commit()
    await _move(desk, number, BroadcastState.DONE)
    return UndoBroadcast(number)


async def to_report(desk: Desk) -> Button | str:
    """A broadcast waits."""
    return SendReport(await _confirmed(desk))


async def _confirmed(desk: Desk) -> int:
    """A broadcast that was confirmed; its number."""
    await desk.tap(CARLA, await to_confirm(desk))
    return max(int(row[0]) for row in desk.rows()["broadcasts"])


async def _move(desk: Desk, number: int, after: BroadcastState) -> None:
    async with desk.house.units.write() as unit:
        assert await unit.broadcasts.move(number, set(BroadcastState), after, desk.clock.now())
        await unit.commit()


async def to_begin(_desk: Desk) -> Button | str:
    """The bot is open."""
    return BeginMaintenance(30)


async def to_open(desk: Desk) -> Button | str:
    """The bot is closed, and Mario waits."""
    await desk.tap(CARLA, BeginMaintenance(0))
    await desk.type(MARIO, "/menu")
    return EndMaintenance()


async def to_adjust(desk: Desk, cents: str = "10") -> Button | str:
    """An adjustment of Mario's credit was looked at."""
    await desk.tap(CARLA, AdjustBy((await ids(desk, MARIO))[0], AdjustmentWay.CREDIT))
    await desk.type(CARLA, cents)
    await desk.type(CARLA, "Pagato due volte")
    return desk.key("adjust")


async def to_propose(desk: Desk) -> Button | str:
    """One that is over the limit was looked at."""
    return await to_adjust(desk, "60")


async def to_approve(desk: Desk) -> Button | str:
    """The second admin has proposed an adjustment."""
    return ApproveAdjustment(await _proposed(desk))


async def to_refuse(desk: Desk) -> Button | str:
    """The second admin has proposed an adjustment."""
    return RefuseAdjustment(await _proposed(desk))


async def to_assign(desk: Desk) -> Button | str:
    """A payment belongs to no top-up."""
    await desk.house.booking.book(STRAY)
    return AssignPayment(STRAY.intent, (await ids(desk, MARIO))[0])


async def to_deal_with(desk: Desk) -> Button | str:
    """A payment belongs to no top-up."""
    await desk.house.booking.book(STRAY)
    return DealWithPayment(STRAY.intent)


async def to_refund(desk: Desk) -> Button | str:
    """A payment of Mario's is to be refunded, and was looked at."""
    holder, _ = await ids(desk, MARIO)
    await desk.house.booking.book(STRAY)
    await desk.services.desk.assigning.assign(STRAY.intent, holder, admin=SECOND)
    await desk.tap(CARLA, money_desk.RefundAll(STRAY.intent))
    return desk.key("refund")


async def _proposed(desk: Desk) -> int:
    """An adjustment that the second admin has proposed; its number."""
    holder, _ = await ids(desk, MARIO)
    drafted = DraftedAdjustment(holder_id=holder, amount=Money(6_000), reason="Pagato due volte", asked=1)
    shown = await desk.services.desk.adjusting.confirm(drafted.mark, drafted, admin=SECOND)
    return shown.adjustment.id


ACTING: dict[type[Button], tuple[Way, Act]] = {
    RetryNotice: (to_retry, Act.NOTICE_REVIVED),
    ShowHolder: (to_look, Act.HOLDER_VIEWED),
    RemindAgain: (to_remind, Act.REMINDER_RESENT),
    EndSessions: (to_end, Act.SESSIONS_ENDED),
    Suspend: (to_suspend, Act.MAILBOX_SUSPENDED),
    Reopen: (to_reopen, Act.MAILBOX_REOPENED),
    ConfirmAdjustment: (to_adjust, Act.CREDIT_ADJUSTED),
    ApproveAdjustment: (to_approve, Act.ADJUSTMENT_APPROVED),
    RefuseAdjustment: (to_refuse, Act.ADJUSTMENT_REFUSED),
    AssignPayment: (to_assign, Act.PAYMENT_ASSIGNED),
    DealWithPayment: (to_deal_with, Act.PAYMENT_DEALT_WITH),
    money_desk.ConfirmRefund: (to_refund, Act.REFUND_ASKED),
    ImportRegister: (to_import, Act.REGISTER_IMPORTED),
    ConfirmBroadcast: (to_confirm, Act.BROADCAST_CONFIRMED),
    PauseBroadcast: (to_pause, Act.BROADCAST_PAUSED),
    ResumeBroadcast: (to_resume, Act.BROADCAST_RESUMED),
    StopBroadcast: (to_stop, Act.BROADCAST_STOPPED),
    UndoBroadcast: (to_undo, Act.BROADCAST_WITHDRAWN),
    SendReport: (to_report, Act.REPORT_SENT),
    BeginMaintenance: (to_begin, Act.MAINTENANCE_BEGUN),
    EndMaintenance: (to_open, Act.MAINTENANCE_ENDED),
}

# What else a button comes to, where it depends.
OTHERWISE: dict[str, tuple[Way, Act]] = {"a proposal": (to_propose, Act.ADJUSTMENT_PROPOSED)}
WAYS = {**{kind.__name__: way for kind, way in ACTING.items()}, **OTHERWISE}

# What an admin writes for themselves: nobody else hears of it before it is confirmed.
DRAFTING = set(composing.KINDS) - {ConfirmBroadcast}

# What only shows or asks. Whatever else is there for admins acts, and stands above.
SHOWING = {
    ShowDeadLetters,
    buttons.FindHolders,
    buttons.ShowFound,
    buttons.ShowHoldersMailboxes,
    buttons.ShowHoldersMailbox,
    buttons.ShowHoldersOrders,
    buttons.ShowHoldersTopUps,
    buttons.ShowHoldersMovements,
    buttons.ShowHoldersNotices,
    buttons.ShowHoldersChats,
    buttons.AskToRemind,
    buttons.AskToEndSessions,
    buttons.AskToSuspend,
    buttons.AskToReopen,
    buttons.ShowActs,
    buttons.AskForRegister,
    money_desk.AskToAdjust,
    money_desk.AdjustBy,
    money_desk.ShowAdjustment,
    money_desk.ShowPayments,
    money_desk.ShowPayment,
    money_desk.AskWhose,
    money_desk.AskToAssign,
    money_desk.AskToDealWith,
    money_desk.ShowRefundables,
    money_desk.AskToRefund,
    money_desk.RefundAll,
    ShowBroadcasts,
    ShowBroadcast,
    AskToStopBroadcast,
    AskToUndoBroadcast,
    ShowDigest,
    ShowMaintenance,
}


def test_s13_every_button_of_an_admin_is_known_to_act_or_to_show() -> None:
    doors = {kind for talk in conversations() for kind, door in talk.doors.items() if door.admins is not None}
    assert doors == {*ACTING, *SHOWING, *DRAFTING}
    assert {act for _, act in WAYS.values()} == set(Act) - {Act.DOOR_REFUSED}


@pytest.mark.parametrize(("way", "act"), WAYS.values(), ids=list(WAYS))
async def test_s13_an_act_has_its_line_with_who_did_it(desk: Desk, way: Way, act: Act) -> None:
    button = await way(desk)
    before = acts(desk)
    await desk.tap(CARLA, button)
    (line,) = acts(desk)[len(before) :]
    assert line[:2] == (CARLA.id, act)


@pytest.mark.parametrize("way", [way for way, _ in WAYS.values()], ids=list(WAYS))
async def test_s13_an_act_whose_line_cannot_be_written_does_not_happen(
    desk: Desk, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    button = await way(desk)

    async def broken(*_args: object, **_facts: object) -> int:
        raise RuntimeError("the line cannot be written")

    monkeypatch.setattr(SqlActs, "add", broken)
    before = desk.rows()
    await desk.tap(CARLA, button)
    assert "per colpa nostra" in desk.last
    assert desk.rows() == before


@pytest.mark.parametrize("kind", sorted(SHOWING, key=str), ids=lambda kind: kind.__name__)
async def test_what_only_shows_or_asks_changes_nothing(desk: Desk, kind: type[Button]) -> None:
    from tests.journeys.test_access_doors import opened

    await desk.log_in(MARIO)
    holder, mailbox = await ids(desk, MARIO)
    button = opened(kind, mailbox_id=mailbox, quote_id="x", addon_id=1, access_id=1, holder_id=holder)
    before = desk.rows()
    await desk.tap(CARLA, button)
    assert desk.rows() == before
