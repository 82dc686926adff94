"""Asking for money by card: payment links, and what repairs them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.daily_limits import DailyLimits
from domain.errors import NotFound, Unavailable
from domain.holders import Language
from domain.money import Money
from domain.orders import OrderState, missing_amount
from domain.ports import Clock, PaymentLinks, Units
from domain.top_ups import LINK_LIFETIME, MOST_TOP_UP, PaymentLink, PaymentReceived, TopUp, TopUpState, check_top_up
from domain.usecases.booking import Booking
from domain.usecases.closing import take_back_links
from domain.usecases.limiting import check_links, wait_for_turn
from domain.usecases.purses import purse_of

CURSOR = "stripe-events"
_ASK_AGAIN_AFTER = timedelta(minutes=1)
_CHUNK = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class TopUps:
    """Opens top-ups and looks after their links. No network call is made inside a transaction."""

    units: Units
    clock: Clock
    links: PaymentLinks
    booking: Booking
    limits: DailyLimits

    async def open(self, amount: Money, *, holder_id: int, chat_id: int) -> TopUp:
        """A top-up of that amount with its payment link. Raises AmountOutOfRange, TooManyLinks, PaymentsUnavailable."""
        check_top_up(amount)
        return await self._open(amount, None, holder_id, chat_id)

    async def open_for(self, order_id: str, *, holder_id: int, chat_id: int) -> TopUp:
        """A top-up of exactly what a pending order misses, at most what one card payment may bring.

        Raises NotFound if the order is not pending any more, TooManyLinks, PaymentsUnavailable.
        """
        async with self.units.read() as unit:
            order = await unit.orders.get(order_id, holder_id)
            credit = await purse_of(unit, holder_id)
        if order is None or order.state is not OrderState.PENDING or self.clock.now() >= order.quote.good_until:
            raise NotFound
        missing = missing_amount(order.quote.price.gross, credit)
        return await self._open(min(missing, MOST_TOP_UP), order_id, holder_id, chat_id)

    async def reconcile(self) -> int:
        """Books what lost webhooks did not tell, and finds the links whose answer was lost; says how many payments.

        What cannot be done for one top-up does not hold up the others: all such errors are raised together at the end.
        """
        errors = _Errors()
        booked = 0
        async for top_up in self._open_ones():
            with errors.kept():
                booked += await self._look_after(top_up)
        with errors.kept():
            booked += await self._read_news()
        errors.raise_all()
        return booked

    async def expire(self) -> int:
        """Takes back the links older than 24 hours, after a last look at what was paid; says how many.

        Orders whose quote is over expire with them.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            await take_back_links(unit, await unit.orders.expire_placed(now - LINK_LIFETIME, now), now)
            await unit.commit()
        errors = _Errors()
        expired = 0
        async for top_up in self._open_ones():
            if now >= top_up.expires_at:
                with errors.kept():
                    expired += await self._expire(top_up)
        errors.raise_all()
        return expired

    async def _open(self, amount: Money, order_id: str | None, holder_id: int, chat_id: int) -> TopUp:
        now = self.clock.now()
        async with self.units.write() as unit:
            await wait_for_turn(unit, holder_id)
            if order_id is not None and not await unit.orders.hold(order_id):
                raise NotFound
            top_up = await unit.top_ups.open_like(holder_id, amount, order_id, now - LINK_LIFETIME / 2)
            if top_up is None:
                await check_links(unit, self.limits, holder_id, now)
                top_up = await unit.top_ups.add(
                    holder_id=holder_id, amount=amount, order_id=order_id, chat_id=chat_id, created_at=now
                )
                await unit.commit()
            language = await unit.chats.language(chat_id)
        return await self._with_link(top_up, language or Language.ITALIAN)

    async def _with_link(self, top_up: TopUp, language: Language) -> TopUp:
        """The top-up with its link, made if there is none yet; asking Stripe twice makes one link."""
        if top_up.link_url is not None:
            return top_up
        link = await self.links.create(top_up, language)
        await self._save(top_up, link)
        return replace(top_up, link_id=link.id, link_url=link.url)

    async def _look_after(self, top_up: TopUp) -> int:
        if top_up.link_id is not None:
            return await self._settle_all(await self.links.payments(top_up.link_id))
        if self._age(top_up) > _ASK_AGAIN_AFTER:
            await self._recover_link(top_up)
        return 0

    async def _recover_link(self, top_up: TopUp) -> None:
        link = await self.links.find(top_up)
        if link is not None:
            await self._save(top_up, link)

    async def _save(self, top_up: TopUp, link: PaymentLink) -> None:
        """Remembers a link; one of an order that was closed while the link was being made is taken back."""
        async with self.units.write() as unit:
            await unit.top_ups.save_link(top_up.id, link)
            if top_up.order_id is not None and not await unit.orders.hold(top_up.order_id):
                await take_back_links(unit, [top_up.order_id], self.clock.now())
            await unit.commit()

    async def _expire(self, top_up: TopUp) -> int:
        link_id = top_up.link_id
        if link_id is None:
            link = await self.links.find(top_up)
            link_id = link.id if link else None
        if link_id is not None:
            await self.links.take_back(link_id)
            await self._settle_all(await self.links.payments(link_id))
        async with self.units.write() as unit:
            changed = await unit.top_ups.change_state(top_up.id, (TopUpState.OPEN,), TopUpState.EXPIRED)
            await unit.commit()
        return int(changed)

    async def _read_news(self) -> int:
        async with self.units.read() as unit:
            cursor = await unit.marks.get(CURSOR)
        news, cursor = await self.links.news(cursor)
        booked = sum([await self.booking.book(fact) for fact in news])
        if cursor is not None:
            async with self.units.write() as unit:
                await unit.marks.put(CURSOR, cursor)
                await unit.commit()
        return booked

    async def _settle_all(self, payments: Sequence[PaymentReceived]) -> int:
        return sum([await self.booking.book(payment) for payment in payments])

    async def _open_ones(self) -> AsyncIterator[TopUp]:
        last_id = 0
        while True:
            async with self.units.read() as unit:
                chunk = await unit.top_ups.open_ones(_CHUNK, last_id)
            for top_up in chunk:
                yield top_up
            if len(chunk) < _CHUNK:
                return
            last_id = chunk[-1].id

    def _age(self, top_up: TopUp) -> timedelta:
        return self.clock.now() - top_up.created_at


class _Errors:
    """Keeps the errors of one item while the others go on. What is only unavailable ends the work at once."""

    def __init__(self) -> None:
        self._kept: list[Exception] = []

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keeps what is raised within."""
        try:
            yield
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, `raise_all` raises it
            self._kept.append(error)

    def raise_all(self) -> None:
        """Raises what was kept, if anything."""
        if self._kept:
            raise ExceptionGroup("some top-ups could not be looked after", self._kept)
