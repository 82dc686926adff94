"""The house has these rooms and no others."""

import re

from tests.house.source import ROOT, tracked_files

TOP = {
    ".ci", ".env.example", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md",
    "bot", "docs", "domain", "locales", "pyproject.toml", "requirements", "storage", "tests",
}  # fmt: skip

# Written in two halves, so that this file does not break its own rule.
FORBIDDEN = ["extra-" + "index-url", "find-" + "links", "/wo" + "rk/", "/ro" + "ot/", "file:" + "///opt"]
FORBIDDEN_IN_REQUIREMENTS = ["http:" + "//", "https:" + "//", "file:" + "//", "--index", "--trusted-host", " @ "]
LOCKS_THAT_NAME_HOSTS = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"}
# The Makefile names the option of uv that keeps such links out.
ALLOWED = {("Makefile", "find-" + "links")}

BARE_IGNORE = re.compile(r"#\s*(noqa(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?|type:\s*ignore(\[[\w, -]+\])?)\s*$")


def readable(name: str) -> str:
    """The text of a tracked file, or nothing for a picture."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_the_top_level_holds_only_what_is_named() -> None:
    assert {name.split("/")[0] for name in tracked_files()} - TOP == set()


def test_no_tracked_file_names_a_registry_host_or_a_path_of_somebodys_machine() -> None:
    found = {(name, word) for name in tracked_files() for word in FORBIDDEN if word in readable(name)}
    assert found - ALLOWED == set()


def test_requirements_are_hashed_and_name_no_host() -> None:
    locked = [name for name in tracked_files() if name.startswith("requirements/") and name.endswith(".txt")]
    assert "requirements/base.txt" in locked
    for name in locked:
        text = readable(name)
        assert [word for word in FORBIDDEN_IN_REQUIREMENTS if word in text] == [], name
        pins = re.findall(r"(?m)^[A-Za-z0-9][^\s=]*==.*$", text)
        assert [pin for pin in pins if not pin.endswith("\\")] == [], name


def test_no_lock_file_of_another_tool_is_tracked() -> None:
    assert LOCKS_THAT_NAME_HOSTS.intersection(name.rsplit("/", 1)[-1] for name in tracked_files()) == set()


def test_every_ignored_finding_has_its_reason_behind_it() -> None:
    bare = [
        f"{name}:{number}"
        for name in tracked_files()
        if name.endswith(".py")
        for number, line in enumerate(readable(name).splitlines(), start=1)
        if BARE_IGNORE.search(line)
    ]
    assert bare == []
