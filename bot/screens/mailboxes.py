"""The list of mailboxes, and the card of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.screens.buttons import Buy, OpenMailbox, ShowMailboxes, ShowRenewals, ShowSpaceAlerts
from bot.screens.screen import Screen, Tap, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.addons import Addon
from domain.cards import MailboxCard
from domain.catalogue import ServiceKey
from domain.mailboxes import GIGABYTE, MailboxStatus

MOST_ON_ONE_PAGE = 7
A_PAGE = 5
BAR = 10


def mailboxes(texts: Texts, cards: Sequence[MailboxCard], page: int = 0) -> Screen:
    """The mailboxes of a holder, on pages if they are many. Pages count from 0."""
    if len(cards) <= MOST_ON_ONE_PAGE:
        shown, turns = tuple(cards), _turns(texts, 0, has_next=False)
    else:
        page = min(page, (len(cards) - 1) // A_PAGE)
        shown = tuple(cards)[page * A_PAGE : (page + 1) * A_PAGE]
        turns = _turns(texts, page, has_next=(page + 1) * A_PAGE < len(cards))
    lines = [line(texts, card) for card in shown]
    keys = [(Tap(texts.label("key-mailbox", mailbox=c.mailbox.address), OpenMailbox(c.mailbox.id)),) for c in shown]
    return with_way_home(texts, paragraphs(texts("mailboxes", count=len(cards)), *lines), *keys, turns)


def card(texts: Texts, card: MailboxCard) -> Screen:
    """The card of a mailbox: status, expiry, type, space, add-ons; and what can be done with it."""
    box = card.mailbox
    text = paragraphs(
        *facts(texts, card), space(texts, card), activating(texts, card), addons(texts, card), _why_closed(texts, card)
    )
    back = () if card.only_one else (Tap(texts.label("key-back-to-mailboxes"), ShowMailboxes()),)
    buy = (Tap(texts.label("key-buy"), Buy(box.id), "primary"),) if card.status is MailboxStatus.ACTIVE else ()
    renewals = (Tap(texts.label("key-renewals"), ShowRenewals(box.id)),) if card.addons else ()
    alerts = (Tap(texts.label("key-space-alerts"), ShowSpaceAlerts()),)
    return with_way_home(texts, text, buy, renewals + alerts, back)


def facts(texts: Texts, card: MailboxCard) -> tuple[str, str]:
    """The name of a mailbox; its status, expiry, type and renewal."""
    box = card.mailbox
    told = texts(
        "card-facts",
        status=status(card),
        day=box.expires_on,
        days=card.days_left,
        type=box.type,
    )
    if card.status is not MailboxStatus.EXPIRED:
        told = f"{told}\n{texts('card-renewal', renewed='yes' if box.auto_renew else 'no')}"
    return texts("card-title", mailbox=box.address), told


def bar(part: int, whole: int) -> str:
    """How full something is, in ten steps: not empty once something is there, not full before it is."""
    steps = BAR if part >= whole else min(BAR - 1, -(-part * BAR // whole))
    return "🟦" * steps + "⬜" * (BAR - steps)


def _turns(texts: Texts, page: int, *, has_next: bool) -> tuple[Tap, ...]:
    before = (Tap(texts.label("key-previous"), ShowMailboxes(page - 1)),) if page else ()
    after = (Tap(texts.label("key-next"), ShowMailboxes(page + 1)),) if has_next else ()
    return before + after


def line(texts: Texts, card: MailboxCard) -> str:
    """A mailbox in two lines: its name, its status and date."""
    return texts("mailboxes-line", mailbox=card.mailbox.address, status=status(card), day=card.mailbox.expires_on)


def space(texts: Texts, card: MailboxCard) -> str:
    """How full the inbox is, if anybody can tell."""
    if card.used_bytes is None:
        return texts("card-space-unknown", total=card.inbox_gb)
    used, whole = card.used_bytes, card.inbox_bytes
    percent = used * 100 // whole if whole else 100
    line = texts("card-space", bar=bar(used, whole), percent=percent, used=in_gb(used), total=card.inbox_gb)
    over = texts("card-space-over", over=in_gb(used - whole)) if used > whole else None
    return "\n".join(filter(None, (line, over)))


def activating(texts: Texts, card: MailboxCard) -> str | None:
    """How much of the space is still to come, where that takes long."""
    return texts("card-activating", gb=card.activating_gb) if card.activating_gb else None


def in_gb(used: int) -> Decimal:
    """Bytes as GB with two decimals; a mailbox that holds something never shows as empty."""
    exact = (Decimal(used) / GIGABYTE).quantize(Decimal("0.01"))
    return max(exact, Decimal("0.01")) if used else exact


def addons(texts: Texts, card: MailboxCard) -> str:
    """The add-ons in force, those of one service that share their date and what happens then together."""
    if not card.addons:
        return texts("card-no-addons")
    together: Counter[tuple[ServiceKey, date, str]] = Counter()
    for addon in card.addons:
        together[addon.service, addon.due_on, _state(card, addon)] += addon.gb
    lines = (
        texts("card-addon", service=texts(f"service-{service}"), gb=gb, until=until, state=state)
        for (service, until, state), gb in together.items()
    )
    return "\n".join((texts("card-addons"), *lines))


def _state(card: MailboxCard, addon: Addon) -> str:
    """What happens to an add-on at its date, or that it is past it already."""
    if addon.grace_until is not None:
        return "unpaid"
    return "renews" if addon.renews and card.mailbox.auto_renew else "ends"


def status(card: MailboxCard) -> str:
    """The status to show: between its date and the renewal a mailbox is not said to have expired."""
    return "renewing" if card.is_being_renewed else card.status


def _why_closed(texts: Texts, card: MailboxCard) -> str | None:
    """Why nothing can be bought, if so."""
    if card.is_being_renewed:
        return texts("card-being-renewed")
    match card.status:
        case MailboxStatus.EXPIRED:
            return texts("card-expired")
        case MailboxStatus.SUSPENDED:
            return texts("card-suspended")
        case _:
            return None
