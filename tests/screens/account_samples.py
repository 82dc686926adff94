"""The screens about one's data and one's password, with sample data, by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.screens import account, login, notices, passwords, profile, profile_editing
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain.notices import Channel
from domain.passwords import Rule
from domain.profile import Changes, Field, Group
from tests.screens.account_facts import EMPTY, FULL, MAILBOX, UNTIL, account_told
from tests.screens.facts import a_mailbox

Sample = tuple[str, Callable[[Texts], Screen]]

CHANGES: Changes = {
    Field.EMAIL: "mario@studio-rossi.example",
    Field.PHONE: "+39 333 123 4567",
    Field.COUNTRY: "CH",
    Field.COMPANY_NAME: "",
}


def account_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    yield "account", account.account
    yield from _profile()
    yield from _editing()
    yield from _passwords()
    for name, notice in account_told(Channel.CHAT, "1001"):
        yield f"notice account, {name}", lambda texts, notice=notice: notices.notice(texts, notice, None)  # type: ignore[misc]  # a default binds the notice


def _profile() -> Iterator[Sample]:
    abroad = replace(FULL, country="CH", province="", postal_code="8001", city="Zürich")
    yield "profile", lambda texts: profile.profile(texts, FULL, support="segreteria@archrm.example")
    yield (
        "profile, a code is waited for",
        lambda texts: profile.profile(texts, EMPTY, support="", waiting="mario@studio-rossi.example"),
    )
    yield "profile, little known", lambda texts: profile.profile(texts, EMPTY, support="")
    yield "profile, no e-mail", lambda texts: profile.profile(texts, replace(EMPTY, email=""), support="")
    yield "profile, abroad", lambda texts: profile.profile(texts, abroad, support="")


def _editing() -> Iterator[Sample]:
    yield "edit", lambda texts: profile_editing.choose_group(texts, FULL, {})
    yield "edit, changes wait", lambda texts: profile_editing.choose_group(texts, FULL, CHANGES)
    for group in Group:
        for name, changes in (("", {}), (", changes wait", CHANGES)):
            yield (
                f"edit {group}{name}",
                lambda texts, group=group, changes=changes: profile_editing.choose_field(texts, group, FULL, changes),  # type: ignore[misc]  # defaults bind the facts
            )
    yield (
        "edit contact, the same e-mail",
        lambda texts: profile_editing.choose_field(texts, Group.CONTACT, FULL, {}, is_email_already=True),
    )
    for field in Field:
        for name, known in (("", FULL), (", empty", EMPTY)):
            yield (
                f"ask {field}{name}",
                lambda texts, field=field, known=known: profile_editing.ask_field(texts, field, known, {}),  # type: ignore[misc]  # defaults bind the facts
            )
    yield "review", lambda texts: profile_editing.review(texts, FULL, CHANGES)
    yield "review, moved", lambda texts: profile_editing.review(texts, EMPTY, CHANGES, has_moved=True)
    yield "saved", profile_editing.saved
    yield "saved, nothing new", lambda texts: profile_editing.saved(texts, nothing_new=True)
    yield "ask code", lambda texts: profile_editing.ask_code(texts, EMPTY.email, UNTIL)
    yield (
        "ask code, others saved",
        lambda texts: profile_editing.ask_code(
            texts, CHANGES[Field.EMAIL], UNTIL, others_saved=True, before=FULL.email
        ),
    )
    yield "e-mail confirmed", lambda texts: profile_editing.email_confirmed(texts, FULL.email)


def _passwords() -> Iterator[Sample]:
    boxes = [a_mailbox(f"box{n}@pec.archrm.it", mailbox_id=n) for n in range(1, 13)]
    for page in range(3):
        yield f"passwords, {page}", lambda texts, page=page: passwords.choose_mailbox(texts, boxes, page)  # type: ignore[misc]  # a default binds the page
    yield "ask current", lambda texts: passwords.ask_current(texts, a_mailbox())
    yield "ask new", lambda texts: passwords.ask_new(texts, MAILBOX)
    yield "ask new again", passwords.ask_again
    yield "too weak", lambda texts: passwords.too_weak(texts, Rule)
    yield "password changed", lambda texts: passwords.changed(texts, a_mailbox())
    yield "recover which", passwords.recover_which
    yield "recovery code sent", lambda texts: passwords.code_sent(texts, MAILBOX)
    yield "recovery fiscal code", passwords.ask_fiscal_code
    yield "recovered", lambda texts: passwords.recovered(texts, a_mailbox())
    yield "confirm password", lambda texts: login.confirm_password(texts, MAILBOX)
    yield "confirm password, wrong", lambda texts: login.confirm_again(texts, MAILBOX)
