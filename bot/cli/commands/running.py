"""The commands that run the bot, or look whether it could run."""

from __future__ import annotations

import argparse
import asyncio
import errno
import gc

from bot.cli.speech import OK, Speech


def run(_arguments: argparse.Namespace, speech: Speech) -> int:
    """Runs the bot until it is told to stop."""
    from bot.logs import configure
    from bot.settings import Settings, read_settings

    settings = read_settings(Settings)
    configure(settings.log_level, settings.log_format, settings.secrets())

    gc.disable()  # nothing of what is imported now will ever be garbage
    from bot import cellar
    from bot.app import build
    from bot.cli.running import keep_running, run_in_loop
    from bot.gateways.telegram import TokenRevoked

    gc.freeze()
    gc.enable()

    async def work() -> int:
        try:
            await keep_running(build(settings))
        except TokenRevoked:
            return speech.refuse("token-revoked")
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES}:
                raise
            return speech.refuse("cannot-listen", host=settings.http_host, port=str(settings.http_port))
        return OK

    return cellar.telling(speech, lambda: run_in_loop(work()))


def demo(arguments: argparse.Namespace, speech: Speech) -> int:
    """Runs the bot in a pretend world."""
    from bot import cellar
    from bot.cli.demo import Demo
    from bot.logs import configure

    configure("WARNING", "text", ())
    wanted = Demo(
        keep=arguments.keep,
        port=arguments.port,
        speech=speech,
        prepare=cellar.prepare,
        next_event=cellar.next_event,
    )
    return cellar.telling(speech, lambda: asyncio.run(wanted.run()))


def doctor(_arguments: argparse.Namespace, speech: Speech) -> int:
    """Looks at everything the bot needs."""
    from bot import cellar
    from bot.cli.doctor import doctor
    from bot.logs import configure

    configure("ERROR", "text", ())
    return asyncio.run(doctor(speech, cellar.look))
