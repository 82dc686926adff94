"""Files and formatted text in the pretend Telegram: from people to the bot, and from the bot to people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InputFile, Message, Update
from telegram.error import BadRequest, InvalidToken, NetworkError

from bot.sandbox import telegram_media
from bot.sandbox.telegram_params import Refusal
from bot.sandbox.telegram_pictures import Picture, read_picture
from bot.sandbox.telegram_world import TelegramWorld
from bot.sandbox.world import World
from tests.pictures import PICTURE, jpeg_head, png
from tests.sandbox.conftest import MARIO


async def received(bot: Bot) -> Message:
    """The message of the only update that waits."""
    (update,) = await bot.get_updates()
    assert isinstance(update, Update)
    assert update.message is not None
    return update.message


async def test_a_persons_document_reaches_the_bot_and_can_be_fetched(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.send_document(MARIO, "registro.csv", b"a;b\n", "Ecco il registro")
    message = await received(bot)
    assert message.text is None
    assert message.document is not None
    document = message.document
    assert (document.file_name, document.mime_type, document.file_size) == ("registro.csv", "text/csv", 4)
    assert (message.caption, document.file_unique_id != document.file_id) == ("Ecco il registro", True)
    file = await bot.get_file(document.file_id)
    assert (file.file_size, file.file_unique_id) == (4, document.file_unique_id)
    assert (file.file_path or "").endswith("/documents/file_0.csv")
    assert bytes(await file.download_as_bytearray()) == b"a;b\n"


async def test_a_persons_photo_comes_in_several_sizes_without_a_name(bot: Bot, telegram: TelegramWorld) -> None:
    content = png(1_600, 800)
    telegram.send_photo(MARIO, content, "Guarda")
    message = await received(bot)
    assert [(size.width, size.height) for size in message.photo] == [(90, 45), (320, 160), (800, 400), (1_280, 640)]
    assert len({size.file_id for size in message.photo}) == 4
    assert message.document is None
    assert message.caption == "Guarda"
    file = await message.photo[-1].get_file()
    assert (file.file_path or "").endswith("/photos/file_3.png")
    assert bytes(await file.download_as_bytearray()) == content


@pytest.mark.parametrize(
    ("width", "sizes"),
    [(1, [1]), (90, [90]), (91, [90, 91]), (1_280, [90, 320, 800, 1_280]), (5_000, [90, 320, 800, 1_280])],
)
def test_no_size_is_larger_than_the_picture(width: int, sizes: list[int]) -> None:
    assert [one for one, _ in Picture(mime_type="image/png", width=width, height=1).sizes()] == sizes


@pytest.mark.parametrize(
    ("content", "measured"),
    [
        (png(3, 2), ("image/png", 3, 2)),
        (jpeg_head(640, 480), ("image/jpeg", 640, 480)),
        (b"GIF89a\x05\x00\x04\x00", ("image/gif", 5, 4)),
        (b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x07\0\0\x08\0\0", ("image/webp", 8, 9)),
        (b"RIFF\0\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x07\x00\x02\x00\0\0\0\0\0", ("image/webp", 8, 9)),
        (b"RIFF\0\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x08\0\x09\0", ("image/webp", 8, 9)),
    ],
)
def test_pictures_are_measured_by_their_first_bytes(content: bytes, measured: tuple[str, int, int]) -> None:
    found = read_picture(content)
    assert found is not None
    assert (found.mime_type, found.width, found.height) == measured


@pytest.mark.parametrize("content", [b"", b"a;b", b"<svg/>", png()[:20], png(0, 1), jpeg_head(1, 1)[:22], b"GIF89a"])
def test_what_is_no_picture_has_no_measures(content: bytes) -> None:
    assert read_picture(content) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a;b", "IMAGE_PROCESS_FAILED"),
        (jpeg_head(9_000, 1_001), "PHOTO_INVALID_DIMENSIONS"),
        (jpeg_head(2_100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (b"", "file must be non-empty"),
    ],
)
async def test_a_photo_telegram_would_not_take_is_refused(
    bot: Bot, telegram: TelegramWorld, content: bytes, reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_photo(MARIO, InputFile(content, "p.png"))
    assert (telegram.from_bot(MARIO), telegram.files) == ([], {})
    if content:
        with pytest.raises(Refusal, match=reason):
            telegram.send_photo(MARIO, content)


async def test_a_photo_of_more_than_ten_megabytes_is_refused(
    bot: Bot, telegram: TelegramWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert telegram_media.MAX_PHOTO == 10 * 1024 * 1024
    monkeypatch.setattr(telegram_media, "MAX_PHOTO", len(PICTURE) - 1)
    with pytest.raises(BadRequest, match=f"(?i)file of size {len(PICTURE)} bytes is too big for a photo"):
        await bot.send_photo(MARIO, InputFile(PICTURE, "p.png"))


async def test_a_photo_is_sent_and_shown(bot: Bot, telegram: TelegramWorld) -> None:
    sent = await bot.send_photo(MARIO, InputFile(png(300, 200), "p.png"), caption="<b>Ecco</b>", parse_mode="HTML")
    shown = telegram.last(MARIO)
    assert [(size.width, size.height) for size in sent.photo] == [(90, 60), (300, 200)]
    assert (shown["photo"]["width"], shown["photo"]["height"], shown["document"]) == (300, 200, None)
    assert shown["html"] == "<b>Ecco</b>"


async def test_a_photo_that_was_sent_or_received_is_sent_again_by_any_of_its_ids(
    bot: Bot, telegram: TelegramWorld
) -> None:
    telegram.send_photo(MARIO, png(300, 200))
    message = await received(bot)
    small, large = message.photo
    again = await bot.send_photo(MARIO, small.file_id, caption="ancora")
    once_more = await bot.send_photo(MARIO, again.photo[-1].file_id)
    assert [one.file_id for one in again.photo] == [small.file_id, large.file_id]
    assert once_more.photo == message.photo


async def test_a_document_that_was_received_is_sent_again_by_its_id(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.send_document(MARIO, "a.csv", b"a")
    document = (await received(bot)).document
    assert document is not None
    again = await bot.send_document(MARIO, document.file_id)
    assert again.document is not None
    assert (again.document.file_id, again.document.file_name) == (document.file_id, "a.csv")
    assert telegram.last(MARIO)["document"]["name"] == "a.csv"


async def test_what_was_sent_as_one_kind_cannot_be_sent_as_another(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.send_photo(MARIO, PICTURE)
    photo = (await received(bot)).photo[0].file_id
    sent = await bot.send_document(MARIO, InputFile(PICTURE, "p.png"))
    assert sent.document is not None
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type Photo as Document"):
        await bot.send_document(MARIO, photo)
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type Document as Photo"):
        await bot.send_photo(MARIO, sent.document.file_id)


@pytest.mark.parametrize(("length", "taken"), [(1_024, True), (1_025, False)])
async def test_a_photos_caption_is_measured_without_its_tags(
    bot: Bot, telegram: TelegramWorld, length: int, taken: bool
) -> None:
    caption = f"<b>{'x' * length}</b>"
    if taken:
        await bot.send_photo(MARIO, InputFile(PICTURE, "p.png"), caption=caption, parse_mode="HTML")
        return
    with pytest.raises(BadRequest, match=r"(?i)message caption is too long"):
        await bot.send_photo(MARIO, InputFile(PICTURE, "p.png"), caption=caption, parse_mode="HTML")
    with pytest.raises(Refusal, match="message caption is too long"):
        telegram.send_photo(MARIO, PICTURE, "x" * length)


async def test_a_file_above_twenty_megabytes_cannot_be_fetched(
    bot: Bot, telegram: TelegramWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert telegram_media.MAX_DOWNLOAD == 20 * 1024 * 1024
    monkeypatch.setattr(telegram_media, "MAX_DOWNLOAD", 3)
    telegram.send_document(MARIO, "a.csv", b"abc")
    telegram.send_document(MARIO, "b.csv", b"abcd")
    small, large = [update.message.document for update in await bot.get_updates() if update.message]
    assert small is not None
    assert large is not None
    await small.get_file()
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await large.get_file()


async def test_an_unknown_file_cannot_be_fetched(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)invalid file_id"):
        await bot.get_file("file-9")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/file/bot{token}/documents/file_0.csv", 200),
        ("/file/bot{token}/documents/file_1.csv", 404),
        ("/file/bot{token}/file-1", 404),
        ("/file/bot{token}x/documents/file_0.csv", 401),
        ("/file/botnonsense/documents/file_0.csv", 404),
    ],
)
async def test_a_file_lies_at_its_path_for_its_own_bot_only(
    base_url: str, telegram: TelegramWorld, path: str, status: int
) -> None:
    telegram.send_document(MARIO, "a.csv", b"abc")
    async with (
        aiohttp.ClientSession(base_url) as session,
        session.get(path.format(token=telegram.token)) as answer,
    ):
        assert answer.status == status
        if status == 200:
            assert await answer.read() == b"abc"
        else:
            assert (await answer.json())["error_code"] == status


async def test_fetching_can_be_made_to_fail(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.send_document(MARIO, "a.csv", b"abc")
    document = (await received(bot)).document
    assert document is not None
    file = await document.get_file()
    telegram.fail_next("download", 500, "Internal Server Error")
    with pytest.raises(NetworkError):
        await file.download_as_bytearray()
    telegram.fail_next("download", 404, "Not Found")
    with pytest.raises(InvalidToken):
        await file.download_as_bytearray()
    assert bytes(await file.download_as_bytearray()) == b"abc"


BOLD = {"type": "bold", "offset": 3, "length": 4}
LINK = {"type": "text_link", "offset": 8, "length": 3, "url": "https://archrm.it/"}


async def test_a_persons_style_counts_utf16_units_and_is_shown(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.send_text(MARIO, "🎉 ciao qui", entities=[BOLD, LINK])
    message = await received(bot)
    assert [(one.type, one.offset, one.length, one.url) for one in message.entities] == [
        ("bold", 3, 4, None),
        ("text_link", 8, 3, "https://archrm.it/"),
    ]
    assert message.text_html == '🎉 <b>ciao</b> <a href="https://archrm.it/">qui</a>'
    link = 'target="_blank" rel="noopener noreferrer"'
    assert telegram.messages(MARIO)[-1]["html"] == f'🎉 <b>ciao</b> <a href="https://archrm.it/" {link}>qui</a>'


async def test_what_is_cut_off_moves_the_style_and_links_are_found_beside_it(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.send_text(MARIO, "  ciao https://a.it  ", entities=[{"type": "italic", "offset": 2, "length": 4}])
    message = await received(bot)
    assert message.text == "ciao https://a.it"
    assert [(one.type, one.offset, one.length) for one in message.entities] == [("italic", 0, 4), ("url", 5, 12)]


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_the_style_of_a_caption_stands_in_its_own_field(bot: Bot, telegram: TelegramWorld, kind: str) -> None:
    if kind == "photo":
        telegram.send_photo(MARIO, PICTURE, "🎉 ciao", entities=[BOLD])
    else:
        telegram.send_document(MARIO, "a.csv", b"a", "🎉 ciao", entities=[BOLD])
    message = await received(bot)
    assert (message.text, message.entities) == (None, ())
    assert [(one.type, one.offset, one.length) for one in message.caption_entities] == [("bold", 3, 4)]
    assert telegram.messages(MARIO)[-1]["html"] == "🎉 <b>ciao</b>"


async def test_the_bot_passes_a_style_on_as_it_came(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.send_photo(MARIO, PICTURE, "🎉 ciao", entities=[BOLD])
    message = await received(bot)
    sent = await bot.send_photo(
        MARIO, message.photo[-1].file_id, caption=message.caption, caption_entities=message.caption_entities
    )
    assert (sent.caption, sent.caption_entities) == (message.caption, message.caption_entities)
    assert telegram.last(MARIO)["html"] == "🎉 <b>ciao</b>"


async def send_kind(bot: Bot, kind: str) -> int:
    """The bot sends a message of a kind; its id."""
    match kind:
        case "photo":
            return (await bot.send_photo(MARIO, InputFile(PICTURE, "p.png"), caption="x")).message_id
        case "document":
            return (await bot.send_document(MARIO, InputFile(b"a", "a.csv"), caption="x")).message_id
    return (await bot.send_message(MARIO, "x")).message_id


@pytest.mark.parametrize("kind", ["text", "photo", "document"])
async def test_the_bot_takes_its_own_message_back_within_48_hours(
    bot: Bot, telegram: TelegramWorld, world: World, kind: str
) -> None:
    fresh, old = await send_kind(bot, kind), await send_kind(bot, kind)
    assert await bot.delete_message(MARIO, fresh)
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await bot.delete_message(MARIO, fresh)
    world.clock.move(timedelta(hours=48, minutes=1))
    with pytest.raises(BadRequest, match=r"(?i)message can't be deleted"):
        await bot.delete_message(MARIO, old)
    assert [view["message_id"] for view in telegram.from_bot(MARIO)] == [old]


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_file_has_a_caption_and_buttons_to_edit_but_no_text(
    bot: Bot, telegram: TelegramWorld, kind: str
) -> None:
    number = await send_kind(bot, kind)
    with pytest.raises(BadRequest, match=r"(?i)there is no text in the message to edit"):
        await bot.edit_message_text("y", chat_id=MARIO, message_id=number)
    markup: dict[str, Any] = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    await bot.edit_message_reply_markup(MARIO, number, api_kwargs={"reply_markup": markup})
    await bot.edit_message_caption(MARIO, number, caption="y")
    shown = telegram.last(MARIO)
    assert (shown["text"], shown["buttons"], shown[kind] is None) == ("y", [], False)


async def test_a_forwarded_document_says_where_it_comes_from(bot: Bot, telegram: TelegramWorld) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
    telegram.send_document(MARIO, "a.csv", b"a", forward_origin=origin)
    message = await received(bot)
    assert message.forward_origin is not None
    assert message.document is not None
