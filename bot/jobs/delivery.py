"""What is owed to the world, delivered: messages to chats, limits to the mail server, links that Stripe takes back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Generic, TypeVar

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.logs import new_reference
from domain.errors import MailboxUnavailable, PaymentsUnavailable, StorageUnavailable
from domain.mailboxes import GIGABYTE
from domain.notices import Channel, Notice
from domain.ports import MailServer, PaymentLinks
from domain.usecases.delivering import Delivering

log = structlog.stdlib.get_logger(__name__)

AT_ONCE = 20  # notices claimed together; a batch a second stays below Telegram's 30 messages a second
IN_DOUBT = "in-doubt"

ScreenT = TypeVar("ScreenT")


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery(Generic[ScreenT]):
    """Delivers notices: those of different targets beside each other, those of one target in their order.

    `render` makes the screen of a chat notice in its chat's language. `send` puts it into the chat, or raises what
    python-telegram-bot raises; `not_sent` is the error that says a message certainly did not arrive, although it may
    be a TimedOut as well. `tidy` puts the chat in order once a notice has arrived and that is remembered; it raises
    nothing.
    """

    delivering: Delivering
    mail_server: MailServer
    payment_links: PaymentLinks
    render: Callable[[Notice], Awaitable[ScreenT]]
    send: Callable[[int, ScreenT], Awaitable[object]]
    not_sent: type[NetworkError]
    tidy: Callable[[Notice], Awaitable[None]]
    at_once: int = AT_ONCE

    async def run_once(self) -> int:
        """Delivers what is due, at most one batch; says how many notices were taken up."""
        notices = await self.delivering.claim(self.at_once)
        await asyncio.gather(*(self._deliver_all(those) for those in _by_target(notices)))
        return len(notices)

    async def _deliver_all(self, notices: Iterable[Notice]) -> None:
        for notice in notices:
            try:
                await self._deliver(notice)
            except StorageUnavailable:
                # Nothing can be remembered: the claim runs out, and the notice comes again.
                log.warning("delivery_not_remembered", key=notice.key)

    async def _deliver(self, notice: Notice) -> None:
        try:
            await self._hand_over(notice)
        except Exception as error:  # noqa: BLE001 - one notice that cannot be delivered must not hold up the others
            await self._failed(notice, error)
        else:
            await self.delivering.sent(notice)
            await self.tidy(notice)

    async def _hand_over(self, notice: Notice) -> None:
        match notice.channel:
            case Channel.MAIL_SERVER:
                await self._set_limit(notice)
            case Channel.PAYMENT_LINKS:
                await self.payment_links.take_back(notice.target)
            case Channel.CHAT:
                await self.send(notice.chat_id, await self.render(notice))

    async def _set_limit(self, notice: Notice) -> None:
        gigabytes = notice.facts["gigabytes"]
        if not isinstance(gigabytes, int):
            raise TypeError(f"not a number of GB: {gigabytes!r}")
        await self.mail_server.set_limit(notice.target, gigabytes * GIGABYTE)

    async def _failed(self, notice: Notice, error: Exception) -> None:
        """Gives up what can never arrive, puts off what may. The order of the cases is that of PTB's subclasses."""
        if isinstance(error, StorageUnavailable):
            raise error
        if isinstance(error, Forbidden):
            await self.delivering.mark_unreachable(notice)
            await self._give_up(notice, "blocked")
        elif isinstance(error, RetryAfter):
            await self._put_off(notice, "too-fast", _pause(error))
        elif isinstance(error, BadRequest | ChatMigrated):
            await self._give_up(notice, error.message)
        elif isinstance(error, TimedOut) and not isinstance(error, self.not_sent):
            await self._doubt(notice)
        elif isinstance(error, NetworkError | InvalidToken | MailboxUnavailable | PaymentsUnavailable):
            await self._put_off(notice, type(error).__name__)
        else:
            reference = new_reference()
            log.error("notice_failed", key=notice.key, reference=reference, exc_info=error)
            await self._put_off(notice, f"{type(error).__name__} {reference}")

    async def _doubt(self, notice: Notice) -> None:
        """No answer came: it may have arrived. It is tried once more, and then left at that (fault F11)."""
        if _is_doubted(notice):
            await self._give_up(notice, IN_DOUBT)
        else:
            await self._put_off(notice, IN_DOUBT)

    async def _put_off(self, notice: Notice, reason: str, wait: timedelta | None = None) -> None:
        log.info("notice_put_off", key=notice.key, reason=reason, attempts=notice.attempts)
        doubted = _is_doubted(notice) and reason != IN_DOUBT
        await self.delivering.postpone(notice, f"{IN_DOUBT} {reason}" if doubted else reason, wait)

    async def _give_up(self, notice: Notice, reason: str) -> None:
        log.warning("notice_given_up", key=notice.key, reason=reason, attempts=notice.attempts)
        await self.delivering.give_up(notice, reason)


def _by_target(notices: Sequence[Notice]) -> list[list[Notice]]:
    """The notices of each target, oldest first."""

    def target(notice: Notice) -> tuple[str, str]:
        return notice.channel, notice.target

    return [list(those) for _, those in groupby(sorted(notices, key=target), key=target)]


def _is_doubted(notice: Notice) -> bool:
    return (notice.error or "").startswith(IN_DOUBT)


def _pause(error: RetryAfter) -> timedelta:
    """How long Telegram wants us to wait; PTB says it in seconds or as a timedelta, as its settings are."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
