"""Messages sent, edited and deleted through the pretend Telegram, by python-telegram-bot over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.sandbox import telegram_media
from bot.sandbox.telegram_world import TelegramWorld
from bot.sandbox.world import World
from tests.sandbox.conftest import ANNA, MARIO


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


async def test_a_message_arrives_with_its_style_and_its_buttons(bot: Bot, telegram: TelegramWorld) -> None:
    pay = InlineKeyboardButton("Paga", callback_data="pay:1", api_kwargs={"style": "success"})
    copy = InlineKeyboardButton("Copia", copy_text=CopyTextButton("3,66"))
    page = InlineKeyboardButton("Apri", url="http://127.0.0.1:8000/pay/x")
    sent = await bot.send_message(
        MARIO,
        "<b>3,66 €</b> a &lt;Mario&gt;\n<blockquote expandable>piccolo</blockquote>",
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard(pay, copy, page),
        disable_notification=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    shown = telegram.last(MARIO)
    assert sent.text == "3,66 € a <Mario>\npiccolo"
    assert [entity.type for entity in sent.entities] == ["bold", "expandable_blockquote"]
    assert shown["html"] == "<b>3,66 €</b> a &lt;Mario&gt;\n<blockquote expandable>piccolo</blockquote>"
    assert shown["silent"]
    assert shown["buttons"] == [
        [{"text": "Paga", "callback_data": "pay:1", "style": "success"}],
        [{"text": "Copia", "copy_text": "3,66"}],
        [{"text": "Apri", "url": "http://127.0.0.1:8000/pay/x"}],
    ]
    assert telegram.refused == []


async def test_an_edit_changes_the_message_in_place(bot: Bot, telegram: TelegramWorld) -> None:
    sent = await bot.send_message(MARIO, "one", reply_markup=keyboard(InlineKeyboardButton("x", callback_data="x")))
    await bot.edit_message_text("two", chat_id=MARIO, message_id=sent.message_id)
    shown = telegram.last(MARIO)
    assert (shown["message_id"], shown["text"], shown["buttons"]) == (sent.message_id, "two", [])
    assert shown["edit_date"] is not None


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, telegram: TelegramWorld) -> None:
    sent = await bot.send_message(MARIO, "one")
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content and reply markup"):
        await bot.edit_message_text("<i></i>one ", chat_id=MARIO, message_id=sent.message_id, parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(MARIO, sent.message_id)
    assert telegram.refused == []


async def test_only_the_bots_own_live_messages_can_be_edited(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.send_text(MARIO, "mine")
    theirs = telegram.messages(MARIO)[-1]["message_id"]
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("no", chat_id=MARIO, message_id=theirs)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("no", chat_id=MARIO, message_id=999)


async def test_after_48_hours_nothing_is_edited_or_deleted(bot: Bot, telegram: TelegramWorld, world: World) -> None:
    sent = await bot.send_message(MARIO, "old")
    world.clock.move(timedelta(hours=48, minutes=1))
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("no", chat_id=MARIO, message_id=sent.message_id)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(MARIO, sent.message_id)


async def test_a_persons_message_can_be_deleted_and_is_kept_among_the_deleted(
    bot: Bot, telegram: TelegramWorld
) -> None:
    telegram.send_text(MARIO, "hunter2")
    number = telegram.messages(MARIO)[-1]["message_id"]
    assert await bot.delete_message(MARIO, number)
    assert "hunter2" not in [view["text"] for view in telegram.messages(MARIO)]
    assert [view["text"] for view in telegram.deleted(MARIO)] == ["hunter2"]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(MARIO, number)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Message text is empty"),
        ("   ", "Text must be non-empty"),
        ("x" * 4097, "Message is too long"),
        ("<b>open", "Can't parse entities: can't find end tag corresponding to start tag"),
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("è<i>x</b>", 'Unmatched end tag at byte offset 6, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ('<span class="x">y</span>', 'Tag "span" must have class "tg-spoiler"'),
    ],
)
async def test_a_text_telegram_would_not_take_is_refused(
    bot: Bot, telegram: TelegramWorld, text: str, reason: str
) -> None:
    with pytest.raises(BadRequest) as refusal:
        await bot.send_message(MARIO, text, parse_mode="HTML")
    assert reason.lower() in refusal.value.message.lower()
    assert len(telegram.refused) == 1


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "Button_data_invalid"),
        ({"text": "x", "callback_data": ""}, "Button_data_invalid"),
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "x"}, "Button text must be non-empty"),
        ({"text": "x", "url": "ftp://example.org"}, "Wrong HTTP URL"),
        ({"text": "x", "url": "http://localhost/x"}, "Wrong HTTP URL"),
        ({"text": "x", "web_app": {"url": "http://example.org"}}, "Only HTTPS links are allowed"),
        ({"text": "x", "copy_text": {"text": "x" * 257}}, "Button_copy_text_invalid"),
        ({"text": "x", "callback_data": "x", "style": "rainbow"}, "invalid button style"),
        ({"text": "x", "callback_data": "x", "url": "https://example.org"}, "exactly one action"),
    ],
)
async def test_a_button_telegram_would_not_take_is_refused(bot: Bot, button: dict[str, object], reason: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        await bot.send_message(MARIO, "x", api_kwargs={"reply_markup": {"inline_keyboard": [[button]]}})
    assert reason.lower() in refusal.value.message.lower()


async def test_nobody_is_written_to_who_never_started_or_has_blocked_the_bot(bot: Bot, telegram: TelegramWorld) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(ANNA, "hello")
    telegram.block(MARIO)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(MARIO, "hello")
    telegram.unblock(MARIO)
    await bot.send_message(MARIO, "hello")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "hello")


async def test_a_document_is_kept_and_can_be_fetched(bot: Bot, telegram: TelegramWorld) -> None:
    sent = await bot.send_document(MARIO, InputFile(b"a;b", "righe.csv"), caption="<b>ecco</b>", parse_mode="HTML")
    shown = telegram.last(MARIO)
    assert sent.document is not None
    assert sent.document.file_name == "righe.csv"
    assert (shown["html"], shown["document"]["name"]) == ("<b>ecco</b>", "righe.csv")
    fetched = await bot.get_file(sent.document.file_id)
    assert bytes(await fetched.download_as_bytearray()) == b"a;b"


async def test_a_document_is_shown_with_its_size(bot: Bot, telegram: TelegramWorld) -> None:
    await bot.send_document(MARIO, InputFile(b"a;b", "righe.csv"))
    assert telegram.last(MARIO)["document"]["size"] == 3


@pytest.mark.parametrize(
    ("content", "caption", "reason"),
    [
        (b"", "x", "file must be non-empty"),
        (b"a", "x" * 1_025, "message caption is too long"),
        (b"a", "<b>x", "can't parse entities"),
    ],
)
async def test_a_document_telegram_would_not_take_is_refused(
    bot: Bot, telegram: TelegramWorld, content: bytes, caption: str, reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_document(MARIO, InputFile(content, "x.csv"), caption=caption, parse_mode="HTML")
    assert telegram.from_bot(MARIO) == []


async def test_a_caption_of_1024_characters_is_taken_whatever_its_tags(bot: Bot, telegram: TelegramWorld) -> None:
    await bot.send_document(MARIO, InputFile(b"a", "x.csv"), caption=f"<b>{'x' * 1_024}</b>", parse_mode="HTML")
    assert len(telegram.last(MARIO)["text"]) == 1_024


async def test_a_document_of_more_than_fifty_megabytes_is_refused(
    bot: Bot, telegram: TelegramWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert telegram_media.MAX_UPLOAD == 50 * 1024 * 1024
    monkeypatch.setattr(telegram_media, "MAX_UPLOAD", 3)
    await bot.send_document(MARIO, InputFile(b"abc", "x.csv"))
    with pytest.raises(TelegramError, match="Request Entity Too Large"):
        await bot.send_document(MARIO, InputFile(b"abcd", "x.csv"))


async def test_a_document_that_is_only_named_has_to_be_known(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_document(MARIO, "no-such-file")


async def test_refusals_can_be_ordered(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.fail_next("sendMessage", 429, "retry after 30", retry_after=30, when=lambda params: params["text"] == "b")
    await bot.send_message(MARIO, "a")
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(MARIO, "b")
    assert refusal.value.retry_after == timedelta(seconds=30)
    await bot.send_message(MARIO, "b")
    assert [view["text"] for view in telegram.from_bot(MARIO)] == ["a", "b"]
    assert telegram.refused == []


async def test_too_many_messages_a_second_are_refused_when_a_limit_is_set(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.pace.per_chat = 1
    await bot.send_message(MARIO, "a")
    with pytest.raises(RetryAfter):
        await bot.send_message(MARIO, "b")


async def test_what_is_typed_is_shown_and_ends_with_a_message(bot: Bot, telegram: TelegramWorld, world: World) -> None:
    with world.events.subscribe() as events:
        await bot.send_chat_action(MARIO, "typing")
        assert (await events.get() or {})["kind"] == "typing"
    assert telegram.chats[MARIO].typing_until > 0
    await bot.send_message(MARIO, "x")
    assert telegram.chats[MARIO].typing_until == 0
