"""A holder's own data: looking at it, changing it, and confirming a new reference e-mail."""

from __future__ import annotations

from dataclasses import dataclass

from domain.challenges import Challenge, Purpose, digest
from domain.errors import EmailIsMailbox, NotFound, PasswordRequired
from domain.mailboxes import Mailbox
from domain.masking import masked_email
from domain.notices import Channel, Facts, Notice, NoticeKind, to_chats
from domain.ports import Clock, UnitOfWork, Units
from domain.profile import SENSITIVE, Changes, EmailConfirmed, Field, Profile, ProfileMoved, ProfileSaved
from domain.profile_reading import ProfileReader, together
from domain.usecases.profiles import profile_of
from domain.usecases.proving import Proving


@dataclass(frozen=True, kw_only=True, slots=True)
class Editing:
    """Shows holders their data, and changes it."""

    units: Units
    clock: Clock
    reader: ProfileReader
    proving: Proving

    async def profile(self, holder_id: int) -> Profile:
        """A holder's data. Raises NotFound."""
        async with self.units.read() as unit:
            return await profile_of(unit, holder_id)

    async def read(self, field: Field, text: str, changes: Changes, *, holder_id: int) -> str:
        """The uniform form of what was typed for a field, besides the changes that are not saved yet.

        Raises the refusal that says what is wrong with it.
        """
        async with self.units.read() as unit:
            profile = await profile_of(unit, holder_id)
            mailboxes = await unit.mailboxes.of_holder(holder_id)
        value = self.reader.read(field, text, profile.with_changes(changes))
        if field is Field.EMAIL and value.lower() in {mailbox.address for mailbox in mailboxes}:
            raise EmailIsMailbox
        return value

    async def save(
        self, changes: Changes, version: int, challenge_id: str, *, holder_id: int, person_id: int, confirmed: bool
    ) -> ProfileSaved | ProfileMoved:
        """Saves changes to the data as it stood at a version. A new reference e-mail waits for its code.

        Where the data has been changed since, nothing is saved. Saving again with the same challenge changes nothing.
        `confirmed` if the password was typed once more a short while ago.
        Raises PasswordRequired, NotFound, NoMailSent, TooManyCodes, and what `together` raises.
        """
        async with self.units.write() as unit:
            profile = await profile_of(unit, holder_id)
            differing = profile.differing(together(profile, changes))
            if SENSITIVE & differing.keys() and not confirmed:
                raise PasswordRequired
            challenge = await unit.challenges.get(challenge_id, person_id)
            if challenge is not None or not differing:
                return ProfileSaved(profile=profile, saved=differing, challenge=challenge)
            at_once: Changes = {field: value for field, value in differing.items() if field is not Field.EMAIL}
            if profile.version != version or not await unit.profiles.save(holder_id, at_once, version):
                return ProfileMoved(profile=profile)
            if Field.EMAIL in differing:
                challenge = await self._ask(unit, challenge_id, differing[Field.EMAIL], holder_id, person_id)
            await unit.commit()
            return ProfileSaved(profile=await profile_of(unit, holder_id), saved=differing, challenge=challenge)

    async def send_code(
        self, email: str | None, challenge_id: str, *, holder_id: int, person_id: int
    ) -> Challenge | None:
        """Has a code sent to a new reference e-mail; without one, to the one that the body knows.

        None if that one is confirmed already. Raises NotFound, NoMailSent, TooManyCodes.
        """
        async with self.units.write() as unit:
            profile = await profile_of(unit, holder_id)
            if email is None and profile.email_confirmed_at is not None:
                return None
            challenge = await unit.challenges.get(challenge_id, person_id)
            if challenge is None:
                challenge = await self._ask(unit, challenge_id, email or profile.email, holder_id, person_id)
                await unit.commit()
        return challenge

    async def waiting(self, holder_id: int, *, person_id: int) -> Challenge | None:
        """The code that waits to confirm the holder's e-mail, None if none does."""
        async with self.units.read() as unit:
            return await unit.challenges.waiting(holder_id, person_id, self.clock.now())

    async def confirm(self, challenge_id: str, code: str, *, holder_id: int, person_id: int) -> EmailConfirmed:
        """Takes over a reference e-mail whose code was typed; the old address and the holder's chats are told.

        Raises NotFound, and what `Proving.check` raises.
        """
        challenge = await self.proving.check(challenge_id, code, person_id=person_id)
        if challenge.holder_id != holder_id or challenge.purpose is not Purpose.REFERENCE_EMAIL:
            raise NotFound
        now = self.clock.now()
        async with self.units.write() as unit:
            before = await profile_of(unit, holder_id)
            await unit.challenges.mark_passed(challenge_id, now)
            if await unit.challenges.use(challenge_id, now):
                await unit.profiles.save_email(holder_id, challenge.email, now)
                if challenge.email != before.email:
                    await unit.outbox.add(await self._news(unit, before, challenge))
                await unit.commit()
        return EmailConfirmed(email=challenge.email)

    async def _ask(self, unit: UnitOfWork, challenge_id: str, email: str, holder_id: int, person_id: int) -> Challenge:
        """Has the code sent that proves that the holder reads an address."""
        mailbox = await _first_mailbox(unit, holder_id)
        challenge = Challenge(
            id=challenge_id,
            purpose=Purpose.REFERENCE_EMAIL,
            person_id=person_id,
            target=digest(f"{Purpose.REFERENCE_EMAIL}:{email}"),
            holder_id=holder_id,
            mailbox_id=mailbox.id,
            email=email,
            asked_at=self.clock.now(),
        )
        return await self.proving.ask(unit, challenge, NoticeKind.EMAIL_CODE, {"mailbox": mailbox.address})

    async def _news(self, unit: UnitOfWork, before: Profile, challenge: Challenge) -> list[Notice]:
        """What is told of a new reference e-mail: to the old address, and to the holder's other chats."""
        now, event = self.clock.now(), f"email:{challenge.id}"
        mailbox = await _first_mailbox(unit, before.holder_id)
        facts: Facts = {"mailbox": mailbox.address, "mailbox_id": mailbox.id, "address": masked_email(challenge.email)}
        chats = [chat for chat in await unit.chats.of_holder(before.holder_id) if chat != challenge.person_id]
        news = to_chats(chats, event, NoticeKind.EMAIL_CHANGED, facts, now, before.holder_id)
        if not before.email:
            return news
        old = Notice(
            key=f"{event}:old",
            channel=Channel.EMAIL,
            target=before.email,
            kind=NoticeKind.EMAIL_CHANGED,
            facts=facts,
            due_at=now,
            holder_id=before.holder_id,
            mailbox_id=mailbox.id,
        )
        return [*news, old]


async def _first_mailbox(unit: UnitOfWork, holder_id: int) -> Mailbox:
    """The mailbox that a letter to its holder names: the one that runs longest."""
    mailboxes = await unit.mailboxes.of_holder(holder_id)
    if not mailboxes:
        raise NotFound
    return max(mailboxes, key=lambda mailbox: mailbox.expires_on)
