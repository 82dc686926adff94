"""The register comes in whole, again and again, and touches no money."""

from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from domain.holders import Language
from domain.ledger import holder_account
from domain.mailboxes import GIGABYTE, MailboxStatus
from domain.money import Money
from domain.register import RegisterChanges, RegisterRefused, RegisterRow
from storage.unit_of_work import SqlUnits
from tests.storage.world import ANNA, ANNA_STUDIO, MARIO, buy, credit, quoted, registered


async def changes(units: SqlUnits, *rows: RegisterRow) -> RegisterChanges:
    async with units.read() as unit:
        return await unit.register.changes(rows)


async def save(units: SqlUnits, *rows: RegisterRow) -> None:
    async with units.write() as unit:
        await unit.register.save(rows)
        await unit.commit()


async def test_an_import_creates_holders_mailboxes_and_passwords(units: SqlUnits) -> None:
    assert await changes(units, MARIO, ANNA, ANNA_STUDIO) == RegisterChanges(created=3, updated=0, unchanged=0)
    mario, anna = await registered(units)
    async with units.read() as unit:
        holder = await unit.holders.get(anna.holder_id)
        names = [mailbox.address for mailbox in await unit.mailboxes.of_holder(anna.holder_id)]
        password_hash = await unit.credentials.password_hash(MARIO.mailbox)
        space = await unit.credentials.space(MARIO.mailbox)
    assert holder is not None
    assert (holder.first_name, holder.language) == ("Anna", Language.ENGLISH)
    assert names == [ANNA.mailbox, ANNA_STUDIO.mailbox]
    assert (mario.expires_on, mario.base_gb, mario.auto_renew) == (MARIO.expires_on, 1, True)
    assert password_hash == MARIO.password_hash
    assert space == (250_000_000, GIGABYTE)


async def test_the_same_import_again_changes_nothing(units: SqlUnits) -> None:
    before = await registered(units)
    assert await changes(units, MARIO, ANNA, ANNA_STUDIO) == RegisterChanges(created=0, updated=0, unchanged=3)
    assert await registered(units) == before


async def test_an_import_updates_what_differs(units: SqlUnits) -> None:
    mario, _ = await registered(units)
    row = replace(MARIO, status=MailboxStatus.SUSPENDED, expires_on=date(2028, 2, 29), phone="+39333", used_bytes=7)
    assert await changes(units, row, ANNA) == RegisterChanges(created=0, updated=1, unchanged=1)
    await save(units, row, ANNA)
    async with units.read() as unit:
        holder = await unit.holders.get(mario.holder_id)
        mailbox = await unit.mailboxes.by_address(MARIO.mailbox)
    assert holder is not None
    assert holder.phone == "+39333"
    assert mailbox == replace(
        mario, status=MailboxStatus.SUSPENDED, expires_on=date(2028, 2, 29), anchor_day=29, used_bytes=7
    )


async def test_a_mailbox_that_the_import_does_not_name_stays(units: SqlUnits) -> None:
    await registered(units)
    await save(units, MARIO)
    async with units.read() as unit:
        assert await unit.mailboxes.by_address(ANNA.mailbox) is not None


async def test_a_change_of_the_base_space_moves_the_limit_by_as_much(units: SqlUnits) -> None:
    await registered(units)
    async with units.write() as unit:
        assert await unit.credentials.set_limit(MARIO.mailbox, 2 * GIGABYTE)  # 1 base, 1 bought
        await unit.commit()
    await save(units, replace(MARIO, base_gb=3))
    async with units.read() as unit:
        assert await unit.credentials.space(MARIO.mailbox) == (250_000_000, 4 * GIGABYTE)


async def test_a_mailbox_cannot_be_moved_to_another_holder(units: SqlUnits) -> None:
    await registered(units)
    row = replace(MARIO, line=9, fiscal_code=ANNA.fiscal_code, first_name="Anna", last_name="Bianchi")
    with pytest.raises(RegisterRefused) as refusal:
        await changes(units, ANNA, row)
    with pytest.raises(RegisterRefused):
        await save(units, ANNA, row)
    (problem,) = refusal.value.problems
    assert (problem.line, problem.column, problem.code) == (9, "fiscal_code", "mailbox-of-another-holder")


async def test_an_import_touches_neither_credit_nor_add_ons(units: SqlUnits) -> None:
    mario, _ = await registered(units)
    async with units.write() as unit:
        await credit(unit, mario.holder_id, 1_000)
        await buy(unit, quoted(mario))
        await unit.commit()
    await save(units, replace(MARIO, expires_on=date(2030, 1, 1)))
    async with units.read() as unit:
        assert await unit.ledger.balance(holder_account(mario.holder_id)) == Money(634)
        (addon,) = await unit.addons.of_mailboxes([mario.id])
        assert addon.runs_until == MARIO.expires_on
        assert await unit.ledger.problems() == (1, [])


async def test_an_empty_import_changes_nothing(units: SqlUnits) -> None:
    await save(units)
    assert await changes(units) == RegisterChanges(created=0, updated=0, unchanged=0)


async def test_a_register_of_five_thousand_comes_in_within_seconds(units: SqlUnits) -> None:
    rows = [
        replace(MARIO, line=number, mailbox=f"member.{number}@pec.archrm.it", fiscal_code=f"CODE{number:012d}")
        for number in range(5_000)
    ]
    began = process_time()
    await save(units, *rows)
    assert await changes(units, *rows) == RegisterChanges(created=0, updated=0, unchanged=5_000)
    assert process_time() - began < 20
