"""Two and more bots in webhook mode behind nginx, on one PostgreSQL: any of them takes any update (F56, F58)."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.clock import MovedClock
from bot.settings import FREE_PACE
from domain.composing import mark_of
from domain.usecases.broadcasting import Broadcasting
from storage.unit_of_work import SqlUnits
from tests.builders import CATALOGUE
from tests.chaos.acting import acting
from tests.chaos.besieging import Plan, laid
from tests.chaos.bots import DRAINS_WITHIN, Bot
from tests.chaos.siege import Siege, Size
from tests.crowd import TOO_FAST, WORDS
from tests.nginx import nginx
from tests.people import CARLA, NOW

A_BROADCAST_TAKES = 120.0  # seconds at the most
RATE = 15  # messages a second: three replicas that each went so fast by themselves would overrun Telegram's 30
_UPDATES = re.compile(r'^updates_total\{outcome="(\w+)"\} ([\d.]+)$', re.MULTILINE)

Behind = Callable[..., AbstractAsyncContextManager[Siege]]


@pytest.fixture
def behind_nginx(nginx_binary: str, migrated_database: Callable[[str], str], tmp_path: Path) -> Behind:
    """Opens a town whose bots stand behind nginx, and are ready."""

    @asynccontextmanager
    async def opening(replicas: int = 2, households: int = 8, **changes: str) -> AsyncIterator[Siege]:
        url = migrated_database("postgresql")
        size = Size(acts=400, kills=0, nights=0, households=households)
        plan = Plan(kind="postgresql", url=url, folder=tmp_path, seed=7, size=size, replicas=replicas)
        async with (
            laid(plan) as siege,
            nginx(nginx_binary, [bot.port for bot in siege.bots], tmp_path) as front,
        ):
            siege.behind(front)
            siege.setup.changes = changes
            for bot in siege.bots:
                bot.start()
            await asyncio.gather(*(bot.ready() for bot in siege.bots))
            yield siege

    return opening


async def taken_by(bot: Bot) -> Counter[str]:
    """How the updates ended that a bot has taken."""
    return Counter({outcome: int(float(count)) for outcome, count in _UPDATES.findall(await bot.metrics())})


async def test_any_replica_takes_any_update_and_any_payment_behind_one_address(behind_nginx: Behind) -> None:
    async with behind_nginx(replicas=3) as siege:
        webhooks = siege.world.telegram.called("setWebhook")
        assert [call["url"] for call in webhooks] == [f"{siege.fronts[0]}/telegram"] * 3
        async with acting(siege):
            await siege.until(140)
            taken = [await taken_by(bot) for bot in siege.bots]
    assert all(each["Done"] > 10 for each in taken)
    announced = [each.status for each in siege.world.stripe.deliveries.values() if each.attempts]
    assert announced.count("delivered") > 3


async def test_one_of_three_is_killed_and_the_others_go_on(behind_nginx: Behind) -> None:
    async with behind_nginx(replicas=3) as siege, acting(siege):
        victim = siege.bots[0]
        await siege.killer.strike(victim)
        await siege.until(siege.post.acts + 100)
        victim.start()
        await victim.ready()
        await siege.until(siege.post.acts + 60)
        assert (await taken_by(victim))["Done"] > 0


async def test_f56_a_rolling_restart_under_load_loses_nothing_and_every_dialog_goes_on(behind_nginx: Behind) -> None:
    async with behind_nginx(replicas=2) as siege, acting(siege):
        for bot in siege.bots:
            assert await bot.stop() < DRAINS_WITHIN
            bot.start()
            await bot.ready()
            await siege.until(siege.post.acts + 60)
        # Nobody outside has noticed: what one did not take any more, nginx gave to the other.
        assert [each.status for each in siege.world.telegram.postman.attempts if each.status != 200] == []


async def test_the_pace_of_a_broadcast_is_that_of_all_replicas_together(behind_nginx: Behind) -> None:
    async with behind_nginx(replicas=3, households=80, BROADCAST_RATE=str(RATE)) as siege:
        telegram = siege.world.telegram
        telegram.pace.total = FREE_PACE
        chats = [customer.chat_id for customer in siege.customers]
        units = SqlUnits(siege.database)
        async with units.write() as unit:
            for customer in siege.customers:
                mailbox = await unit.mailboxes.by_address(customer.home.addresses[0])
                assert mailbox is not None
                await unit.chats.choose_language(customer.chat_id, CARLA.language)
                await unit.chats.link(customer.chat_id, mailbox.holder_id, NOW)
            await unit.commit()
        clock = MovedClock(siege.setup.clock_file)
        broadcasting = Broadcasting(units=units, clock=clock, catalogue=CATALOGUE, by_email=False)
        draft = await broadcasting.begin(CARLA.chat_id)
        draft = await broadcasting.write(draft.id, lambda one: replace(one, italian=WORDS), admin=CARLA.chat_id)
        await broadcasting.confirm(draft.id, admin=CARLA.chat_id, previewed=mark_of(draft))

        def heard() -> list[float]:
            return sorted(
                call.at.timestamp()
                for call in telegram.calls
                if call.method == "sendMessage" and call.ok and "Chiusura" in str(call.params["text"])
            )

        await telegram.until(lambda: True if len(heard()) >= len(chats) else None, A_BROADCAST_TAKES)
        at = heard()
        await siege.end()
    assert len(at) == len(chats)
    told = Counter(chat_id for chat_id in chats for view in telegram.from_bot(chat_id) if "Chiusura" in view["text"])
    assert set(told.values()) == {1}
    assert not [call for call in telegram.calls if call.status == TOO_FAST]
    fullest = max(sum(first <= one < first + 1 for one in at) for first in at)
    assert fullest <= FREE_PACE
    assert at[-1] - at[0] >= 0.9 * (len(at) - 1) / RATE
