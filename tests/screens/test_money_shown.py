"""What is shown is what is charged: quote, charge, order that waits and receipt show the same figures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screens import buy, mailboxes, notices, quotes
from bot.screens.buttons import ConfirmOrder, PayOrder, ShowMailboxes
from bot.screens.format import money
from bot.screens.screen import Screen, Tap
from bot.screens.texts import Texts, load_texts
from domain.holders import Language
from domain.ledger import order_transfers
from domain.money import NOTHING, Money, total
from domain.notices import NoticeKind
from domain.orders import OrderPlaced, OrderState, Quoted
from domain.pricing import Quote
from tests.screens.checks import plain
from tests.screens.facts import (
    ARCHIVE,
    INBOX,
    NOW,
    SOON,
    TODAY,
    a_card,
    a_mailbox,
    a_notice,
    a_pending,
    a_quote,
    an_addon,
    an_offer,
    an_order,
)

TEXTS = load_texts()
QUOTES = st.builds(
    lambda days, service, gb: a_quote(a_mailbox(expires_on=TODAY + timedelta(days=days)), service, gb),
    st.integers(0, 3_650),
    st.sampled_from([INBOX, ARCHIVE]),
    st.integers(1, 100),
)
CREDITS = st.integers(0, 100_000).map(Money)


def labels(screen: Screen) -> list[str]:
    return [key.label for row in screen.keyboard for key in row]


def charged(quote: Quote) -> Money:
    return total(*(transfer.amount for transfer in order_transfers(an_order(quote), NOW)))


@given(QUOTES, CREDITS, st.sampled_from(Language))
def test_the_quote_the_charge_and_the_receipt_show_the_same_money(
    quote: Quote, credit: Money, language: Language
) -> None:
    texts = TEXTS[language]
    figures = quotes.figures(texts, quote)
    receipt = buy.placed(texts, OrderPlaced(order=an_order(quote), credit=credit))
    assert figures in buy.quoted(texts, Quoted(quote=quote, credit=credit)).text
    assert figures in receipt.text
    if quote.price.free:
        assert (charged(quote), "€0.00" in receipt.text, "0,00\u00a0€" in receipt.text) == (NOTHING, False, False)
        return
    assert f"<b>{money(charged(quote), language)}</b>" in figures
    assert money(credit + charged(quote), language) in receipt.text
    assert money(credit, language) in receipt.text


@given(QUOTES, CREDITS)
def test_an_order_that_waits_asks_for_exactly_what_is_missing(quote: Quote, credit: Money) -> None:
    texts = TEXTS[Language.ITALIAN]
    pending = a_pending(quote, credit)
    screen = buy.pending(texts, pending)
    keys = [key for row in screen.keyboard for key in row if isinstance(key, Tap)]
    if credit >= quote.price.gross:
        assert keys[0].button == ConfirmOrder(quote.id)
        return
    payable = min(max(quote.price.gross - credit, Money(100)), Money(50_000))
    assert keys[0] == Tap(f"Paga con carta {money(payable, Language.ITALIAN)}", PayOrder(quote.id), "success")
    assert money(pending.missing, Language.ITALIAN) in screen.text


def test_a_quote_shows_all_its_facts(italian: Texts) -> None:
    quote = a_quote(a_mailbox(expires_on=date(2027, 3, 1)), ARCHIVE, 5)
    shown = plain(buy.quoted(italian, Quoted(quote=quote, credit=Money(1_000))).text).replace("\u00a0", " ")
    for fact in (
        "Conservazione Sostitutiva, 5 GB",
        "mario.rossi@pec.archrm.it",
        "fino al 1º marzo 2027",
        "4,00 € × 5 GB × 1 anno: 20,00 € netti",
        "IVA 22%: 4,40 €",
        "Totale: 24,40 €",
        "Credito: 10,00 €",
        "Da ricaricare con carta: 14,40 €",
        "Dal 1º dicembre 2026 sarebbe gratis",
        "Il 1º marzo 2027 il rinnovo prenderà 24,40 € dal tuo credito (1 anno, IVA inclusa)",
        "valido fino al 23 novembre 2026 alle 09:05",
        "Il preventivo vale 24 ore",
    ):
        assert fact in shown


def test_waiting_shows_the_day_and_the_price_then(english: Texts) -> None:
    quote = a_quote(a_mailbox(expires_on=date(2027, 12, 11)), INBOX, 1)
    shown = plain(buy.quoted(english, Quoted(quote=quote, credit=NOTHING)).text)
    assert "From 11 December 2026 it would cost €3.66: €3.66 less." in shown


def test_a_free_add_on_says_once_that_it_is_free_and_until_when_and_what_comes_after(italian: Texts) -> None:
    quote = a_quote(a_mailbox(expires_on=SOON))
    screen = buy.quoted(italian, Quoted(quote=quote, credit=Money(150)))
    receipt = buy.placed(italian, OrderPlaced(order=an_order(quote), credit=Money(150)))
    for shown in (plain(screen.text).replace("\u00a0", " "), plain(receipt.text).replace("\u00a0", " ")):
        assert "Gratis fino all'8 febbraio 2027, scadenza della casella." in shown
        assert "L'8 febbraio 2027 il rinnovo prenderà 7,32 € dal tuo credito (1 anno, IVA inclusa)." in shown
        assert "Se il credito non basta, il servizio si disattiva." in shown
        assert (shown.lower().count("gratis"), shown.count("disattiva"), "1,50" in shown) == (1, 1, False)
    assert labels(screen)[0] == "Attiva gratis"


def test_a_quote_for_a_mailbox_that_nobody_renews_promises_no_renewal(italian: Texts) -> None:
    quote = a_quote(a_mailbox(expires_on=SOON, auto_renew=False))
    shown = plain(buy.quoted(italian, Quoted(quote=quote, credit=NOTHING)).text)
    assert "Nessun rinnovo" in shown
    assert "prenderà" not in shown


def test_more_than_one_card_payment_can_bring_goes_in_parts(italian: Texts) -> None:
    screen = buy.pending(italian, a_pending(a_quote(gb=100), NOTHING))
    assert "ti serviranno 3 pagamenti" in screen.text
    assert labels(screen)[0] == "Paga con carta 500,00\u00a0€"


def test_a_part_payment_says_what_is_still_missing(italian: Texts) -> None:
    facts: dict[str, str | int] = {
        "origin": "card",
        "cents": 1_000,
        "order_id": "o",
        "credit": 1_000,
        "missing": 1_196,
    }
    screen = notices.notice(
        italian, a_notice(NoticeKind.ORDER_STILL_PENDING, **facts), an_order(state=OrderState.PENDING)
    )
    assert "mancano ancora <b>11,96\u00a0€</b>" in screen.text
    assert labels(screen)[0] == "Paga con carta 11,96\u00a0€"


def test_money_that_covers_a_part_of_what_is_owed_says_how_much_of_what_is_missing_is_for_that(italian: Texts) -> None:
    facts: dict[str, str | int] = {
        "origin": "card", "cents": 100, "order_id": "o", "credit": 0, "missing": 866, "covered": 100, "owed": 500
    }  # fmt: skip
    screen = notices.notice(italian, a_notice(NoticeKind.ORDER_STILL_PENDING, **facts), None)
    assert "Di questi, <b>1,00\u00a0€</b> ha coperto quello che dovevi." in screen.text
    assert "mancano ancora <b>8,66\u00a0€</b>.\nDi questi, <b>5,00\u00a0€</b> coprono" in screen.text
    assert labels(screen)[0] == "Copri 5,00\u00a0€"


@pytest.mark.parametrize("kind", [NoticeKind.ORDER_COMPLETED, NoticeKind.PAYMENT_LATE])
def test_what_was_owed_and_is_covered_is_told_with_an_order(italian: Texts, kind: NoticeKind) -> None:
    facts: dict[str, str | int] = {"origin": "card", "cents": 2_196, "credit": 0, "covered": 500, "owed": 0}
    assert "Non devi più nulla" in notices.notice(italian, a_notice(kind, **facts), an_order()).text


def test_an_order_completed_by_a_payment_brings_its_receipt(italian: Texts) -> None:
    order = an_order()
    facts: dict[str, str | int] = {"origin": "card", "cents": 2_196, "order_id": order.id, "credit": 0}
    screen = notices.notice(italian, a_notice(NoticeKind.ORDER_COMPLETED, **facts), order)
    assert quotes.figures(italian, order.quote) in screen.text
    assert "Credito: 21,96\u00a0€ prima, <b>0,00\u00a0€</b> dopo" in screen.text


def test_gb_beyond_the_room_of_the_mailbox_are_not_offered(italian: Texts) -> None:
    screen = buy.choose_gb(italian, an_offer(a_mailbox(), left=1))
    assert labels(screen) == ["1 GB", "‹ Indietro", "🏠 Menu"]


def test_add_ons_of_one_service_to_one_day_are_shown_together(italian: Texts) -> None:
    card = a_card(a_mailbox(), an_addon(gb=2), an_addon(gb=3, addon_id=2), an_addon(ARCHIVE, 1, addon_id=3))
    shown = plain(mailboxes.card(italian, card).text)
    assert (
        "• Upgrade Spazio Inbox: 5 GB, fino al 1º marzo 2029, poi si rinnova\n• Conservazione Sostitutiva: 1 GB"
        in shown
    )


def test_the_card_of_an_only_mailbox_leads_to_no_list(italian: Texts) -> None:
    card = a_card(a_mailbox())
    assert labels(mailboxes.card(italian, card)) == [
        "Acquista un servizio",
        "🔔 Avvisi di spazio",
        "‹ Tutte le caselle",
        "🏠 Menu",
    ]
    only = replace(card, only_one=True)
    assert labels(mailboxes.card(italian, only)) == ["Acquista un servizio", "🔔 Avvisi di spazio", "🏠 Menu"]


def test_many_mailboxes_come_on_pages(italian: Texts) -> None:
    cards = [a_card(a_mailbox(f"box{n}@pec.archrm.it", mailbox_id=n)) for n in range(1, 13)]
    first, last = mailboxes.mailboxes(italian, cards), mailboxes.mailboxes(italian, cards, 99)
    assert [key for key in first.keyboard[-2] if isinstance(key, Tap)] == [Tap("Successive ›", ShowMailboxes(1))]
    assert labels(last)[:2] == ["box11@pec.archrm.it", "box12@pec.archrm.it"]


def test_nothing_to_deliver_to_the_mail_server_is_a_screen(texts: Texts) -> None:
    with pytest.raises(ValueError, match="no message"):
        notices.notice(texts, a_notice(NoticeKind.SET_LIMIT, gigabytes=3), None)
