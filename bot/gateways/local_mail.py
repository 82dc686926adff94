"""The mail server's part, played by our own table: argon2 hashes and limits."""

from __future__ import annotations

import argon2
import structlog
from argon2.exceptions import InvalidHashError, VerificationError

from bot.gateways.hashing import Argon2Hashes
from domain.errors import MailboxBlocked, MailboxUnavailable, StorageUnavailable, WrongCredentials
from domain.mailboxes import MailboxStatus
from domain.ports import Space, Units

log = structlog.stdlib.get_logger(__name__)


class LocalMailServer:
    """Keeps passwords as argon2id hashes. An unknown mailbox is answered like a wrong password, and as slowly."""

    def __init__(self, units: Units, hashes: Argon2Hashes | None = None) -> None:
        self._units = units
        self._hashes = hashes or Argon2Hashes()
        self._decoy = self._hashes.hash_now("nobody's password")

    async def verify(self, address: str, password: str) -> None:
        """Raises WrongCredentials, MailboxUnavailable, or MailboxBlocked if only the mailbox is closed."""
        try:
            async with self._units.read() as unit:
                asked = address if _is_plain(address) else ""
                password_hash = await unit.credentials.password_hash(asked)
                mailbox = await unit.mailboxes.by_address(asked)  # asked for in any case: it takes time too
        except StorageUnavailable:
            raise MailboxUnavailable from None
        right = await self._hashes.in_thread(lambda: self._is_right(password_hash or self._decoy, password))
        if password_hash is None or not right:
            raise WrongCredentials
        await self._learn(password_hash)
        if mailbox is not None and mailbox.status is MailboxStatus.SUSPENDED:
            raise MailboxBlocked

    async def space(self, address: str) -> Space:
        """The inbox space used and allowed. Raises WrongCredentials if there is no such mailbox, MailboxUnavailable."""
        try:
            async with self._units.read() as unit:
                space = await unit.credentials.space(address)
        except StorageUnavailable:
            raise MailboxUnavailable from None
        if space is None:
            raise WrongCredentials
        used, limit = space
        return Space(used_bytes=used, limit_bytes=limit)

    async def set_password(self, address: str, password: str) -> None:
        """Gives a mailbox another password. Raises WrongCredentials if there is no such mailbox, MailboxUnavailable."""
        new_hash = await self._hashes.hash(password)
        try:
            async with self._units.write() as unit:
                changed = await unit.credentials.change_password_hash(address, new_hash)
                await unit.commit()
        except StorageUnavailable:
            raise MailboxUnavailable from None
        if not changed:
            raise WrongCredentials

    async def set_limit(self, address: str, limit_bytes: int) -> None:
        """Sets the inbox space allowed. Raises MailboxUnavailable, also if there is no such mailbox."""
        try:
            async with self._units.write() as unit:
                known = await unit.credentials.set_limit(address, limit_bytes)
                await unit.commit()
        except StorageUnavailable:
            raise MailboxUnavailable from None
        if not known:
            raise MailboxUnavailable

    async def _learn(self, password_hash: str) -> None:
        """From now on an unknown mailbox costs the time that a known one does."""
        parameters = argon2.extract_parameters(password_hash)
        if parameters != argon2.extract_parameters(self._decoy):
            hasher = argon2.PasswordHasher.from_parameters(parameters)
            self._decoy = await self._hashes.in_thread(lambda: hasher.hash("nobody's password"))

    def _is_right(self, password_hash: str, password: str) -> bool:
        """Whether they belong together. Raises MailboxUnavailable if the hash is not one."""
        try:
            return self._hashes.matches_now(password_hash, password)
        except (InvalidHashError, VerificationError):
            log.error("password_hash_unusable")
            raise MailboxUnavailable from None


def _is_plain(address: str) -> bool:
    """Whether a database can be asked for it; no mailbox is named otherwise."""
    return address.isascii() and address.isprintable()
