"""What is owed to the world, delivered: messages to chats, e-mails, limits to the mail server, links to take back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

import structlog
from telegram.error import NetworkError

from bot.jobs.verdicts import IN_DOUBT, Outcome, judge
from bot.logs import new_reference
from domain.errors import StorageUnavailable
from domain.mailboxes import GIGABYTE
from domain.notices import Channel, Notice, NoticeKind, Result, retry_after
from domain.ports import MailServer, PaymentLinks
from domain.usecases.delivering import Delivering

log = structlog.stdlib.get_logger(__name__)

SPACES_ABREAST = 2  # mailboxes that the mail server is asked for at a time; whoever taps comes in between
AT_ONCE = 20  # notices claimed together; a batch a second stays below Telegram's 30 messages a second

# A mail server may take its time: nobody who waits in a chat is to wait for it.
MAIL_CHANNELS = frozenset({Channel.EMAIL})
AT_ONCE_CHANNELS = frozenset(Channel) - MAIL_CHANNELS


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A message ready to be put somewhere: `text` is what it says, kept as proof; `put` hands it over and answers.

    `then` is what is owed behind it once it has arrived: each of the two is delivered once.
    """

    text: str
    put: Callable[[], Awaitable[str]]
    then: Notice | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """Delivers notices: those of different targets beside each other, those of one target in their order.

    `compose` makes the message of a notice to a person. Putting it raises what python-telegram-bot raises for a chat,
    where `not_sent` is the error that says a message certainly did not arrive, although it may be a TimedOut as well;
    and what `Post` raises for an e-mail. `give_back` carries out the refund of a number, and answers. `tidy` puts the
    chat in order once a notice has arrived and that is remembered; it raises nothing.
    """

    delivering: Delivering
    mail_server: MailServer
    payment_links: PaymentLinks
    give_back: Callable[[str], Awaitable[str]]
    compose: Callable[[Notice], Awaitable[Said]]
    not_sent: type[NetworkError]
    tidy: Callable[[Notice], Awaitable[None]]
    at_once: int = AT_ONCE
    abreast: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SPACES_ABREAST))

    async def run_once(self) -> int:
        """Delivers what is due on every channel, at most one batch of each kind; says how many were taken up."""
        return await self.deliver(AT_ONCE_CHANNELS) + await self.deliver(MAIL_CHANNELS)

    async def deliver(self, channels: frozenset[Channel]) -> int:
        """Delivers what is due on some channels, at most one batch; says how many notices were taken up."""
        notices = await self.delivering.claim(self.at_once, channels)
        await asyncio.gather(*(self._deliver_all(those) for those in _by_target(notices)))
        return len(notices)

    async def _deliver_all(self, notices: Iterable[Notice]) -> None:
        pause: timedelta | None = None
        for notice in notices:
            try:
                if pause is None:
                    pause = await self._deliver(notice)
                else:  # the order is kept, and no claim runs out while one after the other is tried in vain
                    await self.delivering.hold_back(notice, pause)
            except StorageUnavailable:
                # Nothing can be remembered: the claim runs out, and the notice comes again.
                log.warning("delivery_not_remembered", key=notice.key)

    async def _deliver(self, notice: Notice) -> timedelta | None:
        """Delivers a notice; if its target is out of reach, says for how long it is left alone."""
        said, then = "", None
        try:
            if notice.channel in {Channel.CHAT, Channel.EMAIL}:
                told = await self.delivering.as_of_today(notice)
                if told is None:
                    log.info("notice_overtaken", key=notice.key)
                    return None
                message = await self.compose(told)
                said, then = message.text, message.then
                answer = await message.put()
            elif notice.channel is Channel.MAIL_SERVER:
                async with self.abreast:
                    await self._give_space(notice)
                return None
            else:
                answer = await self._ask_stripe(notice)
        except Exception as error:  # noqa: BLE001 - one notice that cannot be delivered must not hold up the others
            return await self._failed(notice, error, said)
        await self.delivering.sent(notice, said, answer, then)
        await self.tidy(notice)
        return None

    async def _give_space(self, notice: Notice) -> None:
        """The space of now: an older notice that was put off must not take back what a newer one has given."""
        gigabytes = await self.delivering.inbox_gb(notice)
        await self.mail_server.set_limit(notice.target, gigabytes * GIGABYTE)
        await self.delivering.given(notice, gigabytes)

    async def _ask_stripe(self, notice: Notice) -> str:
        """What is asked of Stripe: to give money back, or to take back a link."""
        if notice.kind is NoticeKind.REFUND:
            return await self.give_back(notice.target)
        await self.payment_links.take_back(notice.target)
        return ""

    async def _failed(self, notice: Notice, error: Exception, said: str) -> timedelta | None:
        """Gives up what can never arrive, puts off what may; says for how long the target is left alone, if it is."""
        if isinstance(error, StorageUnavailable):
            raise error
        verdict = judge(error, self.not_sent)
        wait = verdict.wait or retry_after(notice.attempts)
        match verdict.outcome:
            case Outcome.BLOCKED:
                await self.delivering.mark_unreachable(notice)
                await self._give_up(notice, verdict.reason, said)
            case Outcome.REFUSED:
                await self._give_up(notice, verdict.reason, said)
            case Outcome.IN_DOUBT if notice.channel is Channel.EMAIL:
                await self._give_up(notice, IN_DOUBT, said, Result.IN_DOUBT)  # it is never sent twice (fault F41)
            case Outcome.IN_DOUBT:
                await self._doubt(notice, said)
                return wait
            case Outcome.TOO_FAST | Outcome.OUT_OF_REACH:
                await self._put_off(notice, verdict.reason, said, wait)
                return wait
            case Outcome.UNFORESEEN:
                await self._put_off(notice, _referred(notice, error, verdict.reason), said, wait)
        return None

    async def _doubt(self, notice: Notice, said: str) -> None:
        """No answer came: it may have arrived. It is tried once more, and then left at that (fault F11)."""
        if _is_doubted(notice):
            await self._give_up(notice, IN_DOUBT, said, Result.IN_DOUBT)
        else:
            await self.delivering.postpone(notice, IN_DOUBT, said, result=Result.IN_DOUBT)

    async def _put_off(self, notice: Notice, reason: str, said: str, wait: timedelta) -> None:
        log.info("notice_put_off", key=notice.key, reason=_nameless(notice, reason), attempts=notice.attempts)
        await self.delivering.postpone(
            notice, f"{IN_DOUBT} {reason}" if _is_doubted(notice) else reason, said, wait=wait
        )

    async def _give_up(self, notice: Notice, reason: str, said: str, result: Result = Result.REFUSED) -> None:
        log.warning("notice_given_up", key=notice.key, reason=_nameless(notice, reason), attempts=notice.attempts)
        await self.delivering.give_up(notice, reason, said, result=result)


def _nameless(notice: Notice, reason: str) -> str:
    """The reason as the log may have it: servers say whom they do not know, and no address belongs into a log."""
    return reason.replace(notice.target, "[target]") if notice.channel is Channel.EMAIL else reason


def _referred(notice: Notice, error: Exception, reason: str) -> str:
    """The reason of what nobody foresaw, with the reference under which it is in the log."""
    reference = new_reference()
    log.error("notice_failed", key=notice.key, reference=reference, exc_info=error)
    return f"{reason} {reference}"


def _by_target(notices: Sequence[Notice]) -> list[list[Notice]]:
    """The notices of each target, oldest first."""

    def target(notice: Notice) -> tuple[str, str]:
        return notice.channel, notice.target

    return [list(those) for _, those in groupby(sorted(notices, key=target), key=target)]


def _is_doubted(notice: Notice) -> bool:
    return (notice.error or "").startswith(IN_DOUBT)
