"""What a person has sent as a file, fetched from Telegram."""

from __future__ import annotations

import structlog
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from domain.errors import FileTooBig, FileUnavailable

log = structlog.stdlib.get_logger(__name__)

MEGABYTE = 1024 * 1024
SECONDS = 30  # without a byte, before a file counts as out of reach
_TOO_BIG = "file is too big"  # above 20 MB Telegram hands out nothing


async def download(bot: Bot, file_id: str, *, at_most: int) -> bytes:
    """The content of a file of at most so many bytes, whole megabytes.

    Raises FileTooBig, before anything is fetched if Telegram says how large it is, and FileUnavailable. The file's
    address holds the token: no error and no log line has it.
    """
    address = await _address(bot, file_id, at_most)
    try:
        content = await bot.request.retrieve(address, read_timeout=SECONDS)
    except (NetworkError, RetryAfter, InvalidToken) as error:  # 404 is InvalidToken to PTB: the file has moved
        log.warning("file_not_fetched", reason=type(error).__name__)
        raise FileUnavailable from None
    if len(content) > at_most:
        raise _too_big(at_most)
    return content


async def _address(bot: Bot, file_id: str, at_most: int) -> str:
    try:
        file = await bot.get_file(file_id)
    except (NetworkError, RetryAfter) as error:
        if isinstance(error, BadRequest) and _TOO_BIG in error.message.lower():
            raise _too_big(at_most) from None
        log.warning("file_not_found", reason=type(error).__name__)
        raise FileUnavailable from None
    if (file.file_size or 0) > at_most:
        raise _too_big(at_most)
    if not file.file_path:
        log.warning("file_not_found", reason="no path")
        raise FileUnavailable
    return file.file_path


def _too_big(at_most: int) -> FileTooBig:
    return FileTooBig(most=at_most // MEGABYTE)
