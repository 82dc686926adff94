"""A short siege of each kind: as `make chaos`, with one seed and few failpoints."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.chaos.besieging import besiege
from tests.chaos.failpoints import FAILPOINTS, Asked
from tests.chaos.mutants import MUTANTS
from tests.chaos.siege import SHORT

SEED = 1
POINTS = {
    "sqlite": ("before_finish", "after_commit", "in_completing"),
    "postgresql": ("after_finish", "after_send", "before_settle"),
}


async def test_f35_f53_f58_killed_again_and_again_the_bot_loses_nothing_and_does_nothing_twice(
    kind: str, empty_database: Callable[[str], str]
) -> None:
    report = await besiege(kind, empty_database(kind), seed=SEED, size=SHORT, points=POINTS[kind])
    assert report.findings == (), report
    assert report.met == set(POINTS[kind])
    assert report.facts["updates"] >= SHORT.acts
    assert report.facts["kills"] >= SHORT.kills


async def test_the_audit_notices_that_a_debit_is_committed_apart_from_what_it_was_for(
    empty_database: Callable[[str], str],
) -> None:
    """A mutant that shows without waiting for chance; `make chaos-mutants` tries them all."""
    mutant = MUTANTS["split_commit"]
    url = empty_database(mutant.kind)
    report = await besiege(mutant.kind, url, seed=SEED, size=SHORT, mutant="split_commit", points=mutant.failpoints)
    assert any("without the add-on that it bought" in finding for finding in report.findings), report


def test_a_failpoint_that_there_is_not_cannot_be_asked_for() -> None:
    assert str(Asked.read("after_commit:3")) == "after_commit:3"
    assert Asked.read("after_commit") == Asked(name="after_commit", passes=1)
    with pytest.raises(ValueError, match="no failpoint 'after_lunch'"):
        Asked.read("after_lunch:1")


@pytest.mark.parametrize("name", FAILPOINTS)
def test_each_failpoint_names_a_method_that_there_is(name: str) -> None:
    point = FAILPOINTS[name]
    assert callable(getattr(point.owner, point.method))
