"""What the desk does to a holder: the question before, the outcome after, and the list of all acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.screens.adjustments import way_of
from bot.screens.buttons.desk import (
    EndSessions,
    RemindAgain,
    Reopen,
    ShowActs,
    ShowHolder,
    ShowHoldersChats,
    ShowHoldersMailbox,
    Suspend,
)
from bot.screens.desk import name_of
from bot.screens.mailboxes import status
from bot.screens.screen import Row, Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.acts import COMMAND_LINE, Act, ActsPage, AdminAct
from domain.cards import MailboxCard
from domain.desk import MailboxSwitched, ReminderResent, SessionsEnded
from domain.holders import Holder
from domain.mailboxes import MailboxStatus
from domain.money import Money

Say = Callable[..., str]  # a Texts, or its labels


def ask_to_remind(texts: Texts, due: ReminderResent, asked: int) -> Screen:
    """Send the present reminder once more? `asked` numbers the question."""
    return with_way_home(
        texts,
        texts("ask-remind", mailbox=due.mailbox, day=due.day, where=_where(due)),
        (Tap(texts.label("key-remind-again"), RemindAgain(due.mailbox_id, asked), "primary"),),
        _back_to_mailbox(texts, due.mailbox_id),
    )


def reminded(texts: Texts, sent: ReminderResent) -> Screen:
    """The reminder is on its way once more."""
    text = (
        texts("reminded-before") if sent.repeated else texts("reminded-again", mailbox=sent.mailbox, where=_where(sent))
    )
    return with_way_home(texts, text, _back_to_mailbox(texts, sent.mailbox_id))


def ask_to_end(texts: Texts, holder: Holder) -> Screen:
    """End all sessions of a holder?"""
    return with_way_home(
        texts,
        texts("ask-end", name=name_of(holder)),
        (Tap(texts.label("key-end-sessions"), EndSessions(holder.id), "danger"),),
        _back_to_chats(texts, holder.id),
    )


def sessions_ended(texts: Texts, ended: SessionsEnded) -> Screen:
    """How many sessions are over."""
    text = texts("sessions-ended", count=ended.count, name=name_of(ended.holder))
    back = (Tap(texts.label("key-back-to-holder"), ShowHolder(ended.holder.id)),)
    return with_way_home(texts, text, back)


def ask_to_suspend(texts: Texts, card: MailboxCard) -> Screen:
    """Suspend a mailbox?"""
    box = card.mailbox
    return with_way_home(
        texts,
        texts("ask-suspend", mailbox=box.address),
        (Tap(texts.label("key-suspend"), Suspend(box.id), "danger"),),
        _back_to_mailbox(texts, box.id),
    )


def ask_to_reopen(texts: Texts, card: MailboxCard) -> Screen:
    """Open a suspended mailbox again? Once its date has passed it is said what it is then."""
    box = card.mailbox
    if card.status is MailboxStatus.EXPIRED:
        text = texts("ask-reopen-past", mailbox=box.address, day=box.expires_on, status=status(card))
    else:
        text = texts("ask-reopen", mailbox=box.address)
    return with_way_home(
        texts,
        text,
        (Tap(texts.label("key-reopen"), Reopen(box.id), "success"),),
        _back_to_mailbox(texts, box.id),
    )


def suspended(texts: Texts, outcome: MailboxSwitched) -> Screen:
    """The mailbox is suspended."""
    box = outcome.card.mailbox
    text = texts("mailbox-suspended-before" if outcome.repeated else "mailbox-suspended", mailbox=box.address)
    return with_way_home(texts, text, _back_to_mailbox(texts, box.id))


def reopened(texts: Texts, outcome: MailboxSwitched) -> Screen:
    """The mailbox is suspended no more, and what it is instead."""
    box = outcome.card.mailbox
    if outcome.repeated:
        text = texts("mailbox-reopened-before", mailbox=box.address)
    else:
        text = texts("mailbox-reopened", mailbox=box.address, status=status(outcome.card))
    return with_way_home(texts, text, _back_to_mailbox(texts, box.id))


def acts(texts: Texts, page: ActsPage) -> Screen:
    """A page of what administrators did, newest first."""
    title = texts("acts", page=page.page + 1) if page.acts else texts("acts-none")
    newer = (Tap(texts.label("key-newer"), ShowActs(page.page - 1)),) if page.page else ()
    older = (Tap(texts.label("key-older"), ShowActs(page.page + 1)),) if page.has_older else ()
    told = (
        lines(texts("act-line", at=act.at, who=who(texts, act)), *described(texts, act, page.names))
        for act in page.acts
    )
    return with_way_home(texts, paragraphs(title, *told), newer + older)


def who(say: Say, act: AdminAct) -> str:
    """Who did it: an administrator by the Telegram id, somebody at the command line, or who is no administrator."""
    if act.actor_id == COMMAND_LINE:
        return say("act-by-command-line")
    return say("act-by-somebody" if act.act == Act.DOOR_REFUSED else "act-by", id=str(act.actor_id))


def described(say: Say, act: AdminAct, names: Mapping[int, str]) -> tuple[str, ...]:
    """What was done, and about whom; with the texts of a chat, or with labels for a terminal."""
    what = say("act-what", act=act.act if act.act in set(Act) else "other", name=act.act)
    return tuple(filter(None, (what, _about(say, act, names))))


def _about(say: Say, act: AdminAct, names: Mapping[int, str]) -> str | None:
    if act.word("erased") is not None:
        return say("act-erased")
    if act.act == Act.REGISTER_IMPORTED:
        return say("act-register", created=_number(act, "created"), updated=_number(act, "updated"))
    door, broadcast = act.word("door"), act.word("broadcast")
    if door is not None:
        return say("act-door", door=door)
    if broadcast is not None:
        return say("act-broadcast", number=broadcast)
    words = (act.word("mailbox"), _money(say, act), act.word("payment"), act.word("reason"))
    told = ", ".join(filter(None, (names.get(act.holder_id or 0), *words)))
    return say("act-about", about=told) if told else None


def _money(say: Say, act: AdminAct) -> str | None:
    """What an act has moved, with its sign; money that is no euro is told by its payment."""
    cents = act.about.get("cents")
    if not isinstance(cents, int) or act.word("currency") not in {None, "eur"}:
        return None
    amount = Money(-cents if act.act == Act.REFUND_ASKED else cents)  # what goes back to a card leaves the credit
    return say(f"act-{way_of(amount)}", amount=abs(amount))


def _number(act: AdminAct, name: str) -> int:
    found = act.about.get(name)
    return found if isinstance(found, int) else 0


def _where(reminder: ReminderResent) -> str:
    if not reminder.chats:
        return "email"
    return "both" if reminder.by_email else "chat"


def _back_to_mailbox(texts: Texts, mailbox_id: int) -> Row:
    return (Tap(texts.label("key-back-to-mailbox"), ShowHoldersMailbox(mailbox_id)),)


def _back_to_chats(texts: Texts, holder_id: int) -> Row:
    return (Tap(texts.label("key-back"), ShowHoldersChats(holder_id)),)
