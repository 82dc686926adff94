"""Payment links, as the sandbox's Stripe meets them. Every call that it accepted is held against Stripe's schemas."""

from __future__ import annotations

import asyncio
import traceback
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog

from bot.gateways.stripe import BEGINNING, StripePaymentLinks
from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_cards import GOOD, read_card
from bot.sandbox.stripe_checkout import LinkClosed
from domain.errors import PaymentsUnavailable
from domain.holders import Language
from domain.money import Money
from domain.top_ups import PaymentFailed, PaymentReceived
from tests.builders import a_top_up
from tests.till import BOT, WORDS, payment_links

IT, EN = Language.ITALIAN, Language.ENGLISH
ASKED_AT = a_top_up().asked_at


async def test_a_link_asks_for_exactly_the_amount_by_card_and_once(
    links: StripePaymentLinks, stripe_world: StripeWorld
) -> None:
    made = await links.create(a_top_up(amount=Money(366)), IT)
    link = stripe_world.checkout.link(made.id)
    assert (made.url, stripe_world.checkout.total(link)) == (link["url"], 366)
    assert (link["currency"], link["payment_method_types"]) == ("eur", ["card"])
    assert link["restrictions"]["completed_sessions"]["limit"] == 1


async def test_link_and_intent_both_name_the_top_up(links: StripePaymentLinks, stripe_world: StripeWorld) -> None:
    made = await links.create(a_top_up(id=7), IT)
    link = stripe_world.checkout.link(made.id)
    named = (link["metadata"]["reference"], link["payment_intent_data"]["metadata"]["reference"])
    assert named == ("R000007", "R000007")


async def test_the_payer_comes_back_to_the_chat(links: StripePaymentLinks, stripe_world: StripeWorld) -> None:
    made = await links.create(a_top_up(), IT)
    completion = stripe_world.checkout.link(made.id)["after_completion"]
    assert completion == {"type": "redirect", "redirect": {"url": f"https://t.me/{BOT}"}}


@pytest.mark.parametrize("language", [IT, EN])
async def test_the_payer_reads_the_language_of_the_chat(
    links: StripePaymentLinks, stripe_world: StripeWorld, language: Language
) -> None:
    made = await links.create(a_top_up(), language)
    items = stripe_world.store.line_items[made.id]
    read = (items[0]["description"], stripe_world.checkout.link(made.id)["inactive_message"])
    assert read == (WORDS[language].product, WORDS[language].inactive)


async def test_the_product_is_made_once_for_the_account(links: StripePaymentLinks, stripe_world: StripeWorld) -> None:
    await links.create(a_top_up(id=1), IT)
    await links.create(a_top_up(id=2), IT)
    async with payment_links(stripe_world) as restarted:
        await restarted.create(a_top_up(id=3), IT)
    assert [product["id"] for product in stripe_world.store.all("product")] == ["area-clienti-top-up-it"]


async def test_a_product_taken_off_sale_comes_back(links: StripePaymentLinks, stripe_world: StripeWorld) -> None:
    await links.create(a_top_up(id=1), IT)
    stripe_world.store.all("product")[0]["active"] = False
    with pytest.raises(PaymentsUnavailable):
        await links.create(a_top_up(id=2), IT)
    made = await links.create(a_top_up(id=2), IT)
    assert await links.find(a_top_up(id=2)) == made


async def test_asking_again_gives_the_same_link(links: StripePaymentLinks) -> None:
    assert await links.create(a_top_up(), IT) == await links.create(a_top_up(), IT)


async def test_asking_again_in_another_language_gives_the_same_link(links: StripePaymentLinks) -> None:
    assert await links.create(a_top_up(), IT) == await links.create(a_top_up(), EN)


async def test_a_top_up_of_the_same_number_in_a_new_database_gets_a_link_of_its_own(links: StripePaymentLinks) -> None:
    old = a_top_up()
    new = replace(old, created_at=old.created_at + timedelta(minutes=1))
    first = await links.create(old, IT)
    assert await links.find(new) is None
    assert await links.create(new, IT) != first


async def test_f31_an_answer_lost_after_stripe_made_the_link_gives_that_link(
    links: StripePaymentLinks, stripe_world: StripeWorld
) -> None:
    stripe_world.hang_next("POST", "/v1/payment_links", after_recording=True)
    made = await links.create(a_top_up(), IT)
    assert [link["id"] for link in stripe_world.links] == [made.id]


async def test_f31_when_every_answer_is_lost_the_next_try_gives_the_one_link(
    links: StripePaymentLinks, stripe_world: StripeWorld
) -> None:
    stripe_world.hang_next("POST", "/v1/payment_links", after_recording=True, times=2)
    with pytest.raises(PaymentsUnavailable):
        await links.create(a_top_up(), IT)
    found, again = await links.find(a_top_up()), await links.create(a_top_up(), IT)
    assert found == again
    assert len(stripe_world.links) == 1


async def test_f31_two_at_once_make_one_link(links: StripePaymentLinks, stripe_world: StripeWorld) -> None:
    made = await asyncio.gather(*(links.create(a_top_up(), IT) for _ in range(2)))
    assert made[0] == made[1]
    assert len(stripe_world.links) == 1


async def test_f31_a_key_that_stripe_has_bound_to_something_else_is_no_dead_end(
    links: StripePaymentLinks, stripe_world: StripeWorld
) -> None:
    top_up = a_top_up()
    key = f"top-up-{top_up.id}-{int(top_up.created_at.timestamp())}"
    await links._client.v1.products.create_async({"name": "Else"}, {"idempotency_key": key})
    made = await links.create(top_up, IT)
    assert await links.create(top_up, IT) == made
    assert [link["id"] for link in stripe_world.links] == [made.id]


async def test_a_search_among_too_many_links_ends(links: StripePaymentLinks, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2, 3):
        await links.create(a_top_up(id=number), IT)
    monkeypatch.setattr("bot.gateways.stripe.MOST_LINKS", 2)
    assert await links.find(a_top_up(id=1)) is None


async def test_a_link_is_found_among_many_by_its_reference(links: StripePaymentLinks) -> None:
    wanted = await links.create(a_top_up(id=1), IT)
    for number in range(2, 5):
        await links.create(a_top_up(id=number), IT)
    assert await links.find(a_top_up(id=1)) == wanted


async def test_there_is_no_link_for_a_top_up_that_never_reached_stripe(links: StripePaymentLinks) -> None:
    assert await links.find(a_top_up()) is None


async def test_a_link_taken_back_cannot_be_paid(links: StripePaymentLinks, stripe_world: StripeWorld) -> None:
    made = await links.create(a_top_up(), IT)
    opened = stripe_world.open(made.id)
    await links.take_back(made.id)
    with pytest.raises(LinkClosed, match=WORDS[IT].inactive):
        stripe_world.pay(made.id)
    assert opened["status"] == "expired"


async def test_taking_back_again_changes_nothing(links: StripePaymentLinks, stripe_world: StripeWorld) -> None:
    made = await links.create(a_top_up(), IT)
    stripe_world.pay(made.id)
    await links.take_back(made.id)
    await links.take_back(made.id)
    assert [session["status"] for session in stripe_world.sessions] == ["complete"]


async def test_a_session_paid_while_its_link_is_taken_back_stays_paid(
    links: StripePaymentLinks, stripe_world: StripeWorld
) -> None:
    made = await links.create(a_top_up(), IT)
    opened = stripe_world.open(made.id)
    stripe_world.hang_next("GET", "/v1/checkout/sessions", after_recording=True, seconds=0.2)
    taking = asyncio.ensure_future(links.take_back(made.id))
    await asyncio.sleep(0.1)
    stripe_world.checkout.pay(opened, read_card(GOOD))
    await taking
    assert (opened["status"], opened["payment_status"]) == ("complete", "paid")


async def test_a_link_of_another_account_is_nothing_to_take_back(links: StripePaymentLinks) -> None:
    await links.take_back("plink_unknown")
    assert await links.payments("plink_unknown") == ()


async def test_only_what_was_paid_through_a_link_is_listed(
    links: StripePaymentLinks, stripe_world: StripeWorld
) -> None:
    made, other = await links.create(a_top_up(id=1), IT), await links.create(a_top_up(id=2), IT)
    stripe_world.open(made.id)
    paid = stripe_world.pay(made.id)["intent"]
    stripe_world.pay(other.id)
    assert await links.payments(made.id) == (
        PaymentReceived(
            intent=paid["id"], link_id=made.id, reference="R000001", cents=1_000, currency="eur", asked_at=ASKED_AT
        ),
    )


async def test_a_payment_still_on_its_way_is_not_listed(links: StripePaymentLinks, stripe_world: StripeWorld) -> None:
    made = await links.create(a_top_up(), IT)
    stripe_world.pay(made.id, asynchronous=True)
    assert await links.payments(made.id) == ()


async def test_f25_two_payments_through_one_link_are_both_listed(
    links: StripePaymentLinks, stripe_world: StripeWorld
) -> None:
    made = await links.create(a_top_up(), IT)
    paid = stripe_world.pay_at_once(made.id)
    listed = {payment.intent for payment in await links.payments(made.id)}
    assert listed == {each["intent"]["id"] for each in paid}


async def test_the_first_reading_of_the_news_leaves_history_alone(
    links: StripePaymentLinks, stripe_world: StripeWorld
) -> None:
    made = await links.create(a_top_up(), IT)
    stripe_world.pay(made.id)
    news, cursor = await links.news(None)
    assert (news, cursor) == ((), stripe_world.all_events[-1]["id"])


async def test_the_news_of_an_account_that_began_empty_are_complete(
    links: StripePaymentLinks, stripe_world: StripeWorld
) -> None:
    _, cursor = await links.news(None)
    made = await links.create(a_top_up(), IT)
    paid = stripe_world.pay(made.id)["intent"]["id"]
    news, after = await links.news(cursor)
    assert cursor == BEGINNING
    assert [fact.intent for fact in news if isinstance(fact, PaymentReceived)] == [paid, paid]
    assert await links.news(after) == ((), after)


async def test_news_come_oldest_first_over_many_pages(
    links: StripePaymentLinks, stripe_world: StripeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateways.stripe.PAGE", 2)
    made = [await links.create(a_top_up(id=number), IT) for number in range(1, 6)]
    stripe_world.pay(made[0].id)
    _, cursor = await links.news(None)
    paid = [stripe_world.pay(link.id)["intent"]["id"] for link in made[1:]]
    news, _ = await links.news(cursor)
    assert [fact.intent for fact in news if isinstance(fact, PaymentReceived)] == [it for it in paid for _ in range(2)]


async def test_more_news_than_are_read_at_once_come_with_the_next_reading(
    links: StripePaymentLinks, stripe_world: StripeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateways.stripe.MOST_NEWS", 3)
    made = [await links.create(a_top_up(id=number), IT) for number in range(1, 4)]
    stripe_world.pay(made[0].id)
    _, cursor = await links.news(None)
    paid = [stripe_world.pay(link.id)["intent"]["id"] for link in made[1:]]
    first, cursor = await links.news(cursor)
    second, _ = await links.news(cursor)
    read = [[fact.intent for fact in news if isinstance(fact, PaymentReceived)] for news in (first, second)]
    assert read == [[paid[0], paid[0], paid[1]], [paid[1]]]


async def test_a_cursor_that_stripe_has_forgotten_makes_everything_news(
    links: StripePaymentLinks, stripe_world: StripeWorld
) -> None:
    made = [await links.create(a_top_up(id=number), IT) for number in (1, 2)]
    paid = [stripe_world.pay(link.id)["intent"]["id"] for link in made]
    news, _ = await links.news("evt_forgotten")
    assert [fact.intent for fact in news if isinstance(fact, PaymentReceived)] == [it for it in paid for _ in range(2)]


async def test_f21_news_tell_of_a_bank_transfer_that_did_not_arrive(
    links: StripePaymentLinks, stripe_world: StripeWorld
) -> None:
    made = await links.create(a_top_up(), IT)
    _, cursor = await links.news(None)
    session = stripe_world.pay(made.id, asynchronous=True)["session"]
    stripe_world.settle_later(session["id"], succeeded=False)
    news, _ = await links.news(cursor)
    assert news == (PaymentFailed(session=session["id"], link_id=made.id, reference="R000001", asked_at=ASKED_AT),)


async def test_the_check_says_which_mode_answers(links: StripePaymentLinks) -> None:
    assert (await links.check(), links.live) == (False, False)


async def test_a_live_key_is_known_by_its_prefix(stripe_world: StripeWorld) -> None:
    async with payment_links(stripe_world, key="rk_live_canary") as links:
        assert links.live


@pytest.mark.parametrize("status", [400, 402, 429, 500, 503])
async def test_whatever_stripe_refuses_payments_are_unavailable(
    links: StripePaymentLinks, stripe_world: StripeWorld, status: int
) -> None:
    stripe_world.fail_next("*", "/v1/", status=status, times=2)
    with pytest.raises(PaymentsUnavailable):
        await links.check()


async def test_a_stripe_that_is_not_there_is_unavailable(stripe_world: StripeWorld) -> None:
    async with payment_links(stripe_world, api_url="http://127.0.0.1:9") as links:
        with pytest.raises(PaymentsUnavailable):
            await links.find(a_top_up())


async def test_a_call_that_failed_once_is_made_again(links: StripePaymentLinks, stripe_world: StripeWorld) -> None:
    stripe_world.fail_next("POST", "/v1/payment_links", status=500)
    made = await links.create(a_top_up(), IT)
    assert [link["id"] for link in stripe_world.links] == [made.id]


async def test_s12_the_key_is_in_no_log_line_and_no_error(stripe_world: StripeWorld) -> None:
    canary = "sk_test_canary_canary_canary"
    async with payment_links(stripe_world, key=canary) as links:
        with structlog.testing.capture_logs() as logged, pytest.raises(PaymentsUnavailable) as raised:
            await links.check()
    assert logged[0]["status"] == 401
    assert canary not in repr(logged) + "".join(traceback.format_exception(raised.value))
