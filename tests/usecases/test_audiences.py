"""Who a broadcast goes to: counted and written to by the same predicate."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.broadcasts import Audience, Reach, Target
from domain.catalogue import MailboxType
from domain.holders import Language
from domain.notices import Channel
from domain.usecases import audiences
from domain.usecases.audiences import reach_of, some_targets
from tests.builders import CATALOGUE
from tests.people import ANNA, BRUNO, CAST, DARIO, MARIO, TODAY, Person
from tests.usecases.world import World

STUDIO = 1


async def told(world: World, audience: Audience, *, by_email: bool = False) -> set[str]:
    """Every place that a broadcast to an audience goes to; as many as were counted before."""
    found: list[Target] = []
    after, is_last = 0, False
    async with world.units.read() as unit:
        counted = await reach_of(unit, CATALOGUE, audience, TODAY, by_email=by_email)
        while not is_last:
            some = await some_targets(unit, CATALOGUE, audience, TODAY, after, by_email=by_email)
            found += some.targets
            after, is_last = some.up_to, some.is_last
    assert counted.targets == len(found)
    assert counted.chats == len([target for target in found if target.channel is Channel.CHAT])
    assert counted.holders == len({target.holder_id for target in found})
    return {target.address for target in found}


def chats(*people: Person) -> set[str]:
    """The chats of some people."""
    return {str(person.chat_id) for person in people}


async def test_everybody_with_a_mailbox_and_a_chat_that_can_be_reached_is_told(world: World) -> None:
    await world.contacts.mark_reachable(DARIO.chat_id, reachable=False)
    assert await told(world, Audience()) == chats(*CAST) - chats(DARIO)
    async with world.units.read() as unit:
        reach = await reach_of(unit, CATALOGUE, Audience(), TODAY, by_email=False)
    assert reach == Reach(holders=len(CAST) - 1, chats=len(CAST) - 1, emails=0, unreached=1)


async def test_who_cannot_be_reached_in_a_chat_is_told_by_email_if_mail_is_sent(world: World) -> None:
    await world.contacts.mark_reachable(DARIO.chat_id, reachable=False)
    emails = {person.email for person in CAST}
    assert await told(world, Audience(), by_email=True) == (chats(*CAST) - chats(DARIO)) | emails


async def test_a_language_is_that_of_the_chat_and_for_letters_the_one_its_chats_agree_on(world: World) -> None:
    await world.contacts.choose_language(MARIO.chat_id, Language.ENGLISH)
    english = {person for person in CAST if person.language is Language.ENGLISH} | {MARIO}
    assert await told(world, Audience(language=Language.ENGLISH)) == chats(*english)
    emails = {person.email for person in english}
    assert await told(world, Audience(language=Language.ENGLISH), by_email=True) == chats(*english) | emails


async def test_letters_of_who_uses_both_languages_are_in_that_of_the_register(world: World) -> None:
    async with world.units.write() as unit:
        await unit.chats.choose_language(77, Language.ENGLISH)
        await unit.chats.link(77, await world.holder(MARIO), world.clock.now())
        await unit.commit()
    assert MARIO.email in await told(world, Audience(language=Language.ITALIAN), by_email=True)
    assert MARIO.email not in await told(world, Audience(language=Language.ENGLISH), by_email=True)


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"type": MailboxType.STANDARD}, lambda box: box.type is MailboxType.STANDARD),
        ({"domain": "pec.archrm.it"}, lambda box: box.address.endswith("@pec.archrm.it")),
        ({"expires_within": 90}, lambda box: 0 <= (box.expires_on - TODAY).days <= 90),
        (
            {"type": MailboxType.PRO, "expires_within": 90},
            lambda box: box.type is MailboxType.PRO and 0 <= (box.expires_on - TODAY).days <= 90,
        ),
    ],
)
async def test_one_mailbox_has_to_meet_all_that_is_asked(world: World, asked: dict[str, Any], fits: Any) -> None:
    expected = [person for person in CAST if any(fits(box) for box in person.mailboxes)]
    assert 0 < len(expected) <= len(CAST)
    assert await told(world, Audience(**asked)) == chats(*expected)


@pytest.mark.parametrize("domain", ["%", "_ec.archrm.it", "archrm.it", "PEC.ARCHRM.IT%"])
async def test_a_domain_is_taken_letter_by_letter(world: World, domain: str) -> None:
    assert await told(world, Audience(domain=domain)) == set()


async def test_the_domains_to_choose_from_are_those_of_the_mailboxes(world: World) -> None:
    domains = {box.address.split("@")[1] for person in CAST for box in person.mailboxes}
    assert set(await world.broadcasting.domains()) == domains


async def test_only_who_lacks_money_for_the_next_renewal_is_told_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audiences, "CHUNK", 2)
    await world.buy(ANNA, number=STUDIO)
    assert await told(world, Audience(short=True)) == chats(ANNA)
    await world.give(ANNA, 366)
    assert await told(world, Audience(short=True)) == set()


async def test_who_wants_nothing_renewed_lacks_nothing(world: World) -> None:
    addon = await world.buy(ANNA, number=STUDIO)
    async with world.units.write() as unit:
        await unit.addons.set_renews(addon.id, renews=False)
        await unit.commit()
    assert await told(world, Audience(short=True)) == set()


async def test_nobody_who_is_erased_is_told_anything(world: World) -> None:
    await world.run("UPDATE holders SET erased_at = '2026-11-20 10:00:00' WHERE id = :id", id=await world.holder(BRUNO))
    assert str(BRUNO.chat_id) not in await told(world, Audience(), by_email=True)
    assert BRUNO.email not in await told(world, Audience(), by_email=True)


async def test_an_expiry_today_counts_and_one_of_yesterday_does_not(world: World) -> None:
    await world.run("UPDATE mailboxes SET expires_on = :day", day=date(2026, 11, 21))
    await world.run("UPDATE mailboxes SET expires_on = :day WHERE address = :box", day=TODAY, box=MARIO.address)
    assert await told(world, Audience(expires_within=0)) == chats(MARIO)
