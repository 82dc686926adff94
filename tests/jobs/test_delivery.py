"""Notices on their way to the phone, against the sandbox's Telegram, and to the mail server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.gateways.local_mail import LocalMailServer
from bot.gateways.telegram import AiohttpRequest, NotSent, NotSentInTime
from bot.jobs.delivery import Delivery, Said
from bot.sandbox.server import running
from bot.sandbox.telegram_world import TelegramWorld
from bot.sandbox.world import World, build_world
from domain.calendar import civil_day
from domain.errors import PaymentsUnavailable, StorageUnavailable
from domain.mailboxes import GIGABYTE
from domain.notices import MOST_ATTEMPTS, Notice, NoticeKind, to_chats
from domain.ports import Units
from domain.server_acts import limit_notice, refund_notice, take_back_notice
from domain.usecases.delivering import CLAIM, Delivering
from storage.engine import open_database
from storage.unit_of_work import SqlUnits
from tests.fakes import FakePaymentLinks
from tests.people import ANNA, DARIO, MARIO, NOW
from tests.till import MovableClock, enrol

PAUSE = timedelta(hours=2)


@pytest.fixture
async def units(migrated_database: Callable[[str], str]) -> AsyncIterator[Units]:
    """A database with Mario in it."""
    database = open_database(migrated_database("sqlite"))
    units = SqlUnits(database)
    await enrol(units)
    yield units
    await database.close()


@pytest.fixture
def clock() -> MovableClock:
    """It moves when told to."""
    return MovableClock()


@dataclass
class Postman:
    """Sends, or raises what it was told to; remembers every try."""

    tried: list[tuple[str, str]] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    troubles: dict[str, list[Exception]] = field(default_factory=dict)
    tidied: list[str] = field(default_factory=list)

    async def compose(self, notice: Notice) -> Said:
        """The message of a notice, as far as these tests look at it."""
        text = str(notice.facts["reference"])
        return Said(text=text, put=lambda: self.put(notice, text))

    async def put(self, notice: Notice, text: str) -> str:
        """Hands it over; answers as the other side would."""
        self.tried.append((notice.target, text))
        await asyncio.sleep(0)
        if troubles := self.troubles.get(notice.target):
            raise troubles.pop(0)
        self.sent.append((notice.target, text))
        return f"answer {len(self.sent)}"

    async def tidy(self, notice: Notice) -> None:
        """Notes which chat was put in order."""
        self.tidied.append(notice.target)


@pytest.fixture
def postman() -> Postman:
    """Nothing goes wrong yet."""
    return Postman()


@pytest.fixture
def links() -> FakePaymentLinks:
    """Stripe, in memory."""
    return FakePaymentLinks()


async def give_back(number: str) -> str:
    """Stripe has given it back."""
    return f"re_{number}"


@pytest.fixture
def delivery(units: Units, clock: MovableClock, postman: Postman, links: FakePaymentLinks) -> Delivery:
    """The delivery through that postman."""
    return Delivery(
        delivering=Delivering(units=units, clock=clock),
        mail_server=LocalMailServer(units),
        payment_links=links,
        give_back=give_back,
        compose=postman.compose,
        not_sent=NotSent,
        tidy=postman.tidy,
    )


async def owe(units: Units, reference: str, *chats: int) -> None:
    """These chats are to be told."""
    notices = to_chats(chats, f"topup:{reference}", NoticeKind.CREDIT_RECEIVED, {"reference": reference}, NOW)
    async with units.write() as unit:
        await unit.outbox.add(notices)
        await unit.commit()


async def waiting(units: Units) -> list[tuple[str, str | None]]:
    """Target and last error of what is still owed, now or at any time."""
    far = NOW + timedelta(days=365)
    async with units.write() as unit:
        return [(notice.target, notice.error) for notice in await unit.outbox.claim(far, 100, far)]


async def test_a_notice_is_delivered_once(delivery: Delivery, units: Units, postman: Postman) -> None:
    await owe(units, "R1", MARIO.chat_id)
    assert [await delivery.run_once(), await delivery.run_once()] == [1, 0]
    assert postman.sent == [(str(MARIO.chat_id), "R1")]


@pytest.mark.parametrize(("days", "sent"), [(0, [(str(MARIO.chat_id), "R1")]), (-1, [])])
async def test_f47_a_reminder_that_comes_too_late_is_not_sent_and_does_not_come_again(
    delivery: Delivery, units: Units, postman: Postman, days: int, sent: list[tuple[str, str]]
) -> None:
    (notice,) = to_chats([MARIO.chat_id], "reminder:1", NoticeKind.REMINDER, {"reference": "R1"}, NOW)
    async with units.write() as unit:
        await unit.outbox.add([replace(notice, cycle=civil_day(NOW) + timedelta(days=days))])
        await unit.commit()
    assert [await delivery.run_once(), await delivery.run_once()] == [1, 0]
    assert (postman.sent, await waiting(units)) == (sent, [])


async def test_a_chat_is_put_in_order_only_when_its_notice_has_arrived(
    delivery: Delivery, units: Units, postman: Postman
) -> None:
    postman.troubles[str(ANNA.chat_id)] = [NetworkError("down")]
    await owe(units, "R1", MARIO.chat_id, ANNA.chat_id)
    await delivery.run_once()
    assert postman.tidied == [str(MARIO.chat_id)]


async def test_notices_of_one_chat_keep_their_order(delivery: Delivery, units: Units, postman: Postman) -> None:
    for reference in ("R3", "R1", "R2"):
        await owe(units, reference, MARIO.chat_id)
    await delivery.run_once()
    assert [text for _, text in postman.sent] == ["R3", "R1", "R2"]


async def test_what_follows_a_notice_that_is_put_off_waits_with_it_and_keeps_its_place(
    delivery: Delivery, units: Units, postman: Postman, clock: MovableClock
) -> None:
    postman.troubles[str(MARIO.chat_id)] = [NotSent("refused")]
    for reference in ("R1", "R2", "R3"):
        await owe(units, reference, MARIO.chat_id)
    await delivery.run_once()
    tried = len(postman.tried)
    clock.move(PAUSE)
    await delivery.run_once()
    assert (tried, [text for _, text in postman.sent]) == (1, ["R1", "R2", "R3"])


async def test_two_deliverers_share_the_work(
    delivery: Delivery, units: Units, postman: Postman, clock: MovableClock
) -> None:
    await owe(units, "R1", *range(1, 40))
    await asyncio.gather(delivery.run_once(), delivery.run_once())
    assert sorted(int(chat) for chat, _ in postman.sent) == list(range(1, 40))


async def test_f09_a_chat_that_blocked_the_bot_is_given_up_and_gets_nothing_more(
    delivery: Delivery, units: Units, postman: Postman
) -> None:
    async with units.read() as unit:
        mailbox = await unit.mailboxes.by_address(MARIO.address)
        assert mailbox is not None
        before = await unit.chats.of_holder(mailbox.holder_id)
    postman.troubles[str(MARIO.chat_id)] = [Forbidden("bot was blocked by the user")]
    await owe(units, "R1", MARIO.chat_id)
    await delivery.run_once()
    async with units.read() as unit:
        after = await unit.chats.of_holder(mailbox.holder_id)
    assert (list(before), list(after), await waiting(units)) == ([MARIO.chat_id], [], [])


@pytest.mark.parametrize("error", [BadRequest("Chat not found"), BadRequest("can't parse entities")])
async def test_what_telegram_refuses_for_good_is_not_repeated(
    delivery: Delivery, units: Units, postman: Postman, error: TelegramError
) -> None:
    postman.troubles[str(MARIO.chat_id)] = [error]
    await owe(units, "R1", MARIO.chat_id)
    await delivery.run_once()
    assert await waiting(units) == []


async def test_f10_a_429_puts_off_its_chat_for_as_long_as_asked_and_nobody_else(
    delivery: Delivery, units: Units, postman: Postman, clock: MovableClock
) -> None:
    postman.troubles[str(MARIO.chat_id)] = [RetryAfter(30)]
    await owe(units, "R1", MARIO.chat_id, ANNA.chat_id)
    await delivery.run_once()
    clock.move(timedelta(seconds=29))
    early = await delivery.run_once()
    clock.move(timedelta(seconds=1))
    assert (early, await delivery.run_once()) == (0, 1)
    assert postman.sent == [(str(ANNA.chat_id), "R1"), (str(MARIO.chat_id), "R1")]


async def test_f11_after_two_answers_lost_it_is_left_at_that(
    delivery: Delivery, units: Units, postman: Postman, clock: MovableClock
) -> None:
    postman.troubles[str(MARIO.chat_id)] = [TimedOut() for _ in range(5)]
    await owe(units, "R1", MARIO.chat_id)
    for _ in range(5):
        await delivery.run_once()
        clock.move(PAUSE)
    assert (len(postman.tried), await waiting(units)) == (2, [])


async def test_f11_a_doubt_is_remembered_through_other_trouble(
    delivery: Delivery, units: Units, postman: Postman, clock: MovableClock
) -> None:
    postman.troubles[str(MARIO.chat_id)] = [TimedOut(), NotSent("refused"), RetryAfter(1), TimedOut(), TimedOut()]
    await owe(units, "R1", MARIO.chat_id)
    for _ in range(6):
        await delivery.run_once()
        clock.move(PAUSE)
    assert (len(postman.tried), await waiting(units)) == (4, [])


@pytest.mark.parametrize("error", [NotSent("refused"), NotSentInTime("no connection"), NetworkError("Bad Gateway")])
async def test_f12_while_there_is_no_connection_it_is_tried_again_and_delivered_once(
    delivery: Delivery, units: Units, postman: Postman, clock: MovableClock, error: TelegramError
) -> None:
    postman.troubles[str(MARIO.chat_id)] = [error] * 6
    await owe(units, "R1", MARIO.chat_id)
    for _ in range(5 * 60):
        await delivery.run_once()
        clock.move(timedelta(seconds=1))
    tried_in_five_minutes = len(postman.tried)
    clock.move(PAUSE)
    await delivery.run_once()
    assert (tried_in_five_minutes, postman.sent) == (6, [(str(MARIO.chat_id), "R1")])


async def test_a_token_that_was_revoked_loses_nothing(delivery: Delivery, units: Units, postman: Postman) -> None:
    postman.troubles[str(MARIO.chat_id)] = [InvalidToken("the token 110201543:canary was rejected")]
    await owe(units, "R1", MARIO.chat_id)
    await delivery.run_once()
    assert await waiting(units) == [(str(MARIO.chat_id), "InvalidToken")]


async def test_after_many_attempts_it_is_given_up(
    delivery: Delivery, units: Units, postman: Postman, clock: MovableClock
) -> None:
    postman.troubles[str(MARIO.chat_id)] = [NotSent("refused") for _ in range(100)]
    await owe(units, "R1", MARIO.chat_id)
    for _ in range(100):
        await delivery.run_once()
        clock.move(PAUSE)
    assert (len(postman.tried), await waiting(units)) == (MOST_ATTEMPTS, [])


async def test_a_notice_that_cannot_be_rendered_holds_up_nobody(
    delivery: Delivery, units: Units, postman: Postman
) -> None:
    nonsense = to_chats([MARIO.chat_id], "topup:x", NoticeKind.CREDIT_RECEIVED, {}, NOW)
    async with units.write() as unit:
        await unit.outbox.add(nonsense)
        await unit.commit()
    await owe(units, "R1", MARIO.chat_id, ANNA.chat_id)
    await delivery.run_once()
    assert sorted(postman.sent) == [(str(MARIO.chat_id), "R1"), (str(ANNA.chat_id), "R1")]
    [(target, error)] = await waiting(units)
    assert (target, (error or "").split()[0]) == (str(MARIO.chat_id), "KeyError")


async def test_what_cannot_be_remembered_comes_again_when_its_claim_is_over(
    delivery: Delivery, units: Units, postman: Postman, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def down(*_: object) -> None:
        raise StorageUnavailable

    await owe(units, "R1", MARIO.chat_id)
    with monkeypatch.context() as patch:
        patch.setattr(Delivering, "sent", down)
        await delivery.run_once()
    assert await delivery.run_once() == 0
    clock.move(CLAIM)
    assert await delivery.run_once() == 1
    assert await waiting(units) == []


async def test_the_mail_server_is_told_the_space_of_now_whatever_the_notice_said(
    delivery: Delivery, units: Units
) -> None:
    async with units.write() as unit:
        await unit.outbox.add([limit_notice(MARIO.address, "order:1", 4, NOW)])
        await unit.commit()
    await delivery.run_once()
    async with units.read() as unit:
        assert await unit.credentials.space(MARIO.address) == (1_400_000_000, 2 * GIGABYTE)
    assert await waiting(units) == []


async def test_a_mail_server_that_is_down_is_told_later(delivery: Delivery, units: Units) -> None:
    async with units.write() as unit:
        await unit.outbox.add([limit_notice("nobody@pec.archrm.it", "order:1", 4, NOW)])
        await unit.commit()
    await delivery.run_once()
    assert await waiting(units) == [("nobody@pec.archrm.it", "MailboxUnavailable")]


async def owe_taking_back(units: Units, *links: str) -> None:
    """Stripe is to take these links back."""
    async with units.write() as unit:
        await unit.outbox.add([take_back_notice(link, "order", NOW) for link in links])
        await unit.commit()


async def test_a_link_to_be_taken_back_is_taken_back_once(
    delivery: Delivery, units: Units, links: FakePaymentLinks, postman: Postman
) -> None:
    await owe_taking_back(units, "plink_1")
    assert [await delivery.run_once(), await delivery.run_once()] == [1, 0]
    assert (links.taken_back, postman.tried, await waiting(units)) == (["plink_1"], [], [])


async def test_while_stripe_is_down_a_link_waits_to_be_taken_back_and_holds_up_nobody(
    delivery: Delivery, units: Units, links: FakePaymentLinks, postman: Postman, clock: MovableClock
) -> None:
    links.down = True
    await owe_taking_back(units, "plink_1")
    await owe(units, "R1", MARIO.chat_id)
    await delivery.run_once()
    assert postman.sent == [(str(MARIO.chat_id), "R1")]
    links.down = False
    clock.move(timedelta(seconds=5))
    assert await delivery.run_once() == 1
    assert (links.taken_back, await waiting(units)) == (["plink_1"], [])


async def test_while_stripe_does_not_answer_a_refund_is_tried_for_as_long_as_it_takes(
    delivery: Delivery, units: Units, clock: MovableClock
) -> None:
    asked: list[str] = []

    async def give_back_at_last(number: str) -> str:
        asked.append(number)
        if len(asked) <= 2 * MOST_ATTEMPTS:
            raise PaymentsUnavailable
        return f"re_{number}"

    async with units.write() as unit:
        await unit.outbox.add([refund_notice("7K2M", NOW, 1)])
        await unit.commit()
    patient = replace(delivery, give_back=give_back_at_last)
    for _ in range(3 * MOST_ATTEMPTS):
        await patient.run_once()
        clock.move(PAUSE)
    assert asked == ["7K2M"] * (2 * MOST_ATTEMPTS + 1)
    assert await waiting(units) == []


async def test_a_link_that_stripe_never_takes_back_is_given_up(
    delivery: Delivery, units: Units, links: FakePaymentLinks, clock: MovableClock
) -> None:
    links.down = True
    await owe_taking_back(units, "plink_1")
    for _ in range(MOST_ATTEMPTS):
        await delivery.run_once()
        clock.move(PAUSE)
    assert await waiting(units) == []


# Over HTTP: what the gateway makes of Telegram's answers meets the rules above.


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """The pretend world, in which Mario has started the bot."""
    world = build_world()
    async with running(world):
        world.telegram.send_text(MARIO.chat_id, "/start")
        yield world


@pytest.fixture
def telegram(world: World) -> TelegramWorld:
    """Its Telegram."""
    return world.telegram


@pytest.fixture
async def over_http(units: Units, clock: MovableClock, world: World) -> AsyncIterator[Delivery]:
    """The delivery through our gateway, which waits a third of a second for an answer."""
    token, url = world.telegram.token, f"{world.base_url}/bot"
    request = AiohttpRequest(read_timeout=0.3)
    async with Bot(token, base_url=url, request=request, get_updates_request=AiohttpRequest()) as bot:

        async def compose(notice: Notice) -> Said:
            text = str(notice.facts["reference"])

            async def put() -> str:
                return str((await bot.send_message(notice.chat_id, text)).message_id)

            return Said(text=text, put=put)

        yield Delivery(
            delivering=Delivering(units=units, clock=clock),
            mail_server=LocalMailServer(units),
            payment_links=FakePaymentLinks(),
            give_back=give_back,
            compose=compose,
            not_sent=NotSent,
            tidy=Postman().tidy,
        )


def texts(telegram: TelegramWorld) -> list[str]:
    """What the bot has written to Mario."""
    return [message["text"] for message in telegram.from_bot(MARIO.chat_id)]


async def test_f11_a_message_that_arrived_without_an_answer_is_sent_twice_at_most(
    over_http: Delivery, units: Units, telegram: TelegramWorld, clock: MovableClock
) -> None:
    telegram.hang_next("sendMessage", after_recording=True, times=9)
    await owe(units, "R1", MARIO.chat_id)
    for _ in range(4):
        await over_http.run_once()
        clock.move(PAUSE)
    assert texts(telegram) == ["R1", "R1"]


async def test_f09_over_http_a_blocked_bot_and_a_chat_never_begun_are_given_up(
    over_http: Delivery, units: Units, telegram: TelegramWorld
) -> None:
    telegram.block(MARIO.chat_id)
    await owe(units, "R1", MARIO.chat_id, ANNA.chat_id, DARIO.chat_id)
    await over_http.run_once()
    assert await waiting(units) == []


async def test_f10_over_http_a_429_is_obeyed(
    over_http: Delivery, units: Units, telegram: TelegramWorld, clock: MovableClock
) -> None:
    telegram.fail_next("sendMessage", 429, "Too Many Requests: retry after 30", retry_after=30)
    await owe(units, "R1", MARIO.chat_id)
    await over_http.run_once()
    clock.move(timedelta(seconds=30))
    before = texts(telegram)
    await over_http.run_once()
    assert (before, texts(telegram)) == ([], ["R1"])


async def test_f12_over_http_a_gateway_that_is_bad_for_long_delays_the_notice(
    over_http: Delivery, units: Units, telegram: TelegramWorld, clock: MovableClock
) -> None:
    telegram.fail_next("sendMessage", 502, "Bad Gateway", times=3)
    await owe(units, "R1", MARIO.chat_id)
    await over_http.run_once()
    clock.move(PAUSE)
    await over_http.run_once()
    assert texts(telegram) == ["R1"]
