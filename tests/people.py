"""The cast: the same people in every test, on the same Sunday morning in Rome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from domain.catalogue import MailboxType
from domain.holders import Language
from domain.mailboxes import MailboxStatus
from domain.register import RegisterRow

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # 10:00 in Rome
TODAY = date(2026, 11, 22)
PASSWORD = "PecDemo2026"
PASSWORD_HASH = "$argon2id$v=19$m=19456,t=2,p=1$SRIAFcvdW6y6aJtzR+Ve7A$XWsB0QxXcegO4sLwux1cm+UG2QMvlaIfin+6P3H+GWc"


@dataclass(frozen=True, kw_only=True, slots=True)
class Belonging:
    """A mailbox of one of the cast, as the body's register knows it."""

    address: str
    type: MailboxType
    expires_on: date
    base_gb: int
    used_bytes: int = 0
    status: MailboxStatus = MailboxStatus.ACTIVE
    auto_renew: bool = True
    term_years: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody with a phone. The chat with the bot is private: its id is the person's own on Telegram."""

    id: int
    first_name: str
    last_name: str
    fiscal_code: str
    language: Language
    mailboxes: tuple[Belonging, ...]
    is_admin: bool = False
    has_blocked_the_bot: bool = False

    @property
    def chat_id(self) -> int:
        """The private chat with the bot."""
        return self.id

    @property
    def email(self) -> str:
        """The reference e-mail."""
        return f"{self.first_name}.{self.last_name}@example.com".lower()

    @property
    def address(self) -> str:
        """The first mailbox."""
        return self.mailboxes[0].address

    def rows(self, first_line: int = 2) -> tuple[RegisterRow, ...]:
        """The lines of the register about this person."""
        return tuple(
            RegisterRow(
                line=first_line + index,
                mailbox=mailbox.address,
                first_name=self.first_name,
                last_name=self.last_name,
                fiscal_code=self.fiscal_code,
                email=self.email,
                phone="+39 06 5550100",
                type=mailbox.type,
                status=mailbox.status,
                expires_on=mailbox.expires_on,
                auto_renew=mailbox.auto_renew,
                term_years=mailbox.term_years,
                base_gb=mailbox.base_gb,
                used_bytes=mailbox.used_bytes,
                password_hash=PASSWORD_HASH,
                language=self.language,
            )
            for index, mailbox in enumerate(self.mailboxes)
        )


MARIO = Person(  # no credit, a long way from the expiry, no cap
    id=1001,
    first_name="Mario",
    last_name="Rossi",
    fiscal_code="RSSMRA80A01H501U",
    language=Language.ITALIAN,
    mailboxes=(
        Belonging(
            address="mario.rossi@pec.archrm.it",
            type=MailboxType.PRO,
            expires_on=date(2029, 3, 1),
            base_gb=2,
            used_bytes=1_400_000_000,
            term_years=3,
        ),
    ),
)
ANNA = Person(  # two mailboxes: one with a cap, and one about to expire, where everything is free
    id=1002,
    first_name="Anna",
    last_name="Bianchi",
    fiscal_code="BNCNNA75M41F205O",
    language=Language.ENGLISH,
    mailboxes=(
        Belonging(
            address="anna.bianchi@pec.archrm.it",
            type=MailboxType.STANDARD,
            expires_on=date(2028, 6, 30),
            base_gb=1,
            used_bytes=620_000_000,
        ),
        Belonging(
            address="studio.bianchi@pec.archrm.it",
            type=MailboxType.PRO,
            expires_on=date(2027, 1, 31),
            base_gb=2,
            used_bytes=1_950_000_000,
        ),
    ),
)
CARLA = Person(
    id=1003,
    first_name="Carla",
    last_name="Verdi",
    fiscal_code="VRDCRL71D52G273L",
    language=Language.ITALIAN,
    mailboxes=(
        Belonging(
            address="carla.verdi@pec.archrm.it", type=MailboxType.PREMIUM, expires_on=date(2029, 12, 31), base_gb=2
        ),
    ),
    is_admin=True,
)
BRUNO = Person(  # an empty credit, and exactly one year to pay
    id=1004,
    first_name="Bruno",
    last_name="Neri",
    fiscal_code="NREBRN68C12L219K",
    language=Language.ITALIAN,
    mailboxes=(
        Belonging(address="bruno.neri@pec.archrm.it", type=MailboxType.PRO, expires_on=date(2027, 11, 22), base_gb=2),
    ),
)
DARIO = Person(  # nobody renews his mailbox but himself
    id=1005,
    first_name="Dario",
    last_name="Ferrara",
    fiscal_code="FRRDRA85R20A944O",
    language=Language.ITALIAN,
    mailboxes=(
        Belonging(
            address="dario.ferrara@pec.archrm.it",
            type=MailboxType.STANDARD,
            expires_on=date(2027, 11, 23),
            base_gb=1,
            auto_renew=False,
        ),
    ),
    has_blocked_the_bot=True,
)
CAST = (MARIO, ANNA, CARLA, BRUNO, DARIO)


def register_of(*people: Person) -> tuple[RegisterRow, ...]:
    """The register of a body with these members."""
    rows: list[RegisterRow] = []
    for person in people:
        rows += person.rows(first_line=len(rows) + 2)
    return tuple(rows)
