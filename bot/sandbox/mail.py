"""The pretend mail server as tests, the demo and the phone's page see it: what was received, and trouble to order."""

from __future__ import annotations

import email
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import AddressHeader, DateHeader
from email.message import EmailMessage
from email.policy import default
from typing import Any

from bot.sandbox.bell import PATIENCE, Bell
from bot.sandbox.clock import SandboxClock
from bot.sandbox.events import Broadcaster
from bot.sandbox.mail_faults import MailFault, MailFaults, Point
from bot.sandbox.mail_server import Rejected, listening

Wanted = str | Callable[["Mail"], bool]

_NEEDED = ("From", "To", "Date", "Message-ID")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """A letter as it came in: `to` is the recipient that was announced, the rest is what the letter itself says.

    `date` is what its header says, `received_at` what the pretend world's clock said. A later letter with the same
    Message-ID is a duplicate.
    """

    id: int
    sender: str
    to: str
    subject: str
    date: datetime
    message_id: str
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    raw: bytes
    received_at: datetime
    duplicate: bool

    def header(self, name: str) -> str | None:
        """The value of a header, the first if there are several."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def summary(self) -> dict[str, Any]:
        """What a list of mails shows, ready for JSON."""
        return {
            "id": self.id,
            "from": self.sender,
            "to": self.to,
            "subject": self.subject,
            "date": self.received_at.isoformat(),
        }

    def view(self) -> dict[str, Any]:
        """All of it but the HTML, ready for JSON."""
        return {**self.summary(), "headers": [list(pair) for pair in self.headers], "text": self.text}


class MailWorld:
    """Everybody's mailboxes behind one server that takes whatever is well-formed."""

    def __init__(self, *, clock: SandboxClock, events: Broadcaster) -> None:
        self._clock = clock
        self._events = events
        self._numbers = itertools.count(1)
        self.bell = Bell()
        self.faults = MailFaults()
        self.received: list[Mail] = []

    @asynccontextmanager
    async def serving(self, host: str = "127.0.0.1") -> AsyncIterator[str]:
        """Takes letters on a free port; yields the smtp:// URL."""
        async with listening(self.faults, self._take, host) as url:
            yield url

    # -- what can be seen and awaited ----------------------------------------------------------------------------

    def to(self, address: str) -> list[Mail]:
        """What an address has received, oldest first."""
        return [mail for mail in self.received if mail.to.lower() == address.lower()]

    def last(self, address: str) -> Mail:
        """The newest letter to an address."""
        return self.to(address)[-1]

    def find(self, mail_id: int) -> Mail | None:
        """The letter with this number."""
        return next((mail for mail in self.received if mail.id == mail_id), None)

    @property
    def duplicates(self) -> list[Mail]:
        """Letters that came again to the same address."""
        return [mail for mail in self.received if mail.duplicate]

    async def wait_for(self, address: str, wanted: Wanted = "", timeout: float = PATIENCE) -> Mail:
        """The newest letter to an address with these words or this property, there already or to come."""

        def look() -> Mail | None:
            return next((mail for mail in reversed(self.to(address)) if _fits(mail, wanted)), None)

        try:
            return await self.bell.until(look, within=timeout)
        except TimeoutError:
            there = [mail.subject for mail in self.to(address)]
            raise TimeoutError(f"no mail {wanted!r} to {address}; it has received {there}") from None

    # -- what can go wrong ---------------------------------------------------------------------------------------

    def refuse(self, address: str, answer: str = "550 5.1.1 There is nobody of that name here") -> None:
        """Refuses an address from now on, after RCPT."""
        self.faults.refused[address.lower()] = answer

    def accept(self, address: str) -> None:
        """Takes letters to an address again."""
        self.faults.refused.pop(address.lower(), None)

    def answer_next(self, answer: str = "451 4.7.1 Try again later", *, at: Point = "rcpt", times: int = 1) -> None:
        """Gives the next letters this answer at a point, and does not take them."""
        self.faults.add(MailFault(at=at, times=times, answer=answer))

    def hang_next(self, *, at: Point = "end", after_recording: bool = False, times: int = 1) -> None:
        """Leaves the next letters unanswered at a point, until release_hanging; they were taken, or were not."""
        self.faults.add(MailFault(at=at, times=times, hang=True, after_recording=after_recording))

    def drop_next(self, *, at: Point = "end", after_recording: bool = False, times: int = 1) -> None:
        """Breaks the connection at a point; the letters were taken, or were not."""
        self.faults.add(MailFault(at=at, times=times, after_recording=after_recording))

    def release_hanging(self) -> None:
        """Answers whoever still waits."""
        self.faults.release()

    def clear_faults(self) -> None:
        """Forgets everything that was ordered."""
        self.faults.clear()

    # -- what comes in -------------------------------------------------------------------------------------------

    def _take(self, raw: bytes, recipients: list[str]) -> None:
        """Takes a letter once for each recipient. Raises Rejected for a malformed one."""
        parsed = _parsed(raw)
        for recipient in recipients:
            mail = self._mail(parsed, raw, recipient)
            self.received.append(mail)
            self._events.publish({"kind": "mail", "mail": mail.summary()})
        self.bell.ring()

    def _mail(self, parsed: EmailMessage, raw: bytes, recipient: str) -> Mail:
        message_id, sent = str(parsed["Message-ID"]), parsed["Date"].datetime
        return Mail(
            id=next(self._numbers),
            sender=str(parsed["From"]),
            to=recipient,
            subject=str(parsed["Subject"] or ""),
            date=sent,
            message_id=message_id.strip("<> "),
            headers=tuple((name, str(value)) for name, value in parsed.items()),
            text=_part(parsed, "plain"),
            html=_part(parsed, "html"),
            raw=raw,
            received_at=self._clock.now(),
            duplicate=any(it.message_id == message_id.strip("<> ") for it in self.to(recipient)),
        )


def _parsed(raw: bytes) -> EmailMessage:
    """A letter, if a strict server would take it: no NUL, ASCII only, and the headers that have to be there, once."""
    if b"\0" in raw or not raw.isascii():
        raise Rejected("554 5.6.0 Bytes that no mail may hold")
    mail = email.message_from_bytes(raw, policy=default)
    for name in _NEEDED:
        if len(mail.get_all(name, [])) != 1:
            raise Rejected(f"554 5.6.0 Exactly one header {name} is needed")
    people = [mail["From"], mail["To"]]
    if any(not isinstance(it, AddressHeader) or len(it.addresses) != 1 or _defective(it) for it in people):
        raise Rejected("554 5.6.0 From and To are one address each")
    if not isinstance(mail["Date"], DateHeader) or mail["Date"].datetime is None:
        raise Rejected("554 5.6.0 That is not a date")
    if len(mail.get_all("Subject", [])) > 1 or any(part.defects for part in mail.walk()):
        raise Rejected("554 5.6.0 The letter is malformed")
    return mail


def _defective(header: object) -> bool:
    return bool(getattr(header, "defects", ()))


def _part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""


def _fits(mail: Mail, wanted: Wanted) -> bool:
    return wanted in f"{mail.subject}\n{mail.text}" if isinstance(wanted, str) else wanted(mail)
