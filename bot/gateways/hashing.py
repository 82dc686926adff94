"""Argon2id hashes of passwords, computed in threads: each takes memory and a core."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import argon2
from argon2.exceptions import VerifyMismatchError

AT_ONCE = 2  # hashes computed beside each other; each takes 19 MiB and a core

T = TypeVar("T")


class Argon2Hashes:
    """Makes and compares argon2id hashes. Conforms to `PasswordHashes`."""

    def __init__(self, *, at_once: int = AT_ONCE) -> None:
        self._hasher = argon2.PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._turn = asyncio.Semaphore(at_once)

    async def hash(self, password: str) -> str:
        """A hash of the password, with a salt of its own."""
        return await self.in_thread(lambda: self.hash_now(password))

    async def matches(self, password_hash: str, password: str) -> bool:
        """Whether they belong together. Raises argon2's InvalidHashError and VerificationError for what is no hash."""
        return await self.in_thread(lambda: self.matches_now(password_hash, password))

    def hash_now(self, password: str) -> str:
        """As `hash`, in this thread."""
        return self._hasher.hash(_bytes(password))

    def matches_now(self, password_hash: str, password: str) -> bool:
        """As `matches`, in this thread."""
        try:
            return self._hasher.verify(password_hash, _bytes(password))
        except VerifyMismatchError:
            return False

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Does some work in a thread, not much of it at once."""
        async with self._turn:
            return await asyncio.to_thread(work)


def _bytes(password: str) -> bytes:
    """The password as hashed; half a character, which JSON can carry, is no reason to stumble."""
    return password.encode("utf-8", "surrogatepass")
