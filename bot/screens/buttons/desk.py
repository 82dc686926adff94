"""The keys of the register desk, which are there for admins only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from bot.screens.button_fields import Id, Page, Token
from bot.screens.buttons.base import Button

FileId = Annotated[str, Token()]


@dataclass(frozen=True, slots=True)
class FindHolders(Button):
    """Whom to look for?"""

    verb: ClassVar[str] = "find"


@dataclass(frozen=True, slots=True)
class ShowFound(Button):
    """A page of the holders that were found. Pages count from 0."""

    verb: ClassVar[str] = "found"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowHolder(Button):
    """The card of a holder."""

    verb: ClassVar[str] = "holder"
    holder_id: Id


@dataclass(frozen=True, slots=True)
class ShowHoldersMailboxes(Button):
    """A page of the mailboxes of a holder. Pages count from 0."""

    verb: ClassVar[str] = "h-mailboxes"
    holder_id: Id
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowHoldersMailbox(Button):
    """One mailbox of a holder, and a page of its add-ons. Pages count from 0."""

    verb: ClassVar[str] = "h-mailbox"
    mailbox_id: Id
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowHoldersOrders(Button):
    """A page of the orders of a holder. Pages count from 0."""

    verb: ClassVar[str] = "h-orders"
    holder_id: Id
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowHoldersTopUps(Button):
    """A page of the top-ups that a holder asked for. Pages count from 0."""

    verb: ClassVar[str] = "h-topups"
    holder_id: Id
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowHoldersMovements(Button):
    """A page of the movements of a holder's credit. Pages count from 0."""

    verb: ClassVar[str] = "h-movements"
    holder_id: Id
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowHoldersNotices(Button):
    """A page of what was told to a holder, with its proofs. Pages count from 0."""

    verb: ClassVar[str] = "h-notices"
    holder_id: Id
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowHoldersChats(Button):
    """A page of the chats and sessions of a holder. Pages count from 0."""

    verb: ClassVar[str] = "h-chats"
    holder_id: Id
    page: Page = 0


@dataclass(frozen=True, slots=True)
class AskToRemind(Button):
    """What happens if the present reminder of a mailbox is sent once more?"""

    verb: ClassVar[str] = "ask-remind"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class RemindAgain(Button):
    """The present reminder of a mailbox is to be sent once more; `asked` numbers the question."""

    verb: ClassVar[str] = "remind"
    mailbox_id: Id
    asked: Id


@dataclass(frozen=True, slots=True)
class AskToEndSessions(Button):
    """What happens if the sessions of a holder are ended?"""

    verb: ClassVar[str] = "ask-end"
    holder_id: Id


@dataclass(frozen=True, slots=True)
class EndSessions(Button):
    """The sessions of a holder are to be ended."""

    verb: ClassVar[str] = "end"
    holder_id: Id


@dataclass(frozen=True, slots=True)
class AskToSuspend(Button):
    """What happens if a mailbox is suspended?"""

    verb: ClassVar[str] = "ask-suspend"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class Suspend(Button):
    """A mailbox is to be suspended."""

    verb: ClassVar[str] = "suspend"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class AskToReopen(Button):
    """What happens if a suspended mailbox is opened again?"""

    verb: ClassVar[str] = "ask-reopen"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class Reopen(Button):
    """A suspended mailbox is to be opened again."""

    verb: ClassVar[str] = "reopen"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class ShowActs(Button):
    """A page of what administrators did. Pages count from 0."""

    verb: ClassVar[str] = "acts"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class AskForRegister(Button):
    """The body's register is to be imported: where is it?"""

    verb: ClassVar[str] = "register"


@dataclass(frozen=True, slots=True)
class ImportRegister(Button):
    """The register that was looked at is to be imported; `file` is the beginning of its digest."""

    verb: ClassVar[str] = "import"
    file: FileId


KINDS: tuple[type[Button], ...] = (
    FindHolders,
    ShowFound,
    ShowHolder,
    ShowHoldersMailboxes,
    ShowHoldersMailbox,
    ShowHoldersOrders,
    ShowHoldersTopUps,
    ShowHoldersMovements,
    ShowHoldersNotices,
    ShowHoldersChats,
    AskToRemind,
    RemindAgain,
    AskToEndSessions,
    EndSessions,
    AskToSuspend,
    Suspend,
    AskToReopen,
    Reopen,
    ShowActs,
    AskForRegister,
    ImportRegister,
)
