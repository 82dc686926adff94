"""`.env.example` is the whole truth about the settings."""

import importlib
import re

import pytest
from pydantic_settings import BaseSettings

from tests.house.source import ROOT


def declared() -> set[str]:
    """The environment's name of each setting."""
    if not (ROOT / "bot/settings.py").exists():
        pytest.skip("bot/settings.py is not there yet")
    settings = importlib.import_module("bot.settings").Settings
    assert issubclass(settings, BaseSettings)
    prefix = settings.model_config.get("env_prefix", "")
    names = set()
    for name, field in settings.model_fields.items():
        alias = field.validation_alias or field.alias
        names.add(alias if isinstance(alias, str) else f"{prefix}{name}")
    return {name.upper() for name in names}


def documented() -> set[str]:
    """The names that `.env.example` sets, commented out or not."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"(?m)^#?\s?([A-Z][A-Z0-9_]+)=", text))


def test_every_setting_is_in_the_example() -> None:
    assert declared() - documented() == set()


def test_the_example_sets_nothing_that_does_not_exist() -> None:
    names = declared()
    assert {name for name in documented() if name.removesuffix("_FILE") not in names and name not in names} == set()
