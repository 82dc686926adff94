"""How full an inbox is: levels of alert, and the GB that help."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.mailboxes import GIGABYTE
from domain.space import Filling, SpaceNews, helping_gb, level_of, space_news
from tests.builders import a_mailbox

bytes_used = st.integers(0, 60 * GIGABYTE)
gigabytes = st.integers(1, 50)


@pytest.mark.parametrize(
    ("used", "total", "level"),
    [
        (0, 2, 0),
        (1_399_999_999, 2, 0),
        (1_400_000_000, 2, 70),
        (1_799_999_999, 2, 70),
        (1_800_000_000, 2, 90),
        (2_500_000_000, 2, 90),
        (0, 0, 0),
        (1, 0, 90),
    ],
)
def test_a_level_is_reached_to_the_byte(used: int, total: int, level: int) -> None:
    assert level_of(used, total) == level


@pytest.mark.parametrize(
    ("used", "before", "rising"),
    [
        (1_500_000_000, 0, True),
        (1_500_000_000, 70, False),
        (1_900_000_000, 70, True),
        (1_900_000_000, 0, True),
        (1_500_000_000, 90, False),
        (0, 90, False),
    ],
)
def test_only_a_higher_level_than_before_is_news(used: int, before: int, rising: bool) -> None:
    assert Filling(mailbox=a_mailbox(used_bytes=used, space_level=before), total_gb=2).is_rising is rising


@pytest.mark.parametrize(
    ("used", "total", "left", "helping"),
    [
        pytest.param(1_950_000_000, 2, 100, 1, id="one more brings it to 65 per cent"),
        pytest.param(1_400_000_000, 2, 100, 1, id="exactly 70 per cent is not below"),
        pytest.param(2_100_000_000, 2, 100, 2, id="exactly 70 per cent of three is not below either"),
        pytest.param(6_900_000_000, 2, 100, 8, id="far too full"),
        pytest.param(6_900_000_000, 2, 3, 3, id="all that can be bought"),
        pytest.param(1_950_000_000, 2, 0, 0, id="nothing can be bought"),
    ],
)
def test_the_gb_that_help_are_the_fewest_that_do(used: int, total: int, left: int, helping: int) -> None:
    assert helping_gb(used, total, left) == helping


@given(bytes_used, gigabytes)
def test_what_helps_brings_it_below_the_alert_and_one_gb_less_does_not(used: int, total: int) -> None:
    helping = helping_gb(used, total, 1_000)
    assert level_of(used, total + helping) == 0
    assert helping == 0 or level_of(used, total + helping - 1) > 0


@given(bytes_used, gigabytes, st.integers(0, 20))
def test_never_more_is_advised_than_can_be_bought(used: int, total: int, left: int) -> None:
    assert 0 <= helping_gb(used, total, left) <= left


def test_the_news_survives_its_way_through_the_outbox() -> None:
    news = space_news(Filling(mailbox=a_mailbox(used_bytes=1_950_000_000), total_gb=2), 1)
    assert SpaceNews.read(json.loads(json.dumps(news.facts()))) == news
