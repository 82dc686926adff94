"""What is kept about a holder, as one document: all of it, and nothing of anybody else (S20)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.notices import Notice, NoticeKind, to_chats
from domain.usecases.privacy import Privacy
from storage.belongings import NOTHING_PERSONAL
from storage.metadata import metadata
from storage.repositories.personal_data import SUBJECTS, WITHHELD
from tests.people import ANNA, CARLA, DARIO, MARIO, PASSWORD_HASH
from tests.usecases.past import CHAT, NEEDLES, STRANGER, close, live
from tests.usecases.world import World


@pytest.fixture
def privacy(world: World) -> Privacy:
    """What tells."""
    return Privacy(units=world.units, clock=world.clock, by_email=True)


async def exported(privacy: Privacy, holder: int) -> dict[str, Any]:
    """The document, read."""
    read: dict[str, Any] = json.loads((await privacy.export(holder)).as_json())
    return read


def test_s20_every_table_is_exported_or_named_as_holding_nothing_personal() -> None:
    assert {*(table.name for table in SUBJECTS.values()), *NOTHING_PERSONAL} == set(metadata.tables)
    assert all(NOTHING_PERSONAL.values())


def test_s20_what_is_withheld_are_hashes_and_administrators() -> None:
    assert {f"{column.table.name}.{column.name}" for column in WITHHELD} == {
        "credentials.password_hash",
        "credentials.register_hash",
        "admin_acts.actor_id",
        "adjustments.asked_by",
        "adjustments.decided_by",
        "adjustments.key",
        "reversals.asked_by",
    }


async def test_s20_every_subject_holds_something_of_who_has_done_everything(world: World, privacy: Privacy) -> None:
    document = await exported(privacy, await close(world))
    without = {"renewals"}  # an add-on that ends is not renewed
    assert {name for name, records in document.items() if not records} == without


async def test_s20_nothing_of_anybody_else_is_in_it(world: World, privacy: Privacy) -> None:
    for person in (ANNA, MARIO):
        await world.give(person, 500)
    holder = await live(world)
    text = (await privacy.export(holder)).as_json().decode()
    others = [word for person in (ANNA, MARIO, CARLA) for word in (person.address, person.last_name, person.email)]
    assert [word for word in (*others, str(STRANGER), str(ANNA.id), PASSWORD_HASH) if word in text] == []


async def test_s20_what_administrators_were_told_is_in_it_without_who_they_are(world: World, privacy: Privacy) -> None:
    holder = await close(world)
    async with world.units.write() as unit:
        notice = a_warning(holder, world)
        await unit.outbox.add([notice])
        await unit.commit()
    await world.notices()
    document = await exported(privacy, holder)
    told = [one for one in document["notices"] if one["kind"] == "admin_grace"]
    assert [(one["target"], one["key"], one["facts"]) for one in told] == [(None, None, {"mailbox": DARIO.address})]


async def test_s20_somebody_elses_export_knows_nothing_of_it(world: World, privacy: Privacy) -> None:
    await close(world)
    text = (await privacy.export(await world.holder(ANNA))).as_json().decode()
    assert [needle for needle in NEEDLES if needle in text] == []


async def test_s20_amounts_are_cents_and_instants_have_their_offset(world: World, privacy: Privacy) -> None:
    document = await exported(privacy, await live(world))
    assert document["amounts_in"] == "EUR cents"
    assert document["top_ups"][0]["amount_cents"] == 732
    assert document["exported_at"] == "2026-11-22T09:00:00+00:00"
    assert document["movements"][0]["at"] == "2026-11-22T09:00:00+00:00"
    assert document["mailboxes"][0]["expires_on"] == "2027-11-23"
    assert document["quotes"][0]["vat_rate"] == "22"


async def test_s20_the_file_is_called_after_the_day_in_rome(world: World, privacy: Privacy) -> None:
    world.pass_time(hours=14, minutes=30)  # past midnight in Rome
    export = await privacy.export(await world.holder(MARIO))
    assert export.name == "area-clienti-2026-11-23.json"


async def test_s20_the_stranger_who_guessed_is_a_line_without_a_chat(world: World, privacy: Privacy) -> None:
    document = await exported(privacy, await live(world))
    assert {(line["kind"], line["chat_id"]) for line in document["accesses"]} == {
        ("logged_in", CHAT), ("failed", CHAT), ("failed", None),
    }  # fmt: skip
    assert {line["person_id"] for line in document["failed_logins"]} == {CHAT}


def a_warning(holder: int, world: World) -> Notice:
    """What Carla is told of Dario's mailbox."""
    facts = {"mailbox": DARIO.address}
    (notice,) = to_chats([CARLA.chat_id], "event:1", NoticeKind.ADMIN_GRACE, facts, world.clock.now(), holder)
    return notice


async def test_s03_an_export_does_not_tell_which_mailboxes_exist(world: World, privacy: Privacy) -> None:
    holder_id = await world.holder(CARLA)
    for number, address in enumerate((DARIO.address, "nobody@pec.archrm.it")):
        await world.recovering.ask(address, f"r-{number}", person_id=CARLA.chat_id)
    assert (await exported(privacy, holder_id))["codes_asked_for"] == []
