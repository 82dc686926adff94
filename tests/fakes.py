"""The world outside, in memory: a clock that can be moved, Stripe's payment links, a mail server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.errors import MailboxBlocked, MailboxUnavailable, PaymentsUnavailable, WrongCredentials
from domain.holders import Language
from domain.ports import Space, StripeFact
from domain.reversals import RefundRefused, Reversal, ReversalKind, ReversalReported, ReversalState
from domain.top_ups import PaymentLink, PaymentReceived, TopUp
from tests.people import NOW


@dataclass
class FakeClock:
    """A clock that stands still until it is moved."""

    instant: datetime = NOW

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.instant

    def advance(self, by: timedelta) -> None:
        """Moves on, or back."""
        self.instant += by


@dataclass
class FakePaymentLinks:
    """Stripe's payment links: one link a top-up, however often it is asked for."""

    links: dict[int, PaymentLink] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    paid: dict[str, list[PaymentReceived]] = field(default_factory=dict)
    announced: list[StripeFact] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)
    asked: list[tuple[int, Language]] = field(default_factory=list)
    down: bool = False
    loses_the_answer: bool = False

    async def create(self, top_up: TopUp, language: Language) -> PaymentLink:
        """Makes the link, or returns the one that was made; may do so and lose the answer."""
        self._answer()
        self.asked.append((top_up.id, language))
        link_id = f"plink_{top_up.id}"
        link = self.links.setdefault(top_up.id, PaymentLink(id=link_id, url=f"https://pay.example/{link_id}"))
        self.references[link.id] = top_up.reference
        if self.loses_the_answer:
            raise PaymentsUnavailable
        return link

    async def find(self, top_up: TopUp) -> PaymentLink | None:
        """The link that was made."""
        self._answer()
        return self.links.get(top_up.id)

    async def take_back(self, link_id: str) -> None:
        """Nobody can begin to pay through the link any more."""
        self._answer()
        self.taken_back.append(link_id)

    async def payments(self, link_id: str) -> Sequence[PaymentReceived]:
        """What was paid through the link."""
        self._answer()
        return tuple(self.paid.get(link_id, ()))

    async def paid_since(self, since: datetime) -> Sequence[PaymentReceived]:
        """What was paid, however long ago."""
        self._answer()
        return tuple(payment for payments in self.paid.values() for payment in payments)

    async def news(self, cursor: str | None) -> tuple[Sequence[StripeFact], str | None]:
        """What was announced since the cursor, a count."""
        self._answer()
        return tuple(self.announced[int(cursor or 0) :]), str(len(self.announced))

    def pay(self, top_up: TopUp, *, cents: int | None = None, intent: str | None = None) -> PaymentReceived:
        """Somebody pays by card; Stripe knows, and has told nobody yet."""
        link = self.links[top_up.id]
        payments = self.paid.setdefault(link.id, [])
        received = PaymentReceived(
            intent=intent or f"pi_{top_up.id}_{len(payments) + 1}",
            link_id=link.id,
            reference=top_up.reference,
            cents=top_up.amount.cents if cents is None else cents,
            currency="eur",
            asked_at=top_up.asked_at,
        )
        payments.append(received)
        return received

    def _answer(self) -> None:
        if self.down:
            raise PaymentsUnavailable


@dataclass
class FakeMailServer:
    """A mail server that counts who asks. It `fails` so many times to set a limit, and then does."""

    passwords: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    used: dict[str, int] = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=dict)
    verified: list[str] = field(default_factory=list)
    down: bool = False
    loses_the_answer: bool = False
    changes: int = 0
    fails: int = 0

    async def verify(self, address: str, password: str) -> None:
        """Compares the password; a closed mailbox is known only to who has it."""
        self.verified.append(address)
        self._answer()
        if self.passwords.get(address) != password:
            raise WrongCredentials
        if address in self.closed:
            raise MailboxBlocked

    async def space(self, address: str) -> Space:
        """The space used and allowed."""
        self._answer()
        if address not in self.passwords:
            raise WrongCredentials
        return Space(used_bytes=self.used.get(address, 0), limit_bytes=self.limits.get(address, 0))

    async def set_password(self, address: str, password: str) -> None:
        """Changes the password; may do so and lose the answer."""
        self._answer()
        if address not in self.passwords:
            raise WrongCredentials
        self.passwords[address] = password
        self.changes += 1
        if self.loses_the_answer:
            self.loses_the_answer = False
            raise MailboxUnavailable

    async def set_limit(self, address: str, limit_bytes: int) -> None:
        """Sets the space allowed."""
        self._answer()
        if self.fails:
            self.fails -= 1
            raise MailboxUnavailable
        self.limits[address] = limit_bytes

    def _answer(self) -> None:
        if self.down:
            raise MailboxUnavailable


@dataclass
class FakeRefunds:
    """What Stripe gave back, by payment; it may be out of reach, or refuse for good."""

    made: dict[str, list[ReversalReported]] = field(default_factory=dict)
    refuses: str | None = None
    down: bool = False

    async def of_payment(self, intent: str) -> Sequence[ReversalReported]:
        """The refunds of a payment."""
        if self.down:
            raise PaymentsUnavailable
        return tuple(self.made.get(intent, ()))

    async def give_back(self, wanted: Reversal) -> ReversalReported:
        """Gives back once what is asked for, however often."""
        made = await self.of_payment(wanted.intent)
        if self.refuses is not None:
            raise RefundRefused(self.refuses)
        asked = [one for one in made if one.asked_as == wanted.id]
        return asked[0] if asked else self.refund(wanted.intent, wanted.amount.cents, asked_as=wanted.id)

    def refund(self, intent: str, cents: int, *, asked_as: str | None = None) -> ReversalReported:
        """Somebody gives something of a payment back at Stripe, which has told nobody yet."""
        refunds = self.made.setdefault(intent, [])
        refunds.append(
            ReversalReported(
                id=f"re_{intent}_{len(refunds) + 1}",
                kind=ReversalKind.REFUND,
                intent=intent,
                cents=cents,
                state=ReversalState.GONE,
                asked_as=asked_as,
            )
        )
        return refunds[-1]
