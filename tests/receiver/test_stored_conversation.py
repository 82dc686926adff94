"""A conversation whose state lives in the database."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any

import pytest
from telegram import Update
from telegram.ext import (
    ApplicationHandlerStop,
    CallbackQueryHandler,
    CommandHandler,
    ConversationHandler,
    MessageHandler,
    filters,
)

from bot.conversations.stored import StoredConversation
from bot.turn import current_turn
from domain.dialogs import Dialog
from tests.receiver.doubles import ANNA, MARIO, AnyApplication, MemoryStore, Replica, build_replica, message, tap

TYPED = filters.TEXT & ~filters.COMMAND


class Buy(Enum):
    """The steps of buying."""

    GB = auto()
    CONFIRM = auto()


class Profile(Enum):
    """The steps of the profile; one shares its name with a step of buying."""

    PHONE = auto()
    CONFIRM = auto()


class Shop:
    """Two conversations, and what has been bought in them."""

    def __init__(self) -> None:
        self.bought: list[tuple[int, str]] = []

    async def start(self, *_: Any) -> Buy:
        """Asks for the GB."""
        note(service="inbox")
        return Buy.GB

    async def gb(self, update: Update, _context: Any) -> Buy:
        """Takes the GB."""
        assert update.message
        note(gb=update.message.text or "")
        return Buy.CONFIRM

    async def confirm(self, *_: Any) -> int:
        """Buys."""
        turn = current_turn()
        self.bought.append((turn.chat_id, f"{turn.dialog.draft['gb']} GB {turn.dialog.draft['service']}"))
        return ConversationHandler.END

    async def stay(self, *_: Any) -> None:
        """Says something and leaves the dialog where it is."""

    async def stop(self, *_: Any) -> Buy:
        """Moves on, and keeps everybody else from the update."""
        raise ApplicationHandlerStop(Buy.CONFIRM)

    async def phone(self, *_: Any) -> Profile:
        """Asks for the phone."""
        return Profile.PHONE

    async def end(self, *_: Any) -> int:
        """Goes home."""
        return ConversationHandler.END

    def add_to(self, application: AnyApplication) -> None:
        """Registers the conversations."""
        application.add_handlers(
            [
                StoredConversation(
                    name="home", entry_points=[CommandHandler("home", self.end)], states={}, fallbacks=[]
                ),
                StoredConversation(name="help", entry_points=[CommandHandler("help", self.stay)], states={}),
                StoredConversation(
                    name="buy",
                    entry_points=[CommandHandler("buy", self.start)],
                    states={
                        Buy.GB: [MessageHandler(TYPED, self.gb), CommandHandler("stop", self.stop)],
                        Buy.CONFIRM: [CallbackQueryHandler(self.confirm, pattern="^yes$")],
                    },
                    fallbacks=[CommandHandler("cancel", self.end)],
                ),
                StoredConversation(
                    name="profile",
                    entry_points=[CommandHandler("profile", self.phone)],
                    states={Profile.PHONE: [MessageHandler(TYPED, self.stay)]},
                ),
            ]
        )


def note(**facts: str) -> None:
    """Adds facts to the draft."""
    turn = current_turn()
    turn.dialog = turn.dialog.drafted({**turn.dialog.draft, **facts})


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
async def replica(shop: Shop) -> Replica:
    return await build_replica(MemoryStore(), shop.add_to)


def standing(replica: Replica, chat_id: int = MARIO) -> tuple[str | None, str | None, dict[str, Any]]:
    """Where a chat's dialog stands."""
    dialog = replica.store.dialogs[chat_id]
    return dialog.conversation, dialog.state, dict(dialog.draft)


async def test_f58_two_replicas_that_take_alternate_updates_complete_one_dialog() -> None:
    store = MemoryStore()
    shops = [Shop(), Shop()]
    replicas = [await build_replica(store, shop.add_to) for shop in shops]
    steps = [message("/buy"), message("2"), tap("yes")]
    for number, step in enumerate(steps):
        await replicas[number % 2].receive(step)
    assert shops[0].bought + shops[1].bought == [(MARIO, "2 GB inbox")]
    assert standing(replicas[0]) == (None, None, {})
    assert replicas[0].apologies + replicas[1].apologies == []


async def test_f58_each_step_on_a_replica_that_has_just_started_completes_the_dialog() -> None:
    store, shop = MemoryStore(), Shop()
    for step in (message("/buy"), message("5"), tap("yes")):
        await (await build_replica(store, shop.add_to)).receive(step)
    assert shop.bought == [(MARIO, "5 GB inbox")]


async def test_two_chats_do_not_see_each_others_dialog(replica: Replica, shop: Shop) -> None:
    for user in (MARIO, ANNA):
        await replica.receive(message("/buy", user=user))
    await replica.receive(message("2", user=MARIO))
    await replica.receive(tap("yes", user=ANNA))
    assert shop.bought == []
    assert standing(replica, ANNA) == ("buy", "GB", {"service": "inbox"})


async def test_f02_the_confirmation_before_the_quantity_buys_nothing(replica: Replica, shop: Shop) -> None:
    for step in (message("/buy"), tap("yes"), message("3"), tap("yes"), tap("yes")):
        await replica.receive(step)
    assert shop.bought == [(MARIO, "3 GB inbox")]


async def test_another_conversation_takes_the_dialog_over_with_an_empty_draft(replica: Replica) -> None:
    await replica.receive(message("/buy"))
    await replica.receive(message("/profile"))
    assert standing(replica) == ("profile", "PHONE", {})
    await replica.receive(message("2"))
    assert standing(replica) == ("profile", "PHONE", {})


async def test_entering_again_starts_with_an_empty_draft(replica: Replica) -> None:
    for step in (message("/buy"), message("2"), message("/buy")):
        await replica.receive(step)
    assert standing(replica) == ("buy", "GB", {"service": "inbox"})


async def test_an_entry_point_that_returns_none_leaves_the_dialog_where_it_was(replica: Replica, shop: Shop) -> None:
    for step in (message("/buy"), message("2"), message("/help")):
        await replica.receive(step)
    assert standing(replica) == ("buy", "CONFIRM", {"service": "inbox", "gb": "2"})


async def test_an_entry_point_that_ends_ends_whatever_was_going_on(replica: Replica) -> None:
    for step in (message("/buy"), message("/home")):
        await replica.receive(step)
    assert standing(replica) == (None, None, {})


async def test_a_fallback_ends_the_conversation(replica: Replica) -> None:
    for step in (message("/buy"), message("/cancel")):
        await replica.receive(step)
    assert standing(replica) == (None, None, {})


async def test_a_state_carried_by_a_stop_is_kept(replica: Replica) -> None:
    for step in (message("/buy"), message("/stop")):
        await replica.receive(step)
    assert standing(replica) == ("buy", "CONFIRM", {"service": "inbox"})


async def test_a_state_of_another_version_counts_as_no_conversation(replica: Replica, shop: Shop) -> None:
    old = Dialog(chat_id=MARIO, conversation="buy", state="ASK_COLOUR", draft={"colour": "red"})
    replica.store.dialogs[MARIO] = old
    await replica.receive(message("2"))
    assert replica.apologies == []
    await replica.receive(message("/buy"))
    assert standing(replica) == ("buy", "GB", {"service": "inbox"})


async def test_an_unknown_state_is_an_error_and_not_a_dead_end() -> None:
    async def wrong(*_: Any) -> str:
        return "nowhere"

    def add(application: AnyApplication) -> None:
        entry = [CommandHandler("go", wrong)]
        application.add_handler(StoredConversation(name="go", entry_points=entry, states={Buy.GB: []}))

    replica = await build_replica(MemoryStore(), add)
    with pytest.warns(UserWarning, match="unknown"):
        await replica.receive(message("/go"))
    assert len(replica.apologies) == 1


async def answer(*_: Any) -> None:
    """Does nothing."""


def test_a_conversation_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="name"):
        StoredConversation(name="", entry_points=[], states={})


def test_states_that_are_not_members_of_an_enum_are_refused() -> None:
    with pytest.raises(TypeError, match="Enum"):
        StoredConversation(name="x", entry_points=[], states={"GB": []})  # type: ignore[dict-item]  # the mistake


def test_states_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="distinct"):
        StoredConversation(name="x", entry_points=[], states={Buy.CONFIRM: [], Profile.CONFIRM: []})


def test_a_handler_that_runs_beside_the_update_is_refused() -> None:
    with pytest.raises(ValueError, match="block=False"):
        StoredConversation(name="x", entry_points=[CommandHandler("x", answer, block=False)], states={})


def test_a_nested_conversation_is_refused() -> None:
    inner: StoredConversation[Any] = StoredConversation(name="inner", entry_points=[], states={})
    with pytest.raises(TypeError, match="nests"):
        StoredConversation(name="outer", entry_points=[inner], states={})


@pytest.mark.parametrize("forbidden", ["persistent", "conversation_timeout", "per_message", "block", "map_to_parent"])
def test_what_the_stock_handler_keeps_in_the_process_cannot_be_asked_for(forbidden: str) -> None:
    with pytest.raises(TypeError, match="unexpected keyword"):
        StoredConversation(name="x", entry_points=[], states={}, **{forbidden: True})  # type: ignore[arg-type]  # that is it
