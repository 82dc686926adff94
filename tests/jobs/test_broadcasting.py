"""Broadcasts on their way out, against the sandbox's Telegram, on a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from telegram.ext import ExtBot

from bot.announcing import Announcer
from bot.gateways.telegram import AiohttpRequest, NotSent
from bot.jobs.broadcasting import Broadcaster, Lane
from bot.sandbox.people import Person as Pretender
from bot.sandbox.server import running
from bot.sandbox.world import World, build_world
from bot.screens.texts import load_texts
from domain.broadcasts import Attachment, AttachmentKind, Broadcast, BroadcastState
from domain.composing import mark_of
from domain.errors import StorageUnavailable
from domain.notices import Channel, NoticeKind, NoticeState, Result
from domain.usecases.broadcasting import Broadcasting
from domain.usecases.delivering import Delivering
from domain.usecases.sending import Sending
from storage.engine import Database, open_database
from storage.unit_of_work import SqlUnits
from tests.builders import CATALOGUE
from tests.fakes import FakeClock
from tests.people import ANNA, CARLA, CAST, MARIO, NOW, Person, register_of

ADMIN = CARLA.chat_id
WORDS = "<b>Chiusura</b> degli uffici"
EVERY = timedelta(milliseconds=5)


@dataclass(kw_only=True)
class Desk:
    """Carla's broadcasts, and a process that sends them."""

    world: World
    database: Database
    clock: FakeClock
    bot: ExtBot[None]

    def __post_init__(self) -> None:
        self.units = SqlUnits(self.database)
        self.broadcasting = Broadcasting(units=self.units, clock=self.clock, catalogue=CATALOGUE, by_email=False)
        self.sending = Sending(units=self.units, clock=self.clock, catalogue=CATALOGUE)
        self.announcer = Announcer(
            bot=lambda: self.bot,
            sending=self.sending,
            delivering=Delivering(units=self.units, clock=self.clock),
            texts=load_texts(),
            post=None,
            paid=False,
        )

    def process(self, *, batch: int = 100, at_once: int = 8) -> Broadcaster:
        """A process that sends; it keeps nothing that another one does not find in the database."""

        async def room() -> None:
            """There is room at any time."""

        lane = Lane(channel=Channel.CHAT, every=EVERY, batch=batch, at_once=at_once, put=self.announcer.put, room=room)
        return Broadcaster(self.sending, lane, self.clock, NotSent)

    async def confirmed(self, **changes: object) -> Broadcast:
        """A broadcast to everybody."""
        draft = await self.broadcasting.begin(ADMIN)
        values = {"italian": WORDS, **changes}
        change = lambda one: replace(one, **values)  # noqa: E731 - made by name
        written = await self.broadcasting.write(draft.id, change, admin=ADMIN)
        return await self.broadcasting.confirm(draft.id, admin=ADMIN, previewed=mark_of(written))

    async def send(self, process: Broadcaster | None = None) -> None:
        """Sends until nothing is left that can go now; turns are given out by a clock that stands still."""
        sender = process or self.process()
        while await sender.run():
            self.clock.advance(timedelta(seconds=2))

    def heard(self, person: Person) -> list[str]:
        """What a person has been told."""
        return [view["text"] for view in self.world.telegram.from_bot(person.chat_id)]

    async def results(self) -> list[Result]:
        """How each try ended."""
        async with self.database.readers.connect() as connection:
            rows = await connection.exec_driver_sql("SELECT result FROM deliveries ORDER BY id")
            return [Result(row[0]) for row in rows]


@pytest.fixture
async def desk(migrated_database: Callable[[str], str]) -> AsyncIterator[Desk]:
    """The cast, all linked to their chats."""
    people = [
        Pretender(
            id=person.chat_id,
            first_name=person.first_name,
            last_name=person.last_name,
            username=person.first_name.lower(),
            language_code=person.language.value,
        )
        for person in CAST
    ]
    world = build_world(people=people)
    for chat in world.telegram.chats.values():
        chat.started = True
    database = open_database(migrated_database("sqlite"))
    async with SqlUnits(database).write() as unit:
        await unit.register.save(register_of(*CAST))
        for person in CAST:
            mailbox = await unit.mailboxes.by_address(person.address)
            assert mailbox is not None
            await unit.chats.choose_language(person.chat_id, person.language)
            await unit.chats.link(person.chat_id, mailbox.holder_id, NOW)
        await unit.commit()
    async with running(world) as base_url:
        calls = AiohttpRequest(read_timeout=4)
        bot: ExtBot[None] = ExtBot(world.telegram.token, base_url=f"{base_url}/bot", request=calls)
        await bot.initialize()
        yield Desk(world=world, database=database, clock=FakeClock(), bot=bot)
        await bot.shutdown()
    await database.close()


async def test_everybody_is_told_once_in_their_language_or_with_a_note(desk: Desk) -> None:
    broadcast = await desk.confirmed()
    await desk.send()
    assert desk.heard(MARIO) == ["Chiusura degli uffici"]
    assert desk.heard(ANNA) == ["This notice is available in Italian only.\n\nChiusura degli uffici"]
    done = await desk.broadcasting.get(broadcast.id)
    assert (done.state, done.tally.sent) == (BroadcastState.DONE, len(CAST))
    (marked,) = [view["html"] for view in desk.world.telegram.from_bot(MARIO.chat_id)]
    assert "<b>Chiusura</b>" in marked


async def test_f10_told_to_wait_the_sender_waits_and_each_recipient_has_one_result(desk: Desk) -> None:
    broadcast = await desk.confirmed()
    desk.world.telegram.fail_next("sendMessage", 429, "retry later", retry_after=30)
    await desk.send(desk.process(at_once=1))
    early = sum(len(desk.heard(person)) for person in CAST)
    desk.clock.advance(timedelta(seconds=31))
    await desk.send()
    assert early < len(CAST)
    assert [len(desk.heard(person)) for person in CAST] == [1] * len(CAST)
    assert await desk.results() == [Result.ARRIVED] * len(CAST)
    assert (await desk.broadcasting.get(broadcast.id)).tally.sent == len(CAST)


async def test_f09_who_keeps_the_bot_blocked_is_counted_and_the_others_are_told(desk: Desk) -> None:
    desk.world.telegram.chats[ANNA.chat_id].blocked = True
    broadcast = await desk.confirmed()
    await desk.send()
    tally = (await desk.broadcasting.get(broadcast.id)).tally
    assert (tally.sent, tally.blocked, tally.failed) == (len(CAST) - 1, 1, 0)
    async with desk.units.read() as unit:
        assert not await unit.chats.is_reachable(ANNA.chat_id)


async def test_what_got_no_answer_is_never_sent_again(desk: Desk) -> None:
    desk.world.telegram.hang_next("sendMessage", when=lambda params: params["chat_id"] == MARIO.chat_id)
    broadcast = await desk.confirmed()
    await desk.send()
    desk.world.telegram.release_hanging()
    desk.clock.advance(timedelta(hours=2))
    await desk.send()
    assert len(desk.heard(MARIO)) == 1
    tally = (await desk.broadcasting.get(broadcast.id)).tally
    assert (tally.sent, tally.failed) == (len(CAST) - 1, 1)
    assert sorted(await desk.results()) == sorted([Result.ARRIVED] * (len(CAST) - 1) + [Result.IN_DOUBT])


async def test_what_telegram_refuses_for_one_chat_holds_up_no_other(desk: Desk) -> None:
    desk.world.telegram.fail_next(
        "sendMessage", 400, "chat not found", when=lambda params: params["chat_id"] == MARIO.chat_id
    )
    broadcast = await desk.confirmed()
    await desk.send()
    assert (await desk.broadcasting.get(broadcast.id)).tally.failed == 1
    lines = [line async for some in desk.broadcasting.report(broadcast.id) for line in some]
    assert [line.reason for line in lines if line.state is NoticeState.DEAD] == ["Chat not found"]


async def test_a_bot_that_telegram_does_not_know_for_a_while_loses_no_message(desk: Desk) -> None:
    desk.world.telegram.fail_next("sendMessage", 401, "Unauthorized", times=len(CAST))
    broadcast = await desk.confirmed()
    await desk.send()
    early = sum(len(desk.heard(person)) for person in CAST)
    desk.clock.advance(timedelta(minutes=10))
    await desk.send()
    assert early == 0
    assert [len(desk.heard(person)) for person in CAST] == [1] * len(CAST)
    assert (await desk.broadcasting.get(broadcast.id)).tally.sent == len(CAST)


async def test_what_could_not_be_remembered_is_remembered_later_and_sent_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, failures = Sending.settle, [StorageUnavailable(), StorageUnavailable()]

    async def failing(sending: Sending, told: object) -> None:
        if failures:
            raise failures.pop()
        await settle(sending, told)  # type: ignore[arg-type]  # whatever it is, it is handed on

    monkeypatch.setattr(Sending, "settle", failing)
    monkeypatch.setattr("bot.jobs.broadcasting.AGAIN", 0.01)
    broadcast = await desk.confirmed()
    await desk.send()
    assert failures == []
    assert [len(desk.heard(person)) for person in CAST] == [1] * len(CAST)
    assert (await desk.broadcasting.get(broadcast.id)).tally.sent == len(CAST)


async def test_a_process_that_is_stopped_gives_back_what_it_has_not_sent(desk: Desk) -> None:
    broadcast = await desk.confirmed()
    process = desk.process(at_once=1)
    put = desk.announcer.put

    async def one_and_stop(notice: object) -> str:
        process.stop()
        return await put(notice)  # type: ignore[arg-type]  # whatever it is, it is handed on

    process._lane = replace(process._lane, put=one_and_stop)
    await process.run()
    assert sum(len(desk.heard(person)) for person in CAST) == 1
    await desk.send()  # at once: nothing waits for a claim to run out
    assert [len(desk.heard(person)) for person in CAST] == [1] * len(CAST)
    assert (await desk.broadcasting.get(broadcast.id)).state is BroadcastState.DONE


async def test_two_processes_send_to_each_once(desk: Desk) -> None:
    broadcast = await desk.confirmed()
    await asyncio.gather(desk.process(batch=2).run(), desk.process(batch=2).run())
    desk.clock.advance(timedelta(seconds=5))
    await desk.send()
    assert [len(desk.heard(person)) for person in CAST] == [1] * len(CAST)
    assert (await desk.broadcasting.get(broadcast.id)).tally.sent == len(CAST)


async def test_undone_the_messages_are_gone_and_one_deleted_before_is_no_failure(desk: Desk) -> None:
    broadcast = await desk.confirmed()
    await desk.send()
    (view,) = desk.world.telegram.from_bot(MARIO.chat_id)
    await desk.bot.delete_message(MARIO.chat_id, view["message_id"])
    await desk.broadcasting.undo(broadcast.id, admin=ADMIN)
    await desk.send()
    undone = await desk.broadcasting.get(broadcast.id)
    assert (undone.state, undone.tally.deleted, undone.tally.kept) == (BroadcastState.UNDONE, len(CAST), 0)
    assert [desk.heard(person) for person in CAST] == [[]] * len(CAST)


async def test_a_document_goes_with_its_caption(desk: Desk) -> None:
    sent = await desk.bot.send_document(ADMIN, b"%PDF-1.4", filename="avviso.pdf")
    assert sent.document is not None
    attachment = Attachment(kind=AttachmentKind.DOCUMENT, file_id=sent.document.file_id, name="avviso.pdf")
    await desk.confirmed(attachment=attachment)
    await desk.send()
    (view,) = desk.world.telegram.from_bot(MARIO.chat_id)
    assert (view["text"], view["document"]["name"]) == ("Chiusura degli uffici", "avviso.pdf")


async def test_ordinary_notices_are_not_held_up_by_a_broadcast_that_waits(desk: Desk) -> None:
    await desk.confirmed()
    await desk.sending.take(Channel.CHAT, 1, EVERY)
    async with desk.units.read() as unit:
        assert (await unit.outbox.counts())[NoticeState.WAITING] == 0
    delivering = Delivering(units=desk.units, clock=desk.clock)
    assert [one for one in await delivering.claim(100) if one.kind == NoticeKind.BROADCAST] == []
