"""One's own data on the phone: looked at, changed field by field, saved after a look at it all (S5, F63, F66)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.sandbox.world import World
from domain.profile import Profile
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.desk import Desk, opened_desk
from tests.people import ANNA, MARIO, PASSWORD, Person
from tests.phone import Phone

NEW = "mario@studio-rossi.example.com"


async def begins(desk: Desk, person: Person, group: str, field: str) -> None:
    """A person goes to a field, and types the password once more where that is asked for."""
    await desk.tap(person, "edit")
    await desk.tap(person, f"edit-part:{group}")
    await desk.tap(person, f"edit-field:{field}")
    if person.address in desk.last and "🔒" in desk.last:
        await desk.type(person, PASSWORD)


async def profile(desk: Desk, person: Person = MARIO) -> Profile:
    """A person's data as it stands."""
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(person.address)
        assert mailbox is not None
        found = await unit.profiles.get(mailbox.holder_id)
    assert found is not None
    return found


@pytest.fixture
async def desk(mailing_desk: Desk) -> Desk:
    """A desk of a bot that sends e-mail, with Mario logged in."""
    await mailing_desk.log_in(MARIO)
    return mailing_desk


async def test_all_data_is_shown_with_what_is_locked_and_whom_to_write_to(desk: Desk) -> None:
    await desk.tap(MARIO, "profile")
    for words in ("Mario Rossi", MARIO.fiscal_code, MARIO.email, "+39 06 5550100", "segreteria@archrm.example"):
        assert words in desk.last
    assert "qui non si cambiano" in desk.last


async def test_several_fields_are_changed_looked_at_and_saved_together(desk: Desk) -> None:
    await begins(desk, MARIO, "contact", "phone")
    await desk.type(MARIO, "333 1234567")
    for field, typed in (("street", "Via Garibaldi"), ("postal_code", "00184"), ("province", "roma")):
        await begins(desk, MARIO, "address", field)
        await desk.type(MARIO, typed)
    before = await profile(desk)
    await desk.tap(MARIO, desk.key("review"))
    for words in ("<b>+39 333 123 4567</b>", "<b>Via Garibaldi</b>", "<b>00184</b>", "<b>RM</b>", "+39 06 5550100"):
        assert words in desk.last
    assert await profile(desk) == before
    await desk.tap(MARIO, desk.key("save"))
    assert "Dati salvati" in desk.last
    after = await profile(desk)
    assert (after.phone, after.street, after.postal_code, after.province) == (
        "+39 333 123 4567", "Via Garibaldi", "00184", "RM",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("group", "field", "typed", "words"),
    [
        ("invoice", "vat_number", "0074311015", "La partita IVA ha <b>11 cifre</b>; ne hai scritte 10"),
        ("invoice", "vat_number", "AB00743110157", "La partita IVA ha <b>solo cifre</b>, 11 in tutto"),
        ("invoice", "vat_number", "00743110158", "una cifra è sbagliata"),
        ("invoice", "sdi_code", "ABC", "hai scritto 3 caratteri"),
        ("address", "postal_code", "184", "Il CAP ha <b>5 cifre</b>; qui ne vedo 3"),
        ("address", "postal_code", "00184 Roma", "Il CAP ha <b>solo cifre</b>, 5 in tutto"),
        ("address", "province", "Narnia", "Non conosco questa provincia"),
        ("address", "country", "Narnia", "Non conosco questo Paese"),
        ("contact", "phone", "12", "non è un numero di telefono valido"),
        ("contact", "email", "mario", "non è un indirizzo e-mail"),
        ("contact", "email", "anna@localhost", "Dopo la chiocciola (@) serve un punto, come in example.com"),
        ("contact", "email", MARIO.address, "una delle tue caselle PEC"),
    ],
)
async def test_what_is_wrong_is_said_in_words_and_asked_again(
    desk: Desk, group: str, field: str, typed: str, words: str
) -> None:
    await begins(desk, MARIO, group, field)
    before = desk.rows()
    await desk.type(MARIO, typed)
    assert words in desk.last
    assert desk.rows() == before
    assert desk.rows(without=set())["dialogs"][0][2] == "FIELD"


async def test_a_field_can_be_left_empty_but_not_the_e_mail(desk: Desk) -> None:
    await begins(desk, MARIO, "contact", "phone")
    await desk.tap(MARIO, desk.key("clear-field"))
    await desk.tap(MARIO, desk.key("review"))
    await desk.tap(MARIO, desk.key("save"))
    assert (await profile(desk)).phone == ""
    await begins(desk, MARIO, "contact", "email")
    assert not [key for key in desk.keys if key.startswith("clear-field")]
    await desk.tap(MARIO, "clear-field:email")
    assert desk.last == desk.word(MARIO, "menu-expired")
    await desk.tap(MARIO, "save")
    assert (await profile(desk)).email == MARIO.email
    assert desk.rows()["challenges"] == []


async def test_what_is_typed_by_somebody_who_means_harm_is_shown_as_it_is(desk: Desk) -> None:
    await begins(desk, MARIO, "address", "city")
    await desk.type(MARIO, "</b><a href='https://evil.example'>Roma</a>\u202e")
    assert "&lt;/b&gt;&lt;a href='https://evil.example'&gt;Roma&lt;/a&gt;" in desk.last


async def test_changes_can_be_dropped(desk: Desk) -> None:
    before = await profile(desk)
    await begins(desk, MARIO, "address", "city")
    await desk.type(MARIO, "Pisa")
    await desk.tap(MARIO, "edit")
    await desk.tap(MARIO, desk.key("drop"))
    await desk.tap(MARIO, "review")
    await desk.tap(MARIO, "save")
    assert await profile(desk) == before


@pytest.mark.parametrize("field", ["email", "vat_number", "company_name", "sdi_code"])
async def test_s5_the_password_is_asked_for_before_a_sensitive_field_and_then_it_goes_on(
    desk: Desk, field: str
) -> None:
    await begins(desk, MARIO, "contact", "phone")
    await desk.type(MARIO, "333 1234567")
    await desk.tap(MARIO, f"edit-field:{field}")
    assert "scrivi di nuovo la password" in desk.last
    await desk.type(MARIO, "wrong")
    assert "non è questa" in desk.last
    await desk.type(MARIO, PASSWORD)
    assert f"ask-{field}" in asked(desk, MARIO)
    await desk.tap(MARIO, "review")
    assert "+39 333 123 4567" in desk.last  # what had been typed before is not lost


async def test_s5_ten_minutes_after_the_password_it_is_asked_for_again(desk: Desk) -> None:
    await begins(desk, MARIO, "invoice", "company_name")
    desk.clock.move(timedelta(minutes=9))
    await desk.tap(MARIO, "edit-field:sdi_code")
    assert "ask-sdi_code" in asked(desk, MARIO)
    desk.clock.move(timedelta(minutes=2))
    await desk.type(MARIO, "ABC1234")
    assert "scrivi di nuovo la password" in desk.last
    await desk.type(MARIO, PASSWORD)
    await desk.type(MARIO, "ABC1234")
    desk.clock.move(timedelta(minutes=11))
    await desk.tap(MARIO, "save")
    assert "scrivi di nuovo la password" in desk.last
    assert (await profile(desk)).sdi_code == ""
    await desk.type(MARIO, PASSWORD)
    assert (await profile(desk)).sdi_code == "ABC1234"


async def test_f66_a_session_that_ends_in_the_middle_loses_nothing_that_was_typed(desk: Desk) -> None:
    await begins(desk, MARIO, "address", "city")
    await desk.type(MARIO, "Pisa")
    await begins(desk, MARIO, "address", "street")
    desk.clock.move(timedelta(minutes=31))
    before = desk.rows()
    await desk.type(MARIO, "Via Garibaldi")
    assert "la sessione è terminata" in desk.last
    assert desk.rows() == before
    await desk.type(MARIO, PASSWORD)
    await desk.type(MARIO, "Via Garibaldi")
    await desk.tap(MARIO, desk.key("review"))
    await desk.tap(MARIO, desk.key("save"))
    after = await profile(desk)
    assert (after.city, after.street) == ("Pisa", "Via Garibaldi")


async def test_f66_another_holder_does_not_save_what_the_first_one_typed(desk: Desk) -> None:
    await begins(desk, MARIO, "address", "city")
    await desk.type(MARIO, "Pisa")
    review = desk.key("review")
    desk.clock.move(timedelta(minutes=31))
    await desk.tap(MARIO, review)
    await desk.tap(MARIO, "login")
    await desk.type(MARIO, ANNA.address)
    await desk.type(MARIO, PASSWORD)
    await desk.tap(MARIO, "save")
    assert [(await profile(desk, person)).city for person in (MARIO, ANNA)] == ["", ""]


async def test_of_two_chats_that_edit_at_once_the_second_sees_it_and_loses_nothing(desk: Desk) -> None:
    await desk.log_in(ANNA, address=MARIO.address)  # Mario's second phone
    await begins(desk, MARIO, "address", "city")
    await desk.type(MARIO, "Roma")
    await begins(desk, ANNA, "address", "city")
    await desk.type(ANNA, "Pisa")
    await begins(desk, ANNA, "address", "street")
    await desk.type(ANNA, "Via Garibaldi")
    await desk.tap(MARIO, "save")
    await desk.tap(ANNA, "save")
    assert "has changed in the meantime" in desk.last
    assert "Roma → <b>Pisa</b>" in desk.last
    assert (await profile(desk)).city == "Roma"
    await desk.tap(ANNA, desk.key("save"))
    after = await profile(desk)
    assert (after.city, after.street) == ("Pisa", "Via Garibaldi")


async def test_a_code_that_was_sent_can_be_typed_after_a_walk_through_the_menu(desk: Desk) -> None:
    await begins(desk, MARIO, "contact", "email")
    await desk.type(MARIO, NEW)
    await desk.tap(MARIO, "save")
    await desk.type(MARIO, "/menu")
    await desk.tap(MARIO, "profile")
    assert f"{NEW} aspetta il codice" in desk.last
    await desk.tap(MARIO, desk.key("enter-code"))
    await desk.type(MARIO, desk.code())
    assert (await profile(desk)).email == NEW


async def test_who_moves_abroad_sees_before_saving_that_the_province_goes(desk: Desk) -> None:
    for field, typed in (("province", "RM"), ("country", "Germania")):
        await begins(desk, MARIO, "address", field)
        await desk.type(MARIO, typed)
    await desk.tap(MARIO, "review")
    assert "RM" not in desk.last
    assert "Germania" in desk.last


async def test_the_reference_e_mail_that_there_is_already_is_called_so(desk: Desk) -> None:
    await begins(desk, MARIO, "contact", "email")
    await desk.type(MARIO, MARIO.email)
    assert desk.last.startswith(desk.word(MARIO, "edit-email-already"))
    await begins(desk, MARIO, "contact", "email")
    await desk.type(MARIO, NEW)
    assert desk.word(MARIO, "edit-email-already") not in desk.last


async def moves_home(desk: Desk) -> None:
    """Mario, who had an address in Germany, writes that it is in Italy."""
    for field, typed in (("country", "Germania"), ("postal_code", "D-10115")):
        await begins(desk, MARIO, "address", field)
        await desk.type(MARIO, typed)
    await desk.tap(MARIO, "save")
    await begins(desk, MARIO, "address", "country")
    await desk.type(MARIO, "Italia")


@pytest.mark.parametrize("key", ["review", "save"])
async def test_who_moves_to_italy_is_told_that_the_cap_does_not_fit_and_types_another(desk: Desk, key: str) -> None:
    await moves_home(desk)
    await desk.tap(MARIO, key)
    assert "Il CAP <b>D-10115</b> non va più bene per il Paese" in desk.last
    await desk.type(MARIO, "00184")
    await desk.tap(MARIO, desk.key("review"))
    await desk.tap(MARIO, desk.key("save"))
    after = await profile(desk)
    assert (after.country, after.postal_code) == ("IT", "00184")


async def test_a_cap_that_does_not_fit_has_a_key_to_it_and_to_the_address(desk: Desk) -> None:
    await moves_home(desk)
    await desk.tap(MARIO, desk.key("review"))
    assert {"edit-field:postal_code", "edit-part:address"} <= set(desk.keys)
    await desk.tap(MARIO, "edit-field:postal_code")
    await desk.tap(MARIO, desk.key("clear-field"))
    await desk.tap(MARIO, desk.key("review"))
    await desk.tap(MARIO, desk.key("save"))
    after = await profile(desk)
    assert (after.country, after.postal_code) == ("IT", "")


async def test_without_a_mail_server_a_new_e_mail_is_refused_with_a_reason(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened_desk(sqlite_url, monkeypatch) as desk:
        await enrol(desk.house)
        await desk.log_in(MARIO)
        await begins(desk, MARIO, "contact", "email")
        await desk.type(MARIO, NEW)
        await desk.tap(MARIO, "save")
        assert desk.last == desk.word(MARIO, "refused-no-mail-sent")


@pytest.mark.parametrize("language", ["it", "en"])
async def test_a_language_chosen_in_the_middle_asks_the_same_question(desk: Desk, language: str) -> None:
    await begins(desk, MARIO, "address", "city")
    await desk.tap(MARIO, f"language:{language}")
    await desk.type(MARIO, "Pisa")
    assert "Pisa" in desk.last


@pytest.mark.usefixtures("stopped_clockwork")
@pytest.mark.parametrize("person", [MARIO, ANNA], ids=["it", "en"])
async def test_a_new_reference_e_mail_is_confirmed_by_the_code_that_arrives_there(
    open_house: OpenHouse, world: World, person: Person
) -> None:
    async with open_house(smtp_url=world.smtp_url, mail_from="noreply@example.org") as house:
        await enrol(house)
        phone = Phone(world, person)
        await phone.logs_in()
        await phone.taps("Account")
        await phone.taps(phone.word("I miei dati", "My data"))
        await phone.taps(phone.word("Modifica", "Edit"))
        await phone.taps(phone.word("Contatti", "Contacts"))
        await phone.taps("E-mail")
        await phone.says(PASSWORD)
        await phone.says(NEW)
        await phone.taps(phone.word("Rivedi", "Review"))
        await phone.taps(phone.word("Salva", "Save"))
        await house.delivery.run_once()
        letter = world.mail.last(NEW)
        (code,) = re.findall(r"\b[0-9]{6}\b", letter.text)
        await phone.says(code[:5])
        assert phone.word("qui ne vedo 5", "I see 5 here") in phone.text
        await phone.says(phone.word(f"Codice: {code}.", f"Your code: {code[:3]} {code[3:]}"))
        assert phone.word("E-mail confermata", "E-mail confirmed") in phone.text
        await house.delivery.run_once()
        assert NEW not in world.mail.last(person.email).text


def asked(desk: Desk, person: Person) -> str:
    """The key of the question that was asked last."""
    texts = desk.house.texts[person.language]
    first = desk.last.split("\n")[0]
    return next((key for key in (f"ask-{field}" for field in _FIELDS) if texts(key).split("\n")[0] == first), desk.last)


_FIELDS = ("email", "phone", "street", "city", "vat_number", "company_name", "sdi_code")
