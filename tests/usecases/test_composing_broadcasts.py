"""What an admin does with a broadcast, from the draft to the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from domain.admin_errors import BroadcastEmpty, BroadcastOver, NobodyReached, NotPreviewed, TimeIsPast, TooLateToUndo
from domain.broadcasts import Audience, Broadcast, BroadcastState, Fate, Reach, Told
from domain.catalogue import MailboxType
from domain.composing import begun_at, by_email, mark_of, written
from domain.errors import NotFound
from domain.holders import Language
from domain.notices import Channel, NoticeState
from domain.ports import UnitOfWork
from domain.usecases import broadcasting as module
from domain.usecases.broadcasting import A_PAGE, Broadcasting
from domain.usecases.sending import Sending
from storage.talk_tables import admin_acts
from tests.builders import CATALOGUE
from tests.people import CARLA, MARIO, NOW
from tests.usecases.world import World, one_after_the_other

ADMIN, OTHER = CARLA.id, MARIO.id
WRITE = partial(written, language=Language.ITALIAN, markup="Gentili iscritti")


@pytest.fixture
def broadcasting(world: World) -> Broadcasting:
    """The use case, with e-mail."""
    return Broadcasting(units=world.units, clock=world.clock, catalogue=CATALOGUE, by_email=True)


@pytest.fixture
def sending(world: World) -> Sending:
    """What hands the messages out."""
    return Sending(units=world.units, clock=world.clock, catalogue=CATALOGUE)


async def a_draft(broadcasting: Broadcasting, **audience: Any) -> Broadcast:
    """A draft with a text, for some."""
    draft = await broadcasting.begin(ADMIN)
    await broadcasting.write(draft.id, WRITE, admin=ADMIN)
    return await broadcasting.write(draft.id, lambda one: replace(one, audience=Audience(**audience)), admin=ADMIN)


async def send_all(sending: Sending) -> None:
    """Everything that is owed to chats arrives."""
    while await sending.at_work():
        turns = await sending.take(Channel.CHAT, 100, timedelta(0))
        told = [
            Told(notice=turn.notice, fate=Fate.SENT, answer=str(number), at=turn.at)
            for number, turn in enumerate(turns, start=1)
        ]
        await sending.settle(told)


async def acts(world: World) -> list[tuple[int, str, object]]:
    """What admins did."""
    async with world.database.readers.connect() as connection:
        rows = await connection.execute(select(admin_acts).order_by(admin_acts.c.id))
        return [(row.actor_id, row.act, row.about) for row in rows]


async def test_what_is_written_stands_in_the_draft(broadcasting: Broadcasting) -> None:
    draft = await a_draft(broadcasting, type=MailboxType.PRO, expires_within=30)
    changed = await broadcasting.write(draft.id, partial(begun_at, send_at=NOW), admin=ADMIN)
    assert await broadcasting.draft(draft.id, admin=ADMIN) == changed
    assert (changed.italian, changed.send_at, changed.audience.type) == ("Gentili iscritti", NOW, MailboxType.PRO)


async def test_a_draft_is_there_for_whoever_began_it_only(broadcasting: Broadcasting) -> None:
    draft = await a_draft(broadcasting)
    confirm = partial(broadcasting.confirm, previewed=mark_of(draft))
    for ask in (broadcasting.draft, confirm, partial(broadcasting.write, change=WRITE)):
        with pytest.raises(NotFound):
            await ask(draft.id, admin=OTHER)
    with pytest.raises(NotFound):
        await broadcasting.confirmed(draft.id)


async def test_where_no_mail_is_sent_nothing_goes_by_e_mail(broadcasting: Broadcasting) -> None:
    draft = await a_draft(broadcasting)
    without = replace(broadcasting, by_email=False)
    assert not (await without.write(draft.id, partial(by_email, wanted=True), admin=ADMIN)).by_email
    assert (await broadcasting.write(draft.id, partial(by_email, wanted=True), admin=ADMIN)).by_email


async def test_what_is_counted_is_what_is_sent(broadcasting: Broadcasting, sending: Sending) -> None:
    draft = await a_draft(broadcasting, language=Language.ITALIAN, domain="pec.archrm.it", type=MailboxType.PRO)
    reach = await broadcasting.reach(draft)
    assert reach == Reach(holders=2, chats=2)
    await broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    await send_all(sending)
    sent = await broadcasting.get(draft.id)
    assert (sent.state, sent.tally.total, sent.tally.sent) == (BroadcastState.DONE, 2, 2)


async def test_the_domains_of_mailboxes_are_there_to_choose_from(broadcasting: Broadcasting) -> None:
    assert list(await broadcasting.domains()) == ["pec.archrm.it"]


async def test_s13_f70_a_broadcast_confirmed_twice_is_confirmed_once(world: World, broadcasting: Broadcasting) -> None:
    draft = await a_draft(broadcasting)
    first = await broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    second = await broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    assert first == second
    about = {"broadcast": draft.id, "chats": 5, "emails": 0}
    assert await acts(world) == [(ADMIN, "broadcast-confirmed", about)]


async def test_f70_a_broadcast_confirmed_twice_at_once_is_confirmed_once(
    world: World, broadcasting: Broadcasting, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = await a_draft(broadcasting)
    confirm = partial(broadcasting.confirm, draft.id, admin=ADMIN, previewed=mark_of(draft))
    outcomes = await one_after_the_other([confirm, confirm], monkeypatch)
    assert {one.state for one in outcomes if isinstance(one, Broadcast)} == {BroadcastState.SCHEDULED}
    assert len(await acts(world)) == 1


async def test_f71_another_draft_than_the_one_that_was_looked_at_is_not_confirmed(
    world: World, broadcasting: Broadcasting
) -> None:
    draft = await a_draft(broadcasting)
    await broadcasting.write(draft.id, partial(WRITE, markup="Altro"), admin=ADMIN)
    with pytest.raises(NotPreviewed):
        await broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    assert await acts(world) == []


async def test_f71_a_draft_that_is_written_while_it_is_confirmed_is_not_sent(
    world: World, broadcasting: Broadcasting, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = await a_draft(broadcasting)
    reach = Broadcasting._reach

    async def written_meanwhile(using: Broadcasting, unit: UnitOfWork, broadcast: Broadcast) -> Reach:
        counted = await reach(using, unit, broadcast)
        await broadcasting.write(draft.id, partial(WRITE, markup="Altro"), admin=ADMIN)
        return counted

    monkeypatch.setattr(Broadcasting, "_reach", written_meanwhile)
    with pytest.raises(NotPreviewed):
        await broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    assert (await broadcasting.get(draft.id)).state is BroadcastState.DRAFT
    assert await acts(world) == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (partial(WRITE, markup=None), BroadcastEmpty),
        (lambda one: replace(one, audience=Audience(domain="pec.altrove.it")), NobodyReached),
        (partial(begun_at, send_at=NOW - timedelta(minutes=1)), TimeIsPast),
    ],
)
async def test_what_cannot_be_sent_is_not_confirmed(
    broadcasting: Broadcasting, change: Callable[[Broadcast], Broadcast], refusal: type[Exception]
) -> None:
    draft = await a_draft(broadcasting)
    draft = await broadcasting.write(draft.id, change, admin=ADMIN)
    with pytest.raises(refusal):
        await broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    assert (await broadcasting.get(draft.id)).state is BroadcastState.DRAFT


async def test_what_was_confirmed_is_changed_no_more(broadcasting: Broadcasting) -> None:
    draft = await a_draft(broadcasting)
    await broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    with pytest.raises(BroadcastOver):
        await broadcasting.write(draft.id, partial(WRITE, markup="Altro"), admin=ADMIN)
    assert (await broadcasting.confirmed(draft.id)).italian == "Gentili iscritti"


async def test_a_draft_is_neither_paused_nor_stopped_nor_shown(world: World, broadcasting: Broadcasting) -> None:
    draft = await a_draft(broadcasting)
    for act in (broadcasting.pause, broadcasting.go_on, broadcasting.stop, broadcasting.undo):
        with pytest.raises(NotFound):
            await act(draft.id, admin=OTHER)
    assert await acts(world) == []


async def test_s13_any_admin_stops_it_and_what_waits_is_given_up(
    world: World, broadcasting: Broadcasting, sending: Sending
) -> None:
    draft = await a_draft(broadcasting)
    await broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    await sending.take(Channel.CHAT, 1, timedelta(0))
    (turn,) = await sending.take(Channel.CHAT, 1, timedelta(0))
    await sending.settle([Told(notice=turn.notice, fate=Fate.SENT, answer="7", at=NOW)])
    assert (await broadcasting.pause(draft.id, admin=OTHER)).state is BroadcastState.PAUSED
    assert (await broadcasting.go_on(draft.id, admin=OTHER)).state is BroadcastState.RUNNING
    world.pass_time(minutes=2)
    stopped = await broadcasting.stop(draft.id, admin=OTHER)
    assert (stopped.state, stopped.tally.sent) == (BroadcastState.STOPPED, 1)
    assert (await broadcasting.stop(draft.id, admin=OTHER)).state is BroadcastState.STOPPED
    names = [(actor, act) for actor, act, _ in await acts(world)]
    assert names == [
        (ADMIN, "broadcast-confirmed"),
        (OTHER, "broadcast-paused"),
        (OTHER, "broadcast-resumed"),
        (OTHER, "broadcast-stopped"),
    ]


async def test_what_is_older_than_48_hours_is_not_taken_back(
    world: World, broadcasting: Broadcasting, sending: Sending
) -> None:
    draft = await a_draft(broadcasting)
    await broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    await send_all(sending)
    world.pass_time(hours=48)
    with pytest.raises(TooLateToUndo):
        await broadcasting.undo(draft.id, admin=ADMIN)
    world.pass_time(seconds=-1)
    assert (await broadcasting.undo(draft.id, admin=ADMIN)).state is BroadcastState.UNDOING
    await send_all(sending)
    undone = await broadcasting.undo(draft.id, admin=ADMIN)
    assert (undone.state, undone.tally.deleted) == (BroadcastState.UNDONE, 5)


async def test_the_report_is_read_a_chunk_at_a_time_and_misses_nobody(
    broadcasting: Broadcasting, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REPORT_CHUNK", 2)
    draft = await a_draft(broadcasting)
    await broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    assert [chunk async for chunk in broadcasting.report(draft.id)] == []
    await send_all(sending)
    chunks = [chunk async for chunk in broadcasting.report(draft.id)]
    assert [len(chunk) for chunk in chunks] == [2, 2, 1]
    lines = [line for chunk in chunks for line in chunk]
    assert len({line.target for line in lines}) == 5
    assert {line.state for line in lines} == {NoticeState.SENT}


async def test_drafts_are_not_listed_and_the_newest_comes_first(broadcasting: Broadcasting) -> None:
    for _ in range(A_PAGE + 1):
        draft = await a_draft(broadcasting)
        await broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(draft))
    await a_draft(broadcasting)
    first, second = await broadcasting.page(0), await broadcasting.page(1)
    assert [one.id for one in (*first.broadcasts, *second.broadcasts)] == list(range(A_PAGE + 1, 0, -1))
    assert [(page.total, page.has_older) for page in (first, second)] == [(A_PAGE + 1, True), (A_PAGE + 1, False)]


async def test_the_message_that_tells_how_it_goes_is_remembered(broadcasting: Broadcasting) -> None:
    draft = await a_draft(broadcasting)
    await broadcasting.show_as(draft.id, 77)
    assert (await broadcasting.get(draft.id)).shown_as == 77
