"""What could not be delivered: the admin sees it and has it tried again; for anybody else there is no such thing."""

from __future__ import annotations

import pytest

from bot.screens.buttons import RetryNotice, ShowDeadLetters
from domain.notices import Facts, NoticeKind, to_chats
from tests.journeys.desk import TRACES, Desk
from tests.people import CARLA, MARIO
from tests.screens.checks import plain

COMMANDS = ("/consegne", "/deliveries")


async def give_up(desk: Desk, count: int = 1) -> None:
    """So many notices to Mario are given up."""
    delivering = desk.house.delivery.delivering
    for number in range(count):
        async with desk.house.units.write() as unit:
            facts: Facts = {"reference": "R000001", "cents": 500}
            await unit.outbox.add(
                to_chats([MARIO.chat_id], f"event:{number}", NoticeKind.PAYMENT_FAILED, facts, desk.clock.now())
            )
            await unit.commit()
        (notice,) = await delivering.claim(10)
        await delivering.give_up(notice, "blocked", "said")


@pytest.mark.parametrize("command", COMMANDS)
async def test_the_admin_sees_what_was_given_up_without_logging_in(desk: Desk, command: str) -> None:
    await give_up(desk)
    await desk.type(CARLA, command)
    assert "1 notifica non consegnata" in desk.last
    assert all(word in desk.last for word in ("Pagamento non riuscito", str(MARIO.chat_id), "blocked", "1 tentativo"))


async def test_the_admin_has_one_tried_again_and_it_arrives(desk: Desk) -> None:
    await give_up(desk)
    await desk.type(CARLA, COMMANDS[0])
    retry = desk.key("retry")
    await desk.tap(CARLA, retry)
    assert desk.last == desk.word(CARLA, "dead-letters-none")
    assert len(desk.rows()["admin_acts"]) == 1
    await desk.house.delivery.run_once()
    assert "Il pagamento di 5,00 € non è riuscito" in plain(desk.last)
    await desk.tap(CARLA, retry)
    assert desk.last == desk.word(CARLA, "refused-not-found")
    assert len(desk.rows()["admin_acts"]) == 1


async def test_the_pages_are_turned(desk: Desk) -> None:
    await give_up(desk, 5)
    await desk.type(CARLA, COMMANDS[0])
    assert len([key for key in desk.keys if key.startswith("retry")]) == 4
    await desk.tap(CARLA, desk.key("dead-letters"))
    assert len([key for key in desk.keys if key.startswith("retry")]) == 1
    assert "5 notifiche" in desk.last


@pytest.mark.parametrize("logged_in", [False, True])
async def test_s06_for_anybody_else_there_is_no_such_command_and_no_such_key(desk: Desk, logged_in: bool) -> None:
    await give_up(desk)
    if logged_in:
        await desk.log_in(MARIO)
    await desk.type(MARIO, "/boh")
    unknown = desk.request.calls[-1]
    before = desk.rows(without=TRACES | {"admin_acts"})
    for command in COMMANDS:
        await desk.type(MARIO, command)
        assert desk.request.calls[-1] == unknown
    async with desk.house.units.read() as unit:
        (dead,) = await unit.outbox.dead(10, 0)
    assert dead.id is not None
    for button in (ShowDeadLetters(), RetryNotice(dead.id)):
        await desk.tap(MARIO, button)
        assert desk.last == desk.word(MARIO, "menu-expired")
    assert desk.rows(without=TRACES | {"admin_acts"}) == before
