"""The update being answered right now, and the dialog it moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from domain.dialogs import Dialog


@dataclass(kw_only=True, slots=True)
class Turn:
    """One update on its way through the handlers; the dialog is saved once they are all done."""

    update_id: int
    reference: str
    dialog: Dialog
    moved: bool = False
    reached_handlers: bool = False
    error: Exception | None = None

    @property
    def chat_id(self) -> int:
        """The chat whose turn it is."""
        return self.dialog.chat_id


_turn: ContextVar[Turn] = ContextVar("turn")


def current_turn() -> Turn:
    """The turn of the current update. Raises LookupError outside of one."""
    return _turn.get()


@contextmanager
def taking(turn: Turn) -> Iterator[Turn]:
    """Makes a turn the current one for the block."""
    token = _turn.set(turn)
    try:
        yield turn
    finally:
        _turn.reset(token)
