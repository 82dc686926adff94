"""The keys about oneself: the account, one's data, the password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.button_fields import Id, Page
from bot.screens.buttons.base import Button
from domain.profile import SENSITIVE, Field, Group


@dataclass(frozen=True, slots=True)
class ShowAccount(Button):
    """What can be looked at and changed about oneself."""

    verb: ClassVar[str] = "account"


@dataclass(frozen=True, slots=True)
class ShowProfile(Button):
    """The holder's data."""

    verb: ClassVar[str] = "profile"


@dataclass(frozen=True, slots=True)
class EditProfile(Button):
    """Which part of the data is to be changed?"""

    verb: ClassVar[str] = "edit"


@dataclass(frozen=True, slots=True)
class EditGroup(Button):
    """Which field of a part is to be changed?"""

    verb: ClassVar[str] = "edit-part"
    group: Group


@dataclass(frozen=True, slots=True)
class EditField(Button):
    """What is a field to hold?"""

    verb: ClassVar[str] = "edit-field"
    field: Field

    @property
    def is_sensitive(self) -> bool:
        """Where reminders and codes go, and whom invoices name."""
        return self.field in SENSITIVE


@dataclass(frozen=True, slots=True)
class ClearField(Button):
    """A field is to hold nothing."""

    verb: ClassVar[str] = "clear-field"
    field: Field

    @property
    def is_sensitive(self) -> bool:
        """As for another content."""
        return self.field in SENSITIVE


@dataclass(frozen=True, slots=True)
class ReviewProfile(Button):
    """The changes, before they are saved."""

    verb: ClassVar[str] = "review"


@dataclass(frozen=True, slots=True)
class SaveProfile(Button):
    """The changes are to be saved."""

    verb: ClassVar[str] = "save"


@dataclass(frozen=True, slots=True)
class DropChanges(Button):
    """The changes are given up."""

    verb: ClassVar[str] = "drop"


@dataclass(frozen=True, slots=True)
class ConfirmEmail(Button):
    """A code is to be sent to the reference e-mail that the body knows."""

    verb: ClassVar[str] = "confirm-email"


@dataclass(frozen=True, slots=True)
class EnterCode(Button):
    """The code that waits to confirm an e-mail is there: it is going to be typed."""

    verb: ClassVar[str] = "enter-code"


@dataclass(frozen=True, slots=True)
class SendCodeAgain(Button):
    """Another code is to be sent to the address that waits to be confirmed."""

    verb: ClassVar[str] = "code-again"


@dataclass(frozen=True, slots=True)
class ChoosePassword(Button):
    """The password of which mailbox is to be changed? Pages count from 0."""

    verb: ClassVar[str] = "passwords"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ChangePassword(Button):
    """The password of a mailbox is to be changed: what is the current one?"""

    verb: ClassVar[str] = "password"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class ForgotPassword(Button):
    """The password is forgotten: a code is to be sent to the reference e-mail."""

    verb: ClassVar[str] = "forgot"


@dataclass(frozen=True, slots=True)
class RecoverPassword(Button):
    """The same about one mailbox of whoever the chat is linked to."""

    verb: ClassVar[str] = "recover"
    mailbox_id: Id


KINDS: tuple[type[Button], ...] = (
    ShowAccount,
    ShowProfile,
    EditProfile,
    EditGroup,
    EditField,
    ClearField,
    ReviewProfile,
    SaveProfile,
    DropChanges,
    ConfirmEmail,
    EnterCode,
    SendCodeAgain,
    ChoosePassword,
    ChangePassword,
    ForgotPassword,
    RecoverPassword,
)
