"""What the next renewal of a mailbox takes, what is missing, and what becomes of its add-ons."""

from __future__ import annotations

from datetime import date

from bot.screens import purse
from bot.screens.buttons import Button, OpenMailbox, ShowAddon, ShowForecast, ShowRenewals, TopUpRenewal
from bot.screens.mailboxes import in_gb
from bot.screens.screen import Row, Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from bot.screens.top_up import payments_for
from domain.addons import Addon
from domain.forecast import Upcoming, to_top_up
from domain.keeping import MailboxRenewals, is_overdue
from domain.money import NOTHING, Money
from domain.renewals import Fate
from domain.top_ups import MOST_TOP_UP

MOST_ON_ONE_PAGE = 4
A_PAGE = 3


def renewals(texts: Texts, renewals: MailboxRenewals, page: int = 0) -> Screen:
    """The next renewal of a mailbox, and its add-ons in the order in which they are kept. Pages count from 0."""
    box, ahead = renewals.mailbox, renewals.upcoming
    shown, next_page = page_of(renewals, page)
    text = paragraphs(
        texts("renewals-title", mailbox=box.address),
        taken(texts, ahead, renewals.credit) if ahead else texts("renewals-none"),
        texts("renewals-order", count=len(renewals.addons)) if shown else None,
        *(addon_line(texts, place, addon, ahead) for place, addon in shown.items()),
        over(texts, ahead.over_bytes, ahead.day) if ahead else None,
    )
    more = () if next_page is None else (Tap(texts.label("key-more-addons"), ShowRenewals(box.id, next_page)),)
    return with_way_home(
        texts,
        text,
        top_up_row(texts, ahead.missing if ahead else NOTHING, TopUpRenewal(box.id)),
        *((_addon_key(texts, place, addon),) for place, addon in shown.items()),
        more,
        (Tap(texts.label("key-forecast"), ShowForecast()),),
        (Tap(texts.label("key-back-to-mailbox"), OpenMailbox(box.id)),),
    )


def not_needed(texts: Texts, credit: Money, back: Button) -> Screen:
    """Nothing is missing any more: no card is asked for."""
    key = "key-back-to-renewals" if isinstance(back, ShowRenewals) else "key-forecast"
    return with_way_home(texts, texts("top-up-not-needed", credit=credit), (Tap(texts.label(key), back),))


def taken(texts: Texts, ahead: Upcoming, credit: Money) -> str:
    """When how much is taken, what there is, and what is missing."""
    if ahead.renewal.expired:
        return lines(texts("renewals-expires", day=ahead.day), texts("reminder-turn-to-body"))
    if not ahead.needed:
        return texts("renewals-nothing-taken", day=ahead.day)
    if is_overdue(ahead):
        return lines(
            texts("renewals-unpaid", day=ahead.day),
            texts("reminder-needed-unpaid", needed=ahead.needed),
            have(texts, credit, ahead.before, ahead.missing),
            texts("reminder-otherwise-unpaid"),
        )
    return lines(
        texts("renewals-taken", day=ahead.day, needed=ahead.needed),
        have(texts, credit, ahead.before, ahead.missing),
        texts("renewals-not-before"),
    )


def have(texts: Texts, credit: Money, before: Money, missing: Money) -> str:
    """Whether the credit is enough, besides what other renewals need before."""
    key = "renewals-short" if missing > NOTHING else "renewals-covered"
    after = "-after" if before else ""
    parts = texts("pending-in-parts", most=MOST_TOP_UP, parts=payments_for(missing)) if missing > MOST_TOP_UP else None
    return lines(purse.in_line(texts, f"{key}{after}", credit, before=before, missing=missing), parts)


def over(texts: Texts, over_bytes: int, day: date) -> str | None:
    """By how much the inbox would be over its space after a day, if it would."""
    return texts("renewals-over", over=in_gb(over_bytes), day=day) if over_bytes else None


def fate(texts: Texts, fate: Fate, price: Money | None, until: date) -> str:
    """What becomes of an add-on at its date, told before it."""
    return texts(f"fate-{fate}", price=price or NOTHING, until=until)


def top_up_row(texts: Texts, missing: Money, button: Button) -> Row:
    """Pays exactly what is missing, or as much of it as one card payment may bring; empty if nothing is missing."""
    if missing <= NOTHING:
        return ()
    amount = min(to_top_up(missing), MOST_TOP_UP)
    return (Tap(texts.label("key-top-up-missing", amount=amount), button, "success"),)


def page_of(renewals: MailboxRenewals, page: int) -> tuple[dict[int, Addon], int | None]:
    """The add-ons of a page by their places, and the page that follows: the first one after the last."""
    placed = dict(enumerate(renewals.addons, start=1))
    if len(placed) <= MOST_ON_ONE_PAGE:
        return placed, None
    pages = -(-len(placed) // A_PAGE)
    page = min(page, pages - 1)
    shown = {place: addon for place, addon in placed.items() if (place - 1) // A_PAGE == page}
    return shown, (page + 1) % pages


def addon_line(texts: Texts, place: int, addon: Addon, ahead: Upcoming | None) -> str:
    """An add-on with its price and its fate as things stand now."""
    service = texts(f"service-{addon.service}")
    line = texts("renewals-line", place=place, service=service, gb=addon.gb)
    return lines(line, _fate(texts, addon, ahead))


def _fate(texts: Texts, addon: Addon, ahead: Upcoming | None) -> str:
    decided = [one for one in (ahead.renewal.addons if ahead else ()) if one.before.id == addon.id]
    if not decided:
        return texts("fate-later", until=addon.due_on, renews="yes" if addon.renews else "no")
    price = decided[0].price.gross if decided[0].price else None
    if addon.grace_until is not None and price:
        return texts("fate-unpaid", until=addon.grace_until, price=price)
    return fate(texts, decided[0].fate, price, addon.due_on)


def _addon_key(texts: Texts, place: int, addon: Addon) -> Tap:
    service = texts.label(f"service-{addon.service}")
    return Tap(texts.label("key-addon", place=place, service=service, gb=addon.gb), ShowAddon(addon.id))
