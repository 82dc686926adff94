"""A forgotten password: a code to the reference e-mail, then another password."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from domain.accesses import AccessKind
from domain.challenges import Challenge, Purpose, digest
from domain.errors import CodeOver, WrongCode, WrongFiscalCode
from domain.mailboxes import Mailbox, normalise_address
from domain.notices import NoticeKind
from domain.ports import Clock, Units
from domain.profile import Profile
from domain.usecases.passwords import Passwords
from domain.usecases.proving import Proving, wrong_or_over

NO_CHAT = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Recovering:
    """Lets in whoever has forgotten the password and reads the reference e-mail; nobody learns who has a mailbox.

    An address that only the body vouches for may be mistyped in its register, and read by a stranger: there the fiscal
    code is asked for besides.
    """

    units: Units
    clock: Clock
    proving: Proving
    passwords: Passwords

    async def address(self, mailbox_id: int, *, chat_id: int) -> str | None:
        """The address of a mailbox of whoever a chat is linked to; None for any other mailbox."""
        async with self.units.read() as unit:
            holder_id = await unit.chats.holder_of(chat_id)
            mailbox = None if holder_id is None else await unit.mailboxes.get(mailbox_id, holder_id)
        return mailbox.address if mailbox else None

    async def ask(self, address: str, challenge_id: str, *, person_id: int) -> Challenge:
        """Has a code sent to the reference e-mail of a mailbox, if there is one. Asking again with the id sends none.

        Raises NoMailSent, TooManyCodes.
        """
        address = normalise_address(address)
        async with self.units.write() as unit:
            known = await unit.challenges.get(challenge_id, person_id)
            if known is not None:
                return known
            mailbox = await unit.mailboxes.by_address(address)
            profile = await unit.profiles.get(mailbox.holder_id) if mailbox else None
            challenge = self._challenge(address, challenge_id, person_id, mailbox, profile)
            sent = await self.proving.ask(unit, challenge, NoticeKind.RECOVERY_CODE, {"mailbox": address})
            await unit.commit()
        return sent

    async def check_code(self, challenge_id: str, code: str, *, person_id: int) -> bool:
        """Takes the code; True if the fiscal code has to be typed besides. Raises what `Proving.check` raises."""
        challenge = await self.proving.check(challenge_id, code, person_id=person_id)
        _, profile = await self._whose(challenge)
        if challenge.passed_at is None and profile.email_confirmed_at is None:
            return True
        await self._pass(challenge)
        return False

    async def check_fiscal_code(self, challenge_id: str, typed: str, *, person_id: int) -> None:
        """Takes the fiscal code, after the code. Each try counts. Raises WrongFiscalCode, CodeOver."""
        now = self.clock.now()
        async with self.units.write() as unit:
            challenge = await unit.challenges.get(challenge_id, person_id)
            if challenge is None or not await unit.challenges.take_try(challenge_id, now):
                raise CodeOver
            await unit.commit()
        _, profile = await self._whose(challenge)
        asked = "".join(typed.split()).upper()
        if not hmac.compare_digest(_bytes(asked), _bytes(profile.fiscal_code.upper())):
            error = wrong_or_over(challenge)
            raise WrongFiscalCode(left=error.left) if isinstance(error, WrongCode) else error
        await self._pass(challenge)

    async def mailbox(self, challenge_id: str, *, person_id: int) -> Mailbox:
        """The mailbox whose password may be set now. Raises CodeOver."""
        async with self.units.read() as unit:
            challenge = await unit.challenges.get(challenge_id, person_id)
        if challenge is None or not challenge.is_passed(self.clock.now()):
            raise CodeOver
        return (await self._whose(challenge))[0]

    async def finish(self, challenge_id: str, password: str, *, person_id: int, chat_id: int) -> Mailbox:
        """Sets the password; every session of the mailbox ends, and the holder is told everywhere.

        Doing so again with the same password changes nothing. Raises CodeOver, and what `Passwords.set` raises.
        """
        async with self.units.read() as unit:
            challenge = await unit.challenges.get(challenge_id, person_id)
        if challenge is not None and challenge.used_at is not None:
            mailbox, _ = await self._whose(challenge)
            if await self.passwords.is_now(mailbox.address, password):
                return mailbox
        mailbox = await self.mailbox(challenge_id, person_id=person_id)
        await self.passwords.set(mailbox, password, chat_id=NO_CHAT)
        async with self.units.write() as unit:
            if await unit.challenges.use(challenge_id, self.clock.now()):
                await unit.login_failures.forget(person_id, digest(mailbox.address))
                await unit.sessions.end_others(mailbox.id, NO_CHAT)
                await self.passwords.tell(
                    unit, mailbox, AccessKind.PASSWORD_RECOVERED, f"recovery:{challenge_id}", chat_id
                )
                await unit.commit()
        return mailbox

    def _challenge(
        self, address: str, challenge_id: str, person_id: int, mailbox: Mailbox | None, profile: Profile | None
    ) -> Challenge:
        """What is asked for; nobody's where there is no such mailbox, or nowhere to write to."""
        known = mailbox is not None and profile is not None and profile.erased_at is None and bool(profile.email)
        return Challenge(
            id=challenge_id,
            purpose=Purpose.RECOVERY,
            person_id=person_id,
            target=digest(f"{Purpose.RECOVERY}:{address}"),
            holder_id=mailbox.holder_id if mailbox and known else None,
            mailbox_id=mailbox.id if mailbox and known else None,
            email=profile.email if profile and known else "",
            asked_at=self.clock.now(),
        )

    async def _pass(self, challenge: Challenge) -> None:
        async with self.units.write() as unit:
            await unit.challenges.mark_passed(challenge.id, challenge.passed_at or self.clock.now())
            await unit.commit()

    async def _whose(self, challenge: Challenge) -> tuple[Mailbox, Profile]:
        """Whose password it is about. Raises CodeOver for nobody's, and for a code that is for something else."""
        if challenge.purpose is not Purpose.RECOVERY or challenge.mailbox_id is None or challenge.holder_id is None:
            raise CodeOver
        async with self.units.read() as unit:
            mailbox = await unit.mailboxes.get(challenge.mailbox_id, challenge.holder_id)
            profile = await unit.profiles.get(challenge.holder_id)
        if mailbox is None or profile is None:
            raise CodeOver
        return mailbox, profile


def _bytes(text: str) -> bytes:
    """A text to be compared; half a character, which JSON can carry, is no reason to stumble."""
    return text.encode("utf-8", "surrogatepass")
