"""One's own data: changed at once, the reference e-mail only with its code, and never over somebody else's change."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.errors import CodeOver, EmailIsMailbox, NotFound, PasswordRequired, TooManyCodes, WrongCode
from domain.notices import Channel, NoticeKind
from domain.profile import Changes, Field, Profile, ProfileMoved, ProfileSaved
from tests.people import ANNA, MARIO, Person
from tests.usecases.world import Replica, World

NEW = "mario@studio-rossi.example.com"
PHONE: Changes = {Field.PHONE: "+39 333 123 4567"}
EMAIL: Changes = {Field.EMAIL: NEW}


async def profile(world: World, person: Person = MARIO) -> Profile:
    """A person's data as it stands."""
    return await world.editing.profile(await world.holder(person))


async def save(
    world: Replica, holder_id: int, changes: Changes, version: int = 0, *, code: str = "c-1", confirmed: bool = True
) -> ProfileSaved | ProfileMoved:
    """Mario saves changes to what he saw at a version."""
    return await world.editing.save(
        changes, version, code, holder_id=holder_id, person_id=MARIO.id, confirmed=confirmed
    )


async def confirm(world: World, challenge: str = "c-1", code: str | None = None, *, person: Person = MARIO) -> str:
    """A person types a code."""
    typed = code or world.codes.code(challenge)
    holder_id = await world.holder(person)
    return (await world.editing.confirm(challenge, typed, holder_id=holder_id, person_id=person.id)).email


def wrong(world: World, challenge: str = "c-1") -> str:
    """A code that is another one."""
    return "000000" if world.codes.code(challenge) != "000000" else "000001"


async def test_changes_are_saved_at_once_and_counted(world: World) -> None:
    before = await profile(world)
    outcome = await save(world, before.holder_id, PHONE, before.version)
    assert isinstance(outcome, ProfileSaved)
    after = await profile(world)
    assert (after.phone, after.version, outcome.challenge) == (PHONE[Field.PHONE], before.version + 1, None)


async def test_saving_what_is_so_already_changes_nothing(world: World) -> None:
    before = await profile(world)
    outcome = await save(world, before.holder_id, {Field.PHONE: before.phone}, before.version)
    assert isinstance(outcome, ProfileSaved)
    assert (outcome.saved, await profile(world)) == ({}, before)


@pytest.mark.parametrize("field", [Field.EMAIL, Field.VAT_NUMBER, Field.COMPANY_NAME, Field.SDI_CODE])
async def test_s5_the_e_mail_and_the_invoice_data_need_the_password_once_more(world: World, field: Field) -> None:
    before = await profile(world)
    with pytest.raises(PasswordRequired):
        await save(world, before.holder_id, {**PHONE, field: "x@example.org"}, before.version, confirmed=False)
    assert await profile(world) == before
    assert await world.count("challenges") == 0


async def test_no_code_is_sent_to_an_e_mail_that_is_empty(world: World) -> None:
    before = await profile(world)
    with pytest.raises(NotFound):
        await save(world, before.holder_id, {**PHONE, Field.EMAIL: ""}, before.version)
    assert await profile(world) == before
    assert await world.count("challenges") == 0


async def test_what_is_not_sensitive_needs_no_password(world: World) -> None:
    before = await profile(world)
    await save(world, before.holder_id, PHONE, before.version, confirmed=False)
    assert (await profile(world)).phone == PHONE[Field.PHONE]


async def test_of_two_chats_that_edit_at_once_the_second_is_told_and_overwrites_nothing(
    world: World, replica: Replica
) -> None:
    before = await profile(world)
    await save(world, before.holder_id, {Field.CITY: "Roma"}, before.version)
    outcome = await save(replica, before.holder_id, {**PHONE, Field.CITY: "Pisa"}, before.version)
    assert outcome == ProfileMoved(profile=await profile(world))
    assert (outcome.profile.city, outcome.profile.phone) == ("Roma", before.phone)
    again = await save(replica, before.holder_id, {**PHONE, Field.CITY: "Pisa"}, outcome.profile.version)
    assert isinstance(again, ProfileSaved)
    assert ((await profile(world)).city, (await profile(world)).phone) == ("Pisa", PHONE[Field.PHONE])


async def test_an_update_that_comes_again_saves_once_and_sends_one_code(world: World) -> None:
    before = await profile(world)
    outcomes = [await save(world, before.holder_id, {**PHONE, **EMAIL}, before.version) for _ in range(3)]
    assert [isinstance(outcome, ProfileSaved) and outcome.challenge is not None for outcome in outcomes] == [True] * 3
    assert (await profile(world)).version == before.version + 1
    assert [notice.kind for notice in await world.notices()] == [NoticeKind.EMAIL_CODE]


async def test_a_new_reference_e_mail_waits_for_its_code_which_goes_there(world: World) -> None:
    before = await profile(world)
    await save(world, before.holder_id, {**PHONE, **EMAIL}, before.version)
    assert ((await profile(world)).email, (await profile(world)).phone) == (before.email, PHONE[Field.PHONE])
    (letter,) = await world.notices()
    assert (letter.channel, letter.target, letter.kind) == (Channel.EMAIL, NEW, NoticeKind.EMAIL_CODE)
    assert world.codes.code("c-1") not in str(letter.facts)


async def test_with_the_code_the_address_is_taken_and_the_old_one_is_told(world: World) -> None:
    before = await profile(world)
    await save(world, before.holder_id, EMAIL, before.version)
    await world.notices()
    assert await confirm(world) == NEW
    after = await profile(world)
    assert (after.email, after.email_confirmed_at) == (NEW, world.clock.now())
    (told,) = await world.notices()
    assert (told.kind, told.channel, told.target) == (NoticeKind.EMAIL_CHANGED, Channel.EMAIL, before.email)
    assert NEW not in str(told.facts)


async def test_the_holders_other_chats_are_told_of_a_new_address(world: World) -> None:
    before = await profile(world)
    async with world.units.write() as unit:
        await unit.chats.link(7001, before.holder_id, world.clock.now())
        await unit.commit()
    await save(world, before.holder_id, EMAIL, before.version)
    await confirm(world)
    told = {notice.target for notice in await world.notices() if notice.kind is NoticeKind.EMAIL_CHANGED}
    assert told == {before.email, "7001"}


async def test_the_address_of_the_register_is_confirmed_by_a_code_and_nobody_is_told(world: World) -> None:
    before = await profile(world)
    sent = await world.editing.send_code(None, "c-1", holder_id=before.holder_id, person_id=MARIO.id)
    assert sent is not None
    assert [notice.target for notice in await world.notices()] == [before.email]
    assert await confirm(world) == before.email
    assert (await profile(world)).email_confirmed_at is not None
    assert await world.notices() == []
    assert await world.editing.send_code(None, "c-2", holder_id=before.holder_id, person_id=MARIO.id) is None


async def test_a_code_may_be_mistyped_four_times_and_not_five(world: World) -> None:
    before = await profile(world)
    await save(world, before.holder_id, EMAIL, before.version)
    left = []
    for _ in range(4):
        with pytest.raises(WrongCode) as refused:
            await confirm(world, code=wrong(world))
        left.append(refused.value.left)
    with pytest.raises(CodeOver):
        await confirm(world, code=wrong(world))
    with pytest.raises(CodeOver):
        await confirm(world)
    assert left == [4, 3, 2, 1]
    assert (await profile(world)).email == before.email


async def test_tries_of_two_processes_at_once_are_all_counted(world: World, replica: Replica) -> None:
    before = await profile(world)
    await save(world, before.holder_id, EMAIL, before.version)
    for side in (world, replica, world, replica, world):
        with pytest.raises((WrongCode, CodeOver)):
            await side.editing.confirm("c-1", wrong(world), holder_id=before.holder_id, person_id=MARIO.id)
    with pytest.raises(CodeOver):
        await confirm(world)


async def test_a_code_is_over_after_thirty_minutes(world: World) -> None:
    before = await profile(world)
    await save(world, before.holder_id, EMAIL, before.version)
    world.pass_time(minutes=30)
    with pytest.raises(CodeOver):
        await confirm(world)


async def test_a_code_typed_again_says_the_same_and_tells_nobody_twice(world: World) -> None:
    before = await profile(world)
    await save(world, before.holder_id, EMAIL, before.version)
    assert [await confirm(world), await confirm(world)] == [NEW, NEW]
    assert [notice.kind for notice in await world.notices()].count(NoticeKind.EMAIL_CHANGED) == 1


async def test_s7_the_code_of_another_person_is_worth_nothing(world: World) -> None:
    before = await profile(world)
    await save(world, before.holder_id, EMAIL, before.version)
    with pytest.raises(CodeOver):
        await confirm(world, person=ANNA)
    with pytest.raises(NotFound):  # the same person, logged in as somebody else
        await world.editing.confirm(
            "c-1", world.codes.code("c-1"), holder_id=await world.holder(ANNA), person_id=MARIO.id
        )


async def test_nobody_can_have_strangers_flooded_with_codes(world: World) -> None:
    before = await profile(world)
    for number in range(6):
        world.pass_time(minutes=10)
        await world.editing.send_code(NEW, f"c-{number}", holder_id=before.holder_id, person_id=MARIO.id)
    sent = await world.editing.send_code(NEW, "c-7", holder_id=before.holder_id, person_id=MARIO.id)
    assert sent is not None
    assert sent.id == "c-5"  # the last one can still be typed
    world.pass_time(minutes=30)
    with pytest.raises(TooManyCodes) as refused:
        await world.editing.send_code(NEW, "c-8", holder_id=before.holder_id, person_id=MARIO.id)
    assert refused.value.until == world.clock.now() - timedelta(minutes=80) + timedelta(days=1)
    assert await world.count("challenges") == 6


async def test_s7_a_code_that_was_sent_for_another_holder_is_not_handed_on(world: World) -> None:
    """A phone that two share: each writes the same address, within the same half minute."""
    await world.editing.send_code(NEW, "c-1", holder_id=await world.holder(ANNA), person_id=MARIO.id)
    with pytest.raises(TooManyCodes):
        await world.editing.send_code(NEW, "c-2", holder_id=await world.holder(MARIO), person_id=MARIO.id)


async def test_one_of_the_holders_own_mailboxes_is_no_reference_e_mail(world: World) -> None:
    holder_id = await world.holder(ANNA)
    for mailbox in ANNA.mailboxes:
        with pytest.raises(EmailIsMailbox):
            await world.editing.read(Field.EMAIL, mailbox.address.capitalize(), {}, holder_id=holder_id)
    assert await world.editing.read(Field.EMAIL, MARIO.address, {}, holder_id=holder_id) == MARIO.address


async def test_a_field_is_read_beside_the_changes_that_are_not_saved_yet(world: World) -> None:
    holder_id = await world.holder(MARIO)
    read = await world.editing.read(Field.POSTAL_CODE, "8001", {Field.COUNTRY: "CH"}, holder_id=holder_id)
    assert read == "8001"


async def test_an_import_leaves_what_the_holder_has_changed_until_the_body_changes_it(world: World) -> None:
    before = await profile(world)
    await save(world, before.holder_id, {**PHONE, **EMAIL}, before.version)
    await confirm(world)
    await world.import_row(MARIO, used_bytes=1)
    assert ((await profile(world)).email, (await profile(world)).phone) == (NEW, PHONE[Field.PHONE])
    await world.import_row(MARIO, email="office@example.com")
    after = await profile(world)
    assert (after.email, after.phone, after.email_confirmed_at) == ("office@example.com", PHONE[Field.PHONE], None)


async def test_an_import_meanwhile_is_a_change_like_any_other(world: World) -> None:
    before = await profile(world)
    await world.import_row(MARIO, email="office@example.com")
    outcome = await save(world, before.holder_id, PHONE, before.version)
    assert isinstance(outcome, ProfileMoved)
    assert outcome.profile.email == "office@example.com"
