"""Buttons that are old, or that nobody ever made (F05, F06)."""

from __future__ import annotations

import json
import random
import string
from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import AsyncMock

import pytest
import structlog

from bot.screens.buttons import BUTTONS, ConfirmOrder, Home, UnknownButton, decode, encode
from domain.usecases.access import Access
from tests.journeys.desk import Desk
from tests.people import ANNA, BRUNO, MARIO, Person
from tests.receiver.doubles import MemoryStore

FORGED = 10_000
INVENTED = (
    "mailbox:999", f"mailbox:{2**63 - 1}", "buy:999", "gb:998:inbox:1", "service:997:archive", "service:999:inbox",
    "confirm:AAAAAAAAAAAA", "order:x", "pay:0", "cancel:-_-",
)  # fmt: skip
EFFECTS = {"confirm", "pay", "cancel", "amount", "gb", "language", "logout", "login"}


async def reaches_a_quote(desk: Desk, person: Person, gb: int = 2) -> str:
    """Brings a person to a quote for inbox space; the data of its confirmation."""
    await desk.tap(person, desk.key("mailbox"))
    await desk.tap(person, desk.key("buy"))
    await desk.tap(person, desk.key("service"))
    await desk.tap(person, next(key for key in desk.keys if key.endswith(f":{gb}")))
    return desk.key("confirm")


def forged(rng: random.Random, known: list[str]) -> str:
    """Something that a client of one's own might send back."""
    data = rng.choice(known)
    verb, noise = data.split(":")[0], "".join(chr(rng.randrange(1, 0xD7FF)) for _ in range(rng.randint(1, 64)))
    lies = (
        "".join(rng.choices(string.printable, k=rng.randint(0, 80))),
        data + rng.choice([":", "\x00", " ", "\n", ":1", "\u200b", "x" * 1_000]),
        data.replace(":", rng.choice(["::", ";", "", "\u02d0"]), 1) + rng.choice(["", ":"]),
        data[: rng.randrange(len(data))] + rng.choice(["🍕", "\u202e", "é", "\x7f"]),
        f"{verb}:{rng.choice(['-1', '0', '01', '+1', '1e3', '1.0', '٣', ' 1', '1_0', str(2**63), ''])}",
        data.upper(),
        ":".join(reversed(f"{data}:{rng.randrange(10**9)}".split(":"))),
        noise,
        rng.choice(["", "null", "[]", "{}", "None", "../../etc/passwd", "'; DROP TABLE orders; --", "home:"]),
    )
    return rng.choice(lies)


def is_known(data: str) -> bool:
    """Whether it is a button after all."""
    try:
        decode(data)
    except UnknownButton:
        return False
    return True


async def test_f06_ten_thousand_forged_buttons_are_refused_and_change_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.log_in(MARIO)
    confirm = await reaches_a_quote(desk, MARIO)
    known = [*desk.keys, confirm, "gb:1:inbox:2", "service:1:archive", "credit:0", "amount:1000", "language:en", "home"]
    before, dialogs = desk.rows(), desk.rows(without=set())["dialogs"]
    session = await desk.house.application.context_types.context.services.access.arrive(MARIO.id)
    monkeypatch.setattr(Access, "arrive", AsyncMock(return_value=session))
    desk.house.receiver._store = MemoryStore()  # with the arrival, all that the database would do for such a button
    rng = random.Random(6)
    lies = [data for data in (forged(rng, known) for _ in range(FORGED * 2)) if not is_known(data)][:FORGED]
    assert len(lies) == FORGED
    with structlog.testing.capture_logs() as log:
        for data in lies:
            await desk.tap(MARIO, data)
    assert [line for line in log if line["log_level"] in {"error", "warning"}] == []
    assert sum(line["event"] == "button_unknown" for line in log) == FORGED
    expired = desk.word(MARIO, "menu-expired")
    assert desk.said[-FORGED:].count(expired) >= FORGED - 1
    assert desk.rows() == before
    assert desk.rows(without=set())["dialogs"] == dialogs


async def test_f06_buttons_with_invented_ids_find_nothing(desk: Desk) -> None:
    await desk.log_in(MARIO)
    before = desk.rows()
    for data in INVENTED:
        await desk.tap(MARIO, data)
        assert desk.last == desk.word(MARIO, "refused-not-found"), data
    await desk.tap(MARIO, "gb:1:inbox:999999")
    await desk.tap(MARIO, "amount:99999999")
    await desk.tap(MARIO, "amount:99")
    await desk.tap(MARIO, "credit:999999")
    assert desk.rows() == before


async def test_f06_every_button_survives_its_own_code() -> None:
    for kind in BUTTONS:
        assert kind.verb
    assert decode(encode(Home())) == Home()


async def test_f05_buttons_of_every_screen_tapped_again_later_only_show(desk: Desk) -> None:
    """Old menus stay in the chat for ever: what they open is looked up anew, and nothing is charged by looking."""
    await desk.log_in(MARIO)
    seen: list[str] = [*desk.keys]
    await reaches_a_quote(desk, MARIO)
    seen += [key for update in desk.request.calls for key in _keys(update[1])]
    before = desk.rows()
    for data in dict.fromkeys(seen):
        if data.split(":")[0] not in EFFECTS:
            await desk.tap(MARIO, data)
    assert desk.rows() == before


async def test_f05_a_confirm_from_an_older_quote_is_the_price_it_shows_and_never_a_mixture(desk: Desk) -> None:
    await desk.log_in(MARIO)
    first = await reaches_a_quote(desk, MARIO, gb=1)
    await desk.type(MARIO, "/menu")
    await reaches_a_quote(desk, MARIO, gb=3)
    await desk.tap(MARIO, first)
    (order,) = desk.rows()["orders"]
    assert order[0] == first.removeprefix("confirm:")
    assert "10,98 €" in desk.last


async def test_f05_a_confirm_after_the_mailbox_got_another_expiry_is_refused(desk: Desk) -> None:
    await desk.log_in(MARIO)
    confirm = await reaches_a_quote(desk, MARIO)
    async with desk.house.units.write() as unit:
        await unit.register.save([replace(MARIO.rows()[0], expires_on=date(2031, 3, 1))])
        await unit.commit()
    await desk.tap(MARIO, confirm)
    assert desk.last == desk.word(MARIO, "refused-quote-over")
    assert desk.rows()["orders"] == []


async def test_f05_a_confirm_after_the_order_was_cancelled_does_not_revive_it(desk: Desk) -> None:
    await desk.log_in(MARIO)
    confirm = await reaches_a_quote(desk, MARIO)
    await desk.tap(MARIO, confirm)
    order = confirm.removeprefix("confirm:")
    await desk.tap(MARIO, f"cancel:{order}")
    before = desk.rows()
    await desk.tap(MARIO, confirm)
    assert desk.last == desk.word(MARIO, "refused-order-cancelled")
    await desk.tap(MARIO, f"cancel:{order}")
    await desk.tap(MARIO, f"pay:{order}")
    assert desk.rows() == before


async def test_f05_a_button_after_logging_out_asks_to_log_in_and_then_goes_on(desk: Desk) -> None:
    await desk.log_in(MARIO)
    confirm = await reaches_a_quote(desk, MARIO)
    await desk.tap(MARIO, "logout")
    await desk.tap(MARIO, confirm)
    assert desk.rows()["orders"] == []
    await desk.type(MARIO, MARIO.address)
    await desk.type(MARIO, "PecDemo2026")
    assert [row[0] for row in desk.rows()["orders"]] == [decode_quote(confirm)]


async def test_f05_the_buttons_of_one_holder_open_nothing_for_the_next_in_the_same_chat(desk: Desk) -> None:
    await desk.log_in(MARIO)
    confirm = await reaches_a_quote(desk, MARIO)
    mailbox = next(key for _, params in desk.request.calls for key in _keys(params) if key.startswith("mailbox:"))
    await desk.tap(MARIO, "logout")
    await desk.log_in(MARIO, address=ANNA.address)
    before = desk.rows()
    for data in (confirm, mailbox):
        await desk.tap(MARIO, data)
        assert desk.last == desk.word(MARIO, "refused-not-found")
    assert desk.rows() == before


async def test_f05_a_payment_asked_for_again_is_the_same_link(desk: Desk) -> None:
    await desk.log_in(BRUNO)
    confirm = await reaches_a_quote(desk, BRUNO)
    for _ in range(3):
        await desk.tap(BRUNO, confirm)
    assert len(desk.rows()["top_ups"]) == 1
    desk.clock.move(timedelta(minutes=5))
    await desk.tap(BRUNO, f"pay:{decode_quote(confirm)}")
    assert len(desk.rows()["top_ups"]) == 1


def decode_quote(data: str) -> str:
    """The quote that a confirmation is about."""
    button = decode(data)
    assert isinstance(button, ConfirmOrder)
    return button.quote_id


def _keys(params: dict[str, str]) -> list[str]:
    rows = json.loads(params.get("reply_markup", "null") or "null") or {"inline_keyboard": []}
    return [key["callback_data"] for row in rows["inline_keyboard"] for key in row if "callback_data" in key]
