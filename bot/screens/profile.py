"""The holder's data, as it stands."""

from __future__ import annotations

from babel import Locale

from bot.screens.buttons.account import ChoosePassword, ConfirmEmail, EditProfile, EnterCode, ShowAccount
from bot.screens.screen import Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.profile import Field, Profile


def profile(texts: Texts, profile: Profile, *, support: str, waiting: str = "") -> Screen:
    """All data; what is locked, with the reason and whom to write to: `support`, empty if only the body is known.

    `waiting` is an address that waits for its code, empty if none does.
    """
    locked = texts("profile-locked", support=support, known="yes" if support else "no")
    text = paragraphs(
        texts("profile"),
        texts(
            "profile-person",
            first_name=profile.first_name,
            last_name=profile.last_name,
            fiscal_code=profile.fiscal_code,
        ),
        f"<i>{locked}</i>",
        lines(texts("profile-contact"), _email(texts, profile, waiting), _line(texts, Field.PHONE, profile)),
        lines(texts("profile-address"), _address(texts, profile)),
        lines(
            texts("profile-invoice"),
            *(_line(texts, field, profile) for field in (Field.COMPANY_NAME, Field.VAT_NUMBER, Field.SDI_CODE)),
        ),
    )
    confirm = (Tap(texts.label("key-confirm-email"), ConfirmEmail()),)
    enter = (Tap(texts.label("key-enter-code"), EnterCode(), "primary"),)
    return with_way_home(
        texts,
        text,
        (Tap(texts.label("key-edit-profile"), EditProfile(), "primary"),),
        enter if waiting else confirm if profile.email and profile.email_confirmed_at is None else (),
        (Tap(texts.label("key-change-password"), ChoosePassword()),),
        (Tap(texts.label("key-back-to-account"), ShowAccount()),),
    )


def shown(texts: Texts, field: Field, value: str) -> str:
    """What a field holds, for people, as plain text: a country by its name; empty if it holds nothing."""
    if field is Field.COUNTRY and value:
        return str(Locale(texts.language.value).territories.get(value, value))
    return value


def _line(texts: Texts, field: Field, profile: Profile) -> str:
    name, value = texts.label(f"field-{field}"), shown(texts, field, profile[field])
    return texts("profile-line", name=name, value=value) if value else texts("profile-line-empty", name=name)


def _email(texts: Texts, profile: Profile, waiting: str) -> str:
    confirmed = "no" if profile.email_confirmed_at is None else "yes"
    return lines(
        _line(texts, Field.EMAIL, profile),
        texts("profile-email-confirmed", confirmed=confirmed) if profile.email else None,
        texts("profile-email-waiting", email=waiting) if waiting else None,
    )


def _address(texts: Texts, profile: Profile) -> str:
    """The address as it is written on an envelope."""
    street = " ".join(filter(None, (profile.street, profile.street_number)))
    province = f"({profile.province})" if profile.province else ""
    city = " ".join(filter(None, (profile.postal_code, profile.city, province)))
    parts = tuple(filter(None, (street, city, shown(texts, Field.COUNTRY, profile.country))))
    if not parts:
        return texts("profile-no-address")
    return lines(*(texts("profile-address-line", line=part) for part in parts))
