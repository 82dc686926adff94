"""What the use cases ask of the storage, one protocol a table or so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.addons import Addon
from domain.holders import Holder, Language
from domain.ledger import Movement, Transfer
from domain.mailboxes import Mailbox
from domain.money import Money
from domain.notices import Notice
from domain.orders import Order, OrderState
from domain.pricing import Quote
from domain.register import RegisterChanges, RegisterRow
from domain.sessions import Session
from domain.top_ups import Payment, PaymentLink, PaymentState, TopUp, TopUpState


class Holders(Protocol):
    """The holders."""

    async def get(self, holder_id: int) -> Holder | None:
        """A holder by id."""
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


class Addons(Protocol):
    """The add-ons."""

    async def add(self, order: Order, active_from: date) -> Addon:
        """Activates what an order bought."""
        ...

    async def of_mailboxes(self, mailbox_ids: Iterable[int]) -> Sequence[Addon]:
        """All add-ons of some mailboxes, past ones included, oldest first."""
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

    async def hold(self, order_id: str) -> bool:
        """Whether an order is pending; until the end of the unit of work nobody else can close it then."""
        ...

    async def pending_of(self, holder_id: int) -> Sequence[Order]:
        """The pending orders of a holder, oldest first."""
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

    async def balance(self, account: str) -> Money:
        """The balance of a holder's account; nothing if it never moved."""
        ...

    async def movements(self, account: str, limit: int, offset: int) -> Sequence[Movement]:
        """The latest money events of an account, newest first, one line per event."""
        ...

    async def problems(self) -> tuple[int, Sequence[str]]:
        """How many balances were checked, and each disagreement in the books as one line."""
        ...


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

    async def save_link(self, top_up_id: int, link: PaymentLink) -> None:
        """Remembers the link that Stripe made."""
        ...

    async def change_state(self, top_up_id: int, before: Iterable[TopUpState], after: TopUpState) -> bool:
        """Moves a top-up on if it is in one of the states before; False if it is not."""
        ...

    async def open_ones(self, limit: int, after_id: int = 0) -> Sequence[TopUp]:
        """Open top-ups with an id above the given one, by id."""
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

    async def assign(self, intent: str, top_up_id: int, state: PaymentState) -> bool:
        """Turns an unassigned payment into one of a top-up; False if it is not unassigned any more."""
        ...


class Chats(Protocol):
    """The chats: their language, and which holder they are linked to."""

    async def language(self, chat_id: int) -> Language | None:
        """The language chosen in a chat; None before the first contact."""
        ...

    async def choose_language(self, chat_id: int, language: Language) -> None:
        """Remembers the language of a chat."""
        ...

    async def link(self, chat_id: int, holder_id: int) -> None:
        """Notices to the holder go to this chat from now on, and to nobody else's."""
        ...

    async def unlink(self, chat_id: int) -> None:
        """No holder's notices go to this chat any more."""
        ...

    async def of_holder(self, holder_id: int) -> Sequence[int]:
        """The chats that a holder's notices go to."""
        ...

    async def mark_reachable(self, chat_id: int, *, reachable: bool) -> None:
        """Remembers whether the person keeps the bot blocked."""
        ...


class Sessions(Protocol):
    """The sessions, one per chat at most."""

    async def get(self, chat_id: int) -> Session | None:
        """The session of a chat, over or not."""
        ...

    async def start(self, session: Session) -> None:
        """Starts a session in a chat, in place of any other."""
        ...

    async def touch(self, chat_id: int, at: datetime) -> None:
        """Remembers that the session was used."""
        ...

    async def end(self, chat_id: int) -> None:
        """Ends the session of a chat, if there is one."""
        ...


class LoginFailures(Protocol):
    """The failed logins of the last day. `target` is a digest of what was typed as the mailbox name."""

    async def of_person(self, person_id: int, since: datetime) -> Sequence[tuple[str, datetime]]:
        """The target and instant of each failure of a person."""
        ...

    async def add(self, person_id: int, target: str, at: datetime) -> None:
        """Counts a failure."""
        ...

    async def forget(self, person_id: int, target: str) -> None:
        """Forgets the failures of a person at one mailbox, after a success there."""
        ...


class Outbox(Protocol):
    """What is owed to the world."""

    async def add(self, notices: Iterable[Notice]) -> None:
        """Stores notices; those whose key is there already are left as they are."""
        ...

    async def claim(self, now: datetime, limit: int, until: datetime) -> Sequence[Notice]:
        """Takes notices that are due, oldest first; nobody else is given them before `until`.

        Counts the attempt: `attempts` of what is returned includes this one.
        """
        ...

    async def mark_sent(self, key: str, at: datetime) -> None:
        """The notice was delivered."""
        ...

    async def mark_later(self, key: str, due_at: datetime, error: str) -> None:
        """The notice is to be tried again."""
        ...

    async def mark_dead(self, key: str, error: str) -> None:
        """The notice is given up."""
        ...


class Register(Protocol):
    """The body's register of members, as it is imported."""

    async def changes(self, rows: Sequence[RegisterRow]) -> RegisterChanges:
        """What an import of these rows would do. Raises RegisterRefused for rows that contradict the database."""
        ...

    async def save(self, rows: Sequence[RegisterRow]) -> None:
        """Creates and updates holders, mailboxes and password hashes; never touches money or add-ons."""
        ...


class Marks(Protocol):
    """Small facts to remember across restarts, by name."""

    async def get(self, name: str) -> str | None:
        """The text remembered under a name."""
        ...

    async def put(self, name: str, text: str) -> None:
        """Remembers a text under a name."""
        ...
