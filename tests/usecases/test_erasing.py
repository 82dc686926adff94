"""Erasure of a closed account: nothing of the person is left, and the books stay right (F73, S20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from domain.broadcasts import Fate, Told
from domain.composing import mark_of
from domain.erasure import Erased, Obstacle, ObstacleKind, StillOpen, pseudonym
from domain.errors import NotFound, WrongCredentials
from domain.holders import Language
from domain.ledger import ADJUSTMENT, Transfer, holder_account
from domain.money import Money
from domain.notices import Channel, Notice, NoticeKind, NoticeState, to_chats
from domain.top_ups import PaymentReceived
from domain.usecases.privacy import Privacy
from storage.engine import Database
from storage.metadata import metadata
from tests.people import ANNA, CARLA, DARIO, MARIO, NOW, PASSWORD
from tests.usecases.past import CHAT, EXPIRED, NEEDLES, close, live
from tests.usecases.world import World


@pytest.fixture
def privacy(world: World) -> Privacy:
    """What erases."""
    return Privacy(units=world.units, clock=world.clock, by_email=True)


async def everything(database: Database) -> str:
    """Every row of every table, as text."""
    rows = []
    async with database.readers.connect() as connection:
        for table in metadata.sorted_tables:
            rows += [f"{table.name}: {tuple(row)}" for row in await connection.execute(select(table))]
    return "\n".join(rows)


def on_disk(database: Database) -> Iterator[bytes]:
    """What lies in the files of an SQLite database, the journal among them."""
    if database.file is not None:
        for path in database.file.parent.iterdir():
            yield path.read_bytes()


def found(needles: tuple[str, ...], database: Database, rows: str) -> list[str]:
    """Which of the words are in the rows, or in the files; numbers as SQLite writes them too."""
    files = list(on_disk(database))
    there = [needle for needle in needles if needle in rows or any(needle.encode() in file for file in files)]
    chat = CHAT.to_bytes(6, "big")
    return [*there, *("the number of the chat" for file in files if chat in file)]


async def test_f73_nothing_of_an_erased_holder_is_left_anywhere(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    export = (await privacy.export(holder)).as_json().decode()
    before = await everything(world.database)
    assert [needle for needle in NEEDLES if needle not in before] == []
    erased = await privacy.erase(holder)
    assert isinstance(erased, Erased)
    assert found(NEEDLES, world.database, await everything(world.database)) == []
    assert await world.books() == ()
    assert [needle for needle in NEEDLES if needle not in export] == []


async def test_f73_the_ledger_keeps_its_amounts_keys_and_events(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    columns = "SELECT id, key, event, source, target, amount_cents, at FROM transfers ORDER BY id"
    before = await rows(world.database, columns)
    await privacy.erase(holder)
    assert before != []
    assert await rows(world.database, columns) == before


async def test_s20_a_pseudonym_stands_in_the_place_of_the_person(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    erased = await privacy.erase(holder)
    name = pseudonym(holder)
    assert isinstance(erased, Erased)
    assert (erased.pseudonym, erased.mailboxes, erased.chats) == (name, 1, 2)
    async with world.units.read() as unit:
        profile = await unit.profiles.get(holder)
    assert profile is not None
    assert (profile.first_name, profile.last_name, profile.fiscal_code) == (name, name, name)
    assert (profile.email, profile.phone, profile.erased_at) == ("", "", world.clock.now())


async def test_s20_what_waited_to_be_told_is_told_to_nobody(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    async with world.units.write() as unit:
        await unit.outbox.add([a_notice_to(CHAT, "event:1", world), a_notice_to(CHAT, "event:2", world, holder)])
        await unit.commit()
    await privacy.erase(holder)
    assert await world.notices() == []
    assert (await world.delivering.counts())[NoticeState.DEAD] == 0


async def test_s20_nothing_is_erased_while_a_message_is_on_its_way(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    async with world.units.write() as unit:
        await unit.outbox.add([a_notice_to(CHAT, "event:1", world, holder)])
        await unit.commit()
    (notice,) = await world.delivering.claim(1)
    assert await privacy.erase(holder) == StillOpen(obstacles=(Obstacle(kind=ObstacleKind.MESSAGE),))
    await world.delivering.sent(notice, "said", "1")
    assert isinstance(await privacy.erase(holder), Erased)


async def test_s20_nobody_else_is_touched(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    await world.give(ANNA, 2_000)
    await world.notices()
    exports = [await privacy.export(await world.holder(person)) for person in (ANNA, MARIO)]
    await privacy.erase(holder)
    assert [await privacy.export(await world.holder(person)) for person in (ANNA, MARIO)] == exports


async def test_s20_a_chat_that_is_somebody_elses_now_stays_theirs(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    anna = await world.holder(ANNA)
    async with world.units.write() as unit:
        await unit.sessions.end(CHAT)
        await unit.chats.choose_language(CHAT, Language.ENGLISH)
        await unit.chats.link(CHAT, anna, world.clock.now())
        await unit.commit()
    await privacy.erase(holder)
    async with world.units.read() as unit:
        assert (await unit.chats.holder_of(CHAT), await unit.chats.language(CHAT)) == (anna, Language.ENGLISH)


async def test_s20_the_chat_that_asks_keeps_the_row_of_its_dialog(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    await privacy.erase(holder, answering=CHAT)
    assert await rows(world.database, "SELECT chat_id FROM dialogs") == [f"({CHAT},)"]


async def test_s20_whoever_is_erased_cannot_log_in(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    await privacy.erase(holder)
    for address in (DARIO.address, f"erased-{holder:06d}"):
        with pytest.raises(WrongCredentials):
            await world.access.log_in(chat_id=CHAT, person_id=1, address=address, password=PASSWORD)


async def test_s20_a_second_time_there_is_nobody_to_erase(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    await privacy.erase(holder)
    with pytest.raises(NotFound):
        await privacy.erase(holder)


async def test_s20_a_dry_run_says_the_same_and_writes_nothing(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    before = await everything(world.database)
    told = await privacy.erase(holder, dry_run=True)
    assert await everything(world.database) == before
    assert await privacy.erase(holder) == told


async def test_s20_who_is_erased_is_imported_again_as_somebody_new(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    await privacy.erase(holder)
    await world.import_row(DARIO, expires_on=EXPIRED + timedelta(days=365))
    again = await world.holder(DARIO)
    assert again != holder
    assert (await world.credit(DARIO), await world.addons(DARIO), await world.books()) == (0, [], ())


async def test_s20_money_that_comes_after_all_is_put_aside_for_the_admins(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    number, link = max(world.links.links.items())
    await privacy.erase(holder)
    late = PaymentReceived(intent="pi_late", link_id=link.id, reference=f"R{number:06d}", cents=1_000, currency="eur")
    assert await world.settling.settle(late)
    (told,) = await world.notices()
    assert (told.kind, told.facts["reason"]) == (NoticeKind.ADMIN_PAYMENT, "holder-erased")
    assert await world.books() == ()


async def test_s20_an_account_in_use_is_not_erased_and_every_reason_is_named(world: World, privacy: Privacy) -> None:
    holder = await live(world)
    await world.give(DARIO, 100)
    await world.notices()
    before = await everything(world.database)
    outcome = await privacy.erase(holder)
    assert isinstance(outcome, StillOpen)
    kinds = [obstacle.kind for obstacle in outcome.obstacles]
    kept = ("active", "addon", "order", "top-up", "credit")
    assert kinds == [ObstacleKind(kind) for kind in kept]
    assert await privacy.obstacles(holder) == outcome.obstacles
    assert await everything(world.database) == before


async def test_s20_no_cent_of_credit_may_be_lost(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    await correct(world, 1)
    left = Obstacle(kind=ObstacleKind.CREDIT, amount=Money(1))
    assert await privacy.erase(holder) == StillOpen(obstacles=(left,))


async def test_s20_a_mailbox_that_is_about_to_be_renewed_keeps_its_holder(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    await world.run("UPDATE mailboxes SET status = 'active' WHERE holder_id = :holder", holder=holder)
    outcome = await privacy.erase(holder)
    assert isinstance(outcome, StillOpen)
    assert [obstacle.kind for obstacle in outcome.obstacles] == [ObstacleKind.BEING_RENEWED]


async def correct(world: World, cents: int) -> None:
    """Somebody corrects Dario's credit."""
    account = holder_account(await world.holder(DARIO))
    key = "correction:1"
    async with world.units.write() as unit:
        await unit.ledger.post(
            [Transfer(key=key, event=key, source=ADJUSTMENT, target=account, amount=Money(cents), at=NOW)]
        )
        await unit.commit()


def a_notice_to(chat: int, event: str, world: World, holder: int | None = None) -> Notice:
    """Something to be told to a chat."""
    (notice,) = to_chats([chat], event, NoticeKind.PAYMENT_FAILED, {}, world.clock.now(), holder)
    return notice


async def rows(database: Database, question: str) -> list[str]:
    """The rows that answer a question, as text."""
    async with database.readers.connect() as connection:
        return [str(tuple(row)) for row in await connection.execute(text(question))]


async def test_what_was_said_to_all_is_taken_back_from_the_others_once_somebody_is_erased(
    world: World, privacy: Privacy
) -> None:
    draft = await world.broadcasting.begin(CARLA.chat_id)
    draft = await world.broadcasting.write(draft.id, lambda one: replace(one, italian="x"), admin=CARLA.chat_id)
    await world.broadcasting.confirm(draft.id, admin=CARLA.chat_id, previewed=mark_of(draft))
    holder = await close(world)
    turns = await world.sending.take(Channel.CHAT, 100, timedelta(0))
    told = [Told(notice=turn.notice, fate=Fate.SENT, answer="7", at=world.clock.now()) for turn in turns]
    await world.sending.settle(told)
    await world.sending.take(Channel.CHAT, 100, timedelta(0))
    assert str(CHAT) in [turn.notice.target for turn in turns]
    assert isinstance(await privacy.erase(holder), Erased)
    await world.broadcasting.undo(draft.id, admin=CARLA.chat_id)
    taken_back = [turn.notice.target for turn in await world.sending.take(Channel.CHAT, 100, timedelta(0))]
    assert sorted(taken_back) == sorted({turn.notice.target for turn in turns} - {str(CHAT), str(DARIO.chat_id)})
    assert str(CHAT) not in await everything(world.database)
