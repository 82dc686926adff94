"""A letter as the bytes of an e-mail: text and HTML beside each other, and headers that nobody can add to."""

from __future__ import annotations

import re
from datetime import datetime
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, Policy
from email.utils import format_datetime
from typing import Any

from domain.letters import Letter, LetterRefused

LONGEST_ADDRESS = 254

_ADDRESS = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII | re.IGNORECASE
)
_MESSAGE_ID = re.compile(r"[!-;=?A-~]{1,200}@[A-Za-z0-9.-]{1,200}")
_WEB_ADDRESS = re.compile(r"https://[!-;=?-~]{1,900}")


class _InOneLine(UnstructuredHeader, BaseHeader):
    """A header without spaces that is never broken: Python would put a long one into encoded words, and spoil it."""

    def fold(self, *, policy: Policy) -> str:
        """The whole header."""
        return f"{self.name}: {self}{policy.linesep}"


class _InEncodedWords(UnstructuredHeader, BaseHeader):
    """A header in words, as a whole: Python mixes plain and encoded words, and doubles the spaces where it breaks."""

    def fold(self, *, policy: Policy) -> str:
        """The header, in lines of at most 76 characters."""
        charset = "us-ascii" if self.isascii() else "utf-8"
        folded = Header(str(self), charset, header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {folded}{policy.linesep}"


def _policy() -> EmailPolicy[EmailMessage]:
    headers = HeaderRegistry()
    for name in ("message-id", "list-unsubscribe"):
        headers.map_to_type(name, _InOneLine)
    headers.map_to_type("subject", _InEncodedWords)
    # 7bit: not every server takes more, and what was encoded on the way would no longer be what was sent.
    return SMTP.clone(cte_type="7bit", header_factory=headers)


_POLICY = _policy()


def written(letter: Letter, *, by: Address, at: datetime) -> bytes:
    """The letter as RFC 5322 wants it, with CRLF, in ASCII. Raises LetterRefused for an address no server can take."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = by
    mail["To"] = recipient(letter)
    mail["Subject"] = one_line(letter.subject)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{_proper(letter.message_id, _MESSAGE_ID)}>"
    mail["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe is not None:
        mail["List-Unsubscribe"] = f"<{_proper(letter.unsubscribe, _WEB_ADDRESS)}>"
    mail.set_content(letter.text, charset="utf-8")
    mail.add_alternative(letter.html, subtype="html", charset="utf-8")
    mail["Content-Language"] = letter.language  # last: a new body takes such headers away
    return mail.as_bytes()


def recipient(letter: Letter) -> Address:
    """The one address it goes to. Raises LetterRefused unless it is one, with an ASCII name before the @."""
    try:
        return plain_address(letter.to)
    except ValueError:
        raise LetterRefused("the address is malformed") from None


def sender(text: str) -> Address:
    """An address with a display name or without. Raises ValueError."""
    if not text.isprintable():
        raise ValueError("not an address")
    header: Any = HeaderRegistry()("From", text)  # typed as a header of any kind
    if len(header.addresses) != 1:
        raise ValueError("not one address")
    found: Address = header.addresses[0]
    return Address(display_name=found.display_name, addr_spec=plain_address(found.addr_spec).addr_spec)


def plain_address(text: str) -> Address:
    """An address without a display name; its domain may be an international one. Raises ValueError."""
    name, _, domain = text.rpartition("@")
    address = f"{name}@{domain.encode('idna').decode()}"  # UnicodeError is a ValueError
    if not _ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS:
        raise ValueError("not an address")
    return Address(addr_spec=address)


def one_line(words: str) -> str:
    """The words without line breaks and control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())


def _proper(text: str, shape: re.Pattern[str]) -> str:
    if not shape.fullmatch(text):
        raise ValueError("a header of ours is malformed")
    return text
