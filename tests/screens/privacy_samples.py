"""The screens about privacy with sample data, by name."""

from collections.abc import Callable, Iterator

from bot.screens import privacy
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain.accesses import ChatLinks
from domain.erasure import Obstacle, ObstacleKind, pseudonym
from domain.money import Money
from tests.screens.facts import FAR

Build = Callable[[Texts], Screen]
Sample = tuple[str, Build]

ADDRESS = "mario.rossi@pec.archrm.it"
DATED = {ObstacleKind.ACTIVE, ObstacleKind.SUSPENDED, ObstacleKind.BEING_RENEWED, ObstacleKind.ADDON}


def privacy_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    yield "privacy", privacy.privacy
    yield "privacy, data sent", privacy.data_sent
    yield "privacy, the document", lambda texts: Screen(privacy.caption(texts), privacy.data_sent(texts).keyboard)
    for name, linked, last, by_email in (
        ("unlinked", False, False, True),
        ("one of several", True, False, True),
        ("the last", True, True, True),
        ("the last, no e-mail", True, True, False),
    ):
        links = ChatLinks(is_linked=linked, is_last=last, by_email=by_email)
        yield f"forget chat, {name}", lambda texts, links=links: privacy.ask_to_forget_chat(texts, links)  # type: ignore[misc]  # a default binds the links
    yield "chat forgotten", privacy.chat_forgotten
    yield "erase", privacy.ask_to_erase
    yield "erased", lambda texts: privacy.erased(texts, pseudonym(123))
    for kind in ObstacleKind:
        yield f"not closed, {kind}", lambda texts, kind=kind: privacy.not_closed(texts, [an_obstacle(kind)])  # type: ignore[misc]  # a default binds the kind
    for count in (9, 12):
        many = [an_obstacle(ObstacleKind.ADDON)] * count
        yield f"not closed, {count} reasons", lambda texts, many=many: privacy.not_closed(texts, many)  # type: ignore[misc]  # a default binds the list


def an_obstacle(kind: ObstacleKind) -> Obstacle:
    """Something that stands in the way."""
    return Obstacle(kind=kind, mailbox=ADDRESS, until=FAR if kind in DATED else None, amount=Money(100))
