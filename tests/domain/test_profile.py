"""What a holder types about oneself: made uniform, or refused with what is wrong (F63)."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import errors
from domain.profile import FIELDS, SENSITIVE, Field, Profile, group_of
from domain.profile_reading import MOST_CHARACTERS, ProfileReader, together

MARIO = Profile(
    holder_id=1, first_name="Mario", last_name="Rossi", fiscal_code="RSSMRA80A01H501U", email="m@example.com", phone=""
)
ABROAD = replace(MARIO, country="CH")


class Lenient:
    """Checks that let everything through: these tests are about our own rules."""

    def email(self, text: str) -> str | None:
        return text if "." in text.partition("@")[2] else None

    def phone(self, text: str, country: str) -> str | None:
        return f"{country} {text}" if text[0] in "+0123456789" else None

    def vat_number(self, digits: str) -> str | None:
        return digits if digits != "00000000000" else None

    def province(self, text: str) -> str | None:
        return {"roma": "RM"}.get(text.lower())

    def country(self, text: str) -> str | None:
        return {"italia": "IT"}.get(text.lower())


READER = ProfileReader(checks=Lenient())


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        (Field.EMAIL, "  mario@example.org ", "mario@example.org"),
        (Field.PHONE, "333 123", "IT 333 123"),
        (Field.STREET, " Via \u200b Garibaldi\n", "Via Garibaldi"),
        (Field.STREET, "Via dell\u2019Umilta\u0300", "Via dell\u2019Umilt\u00e0"),
        (Field.STREET_NUMBER, "12/A", "12/A"),
        (Field.POSTAL_CODE, "00 184", "00184"),
        (Field.PROVINCE, "roma", "RM"),
        (Field.COUNTRY, "Italia", "IT"),
        (Field.VAT_NUMBER, "IT 00743.110.157", "00743110157"),
        (Field.COMPANY_NAME, "Rossi & Figli <s.n.c.>", "Rossi & Figli <s.n.c.>"),
        (Field.SDI_CODE, "abc 1234", "ABC1234"),
    ],
)
def test_a_field_is_made_uniform(field: Field, typed: str, read: str) -> None:
    assert READER.read(field, typed, MARIO) == read


@pytest.mark.parametrize(
    ("field", "typed", "refusal"),
    [
        (Field.EMAIL, "mario", errors.EmailNotUnderstood),
        (Field.EMAIL, "anna@localhost", errors.EmailWithoutDot),
        (Field.EMAIL, "a@b", errors.EmailWithoutDot),
        (Field.PHONE, "telefono", errors.PhoneNotUnderstood),
        (Field.PROVINCE, "Narnia", errors.ProvinceUnknown),
        (Field.COUNTRY, "Narnia", errors.CountryUnknown),
        (Field.VAT_NUMBER, "00000000000", errors.VatNumberWrong),
        (Field.STREET, "", errors.TextNotUnderstood),
        (Field.STREET, "\u200b\u202e", errors.TextNotUnderstood),
        (Field.STREET, "...", errors.TextNotUnderstood),
        (Field.CITY, "x" * 61, errors.TextNotUnderstood),
    ],
)
def test_what_cannot_be_read_is_refused(field: Field, typed: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        READER.read(field, typed, MARIO)


@pytest.mark.parametrize(("typed", "digits"), [("0074311015", 10), ("123456789012", 12), ("partita IVA", 0)])
def test_a_vat_number_of_another_length_is_refused_with_the_digits_that_were_written(typed: str, digits: int) -> None:
    with pytest.raises(errors.VatNumberLength) as refused:
        READER.read(Field.VAT_NUMBER, typed, MARIO)
    assert refused.value.digits == digits


@pytest.mark.parametrize(("typed", "digits"), [("0018", 4), ("001844", 6), ("roma", 0)])
def test_a_cap_of_another_length_is_refused_with_the_digits_that_were_written(typed: str, digits: int) -> None:
    with pytest.raises(errors.PostalCodeNotUnderstood) as refused:
        READER.read(Field.POSTAL_CODE, typed, MARIO)
    assert refused.value.digits == digits


@pytest.mark.parametrize(
    ("field", "typed", "refusal"),
    [
        (Field.VAT_NUMBER, "AB00743110157", errors.VatNumberNotDigits),
        (Field.VAT_NUMBER, "0074311015A7", errors.VatNumberNotDigits),
        (Field.POSTAL_CODE, "00184 Roma", errors.PostalCodeNotDigits),
        (Field.POSTAL_CODE, "D-10115", errors.PostalCodeNotDigits),
    ],
)
def test_where_something_else_stands_among_the_digits_they_are_not_counted(
    field: Field, typed: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        READER.read(field, typed, MARIO)


@pytest.mark.parametrize(("typed", "characters"), [("ABC123", 6), ("ABC12345", 8), ("ABC-123", 7)])
def test_an_sdi_code_that_is_none_is_refused_with_its_length(typed: str, characters: int) -> None:
    with pytest.raises(errors.SdiCodeNotUnderstood) as refused:
        READER.read(Field.SDI_CODE, typed, MARIO)
    assert refused.value.characters == characters


def test_outside_italy_a_postal_code_may_be_another_one() -> None:
    assert READER.read(Field.POSTAL_CODE, "sw1a 1aa", ABROAD) == "SW1A 1AA"
    assert READER.read(Field.POSTAL_CODE, "- 10115", ABROAD) == "10115"


@pytest.mark.parametrize("typed", ["&&1", "SW1A 1AA \U0001f600", "1"])
def test_a_foreign_postal_code_has_letters_digits_blanks_and_hyphens_only(typed: str) -> None:
    with pytest.raises(errors.ForeignPostalCodeNotUnderstood):
        READER.read(Field.POSTAL_CODE, typed, ABROAD)


def test_a_phone_number_without_a_prefix_is_italian_wherever_its_holder_lives() -> None:
    assert READER.read(Field.PHONE, "044", ABROAD) == "IT 044"


def test_who_moves_abroad_has_no_province() -> None:
    at_home = replace(MARIO, country="IT", province="RM", postal_code="00184")
    assert together(at_home, {Field.COUNTRY: "CH"}) == {Field.COUNTRY: "CH", Field.PROVINCE: ""}


def test_who_moves_to_italy_needs_a_cap_of_five_digits() -> None:
    abroad = replace(ABROAD, postal_code="8001")
    with pytest.raises(errors.PostalCodeUnfit) as refused:
        together(abroad, {Field.COUNTRY: "IT"})
    assert refused.value.code == "8001"
    moved = {Field.COUNTRY: "IT", Field.POSTAL_CODE: "00184"}
    assert together(abroad, moved) == moved


def test_the_reference_e_mail_is_not_emptied() -> None:
    with pytest.raises(errors.NotFound):
        together(MARIO, {Field.PHONE: "", Field.EMAIL: ""})


def test_an_old_postal_code_stands_in_the_way_of_nothing_else() -> None:
    assert together(replace(MARIO, postal_code="x"), {Field.PHONE: "1"}) == {Field.PHONE: "1"}


def test_changes_that_change_nothing_are_none() -> None:
    assert MARIO.differing({Field.EMAIL: "m@example.com", Field.CITY: "Roma"}) == {Field.CITY: "Roma"}


def test_every_field_is_in_one_group() -> None:
    assert sorted(field for fields in FIELDS.values() for field in fields) == sorted(Field)
    assert all(field in FIELDS[group_of(field)] for field in Field)


def test_the_password_is_asked_for_before_the_e_mail_and_the_invoice_data() -> None:
    assert {Field.EMAIL, Field.VAT_NUMBER, Field.COMPANY_NAME, Field.SDI_CODE} == SENSITIVE


@given(st.sampled_from(Field), st.text())
def test_f63_whatever_is_typed_is_stored_as_one_short_visible_line_or_refused(field: Field, typed: str) -> None:
    try:
        read = READER.read(field, typed, MARIO)
    except errors.Refused:
        return
    assert len(read) <= MOST_CHARACTERS[field] + 3
    assert read == " ".join(unicodedata.normalize("NFC", read).split()) != ""
    assert {unicodedata.category(char) for char in read}.isdisjoint({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
