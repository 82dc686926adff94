"""What the use cases ask of the storage, one protocol a table or so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.addons import Addon
from domain.desk import FoundHolder
from domain.holders import Holder
from domain.ledger import Movement, Only, Transfer
from domain.mailboxes import Mailbox, MailboxStatus
from domain.money import Money
from domain.notices import Contact
from domain.orders import Order, OrderState
from domain.pricing import Price, Quote


class Holders(Protocol):
    """The holders."""

    async def get(self, holder_id: int) -> Holder | None:
        """A holder by id."""
        ...

    async def contacts(self, holder_ids: Iterable[int]) -> Mapping[int, Contact]:
        """Where some holders can be told something: the chats that can be reached, and the reference e-mail."""
        ...

    async def find(self, words: Sequence[str], limit: int, offset: int) -> Sequence[FoundHolder]:
        """The holders that every word fits, as a part of a name, the fiscal code or an address; by name."""
        ...

    async def count(self, words: Sequence[str]) -> int:
        """How many holders every word fits."""
        ...

    async def wants_space_alerts(self, holder_id: int) -> bool:
        """Whether a holder wants to be told that an inbox fills up."""
        ...

    async def set_space_alerts(self, holder_id: int, *, wanted: bool) -> None:
        """Remembers whether a holder wants to be told that an inbox fills up."""
        ...


class Mailboxes(Protocol):
    """The mailboxes."""

    async def get(self, mailbox_id: int, holder_id: int) -> Mailbox | None:
        """A mailbox by id, only if it belongs to that holder."""
        ...

    async def lock(self, mailbox_id: int) -> Mailbox | None:
        """A mailbox by id; until the end of the unit of work nobody else can lock it."""
        ...

    async def by_address(self, address: str) -> Mailbox | None:
        """A mailbox by its normalised address."""
        ...

    async def of_holder(self, holder_id: int) -> Sequence[Mailbox]:
        """All mailboxes of a holder, by address."""
        ...

    async def of_ids(self, mailbox_ids: Iterable[int]) -> Sequence[Mailbox]:
        """Some mailboxes, by id."""
        ...

    async def of_holders(self, holder_ids: Iterable[int]) -> Sequence[Mailbox]:
        """All mailboxes of some holders, by id."""
        ...

    async def snooze(self, mailbox_id: int, until: date) -> None:
        """No reminders up to and including a day, but for the last steps."""
        ...

    async def switch(self, mailbox_id: int, before: MailboxStatus, after: MailboxStatus) -> bool:
        """Moves a mailbox from one status to another; False if it was not in that status."""
        ...


class Addons(Protocol):
    """The add-ons."""

    async def add(self, order: Order, active_from: date) -> Addon:
        """Activates what an order bought."""
        ...

    async def of_mailboxes(self, mailbox_ids: Iterable[int]) -> Sequence[Addon]:
        """All add-ons of some mailboxes, past ones included, oldest first."""
        ...

    async def active_of(self, mailbox_ids: Iterable[int]) -> Sequence[Addon]:
        """The add-ons of some mailboxes that are in force, oldest first."""
        ...

    async def get(self, addon_id: int, holder_id: int) -> Addon | None:
        """An add-on in force, only if it is on a mailbox of that holder."""
        ...

    async def end(self, order_id: str, on: date) -> Addon:
        """Ends what an order bought, unless it has ended already; its mailbox is due for the rest from then on."""
        ...

    async def renewed_for(self, addon_id: int) -> Sequence[Price]:
        """What each renewal of an add-on has cost, oldest first."""
        ...

    async def set_renews(self, addon_id: int, *, renews: bool) -> None:
        """Remembers whether the holder wants an add-on renewed."""
        ...

    async def set_ranks(self, addon_ids: Sequence[int]) -> None:
        """Remembers the order in which the holder wants add-ons kept, the first one first."""
        ...


class Quotes(Protocol):
    """The quotes shown, kept as they were."""

    async def add(self, quote: Quote) -> None:
        """Keeps a quote."""
        ...

    async def get(self, quote_id: str, holder_id: int) -> Quote | None:
        """A quote by id, only if it was made for that holder."""
        ...


class Orders(Protocol):
    """The orders; an order has the id of its quote."""

    async def add(self, order: Order) -> None:
        """Stores a new order. A second one for the same quote is an error."""
        ...

    async def get(self, order_id: str, holder_id: int) -> Order | None:
        """An order by id, only if it is that holder's."""
        ...

    async def close(self, order_id: str, state: OrderState, at: datetime) -> bool:
        """Moves a pending order to a final state; False if it was not pending any more."""
        ...

    async def refund(self, order_id: str, at: datetime) -> bool:
        """Marks a completed order as refunded; False if it is not completed, or was refunded before."""
        ...

    async def hold(self, order_id: str) -> bool:
        """Whether an order is pending; until the end of the unit of work nobody else can close it then."""
        ...

    async def pending_of(self, holder_id: int) -> Sequence[Order]:
        """The pending orders of a holder, oldest first."""
        ...

    async def placed_since(self, holder_id: int, since: datetime) -> int:
        """How many orders a holder has placed since an instant, whatever became of them."""
        ...

    async def of_holder(self, holder_id: int, limit: int, offset: int) -> Sequence[Order]:
        """The orders of a holder, newest first."""
        ...

    async def expire_placed(self, quoted_before: datetime, at: datetime) -> Sequence[str]:
        """Expires every pending order whose quote was made before an instant; their ids."""
        ...


class Ledger(Protocol):
    """The books."""

    async def post(self, transfers: Iterable[Transfer]) -> bool:
        """Writes transfers and moves the balances; False, and nothing written, if these keys are there already.

        Raises InsufficientCredit if a holder's account would become negative; the unit of work must then roll back.
        """
        ...

    async def post_all(self, transfers: Sequence[Transfer]) -> None:
        """Writes many transfers out of holders' accounts that are locked; one that is there already is an error.

        Raises InsufficientCredit if an account does not cover them; the unit of work must then roll back.
        """
        ...

    async def lock_balances(self, accounts: Iterable[str]) -> Mapping[str, Money]:
        """The balances of accounts; until the end of the unit of work nobody else can move them."""
        ...

    async def balances(self, accounts: Iterable[str]) -> Mapping[str, Money]:
        """The balances of accounts; nothing for one that never moved."""
        ...

    async def balance(self, account: str) -> Money:
        """The balance of a holder's account; nothing if it never moved."""
        ...

    async def moved(self, source: str, target: str) -> Money:
        """What was ever moved from one account to another."""
        ...

    async def movements(self, account: str, limit: int, offset: int, only: Only = Only.ALL) -> Sequence[Movement]:
        """The latest money events of an account, newest first, one line per event; the balances are of all events."""
        ...

    async def movement(self, account: str, movement_id: int) -> Movement | None:
        """A money event by its number, only if it moved that account."""
        ...

    async def movements_between(
        self, account: str, since: datetime, before: datetime, *, limit: int, offset: int
    ) -> Sequence[Movement]:
        """The money events of an account from an instant to before another one, oldest first."""
        ...

    async def first_movement(self, account: str, since: datetime) -> datetime | None:
        """When an account moved first, from an instant on; None if it never did."""
        ...

    async def problems(self) -> tuple[int, Sequence[str]]:
        """How many balances were checked, and each disagreement in the books as one line."""
        ...
