"""Dario's whole story with the provider, from the first purchase to the day on which nothing of it is left to do."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, timedelta

from domain.accesses import Access, AccessKind
from domain.adjustments import DraftedAdjustment
from domain.catalogue import ServiceKey
from domain.challenges import Challenge, Purpose
from domain.errors import WrongCredentials
from domain.money import Money
from domain.notices import Notice
from domain.profile import Field
from domain.sessions import Session
from domain.usecases.adjusting import Adjusting
from domain.usecases.dead_letters import Retrying
from domain.usecases.telling import Telling
from tests.people import DARIO, NOW
from tests.usecases.world import World

CHAT = 7_004_210_055  # of a second phone
STRANGER = 7_009_990_111  # somebody who guesses
MISTYPED = "dario.ferara@pec.archrm.it"
PHONE = "+39 333 7654321"
EMAIL = "dario.privato@example.net"
STREET = "Via dei Glicini"
EXPIRED = date(2027, 11, 24)  # the day after his mailbox's last
PRICE = 732  # cents for 1 GB of inbox space

# What tells of Dario, and of nobody else.
NEEDLES = (
    DARIO.first_name, DARIO.last_name, DARIO.fiscal_code, DARIO.email, EMAIL, PHONE, STREET, DARIO.address, str(CHAT),
)  # fmt: skip


async def live(world: World) -> int:
    """Dario buys, pays, is told things, moves, mistypes and asks for a code; the id of the holder."""
    holder = await world.holder(DARIO)
    await _settle_in(world, holder)
    await world.give(DARIO, PRICE)
    too_much = await world.give(DARIO, 100)
    await world.booking.book(world.refunds.refund(too_much.intent, 100))
    await world.buy(DARIO)
    await world.pending(DARIO, service=ServiceKey.ARCHIVE)
    await world.ask(DARIO, 1_000)
    await _come_and_go(world, holder)
    await _deliver(world)
    return holder


async def close(world: World) -> int:
    """The same, and then a year passes: the mailbox expires, its add-on ends, and nothing waits any more."""
    holder = await live(world)
    world.pass_time(days=2)
    await world.top_ups.expire()
    world.go_to(EXPIRED - timedelta(days=8))
    await world.calendar.reminding.run()
    await _deliver(world)
    world.go_to(EXPIRED)
    await world.calendar.renewing.run()
    await _adjust(world, holder)
    await _deliver(world)
    return holder


async def _adjust(world: World, holder: int) -> None:
    """The office adds a cent for a reason that tells of him, and takes it again."""
    adjusting = Adjusting(
        units=world.units,
        clock=world.clock,
        spending=world.calendar.spending,
        telling=Telling(by_email=True),
        admins=(1003,),
        limit=Money(5_000),
    )
    for asked, cents in enumerate((1, -1)):
        drafted = DraftedAdjustment(holder_id=holder, amount=Money(cents), reason=f"Ha chiamato {PHONE}", asked=asked)
        await adjusting.confirm(drafted.mark, drafted, admin=1003)


async def _settle_in(world: World, holder: int) -> None:
    """A second phone, another e-mail and phone number, an address."""
    changes = {Field.PHONE: PHONE, Field.STREET: STREET, Field.COMPANY_NAME: "Studio Ferrara"}
    async with world.units.write() as unit:
        assert await unit.profiles.save(holder, changes, 0)
        await unit.profiles.save_email(holder, EMAIL, NOW)
        await unit.chats.link(CHAT, holder, NOW)
        await unit.commit()


async def _come_and_go(world: World, holder: int) -> None:
    """Sessions, accesses, failures, codes, and a dialog in the middle of something."""
    mailbox = await world.mailbox(DARIO)
    for chat, address in ((CHAT, MISTYPED), (CHAT, DARIO.address), (STRANGER, DARIO.address)):
        with suppress(WrongCredentials):
            await world.access.log_in(chat_id=chat, person_id=chat, address=address, password="Wrong2026")
    kinds = {CHAT: AccessKind.LOGGED_IN, STRANGER: AccessKind.FAILED}
    async with world.units.write() as unit:
        await unit.accesses.add(
            [
                Access(holder_id=holder, mailbox_id=mailbox, chat_id=chat, kind=kind, at=NOW)
                for chat, kind in kinds.items()
            ]
        )
        await unit.sessions.start(
            Session(chat_id=CHAT, holder_id=holder, mailbox_id=mailbox, started_at=NOW, used_at=NOW)
        )
        await unit.challenges.add(a_code(holder, mailbox))
        await unit.commit()
    await world.run(
        "INSERT INTO dialogs (chat_id, conversation, state, draft, version)"
        " VALUES (:chat, 'login', 'PASSWORD', :draft, 1)",
        chat=CHAT,
        draft=json.dumps({"address": DARIO.address}),
    )


def a_code(holder: int, mailbox: int, at: datetime = NOW) -> Challenge:
    """A code that was asked for."""
    return Challenge(
        id=f"code-{holder}",
        purpose=Purpose.REFERENCE_EMAIL,
        person_id=CHAT,
        target="digest",
        holder_id=holder,
        mailbox_id=mailbox,
        email=EMAIL,
        asked_at=at,
    )


async def _deliver(world: World) -> None:
    """All that is owed arrives, but for e-mails, of which one bounces and is tried again by an admin."""
    for notice in await world.delivering.claim(100):
        if notice.channel == "email":
            await world.delivering.give_up(notice, f"550 no such user {notice.target}", _said(notice))
        else:
            await world.delivering.sent(notice, _said(notice), "1")
    retrying = Retrying(units=world.units, clock=world.clock)
    for notice in (await retrying.dead_letters(0)).notices[:1]:
        if not notice.is_past(world.clock.now().date()) and notice.id is not None:
            await retrying.retry(notice.id, admin=1003)


def _said(notice: Notice) -> str:
    return f"Ciao Dario, {DARIO.address}: {notice.kind}"
