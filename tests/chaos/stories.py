"""What customers do. A story is an act of a few taps; it gives up where what it wants is not offered.

A new capability gets its story here, and a line in STORIES with how often it is told.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_checkout import LinkClosed
from bot.sandbox.stripe_errors import StripeError
from tests.chaos.customers import Customer, GaveUp
from tests.chaos.town import PASSWORDS

_CREDIT = re.compile(r"(?:credito residuo è|credit is) \D*([\d.,]+)[.,](\d\d)")
_PRICE_OF_A_GB = 488  # cents, of a year of archiving, VAT included
_RACES = 2  # after one another
OFTEN = 10  # times as often
_DECLINED = "4000000000000002"
_LEFT_ALONE = frozenset(
    # Ends what others rely on, or waits for a code by e-mail.
    {"erase", "forget", "revoke", "logout-all", "unlink", "forgot", "recover", "confirm-email", "code-again"}
    # Papers are made by threads for a second each.
    | {"receipt", "receipt-order", "year", "my-data"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    """What customers meet besides the bot."""

    stripe: StripeWorld
    stripe_urls: tuple[str, ...]


async def wanders(me: Customer, _town: Town) -> None:
    """Taps whatever is there."""
    await me.goes_home()
    for _ in range(me.random.randint(2, 5)):
        keys = [
            (view["message_id"], data)
            for view in me.screens()[:2]
            for data in me.keys(view)
            if data.partition(":")[0] not in _LEFT_ALONE
        ]
        if not keys:
            return
        await me.tap(*me.random.choice(keys))


async def tops_up(me: Customer, town: Town) -> None:
    """Asks for a top-up, of an amount that is offered or typed."""
    await me.walks("credit", "top-up")
    if me.random.random() < 0.7:
        await me.taps("amount")
    else:
        await me.says(me.random.choice(("12,50", "7", "33.20", "€ 80", "1e9", "-5")))
    await pays(me, town)


async def pays(me: Customer, town: Town) -> None:
    """Pays the newest link, or keeps it for another day; Stripe's webhooks fare as they may."""
    link = me.link()
    if link is None:
        raise GaveUp("link")
    if me.random.random() < 0.2:
        me.links.append(link)
        return
    pay(me, link, town)


def pay(me: Customer, link: str, town: Town) -> None:
    """Pays a link: at once, by transfer, with a bad card, or twice."""
    mode, chance = _mode(me), me.random.random()
    town.stripe.webhook_url = me.random.choice(town.stripe_urls)
    try:
        if chance < 0.05:
            town.stripe.pay(link, card=_DECLINED, webhooks=mode)
        elif chance < 0.15:
            opened = town.stripe.pay(link, webhooks=mode, asynchronous=True)
            town.stripe.settle_later(opened["session"]["id"], succeeded=me.random.random() < 0.7)
        elif chance < 0.2:
            town.stripe.pay_at_once(link)
        else:
            town.stripe.pay(link, webhooks=mode)
    except (LinkClosed, StripeError):
        return  # it was paid, or taken back: the page says so


async def gets_money_back(me: Customer, town: Town) -> None:
    """A payment, of whomever, is given back at Stripe, in part or whole; or the bank takes it back, and may lose."""
    paid = [intent["id"] for intent in town.stripe.intents if intent["amount_received"]]
    if not paid:
        raise GaveUp("nothing paid")
    intent = me.random.choice(paid)
    town.stripe.webhook_url = me.random.choice(town.stripe_urls)
    try:
        if me.random.random() < 0.6:
            town.stripe.refund(intent, me.random.choice((100, 250, None)), webhooks=_mode(me))
        else:
            dispute = town.stripe.dispute(intent, webhooks=_mode(me))
            if end := me.random.choice((town.stripe.win, town.stripe.lose, None)):
                end(dispute["id"], webhooks=_mode(me))
    except (StripeError, ValueError):
        return  # nothing is left of it that could be given or taken back
    await me.goes_home()


def _mode(me: Customer) -> str:
    """How Stripe's webhooks fare."""
    return me.random.choices(("normal", "lose", "double", "delay"), (4, 2, 2, 2))[0]


async def pays_late(me: Customer, town: Town) -> None:
    """Pays what was kept for another day."""
    if not me.links:
        raise GaveUp("no link kept")
    pay(me, me.links.pop(me.random.randrange(len(me.links))), town)
    await me.goes_home()


async def orders(me: Customer, town: Town) -> None:
    """Buys something, and pays, cancels or leaves what is missing."""
    await _asks_for_a_quote(me)
    await _confirms(me)
    if me.link() is not None and me.random.random() < 0.6:
        await pays(me, town)
    elif me.random.random() < 0.3:
        await me.walks("order", "cancel")


async def _affords(me: Customer) -> int:
    """How many GB of archiving the credit in the menu is enough for."""
    await me.goes_home()
    found = _CREDIT.search(me.text)
    return int(re.sub(r"\D", "", found[1] + found[2])) // _PRICE_OF_A_GB if found else 0


async def _asks_for_a_quote(me: Customer, *, service: str = "", gb: int = 0, place: int | None = None) -> None:
    """Goes to a quote for a mailbox: any, or the one in that place of the list."""
    await me.walks("mailboxes")
    listed = [data for _, data in me.offered("mailbox")]
    if not listed:
        raise GaveUp("mailbox")
    wanted = me.random.choice(listed) if place is None else sorted(set(listed), key=_number)[place]
    await me.taps("mailbox", wanted.__eq__)
    await me.taps("buy", lambda data: _number(data) == _number(wanted))
    await me.taps("service", lambda data: service in data)
    if gb:
        await me.says(str(gb))
    else:
        await me.taps("gb")


def _number(data: str) -> int:
    """The id in what a key sends."""
    return int(data.split(":")[1])


async def _confirms(me: Customer) -> None:
    offered = me.offered("confirm")[:1]
    if not offered:
        raise GaveUp("confirm")
    await me.tap(*offered[0])


async def races(me: Customer, town: Town) -> None:
    """Two people of one household spend the same credit in the same moment; it is enough for one of the two."""
    partner = me.partner
    if partner is None or me.home.racing.locked():
        raise GaveUp("alone")
    async with me.home.racing, partner.busy:
        if not await _affords(me):
            await tops_up(me, town)
        for _ in range(_RACES):
            await _race(me, partner)


async def _race(me: Customer, partner: Customer) -> None:
    gb = await _affords(me)
    if not gb:
        raise GaveUp("no credit")
    for each, place in ((me, 0), (partner, -1)):
        await _asks_for_a_quote(each, service="archive", gb=min(gb, 100), place=place)
    taps = [(each, each.offered("confirm")[:1]) for each in (me, partner)]
    if not all(offered for _, offered in taps):
        raise GaveUp("confirm")
    await asyncio.gather(*(each.tap(*offered[0]) for each, offered in taps))


async def confirms_twice(me: Customer, _town: Town) -> None:
    """Taps Confirm, and once more some time later."""
    await _asks_for_a_quote(me)
    offered = me.offered("confirm")[:1]
    if not offered:
        raise GaveUp("confirm")
    await me.tap(*offered[0])
    await me.goes_home()
    await me.tap(*offered[0])


async def switches_renewal(me: Customer, _town: Town) -> None:
    """Has an add-on renewed, or not any longer."""
    await me.walks("mailboxes", "mailbox", "renewals", "addon")
    await me.taps(me.random.choice(("renew", "first")))


async def pays_renewal(me: Customer, town: Town) -> None:
    """Pays what the next renewal misses."""
    await me.walks("mailboxes", "mailbox", "renewals", "top-up-renewal")
    await pays(me, town)


async def changes_password(me: Customer, _town: Town) -> None:
    """Changes the password of a mailbox to the other one of two."""
    await me.walks("account", "passwords", "password")
    address = next((one for one in me.home.addresses if one in me.text), None)
    if address is None:
        raise GaveUp("which mailbox")
    old = me.home.password_of(address)
    new = next(one for one in PASSWORDS if one != old)
    for words in (old, new, new):
        await me.says(words)
    if "✅" in me.text:
        me.home.passwords[address] = new
    else:
        await me.goes_home()


async def changes_language(me: Customer, _town: Town) -> None:
    """Has the bot speak the other language."""
    await me.says("/lingua")
    await me.taps("language")


async def changes_profile(me: Customer, _town: Town) -> None:
    """Writes down another town, or gives it up half-way."""
    await me.walks("account", "profile", "edit")
    await me.taps("edit-part", lambda data: data.endswith("address"))
    await me.taps("edit-field", lambda data: data.endswith("city"))
    await me.says(me.random.choice(("Roma", "Milano", "Città di Castello", "<b>Napoli</b>")))
    await me.taps("review")
    await me.taps(me.random.choice(("save", "save", "drop")))


async def cancels(me: Customer, _town: Town) -> None:
    """Gives up an order that waits, or whatever is going on."""
    await me.goes_home()
    if me.offered("order"):
        await me.taps("order")
        await me.taps("cancel")
    else:
        await me.says("/annulla")


async def taps_old(me: Customer, _town: Town) -> None:
    """Taps a key of long ago."""
    old = [(view["message_id"], data) for view in me.telegram.from_bot(me.chat_id)[:-3] for data in me.keys(view)]
    allowed = [(number, data) for number, data in old if data.partition(":")[0] not in _LEFT_ALONE]
    if not allowed:
        raise GaveUp("nothing old")
    await me.tap(*me.random.choice(allowed))


async def babbles(me: Customer, _town: Town) -> None:
    """Types what nobody has asked for."""
    await me.says(me.random.choice(("ciao", "quanto costa?", "/aiuto", "2", "25", "/start", "\u202eabc", "a" * 4_000)))


async def logs_out(me: Customer, _town: Town) -> None:
    """Ends the session."""
    await me.says("/esci")


Story = Callable[[Customer, Town], Awaitable[None]]

STORIES: dict[Story, int] = {
    wanders: 6,
    tops_up: 8,
    orders: 10,
    races: 6,
    confirms_twice: 4,
    pays_late: 3,
    gets_money_back: 2,
    switches_renewal: 4,
    pays_renewal: 3,
    changes_password: 3,
    changes_language: 2,
    changes_profile: 3,
    cancels: 4,
    taps_old: 3,
    babbles: 3,
    logs_out: 1,
}


async def live(me: Customer, town: Town, often: Collection[str] = ()) -> None:
    """Tells one story after the other, some of them often, until it is cancelled or the bot does not answer."""
    weights = {story: weight * (OFTEN if story.__name__ in often else 1) for story, weight in STORIES.items()}
    await me.goes_home()
    while True:
        (story,) = me.random.choices([*weights], [*weights.values()])
        async with me.busy:
            try:
                await story(me, town)
            except GaveUp:
                await me.says("/menu")
