"""What can be typed: the commands and their options."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from bot.cli.speech import Speech
from bot.clock import SystemClock
from bot.screens.texts import Texts
from domain.calendar import civil_day, years_after
from domain.catalogue import ServiceKey, read_gb
from domain.errors import GbNotUnderstood
from domain.maintenance import read_hour

EARLIEST = date(2000, 1, 1)
ACTS_TOLD = 50
MOST_YEARS_AHEAD = 50  # a day beyond is mistyped


class Parser(argparse.ArgumentParser):
    """Refuses what cannot be understood as every command refuses: with a document for a program that wants one."""

    def __init__(self, *, speech: Speech, prog: str, description: str, **options: Any) -> None:
        super().__init__(prog, description=description, allow_abbrev=False, **options)
        self._speech = speech

    def error(self, message: str) -> NoReturn:
        """Says what is wrong and how the command is used."""
        self._speech.document({"refused": "usage", "detail": message})
        super().error(message)


def build_parser(speech: Speech) -> Parser:
    """The parser of the whole command line, with its help in the words of this speech."""
    texts = speech.texts
    parser = Parser(prog="area-clienti", description=texts.label("cli-about"), speech=speech)
    commands = parser.add_subparsers(dest="command", required=True, metavar=texts.label("cli-command"))

    def command(name: str, *, with_json: bool = True) -> Parser:
        about = texts.label(f"cli-{name}-about")
        added = commands.add_parser(name, help=about, description=about, speech=speech)
        if with_json:
            added.add_argument("--json", action="store_true", help=texts.label("cli-json-about"))
        return added

    command("run", with_json=False)
    _add_demo(command("demo", with_json=False), texts)
    command("migrate")
    importing = command("import")
    importing.add_argument("file", type=Path, metavar="FILE.csv", help=texts.label("cli-import-file-about"))
    importing.add_argument("--dry-run", action="store_true", help=texts.label("cli-dry-run-about"))
    quote = command("quote")
    quote.add_argument("--service", type=_service(texts), required=True, metavar="inbox|archive")
    quote.add_argument("--gb", type=_gb(texts), required=True, metavar="N")
    quote.add_argument("--expires", type=_day(texts), required=True, metavar="DATE")
    quote.add_argument("--on", type=_day(texts), metavar="DATE", help=texts.label("cli-quote-on-about"))
    for name in ("renew", "remind"):
        written = command(name)
        written.add_argument("--on", type=_near_day(texts), metavar="DATE", help=texts.label("cli-on-about"))
        written.add_argument("--dry-run", action="store_true", help=texts.label("cli-dry-run-about"))
    simulate = command("simulate")
    simulate.add_argument("mailbox", metavar="MAILBOX", help=texts.label("cli-simulate-mailbox-about"))
    until = texts.label("cli-simulate-until-about")
    simulate.add_argument("--until", type=_near_day(texts), required=True, metavar="DATE", help=until)
    command("audit")
    limit = texts.label("cli-acts-limit-about")
    command("acts").add_argument("--limit", type=_limit(texts), default=ACTS_TOLD, metavar="N", help=limit)
    _add_copies(command, texts)
    _add_personal_data(command, texts)
    _add_administering(command, texts)
    return parser


def _add_demo(demo: Parser, texts: Texts) -> None:
    """Where the pretend world lives."""
    demo.add_argument("--keep", type=Path, metavar="DIR", help=texts.label("cli-demo-keep-about"))
    demo.add_argument("--port", type=_port(texts), default=0, metavar="N", help=texts.label("cli-demo-port-about"))


def _add_copies(command: Callable[[str], Parser], texts: Texts) -> None:
    """Where the database is copied to, and where it moves."""
    path, url = texts.label("cli-backup-path-about"), texts.label("cli-transfer-to-about")
    command("backup").add_argument("path", type=Path, metavar="PATH", help=path)
    command("transfer").add_argument("--to", required=True, metavar="URL", help=url)


def _add_personal_data(command: Callable[[str], Parser], texts: Texts) -> None:
    """What is done with everything that is kept about a holder."""
    export, erase = command("export"), command("erase")
    for added in (export, erase):
        added.add_argument("mailbox", metavar="MAILBOX", help=texts.label("cli-holder-mailbox-about"))
    export.add_argument("file", type=Path, nargs="?", metavar="FILE", help=texts.label("cli-export-file-about"))
    erase.add_argument("--dry-run", action="store_true", help=texts.label("cli-dry-run-about"))


def _add_administering(command: Callable[[str], Parser], texts: Texts) -> None:
    """The report of a day, the bot closed for a while, and whether all is well."""
    digest, maintenance = command("digest"), command("maintenance")
    digest.add_argument("--on", type=_near_day(texts), metavar="DATE", help=texts.label("cli-digest-on-about"))
    digest.add_argument("--chart", type=Path, metavar="FILE.png", help=texts.label("cli-digest-chart-about"))
    maintenance.add_argument("switch", choices=("on", "off", "status"), metavar="on|off|status")
    until = texts.label("cli-maintenance-until-about")
    maintenance.add_argument("--until", type=_hour(texts), metavar="HH:MM", help=until)
    command("doctor")


def _hour(texts: Texts) -> Callable[[str], str]:
    def read(typed: str) -> str:
        try:
            read_hour(typed, SystemClock().now())
        except ValueError:
            raise argparse.ArgumentTypeError(texts.label("cli-not-an-hour", typed=typed)) from None
        return typed

    return read


def _service(texts: Texts) -> Callable[[str], ServiceKey]:
    def read(typed: str) -> ServiceKey:
        try:
            return ServiceKey(typed)
        except ValueError:
            raise argparse.ArgumentTypeError(texts.label("cli-not-a-service", typed=typed)) from None

    return read


def _day(texts: Texts) -> Callable[[str], date]:
    def read(typed: str) -> date:
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
                return date.fromisoformat(typed)
        except ValueError:
            pass
        raise argparse.ArgumentTypeError(texts.label("cli-not-a-day", typed=typed))

    return read


def _near_day(texts: Texts) -> Callable[[str], date]:
    read_day = _day(texts)

    def read(typed: str) -> date:
        day = read_day(typed)
        latest = years_after(civil_day(SystemClock().now()), MOST_YEARS_AHEAD)
        if EARLIEST <= day <= latest:
            return day
        between = {"earliest": EARLIEST.isoformat(), "latest": latest.isoformat()}
        raise argparse.ArgumentTypeError(texts.label("cli-not-a-near-day", typed=typed, **between))

    return read


def _gb(texts: Texts) -> Callable[[str], int]:
    def read(typed: str) -> int:
        try:
            return read_gb(typed)
        except GbNotUnderstood:
            raise argparse.ArgumentTypeError(texts.label("cli-not-gb", typed=typed)) from None

    return read


def _limit(texts: Texts) -> Callable[[str], int]:
    def read(typed: str) -> int:
        if re.fullmatch(r"[0-9]{1,6}", typed) and int(typed) > 0:
            return int(typed)
        raise argparse.ArgumentTypeError(texts.label("cli-not-a-limit", typed=typed))

    return read


def _port(texts: Texts) -> Callable[[str], int]:
    def read(typed: str) -> int:
        if re.fullmatch(r"[0-9]{1,5}", typed) and int(typed) <= 65_535:
            return int(typed)
        raise argparse.ArgumentTypeError(texts.label("cli-not-a-port", typed=typed))

    return read
