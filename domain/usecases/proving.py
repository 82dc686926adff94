"""Codes sent by e-mail: asking for one, and typing it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from domain.challenges import CODES_COUNT_FOR, Challenge, codes_until, read_code, whole_minute
from domain.errors import CodeOver, NoMailSent, TooManyCodes, WrongCode
from domain.notices import Channel, Facts, Notice, NoticeKind
from domain.ports import Clock, Codes, UnitOfWork, Units


@dataclass(frozen=True, kw_only=True, slots=True)
class Proving:
    """Has people prove that they read an e-mail address."""

    units: Units
    clock: Clock
    codes: Codes
    by_email: bool

    async def ask(self, unit: UnitOfWork, challenge: Challenge, kind: NoticeKind, facts: Facts) -> Challenge:
        """Keeps a challenge and has its code sent, unless it is nobody's; where one has to wait, the last one stands.

        The limits count what was asked for, whether or not it is there: nobody learns which mailboxes exist.
        Raises NoMailSent; TooManyCodes if there is none that may still be typed.
        """
        if not self.by_email:
            raise NoMailSent
        until = await self._wait(unit, challenge)
        if until is not None:
            sent = await unit.challenges.open_one(challenge.target, challenge.person_id, challenge.asked_at)
            if sent is None or sent.holder_id != challenge.holder_id:  # somebody else was logged in here then
                raise TooManyCodes(until=whole_minute(until))
            return sent
        await unit.challenges.add(challenge)
        if challenge.email:
            await unit.outbox.add([_letter(challenge, kind, facts)])
        return challenge

    async def check(self, challenge_id: str, typed: str, *, person_id: int) -> Challenge:
        """What was asked for, if the code is right. Each try counts; after the right one none is needed any more.

        Raises CodeNotUnderstood, WrongCode, CodeOver.
        """
        code, now = read_code(typed), self.clock.now()
        async with self.units.write() as unit:
            challenge = await unit.challenges.get(challenge_id, person_id)
            if challenge is None or now >= challenge.good_until:
                raise CodeOver
            if challenge.passed_at is None and not await unit.challenges.take_try(challenge_id, now):
                raise CodeOver
            await unit.commit()
        if challenge.email and hmac.compare_digest(code, self.codes.code(challenge_id)):
            return challenge
        raise wrong_or_over(challenge)

    async def _wait(self, unit: UnitOfWork, challenge: Challenge) -> datetime | None:
        """Until when no other code is sent, None if one may be sent now."""
        since: datetime = challenge.asked_at - CODES_COUNT_FOR
        of_person = await unit.challenges.asked_by(challenge.person_id, since)
        to_target = await unit.challenges.asked_for(challenge.target, since)
        return codes_until(of_person, to_target, challenge.asked_at)


def wrong_or_over(challenge: Challenge) -> WrongCode | CodeOver:
    """What is said to a wrong code, given the challenge as it stood before this try."""
    left = challenge.tries_left - 1
    return WrongCode(left=left) if left > 0 else CodeOver()


def _letter(challenge: Challenge, kind: NoticeKind, facts: Facts) -> Notice:
    """The letter that brings the code. The code itself is put in when it is sent, and written down nowhere."""
    return Notice(
        key=f"code:{challenge.id}",
        channel=Channel.EMAIL,
        target=challenge.email,
        kind=kind,
        facts={"challenge": challenge.id, "good_until": challenge.good_until.isoformat(), **facts},
        due_at=challenge.asked_at,
        holder_id=challenge.holder_id,
        mailbox_id=challenge.mailbox_id,
    )
