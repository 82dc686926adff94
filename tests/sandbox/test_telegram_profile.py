"""The smaller methods of the Bot API, read back by python-telegram-bot."""

from __future__ import annotations

import pytest
from telegram import Bot, BotCommandScopeChat, InputFile, MenuButtonCommands, ReplyKeyboardRemove
from telegram.error import BadRequest, Forbidden

from bot.sandbox.people import Person
from bot.sandbox.telegram_world import TelegramWorld
from tests.pictures import PICTURE
from tests.sandbox.conftest import MARIO


async def test_the_bot_knows_itself_and_its_chats(bot: Bot) -> None:
    assert (bot.username, bot.first_name) == ("area_clienti_bot", "Area Clienti")
    chat = await bot.get_chat(MARIO)
    assert (chat.type, chat.first_name) == ("private", "Mario")


async def test_name_descriptions_and_menu_button_are_read_back(bot: Bot) -> None:
    await bot.set_my_name("Caselle", language_code="it")
    await bot.set_my_short_description("Breve")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_my_name("it")).name == "Caselle"
    assert (await bot.get_my_short_description("en")).short_description == "Breve"
    assert await bot.get_chat_menu_button() == MenuButtonCommands()
    with pytest.raises(BadRequest, match="Bot short description is too long"):
        await bot.set_my_short_description("x" * 121)
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.set_my_name("x", language_code="italian")


async def test_commands_of_one_chat_come_before_those_of_all(bot: Bot, telegram: TelegramWorld) -> None:
    await bot.set_my_commands([("menu", "x")])
    await bot.set_my_commands([("admin", "y")], scope=BotCommandScopeChat(MARIO))
    assert [entry["command"] for entry in telegram.commands_for(MARIO, "it")] == ["admin"]
    assert [entry.command for entry in await bot.get_my_commands()] == ["menu"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(MARIO))
    assert [entry["command"] for entry in telegram.commands_for(MARIO, "it")] == ["menu"]


async def test_several_messages_go_at_once_and_absent_ones_are_passed_over(bot: Bot, telegram: TelegramWorld) -> None:
    sent = [await bot.send_message(MARIO, text, reply_markup=ReplyKeyboardRemove()) for text in "ab"]
    await bot.delete_messages(MARIO, [sent[0].message_id, 999, sent[1].message_id])
    assert telegram.from_bot(MARIO) == []
    with pytest.raises(BadRequest, match="Message identifiers are not specified"):
        await bot.delete_messages(MARIO, [])


async def test_a_pictures_caption_can_be_edited_but_not_its_text(bot: Bot, telegram: TelegramWorld) -> None:
    sent = await bot.send_photo(MARIO, InputFile(PICTURE, "p.png"), caption="one")
    await bot.edit_message_caption(MARIO, sent.message_id, caption="two")
    assert telegram.last(MARIO)["text"] == "two"
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("no", chat_id=MARIO, message_id=sent.message_id)


async def test_answering_an_absent_message_is_refused_unless_allowed(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.send_text(MARIO, "question")
    number = telegram.messages(MARIO)[-1]["message_id"]
    answer = await bot.send_message(MARIO, "answer", reply_to_message_id=number)
    assert answer.reply_to_message is not None
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(MARIO, "answer", reply_to_message_id=999)


async def test_private_chats_cannot_be_left_and_left_groups_are_closed(bot: Bot, telegram: TelegramWorld) -> None:
    with pytest.raises(BadRequest):
        await bot.leave_chat(MARIO)
    telegram.push({"message": {"chat": {"id": -5, "type": "group", "title": "g"}, "text": "x"}})
    await bot.leave_chat(-5)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(-5, "x")


async def test_people_send_other_things_come_later_and_go_for_good(bot: Bot, telegram: TelegramWorld) -> None:
    dario = Person(id=1004, first_name="Dario", last_name="Neri", username="dario", language_code="it")
    telegram.add(dario)
    telegram.send(dario.id, contact={"phone_number": "+39055", "first_name": "Dario", "user_id": dario.id})
    telegram.send_text(
        dario.id, "inoltrato", forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "x"}
    )
    contact, forwarded = [update.message for update in await bot.get_updates()]
    assert contact is not None
    assert contact.contact is not None
    assert forwarded is not None
    assert forwarded.forward_origin is not None
    await bot.send_message(dario.id, "bye")
    telegram.erase(dario.id, telegram.last(dario.id)["message_id"])
    assert telegram.from_bot(dario.id) == []
    telegram.deactivate(dario.id)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(dario.id, "x")


async def test_a_tap_on_a_button_that_is_not_there_says_what_there_is(bot: Bot, telegram: TelegramWorld) -> None:
    markup = {"inline_keyboard": [[{"text": "Sì", "callback_data": "y"}, {"text": "Web", "url": "https://a.it"}]]}
    await bot.send_message(MARIO, "?", api_kwargs={"reply_markup": markup})
    with pytest.raises(LookupError, match="no button 'No' among"):
        telegram.tap(MARIO, label="No")
    with pytest.raises(LookupError, match="opens something and tells the bot nothing"):
        telegram.tap(MARIO, label="Web")
