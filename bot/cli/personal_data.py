"""`export` and `erase`: everything that is kept about a holder, told or taken out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from bot.cli.speech import OK, USAGE, Speech
from bot.screens.texts import Variable
from domain.erasure import Obstacle, StillOpen
from domain.errors import NotFound
from domain.usecases.privacy import Privacy


async def export(privacy: Privacy, mailbox: str, path: Path | None, speech: Speech) -> int:
    """Writes the document to a new file that only its owner can read, or to standard output."""
    try:
        document = (await privacy.export(await privacy.holder_of(mailbox))).as_json()
    except NotFound:
        return speech.refuse("personal-data-no-mailbox", mailbox=mailbox)
    if path is None:
        print(document.decode(), end="", flush=True)
        return OK
    try:
        _write(path, document)
    except FileExistsError:
        return speech.refuse("export-exists", path=str(path))
    except OSError as error:
        speech.refuse("export-not-written", path=str(path), reason=error.strerror or type(error).__name__)
        return USAGE
    speech.document({"path": str(path), "bytes": len(document)})
    speech.say("export-made", path=str(path))
    return OK


async def erase(privacy: Privacy, mailbox: str, speech: Speech, *, dry_run: bool) -> int:
    """Erases the personal data of a closed account; else names everything that stands in the way."""
    try:
        outcome = await privacy.erase(await privacy.holder_of(mailbox), dry_run=dry_run)
    except NotFound:
        return speech.refuse("personal-data-no-mailbox", mailbox=mailbox)
    if isinstance(outcome, StillOpen):
        return _refuse(outcome.obstacles, speech)
    counts = {"mailboxes": outcome.mailboxes, "chats": outcome.chats, "notices": outcome.notices}
    speech.document({"erased": not dry_run, "pseudonym": outcome.pseudonym, **counts, "dry_run": dry_run})
    speech.say("erase-would" if dry_run else "erase-done", pseudonym=outcome.pseudonym, **counts)
    return OK


def _refuse(obstacles: tuple[Obstacle, ...], speech: Speech) -> int:
    listed = [_listed(obstacle, _reason(obstacle, speech)) for obstacle in obstacles]
    for told in listed:
        speech.complain_as_is(f"- {told['reason']}")
    return speech.refuse_as_is("erase-not-closed", speech.words("erase-not-closed"), obstacles=listed)


def _listed(obstacle: Obstacle, why: str) -> dict[str, Any]:
    """An obstacle for a program."""
    until = obstacle.until.isoformat() if obstacle.until else None
    facts = {"mailbox": obstacle.mailbox or None, "until": until, "amount_cents": obstacle.amount.cents or None}
    return {"code": obstacle.kind.value, "reason": why, **{name: fact for name, fact in facts.items() if fact}}


def _reason(obstacle: Obstacle, speech: Speech) -> str:
    facts: dict[str, Variable] = {"mailbox": obstacle.mailbox, "amount": obstacle.amount}
    if obstacle.until is not None:
        facts["until"] = obstacle.until
    return speech.words(f"obstacle-{obstacle.kind}", **facts)


def _write(path: Path, document: bytes) -> None:
    """Creates the file. Raises FileExistsError, OSError."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(document)
