"""Every act of an admin that changes something writes a line, in the transaction of the act (S13)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.conversations.front import conversations
from bot.screens.buttons import Button, RetryNotice, ShowDeadLetters
from bot.screens.buttons import desk as buttons
from bot.screens.buttons.desk import (
    EndSessions,
    ImportRegister,
    RemindAgain,
    Reopen,
    ShowHolder,
    Suspend,
)
from domain.acts import Act
from domain.catalogue import ServiceKey
from storage.repositories.acts import SqlActs
from tests.journeys.desk import Desk
from tests.journeys.test_dead_letters import give_up
from tests.journeys.test_register_desk import acts, ids
from tests.journeys.test_register_sent import LUCIA, a_file, send
from tests.people import ANNA, CARLA, MARIO

Way = Callable[[Desk], Awaitable[Button | str]]


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


ACTING: dict[type[Button], tuple[Way, Act]] = {
    RetryNotice: (to_retry, Act.NOTICE_REVIVED),
    ShowHolder: (to_look, Act.HOLDER_VIEWED),
    RemindAgain: (to_remind, Act.REMINDER_RESENT),
    EndSessions: (to_end, Act.SESSIONS_ENDED),
    Suspend: (to_suspend, Act.MAILBOX_SUSPENDED),
    Reopen: (to_reopen, Act.MAILBOX_REOPENED),
    ImportRegister: (to_import, Act.REGISTER_IMPORTED),
}

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
}


def test_s13_every_button_of_an_admin_is_known_to_act_or_to_show() -> None:
    doors = {kind for talk in conversations() for kind, door in talk.doors.items() if door.admins is not None}
    assert doors == {*ACTING, *SHOWING}
    assert {act for _, act in ACTING.values()} == set(Act)


@pytest.mark.parametrize(("way", "act"), ACTING.values(), ids=[kind.__name__ for kind in ACTING])
async def test_s13_an_act_has_its_line_with_who_did_it(desk: Desk, way: Way, act: Act) -> None:
    button = await way(desk)
    before = acts(desk)
    await desk.tap(CARLA, button)
    (line,) = acts(desk)[len(before) :]
    assert line[:2] == (CARLA.id, act)


@pytest.mark.parametrize("way", [way for way, _ in ACTING.values()], ids=[kind.__name__ for kind in ACTING])
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
