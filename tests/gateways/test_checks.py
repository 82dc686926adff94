"""Fiscal codes and e-mail addresses."""

import pytest

from bot.gateways.checks import is_email, is_fiscal_code


@pytest.mark.parametrize("text", ["RSSMRA80A01H501U", "BNCNNA75M41F205O", "12345670017"])
def test_a_right_fiscal_code_of_a_person_or_a_company_is_taken(text: str) -> None:
    assert is_fiscal_code(text)


@pytest.mark.parametrize(
    "text", ["", "RSSMRA80A01H501X", "12345670018", "RSS MRA80A01H501U", "RSSMRA80A01H501", "٣2345670017", "MARIO"]
)
def test_a_wrong_fiscal_code_is_refused(text: str) -> None:
    assert not is_fiscal_code(text)


@pytest.mark.parametrize("text", ["mario.rossi@example.com", "a+b@studio.example.org"])
def test_a_right_address_is_taken_without_asking_anybody(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize("text", ["", "mario", "mario@", "@example.com", "a b@example.com", "a@b", "a@example..com"])
def test_a_wrong_address_is_refused(text: str) -> None:
    assert not is_email(text)
