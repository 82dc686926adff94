"""The texts of each language."""

import pytest

from bot.screens.texts import Texts, load_texts
from domain.holders import Language


@pytest.fixture(params=Language)
def texts(request: pytest.FixtureRequest) -> Texts:
    return load_texts()[request.param]


@pytest.fixture
def italian() -> Texts:
    return load_texts()[Language.ITALIAN]


@pytest.fixture
def english() -> Texts:
    return load_texts()[Language.ENGLISH]
