"""Updates on their way to the bot: polled or carried to its webhook, until it has confirmed them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, Update
from telegram.error import BadRequest, Conflict, InvalidToken, TimedOut

from bot.sandbox.bell import Bell
from bot.sandbox.telegram_world import TelegramWorld
from bot.sandbox.world import World
from tests.sandbox.conftest import ANNA, MARIO


@dataclass
class Listener:
    """A bot's webhook: notes what came, answers what it is told."""

    url: str = ""
    answers: Iterator[int] = field(default_factory=lambda: iter(()))
    got: list[tuple[int, str | None]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    bell: Bell = field(default_factory=Bell)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        self.bell.ring()
        await self.gate.wait()
        self.at_once -= 1
        update: dict[str, Any] = await request.json()
        self.got.append((update["update_id"], request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return web.Response(status=next(self.answers, 200))


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    listener = Listener()
    listener.gate.set()
    application = web.Application()
    application.router.add_post("/telegram", listener.take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    listener.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    try:
        yield listener
    finally:
        await runner.cleanup()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    async with listening() as listener:
        yield listener


async def test_updates_are_served_again_until_the_offset_confirms_them(bot: Bot, telegram: TelegramWorld) -> None:
    first, second = telegram.send_text(MARIO, "/menu now"), telegram.send_text(MARIO, "two")
    assert [update.update_id for update in await bot.get_updates()] == [first, second]
    again = await bot.get_updates(limit=1)
    assert [update.update_id for update in again] == [first]
    message = again[0].message
    assert message is not None
    assert [(entity.type, entity.length) for entity in message.entities] == [("bot_command", 5)]
    assert [update.update_id for update in await bot.get_updates(offset=second)] == [second]
    assert await bot.get_updates(offset=second + 1) == ()
    await telegram.settled()


async def test_long_polling_waits_for_the_next_update(bot: Bot, telegram: TelegramWorld) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    await telegram.until(lambda: telegram.updates.polling or None)
    number = telegram.send_text(MARIO, "at last")
    assert [update.update_id for update in await polling] == [number]


async def test_a_second_poller_ends_the_first_with_a_conflict(bot: Bot, telegram: TelegramWorld, base_url: str) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    await telegram.until(lambda: telegram.updates.polling or None)
    async with Bot(telegram.token, base_url=f"{base_url}/bot") as second:
        await second.get_updates()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await polling


async def test_a_webhook_excludes_polling(bot: Bot, listener: Listener) -> None:
    await bot.set_webhook(listener.url)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_only_updates_that_were_asked_for_arrive(bot: Bot, telegram: TelegramWorld) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    telegram.send_text(MARIO, "not wanted")
    assert telegram.updates_pending == 0
    assert len(telegram.updates.unwanted) == 1


async def test_updates_are_lost_after_a_day(bot: Bot, telegram: TelegramWorld, world: World) -> None:
    telegram.send_text(MARIO, "yesterday")
    world.clock.move(timedelta(hours=24, seconds=1))
    assert await bot.get_updates() == ()


async def test_a_negative_offset_leaves_only_the_last_ones(bot: Bot, telegram: TelegramWorld) -> None:
    numbers = [telegram.send_text(MARIO, text) for text in "abc"]
    assert [update.update_id for update in await bot.get_updates(offset=-1)] == numbers[-1:]
    assert telegram.updates_pending == 1


async def test_a_rewind_serves_confirmed_updates_again(bot: Bot, telegram: TelegramWorld) -> None:
    number = telegram.send_text(MARIO, "x")
    await bot.get_updates(offset=number + 1)
    telegram.rewind(number)
    assert [update.update_id for update in await bot.get_updates()] == [number]


async def test_the_webhook_gets_each_update_with_the_secret_until_it_says_200(
    bot: Bot, telegram: TelegramWorld, listener: Listener
) -> None:
    listener.answers = iter([503, 500, 200, 200])
    telegram.postman.retry_seconds = 0.01
    await bot.set_webhook(listener.url, secret_token="s3cret")
    first, second = telegram.send_text(MARIO, "a"), telegram.send_text(MARIO, "b")
    await telegram.settled()
    assert listener.got == [(number, "s3cret") for number in (first, first, first, second)]
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (0, "Wrong response from the webhook: 500")


async def test_chats_do_not_wait_for_one_another_but_each_keeps_its_order(
    bot: Bot, telegram: TelegramWorld, listener: Listener
) -> None:
    listener.gate.clear()
    await bot.set_webhook(listener.url)
    marios = [telegram.send_text(MARIO, text) for text in "abc"]
    telegram.send_text(ANNA, "x")
    await listener.bell.until(lambda: listener.at_once == 2 or None, within=5)
    listener.gate.set()
    await telegram.settled()
    assert listener.most_at_once == 2
    assert [number for number, _ in listener.got if number in marios] == marios


async def test_an_update_can_be_delivered_many_times_at_once_and_to_several_bots(
    bot: Bot, telegram: TelegramWorld, listener: Listener
) -> None:
    async with listening() as other:
        await bot.set_webhook(listener.url, secret_token="s3cret")
        telegram.hold_deliveries()
        number = telegram.send_text(MARIO, "a")
        statuses = await telegram.redeliver(number, times=3, urls=[listener.url, other.url])
        assert statuses == [200] * 6
        assert (listener.got, other.got) == ([(number, "s3cret")] * 3, [(number, "s3cret")] * 3)
        assert telegram.updates_pending == 0


async def test_two_bots_can_share_the_updates_of_one_chat(
    bot: Bot, telegram: TelegramWorld, listener: Listener
) -> None:
    async with listening() as other:
        telegram.postman.spread = [listener.url, other.url]
        await bot.set_webhook(listener.url)
        for text in "abcd":
            telegram.send_text(MARIO, text)
        await telegram.settled()
        assert (len(listener.got), len(other.got)) == (2, 2)


@pytest.mark.parametrize(
    ("url", "secret", "reason"),
    [
        ("http://bot.example.org/telegram", "x", "An HTTPS URL must be provided for webhook"),
        ("https://bot.example.org:9000/telegram", "x", "only on ports 80, 88, 443 or 8443"),
        ("https://bot.example.org/telegram", "no spaces", "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_telegram_would_not_take_is_refused(bot: Bot, url: str, secret: str, reason: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        await bot.set_webhook(url, secret_token=secret)
    assert reason.lower() in refusal.value.message.lower()


async def test_a_tap_is_answered_once_and_soon(bot: Bot, telegram: TelegramWorld, world: World) -> None:
    markup = {"inline_keyboard": [[{"text": "Sì", "callback_data": "yes"}]]}
    sent = await bot.send_message(MARIO, "?", api_kwargs={"reply_markup": markup})
    telegram.tap(MARIO, sent.message_id, row=0)
    telegram.tap(MARIO, label="Sì")
    first, second = [update.callback_query for update in await bot.get_updates()]
    assert first is not None
    assert second is not None
    assert (first.data, first.message) == ("yes", sent)
    await first.answer("Fatto", show_alert=True)
    assert telegram.toasts == [{"kind": "toast", "chat_id": MARIO, "text": "Fatto", "show_alert": True}]
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await first.answer()
    world.clock.move(timedelta(minutes=2))
    with pytest.raises(BadRequest, match="Query is too old"):
        await second.answer()


async def test_forged_taps_and_taps_on_lost_messages_reach_the_bot(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.tap(MARIO, 777, "forged:data")
    query = (await bot.get_updates())[0].callback_query
    assert query is not None
    assert query.data == "forged:data"
    assert query.message is not None
    assert not query.message.is_accessible


async def test_edits_blocks_and_groups_come_as_updates_of_their_kind(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.send_text(MARIO, "one")
    telegram.edit_text(MARIO, telegram.messages(MARIO)[-1]["message_id"], "two")
    telegram.block(MARIO)
    group = {"id": -100200, "type": "supergroup", "title": "Soci"}
    sender = {"id": 9, "is_bot": False, "first_name": "Zeno"}
    telegram.push({"message": {"chat": group, "from": sender, "text": "/start"}})
    _, edited, blocked, in_group = await bot.get_updates()
    assert edited.edited_message is not None
    assert edited.edited_message.text == "two"
    assert blocked.my_chat_member is not None
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert isinstance(in_group, Update)
    await bot.send_message(-100200, "bye")
    await bot.leave_chat(-100200)
    assert telegram.left == [-100200]


async def test_commands_and_words_are_kept_per_scope_and_language(bot: Bot, telegram: TelegramWorld) -> None:
    await bot.set_my_commands([BotCommand("menu", "The menu")])
    await bot.set_my_commands(
        [BotCommand("menu", "Il menu")], scope=BotCommandScopeAllPrivateChats(), language_code="it"
    )
    await bot.set_my_description("Ciao", language_code="it")
    assert telegram.commands_for(MARIO, "it") == [{"command": "menu", "description": "Il menu"}]
    assert telegram.commands_for(ANNA, "en") == [{"command": "menu", "description": "The menu"}]
    assert (await bot.get_my_description("it")).description == "Ciao"
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([("Menù", "no")])


async def test_unknown_methods_parameters_and_tokens_are_refused_aloud(
    bot: Bot, telegram: TelegramWorld, base_url: str
) -> None:
    with pytest.raises(InvalidToken):
        await bot.send_dice(MARIO)
    await bot.send_message(MARIO, "x", api_kwargs={"txet": "typo"})
    assert [call.method for call in telegram.refused] == ["sendDice", "sendMessage"]
    with pytest.raises(InvalidToken):
        await Bot("1:other", base_url=f"{base_url}/bot").__aenter__()  # which closes its client when it fails


async def test_a_call_can_take_effect_and_never_be_answered(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.hang_next("sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(MARIO, "did it arrive?", read_timeout=0.05)
    assert (await telegram.wait_for(MARIO, "did it arrive?"))["from_bot"]


async def test_waiting_for_a_message_sees_edits_and_tells_what_there_was(bot: Bot, telegram: TelegramWorld) -> None:
    sent = await bot.send_message(MARIO, "one")
    mark = telegram.changes
    waiting = asyncio.create_task(telegram.wait_for(MARIO, lambda view: bool(view["edit_date"]), after=mark))
    await bot.edit_message_text("two", chat_id=MARIO, message_id=sent.message_id)
    assert (await waiting)["text"] == "two"
    with pytest.raises(TimeoutError, match=r"no message 'three' in chat 1001; it shows .*bot: two"):
        await telegram.wait_for(MARIO, "three", timeout=0.01)


def test_an_update_can_be_put_behind_a_later_one(telegram: TelegramWorld) -> None:
    first, second, third = (telegram.send_text(MARIO, text) for text in ("1", "2", "3"))
    telegram.updates.put_behind(first, second)
    assert [update["update_id"] for update in telegram.updates.pending()] == [second, first, third]
    assert [*telegram.updates.waiting] == [second, first, third]
