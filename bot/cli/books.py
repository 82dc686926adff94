"""`import`, `audit` and `acts`: the register taken over, the books checked, what administrators did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.cli.speech import OK, REFUSED, USAGE, Speech
from bot.screens import desk_acts, register
from domain.register import RegisterRefused, RowProblem
from domain.usecases.auditing import Auditing
from domain.usecases.importing import Importing
from domain.usecases.recounting import Recounting


async def import_register(importing: Importing, path: Path, speech: Speech, *, dry_run: bool) -> int:
    """Imports a file: all rows or none. Names every problem with its line and column."""
    try:
        lines = read_lines(path)
    except UnicodeDecodeError:
        return speech.refuse("import-not-utf8", path=str(path))
    except OSError as error:
        speech.refuse("import-unreadable", path=str(path), reason=error.strerror or type(error).__name__)
        return USAGE
    try:
        changes = await importing.run(lines, dry_run=dry_run)
    except RegisterRefused as refused:
        return _refuse(refused.problems, path, speech)
    counts = {"created": changes.created, "updated": changes.updated, "unchanged": changes.unchanged}
    speech.document({**counts, "dry_run": dry_run, "problems": []})
    speech.say("import-would" if dry_run else "import-done", **counts)
    for line in register.besides(speech.texts.label, changes):
        speech.say_as_is(line)
    return OK


def read_lines(path: Path) -> list[str]:
    """The lines of a CSV file, with their ends; a mark at the beginning is left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(file)


def _refuse(problems: tuple[RowProblem, ...], path: Path, speech: Speech) -> int:
    """Says what is wrong with each row, or in one line with the whole file, and that nothing was imported."""
    listed = [_listed(problem, reason(problem, speech)) for problem in problems]
    if problems[0].line == 0:
        line = speech.words("import-refused-whole", path=str(path), reason=listed[0]["reason"])
    else:
        line = speech.words("import-refused", path=str(path), problems=len(problems))
        for problem in problems:
            speech.complain_as_is(register.problem_line(speech.texts.label, problem))
    return speech.refuse_as_is("import-refused", line, created=0, updated=0, unchanged=0, problems=listed)


def _listed(problem: RowProblem, why: str) -> dict[str, Any]:
    """A problem for a program."""
    facts = {"line": problem.line, "column": problem.column, "code": problem.code}
    return {**facts, "reason": why, "found": problem.found}


def reason(problem: RowProblem, speech: Speech) -> str:
    """Why a cell cannot be read, in words, with what stands in it."""
    return register.reason(speech.texts.label, problem)


async def audit(auditing: Auditing, speech: Speech) -> int:
    """Checks the books: while they are wrong nothing is charged, once they are right charging goes on (fault F40)."""
    found = await auditing.judge()
    speech.document({"ok": found.ok, "balances": found.balances, "problems": list(found.problems)})
    if found.ok:
        speech.say("audit-ok", balances=found.balances)
        return OK
    for problem in found.problems:
        speech.say_as_is(f"- {problem}")
    speech.complain("audit-wrong", problems=len(found.problems), balances=found.balances)
    return REFUSED


async def acts(recounting: Recounting, limit: int, speech: Speech) -> int:
    """Tells the latest acts of administrators, the newest first."""
    found = await recounting.latest(limit)
    listed = [
        {"id": act.id, "at": act.at.isoformat(), "actor": act.actor_id, "act": act.act, "about": dict(act.about)}
        for act in found.acts
    ]
    speech.document({"acts": listed})
    if not found.acts:
        speech.say("acts-none")
    label = speech.texts.label
    for act in found.acts:
        what = ": ".join(desk_acts.described(label, act, found.names))
        speech.say("acts-line", at=act.at, who=desk_acts.who(label, act), what=what)
    return OK
