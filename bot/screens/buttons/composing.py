"""The keys of an admin who composes a broadcast."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from bot.screens.button_fields import Choice, Id, Token, Whole
from bot.screens.buttons.base import Button
from domain.catalogue import MailboxType
from domain.composing import MOST_DAYS
from domain.holders import Language

Days = Annotated[int, Whole(1, MOST_DAYS)]
Mark = Annotated[str, Token()]


class Criterion(StrEnum):
    """What an audience is narrowed by, as the audience names it."""

    LANGUAGE = "language"
    DOMAIN = "domain"
    TYPE = "type"
    EXPIRY = "expires_within"


class Moment(StrEnum):
    """The instants that are offered for a broadcast to begin."""

    NOW = "now"
    IN_AN_HOUR = "hour"
    TOMORROW = "tomorrow"


@dataclass(frozen=True, slots=True)
class NewBroadcast(Button):
    """A new draft."""

    verb: ClassVar[str] = "bc-new"


@dataclass(frozen=True, slots=True)
class EditBroadcast(Button):
    """What stands in a draft."""

    verb: ClassVar[str] = "bc-edit"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class EmptyBroadcast(Button):
    """A draft begins anew."""

    verb: ClassVar[str] = "bc-anew"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class WriteBroadcast(Button):
    """The text in a language is going to be typed."""

    verb: ClassVar[str] = "bc-write"
    broadcast_id: Id
    language: Language


@dataclass(frozen=True, slots=True)
class ClearBroadcast(Button):
    """There is to be no text in a language."""

    verb: ClassVar[str] = "bc-clear"
    broadcast_id: Id
    language: Language


@dataclass(frozen=True, slots=True)
class AttachToBroadcast(Button):
    """A photo or a document is going to be sent."""

    verb: ClassVar[str] = "bc-attach"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class DetachFromBroadcast(Button):
    """The attachment is to go."""

    verb: ClassVar[str] = "bc-detach"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class ChooseAudience(Button):
    """To whom?"""

    verb: ClassVar[str] = "bc-to"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class ChooseCriterion(Button):
    """Which of them, by one criterion?"""

    verb: ClassVar[str] = "bc-by"
    broadcast_id: Id
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class ClearCriterion(Button):
    """One criterion is not to be asked."""

    verb: ClassVar[str] = "bc-any"
    broadcast_id: Id
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class AimAtLanguage(Button):
    """Only who reads a language."""

    verb: ClassVar[str] = "bc-language"
    broadcast_id: Id
    language: Language


@dataclass(frozen=True, slots=True)
class AimAtDomain(Button):
    """Only mailboxes of a domain; a mark stands for its name, which may be long."""

    verb: ClassVar[str] = "bc-domain"
    broadcast_id: Id
    mark: Mark


@dataclass(frozen=True, slots=True)
class AimAtType(Button):
    """Only mailboxes of a type."""

    verb: ClassVar[str] = "bc-type"
    broadcast_id: Id
    type: MailboxType


@dataclass(frozen=True, slots=True)
class AimAtExpiry(Button):
    """Only mailboxes that expire within so many days."""

    verb: ClassVar[str] = "bc-expiry"
    broadcast_id: Id
    days: Days


@dataclass(frozen=True, slots=True)
class AimAtShort(Button):
    """Only holders whose next renewal lacks money, or not only them."""

    verb: ClassVar[str] = "bc-short"
    broadcast_id: Id
    wanted: Choice


@dataclass(frozen=True, slots=True)
class AimAtAll(Button):
    """Everybody."""

    verb: ClassVar[str] = "bc-all"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class SendByEmail(Button):
    """It is to go by e-mail too, or not."""

    verb: ClassVar[str] = "bc-email"
    broadcast_id: Id
    wanted: Choice


@dataclass(frozen=True, slots=True)
class ChooseMoment(Button):
    """When?"""

    verb: ClassVar[str] = "bc-when"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class BeginAt(Button):
    """It is to begin at an instant that is offered."""

    verb: ClassVar[str] = "bc-at"
    broadcast_id: Id
    moment: Moment


@dataclass(frozen=True, slots=True)
class PreviewBroadcast(Button):
    """The message is to come as it will arrive."""

    verb: ClassVar[str] = "bc-preview"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class ConfirmBroadcast(Button):
    """What was previewed is to be sent; the mark tells whether it still is what stands."""

    verb: ClassVar[str] = "bc-confirm"
    broadcast_id: Id
    mark: Mark


KINDS: tuple[type[Button], ...] = (
    NewBroadcast,
    EmptyBroadcast,
    EditBroadcast,
    WriteBroadcast,
    ClearBroadcast,
    AttachToBroadcast,
    DetachFromBroadcast,
    ChooseAudience,
    ChooseCriterion,
    ClearCriterion,
    AimAtLanguage,
    AimAtDomain,
    AimAtType,
    AimAtExpiry,
    AimAtShort,
    AimAtAll,
    SendByEmail,
    ChooseMoment,
    BeginAt,
    PreviewBroadcast,
    ConfirmBroadcast,
)
