"""Functions and files stay small enough to be read in one go."""

from tests.house.source import modules

LINES_OF_A_FUNCTION = 40
LINES_OF_A_FILE = 300

# What is longer today, with its length. An entry may shrink or go, never grow, and none is added.
LONG_FUNCTIONS: dict[str, int] = {}
LONG_FILES: dict[str, int] = {}


def test_every_function_keeps_its_budget() -> None:
    lengths = {name: length for module in modules() for name, length in module.functions()}
    too_long = {name: length for name, length in lengths.items() if length > LINES_OF_A_FUNCTION}
    assert too_long == LONG_FUNCTIONS


def test_every_file_keeps_its_budget() -> None:
    too_long = {module.path: module.lines for module in modules() if module.lines > LINES_OF_A_FILE}
    assert too_long == LONG_FILES


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}
    names = {module.path: module.path.removesuffix(".py").split("/") for module in modules()}
    assert [path for path, parts in names.items() if drawers.intersection(parts)] == []
