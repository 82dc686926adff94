"""Which link a log-in was made over, and what a masked address shows."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accesses import Access, AccessKind, LinkedChat, is_from
from domain.masking import masked_email
from tests.people import MARIO, NOW

LOGIN = Access(holder_id=1, mailbox_id=1, chat_id=MARIO.chat_id, kind=AccessKind.LOGGED_IN, at=NOW)


def a_chat(minutes: int | None, chat_id: int = MARIO.chat_id) -> LinkedChat:
    """A chat that was linked so many minutes after the log-in."""
    linked_at = None if minutes is None else NOW + timedelta(minutes=minutes)
    return LinkedChat(chat_id=chat_id, linked_at=linked_at, used_at=None, reachable=True)


@pytest.mark.parametrize(
    ("chat", "expected"),
    [
        (a_chat(0), True),
        (a_chat(-5), True),
        (a_chat(None), True),
        (a_chat(1), False),
        (a_chat(0, chat_id=9), False),
    ],
    ids=["linked by it", "linked before", "linked long ago", "linked anew since", "another chat"],
)
def test_f67_a_login_is_of_the_link_that_it_was_made_over(chat: LinkedChat, expected: bool) -> None:
    assert is_from(LOGIN, chat) is expected


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("mario@example.com", "m•••@e•••.com"),
        ("m@x.it", "m•••@x•••.it"),
        ("mario.rossi@studio.example.co.uk", "m•••@s•••.uk"),
        ("mario@localhost", "m•••@l•••"),
        ('"a@b"@example.com', '"•••@e•••.com'),
        ("nonsense", "•••"),
        ("", "•••"),
        ("@", "•••@•••"),
    ],
)
def test_a_masked_address_shows_first_letters_and_its_end(address: str, shown: str) -> None:
    assert masked_email(address) == shown


@given(st.from_regex(r"\A[a-z0-9.]{2,30}@[a-z0-9-]{2,30}\.[a-z]{2,6}\Z"))
def test_neither_name_nor_host_can_be_read_in_a_masked_address(address: str) -> None:
    person, host = address.split("@")
    shown_person, shown_host = masked_email(address).split("@")
    assert person not in shown_person
    assert host not in shown_host
