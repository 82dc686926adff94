"""Who is told that an inbox fills up: at 70 and at 90 per cent, only when that is new."""

from __future__ import annotations

import asyncio

import pytest

from domain.mailboxes import MailboxStatus
from domain.notices import Channel, Notice, NoticeKind
from domain.space import SpaceNews
from domain.usecases import watching_space
from tests.people import ANNA, MARIO
from tests.usecases.world import Replica, World

STUDIO = 1


async def look(world: Replica) -> int:
    """What the clockwork does every hour."""
    return await world.calendar.watching_space.run()


def alerts(notices: list[Notice]) -> list[SpaceNews]:
    """The alerts in chats."""
    about = [one for one in notices if one.kind is NoticeKind.SPACE and one.channel is Channel.CHAT]
    return [SpaceNews.read(one.facts) for one in about]


async def fill(world: World, gigabytes: float) -> list[int]:
    """The register says how full Mario's 2 GB are; the levels that he is told of."""
    await world.import_row(MARIO, used_bytes=int(gigabytes * 1_000_000_000))
    await look(world)
    return [news.level for news in alerts(await world.notices()) if news.mailbox == MARIO.address]


@pytest.fixture(autouse=True)
async def quiet(world: World) -> None:
    """Whoever had something to hear has heard it."""
    await world.import_row(MARIO, used_bytes=0)
    await look(world)
    await world.notices()


async def test_each_level_is_told_when_it_is_reached(world: World) -> None:
    assert [await fill(world, gigabytes) for gigabytes in (1.0, 1.4, 1.6, 1.8, 2.5)] == [[], [70], [], [90], []]


async def test_both_levels_at_once_are_told_as_the_higher(world: World) -> None:
    assert await fill(world, 1.9) == [90]


async def test_a_level_that_falls_is_no_news_and_is_told_anew_when_it_rises_another_day(world: World) -> None:
    found = []
    for gigabytes in (1.9, 1.5, 1.9, 0.1, 1.5):
        found.append(await fill(world, gigabytes))
        world.pass_time(days=1)
    assert found == [[90], [], [90], [], [70]]


async def test_a_level_that_swings_is_told_once_a_day(world: World) -> None:
    assert [await fill(world, gigabytes) for gigabytes in (1.5, 1.3, 1.5)] == [[70], [], []]


async def test_space_that_is_bought_ends_the_alert(world: World) -> None:
    await fill(world, 1.5)
    await world.give(MARIO, 1_098)
    await world.buy(MARIO)
    world.pass_time(days=1)
    assert await fill(world, 1.5) == []
    assert await fill(world, 2.2) == [70]


async def test_it_says_how_full_it_is_and_which_gb_would_help(world: World) -> None:
    await world.import_row(MARIO, used_bytes=1_950_000_000)
    await look(world)
    (news,) = alerts(await world.notices())
    assert (news.mailbox, news.used_bytes, news.total_gb, news.level, news.helping_gb) == (
        MARIO.address,
        1_950_000_000,
        2,
        90,
        1,
    )


async def test_where_the_cap_leaves_no_room_nothing_helps(world: World) -> None:
    await world.give(ANNA, 732)
    await world.buy(ANNA)  # 2 GB, which is all that her type of mailbox may have
    await world.notices()
    await world.import_row(ANNA, used_bytes=1_900_000_000)
    await look(world)
    assert [news.helping_gb for news in alerts(await world.notices())] == [0]


async def test_it_is_told_by_chat_and_by_mail(world: World) -> None:
    await world.import_row(MARIO, used_bytes=1_950_000_000)
    assert await look(world) == 1
    assert [(one.channel, one.target) for one in await world.notices()] == [
        (Channel.CHAT, str(MARIO.chat_id)),
        (Channel.EMAIL, MARIO.email),
    ]


async def test_who_does_not_want_to_know_is_left_alone(world: World) -> None:
    await world.keeping.set_space_alerts(await world.holder(MARIO), wanted=False)
    assert await fill(world, 1.9) == []


async def test_an_expired_mailbox_fills_up_in_silence(world: World) -> None:
    await world.import_row(MARIO, used_bytes=1_950_000_000, status=MailboxStatus.EXPIRED)
    assert (await look(world), alerts(await world.notices())) == (0, [])


async def test_two_replicas_at_once_tell_it_once(world: World, replica: Replica) -> None:
    await world.import_row(MARIO, used_bytes=1_950_000_000)
    await asyncio.gather(*(look(bot) for bot in (world, replica) for _ in range(2)))
    assert len(alerts(await world.notices())) == 1


async def test_inbox_after_inbox_is_looked_at(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching_space, "CHUNK", 1)
    await world.import_row(MARIO, used_bytes=1_950_000_000)
    await world.import_row(ANNA, used_bytes=950_000_000)
    assert await look(world) == 2
