"""The texts of both languages, and a choice of one."""

from collections.abc import Mapping

import pytest

from bot.screens.texts import Texts, load_texts
from domain.holders import Language


@pytest.fixture(scope="session")
def all_texts() -> Mapping[Language, Texts]:
    return load_texts()


@pytest.fixture(params=list(Language))
def texts(request: pytest.FixtureRequest, all_texts: Mapping[Language, Texts]) -> Texts:
    return all_texts[request.param]


@pytest.fixture
def italian(all_texts: Mapping[Language, Texts]) -> Texts:
    return all_texts[Language.ITALIAN]


@pytest.fixture
def english(all_texts: Mapping[Language, Texts]) -> Texts:
    return all_texts[Language.ENGLISH]
