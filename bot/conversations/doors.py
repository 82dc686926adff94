"""How an update reaches a handler: who may come in, and what happens to those who may not.

A conversation is made of taps, commands and typed answers. Each goes through a door that knows whether a session is
needed; without one the chat is asked for the password, and then goes on with what it asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, ConversationHandler, MessageHandler, filters

from bot.context import Context
from bot.conversations.stored import StoredConversation
from bot.screens import login, refusals
from bot.screens.buttons import Button, UnknownButton, decode, encode
from bot.show import show
from bot.turn import current_turn
from domain.dialogs import Json
from domain.errors import LoginRequired, PasswordRequired, Refused, StorageUnavailable, Unavailable

log = structlog.stdlib.get_logger(__name__)

IsNamed = Callable[[Update], bool]
Act = Callable[[Update, Context], Coroutine[Any, Any, Enum | int | None]]

DOOR = "door"
TYPED = filters.TEXT & ~filters.COMMAND & filters.UpdateType.MESSAGE
FILE = filters.PHOTO | (filters.Document.ALL & ~filters.ANIMATION)  # only an admin's comes this far
TYPED_OR_COMMAND = filters.TEXT & filters.UpdateType.MESSAGE


class LoginState(Enum):
    """What logging in waits for."""

    NAME = "name"
    PASSWORD = "password"  # noqa: S105 - the name of a state


LOGIN = "login"
ADDRESS = "address"
CONFIRMING = "confirming"  # the password is asked for once more
KEPT = "kept"  # the form that was being filled in when the password was asked for


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """What happens when a kind of button is tapped; needs a session unless it is public.

    One with `admins`, Telegram ids, is there for them only: for anybody else the button does not exist.
    """

    conversation: str
    act: Act
    public: bool
    admins: frozenset[int] | None = None

    def is_for(self, update: Update) -> bool:
        """Whether it is there for whoever has sent an update."""
        person = update.effective_user
        return self.admins is None or (person is not None and person.id in self.admins)


class Conversation(StoredConversation[Context]):
    """A stored conversation that knows its doors.

    In the states of `typed` an answer may be typed; in those of `shown` it is only known what is on the screen.
    With `admins` it exists for them only, logged in or not; then `answers` may let files in too (`TYPED | FILE`).
    """

    def __init__(
        self,
        name: str,
        *,
        taps: Mapping[type[Button], Act],
        commands: Mapping[tuple[str, ...], Act] | None = None,
        typed: Mapping[Enum, Act] | None = None,
        shown: Sequence[Enum] = (),
        public: bool = False,
        admins: frozenset[int] | None = None,
        answers: filters.BaseFilter = TYPED,
    ) -> None:
        questions = typed or {}
        public = public or admins is not None
        self.admins = admins
        heard: filters.BaseFilter = filters.UpdateType.MESSAGE
        if admins is not None:
            heard, answers = heard & filters.User(admins), answers & filters.User(admins)
        self.doors = {
            kind: Door(conversation=name, act=act, public=public, admins=admins) for kind, act in taps.items()
        }
        super().__init__(
            name=name,
            entry_points=[
                *(_TapHandler(kind, door) for kind, door in self.doors.items()),
                *(
                    CommandHandler(names, _entrance(act, public=public), filters=heard)
                    for names, act in (commands or {}).items()
                ),
            ],
            states={
                **{
                    state: [MessageHandler(heard & answers, _entrance(act, public=public))]
                    for state, act in questions.items()
                },
                **{state: [] for state in shown},
            },
        )


class _TapHandler(CallbackQueryHandler[Context, Any]):
    """Takes the taps on one kind of button. PTB's own takes a tap with empty data too, whatever its pattern."""

    def __init__(self, kind: type[Button], door: Door) -> None:
        async def come_in(update: Update, context: Context) -> Enum | int | None:
            context.button = tapped_button(update)
            return await pass_through(door, update, context)

        super().__init__(come_in)
        self._kind = kind
        self._door = door

    def check_update(self, update: object) -> bool:
        """Whether such a button was tapped, by somebody it is there for."""
        if not isinstance(update, Update) or not isinstance(tapped_button(update), self._kind):
            return False
        return self._door.is_for(update)


async def pass_through(door: Door, update: Update, context: Context) -> Enum | int | None:
    """Runs a door for the button that the context holds; remembers it if the dialog stays there."""
    try:
        state = await _guarded(door.act, update, context, public=door.public)
    finally:
        await stop_spinner(update, context)
    _remember(state, context)
    return state


def _remember(state: Enum | int | None, context: Context) -> None:
    if isinstance(state, Enum) and context.button is not None:
        turn = current_turn()
        turn.dialog = turn.dialog.drafted({**turn.dialog.draft, DOOR: encode(context.button)})


def _entrance(act: Act, *, public: bool) -> Act:
    async def come_in(update: Update, context: Context) -> Enum | int | None:
        door = current_turn().dialog.draft.get(DOOR)
        try:
            context.button = decode(door) if isinstance(door, str) else None
        except UnknownButton:  # the question is older than the code
            await show(update, context, refusals.menu_expired(context.texts))
            return ConversationHandler.END
        state = await _guarded(act, update, context, public=public)
        _remember(state, context)
        return state

    return come_in


async def _guarded(act: Act, update: Update, context: Context, *, public: bool) -> Enum | int | None:
    """Asks for the password where a session is needed, and says in words what was refused."""
    try:
        _check(context, public=public)
        return await act(update, context)
    except LoginRequired:
        await _ask_to_log_in(update, context)
    except PasswordRequired:
        await _ask_to_confirm(update, context)
    except StorageUnavailable:
        raise
    except (Refused, Unavailable) as error:
        log.info("refused", reason=type(error).__name__)
        await show(update, context, refusals.refused(context.texts, error, back=context.back))
    return None


def _check(context: Context, *, public: bool) -> None:
    """Raises LoginRequired, or PasswordRequired where what is asked is sensitive."""
    session = context.arrival.session
    is_sensitive = context.button is not None and context.button.is_sensitive
    if session is None and (is_sensitive or not public):
        raise LoginRequired
    if is_sensitive and not context.arrival.is_confirmed:
        raise PasswordRequired


async def _ask_to_log_in(update: Update, context: Context) -> None:
    """Starts the log-in, and remembers what to go on with. A session that is over only asks for the password."""
    address = context.arrival.last_address
    if address is None:
        _wait_for_login(context, LoginState.NAME, {})
        await show(update, context, login.ask_mailbox(context.texts, resuming=True))
        return
    confirming = context.button is not None and context.button.is_sensitive
    _wait_for_login(context, LoginState.PASSWORD, {ADDRESS: address, CONFIRMING: confirming})
    await show(update, context, login.ask_password(context.texts, address, resuming=True))


async def _ask_to_confirm(update: Update, context: Context) -> None:
    """Asks for the password of the session's mailbox once more, and remembers what to go on with."""
    address = context.arrival.last_address or ""
    _wait_for_login(context, LoginState.PASSWORD, {ADDRESS: address, CONFIRMING: True})
    await show(update, context, login.confirm_password(context.texts, address))


def _wait_for_login(context: Context, state: LoginState, draft: dict[str, Json]) -> None:
    """The dialog waits for the log-in; what was asked for, and the form that was being filled in, are kept."""
    turn = current_turn()
    kept: dict[str, Json] = {}
    for dialog in (context.standing, turn.dialog):  # an entry point finds an empty draft, and a resumed one its own
        if dialog.conversation not in {None, LOGIN}:
            kept = {KEPT: {"conversation": dialog.conversation, "state": dialog.state, "draft": dict(dialog.draft)}}
    waiting = turn.dialog.ended().moved(LOGIN, state.name).drafted({**draft, **kept})
    turn.dialog = replace(waiting, resume=encode(context.button) if context.button else None)
    turn.moved = True


async def stop_spinner(update: Update, context: Context) -> None:
    """Ends the wait that a tap shows on the phone, with a word if there is one."""
    if update.callback_query is None or context.spinner_stopped:
        return
    context.spinner_stopped = True
    try:
        await update.callback_query.answer(context.toast)
    except TelegramError as error:  # what the tap asked for is done, or will say itself what went wrong
        log.debug("tap_not_answered", reason=error.message)


def command_typed(names: Collection[str], heard: filters.BaseFilter = filters.UpdateType.MESSAGE) -> IsNamed:
    """Tells whether an update is a command of one of these names, in a message that is heard."""

    async def nothing(_update: Update, _context: Context) -> None:
        """Is only asked whether it would be the one."""

    handler: CommandHandler[Context, None] = CommandHandler(names, nothing, filters=heard)
    return lambda update: bool(handler.check_update(update))


def tapped_button(update: Update) -> Button | None:
    """The button that was tapped, None if it is not one of ours."""
    query = update.callback_query
    try:
        return decode(query.data) if query is not None and query.data is not None else None
    except UnknownButton:
        return None
