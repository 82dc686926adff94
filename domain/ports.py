"""What the rules need from the world, as protocols. Storage and gateways conform to them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.account_repositories import Accesses, Challenges, Profiles
from domain.broadcast_repositories import Audiences, Broadcasts, Paces
from domain.chat_repositories import Chats, LoginFailures, Sessions
from domain.desk_repositories import Adjustments, OddPayments
from domain.digest_repositories import Digests, Maintenance
from domain.holders import Language
from domain.job_repositories import Activations, Acts, Due, Marks, Outbox, Register
from domain.paper_repositories import Papers
from domain.payment_repositories import Payments, Reversals, TopUps
from domain.privacy_repositories import PersonalData, Traces
from domain.repositories import Addons, Holders, Ledger, Mailboxes, Orders, Quotes
from domain.reversals import RefundsChanged, Reversal, ReversalReported
from domain.top_ups import PaymentFailed, PaymentLink, PaymentReceived, TopUp
from domain.watch_repositories import Alarms, Gauges, Repairs, Tallies

StripeFact = PaymentReceived | PaymentFailed | ReversalReported | RefundsChanged
"""What Stripe announces."""


class Clock(Protocol):
    """The one source of time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class Credentials(Protocol):
    """The local mail server's own table: argon2 hashes and limits."""

    async def password_hash(self, address: str) -> str | None:
        """The hash of a mailbox's password; None if there is no such mailbox."""
        ...

    async def change_password_hash(self, address: str, password_hash: str) -> bool:
        """Replaces the hash; False if there is no such mailbox."""
        ...

    async def space(self, address: str) -> tuple[int, int] | None:
        """The bytes used and allowed in a mailbox's inbox; None if there is no such mailbox."""
        ...

    async def set_limit(self, address: str, limit_bytes: int) -> bool:
        """Sets the bytes allowed; False if there is no such mailbox."""
        ...


class Codes(Protocol):
    """The codes of six digits that are sent by e-mail: each follows from an id and a secret, and is kept nowhere."""

    def code(self, challenge_id: str) -> str:
        """The code of what was asked for; nobody can tell it without the bot's secret."""
        ...


class PasswordHashes(Protocol):
    """Hashes of passwords that are about to be set: what is typed twice is compared without being kept."""

    async def hash(self, password: str) -> str:
        """A hash of the password, with a salt of its own."""
        ...

    async def matches(self, password_hash: str, password: str) -> bool:
        """Whether they belong together."""
        ...


class UnitOfWork(Protocol):
    """One transaction. What is not committed is rolled back on the way out."""

    @property
    def holders(self) -> Holders: ...
    @property
    def mailboxes(self) -> Mailboxes: ...
    @property
    def addons(self) -> Addons: ...
    @property
    def due(self) -> Due: ...
    @property
    def quotes(self) -> Quotes: ...
    @property
    def orders(self) -> Orders: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def papers(self) -> Papers: ...
    @property
    def top_ups(self) -> TopUps: ...
    @property
    def payments(self) -> Payments: ...
    @property
    def reversals(self) -> Reversals: ...
    @property
    def odd_payments(self) -> OddPayments: ...
    @property
    def adjustments(self) -> Adjustments: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def login_failures(self) -> LoginFailures: ...
    @property
    def profiles(self) -> Profiles: ...
    @property
    def accesses(self) -> Accesses: ...
    @property
    def challenges(self) -> Challenges: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def activations(self) -> Activations: ...
    @property
    def broadcasts(self) -> Broadcasts: ...
    @property
    def audiences(self) -> Audiences: ...
    @property
    def paces(self) -> Paces: ...
    @property
    def register(self) -> Register: ...
    @property
    def credentials(self) -> Credentials: ...
    @property
    def marks(self) -> Marks: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def maintenance(self) -> Maintenance: ...
    @property
    def acts(self) -> Acts: ...
    @property
    def personal_data(self) -> PersonalData: ...
    @property
    def traces(self) -> Traces: ...
    @property
    def alarms(self) -> Alarms: ...
    @property
    def tallies(self) -> Tallies: ...
    @property
    def repairs(self) -> Repairs: ...
    @property
    def gauges(self) -> Gauges: ...

    async def commit(self) -> None:
        """Makes everything done so far durable. Raises StorageUnavailable if that did not work."""
        ...


class Units(Protocol):
    """Opens units of work. Every method of one raises StorageUnavailable when the database does not answer."""

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A transaction that may write."""
        ...

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A transaction that only reads, and never waits for a writer."""
        ...

    async def sweep(self) -> bool:
        """Leaves nothing of what was erased in the database's own journal; False if somebody still reads there."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Space:
    """Inbox space on the mail server, in bytes."""

    used_bytes: int
    limit_bytes: int


class MailServer(Protocol):
    """The mail server that keeps the mailboxes. Addresses are normalised. Each method raises MailboxUnavailable."""

    async def verify(self, address: str, password: str) -> None:
        """Raises WrongCredentials, or MailboxBlocked where the password is right but the mailbox is closed."""
        ...

    async def space(self, address: str) -> Space:
        """The inbox space used and allowed. Raises WrongCredentials if there is no such mailbox."""
        ...

    async def set_password(self, address: str, password: str) -> None:
        """Gives a mailbox another password; repeating it changes nothing. Who asks has proved to be the holder.

        Raises WrongCredentials if there is no such mailbox. MailboxUnavailable leaves open whether it was changed.
        """
        ...

    async def set_limit(self, address: str, limit_bytes: int) -> None:
        """Sets the inbox space allowed; repeating it changes nothing."""
        ...


class PaymentLinks(Protocol):
    """Stripe's payment links. Each method raises PaymentsUnavailable."""

    async def create(self, top_up: TopUp, language: Language) -> PaymentLink:
        """The single-use, card-only link of a top-up; asking again returns the same link (fault F31)."""
        ...

    async def find(self, top_up: TopUp) -> PaymentLink | None:
        """The link that was made for a top-up, if any, looked up by its reference."""
        ...

    async def take_back(self, link_id: str) -> None:
        """Deactivates a link and expires its open sessions; repeating it changes nothing."""
        ...

    async def payments(self, link_id: str) -> Sequence[PaymentReceived]:
        """What was paid through a link."""
        ...

    async def paid_since(self, since: datetime) -> Sequence[PaymentReceived]:
        """What was paid through any link since an instant."""
        ...

    async def news(self, cursor: str | None) -> tuple[Sequence[StripeFact], str | None]:
        """What Stripe announced since the cursor, oldest first, and the new cursor."""
        ...


class Refunds(Protocol):
    """What Stripe gives back. Each method raises PaymentsUnavailable."""

    async def of_payment(self, intent: str) -> Sequence[ReversalReported]:
        """The refunds of a payment, oldest first."""
        ...

    async def give_back(self, wanted: Reversal) -> ReversalReported:
        """Has a refund carried out; asking again changes nothing. Raises RefundRefused too."""
        ...
