"""An update comes in once, in order per chat, and is acknowledged only when done."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any, Protocol

import orjson
import structlog
from telegram import Chat, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import Application, ApplicationHandlerStop, CallbackContext, TypeHandler

from bot.admission import Admission, admit
from bot.chat_locks import ChatLocks
from bot.floods import Floods
from bot.logs import hiding, new_reference
from bot.turn import Turn, current_turn, taking
from domain.dialogs import Delivery, DeliveryState, Dialog
from domain.errors import StorageUnavailable

log = structlog.stdlib.get_logger(__name__)

BEFORE_ALL_HANDLERS = -1_000


class UpdateStore(Protocol):
    """The memory of what has been done. Every method raises StorageUnavailable when it cannot answer."""

    async def begin(self, update_id: int) -> Delivery:
        """Counts one more delivery, durably, unless the update is done; too often after the third."""

    async def release(self, update_id: int) -> None:
        """Takes one delivery back: it was given up for a reason that is not the update's own."""

    async def load_dialog(self, chat_id: int) -> Dialog:
        """The chat's dialog; a fresh one for a chat never seen."""

    async def finish(self, update_id: int, dialog: Dialog) -> None:
        """Saves the dialog and marks the update done, in one transaction."""


class Apologise(Protocol):
    """Tells the holder that something broke, with the reference to quote."""

    async def __call__(self, update: Update, reference: str) -> None:
        """Sends the apology in the holder's language."""


class NotUnderstood(Protocol):
    """Answers what cannot be input: media, forwarded messages, stickers, contacts."""

    async def __call__(self, update: Update) -> None:
        """Sends the help text in the holder's language."""


class Observe(Protocol):
    """Measures how updates end."""

    def __call__(self, outcome: str, seconds: float) -> None:
        """Counts one update with its outcome and its duration."""


@dataclass(frozen=True, slots=True)
class Done:
    """The update ran through the handlers."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The update had been done before; nothing happened."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """The update is none of the bot's business; nothing was read or written."""


@dataclass(frozen=True, slots=True)
class Apologised:
    """A handler raised: the dialog stands where it stood, and the log knows the reference."""

    reference: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """The update was delivered too often without ever finishing."""

    reference: str


@dataclass(frozen=True, slots=True)
class Shed:
    """The chat sends faster than a person can: the update is left undone."""


Outcome = Done | Duplicate | Ignored | Apologised | SetAside | Shed


class MalformedUpdate(Exception):
    """What arrived is not an update: no JSON object, or without an update_id."""


def _unmeasured(outcome: str, seconds: float) -> None:
    """Measures nothing."""


class Receiver:
    """Takes updates from the webhook or the polling loop to the handlers and back."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        *,
        store: UpdateStore,
        locks: ChatLocks,
        apologise: Apologise,
        not_understood: NotUnderstood,
        observe: Observe = _unmeasured,
        floods: Floods | None = None,
        slow_down: NotUnderstood | None = None,
        admins: Container[int] = frozenset(),
    ) -> None:
        self._application = application
        self._store = store
        self._locks = locks
        self._apologise = apologise
        self._not_understood = not_understood
        self._observe = observe
        self._floods = floods
        self._slow_down = slow_down
        self._admins = admins
        application.add_error_handler(_note_error)
        application.add_handler(TypeHandler(Update, _note_arrival), group=BEFORE_ALL_HANDLERS)

    async def receive(self, raw: bytes | Mapping[str, Any]) -> Outcome:
        """Does the update, unless it is done already; returning means it may be acknowledged.

        Raises StorageUnavailable when it must be delivered again, and MalformedUpdate.
        """
        started = perf_counter()
        outcome: Outcome | None = None
        try:
            outcome = await self._take(raw)
            return outcome
        finally:
            self._observe(type(outcome).__name__ if outcome else "Unfinished", perf_counter() - started)

    async def _take(self, raw: bytes | Mapping[str, Any]) -> Outcome:
        update = self._parse(raw)
        if update is None:
            return Ignored()
        chat_id = update.effective_chat.id if update.effective_chat is not None else None
        with structlog.contextvars.bound_contextvars(update_id=update.update_id, chat_id=chat_id):
            return await self._admit(update)

    async def _admit(self, update: Update) -> Outcome:
        admission = admit(update, self._admins)
        if admission is Admission.LEAVE and update.effective_chat is not None:
            await self._leave(update.effective_chat)
        chat = update.effective_chat
        if chat is None or admission in {Admission.LEAVE, Admission.SILENT}:
            return Ignored()
        if self._floods is not None and not self._floods.take(update, chat.id):
            return await self._shed(update, chat.id, self._floods)
        async with self._locks.holding(chat.id):
            return await self._once(update, chat.id, admission)

    async def _shed(self, update: Update, chat_id: int, floods: Floods) -> Outcome:
        """Leaves an update of a flood undone; the chat is told once."""
        if self._slow_down is not None and floods.is_to_be_told(chat_id):
            log.warning("chat_too_fast")
            try:
                await self._slow_down(update)
            except (TelegramError, StorageUnavailable) as error:
                log.info("not_told_to_slow_down", reason=type(error).__name__)
        return Shed()

    def _parse(self, raw: bytes | Mapping[str, Any]) -> Update | None:
        """The update; None for one of a shape this version does not know, which is logged."""
        data = _decode(raw) if isinstance(raw, bytes) else dict(raw)
        update_id = data.get("update_id")
        if not isinstance(update_id, int) or isinstance(update_id, bool):
            raise MalformedUpdate
        try:
            return Update.de_json(data, self._application.bot)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
            log.error("update_unreadable", update_id=update_id, reason=type(error).__name__)
            return None

    async def _leave(self, chat: Chat) -> None:
        try:
            await self._application.bot.leave_chat(chat.id)
            log.info("group_left", chat_type=chat.type)
        except TelegramError as error:
            log.info("group_not_left", chat_type=chat.type, reason=type(error).__name__)

    async def _once(self, update: Update, chat_id: int, admission: Admission) -> Outcome:
        delivery = await self._store.begin(update.update_id)
        if delivery.state is DeliveryState.DONE:
            log.info("update_done_before")
            return Duplicate()
        try:
            return await self._run(update, chat_id, admission, delivery)
        except (StorageUnavailable, CancelledError):
            # Not the update's fault: it comes again, and this delivery does not count against it.
            await self._release(update.update_id)
            raise

    async def _run(self, update: Update, chat_id: int, admission: Admission, delivery: Delivery) -> Outcome:
        dialog = await self._store.load_dialog(chat_id)
        turn = Turn(update_id=update.update_id, reference=new_reference(), dialog=dialog)
        bound = structlog.contextvars.bound_contextvars(reference=turn.reference)
        with taking(turn), hiding(_words(update)), bound:
            outcome = await self._play(update, turn, admission, delivery)
            await self._store.finish(turn.update_id, turn.dialog)
        return outcome

    async def _play(self, update: Update, turn: Turn, admission: Admission, delivery: Delivery) -> Outcome:
        before = turn.dialog
        if delivery.state is DeliveryState.TOO_OFTEN:
            log.error("update_set_aside", deliveries=delivery.deliveries)
            await self._say_sorry(update, turn)
            _roll_back(turn, before)
            return SetAside(turn.reference)
        if admission is Admission.NOT_UNDERSTOOD:
            await self._answer_not_understood(update, turn)
        else:
            await self._application.process_update(update)
            if not turn.reached_handlers and turn.error is None:
                turn.error = RuntimeError("the context of the update could not be built")
        return Done() if turn.error is None else await self._failed(update, turn, turn.error, before)

    async def _failed(self, update: Update, turn: Turn, error: Exception, before: Dialog) -> Outcome:
        if isinstance(error, StorageUnavailable):
            raise error
        _roll_back(turn, before)
        if isinstance(error, Forbidden):
            log.info("chat_unreachable")
            return Done()
        log.error("update_failed", exc_info=error)
        await self._say_sorry(update, turn)
        _roll_back(turn, before)
        return Apologised(turn.reference)

    async def _answer_not_understood(self, update: Update, turn: Turn) -> None:
        try:
            await self._not_understood(update)
        except Exception as error:  # noqa: BLE001 - whatever it is, the turn carries it and `_play` judges it
            turn.error = error

    async def _say_sorry(self, update: Update, turn: Turn) -> None:
        try:
            await self._apologise(update, turn.reference)
        except Exception as error:  # an apology that fails must not bring the update back
            log.warning("apology_not_sent", exc_info=error)

    async def _release(self, update_id: int) -> None:
        try:
            await self._store.release(update_id)
        except StorageUnavailable:
            log.warning("delivery_not_released")


def _decode(raw: bytes) -> dict[str, Any]:
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise MalformedUpdate from None
    if not isinstance(data, dict):
        raise MalformedUpdate
    return data


def _roll_back(turn: Turn, before: Dialog) -> None:
    """The dialog stands where it stood; which message is the live one is a fact of the chat, and stays."""
    turn.dialog = replace(before, live_message_id=turn.dialog.live_message_id)


def _words(update: Update) -> str:
    """What the person typed, which may be a password and so never reaches the log."""
    message = update.message
    return (message.text or message.caption or "") if message is not None else ""


async def _note_arrival(_update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Shows that the handlers were reached: PTB drops an update whose context cannot be built."""
    current_turn().reached_handlers = True


async def _note_error(_update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Keeps the first error for the receiver, and stops the groups of handlers that would follow."""
    turn = current_turn()
    if turn.error is None and context.error is not None:
        turn.error = context.error
    raise ApplicationHandlerStop
