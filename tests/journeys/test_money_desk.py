"""The desk when money went wrong: credit adjusted by hand, by two over a limit, and payments that match nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.sandbox.world import World
from bot.screens.buttons import encode
from bot.screens.buttons.desk import ShowHolder, ShowHoldersMovements, ShowHoldersTopUps
from bot.screens.buttons.money_desk import (
    AdjustBy,
    ApproveAdjustment,
    AskWhose,
    AssignPayment,
    RefundAll,
    ShowAdjustment,
    ShowPayment,
    ShowPayments,
)
from domain.acts import Act
from domain.adjustments import DraftedAdjustment, Way
from domain.money import Money
from domain.reversals import ReversalKind, ReversalReported, ReversalState
from tests.journeys import books
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.replicas import two_replicas
from tests.journeys.steps import STRAY
from tests.journeys.test_register_desk import acts, delivered, ids, seen
from tests.people import ANNA, BRUNO, CARLA, MARIO, Person
from tests.phone import Phone, data_of

ELENA = replace(BRUNO, is_admin=True)  # Bruno's phone, in the hands of a second administrator
WHY = "Pagato due volte allo sportello"


@pytest.fixture
async def desk(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """A house with two administrators."""
    async with opened_desk(sqlite_url, monkeypatch, admin_ids=f"{CARLA.id},{ELENA.id}") as desk:
        await enrol(desk.house)
        yield desk


@pytest.fixture
async def alone(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """A house with one administrator."""
    async with opened_desk(sqlite_url, monkeypatch) as desk:
        await enrol(desk.house)
        yield desk


async def to_adjust(desk: Desk, person: Person, way: str, amount: str, why: str = WHY) -> str:
    """Carla looks at an adjustment; the key to confirm it."""
    await desk.type(CARLA, f"/cerca {person.fiscal_code}")
    await desk.tap(CARLA, desk.key("h-movements"))
    await desk.tap(CARLA, desk.key("ask-adjust"))
    await desk.tap(CARLA, next(key for key in desk.keys if key.endswith(f":{way}")))
    await desk.type(CARLA, amount)
    await desk.type(CARLA, why)
    return desk.key("adjust")


async def credit(desk: Desk, person: Person) -> int:
    """What is in a credit, in cents."""
    return await books.credit(desk.house, person)


# Within the limit


async def test_carla_adds_ten_euro_from_the_card_and_mario_is_told(desk: Desk) -> None:
    await desk.log_in(MARIO)
    confirm = await to_adjust(desk, MARIO, "credit", "10")
    assert all(word in seen(desk) for word in ("Mario Rossi", "10,00 €", WHY, "Credito: 0,00 € → 10,00 €"))
    await desk.tap(CARLA, confirm)
    assert "Aggiunti 10,00 €" in seen(desk)
    ((chat, text),) = await delivered(desk)
    assert (chat, "ha aggiunto <b>10,00" in text, WHY in text) == (str(MARIO.chat_id), True, True)
    await desk.tap(CARLA, ShowHoldersMovements((await ids(desk, MARIO))[0]))
    assert all(word in seen(desk) for word in ("Rettifica", WHY, "+10,00 €"))
    await desk.tap(MARIO, "credit:0")
    assert all(word in seen(desk) for word in ("Rettifica", WHY, "+10,00 €"))
    await desk.type(CARLA, "/atti")
    assert all(word in seen(desk) for word in ("Credito rettificato", "Mario Rossi, +10,00 €", WHY))


async def test_in_english_too(desk: Desk) -> None:
    await desk.tap(CARLA, "language:en")
    await desk.log_in(ANNA)
    await desk.give(ANNA, 1_000)
    confirm = await to_adjust(desk, ANNA, "debit", "2.50", "Booked by mistake")
    assert all(word in seen(desk) for word in ("Anna Bianchi", "Adjustment: −€2.50", "€10.00 → €7.50"))
    await desk.tap(CARLA, confirm)
    assert "€2.50 taken from the credit of Anna Bianchi" in seen(desk)
    ((_, text),) = await delivered(desk)
    assert "has taken <b>€2.50</b> from your credit" in text


async def test_f72_a_double_tap_is_once_and_says_so(desk: Desk) -> None:
    confirm = await to_adjust(desk, MARIO, "credit", "10")
    await desk.tap(CARLA, confirm)
    for _ in range(2):
        await desk.tap(CARLA, confirm)
        assert "Già aggiunti 10,00 €" in seen(desk)
    assert (await credit(desk, MARIO), [act for _, act, _ in acts(desk)]) == (
        1_000,
        [Act.HOLDER_VIEWED, Act.CREDIT_ADJUSTED],
    )


async def test_f72_a_debit_beyond_the_credit_says_what_is_there(desk: Desk) -> None:
    await desk.give(MARIO, 1_000)
    holder, _ = await ids(desk, MARIO)
    await desk.tap(CARLA, AdjustBy(holder, Way.DEBIT))
    await desk.type(CARLA, "10,01")
    assert "è di 10,00 €, e di più non si può togliere" in seen(desk)
    confirm = await to_adjust(desk, MARIO, "debit", "10")
    await take(desk, 366)
    await desk.tap(CARLA, confirm)
    assert "è di 6,34 €" in seen(desk)
    assert await credit(desk, MARIO) == 634


async def owing(desk: Desk) -> None:
    """Mario has spent ten euro that have gone back to the card by now."""
    holder, _ = await ids(desk, MARIO)
    await desk.house.booking.book(STRAY)
    await desk.services.desk.assigning.assign(STRAY.intent, holder, admin=ELENA.id)
    await take(desk, 1_000)
    gone = ReversalReported(
        id="du_1", kind=ReversalKind.DISPUTE, intent=STRAY.intent, cents=1_000, state=ReversalState.GONE
    )
    await desk.house.booking.book(gone)
    await delivered(desk)


async def test_f28_what_is_owed_is_paid_first_and_the_look_before_says_so(desk: Desk) -> None:
    await owing(desk)
    confirm = await to_adjust(desk, MARIO, "credit", "4")
    for words in ("Da coprire: 10,00 € → 6,00 €", "4,00 € vanno subito a coprire", "Credito: 0,00 € → 0,00 €"):
        assert words in seen(desk)
    await desk.tap(CARLA, confirm)
    assert all(word in seen(desk) for word in ("Ancora da coprire: 6,00 €", "Credito adesso: 0,00 €"))
    await desk.tap(CARLA, await to_adjust(desk, MARIO, "credit", "20"))
    assert "Credito adesso: 14,00 €" in seen(desk)
    assert "coprire" not in seen(desk)
    assert (await credit(desk, MARIO), await books.debt(desk.house, MARIO)) == (1_400, 0)


async def test_f28_both_admins_see_what_a_proposal_leaves_of_the_credit(desk: Desk) -> None:
    await owing(desk)
    confirm = await to_adjust(desk, MARIO, "credit", "60")
    change = ("Da coprire: 10,00 € → 0,00 €", "10,00 € vanno subito a coprire", "Credito: 0,00 € → 50,00 €")
    assert all(words in seen(desk) for words in change)
    await desk.tap(CARLA, confirm)
    assert all(words in seen(desk) for words in change)
    await delivered(desk)
    await desk.tap(ELENA, desk.key("adjustment"))
    assert all(words in seen(desk) for words in change)
    await desk.tap(ELENA, desk.key("adjust-yes"))
    assert "Credito adesso: 50,00 €" in seen(desk)
    assert (await credit(desk, MARIO), await books.debt(desk.house, MARIO)) == (5_000, 0)


async def take(desk: Desk, cents: int) -> None:
    """The other admin takes something from Mario's credit while Carla is looking."""
    holder, _ = await ids(desk, MARIO)
    drafted = DraftedAdjustment(holder_id=holder, amount=Money(-cents), reason=WHY, asked=1)
    await desk.services.desk.adjusting.confirm(drafted.mark, drafted, admin=ELENA.id)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("dieci", "Scrivi solo gli euro"),
        ("0", "da 0,01 € a 500,00 €"),
        ("500,01", "da 0,01 € a 500,00 €"),
        ("-5", "Scrivi solo gli euro"),
    ],
)
async def test_an_amount_that_cannot_be_is_refused_and_asked_again(desk: Desk, typed: str, words: str) -> None:
    holder, _ = await ids(desk, MARIO)
    await desk.tap(CARLA, AdjustBy(holder, Way.CREDIT))
    await desk.type(CARLA, typed)
    assert words in seen(desk)
    await desk.type(CARLA, "10")
    assert "Perché?" in seen(desk)


async def test_a_reason_has_three_letters_at_least_and_is_no_password(desk: Desk) -> None:
    holder, _ = await ids(desk, MARIO)
    await desk.tap(CARLA, AdjustBy(holder, Way.CREDIT))
    await desk.type(CARLA, "10")
    await desk.type(CARLA, "ok")
    assert "da 3 a 200 caratteri" in seen(desk)
    await desk.type(CARLA, "Segretissima2027")
    assert "Segretissima2027" not in str(desk.rows(without=set()))
    await desk.type(CARLA, "  Pagato\n due\u200b volte ")
    assert "Motivo: Pagato due volte" in seen(desk)


async def test_a_form_that_was_left_is_confirmed_no_more(desk: Desk) -> None:
    confirm = await to_adjust(desk, MARIO, "credit", "10")
    await desk.type(CARLA, "/menu")
    await desk.tap(CARLA, confirm)
    assert seen(desk) == desk.word(CARLA, "refused-adjustment-over")
    first = await to_adjust(desk, MARIO, "credit", "10")
    await to_adjust(desk, MARIO, "credit", "11")
    await desk.tap(CARLA, first)
    assert seen(desk) == desk.word(CARLA, "refused-adjustment-over")
    assert await credit(desk, MARIO) == 0


async def test_an_order_that_waited_completes_with_it(desk: Desk) -> None:
    await desk.log_in(MARIO)
    _, mailbox = await ids(desk, MARIO)
    await desk.tap(MARIO, f"gb:{mailbox}:inbox:2")
    await desk.tap(MARIO, desk.key("confirm"))
    await desk.tap(CARLA, await to_adjust(desk, MARIO, "credit", "21,96"))
    adjusted, completed = [text for chat, text in await delivered(desk) if chat == str(MARIO.chat_id)]
    assert "sono andati subito a pagare" in adjusted
    assert "Ordine completato" in completed
    assert "aggiunti dal tuo ente" in completed
    assert await books.orders(desk.house, MARIO) == [(2, "completed")]


# Over the limit


async def proposed(desk: Desk) -> str:
    """Carla has proposed sixty euro; the data of the key that the other admin has been sent."""
    await desk.tap(CARLA, await to_adjust(desk, MARIO, "credit", "60"))
    assert "Aspetta il sì di un altro amministratore" in seen(desk)
    assert "se nessuno decide entro allora, non cambia nulla" in seen(desk)
    ((chat, text),) = await delivered(desk)
    assert (chat, "aspetta il tuo sì" in text, "Mario" in text) == (str(ELENA.id), True, False)
    return desk.key("adjustment")


async def test_f72_over_the_limit_the_second_admin_looks_and_agrees(desk: Desk) -> None:
    await desk.log_in(MARIO)
    look = await proposed(desk)
    await desk.tap(ELENA, look)
    assert all(word in seen(desk) for word in ("Mario Rossi", "60,00 €", WHY, "admin 1003", "Serve il tuo sì"))
    approve = desk.key("adjust-yes")
    await desk.tap(ELENA, approve)
    assert "Ha detto sì l'admin 1004" in seen(desk)
    assert await credit(desk, MARIO) == 6_000
    told = dict(await delivered(desk))
    assert "La rettifica che hai chiesto è fatta" in told[str(CARLA.id)]
    assert "ha aggiunto" in told[str(MARIO.chat_id)]
    await desk.tap(ELENA, approve)
    assert await credit(desk, MARIO) == 6_000


async def test_f72_whoever_proposed_has_no_key_and_a_forged_one_is_refused(desk: Desk) -> None:
    look = await proposed(desk)
    await desk.tap(CARLA, look)
    assert "adjust-yes" not in " ".join(desk.keys)
    number = int(look.rpartition(":")[2])
    for forged in (ApproveAdjustment(number), f"adjust-no:{number}"):
        await desk.tap(CARLA, forged)
        assert desk.last == desk.word(CARLA, "refused-own-proposal")
    assert await credit(desk, MARIO) == 0


async def test_the_second_admin_refuses_and_the_first_one_is_told(desk: Desk) -> None:
    await desk.tap(ELENA, await proposed(desk))
    await desk.tap(ELENA, desk.key("adjust-no"))
    assert "Respinta" in seen(desk)
    ((chat, text),) = await delivered(desk)
    assert (chat, "è respinta" in text, await credit(desk, MARIO)) == (str(CARLA.id), True, 0)


async def test_a_proposal_is_over_after_a_day_for_both(desk: Desk) -> None:
    look = await proposed(desk)
    await desk.tap(ELENA, look)
    approve = desk.key("adjust-yes")
    desk.clock.move(timedelta(hours=24))
    await desk.tap(ELENA, approve)
    assert "Troppo tardi" in seen(desk)
    await desk.tap(CARLA, look)
    assert "Scaduta" in seen(desk)
    assert await credit(desk, MARIO) == 0


async def test_f72_a_lone_admin_is_told_that_a_second_one_is_needed(alone: Desk) -> None:
    holder, _ = await ids(alone, MARIO)
    await alone.tap(CARLA, AdjustBy(holder, Way.CREDIT))
    await alone.type(CARLA, "50,01")
    await alone.type(CARLA, WHY)
    assert "serve un secondo amministratore, e non c'è" in seen(alone)
    assert await credit(alone, MARIO) == 0


async def test_s06_a_proposal_is_nothing_to_who_is_no_admin(desk: Desk) -> None:
    look = await proposed(desk)
    for button in (look, ShowAdjustment(1), ApproveAdjustment(1), "adjust-no:1"):
        await desk.tap(MARIO, button)
        assert desk.last == desk.word(MARIO, "menu-expired")
    assert await credit(desk, MARIO) == 0


# Payments that match nothing


async def test_f26_a_payment_that_matches_nothing_is_found_in_the_list_and_assigned(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.house.booking.book(STRAY)
    await delivered(desk)
    assert desk.key("payment") == "payment:pi_stray"
    await desk.type(CARLA, "/cerca")
    assert "payments:0" in desk.keys
    await desk.tap(CARLA, "payments:0")
    assert all(word in seen(desk) for word in ("1 pagamento da controllare", "10,00 €", "pi_stray"))
    await desk.tap(CARLA, desk.key("payment"))
    await desk.tap(CARLA, desk.key("whose"))
    await desk.type(CARLA, "rossi")
    await desk.tap(CARLA, desk.key("ask-assign"))
    assert all(word in seen(desk) for word in ("Mario Rossi", MARIO.fiscal_code, "0,00 € → 10,00 €"))
    confirm = desk.key("assign")
    for words in ("accreditati a Mario Rossi", "già accreditati a Mario Rossi"):
        await desk.tap(CARLA, confirm)
        assert words in seen(desk)
    ((chat, text),) = await delivered(desk)
    assert (chat, "Ricarica di <b>10,00" in text, await credit(desk, MARIO)) == (str(MARIO.chat_id), True, 1_000)
    await desk.type(CARLA, "/cerca")
    assert "payments:0" not in desk.keys
    await desk.type(CARLA, "/atti")
    assert all(word in seen(desk) for word in ("Pagamento assegnato", "Mario Rossi", "pi_stray"))
    await desk.tap(CARLA, ShowPayment("pi_stray"))
    assert "Accreditato a Mario Rossi" in seen(desk)


async def test_f26_another_holder_is_refused_once_it_is_credited(desk: Desk) -> None:
    await desk.house.booking.book(STRAY)
    (mario, _), (anna, _) = await ids(desk, MARIO), await ids(desk, ANNA)
    await desk.tap(CARLA, AssignPayment("pi_stray", mario))
    await desk.tap(CARLA, AssignPayment("pi_stray", anna))
    assert seen(desk) == desk.word(CARLA, "refused-cannot-assign")
    assert (await credit(desk, MARIO), await credit(desk, ANNA)) == (1_000, 0)


async def test_f23_dollars_cannot_be_assigned_and_leave_the_list_once_they_are_dealt_with(desk: Desk) -> None:
    await desk.house.booking.book(replace(STRAY, currency="usd"))
    await desk.tap(CARLA, ShowPayments())
    assert all(word in seen(desk) for word in ("10,00 USD", "rimborsalo su Stripe"))
    await desk.tap(CARLA, desk.key("payment"))
    assert "whose" not in [key.split(":")[0] for key in desk.keys]
    await desk.tap(CARLA, AskWhose("pi_stray"))
    assert seen(desk) == desk.word(CARLA, "refused-cannot-assign")
    await desk.tap(CARLA, "ask-dealt-with:pi_stray")
    await desk.tap(CARLA, desk.key("dealt-with"))
    assert "Sistemato altrove" in seen(desk)
    await desk.tap(CARLA, ShowPayments())
    assert seen(desk) == desk.word(CARLA, "payments-none")
    assert [act for _, act, _ in acts(desk)] == [Act.PAYMENT_DEALT_WITH]


# Two bots on one PostgreSQL


@pytest.mark.usefixtures("stopped_clockwork")
async def test_f72_one_confirmation_and_one_approval_tapped_at_once_at_two_replicas_are_once(
    open_house: OpenHouse, migrated_database: Callable[[str], str], world: World
) -> None:
    def opening(**changes: object) -> object:
        return open_house(**changes, admin_ids=f"{CARLA.id},{ELENA.id},{ANNA.id}")

    async with two_replicas(world, opening, migrated_database("postgresql")) as two:  # type: ignore[arg-type]  # the same, with more admins
        await enrol(two.houses[0])
        seconds = [Phone(world, person) for person in (ELENA, ANNA)]
        for phone in seconds:
            await phone.says("/start")
        for amount, expected in (("10", 1_000), ("60", 7_000)):
            carla = Phone(world, CARLA)
            await carla.says("/cerca mario rossi")
            await carla.taps("Credito")
            await carla.taps("Rettifica")
            await carla.taps("Aggiungi")
            await carla.says(amount)
            await carla.says(WHY)
            confirm = next(label for label in carla.labels if amount in label)
            await at_once(world, two.urls, [(carla, confirm)] * 4)
            if expected > 1_000:
                await books.deliver(two.houses[0])
                for phone in seconds:
                    await phone.taps(phone.labels[0])
                await at_once(world, two.urls, [(phone, phone.labels[0]) for phone in seconds] * 2)
            assert await books.credit(two.houses[0], MARIO) == expected
        assert (await two.houses[0].auditing.audit()).problems == ()


async def at_once(world: World, urls: tuple[str, str], taps: list[tuple[Phone, str]]) -> None:
    """Several taps in one instant, each at another of the two."""
    world.telegram.hold_deliveries()
    updates = [
        world.telegram.tap(phone.chat_id, phone.screen["message_id"], data_of(phone.screen, label))
        for phone, label in taps
    ]
    await asyncio.gather(
        *(world.telegram.redeliver(update, urls=[urls[number % 2]]) for number, update in enumerate(updates))
    )
    world.telegram.hold_deliveries(held=False)
    await world.telegram.settled()


def test_the_keys_of_this_desk_fit_into_what_telegram_carries() -> None:
    longest = AssignPayment("pi_" + "x" * 33, 2**63 - 1)
    assert len(encode(longest)) <= 64


# Refunds


async def test_a_payment_is_refunded_in_part_from_the_card_and_a_double_tap_is_once(desk: Desk) -> None:
    await desk.log_in(MARIO)
    holder, _ = await ids(desk, MARIO)
    await desk.house.booking.book(STRAY)
    await desk.services.desk.assigning.assign("pi_stray", holder, admin=ELENA.id)
    await desk.tap(CARLA, ShowHolder(holder))
    await desk.tap(CARLA, desk.key("h-topups"))
    await desk.tap(CARLA, desk.key("refunds"))
    assert all(word in seen(desk) for word in ("Mario Rossi", "pi_stray", "Si può rimborsare: 10,00 €"))
    await desk.tap(CARLA, desk.key("ask-refund"))
    await desk.type(CARLA, "10,01")
    assert "rimborsare al massimo 10,00 €" in seen(desk)
    await desk.type(CARLA, "4")
    assert "10,00 € → 6,00 €" in seen(desk)
    confirm = desk.key("refund")
    for words in ("Rimborso di 4,00 € chiesto a Stripe", "già chiesto a Stripe"):
        await desk.tap(CARLA, confirm)
        assert words in seen(desk)
    assert await credit(desk, MARIO) == 600
    await desk.tap(CARLA, desk.key("refunds"))
    assert "Si può rimborsare: 6,00 €" in seen(desk)
    assert [act for _, act, _ in acts(desk)][-1] == Act.REFUND_ASKED
    await desk.type(CARLA, "/atti")
    assert "Rimborso chiesto\nMario Rossi, −4,00 €" in seen(desk)
    await desk.tap(CARLA, ShowHoldersTopUps(holder))
    assert "10,00 €, pagata\ndi cui 4,00 € tornati alla carta" in seen(desk)


async def test_a_refund_whose_form_was_left_is_not_made(desk: Desk) -> None:
    holder, _ = await ids(desk, MARIO)
    await desk.house.booking.book(STRAY)
    await desk.services.desk.assigning.assign("pi_stray", holder, admin=ELENA.id)
    await desk.tap(CARLA, RefundAll("pi_stray"))
    confirm = desk.key("refund")
    await desk.type(CARLA, "/menu")
    await desk.tap(CARLA, confirm)
    assert "rimborsare al massimo" in seen(desk)
    assert await credit(desk, MARIO) == 1_000
