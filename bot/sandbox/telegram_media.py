"""The Bot API's methods that send files and fetch them, with Telegram's limits."""

from __future__ import annotations

from typing import Any

from bot.sandbox.telegram import Telegram
from bot.sandbox.telegram_files import Kind, Media
from bot.sandbox.telegram_methods import deliver, method
from bot.sandbox.telegram_params import Params, Refusal, Upload, bad
from bot.sandbox.telegram_pictures import Picture, read_picture
from bot.sandbox.telegram_text import MAX_CAPTION, read_text

MAX_UPLOAD = 50 * 1024 * 1024  # bytes that a bot may send
MAX_PHOTO = 10 * 1024 * 1024  # bytes of a photo
MAX_DOWNLOAD = 20 * 1024 * 1024  # bytes that a bot may fetch
_MOST_PIXELS = 10_000  # of both sides together
_MOST_STRETCHED = 20  # times that one side may be as long as the other
_TYPES = {"photo": "Photo", "document": "Document"}


@method("sendDocument")
def send_document(telegram: Telegram, params: Params) -> dict[str, Any]:
    """Sends a file with a caption."""
    params.raw("thumbnail")
    params.raw("disable_content_type_detection")
    return _send(telegram, params, "document")


@method("sendPhoto")
def send_photo(telegram: Telegram, params: Params) -> dict[str, Any]:
    """Sends a picture with a caption."""
    extra = {
        field: True
        for name, field in (
            ("has_spoiler", "has_media_spoiler"),
            ("show_caption_above_media", "show_caption_above_media"),
        )
        if params.flag(name)
    }
    return _send(telegram, params, "photo", **extra)


def _send(telegram: Telegram, params: Params, kind: Kind, **extra: Any) -> dict[str, Any]:
    chat = telegram.chat(params)
    given = params.upload(kind)
    if given is None:
        raise bad(f"there is no {kind} in the request")
    picture = _checked(given, kind) if isinstance(given, Upload) else None
    caption = read_text(params, "caption", limit=MAX_CAPTION, required=False)
    if isinstance(given, str):
        media = _known(telegram, given, kind)
    elif picture is not None:
        media = telegram.files.keep_photo(given.content, picture)
    else:
        media = telegram.files.keep_document(given)
    return deliver(telegram, params, chat, caption, media=media, **extra).api()


def _known(telegram: Telegram, file_id: str, kind: Kind) -> Media:
    """What was sent before under an id; it cannot be sent as anything else."""
    if file_id not in telegram.files:
        raise bad("wrong file identifier/HTTP URL specified")
    media = telegram.files.media(file_id)
    if media.kind != kind:
        raise bad(f"can't use file of type {_TYPES[media.kind]} as {_TYPES[kind]}")
    return media


def _checked(upload: Upload, kind: Kind) -> Picture | None:
    """Raises the refusal of a file that Telegram would not take; what a photo shows."""
    size = len(upload.content)
    if not size:
        raise bad("file must be non-empty")
    if size > MAX_UPLOAD:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "document":
        return None
    if size > MAX_PHOTO:
        raise bad(f"file of size {size} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes")
    return checked_picture(upload.content)


def checked_picture(content: bytes) -> Picture:
    """The picture in a photo; raises the 400 of one that Telegram cannot show."""
    picture = read_picture(content)
    if picture is None:
        raise bad("IMAGE_PROCESS_FAILED")
    shorter, longer = sorted((picture.width, picture.height))
    if shorter + longer > _MOST_PIXELS or longer > shorter * _MOST_STRETCHED:
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return picture


@method("getFile")
def get_file(telegram: Telegram, params: Params) -> dict[str, Any]:
    """Where a file can be fetched."""
    file = telegram.files.get(params.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if len(file.content) > MAX_DOWNLOAD:
        raise bad("file is too big")
    return file.facts() | {"file_path": file.path}
