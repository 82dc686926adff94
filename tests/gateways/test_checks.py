"""Fiscal codes and e-mail addresses."""

import pytest

from bot.gateways.checks import LibraryChecks, _provinces, is_email, is_fiscal_code


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


CHECKS = LibraryChecks()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("RM", "RM"), ("roma", "RM"), ("Forl\u00ec-Cesena", "FC"), ("forli cesena", "FC"), ("L\u2019Aquila", "AQ"),
        ("Aosta", "AO"), ("reggio emilia", "RE"), ("Monza", "MB"), ("Lazio", None), ("reggio", None), ("", None),
        ("Narnia", None), ("???", None),
    ],
)  # fmt: skip
def test_a_province_is_known_by_its_letters_its_name_and_words_that_fit_one_only(typed: str, code: str | None) -> None:
    assert CHECKS.province(typed) == code


def test_there_are_107_italian_provinces() -> None:
    assert len(set(_provinces().values())) == 107


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Italia", "IT"), ("italy", "IT"), ("it", "IT"), ("Germania", "DE"), ("USA", "US"), ("Vaticano", "VA"),
        ("Svizzera", "CH"), ("Switzerland", "CH"), ("Unione europea", None), ("Narnia", None), ("", None),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_letters_and_by_its_name_in_either_language(typed: str, code: str | None) -> None:
    assert CHECKS.country(typed) == code


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("333 1234567", "IT", "+39 333 123 4567"),
        ("06/5550100", "IT", "+39 06 555 0100"),
        ("+44 20 7946 0958", "IT", "+44 20 7946 0958"),
        ("044 668 18 00", "CH", "+41 44 668 18 00"),
        ("12", "IT", None),
        ("telefono", "IT", None),
        ("+39 333 1234567 ext. 5", "IT", None),
    ],
)
def test_a_phone_number_is_written_as_its_country_does(typed: str, country: str, number: str | None) -> None:
    assert CHECKS.phone(typed, country) == number


@pytest.mark.parametrize(("digits", "right"), [("00743110157", True), ("00743110158", False)])
def test_a_vat_number_is_told_by_its_check_digit(digits: str, right: bool) -> None:
    assert (CHECKS.vat_number(digits) == digits) is right
