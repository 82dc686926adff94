"""Looking at one's data, and changing it: field by field, with a look at all changes before they are saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Self

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import DOOR, Conversation
from bot.conversations.typed import person, typed
from bot.screens import profile as profile_screens
from bot.screens import profile_editing as screens
from bot.screens import refusals
from bot.screens.buttons.account import (
    ClearField,
    ConfirmEmail,
    DropChanges,
    EditField,
    EditGroup,
    EditProfile,
    EnterCode,
    ReviewProfile,
    SaveProfile,
    SendCodeAgain,
    ShowProfile,
)
from bot.show import keep, show
from bot.turn import current_turn
from domain.challenges import Challenge, challenge_id
from domain.dialogs import Dialog, Json
from domain.errors import CodeOver
from domain.profile import OPTIONAL, Changes, Field, Profile, ProfileMoved, group_of
from domain.profile_reading import fitting, unfit

PROFILE = "profile"


class State(Enum):
    """Where changing one's data stands."""

    EDITING = "editing"
    FIELD = "field"
    CODE = "code"


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """The half-filled form: changes to a holder's data as it stood at a version, and the code that is waited for."""

    holder_id: int
    version: int
    changes: Changes
    challenge: str = ""
    email: str = ""

    @classmethod
    def read(cls, dialog: Dialog) -> Self | None:
        """The form in a dialog, None if there is none."""
        match dialog.draft:
            case {"holder": int(holder), "version": int(version), "changes": dict(changes)} as draft if (
                dialog.conversation == PROFILE
            ):
                return cls(
                    holder_id=holder,
                    version=version,
                    changes={Field(name): str(value) for name, value in changes.items()},
                    challenge=str(draft.get("challenge", "")),
                    email=str(draft.get("email", "")),
                )
        return None

    def write(self) -> dict[str, Json]:
        """The form as it is kept in a dialog."""
        changes: dict[str, Json] = {field.value: value for field, value in self.changes.items()}
        return {
            "holder": self.holder_id,
            "version": self.version,
            "changes": changes,
            "challenge": self.challenge,
            "email": self.email,
        }


async def show_profile(update: Update, context: Context) -> int:
    """Shows all data."""
    profile = await context.editing.profile(context.holder)
    waiting = await context.editing.waiting(context.holder, person_id=person(update))
    screen = profile_screens.profile(
        context.texts, profile, support=context.services.support, waiting=waiting.email if waiting else ""
    )
    await show(update, context, screen)
    return ConversationHandler.END


async def edit(update: Update, context: Context) -> State:
    """Asks which part is to be changed."""
    profile, form = await _form(context)
    _keep_form(form)
    await show(update, context, screens.choose_group(context.texts, profile, form.changes))
    return State.EDITING


async def edit_group(update: Update, context: Context) -> State:
    """Asks which field is to be changed."""
    profile, form = await _form(context)
    _keep_form(form)
    group = context.tapped(EditGroup).group
    await show(update, context, screens.choose_field(context.texts, group, profile, form.changes))
    return State.EDITING


async def edit_field(update: Update, context: Context) -> State:
    """Asks what a field is to hold."""
    profile, form = await _form(context)
    _keep_form(form)
    await show(
        update, context, screens.ask_field(context.texts, context.tapped(EditField).field, profile, form.changes)
    )
    return State.FIELD


async def take_field(update: Update, context: Context) -> State:
    """Takes what a field is to hold."""
    field = context.tapped(EditField).field
    context.back = EditField(field)
    _, form = await _form(context)
    value = await context.editing.read(field, typed(update), form.changes, holder_id=context.holder)
    return await _take(update, context, field, value)


async def clear_field(update: Update, context: Context) -> State | None:
    """A field is to hold nothing; where it must hold something, the key is none of ours."""
    field = context.tapped(ClearField).field
    if field in OPTIONAL:
        return await _take(update, context, field, "")
    await show(update, context, refusals.menu_expired(context.texts))
    return None


async def _take(update: Update, context: Context, field: Field, value: str) -> State:
    profile, form = await _form(context)
    form = replace(form, changes=profile.differing(fitting(profile, {**form.changes, field: value})))
    _keep_form(form)
    group, already = group_of(field), field is Field.EMAIL and value == profile.email
    context.button = EditGroup(group)
    screen = screens.choose_field(context.texts, group, profile, form.changes, is_email_already=already)
    await show(update, context, screen)
    return State.EDITING


async def review(update: Update, context: Context) -> State:
    """Shows the changes before they are saved; where the CAP does not fit the country, asks for it instead."""
    profile, form = await _form(context)
    _keep_form(form)
    refusal = unfit(profile, form.changes)
    if refusal is not None:
        context.button = EditField(Field.POSTAL_CODE)
        await show(update, context, refusals.refused(context.texts, refusal))
        return State.FIELD
    screen = screens.review if form.changes else screens.choose_group
    await show(update, context, screen(context.texts, profile, form.changes))
    return State.EDITING


async def save(update: Update, context: Context) -> State | int:
    """Saves the changes; where the data has been changed elsewhere meanwhile, shows them once more."""
    context.back = ReviewProfile()
    before, form = await _form(context)
    if unfit(before, form.changes):
        return await review(update, context)
    _keep_form(form)
    outcome = await context.editing.save(
        form.changes,
        form.version,
        _new_challenge(update),
        holder_id=context.holder,
        person_id=person(update),
        confirmed=context.arrival.is_confirmed,
    )
    if isinstance(outcome, ProfileMoved):
        form = replace(form, version=outcome.profile.version, changes=outcome.profile.differing(form.changes))
        _keep_form(form)
        await show(update, context, screens.review(context.texts, outcome.profile, form.changes, has_moved=True))
        return State.EDITING
    if outcome.challenge is not None:
        others = len(form.changes) > 1
        return await _wait_for_code(update, context, outcome.challenge, before=before.email, others=others)
    await keep(update, context, screens.saved(context.texts, nothing_new=not outcome.saved))
    return ConversationHandler.END


async def confirm_email(update: Update, context: Context) -> State | int:
    """Has a code sent to the reference e-mail that the body knows."""
    context.back = ShowProfile()
    challenge = await context.editing.send_code(
        None, _new_challenge(update), holder_id=context.holder, person_id=person(update)
    )
    if challenge is None:
        return await show_profile(update, context)
    return await _wait_for_code(update, context, challenge)


async def enter_code(update: Update, context: Context) -> State | int:
    """Asks for the code that was sent; sends none."""
    waiting = await context.editing.waiting(context.holder, person_id=person(update))
    if waiting is None:
        return await show_profile(update, context)
    return await _wait_for_code(update, context, waiting)


async def send_code_again(update: Update, context: Context) -> State | int:
    """Has another code sent to the address that waits to be confirmed."""
    context.back = EnterCode()
    _, form = await _form(context)
    if not form.email:
        return await show_profile(update, context)
    _keep_form(form)
    asked = _new_challenge(update)
    challenge = await context.editing.send_code(form.email, asked, holder_id=context.holder, person_id=person(update))
    if challenge is not None and challenge.id != asked:
        context.toast = context.texts.label("code-sent-already")
    return ConversationHandler.END if challenge is None else await _wait_for_code(update, context, challenge)


async def take_code(update: Update, context: Context) -> int:
    """Takes the code: the address is the reference e-mail from now on."""
    context.back = SendCodeAgain()
    _, form = await _form(context)
    if not form.challenge:
        raise CodeOver
    confirmed = await context.editing.confirm(
        form.challenge, typed(update), holder_id=context.holder, person_id=person(update)
    )
    await keep(update, context, screens.email_confirmed(context.texts, confirmed.email))
    return ConversationHandler.END


async def _wait_for_code(
    update: Update, context: Context, challenge: Challenge, *, before: str = "", others: bool = False
) -> State:
    profile = await context.editing.profile(context.holder)
    form = Form(
        holder_id=context.holder,
        version=profile.version,
        changes={},
        challenge=challenge.id,
        email=challenge.email,
    )
    _keep_form(form)
    context.button = EnterCode()
    screen = screens.ask_code(context.texts, challenge.email, challenge.good_until, others_saved=others, before=before)
    await show(update, context, screen)
    return State.CODE


async def _form(context: Context) -> tuple[Profile, Form]:
    """The data as it stands, and the form: the one that was begun in this chat by the same holder, or an empty one."""
    profile = await context.editing.profile(context.holder)
    for dialog in (current_turn().dialog, context.standing):
        form = Form.read(dialog)
        if form is not None and form.holder_id == context.holder:
            return profile, form
    return profile, Form(holder_id=context.holder, version=profile.version, changes={})


def _keep_form(form: Form) -> None:
    """Keeps the form for the next answer, with the door that it came through."""
    turn = current_turn()
    door = {DOOR: turn.dialog.draft[DOOR]} if DOOR in turn.dialog.draft else {}
    turn.dialog = turn.dialog.drafted({**door, **form.write()})


def _new_challenge(update: Update) -> str:
    return challenge_id(PROFILE, current_turn().update_id, person(update))


def handlers() -> Conversation:
    """One's own data."""
    return Conversation(
        PROFILE,
        taps={
            ShowProfile: show_profile,
            EditProfile: edit,
            EditGroup: edit_group,
            EditField: edit_field,
            ClearField: clear_field,
            ReviewProfile: review,
            SaveProfile: save,
            DropChanges: show_profile,  # the form ends with the conversation
            ConfirmEmail: confirm_email,
            EnterCode: enter_code,
            SendCodeAgain: send_code_again,
        },
        typed={State.FIELD: take_field, State.CODE: take_code},
        shown=(State.EDITING,),
    )
