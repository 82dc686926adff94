"""The picture of a digest: a PNG that a phone shows as it is, with bars as high as their amounts."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image

from bot.papers import bars
from bot.papers.bars import HEIGHT, WIDTH, Colour, axis
from bot.papers.digest_chart import COVERED, ORDERS, RENEWALS, SHORT, TOP_UPS, digest_chart
from bot.screens.texts import Texts
from domain.digest import Digest
from tests.screens.digest_facts import a_full_digest, a_quiet_digest, an_ordinary_digest, an_outlook

BARS = HEIGHT // 2 + 260  # the row below which there are only the bars of the days ahead


def picture(texts: Texts, digest: Digest) -> Image.Image:
    """The picture, read back."""
    return Image.open(io.BytesIO(digest_chart(texts, digest)))


def pixels(image: Image.Image, colour: Colour, *, below: int = 0) -> int:
    """How many pixels have exactly a colour, from a row on."""
    counted = image.crop((0, below, WIDTH, HEIGHT)).getcolors(WIDTH * HEIGHT) or []
    return sum(int(count) for count, found in counted if found == colour)


@pytest.mark.parametrize("make", [an_ordinary_digest, a_full_digest, a_quiet_digest])
def test_it_is_a_png_that_telegram_hands_out_as_it_is(texts: Texts, make: object) -> None:
    assert callable(make)
    content = digest_chart(texts, make())
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (1024, 1280))
    assert len(content) < 400_000


def test_the_same_digest_makes_the_same_bytes(texts: Texts) -> None:
    assert digest_chart(texts, an_ordinary_digest()) == digest_chart(texts, an_ordinary_digest())


def test_each_kind_of_money_has_its_colour(texts: Texts) -> None:
    image = picture(texts, an_ordinary_digest())
    assert all(pixels(image, colour) > 1_000 for colour in (TOP_UPS, ORDERS, RENEWALS, COVERED, SHORT))


def test_bars_are_as_high_as_their_amounts(texts: Texts) -> None:
    outlook = an_outlook(short=0, holders=0)
    days = tuple(replace(one, covered_cents=0, count=0) for one in outlook.days)
    small = replace(days[10], covered_cents=10_000, short_cents=0, count=1)
    large = replace(days[20], covered_cents=0, short_cents=30_000, count=1)
    digest = replace(a_quiet_digest(), outlook=replace(outlook, days=(*days[:10], small, *days[11:20], large)))
    image = picture(texts, digest)
    ratio = pixels(image, SHORT, below=BARS) / pixels(image, COVERED, below=BARS)
    assert 2.7 < ratio < 3.1  # round corners take some of each


def test_a_cent_is_seen_beside_a_fortune(texts: Texts) -> None:
    quiet = a_quiet_digest()
    first, second, *rest = quiet.outlook.days
    days = (replace(first, short_cents=1), replace(second, covered_cents=10**9), *rest)
    image = picture(texts, replace(quiet, outlook=replace(quiet.outlook, days=days)))
    assert pixels(image, SHORT, below=BARS) > 0


def test_a_quiet_picture_has_no_bars(texts: Texts) -> None:
    quiet, ordinary = picture(texts, a_quiet_digest()), picture(texts, an_ordinary_digest())
    assert pixels(quiet, TOP_UPS) < 700 < pixels(ordinary, TOP_UPS)


def test_the_languages_write_it_each_in_its_way(italian: Texts, english: Texts) -> None:
    assert digest_chart(italian, a_quiet_digest()) != digest_chart(english, a_quiet_digest())


def test_a_word_too_long_for_its_place_is_made_smaller(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    later = replace(a_full_digest(), day=a_full_digest().day + timedelta(days=20_000))
    edge = picture(texts, later).crop((WIDTH - 8, 0, WIDTH, HEIGHT)).getcolors(WIDTH * HEIGHT) or []
    assert {colour for _, colour in edge} == {bars._PAPER}


@pytest.mark.parametrize(
    ("highest", "lines"),
    [
        (0, [0, 100, 200, 300]),
        (1, [0, 100, 200, 300]),
        (400, [0, 100, 200, 300, 400]),
        (401, [0, 200, 400, 600]),
        (22_692, [0, 10_000, 20_000, 30_000]),
        (60_000, [0, 20_000, 40_000, 60_000]),
        (10**9, [0, 500_000_000, 10**9, 1_500_000_000]),
    ],
)
def test_an_axis_has_three_or_four_round_steps(highest: int, lines: list[int]) -> None:
    assert list(axis(highest)) == lines
