"""What administrators are told of a day, beside the picture of it."""

from __future__ import annotations

import html
import re

from bot.screens.buttons import ShowDeadLetters
from bot.screens.buttons.administering import ShowDigest
from bot.screens.screen import Row, Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.digest import Digest, Failures, Happened, Outlook, Side, Sideline, Sold, Which
from domain.money import Money
from domain.notices import Notice

LONGEST_CAPTION = 1024  # UTF-16 units, once the tags are read
_TAG = re.compile(r"<[^>]+>")


def digest(texts: Texts, digest: Digest, which: Which = Which.YESTERDAY) -> Screen:
    """A day in numbers; what has to be looked at is one tap away."""
    other = Which.TODAY if which is Which.YESTERDAY else Which.YESTERDAY
    turn: Row = (Tap(texts.label(f"key-digest-{other}"), ShowDigest(other)),)
    looks = digest.failures.dead and digest.failures.are_there
    dead: Row = (Tap(texts.label("key-dead-letters"), ShowDeadLetters()),) if looks else ()
    text = paragraphs(
        _title(texts, digest, which),
        _happened(texts, digest.happened),
        _failures(texts, digest.failures) if digest.failures.are_there else _all_well(texts, digest.happened),
        _outlook(texts, digest.outlook),
    )
    return with_way_home(texts, text, dead, turn)


def notice(texts: Texts, notice: Notice) -> Screen:
    """The digest that a notice tells, in words."""
    return digest(texts, Digest.read(notice.facts))


def in_parts(texts: Texts, digest_: Digest, which: Which = Which.YESTERDAY) -> tuple[Screen, Screen | None]:
    """What stands under the picture, and the message behind it if all of it is longer than that."""
    whole = digest(texts, digest_, which)
    if fits(whole.text):
        return whole, None
    return Screen(_title(texts, digest_, which)), whole


def fits(text: str) -> bool:
    """Whether Telegram takes a text under a picture."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2 <= LONGEST_CAPTION


def _title(texts: Texts, digest: Digest, which: Which) -> str:
    return texts("digest-title-today" if which is Which.TODAY else "digest-title", day=digest.day)


def _happened(texts: Texts, day: Happened) -> str:
    logins = texts("digest-logins", count=day.logins) if day.logins else None
    if day.is_quiet:
        return lines(texts("digest-quiet"), logins)
    return lines(
        texts("digest-top-ups", count=day.topups.count, amount=day.topups.amount) if day.topups.count else None,
        _orders(texts, day),
        *(_sold(texts, one) for one in day.sold if len(day.sold) > 1 or one.free),
        texts("digest-renewals", count=day.renewals.count, amount=day.renewals.amount) if day.renewals.count else None,
        texts("digest-deactivated", count=day.deactivated) if day.deactivated else None,
        texts("digest-expired", count=day.expired) if day.expired else None,
        *(_side(texts, one) for one in day.sidelines),
        logins,
    )


def _orders(texts: Texts, day: Happened) -> str | None:
    if not day.orders:
        return None
    if not day.gross:
        return texts("digest-orders-free", count=day.orders)
    return texts("digest-orders", count=day.orders, gross=day.gross, net=day.net, vat=day.vat)


def _sold(texts: Texts, sold: Sold) -> str:
    """One service among several, or one of which some was free."""
    service = texts(f"service-{sold.service}")
    if sold.free == sold.count:
        return texts("digest-sold-free", service=service, count=sold.count)
    if sold.free:
        return texts("digest-sold-some-free", service=service, count=sold.count, free=sold.free, gross=sold.gross)
    return texts("digest-sold", service=service, count=sold.count, gross=sold.gross)


def _side(texts: Texts, side: Sideline) -> str:
    came, went = Money(side.came_cents), Money(side.went_cents)
    if side.kind is Side.RECEIVABLE:
        money = texts("digest-side-covered", amount=came)
    elif side.kind is Side.UNDONE:
        money = texts("digest-side-covered", amount=went)
    elif came and went:
        money = texts("digest-side-both", came=came, went=went)
    elif came or went:
        money = texts("digest-side-came", amount=came) if came else texts("digest-side-went", amount=went)
    else:
        money = texts("digest-side-none")
    return texts("digest-side", kind=side.kind, count=side.count, money=money)


def _all_well(texts: Texts, day: Happened) -> str | None:
    """That nothing went wrong; after a quiet day it goes without saying."""
    return None if day.is_quiet else texts("digest-all-well")


def _failures(texts: Texts, failures: Failures) -> str:
    """What somebody has to look at."""
    counted = {
        "digest-unassigned": failures.unassigned,
        "digest-failed-payments": failures.payments,
        "digest-failed-refunds": failures.refunds,
        "digest-lost-disputes": failures.disputes,
        "digest-failed-email": failures.email,
        "digest-failed-chat": failures.chat,
        "digest-failed-servers": failures.servers,
        "digest-dead": failures.dead,
    }
    return lines(
        texts("digest-failures"),
        texts("digest-charging-stopped") if failures.charging_stopped else None,
        texts("digest-alarms", count=failures.alarms) if failures.alarms else None,
        texts("digest-debts", count=failures.debtors, owed=failures.owed) if failures.debtors else None,
        *(texts(key, count=count) for key, count in counted.items() if count),
    )


def _outlook(texts: Texts, outlook: Outlook) -> str:
    days = len(outlook.days)
    if not outlook.count:
        return texts("digest-outlook-none", days=days)
    fullest = max(outlook.days, key=lambda one: one.covered_cents + one.short_cents)
    needed = Money(fullest.covered_cents + fullest.short_cents)
    enough = texts("digest-outlook-covered")
    short = texts("digest-outlook-short", covered=outlook.covered, short=outlook.short, holders=outlook.short_holders)
    return lines(
        texts("digest-outlook", days=days, count=outlook.count, needed=outlook.needed),
        short if outlook.short else enough,
        texts("digest-outlook-peak", day=fullest.day, needed=needed) if needed < outlook.needed else None,
    )
