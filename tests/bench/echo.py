"""The yardstick: what python-telegram-bot does by itself with a message that it sends back.

`python -m tests.bench.echo installed|gateway URL TOKEN`: on PTB's own HTTP client, or on ours.
"""

from __future__ import annotations

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackContext, MessageHandler, filters

from bot.gateways.telegram import AiohttpRequest

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Bare = CallbackContext[Any, Any, Any, Any]


async def echo(update: Update, _context: Bare) -> None:
    """Says the same again."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def build(http: str, url: str, token: str) -> AnyApplication:
    """The application as the first page of PTB's manual builds it; `http` is `installed` or `gateway`."""
    builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = ApplicationBuilder().token(token).base_url(f"{url}/bot")
    if http == "gateway":
        builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest(connections=2))
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    return application


if __name__ == "__main__":
    build(*sys.argv[1:4]).run_polling()
