"""S14, S16: secrets are made by `secrets`, and what is installed is, to the byte, what was tested."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from tests.house.source import ROOT, modules

LOCKS = ("base", "postgres", "dev")
PIN = re.compile(r"[A-Za-z0-9][\w.-]*(\[[\w,-]+\])?==[\w.!+-]+( ; .*)? \\$")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?$")


def lines_of(name: str) -> list[str]:
    """What a lock file says, without its comments."""
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def locked(name: str) -> dict[str, list[str]]:
    """The lines of hashes of each pinned package of a lock file; its version stands before them."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in lines_of(name):
        if PIN.match(line):
            lines = found[plain(line)] = [line]
        else:
            lines.append(line)
    return found


def plain(package: str) -> str:
    """A package's name as all spellings of it are compared."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[~=<>;! ]", package.strip())[0]).lower()


def project() -> dict[str, Any]:
    """What pyproject.toml says of the project."""
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_s16_every_line_of_a_lock_is_a_pin_or_one_of_its_hashes(name: str) -> None:
    assert [line for line in lines_of(name) if not PIN.match(line) and not HASH.match(line)] == []
    assert len(locked(name)) > 50
    assert [package for package, lines in locked(name).items() if len(lines) < 2] == []


def test_s16_everything_that_the_project_names_is_locked() -> None:
    extras = project()["optional-dependencies"]
    wanted = {"base": [], "postgres": extras["postgres"], "dev": extras["postgres"] + extras["dev"]}
    for name, more in wanted.items():
        named = {plain(package) for package in project()["dependencies"] + more}
        assert named - set(locked(name)) == set(), name


def test_s16_what_is_tested_is_what_is_run() -> None:
    for smaller, larger in (("base", "postgres"), ("postgres", "dev")):
        few, many = locked(smaller), locked(larger)
        assert {package: many.get(package) for package in few} == few


def test_s14_nothing_secret_is_made_by_random() -> None:
    users = {module.path for module in modules() if "random" in module.imports() and "/sandbox/" not in module.path}
    assert users == set()
