"""The history of accesses, and which chats are whose, on both databases."""

import pytest

from domain.accesses import Access, AccessKind
from domain.mailboxes import Mailbox
from storage.unit_of_work import SqlUnits
from tests.storage.world import NOW, registered

CHAT, OTHER = 1001, 2002


@pytest.fixture
async def mailboxes(units: SqlUnits) -> tuple[Mailbox, Mailbox]:
    """Mario's mailbox and Anna's first."""
    return await registered(units)


@pytest.fixture
def mario(mailboxes: tuple[Mailbox, Mailbox]) -> Mailbox:
    """Mario's mailbox."""
    return mailboxes[0]


@pytest.fixture
def anna(mailboxes: tuple[Mailbox, Mailbox]) -> Mailbox:
    """Anna's first mailbox."""
    return mailboxes[1]


def line(mailbox: Mailbox, kind: AccessKind = AccessKind.LOGGED_IN) -> Access:
    """Something that happened."""
    return Access(holder_id=mailbox.holder_id, mailbox_id=mailbox.id, chat_id=CHAT, kind=kind, at=NOW)


async def test_a_wrong_password_is_kept_for_a_mailbox_that_exists_and_for_no_other(
    units: SqlUnits, mario: Mailbox
) -> None:
    async with units.write() as unit:
        await unit.accesses.add_failure(mario.address, CHAT, NOW)
        await unit.accesses.add_failure("nobody@pec.archrm.it", CHAT, NOW)
        (kept,) = await unit.accesses.of_holder(mario.holder_id, 10, 0)
    assert (kept.kind, kept.mailbox_id, kept.chat_id, kept.at) == (AccessKind.FAILED, mario.id, CHAT, NOW)


async def test_a_line_is_found_by_its_own_holder_only(units: SqlUnits, mario: Mailbox, anna: Mailbox) -> None:
    async with units.write() as unit:
        (number,) = await unit.accesses.add([line(mario)])
        found = await unit.accesses.get(number, mario.holder_id)
        assert found is not None
        assert found.id == number
        assert await unit.accesses.get(number, anna.holder_id) is None


async def test_the_history_is_newest_first_and_comes_in_pages(units: SqlUnits, mario: Mailbox) -> None:
    kinds = list(AccessKind)
    async with units.write() as unit:
        for kind in kinds:
            await unit.accesses.add([line(mario, kind)])
        pages = [await unit.accesses.of_holder(mario.holder_id, 4, offset) for offset in (0, 4, 8)]
    assert [one.kind for page in pages for one in page] == kinds[::-1]
    assert [len(page) for page in pages] == [4, len(kinds) - 4, 0]


async def test_a_chat_is_new_to_a_holder_once(units: SqlUnits, mario: Mailbox, anna: Mailbox) -> None:
    async with units.write() as unit:
        answers = [
            await unit.chats.link(CHAT, holder_id, NOW)
            for holder_id in (mario.holder_id, mario.holder_id, anna.holder_id, mario.holder_id)
        ]
    assert answers == [True, False, True, True]


async def test_a_chat_is_unlinked_from_its_own_holder_only(units: SqlUnits, mario: Mailbox, anna: Mailbox) -> None:
    async with units.write() as unit:
        await unit.chats.link(CHAT, mario.holder_id, NOW)
        answers = [
            await unit.chats.unlink_from(chat_id, holder_id)
            for chat_id, holder_id in (
                (CHAT, anna.holder_id),
                (OTHER, mario.holder_id),
                (CHAT, mario.holder_id),
                (CHAT, mario.holder_id),
            )
        ]
        assert list(await unit.chats.linked(mario.holder_id)) == []
    assert answers == [False, False, True, False]
