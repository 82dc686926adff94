"""`python -m tests.chaos [sqlite|postgresql] [--seed N] [--short] [--mutant NAME | --mutants]`: the crash harness.

Without arguments: three seeds on each kind of database, and each failpoint is met. Exit code 1 if anything disagrees,
or a mutant goes unnoticed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.running import run_in_loop
from tests.bench.provider import databases
from tests.chaos.besieging import Report, besiege
from tests.chaos.failpoints import FAILPOINTS
from tests.chaos.mutants import MUTANTS
from tests.chaos.siege import LONG, RACING, SHORT

KINDS = ("sqlite", "postgresql")
SEEDS = (1, 2, 3)
LEAST = {"updates": 3_000, "duplicates": 800, "kills": 12}


def main() -> int:
    """Reads what is wanted, and does it."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("kind", nargs="*", choices=[*KINDS, []])
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--mutant", choices=MUTANTS)
    parser.add_argument("--mutants", action="store_true")
    asked = parser.parse_args()
    kinds, seeds = tuple(asked.kind) or KINDS, tuple(asked.seed or SEEDS)
    names = tuple(MUTANTS) if asked.mutants else (asked.mutant,) if asked.mutant else ()
    if names:
        return run_in_loop(_mutants(names, seeds[0]))
    return run_in_loop(_sieges(kinds, seeds, short=asked.short))


async def _sieges(kinds: tuple[str, ...], seeds: tuple[int, ...], *, short: bool) -> int:
    """Besieges each kind of database with each seed."""
    reports: list[Report] = []
    failed = False
    for kind in kinds:
        for seed in seeds:
            with _database(kind) as url:
                reports.append(await besiege(kind, url, seed=seed, size=SHORT if short else LONG))
            print(reports[-1], flush=True)
            few = [] if short else [name for name, least in LEAST.items() if reports[-1].facts[name] < least]
            if few:
                print(f"too little was done: {', '.join(few)}")
                failed = True
    missed = set(FAILPOINTS) - {name for report in reports for name in report.met}
    if missed:
        print(f"failpoints that nothing met: {', '.join(sorted(missed))}")
    failed |= bool(missed) or any(report.findings for report in reports)
    return int(failed)


async def _mutants(names: tuple[str, ...], seed: int) -> int:
    """Each mutant has to be noticed."""
    unnoticed = 0
    for name in names:
        mutant = MUTANTS[name]
        with _database(mutant.kind) as url:
            points = mutant.failpoints or ("after_send", "after_commit")
            report = await besiege(
                mutant.kind, url, seed=seed, size=RACING if mutant.stories else SHORT, mutant=name, points=points
            )
        unnoticed += not report.findings
        print(f"{'red  ' if report.findings else 'GREEN'} {report}", flush=True)
    return int(unnoticed > 0)


@contextmanager
def _database(kind: str) -> Iterator[str]:
    """An empty database of a kind."""
    with databases((kind,)) as urls:
        yield urls[kind]


if __name__ == "__main__":
    sys.exit(main())
