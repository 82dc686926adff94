"""Telegram as tests and the phone drive it: what happens in it can be seen, awaited and made to go wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from bot.sandbox.bell import PATIENCE
from bot.sandbox.telegram_faults import When
from bot.sandbox.telegram_params import Refusal
from bot.sandbox.telegram_people import TelegramPeople

View = dict[str, Any]
Wanted = str | Callable[[View], bool]
T = TypeVar("T")

_REASONS = {400: "Bad Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict", 429: "Too Many Requests"}


class TelegramWorld(TelegramPeople):
    """The pretend Telegram, with people in it and eyes on it."""

    # -- what can be seen ----------------------------------------------------------------------------------------

    def messages(self, chat_id: int) -> list[View]:
        """The chat as its phone shows it, oldest first, without what was deleted."""
        return [message.view() for message in self.chats[chat_id].messages.values()]

    def from_bot(self, chat_id: int) -> list[View]:
        """Only the bot's messages, oldest first."""
        return [view for view in self.messages(chat_id) if view["from_bot"]]

    def last(self, chat_id: int) -> View:
        """The bot's newest message."""
        return self.from_bot(chat_id)[-1]

    def deleted(self, chat_id: int) -> list[View]:
        """Messages that were deleted, in that order."""
        return [message.view() for message in self.chats[chat_id].deleted]

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method so far."""
        return [call.params for call in self.calls if call.method == method]

    @property
    def updates_pending(self) -> int:
        """Updates the bot has not confirmed."""
        return len(self.updates.pending())

    # -- what can be awaited -------------------------------------------------------------------------------------

    async def until(self, look: Callable[[], T | None], timeout: float = PATIENCE) -> T:
        """Waits until `look` finds something; it looks again at every change."""
        return await self.bell.until(look, within=timeout)

    async def wait_for(
        self,
        chat_id: int,
        wanted: Wanted,
        timeout: float = PATIENCE,
        *,
        after: int = 0,
    ) -> View:
        """The bot's message (latest change first) with these words or this property, there already or to come.

        `after` is an earlier value of `changes`: only what appeared or changed since then counts.
        """

        def look() -> View | None:
            messages = [message for message in self.chats[chat_id].messages.values() if message.from_bot]
            messages.sort(key=lambda message: message.change, reverse=True)
            views = (message.view() for message in messages if message.change > after)
            return next((view for view in views if _fits(view, wanted)), None)

        try:
            return await self.until(look, timeout)
        except TimeoutError:
            raise TimeoutError(f"no message {wanted!r} in chat {chat_id}; {self._state(chat_id)}") from None

    async def settled(self, timeout: float = PATIENCE) -> None:
        """Waits until the bot has confirmed every update."""
        try:
            await self.until(lambda: None if self.updates.pending() else True, timeout)
        except TimeoutError:
            waiting = [update["update_id"] for update in self.updates.pending()]
            raise TimeoutError(f"updates not confirmed: {waiting}; {self.postman.last_error}") from None

    def _state(self, chat_id: int) -> str:
        shown = [("bot: " if view["from_bot"] else "person: ") + view["text"] for view in self.messages(chat_id)]
        failed = [f"{call.method}: {call.answer.get('description')}" for call in self.calls if not call.ok]
        return f"it shows {shown[-6:]}, updates pending {self.updates_pending}, calls refused {failed[-3:]}"

    # -- what can go wrong ---------------------------------------------------------------------------------------

    def fail_next(
        self,
        method: str,
        status: int,
        description: str,
        *,
        retry_after: int | None = None,
        times: int = 1,
        when: When | None = None,
    ) -> None:
        """Refuses the next calls of a method ("*" for any); "Bad Request: " and the like are put before."""
        reason = _REASONS.get(status)
        worded = description if reason is None or description.startswith(reason) else f"{reason}: {description}"
        self.faults.fail(method, Refusal(status, worded, retry_after=retry_after), times=times, when=when)

    def hang_next(self, method: str, *, after_recording: bool = True, times: int = 1, when: When | None = None) -> None:
        """Leaves the next calls of a method unanswered until release_hanging; they took effect, or did not."""
        self.faults.hang(method, after_recording=after_recording, times=times, when=when)

    def release_hanging(self) -> None:
        """Answers the calls that hang."""
        self.faults.release()

    def hold_deliveries(self, *, held: bool = True) -> None:
        """Keeps updates from the webhook, or lets them go again."""
        self.postman.held = held
        self.bell.ring()

    async def redeliver(
        self, update_id: int, *, times: int = 1, urls: Sequence[str] = (), secret: str | None = None
    ) -> list[int]:
        """Posts an update that many times at once to the webhook, or to each of the addresses; the statuses."""
        update = self.updates.history[update_id]
        return await self.postman.again(update, times=times, urls=urls, secret=secret)

    def rewind(self, update_id: int) -> None:
        """Serves every update from this one on again, as to a bot that never confirmed them."""
        self.updates.rewind(update_id)

    def close(self) -> None:
        """Ends what waits, so that a server can stop."""
        self.updates.interrupt(None)
        self.faults.clear()
        self.bell.ring()


def _fits(view: View, wanted: Wanted) -> bool:
    return wanted in view["text"] if isinstance(wanted, str) else wanted(view)
