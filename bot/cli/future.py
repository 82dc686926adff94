"""`simulate`: what will happen to a mailbox, day by day, if nobody does anything."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.cli.speech import OK, Speech
from domain.calendar import civil_day, years_after
from domain.errors import NotFound
from domain.mailboxes import Mailbox, normalise_address
from domain.money import Money
from domain.reminders import step_of
from domain.renewal_news import NewsLine, ReminderNews, RenewalNews
from domain.usecases.simulating import News, Simulating, Told

MOST_YEARS = 10

Copied = Callable[[str], AbstractAsyncContextManager[Simulating]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Future:
    """A mailbox and its holder's credit on the first day, and the days that something is told on."""

    mailbox: Mailbox
    credit: Money
    first: date
    last: date
    days: tuple[Told, ...]


async def simulate(copied: Copied, typed: str, until: date, speech: Speech) -> int:
    """Tells what the days up to one will bring for a mailbox; nothing is written but a copy."""
    try:
        async with copied(normalise_address(typed)) as simulating:
            first = civil_day(simulating.clock.now())
            if not first <= until <= years_after(first, MOST_YEARS):
                return speech.refuse("simulate-not-then", first=first, years=MOST_YEARS)
            mailbox, credit = await simulating.mailbox(normalise_address(typed))
            days = tuple([told async for told in simulating.days_of(mailbox, first, until)])
    except NotFound:
        return speech.refuse("simulate-no-mailbox", mailbox=typed)
    broken = next((told.day for told in days if told.failed), None)
    if broken is not None:
        return speech.refuse("simulate-broken", day=broken)
    future = Future(mailbox=mailbox, credit=credit, first=first, last=until, days=days)
    speech.document(_document(future))
    _say(speech, future)
    return OK


def _document(future: Future) -> dict[str, Any]:
    return {
        "mailbox": future.mailbox.address,
        "from": future.first.isoformat(),
        "until": future.last.isoformat(),
        "credit_cents": future.credit.cents,
        "events": [{"day": told.day.isoformat(), **_event(news)} for told in future.days for news in told.news],
    }


def _event(news: News) -> dict[str, Any]:
    """A piece of news for a program: amounts are EUR cents, VAT included; days are civil dates in Rome."""
    lines = [{**line.facts()} for line in news.lines]
    if isinstance(news, ReminderNews):
        return {
            "kind": "reminder",
            "step": step_of(news.tone, news.days_left),
            "tone": news.tone.value,
            "renewal_on": news.day.isoformat(),
            "days_left": news.days_left,
            "needed_cents": news.needed.cents,
            "credit_cents": news.credit.cents,
            "missing_cents": news.missing.cents,
            "lines": lines,
        }
    return {
        "kind": "renewal",
        "due_on": news.day.isoformat(),
        "expires_on": news.expires_on.isoformat(),
        "expired": news.expired,
        "charged_cents": news.charged.cents,
        "credit_cents": news.credit.cents,
        "missing_cents": news.missing.cents,
        "lines": lines,
    }


def _say(speech: Speech, future: Future) -> None:
    address, credit = future.mailbox.address, future.credit
    speech.say("simulate-begins", mailbox=address, first=future.first, last=future.last, credit=credit)
    for told in future.days:
        for news in told.news:
            speech.say_as_is("")
            _say_news(speech, told.day, news)
    if not future.days:
        speech.say("simulate-nothing")


def _say_news(speech: Speech, day: date, news: News) -> None:
    if isinstance(news, RenewalNews):
        key = "simulate-expired" if news.expired else "simulate-renewed"
        speech.say(key, day=day, until=news.expires_on, charged=news.charged, credit=news.credit)
    else:
        facts = {"credit": news.credit, "needed": news.needed, "missing": news.missing}
        speech.say("simulate-reminder", day=day, left=news.days_left, on=news.day)
        speech.say(f"simulate-tone-{news.tone.value}", **facts)
    for line in news.lines:
        _say_line(speech, line)


def _say_line(speech: Speech, line: NewsLine) -> None:
    service = speech.texts.label(f"service-{line.service}")
    price = line.price or Money(0)
    speech.say(f"simulate-line-{line.fate.value}", service=service, gb=line.gb, until=line.until, price=price)
