"""`doctor`: looks at everything the bot needs, and says what to do about what is wrong."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from telegram import WebhookInfo
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.cli.complaints import complaint
from bot.cli.speech import OK, REFUSED, Speech
from bot.clock import SystemClock
from bot.gateways.smtp import SmtpPost
from bot.gateways.stripe import StripePaymentLinks, StripeWords
from bot.gateways.telegram import build_application
from bot.screens.texts import Variable
from bot.setting_sources import SettingsRefused
from bot.settings import BookSettings, Settings, read_settings
from domain.errors import PaymentsUnavailable
from domain.letters import LetterPutOff

PATIENCE = 15  # seconds for Telegram, and for each answer of the mail server
WEBHOOK_PATH = "/telegram"

LookAtDatabase = Callable[[str], Awaitable[tuple[str, dict[str, Variable]] | None]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, and the key of a sentence that says so, or says what to do."""

    name: str
    ok: bool
    key: str
    facts: dict[str, Variable] = field(default_factory=dict)


async def doctor(speech: Speech, look_at_database: LookAtDatabase) -> int:
    """Looks at everything that the settings allow to reach; found wrong if anything is."""
    findings = [finding async for finding in _findings(speech, look_at_database)]
    told = [(finding, speech.words(finding.key, **finding.facts)) for finding in findings]
    well = all(finding.ok for finding in findings)
    speech.document(
        {"ok": well, "checks": [{"name": it.name, "ok": it.ok, "detail": detail} for it, detail in told]},
    )
    for finding, detail in told:
        speech.say_as_is(f"{speech.words('doctor-well' if finding.ok else 'doctor-wrong')} {detail}")
    return OK if well else REFUSED


async def _findings(speech: Speech, look_at_database: LookAtDatabase) -> AsyncIterator[Finding]:
    settings: Settings | None = None
    books: BookSettings | None = None
    try:
        settings = books = read_settings(Settings)
        yield Finding(name="settings", ok=True, key="doctor-settings")
    except SettingsRefused as refused:
        for problem in refused.problems:
            key, facts = complaint(problem, speech)
            yield Finding(name="settings", ok=False, key=key, facts=facts)
    if books is None:
        try:
            books = read_settings(BookSettings)
        except SettingsRefused:
            return
    for finding in await _look_at_books(books, look_at_database):
        yield finding
    if settings is not None:
        outside = [*await _look_at_telegram(settings), await _look_at_stripe(settings), await _look_at_mail(settings)]
        for finding in outside:
            yield finding


async def _look_at_books(settings: BookSettings, look: LookAtDatabase) -> list[Finding]:
    findings: list[Finding] = []
    folder = _look_at_folder(settings)
    if folder is not None:
        findings.append(folder)
        if not folder.ok:
            return findings
    wrong = await look(settings.database_url)
    key, facts = wrong or ("doctor-database", {})
    findings.append(Finding(name="database", ok=wrong is None, key=key, facts=facts))
    return findings


def _look_at_folder(settings: BookSettings) -> Finding | None:
    """Whether the folder of an SQLite file can be written to, or made; None on PostgreSQL."""
    scheme, _, path = settings.database_url.partition(":///")
    if not scheme.startswith("sqlite"):
        return None
    folder = Path(path.partition("?")[0]).absolute().parent
    there = next(place for place in (folder, *folder.parents) if place.exists())
    writable = os.access(there, os.W_OK | os.X_OK)
    key = "doctor-folder" if writable else "doctor-folder-not-writable"
    return Finding(name="folder", ok=writable, key=key, facts={"path": str(folder)})


async def _look_at_telegram(settings: Settings) -> list[Finding]:
    try:
        async with asyncio.timeout(PATIENCE), _bot(settings) as bot:
            me = await bot.get_me()
            webhook = _webhook(settings, await bot.get_webhook_info())
    except InvalidToken:
        return [Finding(name="telegram", ok=False, key="doctor-telegram-token")]
    except (TelegramError, TimeoutError) as error:
        facts: dict[str, Variable] = {"url": settings.bot_api_url, "reason": type(error).__name__}
        return [Finding(name="telegram", ok=False, key="doctor-telegram-unreachable", facts=facts)]
    return [Finding(name="telegram", ok=True, key="doctor-telegram", facts={"username": me.username or ""}), webhook]


@asynccontextmanager
async def _bot(settings: Settings) -> AsyncIterator[ExtBot[None]]:
    application = build_application(settings.bot_token.get_secret_value(), settings.bot_api_url)
    try:
        await application.initialize()
        yield application.bot
    finally:
        await application.shutdown()
        await application.bot.request.shutdown()  # open already if Telegram refused the token or was not reached


def _webhook(settings: Settings, info: WebhookInfo) -> Finding:
    wanted = f"{settings.public_url}{WEBHOOK_PATH}" if settings.bot_mode == "webhook" else ""
    facts: dict[str, Variable] = {"waiting": info.pending_update_count}
    if info.url != wanted:
        key = "doctor-webhook-elsewhere" if wanted else "doctor-webhook-set"
        return Finding(name="webhook", ok=not wanted, key=key, facts=facts)
    if wanted and info.last_error_message:
        facts["reason"] = info.last_error_message
        return Finding(name="webhook", ok=False, key="doctor-webhook-failing", facts=facts)
    return Finding(name="webhook", ok=True, key="doctor-webhook" if wanted else "doctor-polling", facts=facts)


async def _look_at_stripe(settings: Settings) -> Finding:
    links = StripePaymentLinks(
        key=settings.stripe_secret_key.get_secret_value(),
        webhook_secret=settings.stripe_webhook_secret.get_secret_value(),
        api_url=settings.stripe_api_url,
        bot_username=str,
        words=lambda _: StripeWords(product="", inactive=""),
    )
    try:
        live = await links.check()
    except PaymentsUnavailable:
        return Finding(name="stripe", ok=False, key="doctor-stripe-refused", facts={"url": settings.stripe_api_url})
    finally:
        await links.close()
    if live is not links.live:
        return Finding(name="stripe", ok=False, key="doctor-stripe-mode")
    return Finding(name="stripe", ok=True, key="doctor-stripe-live" if live else "doctor-stripe-test")


async def _look_at_mail(settings: Settings) -> Finding:
    if not settings.smtp_url:
        return Finding(name="mail", ok=True, key="doctor-mail-none")
    facts: dict[str, Variable] = {"server": urlsplit(settings.smtp_url).hostname or ""}
    try:
        await SmtpPost(settings.smtp_url, settings.mail_from, clock=SystemClock(), timeout=PATIENCE).check()
    except LetterPutOff as put_off:
        facts["reason"] = str(put_off)
        return Finding(name="mail", ok=False, key="doctor-mail-unreachable", facts=facts)
    return Finding(name="mail", ok=True, key="doctor-mail", facts=facts)
