"""Facts of the register desk to render."""

from dataclasses import replace
from datetime import date, timedelta

from domain.acts import COMMAND_LINE, Act, ActsPage, AdminAct
from domain.cards import MailboxCard
from domain.desk import (
    FOUND_ON_A_PAGE,
    ChatOfHolder,
    FoundHolder,
    FoundHolders,
    HolderCard,
    HolderPage,
    HoldersMailbox,
    Line,
    ToldNotice,
)
from domain.holders import Holder, Language
from domain.money import Money
from domain.notices import OVERTAKEN, Channel, Delivered, Facts, Notice, NoticeKind, NoticeState, Result
from domain.register import ExpiryMoved, RegisterChanges, RowProblem
from domain.register_cells import Code
from domain.renewals import Holding
from domain.sessions import Session
from tests.screens.access_facts import a_chat
from tests.screens.facts import NOW, TODAY, a_card, a_holder, a_mailbox, a_notice
from tests.screens.renewal_facts import a_renewals

MAILBOX = "mario.rossi@pec.archrm.it"


def found(total: int, page: int = 0, words: str = "rossi", name: str = "Mario") -> FoundHolders:
    """A page of so many holders, with no mailbox, one, two and three."""
    on_page = min(FOUND_ON_A_PAGE, max(0, total - FOUND_ON_A_PAGE * page))
    holders = tuple(
        FoundHolder(
            id=number,
            first_name=name,
            last_name="Rossi",
            mailbox=None if number == 4 else MAILBOX,
            more=(0, 1, 2)[number % 3],
        )
        for number in range(1, on_page + 1)
    )
    return FoundHolders(words=words, holders=holders, total=total, page=page)


def a_holder_card(*cards: MailboxCard, holder: Holder | None = None, chats: int = 1, pending: int = 0) -> HolderCard:
    """The card of a holder."""
    return HolderCard(holder=holder or a_holder(), credit=Money(1_250), cards=cards, chats=chats, pending=pending)


def nobody_reached() -> Holder:
    """A holder who speaks English, and has left neither an e-mail nor a telephone number."""
    return replace(a_holder("Anna"), email="", phone="", language=Language.ENGLISH)


def boxes(count: int) -> tuple[MailboxCard, ...]:
    """So many mailboxes."""
    return tuple(a_card(a_mailbox(f"box{number}@pec.archrm.it", mailbox_id=number)) for number in range(1, count + 1))


def a_holders_mailbox(holding: Holding, credit: int = 0, holder: Holder | None = None) -> HoldersMailbox:
    """A mailbox as the desk sees it."""
    return HoldersMailbox(
        holder=holder or a_holder(),
        card=a_card(holding.mailbox, *holding.addons),
        renewals=a_renewals(holding, credit=credit),
    )


def a_page(*lines: Line, page: int = 0, has_older: bool = False) -> HolderPage[Line]:
    """A page about a holder."""
    return HolderPage(holder=a_holder(), lines=lines, page=page, has_older=has_older)


def told_notices(target: str = "1001", answer: str = "250 2.0.0 Ok") -> tuple[ToldNotice, ...]:
    """Notices in every state, with every result."""
    chat = replace(a_notice(NoticeKind.MAILBOX_SUSPENDED, mailbox=MAILBOX), target=target)
    letter = replace(chat, channel=Channel.EMAIL, kind=NoticeKind.REMINDER, cycle=date(2027, 1, 31))
    return (
        _told(chat, NoticeState.SENT, Result.ARRIVED, "57"),
        _told(letter, NoticeState.DEAD, Result.REFUSED, answer),
        _told(letter, NoticeState.WAITING, Result.LATER, answer),
        _told(chat, NoticeState.DEAD, Result.IN_DOUBT, ""),
        _told(replace(letter, error=OVERTAKEN), NoticeState.DEAD, None, ""),
    )


def _told(notice: Notice, state: NoticeState, result: Result | None, answer: str) -> ToldNotice:
    sent_at = NOW if state is NoticeState.SENT else None
    return ToldNotice(notice=notice, state=state, sent_at=sent_at, proof=_proof(notice, result, answer))


def _proof(notice: Notice, result: Result | None, answer: str) -> Delivered | None:
    if result is None:
        return None
    return Delivered(
        key=notice.key,
        kind=notice.kind,
        channel=notice.channel,
        target=notice.target,
        attempt=1,
        at=NOW,
        result=result,
        answer=answer,
        said="said",
    )


def chats_of_holder() -> tuple[ChatOfHolder, ...]:
    """A chat that is open, one that is over, one without a session, one that is not linked, one that is blocked."""
    session = Session(chat_id=1001, holder_id=1, mailbox_id=7, started_at=NOW, used_at=NOW)
    return (
        ChatOfHolder(chat_id=1001, link=a_chat(0), session=session, is_open=True),
        ChatOfHolder(chat_id=1002, link=a_chat(1), session=session, is_open=False),
        ChatOfHolder(chat_id=1003, link=a_chat(2, known=False), session=None, is_open=False),
        ChatOfHolder(chat_id=1004, link=None, session=session, is_open=True),
        ChatOfHolder(chat_id=1005, link=a_chat(3, reachable=False), session=None, is_open=False),
    )


def some_acts(about: str = MAILBOX, name: str = "Mario Rossi") -> ActsPage:
    """Acts of every kind, and one that is older or newer than the code."""
    facts: dict[str, Facts] = {
        Act.NOTICE_REVIVED: {"key": "k"},
        Act.HOLDER_VIEWED: {"holder_id": 1},
        Act.REGISTER_IMPORTED: {"created": 2, "updated": 1},
        Act.DOOR_REFUSED: {"door": "/cerca"},
        Act.CREDIT_ADJUSTED: {"holder_id": 1, "adjustment": 1, "cents": 1_250, "reason": "Pagato due volte"},
        Act.ADJUSTMENT_REFUSED: {"holder_id": 1, "adjustment": 2, "cents": -9_000, "reason": "Errore"},
        Act.REFUND_ASKED: {"holder_id": 1, "cents": 2_000, "intent": "pi_3X", "refund": "x"},
        Act.PAYMENT_ASSIGNED: {"holder_id": 1, "payment": "pi_3X", "cents": 1_000},
        Act.PAYMENT_DEALT_WITH: {"payment": "pi_3X", "cents": 1_000, "currency": "usd"},
        **{act: {"broadcast": 3} for act in Act if act.startswith("broadcast-")},
    }
    kinds = [*Act, "something-else"]
    acts = [
        AdminAct(
            id=number,
            actor_id=1003,
            act=kind,
            about=facts.get(kind, {"holder_id": 1, "mailbox": about} if kind in set(Act) else {}),
            at=NOW - timedelta(minutes=number),
        )
        for number, kind in enumerate(kinds)
    ]
    command = replace(acts[0], actor_id=COMMAND_LINE, act=Act.REGISTER_IMPORTED, about={"created": 1, "updated": 20})
    erased = replace(acts[0], act=Act.HOLDER_VIEWED, about={"erased": "ERASED-000001"})
    return ActsPage(acts=(*acts, command, erased), names={1: name}, page=0, has_older=True)


def changes(count: int, *, held: int = 0, more: int = 0) -> RegisterChanges:
    """So many of everything; `more` dates move than are named."""
    moved = tuple(
        ExpiryMoved(mailbox=f"box{number}@pec.archrm.it", before=TODAY, after=date(2028, 11, 8 + number))
        for number in range(count)
    )
    return RegisterChanges(
        created=count,
        updated=count,
        unchanged=count,
        new_holders=count,
        moved=count + more,
        first_moved=moved,
        moved_back=count,
        suspended=count,
        opened=count,
        retyped=count,
        held=held,
    )


def problems(count: int, code: Code = "not-one-of", found: str = "gold") -> tuple[RowProblem, ...]:
    """So many wrong cells, the first one of them a whole row."""
    cells = [
        RowProblem(line=number, column="type", code=code, found=found, choices=("standard", "pro"))
        for number in range(2, count + 2)
    ]
    return (replace(cells[0], column="", code="wrong-number-of-cells", found="3"), *cells[1:])
