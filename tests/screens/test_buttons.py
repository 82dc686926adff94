"""The codec of buttons: what it writes it reads, and nothing else."""

import random
from dataclasses import fields
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screens.button_fields import Whole
from bot.screens.buttons import (
    BUTTONS,
    Button,
    ChooseGb,
    ConfirmOrder,
    Home,
    OpenMailbox,
    ShowCredit,
    UnknownButton,
    decode,
    encode,
)
from domain.catalogue import ServiceKey

FORGED = [
    "", ":", "home:", "home:1", " home", "Home", "nothing", "mailbox", "mailbox:", "mailbox:0",
    "mailbox:-1", "mailbox:01", "mailbox:+1", "mailbox: 1", "mailbox:1 ", "mailbox:1\n",
    "mailbox:1:2", "mailbox:٣", "mailbox:1_0", "mailbox:1e3", "mailbox:9223372036854775808",
    "mailbox:" + "9" * 5_000, "gb:1:inbox:0", "gb:1:INBOX:1", "gb:1:outbox:1", "confirm:",
    "confirm:a b", "confirm:" + "a" * 25, "confirm:a'--", "confirm:à", "language:fr", "language:",
    "amount:0", "amount:-500", "order:../etc", "\x00", "credit:x", "x" * 65,
]  # fmt: skip


def values(hint: Any) -> st.SearchStrategy[Any]:
    if not get_args(hint):
        return st.sampled_from(list(hint))
    rule = get_args(hint)[1]
    if isinstance(rule, Whole):
        return st.integers(rule.least, rule.most)
    return st.from_regex(r"\A[A-Za-z0-9_-]{1,24}\Z")


def any_of(kind: type[Button]) -> st.SearchStrategy[Button]:
    hints = get_type_hints(kind, include_extras=True)
    return st.builds(kind, *(values(hints[field.name]) for field in fields(kind)))


@given(st.one_of([any_of(kind) for kind in BUTTONS]))
def test_a_button_comes_back_as_it_went(button: Button) -> None:
    assert decode(encode(button)) == button
    assert len(encode(button).encode()) <= 64


def test_every_verb_belongs_to_one_button() -> None:
    assert {kind.__name__ for kind in BUTTONS} == {kind.__name__ for kind in Button.__subclasses__()}
    assert len({kind.verb for kind in BUTTONS}) == len(BUTTONS)


@pytest.mark.parametrize("data", FORGED)
def test_f06_a_forged_button_is_unknown(data: str) -> None:
    with pytest.raises(UnknownButton):
        decode(data)


def read_or_refused(data: str) -> None:
    """Fails unless the data is refused, or is exactly what the button it stands for writes."""
    try:
        button = decode(data)
    except UnknownButton:
        return
    assert encode(button) == data


@given(st.text(max_size=80))
def test_f06_any_text_is_read_exactly_or_refused(data: str) -> None:
    read_or_refused(data)


def test_f06_ten_thousand_mangled_buttons_are_read_exactly_or_refused() -> None:
    chance = random.Random(6)
    verbs = [kind.verb for kind in BUTTONS]
    parts = [
        "1",
        "0",
        "7",
        "-1",
        "007",
        "inbox",
        "archive",
        "it",
        "en",
        "Zk3_q-9aXw1B",
        "",
        "é",
        "٣",
        "9" * 19,
        "9" * 30,
    ]
    for _ in range(10_000):
        data = ":".join([chance.choice(verbs), *chance.choices(parts, k=chance.randrange(5))])
        if chance.random() < 0.3:
            at = chance.randrange(len(data) + 1)
            data = data[:at] + chr(chance.randrange(0xD800)) + data[at + chance.randrange(2) :]
        read_or_refused(data)


@pytest.mark.parametrize(
    "button",
    [OpenMailbox(0), OpenMailbox(2**63), ShowCredit(-1), ConfirmOrder("a:b"), ChooseGb(1, ServiceKey.INBOX, 0)],
)
def test_a_button_outside_its_limits_is_not_written(button: Button) -> None:
    with pytest.raises(ValueError, match=r".*"):
        encode(button)


def test_a_button_says_what_it_is_in_few_bytes() -> None:
    assert encode(Home()) == "home"
    assert encode(ChooseGb(7, ServiceKey.INBOX, 2)) == "gb:7:inbox:2"
