"""The local mail server, over a real table."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import argon2
import pytest

from bot.gateways.local_mail import LocalMailServer
from domain.errors import MailboxBlocked, MailboxUnavailable, StorageUnavailable, WrongCredentials
from domain.mailboxes import GIGABYTE, MailboxStatus
from domain.ports import MailServer, Space, UnitOfWork, Units
from domain.sessions import SessionLimits
from domain.usecases.access import Access
from domain.usecases.telling import Telling
from storage.engine import open_database
from storage.unit_of_work import SqlUnits
from tests.people import ANNA, MARIO, PASSWORD, register_of
from tests.till import MovableClock


@pytest.fixture
async def units(migrated_database: Callable[[str], str]) -> AsyncIterator[Units]:
    """Mario's mailbox, and Anna's two, of which the first is suspended."""
    database = open_database(migrated_database("sqlite"))
    units = SqlUnits(database)
    rows = register_of(MARIO, ANNA)
    async with units.write() as unit:
        await unit.register.save([rows[0], replace(rows[1], status=MailboxStatus.SUSPENDED), *rows[2:]])
        await unit.commit()
    yield units
    await database.close()


@pytest.fixture
def mail_server(units: Units) -> MailServer:
    """The mail server of these mailboxes."""
    return LocalMailServer(units)


class BrokenUnits:
    """A database that does not answer."""

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Never opens."""
        raise StorageUnavailable

    write = read

    async def sweep(self) -> bool:
        """Never answers."""
        raise StorageUnavailable


async def test_the_right_password_is_verified(mail_server: MailServer) -> None:
    await mail_server.verify(MARIO.address, PASSWORD)


@pytest.mark.parametrize("password", ["", "pecdemo2026", PASSWORD + " ", "\x00", "\ud800", "a" * 4096])
async def test_any_other_password_is_wrong(mail_server: MailServer, password: str) -> None:
    with pytest.raises(WrongCredentials):
        await mail_server.verify(MARIO.address, password)


@pytest.mark.parametrize("address", ["nobody@pec.archrm.it", "", "mario\x00@pec.archrm.it", "\ud800", "rossì@pec.it"])
async def test_an_unknown_mailbox_is_answered_like_a_wrong_password(mail_server: MailServer, address: str) -> None:
    with pytest.raises(WrongCredentials):
        await mail_server.verify(address, PASSWORD)


async def test_a_suspended_mailbox_is_blocked_for_whoever_knows_its_password(mail_server: MailServer) -> None:
    with pytest.raises(MailboxBlocked):
        await mail_server.verify(ANNA.address, PASSWORD)


async def test_a_suspended_mailbox_is_not_given_away_by_a_wrong_password(mail_server: MailServer) -> None:
    with pytest.raises(WrongCredentials):
        await mail_server.verify(ANNA.address, "wrong")


async def seconds_of_a_wrong_password(mail_server: MailServer, address: str) -> float:
    """What the refusal costs in CPU time: that is the same on a busy machine."""
    started = time.process_time()
    with pytest.raises(WrongCredentials):
        await mail_server.verify(address, "wrong")
    return time.process_time() - started


async def test_s3_an_unknown_mailbox_takes_as_long_as_a_wrong_password(mail_server: MailServer) -> None:
    known, unknown = [], []
    for _ in range(40):  # in turns; the cheapest shows the work that has to be done
        known.append(await seconds_of_a_wrong_password(mail_server, MARIO.address))
        unknown.append(await seconds_of_a_wrong_password(mail_server, "nobody@pec.archrm.it"))
    assert min(unknown) == pytest.approx(min(known), rel=0.3)


async def test_s3_an_unknown_mailbox_takes_as_long_where_the_hashes_are_cheaper(
    mail_server: LocalMailServer, units: Units
) -> None:
    cheap = argon2.PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1)
    async with units.write() as unit:
        await unit.credentials.change_password_hash(MARIO.address, cheap.hash(PASSWORD))
        await unit.commit()
    await mail_server.verify(MARIO.address, PASSWORD)
    assert argon2.extract_parameters(mail_server._decoy).memory_cost == 8_192


async def test_two_hashes_at_most_are_computed_at_once_and_none_in_the_loop(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: queue.Queue[threading.Thread] = queue.Queue()
    go_on = threading.Event()

    def slow(*_: object) -> bool:
        inside.put(threading.current_thread())
        return go_on.wait(timeout=60)

    monkeypatch.setattr(LocalMailServer, "_is_right", slow)
    checks = [asyncio.ensure_future(mail_server.verify(MARIO.address, PASSWORD)) for _ in range(10)]
    threads = [await asyncio.to_thread(inside.get, timeout=60) for _ in range(2)]
    with pytest.raises(queue.Empty):
        await asyncio.to_thread(inside.get, timeout=0.1)
    assert threading.current_thread() not in threads
    go_on.set()
    await asyncio.gather(*checks)


async def test_f42_a_database_that_is_down_is_never_a_wrong_password() -> None:
    mail_server = LocalMailServer(BrokenUnits())
    for call in (
        mail_server.verify(MARIO.address, PASSWORD),
        mail_server.space(MARIO.address),
        mail_server.set_password(MARIO.address, "Nuova2026"),
        mail_server.set_limit(MARIO.address, 1),
    ):
        with pytest.raises(MailboxUnavailable):
            await call


async def test_f42_a_hash_that_is_none_is_an_outage_and_not_a_wrong_password(
    mail_server: MailServer, units: Units
) -> None:
    async with units.write() as unit:
        await unit.credentials.change_password_hash(MARIO.address, "$argon2id$nonsense")
        await unit.commit()
    with pytest.raises(MailboxUnavailable):
        await mail_server.verify(MARIO.address, PASSWORD)


async def test_f42_an_outage_is_not_counted_as_an_attempt(units: Units) -> None:
    clock = MovableClock()
    access = Access(
        units=units,
        mail_server=LocalMailServer(BrokenUnits()),
        clock=clock,
        limits=SessionLimits(),
        telling=Telling(by_email=True),
    )
    with pytest.raises(MailboxUnavailable):
        await access.log_in(chat_id=1, person_id=1, address=MARIO.address, password=PASSWORD)
    async with units.read() as unit:
        assert await unit.login_failures.of_person(1, clock.now()) == []


async def test_the_space_is_that_of_the_table(mail_server: MailServer) -> None:
    assert await mail_server.space(MARIO.address) == Space(used_bytes=1_400_000_000, limit_bytes=2 * GIGABYTE)


async def test_there_is_no_space_where_there_is_no_mailbox(mail_server: MailServer) -> None:
    with pytest.raises(WrongCredentials):
        await mail_server.space("nobody@pec.archrm.it")


async def test_a_limit_is_set_and_setting_it_again_changes_nothing(mail_server: MailServer) -> None:
    for _ in range(2):
        await mail_server.set_limit(MARIO.address, 4 * GIGABYTE)
    assert (await mail_server.space(MARIO.address)).limit_bytes == 4 * GIGABYTE


async def test_a_limit_for_no_mailbox_has_to_wait(mail_server: MailServer) -> None:
    with pytest.raises(MailboxUnavailable):
        await mail_server.set_limit("nobody@pec.archrm.it", GIGABYTE)


async def test_the_new_password_replaces_the_old_one(mail_server: MailServer) -> None:
    await mail_server.set_password(MARIO.address, "Nuova2026")
    await mail_server.verify(MARIO.address, "Nuova2026")
    with pytest.raises(WrongCredentials):
        await mail_server.verify(MARIO.address, PASSWORD)


async def test_no_mailbox_gets_no_password(mail_server: MailServer) -> None:
    with pytest.raises(WrongCredentials):
        await mail_server.set_password("nobody@pec.archrm.it", "Nuova2026")
