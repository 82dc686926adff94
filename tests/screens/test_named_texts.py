"""The texts of the command line, which no sample shows: each is named in the code, and what the code names is there."""

import ast
import re
from collections.abc import Iterator

import pytest

from bot.screens.texts import LOCALES
from bot.settings import Settings
from domain.holders import Language
from tests.screens.test_locales import messages

PREFIX = "cli-"
SAID = {"say", "refuse", "complain", "words"}
HINT = re.compile(r"hint-([a-z-]+)")

TREES = [
    ast.parse(path.read_text(encoding="utf-8"))
    for room in ("bot", "domain", "storage")
    for path in sorted((LOCALES.parent / room).rglob("*.py"))
]
NODES = [node for tree in TREES for node in ast.walk(tree)]
WORDS = {node.value for node in NODES if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def patterns() -> Iterator[re.Pattern[str]]:
    """The keys that are put together of parts, such as `row-` and the code of a problem."""
    for node in NODES:
        if isinstance(node, ast.JoinedStr) and any(isinstance(part, ast.Constant) for part in node.values):
            parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)" for part in node.values]
            yield re.compile("".join(parts))


PATTERNS = [pattern for pattern in patterns() if "-" in pattern.pattern]


def is_named(key: str) -> bool:
    """Whether the code says a text of the command line: by its key, or by one put together of words it knows."""
    bare = key.removeprefix(PREFIX)
    hint = HINT.fullmatch(bare)
    if hint is not None:
        return hint[1].replace("-", "_") in Settings.model_fields
    if bare in WORDS or key in WORDS:
        return True
    found = (pattern.fullmatch(text) for pattern in PATTERNS for text in (bare, key))
    return any(match is not None and set(match.groups()) <= WORDS for match in found)


@pytest.mark.parametrize("language", Language)
def test_every_text_of_the_command_line_is_named_in_the_code(language: Language) -> None:
    keys = [message.id.name for message in messages(language) if message.id.name.startswith(PREFIX)]
    assert [key for key in keys if not is_named(key)] == []


def spoken() -> Iterator[str]:
    """The keys that the command line names as they are."""
    for node in NODES:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SAID and node.args:
            first = node.args[0]
            choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            yield from (one.value for one in choices if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_every_text_that_the_command_line_names_is_there() -> None:
    keys = {message.id.name for message in messages(Language.ITALIAN)}
    assert {key for key in spoken() if f"{PREFIX}{key}" not in keys} == set()
    assert len(set(spoken())) > 40


def test_every_setting_has_a_hint_for_whoever_writes_it_wrong() -> None:
    hinted = {key.id.name.removeprefix("cli-hint-").replace("-", "_") for key in messages(Language.ITALIAN)}
    assert {name for name in Settings.model_fields if name not in hinted} == set()
