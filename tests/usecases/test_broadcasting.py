"""What an admin does with broadcasts: a draft until it is confirmed, once, and then as it stands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from domain.admin_errors import BroadcastEmpty, BroadcastOver, NobodyReached, TimeIsPast, TooLateToUndo
from domain.broadcasts import Audience, Broadcast, BroadcastState, Fate, Told
from domain.catalogue import MailboxType
from domain.composing import mark_of
from domain.errors import NotFound
from domain.holders import Language
from domain.notices import STOPPED, Channel, NoticeKind, NoticeState
from domain.usecases import sending
from tests.people import CARLA, CAST, MARIO
from tests.usecases.world import Replica, World

ADMIN = CARLA.chat_id
EVERY = timedelta(milliseconds=40)


async def written(world: Replica, **changes: object) -> Broadcast:
    """A draft of Carla's that says something in Italian."""
    draft = await world.broadcasting.begin(ADMIN)
    values = {"italian": "<b>Chiusura</b> degli uffici", **changes}
    return await world.broadcasting.write(draft.id, lambda one: replace(one, **values), admin=ADMIN)  # type: ignore[arg-type]  # by name


async def confirmed(world: Replica, **changes: object) -> Broadcast:
    """A broadcast of Carla's to everybody."""
    draft = await written(world, **changes)
    return await world.broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))


async def sent(world: World, limit: int = 100) -> list[str]:
    """Sends what can be sent now; where to."""
    turns = await world.sending.take(Channel.CHAT, limit, EVERY)
    at = world.clock.now()
    told = [Told(notice=turn.notice, fate=Fate.SENT, answer=str(n), at=at) for n, turn in enumerate(turns, start=1)]
    if told:
        await world.sending.settle(told)
    return [one.notice.target for one in told]


async def acts(world: World) -> list[str]:
    """What administrators did, oldest first."""
    async with world.database.readers.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT act FROM admin_acts ORDER BY id")
        return [row[0] for row in rows]


async def test_a_draft_is_kept_as_it_is_written(world: World) -> None:
    audience = Audience(language=Language.ITALIAN, type=MailboxType.PRO, expires_within=30, short=True)
    draft = await written(world, english="Closed", audience=audience, by_email=True)
    assert await world.broadcasting.draft(draft.id, admin=ADMIN) == draft
    assert draft.audience == audience
    assert draft.spoken(Language.ENGLISH) == ("Closed", Language.ENGLISH)


async def test_a_missing_language_is_spoken_in_the_other(world: World) -> None:
    draft = await written(world)
    assert draft.spoken(Language.ENGLISH) == ("<b>Chiusura</b> degli uffici", Language.ITALIAN)


async def test_a_draft_is_its_admins_own(world: World) -> None:
    draft = await written(world)
    for act in (
        world.broadcasting.draft(draft.id, admin=MARIO.chat_id),
        world.broadcasting.write(draft.id, lambda one: replace(one, italian="x"), admin=MARIO.chat_id),
        world.broadcasting.confirm(draft.id, admin=MARIO.chat_id, previewed=mark_of(draft)),
    ):
        with pytest.raises(NotFound):
            await act
    assert await world.broadcasting.get(draft.id) == draft


async def test_nothing_is_sent_before_it_is_confirmed(world: World) -> None:
    await written(world)
    assert await sent(world) == []


async def test_f70_confirmed_twice_it_is_one_broadcast_and_each_is_told_once(world: World, replica: Replica) -> None:
    draft = await written(world)
    first, second = await asyncio.gather(
        *(one.broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft)) for one in (world, replica))
    )
    assert first.id == second.id == draft.id
    assert await world.broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft)) == second
    everybody = sorted(str(person.chat_id) for person in CAST)
    assert sorted(await sent(world)) == everybody
    assert await sent(world) == []
    assert [act for act in await acts(world) if act == "broadcast-confirmed"] == ["broadcast-confirmed"]


async def test_what_was_confirmed_is_not_written_again(world: World) -> None:
    broadcast = await confirmed(world)
    with pytest.raises(BroadcastOver):
        await world.broadcasting.write(broadcast.id, lambda one: replace(one, italian="x"), admin=ADMIN)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"italian": None}, BroadcastEmpty),
        ({"audience": Audience(domain="nowhere.it")}, NobodyReached),
        ({"send_at": "past"}, TimeIsPast),
    ],
)
async def test_what_cannot_be_sent_is_refused_and_stays_a_draft(
    world: World, changes: dict[str, object], refused: type[Exception]
) -> None:
    if changes.get("send_at") == "past":
        changes = {"send_at": world.clock.now() - timedelta(minutes=1)}
    draft = await written(world, **changes)
    with pytest.raises(refused):
        await world.broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    assert (await world.broadcasting.get(draft.id)).state is BroadcastState.DRAFT


async def test_a_broadcast_waits_for_its_time(world: World) -> None:
    at = world.clock.now() + timedelta(hours=2)
    await confirmed(world, send_at=at)
    assert await sent(world) == []
    world.pass_time(hours=2)
    assert len(await sent(world)) == len(CAST)


async def test_it_is_written_to_the_outbox_a_chunk_at_a_time_and_told_when_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "CHUNK", 2)
    monkeypatch.setattr("domain.usecases.audiences.CHUNK", 2)
    broadcast = await confirmed(world)
    told: list[str] = []
    while some := await sent(world, limit=2):
        told += some
        world.pass_time(seconds=1)
    assert sorted(told) == sorted(str(person.chat_id) for person in CAST)
    done = await world.broadcasting.get(broadcast.id)
    assert done.state is BroadcastState.DONE
    assert (done.tally.total, done.tally.queued, done.tally.sent) == (len(CAST),) * 3
    notices = [one for one in await world.notices() if one.kind is NoticeKind.ADMIN_BROADCAST]
    assert [(one.chat_id, one.facts["sent"]) for one in notices] == [(ADMIN, len(CAST))]


async def test_a_paused_broadcast_sends_nothing_until_it_goes_on(world: World) -> None:
    broadcast = await confirmed(world)
    assert len(await sent(world, limit=2)) == 2
    assert (await world.broadcasting.pause(broadcast.id, admin=ADMIN)).state is BroadcastState.PAUSED
    world.pass_time(seconds=5)
    assert await sent(world) == []
    await world.broadcasting.go_on(broadcast.id, admin=ADMIN)
    assert len(await sent(world)) == len(CAST) - 2
    assert await acts(world) == ["broadcast-confirmed", "broadcast-paused", "broadcast-resumed"]


async def test_a_stopped_broadcast_sends_no_more_and_fills_no_dead_letters(world: World) -> None:
    broadcast = await confirmed(world)
    await sent(world, limit=2)
    await world.broadcasting.stop(broadcast.id, admin=ADMIN)
    world.pass_time(seconds=5)
    assert await sent(world) == []
    assert (await world.broadcasting.go_on(broadcast.id, admin=ADMIN)).state is BroadcastState.STOPPED
    async with world.units.read() as unit:
        assert (await unit.outbox.counts())[NoticeState.DEAD] == 0
        assert await unit.outbox.dead(10, 0) == []
    lines = [line async for some in world.broadcasting.report(broadcast.id) for line in some]
    assert [line.reason for line in lines if line.state is NoticeState.DEAD] == [STOPPED] * (len(CAST) - 2)
    assert len([line for line in lines if line.state is NoticeState.SENT]) == 2


async def test_undoing_deletes_what_is_in_chats_and_nothing_else(world: World) -> None:
    broadcast = await confirmed(world, by_email=True)
    chats = await sent(world)
    mails = await world.sending.take(Channel.EMAIL, 100, EVERY)
    at = world.clock.now()
    await world.sending.settle([Told(notice=one.notice, fate=Fate.SENT, answer="250 ok", at=at) for one in mails])
    await world.sending.take(Channel.CHAT, 100, EVERY)
    await world.broadcasting.undo(broadcast.id, admin=ADMIN)
    world.pass_time(seconds=5)
    turns = await world.sending.take(Channel.CHAT, 100, EVERY)
    assert [(turn.notice.kind, turn.notice.target) for turn in turns] == [(NoticeKind.WITHDRAWAL, one) for one in chats]
    assert sorted(turn.notice.number("message_id") for turn in turns) == list(range(1, len(CAST) + 1))
    await world.sending.settle([Told(notice=one.notice, fate=Fate.SENT, answer="", at=at) for one in turns])
    await world.sending.take(Channel.CHAT, 100, EVERY)
    undone = await world.broadcasting.get(broadcast.id)
    assert undone.state is BroadcastState.UNDONE
    assert (undone.tally.sent, undone.tally.mailed, undone.tally.deleted) == (2 * len(CAST), len(CAST), len(CAST))


async def test_after_48_hours_nothing_can_be_undone(world: World) -> None:
    broadcast = await confirmed(world)
    await sent(world)
    await sent(world)
    world.pass_time(hours=48)
    with pytest.raises(TooLateToUndo):
        await world.broadcasting.undo(broadcast.id, admin=ADMIN)
    assert (await world.broadcasting.get(broadcast.id)).state is BroadcastState.DONE


async def test_who_has_blocked_the_bot_is_counted_and_known_as_such(world: World) -> None:
    broadcast = await confirmed(world)
    turns = await world.sending.take(Channel.CHAT, 100, EVERY)
    at = world.clock.now()
    await world.sending.settle([Told(notice=one.notice, fate=Fate.BLOCKED, answer="blocked", at=at) for one in turns])
    tally = (await world.broadcasting.get(broadcast.id)).tally
    assert (tally.blocked, tally.sent, tally.left) == (len(CAST), 0, 0)
    async with world.units.read() as unit:
        assert not await unit.chats.is_reachable(MARIO.chat_id)


async def test_settling_again_counts_nothing_twice_and_keeps_one_proof(world: World) -> None:
    broadcast = await confirmed(world)
    turns = await world.sending.take(Channel.CHAT, 100, EVERY)
    told = [Told(notice=one.notice, fate=Fate.SENT, answer="7", at=world.clock.now()) for one in turns]
    await world.sending.settle(told)
    await world.sending.settle(told)
    assert (await world.broadcasting.get(broadcast.id)).tally.sent == len(CAST)
    assert await world.count("deliveries") == len(CAST)


async def test_the_report_has_a_line_for_each_message(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.usecases.broadcasting.REPORT_CHUNK", 2)
    broadcast = await confirmed(world)
    await sent(world)
    lines = [line async for some in world.broadcasting.report(broadcast.id) for line in some]
    assert sorted(line.target for line in lines) == sorted(str(person.chat_id) for person in CAST)
    assert {line.state for line in lines} == {NoticeState.SENT}
    assert MARIO.address in {line.mailbox for line in lines}


async def test_two_processes_share_out_one_pace_and_no_message(world: World, replica: Replica) -> None:
    await confirmed(world)
    taken = await asyncio.gather(
        world.sending.take(Channel.CHAT, 2, EVERY), replica.sending.take(Channel.CHAT, 2, EVERY)
    )
    turns = [turn for some in taken for turn in some]
    assert len({turn.notice.key for turn in turns}) == len(turns) >= 2
    ordered = sorted(turn.at for turn in turns)
    assert all(later - earlier >= EVERY for earlier, later in pairwise(ordered))


async def test_told_to_wait_nobody_takes_anything(world: World, replica: Replica) -> None:
    await confirmed(world)
    await world.sending.hold(Channel.CHAT, timedelta(seconds=30))
    assert await replica.sending.take(Channel.CHAT, 10, EVERY) == ()
    world.pass_time(seconds=29)
    assert len(await replica.sending.take(Channel.CHAT, 10, EVERY)) == len(CAST)


async def test_what_a_killed_process_had_taken_is_free_after_a_minute(world: World) -> None:
    await confirmed(world)
    assert len(await world.sending.take(Channel.CHAT, 100, EVERY)) == len(CAST)
    world.pass_time(seconds=59)
    assert await world.sending.take(Channel.CHAT, 100, EVERY) == ()
    world.pass_time(seconds=2)
    assert len(await world.sending.take(Channel.CHAT, 100, EVERY)) == len(CAST)


async def test_a_clock_that_was_set_back_stops_nothing(world: World) -> None:
    await confirmed(world)
    await world.sending.take(Channel.CHAT, 1, EVERY)
    world.clock.instant -= timedelta(days=3)
    await confirmed(world)
    assert await world.sending.take(Channel.CHAT, 100, EVERY) != ()
