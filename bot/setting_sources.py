"""Where settings come from besides the environment, and what is said of those that are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

HOLDS_SECRETS = {
    "bot_token",
    "webhook_secret",
    "stripe_secret_key",
    "stripe_webhook_secret",
    "database_url",
    "smtp_url",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingProblem:
    """The environment's name of a setting, and a code for what is wrong with it; never its value."""

    name: str
    code: str


class SettingsRefused(Exception):
    """Some settings are missing or malformed."""

    def __init__(self, problems: tuple[SettingProblem, ...]) -> None:
        super().__init__(", ".join(f"{problem.name}: {problem.code}" for problem in problems))
        self.problems = problems


class SecretFiles(PydanticBaseSettingsSource):
    """Reads secrets from the files that NAME_FILE names."""

    def __init__(self, settings: type[BaseSettings], given: Mapping[str, str | None]) -> None:
        super().__init__(settings)
        self._given = given

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The first line of the file, if one is named."""
        path = self._given.get(f"{field_name}_file")
        if field_name not in HOLDS_SECRETS or not path:
            return None, field_name, False
        if self._given.get(field_name):
            raise SettingsRefused((SettingProblem(name=field_name.upper(), code="given-twice"),))
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError):
            raise SettingsRefused((SettingProblem(name=f"{field_name.upper()}_FILE", code="unreadable"),)) from None

    def __call__(self) -> dict[str, Any]:
        """All secrets found in files."""
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}
