"""The register of members: all rows or none, and money is never touched."""

import time
from datetime import date
from pathlib import Path

import pytest

from domain.acts import COMMAND_LINE, Act, AdminAct
from domain.admin_errors import OtherFile
from domain.register import ExpiryMoved, RegisterChanges, RegisterRefused
from domain.register_files import digest_of
from domain.register_looks import Look, RegisterImported, RegisterLookedAt, RegisterWrong
from domain.register_progress import Progress
from domain.usecases.importing import Importing
from domain.usecases.recounting import Recounting
from storage.unit_of_work import SqlUnits
from tests.builders import a_line, a_register
from tests.domain.test_register import READER
from tests.fakes import FakeClock
from tests.people import ANNA, BRUNO, CARLA, CAST, MARIO, PASSWORD_HASH
from tests.usecases.world import World

REGISTER = Path(__file__).parents[1] / "data" / "register.csv"


def lines_of_the_cast() -> list[dict[str, str]]:
    """The cast as lines of a file."""
    return [
        a_line(
            mailbox=row.mailbox,
            first_name=row.first_name,
            last_name=row.last_name,
            fiscal_code=row.fiscal_code,
            email=row.email,
            phone=row.phone,
            type=row.type,
            status=row.status,
            expires_on=row.expires_on.isoformat(),
            auto_renew=str(row.auto_renew).lower(),
            term_years=str(row.term_years),
            base_gb=str(row.base_gb),
            used_bytes=str(row.used_bytes),
            language=row.language,
        )
        for person in CAST
        for row in person.rows()
    ]


def importing(units: SqlUnits) -> Importing:
    """The use case."""
    return Importing(units=units, reader=READER, clock=FakeClock())


async def test_the_realistic_register_is_imported_whole(world: World) -> None:
    lines = REGISTER.read_text(encoding="utf-8").splitlines(keepends=True)
    changes = await importing(world.units).run(lines)
    assert changes.created + changes.updated + changes.unchanged == len(lines) - 1
    again = await importing(world.units).run(lines)
    assert again == RegisterChanges(created=0, updated=0, unchanged=len(lines) - 1)


async def test_a_new_mailbox_of_a_new_holder_can_log_in(world: World) -> None:
    line = a_line(mailbox="new@pec.archrm.it", fiscal_code="VRDLCU92A41H501O", first_name="Lucia", last_name="Verdi")
    assert await importing(world.units).run(a_register(line)) == RegisterChanges(created=1, updated=0, unchanged=0)
    async with world.units.read() as unit:
        mailbox = await unit.mailboxes.by_address("new@pec.archrm.it")
        assert mailbox is not None
        holder = await unit.holders.get(mailbox.holder_id)
        assert await unit.credentials.password_hash("new@pec.archrm.it") == PASSWORD_HASH
    assert holder is not None
    assert (holder.first_name, holder.fiscal_code, mailbox.expires_on) == (
        "Lucia",
        "VRDLCU92A41H501O",
        date(2029, 3, 1),
    )


async def test_importing_what_is_known_changes_nothing(world: World) -> None:
    lines = lines_of_the_cast()
    changes = await importing(world.units).run(a_register(*lines))
    assert changes == RegisterChanges(created=0, updated=0, unchanged=len(lines))


async def test_a_dry_run_counts_and_changes_nothing(world: World) -> None:
    lines = lines_of_the_cast()
    lines[0] |= {"expires_on": "2031-03-01"}
    lines.append(a_line(mailbox="second@pec.archrm.it"))
    changes = await importing(world.units).run(a_register(*lines), dry_run=True)
    assert changes == RegisterChanges(created=1, updated=1, unchanged=len(lines) - 2)
    assert await world.count("mailboxes") == len(lines) - 1
    assert (await world.quote(MARIO)).runs_until == date(2029, 3, 1)


async def test_one_bad_row_among_good_ones_imports_nothing(world: World) -> None:
    lines = [a_line(mailbox="good@pec.archrm.it"), a_line(mailbox="bad@pec.archrm.it", term_years="three")]
    before = await world.count("mailboxes")
    with pytest.raises(RegisterRefused) as refused:
        await importing(world.units).run(a_register(*lines))
    assert [(problem.line, problem.column) for problem in refused.value.problems] == [(3, "term_years")]
    assert await world.count("mailboxes") == before


async def test_a_mailbox_cannot_pass_to_another_holder(world: World) -> None:
    line = a_line(mailbox=MARIO.address, fiscal_code=BRUNO.fiscal_code, first_name="Bruno", last_name="Neri")
    with pytest.raises(RegisterRefused) as refused:
        await importing(world.units).run(a_register(a_line(mailbox="good@pec.archrm.it"), line))
    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.code) == (3, "fiscal_code", "mailbox-of-another-holder")
    assert await world.count("mailboxes") == len(lines_of_the_cast())


async def test_importing_again_never_touches_money_orders_or_addons(world: World) -> None:
    await world.give(BRUNO, 1_000)
    await world.place(BRUNO, await world.quote(BRUNO))
    pending = await world.pending(MARIO)
    tables = ("transfers", "accounts", "orders", "quotes", "addons", "top_ups", "payments")
    before = [await world.count(table) for table in tables]
    lines = lines_of_the_cast()
    for line in lines:
        line |= {"expires_on": "2032-01-31", "email": "other@example.com", "used_bytes": "7"}
    changes = await importing(world.units).run(a_register(*lines))
    assert changes.updated == len(lines)
    assert [await world.count(table) for table in tables] == before
    assert (await world.credit(BRUNO), await world.inbox_gb(BRUNO)) == (634, 3)
    assert await world.order(MARIO, pending.id) == pending
    assert await world.books() == ()


async def test_a_base_space_that_grows_moves_the_limit_by_as_much(world: World) -> None:
    async with world.units.read() as unit:
        before = await unit.credentials.space(ANNA.address)
    line = next(line for line in lines_of_the_cast() if line["mailbox"] == ANNA.address)
    await importing(world.units).run(a_register(line | {"base_gb": "2"}))
    async with world.units.read() as unit:
        after = await unit.credentials.space(ANNA.address)
    assert before is not None
    assert after is not None
    assert after[1] - before[1] == 1_000_000_000


async def test_a_register_of_three_thousand_is_imported_in_one_go(world: World) -> None:
    lines = [a_line(mailbox=f"member{number}@pec.archrm.it") for number in range(3_000)]
    began = time.process_time()  # not what a busy machine takes
    changes = await importing(world.units).run(a_register(*lines))
    assert changes == RegisterChanges(created=3_000, updated=0, unchanged=0)
    assert time.process_time() - began < 15


async def acts(world: World) -> list[AdminAct]:
    """What was done, newest first."""
    return list((await Recounting(units=world.units).latest(10)).acts)


async def test_s13_an_import_at_the_command_line_has_its_line_and_a_trial_has_none(world: World) -> None:
    lines = a_register(a_line(mailbox="new@pec.archrm.it"))
    await importing(world.units).run(lines, dry_run=True)
    assert await acts(world) == []
    await importing(world.units).run(lines)
    (act,) = await acts(world)
    assert (act.actor_id, act.act) == (COMMAND_LINE, Act.REGISTER_IMPORTED)
    assert act.about == {"created": 1, "updated": 0, "unchanged": 0, "moved": 0, "look": None}


async def test_a_refused_import_has_no_line(world: World) -> None:
    with pytest.raises(RegisterRefused):
        await importing(world.units).run(a_register(a_line(mailbox="new@pec.archrm.it"), a_line(type="gold")))
    assert await acts(world) == []


async def test_an_import_tells_what_is_new_and_which_dates_move(world: World) -> None:
    lines = lines_of_the_cast()
    lines[0]["expires_on"] = "2030-03-01"
    lucia = {"fiscal_code": "VRDLCU92A41H501O", "first_name": "Lucia", "last_name": "Verdi"}
    new = [a_line(mailbox=f"{name}@pec.archrm.it", **lucia) for name in ("lucia", "studio")]
    changes = await importing(world.units).run(a_register(*lines, *new), dry_run=True)
    moved = ExpiryMoved(mailbox=MARIO.address, before=date(2029, 3, 1), after=date(2030, 3, 1))
    assert (changes.new_holders, changes.moved, changes.first_moved) == (1, 1, (moved,))
    assert (changes.created, changes.updated) == (2, 1)
    assert await importing(world.units).run(a_register(*lines, *new)) == changes


async def test_an_import_tells_what_is_suspended_opened_retyped_and_moved_back(world: World) -> None:
    lines = lines_of_the_cast()
    lines[0] |= {"status": "suspended", "expires_on": "2028-03-01"}
    lines[1] |= {"type": "premium"}
    changes = await importing(world.units).run(a_register(*lines))
    assert (changes.suspended, changes.opened, changes.retyped, changes.moved_back) == (1, 0, 1, 1)
    lines[0] |= {"status": "active"}
    changes = await importing(world.units).run(a_register(*lines))
    assert (changes.suspended, changes.opened, changes.retyped, changes.moved_back) == (0, 1, 0, 0)


def a_look(content: bytes, asked: int = 1) -> Look:
    """A look at a file."""
    return Look(digest=digest_of(content), asked=asked)


async def test_a_file_is_imported_once_for_each_look(world: World) -> None:
    use, content = importing(world.units), "".join(a_register(a_line(mailbox="new@pec.archrm.it"))).encode()
    seen = await use.look(content, Progress())
    assert isinstance(seen, RegisterLookedAt)
    assert (seen.changes.created, seen.digest) == (1, digest_of(content))
    for expected in (RegisterChanges(created=1, updated=0, unchanged=0), None):
        done = await use.take_over(content, Progress(), look=a_look(content), admin=CARLA.id)
        assert done == RegisterImported(changes=expected)
    await use.take_over(content, Progress(), look=a_look(content, 2), admin=CARLA.id)
    assert [act.actor_id for act in await acts(world)] == [CARLA.id] * 2


async def test_another_file_than_the_one_looked_at_is_refused(world: World) -> None:
    content = "".join(a_register(a_line(mailbox="new@pec.archrm.it"))).encode()
    with pytest.raises(OtherFile):
        await importing(world.units).take_over(content, Progress(), look=a_look(content + b"\n"), admin=CARLA.id)
    assert await acts(world) == []


async def test_what_has_come_to_contradict_the_file_since_is_named_and_nothing_is_imported(world: World) -> None:
    lucia = a_line(mailbox="lucia@pec.archrm.it", fiscal_code="VRDLCU92A41H501O", first_name="Lucia")
    other = {**lucia, "mailbox": "other@pec.archrm.it"}
    content = "".join(a_register(other, lucia)).encode()
    await importing(world.units).run(a_register(a_line(mailbox="lucia@pec.archrm.it")))
    done = await importing(world.units).take_over(content, Progress(), look=a_look(content), admin=CARLA.id)
    assert isinstance(done, RegisterWrong)
    assert [(one.line, one.code) for one in done.problems] == [(3, "mailbox-of-another-holder")]
    async with world.units.read() as unit:
        assert await unit.mailboxes.by_address("other@pec.archrm.it") is None


async def test_a_contradiction_in_any_part_of_a_long_file_is_named_and_nothing_is_imported(world: World) -> None:
    lucia = {"fiscal_code": "VRDLCU92A41H501O", "first_name": "Lucia", "last_name": "Verdi"}
    lines = [a_line(mailbox=f"m{number}@pec.archrm.it", **lucia) for number in range(1_200)]
    for number in (3, 700, 1_199):
        lines[number]["mailbox"] = (MARIO, BRUNO, ANNA)[number % 3].address
    with pytest.raises(RegisterRefused) as refusal:
        await importing(world.units).run(a_register(*lines))
    assert [problem.line for problem in refusal.value.problems] == [5, 702, 1_201]
    async with world.units.read() as unit:
        assert await unit.mailboxes.by_address("m0@pec.archrm.it") is None
