"""Reminders and outcomes on their way: what is blocked, lost, put off or refused, on either channel, and its proof."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from bot import app, outgoing
from bot.gateways import telegram
from bot.gateways.telegram import AiohttpRequest, build_application
from bot.sandbox.mail_faults import MailFault, Point
from bot.sandbox.world import World
from domain.notices import Result
from tests.journeys import books
from tests.journeys.conftest import OpenHouse
from tests.journeys.diary import Diary, kept
from tests.journeys.purse import rich
from tests.people import ANNA, DARIO, TODAY
from tests.phone import Phone

pytestmark = pytest.mark.usefixtures("stopped_clockwork")

STUDIO = 1
SIXTY, THIRTY = date(2026, 12, 2), date(2027, 1, 1)  # days before the expiry
DAY_AFTER = date(2027, 2, 1)
PAUSE = timedelta(hours=2)
ARRIVED = (Result.ARRIVED, "250 2.0.0 OK")
LATER = (Result.LATER, "451 4.7.1 Try again later")
LOST = (Result.IN_DOUBT, "in-doubt")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot waits for an answer of Telegram or of the mail server for a second."""
    monkeypatch.setattr(app, "build_application", partial(build_application, request=AiohttpRequest(read_timeout=1)))
    monkeypatch.setattr(outgoing, "MAIL_SECONDS", 1)


@pytest.fixture
async def anna(open_house: OpenHouse, world: World) -> AsyncIterator[Diary]:
    """Anna's diary: in November she has bought two GB for her studio, whose renewal takes 7.32."""
    async with kept(open_house, world, ANNA, TODAY) as diary:
        async with diary.acting():
            await Phone(world, ANNA).logs_in()
            await diary.holds(2, number=STUDIO)
        yield diary
        await books.assert_right(diary.house, world)


async def wait(diary: Diary, times: int = 4) -> None:
    """Hours pass, in which everything is tried again that may be."""
    for _ in range(times):
        diary.world.clock.move(PAUSE)
        await diary.post()


async def go_to(diary: Diary, day: date) -> None:
    """The morning of a day that comes after days without any news."""
    diary.day = day - timedelta(days=1)
    await diary.until(day)


def told(diary: Diary) -> list[tuple[str, str]]:
    """Day and channel of all that the person was told."""
    return [(one.day.isoformat(), one.channel) for one in diary.told]


# Blocked


@pytest.fixture
async def dario(open_house: OpenHouse, world: World) -> AsyncIterator[Diary]:
    """Dario's diary: nobody renews his mailbox, and what he has bought ends with it. He blocks the bot unnoticed."""
    world.clock.move(date(2027, 9, 1) - TODAY)
    async with kept(open_house, world, DARIO, date(2027, 9, 1)) as diary:
        async with diary.acting():
            await Phone(world, DARIO).logs_in()
            await diary.holds(1)
        world.telegram.chats[DARIO.chat_id].blocked = True
        yield diary


async def test_f09_who_has_blocked_the_bot_is_reminded_by_letter_only(dario: Diary) -> None:
    for day in (date(2027, 9, 24), date(2027, 10, 24), date(2027, 11, 8)):
        await go_to(dario, day)
    assert told(dario) == [("2027-09-24", "mail"), ("2027-10-24", "mail"), ("2027-11-08", "mail")]
    assert await dario.proofs("reminder", "chat") == [[(Result.REFUSED, "blocked")]]
    assert await dario.proofs("reminder", "email") == [[ARRIVED]] * 3


def writes_again(world: World) -> None:
    """Dario lets the bot write again, and Telegram loses the news; but he writes."""
    world.telegram.chats[DARIO.chat_id].blocked = False
    world.telegram.send_text(DARIO.chat_id, "/start")


def unblocks(world: World) -> None:
    """Dario lets the bot write again, and Telegram tells."""
    world.telegram.unblock(DARIO.chat_id)


@pytest.mark.parametrize("returns", [writes_again, unblocks])
async def test_f09_who_comes_back_is_reminded_in_the_chat_again(
    dario: Diary, world: World, returns: Callable[[World], None]
) -> None:
    await go_to(dario, date(2027, 9, 24))
    async with dario.acting():
        returns(world)
        await world.telegram.settled()
    await go_to(dario, date(2027, 10, 24))
    assert told(dario) == [("2027-09-24", "mail"), ("2027-10-24", "chat"), ("2027-10-24", "mail")]


# Lost answers


@pytest.mark.usefixtures("impatient")
async def test_f11_an_outcome_whose_answers_are_lost_is_told_twice_at_most_and_no_cent_moves(
    anna: Diary, world: World
) -> None:
    await rich(anna.house, ANNA, 1_000)
    await go_to(anna, THIRTY)
    before = len(anna.told)
    world.telegram.hang_next("sendMessage", times=9, when=lambda call: str(call["chat_id"]) == str(ANNA.chat_id))
    await go_to(anna, DAY_AFTER)
    await wait(anna)
    chats = [one.text for one in anna.told[before:] if one.channel == "chat"]
    assert (len(chats), len(set(chats))) == (2, 1)
    assert await anna.proofs("renewal", "chat") == [[LOST, LOST]]
    assert await anna.proofs("renewal", "email") == [[ARRIVED]]
    assert await books.credit(anna.house, ANNA) == 268


def hangs(world: World) -> None:
    """The mail server takes the next letters and says nothing."""
    world.mail.hang_next(after_recording=True, times=9)


def drops(world: World) -> None:
    """The mail server takes the next letters and breaks the connection."""
    world.mail.drop_next(after_recording=True, times=9)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("lose", [hangs, drops])
async def test_f41_a_letter_whose_answer_is_lost_is_never_repeated_blindly(
    anna: Diary, world: World, lose: Callable[[World], None]
) -> None:
    lose(world)
    await go_to(anna, SIXTY)
    await wait(anna)
    assert told(anna) == [("2026-12-02", "chat"), ("2026-12-02", "mail")]
    assert await anna.proofs("reminder", "email") == [[LOST]]
    assert await anna.proofs("email_failed", "chat") == []


async def test_f41_a_letter_that_an_admin_has_sent_again_has_the_same_message_id(anna: Diary, world: World) -> None:
    drops(world)
    await go_to(anna, SIXTY)
    world.mail.clear_faults()
    async with anna.house.units.write() as unit:
        (dead,) = [notice for notice in await unit.outbox.dead(10, 0) if notice.target == ANNA.email]
        assert await unit.outbox.revive(dead.key, world.clock.now())
        await unit.commit()
    await anna.post()
    first, second = anna.mails
    assert (second.message_id, second.duplicate) == (first.message_id, True)


# Put off


@pytest.mark.parametrize("point", ["mail", "rcpt", "data", "end"])
async def test_f41_a_letter_that_is_put_off_comes_later_once(anna: Diary, world: World, point: Point) -> None:
    world.mail.answer_next(at=point, times=2)
    await go_to(anna, SIXTY)
    await wait(anna)
    assert [one for one in told(anna) if one[1] == "mail"] == [("2026-12-02", "mail")]
    assert await anna.proofs("reminder", "email") == [[LATER, LATER, ARRIVED]]


async def test_f41_who_gets_a_letter_twice_can_tell_by_its_message_id(anna: Diary, world: World) -> None:
    """A server that takes a letter and says that it did not."""
    fault = MailFault(at="end", times=1, answer="451 4.3.0 Try again later", after_recording=True)
    world.mail.faults.add(fault)
    await go_to(anna, SIXTY)
    await wait(anna)
    first, second = anna.mails
    assert (second.message_id, second.duplicate) == (first.message_id, True)
    assert first.text == second.text


async def test_f12_while_telegram_takes_no_connection_a_reminder_is_tried_more_and_more_rarely_and_arrives_once(
    anna: Diary, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        _close_the_port(world, patch)
        await go_to(anna, SIXTY)
        for _ in range(5 * 60):
            await anna.house.delivery.run_once()
            world.clock.move(timedelta(seconds=1))
    assert told(anna) == [("2026-12-02", "mail")]
    await wait(anna)
    assert told(anna) == [("2026-12-02", "mail"), ("2026-12-02", "chat")]
    ((*failed, arrived),) = await anna.proofs("reminder", "chat")
    assert failed == [(Result.LATER, "NotSent")] * 6
    assert arrived[0] is Result.ARRIVED


def _close_the_port(world: World, patch: pytest.MonkeyPatch) -> None:
    """Calls to Telegram find nobody at the other end."""
    send = AiohttpRequest.send

    async def nowhere(self: AiohttpRequest, url: str, *rest: Any) -> tuple[int, bytes]:
        return await send(self, url.replace(world.base_url, "http://127.0.0.1:9"), *rest)

    patch.setattr(AiohttpRequest, "send", nowhere)
    patch.setattr(telegram, "PAUSES", ())


# Refused


async def test_f41_a_reference_email_that_is_refused_is_given_up_and_the_chat_is_told_once_a_day(
    anna: Diary, world: World
) -> None:
    await anna.imported(expires_on=date(2027, 1, 31))
    await anna.holds(1)
    world.mail.refuse(ANNA.email)
    for day in (SIXTY, THIRTY):
        await go_to(anna, day)
        await wait(anna)
    refused = [(Result.REFUSED, "550 5.1.1 There is nobody of that name here")]
    assert await anna.proofs("reminder", "email") == [refused] * 4  # two mailboxes, two days
    warnings = [one for one in anna.told if "We can't write to a•••@e•••.com" in one.text]
    assert [(one.day, one.channel) for one in warnings] == [(SIXTY, "chat"), (THIRTY, "chat")]
    assert [len(tries) for tries in await anna.proofs("email_failed", "chat")] == [1, 1]


async def test_f41_an_address_that_works_again_gets_the_next_letter(anna: Diary, world: World) -> None:
    world.mail.refuse(ANNA.email)
    await go_to(anna, SIXTY)
    world.mail.accept(ANNA.email)
    await go_to(anna, THIRTY)
    assert [one for one in told(anna) if one[1] == "mail"] == [("2027-01-01", "mail")]
