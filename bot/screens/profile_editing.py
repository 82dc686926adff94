"""Changing one's data: which field, what it is to hold, a look at it all, and the code for a new e-mail."""

from __future__ import annotations

from datetime import datetime

from bot.screens.buttons.account import (
    ClearField,
    DropChanges,
    EditField,
    EditGroup,
    EditProfile,
    ReviewProfile,
    SaveProfile,
    SendCodeAgain,
    ShowProfile,
)
from bot.screens.profile import shown
from bot.screens.screen import Row, Screen, Tap, in_rows, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.profile import FIELDS, OPTIONAL, Changes, Field, Group, Profile, group_of
from domain.profile_reading import ITALY


def choose_group(texts: Texts, profile: Profile, changes: Changes) -> Screen:
    """Which part of the data is to be changed?"""
    groups = ((Tap(texts.label(f"key-edit-{group}"), EditGroup(group)),) for group in Group)
    text = paragraphs(texts("edit"), _pending(texts, profile, changes))
    return with_way_home(texts, text, *groups, *_review_row(texts, changes), *_drop_row(texts, changes), _back(texts))


def choose_field(
    texts: Texts, group: Group, profile: Profile, changes: Changes, *, is_email_already: bool = False
) -> Screen:
    """Which field of a part is to be changed? `is_email_already` if the reference e-mail was typed that there is."""
    after = profile.with_changes(changes)
    fields = [field for field in FIELDS[group] if _is_asked_for(field, after)]
    keys = in_rows((Tap(texts.label(f"key-field-{field}"), EditField(field)) for field in fields), 2)
    already = texts("edit-email-already") if is_email_already else None
    text = paragraphs(
        already, texts(f"edit-{group}"), lines(*(_now(texts, field, profile, changes) for field in fields))
    )
    on: Row = (Tap(texts.label("key-back"), EditProfile()),)
    return with_way_home(texts, text, *keys, *(_review_row(texts, changes) or (on,)))


def ask_field(texts: Texts, field: Field, profile: Profile, changes: Changes) -> Screen:
    """What is a field to hold?"""
    value = shown(texts, field, profile.with_changes(changes)[field])
    now = texts("edit-now", value=value) if value else texts("edit-now-empty")
    clear = (Tap(texts.label("key-clear-field"), ClearField(field)),) if value and field in OPTIONAL else ()
    back = (Tap(texts.label("key-back"), EditGroup(group_of(field))),)
    return with_way_home(texts, paragraphs(texts(f"ask-{field}"), now), clear, back)


def review(texts: Texts, profile: Profile, changes: Changes, *, has_moved: bool = False) -> Screen:
    """The changes, before they are saved; `has_moved` if the data has been changed elsewhere meanwhile."""
    moved = texts("review-moved") if has_moved else None
    email = texts("review-email", email=changes[Field.EMAIL]) if Field.EMAIL in changes else None
    text = paragraphs(moved, texts("review"), _listed(texts, profile, changes), email)
    return with_way_home(
        texts,
        text,
        (Tap(texts.label("key-save"), SaveProfile(), "success"),),
        (Tap(texts.label("key-edit-more"), EditProfile()),),
        *_drop_row(texts, changes),
    )


def saved(texts: Texts, *, nothing_new: bool = False) -> Screen:
    """The changes are saved, or there were none."""
    text = texts("edit-nothing-new" if nothing_new else "edit-saved")
    return with_way_home(texts, text, (Tap(texts.label("key-show-profile"), ShowProfile()),))


def ask_code(texts: Texts, email: str, until: datetime, *, others_saved: bool = False, before: str = "") -> Screen:
    """The code that was sent to an address; until when it holds. Notices go to `before` until it is typed."""
    saved_too = texts("code-others-saved") if others_saved else None
    meanwhile = texts("code-meanwhile", email=before) if before and before != email else None
    text = paragraphs(saved_too, texts("code-ask", email=email, until=until), meanwhile, texts("code-where"))
    again = (Tap(texts.label("key-code-again"), SendCodeAgain()),)
    return with_way_home(texts, text, again, (Tap(texts.label("key-show-profile"), ShowProfile()),))


def email_confirmed(texts: Texts, email: str) -> Screen:
    """The address is the reference e-mail from now on, or has been all along."""
    text = texts("email-confirmed", email=email)
    return with_way_home(texts, text, (Tap(texts.label("key-show-profile"), ShowProfile()),))


def _is_asked_for(field: Field, profile: Profile) -> bool:
    """Outside Italy there is no province to ask for."""
    return field is not Field.PROVINCE or profile.country in {"", ITALY}


def _pending(texts: Texts, profile: Profile, changes: Changes) -> str | None:
    return paragraphs(texts("edit-pending"), _listed(texts, profile, changes)) if changes else None


def _listed(texts: Texts, profile: Profile, changes: Changes) -> str:
    return lines(*(_change(texts, field, profile, changes[field]) for field in Field if field in changes))


def _change(texts: Texts, field: Field, profile: Profile, value: str) -> str:
    """One field: what it holds, and what it is to hold."""
    empty = texts.label("edit-empty")
    return texts(
        "review-line",
        name=texts.label(f"field-{field}"),
        before=shown(texts, field, profile[field]) or empty,
        after=shown(texts, field, value) or empty,
    )


def _now(texts: Texts, field: Field, profile: Profile, changes: Changes) -> str:
    if field in changes:
        return _change(texts, field, profile, changes[field])
    name, value = texts.label(f"field-{field}"), shown(texts, field, profile[field])
    return texts("profile-line", name=name, value=value) if value else texts("profile-line-empty", name=name)


def _review_row(texts: Texts, changes: Changes) -> tuple[Row, ...]:
    return ((Tap(texts.label("key-review"), ReviewProfile(), "primary"),),) if changes else ()


def _drop_row(texts: Texts, changes: Changes) -> tuple[Row, ...]:
    return ((Tap(texts.label("key-drop-changes"), DropChanges(), "danger"),),) if changes else ()


def _back(texts: Texts) -> Row:
    return (Tap(texts.label("key-back"), ShowProfile()),)
