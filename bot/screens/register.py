"""The body's register, sent to the chat: what has to be in it, what it would change, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.screens.buttons.desk import AskForRegister, FindHolders, ImportRegister, ShowActs
from bot.screens.screen import Row, Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.register import COLUMNS, RegisterChanges, RowProblem
from domain.register_cells import MOST_CHARACTERS, MOST_HASH_KIB, MOST_HASH_LANES, MOST_HASH_ROUNDS
from domain.register_progress import Progress

MOST_PROBLEMS = 10  # told in the chat; all of them come as a file
FILE_CHARACTERS = 16  # of the digest, in a key
LIMITS = {
    "most": str(MOST_CHARACTERS),
    "kib": str(MOST_HASH_KIB),
    "rounds": str(MOST_HASH_ROUNDS),
    "lanes": str(MOST_HASH_LANES),
}

Say = Callable[..., str]  # a Texts, or its labels


def ask(texts: Texts) -> Screen:
    """Send the register as a file, with these columns."""
    columns = texts("register-columns", columns=", ".join(COLUMNS[:8]), others=", ".join(COLUMNS[8:]))
    return with_way_home(texts, paragraphs(texts("register-ask"), columns), _back(texts))


def not_asked_for(texts: Texts) -> Screen:
    """What may be the register came where nobody waits for it."""
    return with_way_home(texts, texts("register-not-asked-for"), (Tap(texts.label("key-register"), AskForRegister()),))


def not_a_file(texts: Texts) -> Screen:
    """What was sent is no file."""
    return with_way_home(texts, texts("register-not-a-file"), _back(texts))


def progress(texts: Texts, progress: Progress) -> Screen:
    """How far it has come."""
    percent = min(100, progress.done * 100 // progress.total) if progress.total else 0
    return Screen(texts("register-progress", stage=progress.stage, percent=percent))


def looked_at(texts: Texts, changes: RegisterChanges, digest: str) -> Screen:
    """What an import would change, and the key that does it."""
    told = lines(*counted(texts, changes))
    if not changes.created and not changes.updated:
        return with_way_home(texts, paragraphs(texts("register-nothing-new"), told), _another(texts))
    return with_way_home(
        texts,
        paragraphs(texts("register-would"), told, texts("register-money-stays")),
        (Tap(texts.label("key-import-register"), ImportRegister(digest[:FILE_CHARACTERS]), "success"),),
        _another(texts),
    )


def refused(texts: Texts, problems: Sequence[RowProblem]) -> Screen:
    """What is wrong, the first problems one by one; nothing of it was imported."""
    if problems[0].line == 0:
        text = texts("register-refused-whole", reason=reason(texts.label, problems[0]))
        return with_way_home(texts, text, _another(texts))
    more = len(problems) - MOST_PROBLEMS
    text = paragraphs(
        texts("register-refused", count=len(problems)),
        lines(*(problem_line(texts, one) for one in problems[:MOST_PROBLEMS])),
        texts("register-refused-more", count=more) if more > 0 else None,
    )
    return with_way_home(texts, text, _another(texts))


def all_problems(texts: Texts, problems: Sequence[RowProblem]) -> bytes:
    """Every problem in a line of its own, as a text that any phone opens."""
    return "".join(f"{problem_line(texts.label, one)}\r\n" for one in problems).encode("utf-8-sig")


def problems_caption(texts: Texts, count: int) -> Screen:
    """What is said under the file of the problems."""
    return Screen(texts("register-problems-caption", count=count))


def problems_name(texts: Texts) -> str:
    """What the file of the problems is called."""
    return texts.label("register-problems-file")


def imported(texts: Texts, changes: RegisterChanges) -> Screen:
    """What an import has changed."""
    text = paragraphs(texts("register-done"), lines(*counted(texts, changes)))
    return with_way_home(texts, text, *_after(texts))


def imported_before(texts: Texts) -> Screen:
    """It was imported at an earlier tap."""
    return with_way_home(texts, texts("register-done-before"), *_after(texts))


def gone(texts: Texts) -> Screen:
    """No file waits to be imported any more."""
    return with_way_home(texts, texts("register-gone"), _another(texts), (Tap(texts.label("key-acts"), ShowActs()),))


def counted(say: Say, changes: RegisterChanges) -> Iterator[str]:
    """What an import changes, a line each; with the texts of a chat, or with labels for a terminal."""
    for key, count in (
        ("register-created", changes.created),
        ("register-updated", changes.updated),
        ("register-unchanged", changes.unchanged),
    ):
        if count:
            yield say(key, count=count)
    yield from besides(say, changes)


def besides(say: Say, changes: RegisterChanges) -> Iterator[str]:
    """What an import changes besides the mailboxes it counts: holders, dates, and what stays suspended."""
    if changes.new_holders:
        yield say("register-holders", count=changes.new_holders)
    if changes.moved:
        yield say("register-moved", count=changes.moved)
        for one in changes.first_moved:
            yield say("register-moved-line", mailbox=one.mailbox, before=one.before, after=one.after)
        more = changes.moved - len(changes.first_moved)
        if more > 0:
            yield say("register-moved-more", count=more)
    for key, count in (
        ("register-moved-back", changes.moved_back),
        ("register-suspended", changes.suspended),
        ("register-opened", changes.opened),
        ("register-retyped", changes.retyped),
        ("register-held", changes.held),
    ):
        if count:
            yield say(key, count=count)


def problem_line(say: Say, problem: RowProblem) -> str:
    """Where a problem is, and what it is."""
    key = "register-problem" if problem.column else "register-problem-of-row"
    return f"{say(key, line=str(problem.line), column=problem.column)}: {reason(say, problem)}"


def reason(say: Say, problem: RowProblem) -> str:
    """Why a cell cannot be read, in words, with what stands in it."""
    return say(f"cli-row-{problem.code}", found=problem.found, choices=", ".join(problem.choices), **LIMITS)


def _back(texts: Texts) -> Row:
    return (Tap(texts.label("key-find"), FindHolders()),)


def _another(texts: Texts) -> Row:
    return (Tap(texts.label("key-another-register"), AskForRegister()),)


def _after(texts: Texts) -> tuple[Row, Row]:
    return (Tap(texts.label("key-acts"), ShowActs()),), _back(texts)
