"""Every step of every conversation: how Mario comes there, and which answers would be right ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from typing import cast

import argon2

from bot.conversations.front import conversations
from bot.screens.buttons import ChooseGb, ChooseService, ChooseTopUp, LogIn
from bot.screens.buttons.account import (
    ChangePassword,
    ConfirmEmail,
    EditField,
    EditProfile,
    ForgotPassword,
)
from bot.screens.buttons.composing import (
    AttachToBroadcast,
    ChooseCriterion,
    ChooseMoment,
    Criterion,
    NewBroadcast,
    WriteBroadcast,
)
from bot.screens.buttons.desk import AskForRegister, FindHolders
from bot.screens.buttons.money_desk import AdjustBy, AskToRefund, AskWhose
from domain.adjustments import Way as AdjustmentWay
from domain.catalogue import ServiceKey, read_gb
from domain.challenges import read_code
from domain.composing import read_days, read_domain, read_time
from domain.errors import Refused
from domain.holders import Language
from domain.money import read_amount
from domain.profile import SENSITIVE, Field
from domain.top_ups import PaymentReceived
from tests.journeys.desk import Desk
from tests.people import CARLA, MARIO, PASSWORD

NEW_PASSWORD = "Primavera2027"
STRAY = PaymentReceived(intent="pi_stray", link_id=None, reference=None, cents=1_000, currency="eur")

Way = Callable[[Desk], Awaitable[None]]
IsRight = Callable[[Desk, str], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A state of a conversation: the way there, and what may come of an answer.

    `counted` are the tables in which a wrong answer leaves a mark; a right one, as `is_right` knows it, is what the
    step is there for and may do more. `admin` if the step is there for admins only: then Mario is one.
    """

    conversation: str | None
    state: str | None
    way: Way
    is_right: IsRight = lambda _desk, _text: False
    counted: frozenset[str] = frozenset()
    admin: bool = False


def every_state() -> set[tuple[str, str]]:
    """The states that conversations can stand in, as they are registered."""
    return {(str(talk.name), cast(Enum, state).name) for talk in conversations({CARLA.id}) for state in talk.states}


def make_hashing_cheap(desk: Desk) -> None:
    """Mario's password is hashed with next to no work: it takes its time in other tests."""
    path = desk.house.database.file
    assert path is not None
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE credentials SET password_hash = ?", (cheap_hash(PASSWORD),))


def cheap_hash(password: str) -> str:
    """A hash that is compared in no time."""
    return argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


# --------------------------------------------------------------------------------------------------------- the ways


async def _nowhere(_desk: Desk) -> None:
    """A chat that the bot does not know yet."""


async def _in(desk: Desk) -> None:
    await desk.log_in(MARIO)


async def _to_name(desk: Desk) -> None:
    await desk.tap(MARIO, LogIn())


async def _to_password(desk: Desk) -> None:
    await _to_name(desk)
    await desk.type(MARIO, MARIO.address)


async def _to_password_again(desk: Desk) -> None:
    await _in(desk)
    await desk.tap(MARIO, EditField(Field.EMAIL))


async def _to_gb(desk: Desk) -> None:
    await _in(desk)
    await desk.tap(MARIO, ChooseService(await mailbox_id(desk), ServiceKey.INBOX))


async def _to_quote(desk: Desk) -> None:
    await _in(desk)
    await desk.tap(MARIO, ChooseGb(await mailbox_id(desk), ServiceKey.ARCHIVE, 2))


async def _to_amount(desk: Desk) -> None:
    await _in(desk)
    await desk.tap(MARIO, ChooseTopUp())


async def _to_editing(desk: Desk) -> None:
    await _in(desk)
    await desk.tap(MARIO, EditProfile())


def _to_field(field: Field) -> Way:
    async def way(desk: Desk) -> None:
        await _to_editing(desk)
        await desk.tap(MARIO, EditField(field))
        if field in SENSITIVE:
            await desk.type(MARIO, PASSWORD)

    return way


async def _to_email_code(desk: Desk) -> None:
    await _in(desk)
    await desk.tap(MARIO, ConfirmEmail())


async def _to_current(desk: Desk) -> None:
    await _in(desk)
    await desk.tap(MARIO, ChangePassword(await mailbox_id(desk)))


async def _to_new(desk: Desk) -> None:
    await _to_current(desk)
    await desk.type(MARIO, PASSWORD)


async def _to_again(desk: Desk) -> None:
    await _to_new(desk)
    await desk.type(MARIO, NEW_PASSWORD)


async def _to_recovery(desk: Desk) -> None:
    await desk.tap(MARIO, ForgotPassword())


async def _to_recovery_code(desk: Desk) -> None:
    await _to_recovery(desk)
    await desk.type(MARIO, MARIO.address)


async def _to_fiscal_code(desk: Desk) -> None:
    await _to_recovery_code(desk)
    await desk.type(MARIO, desk.code())


async def _to_recovered_new(desk: Desk) -> None:
    await _to_fiscal_code(desk)
    await desk.type(MARIO, MARIO.fiscal_code)


async def _to_recovered_again(desk: Desk) -> None:
    await _to_recovered_new(desk)
    await desk.type(MARIO, NEW_PASSWORD)


async def _to_words(desk: Desk) -> None:
    await desk.tap(MARIO, FindHolders())


async def _to_file(desk: Desk) -> None:
    await desk.tap(MARIO, AskForRegister())


async def _to_adjust(desk: Desk) -> None:
    await _in(desk)
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(MARIO.address)
    assert mailbox is not None
    await desk.tap(MARIO, AdjustBy(mailbox.holder_id, AdjustmentWay.CREDIT))


async def _to_reason(desk: Desk) -> None:
    await _to_adjust(desk)
    await desk.type(MARIO, "10")


async def _to_review(desk: Desk) -> None:
    await _to_reason(desk)
    await desk.type(MARIO, "Pagato due volte")


async def _to_whose(desk: Desk) -> None:
    await _in(desk)
    await desk.house.booking.book(STRAY)
    await desk.tap(MARIO, AskWhose(STRAY.intent))


async def _to_refund(desk: Desk) -> None:
    await _to_whose(desk)
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(MARIO.address)
    assert mailbox is not None
    await desk.services.desk.assigning.assign(STRAY.intent, mailbox.holder_id, admin=MARIO.id)
    await desk.tap(MARIO, AskToRefund(STRAY.intent))


async def _to_refund_review(desk: Desk) -> None:
    await _to_refund(desk)
    await desk.type(MARIO, "5")


async def _to_draft(desk: Desk) -> int:
    await _in(desk)
    await desk.tap(MARIO, NewBroadcast())
    return max(int(row[0]) for row in desk.rows()["broadcasts"])


async def _to_text(desk: Desk) -> None:
    await desk.tap(MARIO, WriteBroadcast(await _to_draft(desk), Language.ITALIAN))


async def _to_attachment(desk: Desk) -> None:
    await desk.tap(MARIO, AttachToBroadcast(await _to_draft(desk)))


async def _to_moment(desk: Desk) -> None:
    await desk.tap(MARIO, ChooseMoment(await _to_draft(desk)))


def _to_criterion(criterion: Criterion) -> Way:
    async def way(desk: Desk) -> None:
        await desk.tap(MARIO, ChooseCriterion(await _to_draft(desk), criterion))

    return way


async def mailbox_id(desk: Desk) -> int:
    """The id of Mario's mailbox."""
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(MARIO.address)
    assert mailbox is not None
    return mailbox.id


# -------------------------------------------------------------------------------------------------- the right answers


def _is_password(_desk: Desk, text: str) -> bool:
    return text == PASSWORD


def _is_new_password(_desk: Desk, text: str) -> bool:
    return text == NEW_PASSWORD


def _is_gb(_desk: Desk, text: str) -> bool:
    try:
        return 1 <= read_gb(text) <= 100
    except Refused:
        return False


def _is_amount(_desk: Desk, text: str) -> bool:
    try:
        return 100 <= read_amount(text).cents <= 50_000
    except Refused:
        return False


def _is_code(desk: Desk, text: str) -> bool:
    try:
        return read_code(text) == desk.code()
    except Refused:
        return False


def _is_fiscal_code(_desk: Desk, text: str) -> bool:
    return "".join(text.split()).upper() == MARIO.fiscal_code


def _is_like_an_address(_desk: Desk, text: str) -> bool:
    return "@" in text


def _is_something_to_read(_desk: Desk, text: str) -> bool:
    return any(char.isalnum() for char in text)


def _is_domain(_desk: Desk, text: str) -> bool:
    return _is_understood(read_domain, text)


def _is_days(_desk: Desk, text: str) -> bool:
    return _is_understood(read_days, text)


def _is_moment(desk: Desk, text: str) -> bool:
    return _is_understood(lambda typed: read_time(typed, desk.clock.now()), text)


def _is_understood(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except Refused:
        return False
    return True


FAILURES, TRIES = frozenset({"login_failures"}), frozenset({"challenges"})
ACTS = frozenset({"admin_acts"})  # whoever is found is looked at, and that is an act


def _steps() -> Iterator[tuple[str, Step]]:
    """Each step under a name of its own; a state that can be in several ways more than once."""
    yield "a stranger", Step(conversation=None, state=None, way=_nowhere)
    yield "nothing", Step(conversation=None, state=None, way=_in)
    yield "name", Step(conversation="login", state="NAME", way=_to_name)
    for name, way in (("password", _to_password), ("password once more", _to_password_again)):
        yield name, Step(conversation="login", state="PASSWORD", way=way, is_right=_is_password, counted=FAILURES)
    yield "gb", Step(conversation="buy", state="GB", way=_to_gb, is_right=_is_gb)
    yield "quote", Step(conversation="buy", state="QUOTE", way=_to_quote)
    yield "amount", Step(conversation="top_up", state="AMOUNT", way=_to_amount, is_right=_is_amount)
    yield "editing", Step(conversation="profile", state="EDITING", way=_to_editing)
    for field in Field:
        yield f"field {field}", Step(conversation="profile", state="FIELD", way=_to_field(field))
    yield (
        "e-mail code",
        Step(conversation="profile", state="CODE", way=_to_email_code, is_right=_is_code, counted=TRIES),
    )
    yield "desk", Step(conversation="desk", state="WORDS", way=_to_words, counted=ACTS, admin=True)
    yield "register", Step(conversation="register", state="FILE", way=_to_file, admin=True)
    for name, state, way in (
        ("adjustment", "AMOUNT", _to_adjust),
        ("reason", "REASON", _to_reason),
        ("adjustment to confirm", "REVIEW", _to_review),
    ):
        yield name, Step(conversation="adjust", state=state, way=way, admin=True)
    yield "whose payment", Step(conversation="payments", state="WORDS", way=_to_whose, admin=True)
    for name, state, way in (("refund", "AMOUNT", _to_refund), ("refund to confirm", "REVIEW", _to_refund_review)):
        yield name, Step(conversation="refund", state=state, way=way, admin=True)
    yield from _steps_to_passwords()
    yield from _steps_to_broadcasts()


def _steps_to_passwords() -> Iterator[tuple[str, Step]]:
    yield (
        "current",
        Step(conversation="password", state="CURRENT", way=_to_current, is_right=_is_password, counted=FAILURES),
    )
    yield "new", Step(conversation="password", state="NEW", way=_to_new)
    yield "again", Step(conversation="password", state="AGAIN", way=_to_again, is_right=_is_new_password)
    yield "forgotten", Step(conversation="recovery", state="NAME", way=_to_recovery, is_right=_is_like_an_address)
    yield (
        "recovery code",
        Step(conversation="recovery", state="CODE", way=_to_recovery_code, is_right=_is_code, counted=TRIES),
    )
    yield (
        "fiscal code",
        Step(
            conversation="recovery", state="FISCAL_CODE", way=_to_fiscal_code, is_right=_is_fiscal_code, counted=TRIES
        ),
    )
    yield "recovered, new", Step(conversation="recovery", state="NEW", way=_to_recovered_new)
    yield (
        "recovered, again",
        Step(conversation="recovery", state="AGAIN", way=_to_recovered_again, is_right=_is_new_password),
    )


def _steps_to_broadcasts() -> Iterator[tuple[str, Step]]:
    steps: dict[str, tuple[str, Way, IsRight]] = {
        "broadcast": ("TEXT", _to_text, _is_something_to_read),
        "attachment": ("ATTACHMENT", _to_attachment, lambda _desk, _text: False),
        "moment": ("MOMENT", _to_moment, _is_moment),
        "domain": ("DOMAIN", _to_criterion(Criterion.DOMAIN), _is_domain),
        "days": ("DAYS", _to_criterion(Criterion.EXPIRY), _is_days),
    }
    for name, (state, way, is_right) in steps.items():
        yield name, Step(conversation="broadcast", state=state, way=way, is_right=is_right, admin=True)


STEPS = dict(_steps())
