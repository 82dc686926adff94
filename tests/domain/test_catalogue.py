"""How many GB can be bought, and how people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import MailboxType, ServiceKey, read_gb
from domain.errors import CapReached, GbNotUnderstood, GbOutOfRange
from tests.builders import CATALOGUE

STANDARD, PRO, PREMIUM = MailboxType.STANDARD, MailboxType.PRO, MailboxType.PREMIUM
INBOX, ARCHIVE = ServiceKey.INBOX, ServiceKey.ARCHIVE


@pytest.mark.parametrize(
    ("typed", "gb"), [("2", 2), (" 2 GB ", 2), ("2gb", 2), ("10 giga", 10), ("0", 0), ("101", 101)]
)
def test_gb_are_read_as_people_type_them(typed: str, gb: int) -> None:
    assert read_gb(typed) == gb


@pytest.mark.parametrize(
    "typed", ["1.5", "1,5", "due", "٣", "-1", "+1", "1e2", "", "GB", "2 MB", "２", "²", "1 0", "0x2", "9" * 400]
)
def test_f64_what_is_not_whole_gb_is_refused(typed: str) -> None:
    with pytest.raises(GbNotUnderstood):
        read_gb(typed)


@given(st.text(max_size=20))
def test_f64_any_text_is_gb_or_refused(typed: str) -> None:
    try:
        assert read_gb(typed) >= 0
    except GbNotUnderstood:
        return


@pytest.mark.parametrize("gb", [1, 2, 50, 100])
def test_one_to_a_hundred_gb_can_be_bought_at_once(gb: int) -> None:
    CATALOGUE.check_gb(gb, left=100)


@pytest.mark.parametrize("gb", [0, -1, 101, 999_999])
def test_f64_fewer_than_one_and_more_than_a_hundred_gb_are_refused(gb: int) -> None:
    with pytest.raises(GbOutOfRange) as refused:
        CATALOGUE.check_gb(gb, left=100)
    assert (refused.value.least, refused.value.most) == (1, 100)


def test_the_limit_that_a_refusal_names_is_what_the_cap_leaves() -> None:
    with pytest.raises(GbOutOfRange) as refused:
        CATALOGUE.check_gb(0, left=1)
    assert refused.value.most == 1


def test_more_than_the_cap_leaves_is_refused_with_what_is_left() -> None:
    with pytest.raises(CapReached) as refused:
        CATALOGUE.check_gb(2, left=1)
    assert refused.value.left == 1


@pytest.mark.parametrize(
    ("service", "mailbox_type", "inbox_gb", "left"),
    [
        (INBOX, STANDARD, 1, 1),
        (INBOX, STANDARD, 2, 0),
        (INBOX, STANDARD, 3, 0),
        (ARCHIVE, STANDARD, 2, 100),
        (INBOX, PRO, 2, 100),
        (INBOX, PRO, 502, 100),
        (INBOX, PREMIUM, 2, 100),
    ],
)
def test_a_standard_mailbox_holds_two_gb_in_all_and_the_others_have_no_cap(
    service: ServiceKey, mailbox_type: MailboxType, inbox_gb: int, left: int
) -> None:
    assert CATALOGUE.gb_left(service, mailbox_type, inbox_gb) == left
