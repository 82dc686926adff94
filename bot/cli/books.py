"""`import` and `audit`: the register taken over, the books checked."""

from __future__ import annotations

import csv
from pathlib import Path

from bot.cli.speech import OK, REFUSED, USAGE, Speech
from domain.register import RegisterRefused, RowProblem
from domain.usecases.auditing import Auditing
from domain.usecases.importing import Importing


async def import_register(importing: Importing, path: Path, speech: Speech, *, dry_run: bool) -> int:
    """Imports a file: all rows or none. Names every problem with its line and column."""
    try:
        lines = read_lines(path)
    except UnicodeDecodeError:
        speech.complain("import-not-utf8", path=str(path))
        return REFUSED
    except OSError as error:
        speech.complain("import-unreadable", path=str(path), reason=error.strerror or type(error).__name__)
        return USAGE
    try:
        changes = await importing.run(lines, dry_run=dry_run)
    except RegisterRefused as refused:
        return _refuse(refused.problems, path, speech)
    except csv.Error as error:
        speech.complain("import-not-csv", path=str(path), reason=str(error))
        return REFUSED
    counts = {"created": changes.created, "updated": changes.updated, "unchanged": changes.unchanged}
    speech.document({**counts, "dry_run": dry_run, "problems": []})
    speech.say("import-would" if dry_run else "import-done", **counts)
    return OK


def read_lines(path: Path) -> list[str]:
    """The lines of a CSV file, with their ends; a mark at the beginning is left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(file)


def _refuse(problems: tuple[RowProblem, ...], path: Path, speech: Speech) -> int:
    """Says what is wrong with each row, and that nothing was imported."""
    reasons = [(problem, reason(problem, speech)) for problem in problems]
    listed = [{"line": it.line, "column": it.column, "reason": why, "found": it.found} for it, why in reasons]
    speech.document({"created": 0, "updated": 0, "unchanged": 0, "dry_run": False, "problems": listed})
    for problem, why in reasons:
        where = "import-problem" if problem.column else "import-problem-of-row"
        speech.complain(where, line=str(problem.line), column=problem.column, reason=why)
    speech.complain("import-refused", path=str(path), problems=len(problems))
    return REFUSED


def reason(problem: RowProblem, speech: Speech) -> str:
    """Why a cell cannot be read, in words, with what stands in it."""
    code, _, choices = problem.code.partition("-one-of-")
    if choices:
        return speech.words("row-not-one-of", found=problem.found, choices=choices.replace("-", ", "))
    return speech.words(f"row-{code}", found=problem.found)


async def audit(auditing: Auditing, speech: Speech) -> int:
    """Checks the books and changes nothing."""
    found = await auditing.audit()
    speech.document({"ok": found.ok, "balances": found.balances, "problems": list(found.problems)})
    if found.ok:
        speech.say("audit-ok", balances=found.balances)
        return OK
    for problem in found.problems:
        speech.say_as_is(f"- {problem}")
    speech.complain("audit-wrong", problems=len(found.problems), balances=found.balances)
    return REFUSED
