"""What is due at midnight is done at midnight in Rome, wherever the server stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.calendar import ROME
from domain.notices import Notice, NoticeKind
from domain.usecases.reminding import Reminded
from domain.usecases.renewing import Renewed
from tests.people import ANNA
from tests.usecases.world import World

pytestmark = pytest.mark.usefixtures("zone")

STUDIO = 1
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)  # the clocks go forward, and back, in the night to these days


async def two_expiries(world: World, day: date) -> None:
    """Anna has something to renew on the eve of a day and on the day itself, and no credit; she is warned."""
    world.go_to(day - timedelta(days=40))
    await world.move_expiry(ANNA, day - timedelta(days=1))
    await world.move_expiry(ANNA, day, STUDIO)
    for number in (0, STUDIO):
        await world.buy(ANNA, number=number)
    await world.calendar.reminding.run()
    await world.notices()


def wall(world: World) -> str:
    """What the clocks of Rome show."""
    return world.clock.now().astimezone(ROME).strftime("%d %b %H:%M")


def told_to_anna(notices: list[Notice], kind: NoticeKind) -> list[object]:
    """Which of her mailboxes Anna is told of in her chat."""
    return [one.facts["mailbox"] for one in notices if one.kind is kind and one.target == str(ANNA.chat_id)]


async def step_hourly(world: World, day: date) -> dict[NoticeKind, list[tuple[str, object]]]:
    """Steps the clock from the evening two days before to the morning after; when what was told, as seen in Rome."""
    world.go_to(day - timedelta(days=2), 20)
    found: dict[NoticeKind, list[tuple[str, object]]] = {NoticeKind.REMINDER: [], NoticeKind.RENEWAL: []}
    for _ in range(56):
        await world.calendar.renewing.run()
        await world.calendar.reminding.run()
        notices = await world.notices()
        for kind, told in found.items():
            told += [(wall(world), mailbox) for mailbox in told_to_anna(notices, kind)]
        world.pass_time(hours=1)
    return found


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
async def test_f45_stepped_hourly_over_the_night_everything_happens_once_and_at_midnight_in_rome(
    world: World, day: date
) -> None:
    first, second = ANNA.address, ANNA.mailboxes[STUDIO].address
    await two_expiries(world, day)
    found = await step_hourly(world, day)
    before, eve, after = (day + timedelta(days=number) for number in (-2, -1, 1))
    assert found[NoticeKind.RENEWAL] == [(f"{day:%d %b} 00:00", first), (f"{after:%d %b} 00:00", second)]
    assert found[NoticeKind.REMINDER] == [
        (f"{before:%d %b} 20:00", first),  # the step of one day, at the first look
        (f"{before:%d %b} 20:00", second),  # the step of three days
        (f"{eve:%d %b} 00:00", second),
    ]


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
async def test_f45_a_minute_before_midnight_in_rome_it_is_the_day_before(world: World, day: date) -> None:
    await two_expiries(world, day)
    await world.give(ANNA, 1_000)
    done = []
    for at, hour, minute in ((day - timedelta(days=1), 23, 59), (day, 0, 0), (day, 23, 59), (day + timedelta(1), 0, 0)):
        world.go_to(at, hour, minute)
        done.append((await world.calendar.renewing.run()).renewed)
    assert done == [0, 1, 0, 1]


async def test_a_day_given_by_hand_is_a_civil_day_whatever_the_time_is(world: World) -> None:
    await two_expiries(world, SPRING)
    foreseen = await world.calendar.renewing.run(SPRING, dry_run=True)
    reminded = await world.calendar.reminding.run(SPRING - timedelta(days=1), dry_run=True)
    assert (foreseen, reminded) == (Renewed(deactivated=1), Reminded(owed=2, skipped=8))
