"""What a new password has to be, each rule by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.passwords import Rule, broken_rules

ADDRESS = "mario.rossi@pec.archrm.it"
GOOD = "Primavera2026"


def test_a_good_password_breaks_no_rule() -> None:
    assert broken_rules(GOOD, ADDRESS) == ()


@pytest.mark.parametrize(
    ("password", "broken"),
    [
        ("Corta12", (Rule.LENGTH,)),
        ("Abcdef12", ()),
        ("Aa1" + "x" * 61, ()),
        ("Aa1" + "x" * 62, (Rule.LENGTH,)),
        ("tutte-minuscole-1", (Rule.UPPER_CASE,)),
        ("TUTTE-MAIUSCOLE-1", (Rule.LOWER_CASE,)),
        ("SenzaCifre", (Rule.DIGIT,)),
        ("Cifre-arabe-\u0661\u0662", (Rule.DIGIT,)),
        ("Due\nrighe2026", (Rule.PRINTABLE,)),
        ("Invisibile\u200b1", (Rule.PRINTABLE,)),
        ("Mario.Rossi2026", (Rule.NO_MAILBOX_NAME,)),
        (f"X1{ADDRESS}".replace("m", "M", 1), (Rule.NO_MAILBOX_NAME,)),
        ("", (Rule.LENGTH, Rule.UPPER_CASE, Rule.LOWER_CASE, Rule.DIGIT)),
        ("mario.rossi", (Rule.UPPER_CASE, Rule.DIGIT, Rule.NO_MAILBOX_NAME)),
    ],
)
def test_each_broken_rule_is_named(password: str, broken: tuple[Rule, ...]) -> None:
    assert broken_rules(password, ADDRESS) == broken


def test_a_name_of_two_letters_is_in_too_many_words_to_matter() -> None:
    assert broken_rules("Abracadabra1", "ab@pec.archrm.it") == ()
    assert broken_rules("Abracadabra1", "abra@pec.archrm.it") == (Rule.NO_MAILBOX_NAME,)


@given(st.text(max_size=80))
def test_what_breaks_no_rule_keeps_them_all(password: str) -> None:
    if not broken_rules(password, ADDRESS):
        assert 8 <= len(password) <= 64
        assert password.lower() != password != password.upper()
        assert any(char in "0123456789" for char in password)
        assert "mario.rossi" not in password.casefold()
