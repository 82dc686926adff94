"""What may come from Telegram, as Hypothesis invents it: texts, updates of every shape, and forged buttons."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from bot.screens.buttons import BUTTONS, encode
from tests.journeys.desk import sender
from tests.journeys.test_access_doors import opened
from tests.journeys.test_conversation_typed import HOSTILE
from tests.journeys.test_conversation_updates import HELPED, SILENT
from tests.people import MARIO
from tests.receiver import doubles

Update = dict[str, Any]

COMMANDS = (
    "start", "menu", "annulla", "cancel", "aiuto", "help", "lingua", "language", "account", "profilo", "deliveries",
    "unknown", "",
)  # fmt: skip
NEAR = (
    "0", "00", "-1", "+1", "1e9", "1.5", "101", "0,99", "500,01", "10,005", "1.000", "٣", "²", "NaN", "1_000", "0x10",
    "000000", "123456", "12345", "1234567", "12 34 56", "123-456", "RSSMRA80A01H501", "RSSMRA80A01H501X", "00743110158",
    "0000000", "ABC1234", "mario@example.com", "mario.rossi@pec.archrm.it", "a@b", "a@b.it" * 50, "@", "+39 06", "+",
    "00184", "roma", "RM", "Italia", "IT", "Via Garibaldi", "12/A", "Passwort1", "pecdemo2026", "Mario.Rossi1",
)  # fmt: skip
MARKUP = ("<b>", "</b>", "<a href='x'>", "&lt;", "&", "{ $amount }", "{home}", "%s", "{0}", "\\", "'; --", "`", "*_[](")
INVISIBLE = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\u061c\ufe0f\u20e3"
)
ODD = "\x00\x01\x07\x1b\x7f\x85\ud800\udc00\udfff\ufffe\uffff\U0010ffff🍕👩🇮🇹\u0301é\u0130ß\u2028\u2029\t\r\n"

WORDS = st.text(alphabet=st.characters(), max_size=60) | st.text(
    st.sampled_from(INVISIBLE + ODD + "a1@ ./-"), max_size=30
)
TEXTS = st.one_of(
    WORDS,
    st.sampled_from(NEAR + HOSTILE),
    st.builds(lambda near, odd, back: odd + near if back else near + odd, st.sampled_from(NEAR), WORDS, st.booleans()),
    st.lists(st.sampled_from(MARKUP) | st.text(max_size=8), min_size=1, max_size=12).map("".join),
    st.builds(lambda part, times: (part * times)[:4096], st.text(min_size=1, max_size=4), st.integers(1, 4096)),
    st.builds(lambda name, rest: f"/{name}{rest}", st.sampled_from(COMMANDS), st.just("") | WORDS.map(" {}".format)),
    st.integers(-(10**20), 10**20).map(str) | st.floats().map(str) | st.decimals(places=2).map(str),
).filter(lambda text: 0 < len(text.encode("utf-16-le", "surrogatepass")) // 2 <= 4096)

ABSURD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, -1, 1, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 2**70, 1.5]),
    st.sampled_from(["", "x", "1001", "x" * 5_000, "private"]),
    st.sampled_from([[], {}, [{}], [None], {"id": 1}]),
)
WHOLE = {"poll", "poll_answer", "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query"}


def typed(text: str) -> Update:
    """Mario types."""
    return doubles.message(text, user=MARIO.id, sender=sender(MARIO))


def tapped(data: str) -> Update:
    """Mario taps a button, or sends what looks like one."""
    return doubles.tap(data, user=MARIO.id, sender=sender(MARIO))


# ---------------------------------------------------------------------------------------------------- forged buttons


def buttons(mailbox_id: int) -> list[str]:
    """A button of every kind, with Mario's mailbox in it."""
    ids = {"mailbox_id": mailbox_id, "quote_id": "AAAAAAAAAAAA", "addon_id": 1, "access_id": 1}
    return [encode(opened(kind, **ids)) for kind in BUTTONS]  # type: ignore[arg-type]  # as each kind has them


def _put(text: str, place: int, put: str) -> str:
    return text[: place % (len(text) + 1)] + put + text[place % (len(text) + 1) :]


def _cut(text: str, place: int, put: str) -> str:
    return text[: place % (len(text) + 1)] + put


def _field(text: str, place: int, put: str) -> str:
    parts = text.split(":")
    parts[place % len(parts)] = put
    return ":".join(parts)


def _turned(text: str, place: int, put: str) -> str:
    return ":".join(reversed([*text.split(":"), put])) if place % 2 else text.upper() + put


FORGERIES: list[Callable[[str, int, str], str]] = [_put, _cut, _field, _turned]
PUTS = WORDS | st.sampled_from(["", ":", "::", "0", "-1", "01", "٣", str(2**63 - 1), str(2**63), "999999", "x" * 80])


def forged(known: list[str]) -> st.SearchStrategy[str]:
    """Data that a client of one's own might send back."""
    made = st.builds(
        lambda forge, data, place, put: forge(data, place, put),
        st.sampled_from(FORGERIES),
        st.sampled_from(known),
        st.integers(0, 64),
        PUTS,
    )
    return made | WORDS | st.sampled_from(["", "null", "{}", "../../etc/passwd"])


# --------------------------------------------------------------------------------------------------- shapes of updates


def _as(kind: str, inner: Update) -> Update:
    return {"update_id": inner["update_id"], kind: inner["message"]}


def _query(kind: str) -> Update:
    """An update of a kind that the bot does not ask for."""
    who = sender(MARIO)
    return {
        "update_id": typed("x")["update_id"],
        kind: {"id": "1", "from": who, "user": who, "query": "2", "offset": "", "poll_id": "1", "option_ids": [0],
               "result_id": "1", "currency": "EUR", "total_amount": 1, "invoice_payload": "x", "question": "?",
               "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
               "allows_multiple_answers": False, "shipping_address": {}},
    }  # fmt: skip


def shapes() -> list[Update]:
    """Updates of every kind, as Telegram would send them."""
    made = [make("ciao") | {} for make in (*HELPED.values(), *SILENT.values())]
    made = [_of_mario(update) for update in made]
    kinds = ("edited_message", "channel_post", "edited_channel_post", "business_message", "message_reaction")
    made += [_as(kind, typed("ciao")) for kind in kinds]
    made += [_query(kind) for kind in sorted(WHOLE)]
    made += [doubles.in_group("/start"), doubles.in_group("x", "channel"), doubles.in_group("x", "group")]
    made += [doubles.membership(status) for status in ("member", "kicked", "left", "administrator")]
    made += [doubles.membership(status, "private", MARIO.id) for status in ("member", "kicked", "odd")]
    made += [typed("ciao"), typed("/menu"), tapped("home"), tapped("mailboxes:0")]
    return made


def _of_mario(update: Update) -> Update:
    message = next(value for name, value in update.items() if name != "update_id")
    if "chat" in message:
        message |= {"chat": typed("x")["message"]["chat"], "from": sender(MARIO)}
    return update


@st.composite
def misshapen(draw: st.DrawFn) -> Update:
    """An update of some kind with fields that are missing, absurd, or more than there should be."""
    update = deepcopy(draw(st.sampled_from(SHAPES)))
    update["update_id"] = typed("x")["update_id"]
    for _ in range(draw(st.integers(0, 3))):
        spot: Any = update
        while True:
            names = sorted(spot) if isinstance(spot, dict) else list(range(len(spot)))
            if not names:
                break
            name = draw(st.sampled_from(names))
            if not isinstance(spot[name], dict | list) or draw(st.integers(0, 3)) == 0:
                _spoil(draw, spot, name)
                break
            spot = spot[name]
    return update


def _spoil(draw: st.DrawFn, spot: Any, name: Any) -> None:
    how = draw(st.sampled_from(["absurd", "absurd", "missing", "extra"]))
    if how == "absurd" or isinstance(spot, list):
        spot[name] = draw(ABSURD)
    elif how == "missing":
        del spot[name]
    else:
        spot[draw(st.sampled_from(["via_bot", "forward_origin", "entities", "caption", "new", "reply_markup"]))] = draw(
            ABSURD
        )


SHAPES = shapes()


def updates(known: list[str]) -> st.SearchStrategy[Update]:
    """What may come: half of it typed, the rest tapped or misshapen."""
    return st.one_of(TEXTS.map(typed), TEXTS.map(typed), forged(known).map(tapped), misshapen())
