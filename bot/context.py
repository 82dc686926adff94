"""What a handler holds in its hands: the texts, the holder, the use cases."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from telegram.ext import CallbackContext, ExtBot

from bot.screens.buttons import Button, Home
from bot.screens.texts import Texts
from bot.services import Desk, Services
from bot.turn import current_turn
from domain.dialogs import Dialog, Json
from domain.errors import LoginRequired
from domain.holders import Language
from domain.sessions import Arrival
from domain.usecases.access import Access
from domain.usecases.admin_doors import AdminDoors
from domain.usecases.broadcasting import Broadcasting
from domain.usecases.buying import Buying
from domain.usecases.contacts import Contacts
from domain.usecases.dead_letters import Retrying
from domain.usecases.editing import Editing
from domain.usecases.keeping import Keeping
from domain.usecases.linking import Linking
from domain.usecases.maintaining import Maintaining
from domain.usecases.papers import Papers
from domain.usecases.passwords import Passwords
from domain.usecases.privacy import Privacy
from domain.usecases.recovering import Recovering
from domain.usecases.top_ups import TopUps
from domain.usecases.viewing import Viewing

B = TypeVar("B", bound=Button)


class Context(CallbackContext[ExtBot[None], Any, Any, Any]):
    """PTB's context, with the facts of the update instead of bags. Bound to its services by `bound_to`."""

    services: ClassVar[Services]
    arrival: Arrival
    standing: Dialog  # where the dialog stood when the update came
    language: Language
    button: Button | None = None
    back: Button = Home()
    toast: str | None = None
    resuming: bool = False
    kept: Json = None  # the form that was being filled in when the password was asked for
    led_to: Button | None = None  # where a link from outside leads
    asking_again: bool = False
    spinner_stopped: bool = False

    @property
    def texts(self) -> Texts:
        """The words, in the language of the chat."""
        return self.services.texts[self.language]

    @property
    def access(self) -> Access:
        """Logging in and out."""
        return self.services.access

    @property
    def linking(self) -> Linking:
        """The linked chats and the history of accesses."""
        return self.services.account.linking

    @property
    def contacts(self) -> Contacts:
        """Languages and reachability."""
        return self.services.contacts

    @property
    def viewing(self) -> Viewing:
        """Looking at what is one's own."""
        return self.services.viewing

    @property
    def buying(self) -> Buying:
        """Buying add-ons."""
        return self.services.buying

    @property
    def keeping(self) -> Keeping:
        """The holder's control over renewals."""
        return self.services.keeping

    @property
    def privacy(self) -> Privacy:
        """What is kept about a holder: told, forgotten, erased."""
        return self.services.account.privacy

    @property
    def top_ups(self) -> TopUps:
        """Asking for money by card."""
        return self.services.top_ups

    @property
    def papers(self) -> Papers:
        """Receipts, and the movements of a year."""
        return self.services.account.papers

    @property
    def retrying(self) -> Retrying:
        """What could not be delivered, for admins."""
        return self.services.retrying

    @property
    def admin_doors(self) -> AdminDoors:
        """Who knocked at the doors of the admins in vain."""
        return self.services.admin_doors

    @property
    def desk(self) -> Desk:
        """The register desk, for admins."""
        return self.services.desk

    @property
    def maintaining(self) -> Maintaining:
        """The bot closed to holders for a while, for admins."""
        return self.services.maintaining

    @property
    def broadcasting(self) -> Broadcasting:
        """Notices to many holders, for admins."""
        return self.services.broadcasting

    @property
    def editing(self) -> Editing:
        """One's own data."""
        return self.services.account.editing

    @property
    def passwords(self) -> Passwords:
        """Changing the password of a mailbox."""
        return self.services.account.passwords

    @property
    def recovering(self) -> Recovering:
        """A forgotten password."""
        return self.services.account.recovering

    async def download(self, file_id: str, *, at_most: int) -> bytes:
        """What was sent as a file of at most so many bytes. Raises FileTooBig and FileUnavailable."""
        return await self.services.download(self.bot, file_id, at_most=at_most)

    @property
    def chat(self) -> int:
        """The id of the chat."""
        return current_turn().chat_id

    @property
    def holder(self) -> int:
        """The id of the holder who is logged in. Raises LoginRequired."""
        if self.arrival.session is None:
            raise LoginRequired
        return self.arrival.session.holder_id

    def tapped(self, kind: type[B]) -> B:
        """The button that led here. Raises TypeError if it is another one than the handler was made for."""
        if not isinstance(self.button, kind):
            msg = f"{kind.__name__} expected, {type(self.button).__name__} tapped"
            raise TypeError(msg)
        return self.button


def bound_to(services: Services) -> type[Context]:
    """A context class for one application."""
    return type("BoundContext", (Context,), {"services": services})
