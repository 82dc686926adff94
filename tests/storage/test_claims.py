"""What waits in the outbox is claimed at once, however much of it there is."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.notices import Channel, Notice, NoticeKind, to_chats
from storage.unit_of_work import SqlUnits

NOW = datetime(2028, 1, 10, 9, tzinfo=UTC)
UNTIL = NOW + timedelta(minutes=1)
WAITING, SOME = 20_000, 475
SECONDS = 1.5  # comparing each that waits with each that is chosen takes 3 s on an idle machine, the right way 0.02 s


async def many_waiting(units: SqlUnits, broadcast_id: int | None) -> list[Notice]:
    """Fills an outbox of which the database has gathered no statistics yet."""
    notices = to_chats(range(1, WAITING + 1), "news", NoticeKind.BROADCAST, {"language": "it"}, NOW)
    notices = [replace(notice, broadcast_id=broadcast_id) for notice in notices]
    async with units.write() as unit:
        await unit.outbox.add(notices)
        await unit.commit()
    return notices


async def test_messages_of_a_new_broadcast_are_claimed_at_once(units: SqlUnits) -> None:
    async with units.write() as unit:
        broadcast = await unit.broadcasts.create(1, NOW)
        await unit.commit()
    notices = await many_waiting(units, broadcast.id)
    began = time.monotonic()
    async with units.write() as unit:
        claimed = await unit.broadcasts.claim([broadcast.id], Channel.CHAT, NOW, UNTIL, SOME)
        await unit.commit()
    assert time.monotonic() - began < SECONDS
    assert [notice.key for notice in claimed] == [notice.key for notice in notices[:SOME]]


async def test_notices_that_are_due_all_together_are_claimed_at_once(units: SqlUnits) -> None:
    notices = await many_waiting(units, None)
    began = time.monotonic()
    async with units.write() as unit:
        claimed = await unit.outbox.claim(NOW, SOME, UNTIL)
        await unit.commit()
    assert time.monotonic() - began < SECONDS
    assert [notice.key for notice in claimed] == [notice.key for notice in notices[:SOME]]
