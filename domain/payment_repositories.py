"""What the use cases ask of the storage about card money: what was asked for, what was paid, what went back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.money import Money
from domain.reversals import Reversal
from domain.top_ups import Payment, PaymentLink, PaymentState, TopUp, TopUpState


class TopUps(Protocol):
    """The top-ups."""

    async def add(
        self, *, holder_id: int, amount: Money, order_id: str | None, chat_id: int, created_at: datetime
    ) -> TopUp:
        """Stores a new open top-up, without a link yet."""
        ...

    async def get(self, top_up_id: int) -> TopUp | None:
        """A top-up by id."""
        ...

    async def by_link(self, link_id: str) -> TopUp | None:
        """The top-up that a payment link was made for."""
        ...

    async def open_like(
        self, holder_id: int, amount: Money, order_id: str | None, created_after: datetime
    ) -> TopUp | None:
        """A recent open top-up for the same holder, amount and order."""
        ...

    async def asked_since(self, holder_id: int, since: datetime) -> int:
        """How many top-ups a holder has asked for since an instant, whatever became of them."""
        ...

    async def save_link(self, top_up_id: int, link: PaymentLink) -> None:
        """Remembers the link that Stripe made."""
        ...

    async def change_state(self, top_up_id: int, before: Iterable[TopUpState], after: TopUpState) -> bool:
        """Moves a top-up on if it is in one of the states before; False if it is not."""
        ...

    async def of_holder(self, holder_id: int, limit: int, offset: int) -> Sequence[TopUp]:
        """The top-ups that a holder asked for, newest first."""
        ...

    async def open_ones(self, limit: int, after_id: int = 0) -> Sequence[TopUp]:
        """Open top-ups with an id above the given one, by id."""
        ...

    async def awaited(self, holder_ids: Iterable[int]) -> Mapping[int, datetime]:
        """When the oldest open top-up of each of some holders was asked for."""
        ...

    async def open_for(self, order_ids: Iterable[str]) -> Sequence[TopUp]:
        """The open top-ups that were asked for some orders, by id."""
        ...


class Payments(Protocol):
    """The card payments that Stripe announced, one row per payment intent."""

    async def get(self, intent: str) -> Payment | None:
        """A payment by its intent."""
        ...

    async def add(self, payment: Payment) -> bool:
        """Records a payment; False if its intent is there already."""
        ...

    async def settle(self, payment: Payment) -> bool:
        """Says what became of a payment that was unassigned, or announced by its refund; False if it is neither."""
        ...

    async def credited_to(self, intent: str) -> int | None:
        """The holder to whom a payment was credited; None if it was not."""
        ...

    async def change_state(self, intent: str, before: PaymentState, after: PaymentState) -> bool:
        """Moves a payment from one state to another; False if it was not in that state."""
        ...

    async def credited_of(self, holder_id: int, limit: int, offset: int) -> Sequence[Payment]:
        """The payments that were credited to a holder, newest first."""
        ...


class Reversals(Protocol):
    """The refunds and disputes of payments."""

    async def get(self, reversal_id: str) -> Reversal | None:
        """A reversal by its id."""
        ...

    async def by_stripe_id(self, stripe_id: str) -> Reversal | None:
        """A reversal by the id that Stripe knows it by."""
        ...

    async def add(self, reversal: Reversal) -> bool:
        """Stores a reversal; False if its id is there already."""
        ...

    async def hold(self, reversal_id: str) -> Reversal | None:
        """A reversal by its id; until the end of the unit of work nobody else can change it."""
        ...

    async def change(self, reversal: Reversal) -> None:
        """Remembers the state, Stripe's id and the holder of a reversal that is held."""
        ...

    async def of_intent(self, intent: str) -> Sequence[Reversal]:
        """The reversals of a payment, oldest first."""
        ...

    async def of_top_ups(self, top_up_ids: Iterable[int]) -> Mapping[int, Sequence[Reversal]]:
        """The reversals of what was paid for some top-ups, by top-up; those without any are left out."""
        ...
