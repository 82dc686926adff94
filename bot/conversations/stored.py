"""PTB's ConversationHandler with its state in the database."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from enum import Enum
from typing import Any, TypeVar

from telegram import Update
from telegram.ext import Application, BaseHandler, CallbackContext, ConversationHandler
from telegram.warnings import PTBUserWarning

from bot.turn import current_turn

CCT = TypeVar("CCT", bound=CallbackContext[Any, Any, Any, Any])

Key = tuple[int | str, ...]


class StoredConversation(ConversationHandler[CCT]):
    """A conversation that any replica can go on with, and that no restart forgets.

    One conversation is active in a chat at a time. Entering another takes the dialog over with an
    empty draft; END, from whichever conversation, leaves none. An entry point that returns None
    leaves the dialog as it was. States are Enum members and are stored by their names.
    """

    def __init__(
        self,
        *,
        name: str,
        entry_points: Sequence[BaseHandler[Update, CCT, Any]],
        states: Mapping[Enum, Sequence[BaseHandler[Update, CCT, Any]]],
        fallbacks: Sequence[BaseHandler[Update, CCT, Any]] = (),
        allow_reentry: bool = True,
    ) -> None:
        _refuse_what_cannot_be_stored(name, states)
        _refuse_handlers(name, [*entry_points, *fallbacks, *(one for state in states.values() for one in state)])
        with warnings.catch_warnings():
            # PTB reminds that a tap is not tracked per message; here the dialog is the chat's.
            warnings.filterwarnings("ignore", message="If 'per_message=False'", category=PTBUserWarning)
            super().__init__(
                entry_points=list(entry_points),
                states={state: list(handlers) for state, handlers in states.items()},
                fallbacks=list(fallbacks),
                allow_reentry=allow_reentry,
                per_chat=True,
                per_user=False,
                per_message=False,
                name=name,
                block=True,
            )
        # The one private attribute of PTB that is touched; the contract test has two applications take turns.
        self._conversations: Any = _CurrentDialog(name, states)

    async def handle_update(
        self,
        update: Update,
        application: Application[Any, CCT, Any, Any, Any, Any],
        check_result: Any,
        context: CCT,
    ) -> None:
        """Runs the handler that fits; an entry point finds an empty draft."""
        turn = current_turn()
        before = turn.dialog
        entering = check_result[2] in self.entry_points
        if entering:
            turn.dialog = before.ended()
        turn.moved = False
        await super().handle_update(update, application, check_result, context)
        if entering and not turn.moved:
            turn.dialog = turn.dialog.standing_as(before)


def _refuse_what_cannot_be_stored(name: str, states: Mapping[Enum, object]) -> None:
    if not name:
        raise ValueError("a stored conversation needs a name")
    if not all(isinstance(state, Enum) for state in states):
        raise TypeError(f"the states of conversation {name!r} are members of an Enum")
    if len({state.name for state in states}) != len(states):
        raise ValueError(f"the states of conversation {name!r} have distinct names")


def _refuse_handlers(name: str, handlers: Sequence[BaseHandler[Update, CCT, Any]]) -> None:
    for handler in handlers:
        if isinstance(handler, ConversationHandler):
            raise TypeError(f"conversation {name!r} nests another: one conversation is active in a chat at a time")
        if handler.block is False:
            raise ValueError(f"conversation {name!r} has a handler with block=False: its effect would not be saved")


class _CurrentDialog(MutableMapping[Key, object]):
    """The state of one conversation in the chat whose turn it is.

    `in` is always true: PTB asks it only before it ends a conversation, and END ends any.
    """

    def __init__(self, name: str, states: Mapping[Enum, object]) -> None:
        self._name = name
        self._states = {state.name: state for state in states}

    def __getitem__(self, key: Key) -> object:
        dialog = current_turn().dialog
        if dialog.conversation != self._name or dialog.state not in self._states:
            raise KeyError(key)
        return self._states[dialog.state]

    def __setitem__(self, key: Key, state: object) -> None:
        if not isinstance(state, Enum) or state.name not in self._states:
            raise TypeError(f"conversation {self._name!r} has no state {state!r}")
        turn = current_turn()
        turn.dialog = turn.dialog.moved(self._name, state.name)
        turn.moved = True

    def __delitem__(self, key: Key) -> None:
        turn = current_turn()
        turn.dialog = turn.dialog.ended()
        turn.moved = True

    def __contains__(self, key: object) -> bool:
        return True

    def __iter__(self) -> Iterator[Key]:
        dialog = current_turn().dialog
        return iter([(dialog.chat_id,)] if dialog.conversation == self._name else [])

    def __len__(self) -> int:
        return sum(1 for _ in self)
