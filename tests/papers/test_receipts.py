"""Receipts: what stands on them, in both languages, and the files they are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.papers.page import Page
from bot.papers.pdf import draw
from bot.papers.receipts import receipt_page, receipt_pdf
from bot.screens.texts import Texts, clean_text
from domain.holders import Language
from domain.papers import Receipt
from tests.papers.reading import pages_of, pieces, text_of
from tests.screens.facts import ARCHIVE, a_mailbox, a_quote
from tests.screens.papers_facts import (
    a_free_order_receipt,
    a_profile,
    a_renewal_receipt,
    a_top_up_receipt,
    an_order_receipt,
    every_receipt,
    receipts_of_what_did_not_come,
)

MARGIN = 22 / 25.4 * 72  # points
LONG = "MARIA ANTONIETTA GUGLIELMINA DELLA PORTA RODIANI-CARRARA DEI CONTI DI MONTECHIARUGOLO " * 3


def read(texts: Texts, receipt: Receipt) -> str:
    """What is read on the receipt of the file."""
    return text_of(draw(receipt_page(texts, receipt), compressed=False))


def values(page: Page) -> dict[str, str]:
    """The facts of a page by their names."""
    return {row.label: row.value.replace("\u00a0", " ") for block in page.blocks for row in block.rows}


@pytest.mark.parametrize("receipt", every_receipt(), ids=lambda receipt: receipt.number)
def test_everything_on_the_page_can_be_read_back(receipt: Receipt, texts: Texts) -> None:
    page = receipt_page(texts, receipt)
    written = " ".join(read(texts, receipt).split())
    said = [page.issuer, page.title, *page.notes]
    said += [part for block in page.blocks for row in block.rows for part in (row.label, row.value)]
    said += [block.heading for block in page.blocks]
    assert [one for one in said if " ".join(one.replace("\u00a0", " ").split()) not in written] == []


def test_an_order_says_how_its_price_comes_about_in_italian(italian: Texts) -> None:
    facts = values(receipt_page(italian, an_order_receipt()))
    assert facts == {
        "Numero d'ordine": "7K2M-9QXD-3FHT",
        "Data": "22 novembre 2026 alle 09:05",
        "Nome e cognome": "Mario Rossi",
        "Codice fiscale": "RSSMRA80A01H501U",
        "Casella PEC": "mario.rossi@pec.archrm.it",
        "Servizio": "Upgrade Spazio Inbox",
        "Quantità": "2 GB",
        "Attivo fino a": "1º marzo 2029",
        "Prezzo di 1 GB per un anno, IVA esclusa": "3,00 €",
        "Calcolo": "3,00 € × 2 GB × 3 anni",
        "Totale netto, IVA esclusa": "18,00 €",
        "IVA 22%": "3,96 €",
        "Totale, IVA inclusa": "21,96 €",
        "Pagato con": "credito residuo",
        "Secondo il preventivo": ("Il 1º marzo 2029 il rinnovo prenderà 7,32 € dal credito, IVA inclusa, per 1 anno."),
    }


def test_an_order_says_how_its_price_comes_about_in_english(english: Texts) -> None:
    facts = values(receipt_page(english, an_order_receipt()))
    assert facts["How it adds up"] == "€3.00 × 2 GB × 3 years"
    assert (facts["Net total, VAT excluded"], facts["VAT 22%"], facts["Total, VAT included"]) == (
        "€18.00",
        "€3.96",
        "€21.96",
    )
    assert (
        facts["As quoted"] == "On 1 March 2029 the renewal will take €7.32 from the credit, VAT included, for 1 year."
    )


def test_a_free_order_says_that_it_was_free_and_was_not_paid(italian: Texts) -> None:
    page = receipt_page(italian, a_free_order_receipt())
    facts = values(page)
    assert facts["Totale, IVA inclusa"] == "gratis"
    assert "Pagato con" not in facts
    assert any(note.startswith("Gratis perché") for note in page.notes)


def test_f44_the_receipt_of_an_order_that_was_undone_says_so_and_promises_nothing(italian: Texts) -> None:
    page = receipt_page(italian, receipts_of_what_did_not_come()[1])
    facts = values(page)
    assert facts["Annullato"] == "22 novembre 2026 alle 09:05"
    assert not {"Attivo fino a", "Secondo il preventivo"} & facts.keys()
    back = "Ordine annullato: lo spazio non si è attivato, e sono tornati nel credito 21,96\N{NO-BREAK SPACE}€."
    assert page.notes[0] == back


def test_f44_the_receipt_of_an_order_whose_space_is_late_says_so(english: Texts) -> None:
    page = receipt_page(english, receipts_of_what_did_not_come()[0])
    assert page.notes[0] == "The space is being activated."
    assert values(page)["Active until"] == "1 March 2029"


def test_f44_an_order_that_was_undone_and_free_gives_nothing_back(english: Texts) -> None:
    page = receipt_page(english, receipts_of_what_did_not_come()[2])
    assert page.notes[0] == "Order cancelled: the space was not activated. It was free."


def test_an_order_on_a_mailbox_that_nobody_renews_says_so(english: Texts) -> None:
    quote = a_quote(a_mailbox(expires_on=date(2027, 11, 8), auto_renew=False))
    facts = values(receipt_page(english, an_order_receipt(quote)))
    assert facts["As quoted"] == ("None: the mailbox doesn't renew by itself, and the service ends on 8 November 2027.")


def test_a_top_up_says_how_it_was_paid_and_the_credit_after_it(italian: Texts) -> None:
    facts = values(receipt_page(italian, a_top_up_receipt()))
    assert facts["Riferimento"] == "R000042"
    assert facts["Pagamento Stripe"] == "pi_3QkZ8sKJ2eZvKYlo2C0a1b2c"
    assert facts["Pagato con"] == "carta, sulla pagina sicura di Stripe"
    assert (facts["Importo aggiunto al credito"], facts["Credito dopo la ricarica"]) == ("20,00 €", "43,21 €")


def test_a_renewal_says_what_was_renewed_and_what_it_took(english: Texts) -> None:
    facts = values(receipt_page(english, a_renewal_receipt()))
    assert (facts["Number"], facts["Was active until"], facts["Active until"]) == (
        "N000057",
        "31 January 2027",
        "31 January 2028",
    )
    assert (facts["VAT 22%"], facts["Total, VAT included"]) == ("€1.32", "€7.32")


def test_a_vat_whose_rate_is_not_known_is_shown_without_one(english: Texts) -> None:
    assert values(receipt_page(english, a_renewal_receipt(vat=135)))["VAT"] == "€1.35"


def test_the_company_is_named_where_there_is_one(italian: Texts) -> None:
    profile = a_profile(company_name="Studio Rossi S.r.l.", vat_number="12345670017")
    facts = values(receipt_page(italian, a_top_up_receipt(profile)))
    assert (facts["Ragione sociale"], facts["Partita IVA"]) == ("Studio Rossi S.r.l.", "12345670017")


@pytest.mark.parametrize("receipt", every_receipt(), ids=lambda receipt: receipt.number)
def test_every_receipt_says_that_it_is_no_invoice(receipt: Receipt, texts: Texts) -> None:
    says = {Language.ITALIAN: "non è una fattura", Language.ENGLISH: "not an invoice"}
    assert says[texts.language] in read(texts, receipt)


# The file


@pytest.mark.parametrize("receipt", every_receipt(), ids=lambda receipt: receipt.number)
def test_the_same_facts_give_the_same_bytes(receipt: Receipt, texts: Texts) -> None:
    first = receipt_pdf(texts, receipt)
    assert first.startswith(b"%PDF-")
    assert receipt_pdf(texts, receipt) == first


def test_other_facts_give_other_bytes(italian: Texts) -> None:
    receipt = a_top_up_receipt()
    other = replace(receipt, movement=replace(receipt.movement, at=receipt.at + timedelta(seconds=1)))
    assert receipt_pdf(italian, receipt) != receipt_pdf(italian, other)


def test_the_file_knows_its_title_its_language_and_the_date_of_the_paper(texts: Texts) -> None:
    pdf = receipt_pdf(texts, an_order_receipt())
    title = {Language.ITALIAN: b"Ricevuta d'ordine", Language.ENGLISH: b"Order receipt"}[texts.language]
    assert b"/Title (" + title + b" 7K2M-9QXD-3FHT)" in pdf
    assert {Language.ITALIAN: b"/Lang (it-IT)", Language.ENGLISH: b"/Lang (en-GB)"}[texts.language] in pdf
    assert b"/CreationDate (D:20261122080500Z)" in pdf


def test_the_euro_sign_is_one_of_the_letters_of_the_fonts(texts: Texts) -> None:
    assert read(texts, an_order_receipt()).count("€") >= 5


def the_longest() -> list[Receipt]:
    profile = a_profile(first_name=LONG, last_name="W" * 300, company_name=LONG, vat_number="IT12345670017" * 9)
    quote = a_quote(a_mailbox(f"{'W' * 300}@pec.archrm.it"), ARCHIVE, 100)
    return [
        an_order_receipt(quote, profile),
        a_top_up_receipt(profile),
        a_renewal_receipt(profile, f"{'w' * 300}@pec.archrm.it"),
    ]


@pytest.mark.parametrize("receipt", the_longest(), ids=lambda receipt: receipt.kind)
def test_the_longest_facts_stay_on_one_page_within_its_margins(receipt: Receipt, texts: Texts) -> None:
    pdf = draw(receipt_page(texts, receipt), compressed=False)
    assert pages_of(pdf) == 1
    assert min(piece.y for piece in pieces(pdf)) > MARGIN
    assert min(piece.x for piece in pieces(pdf)) > MARGIN - 0.1


@pytest.mark.parametrize(
    "name",
    ["漢字", "👩‍⚕️ Dott.ssa", "עברית", "مرحبا", "\u202egnp.exe", "(a\\b)", "<b>&amp;", "x" * 5_000, "\x00\ud800y"],
)
def test_f63_a_name_that_the_fonts_lack_or_that_is_hostile_breaks_nothing(name: str, texts: Texts) -> None:
    written = read(texts, a_top_up_receipt(a_profile(first_name=name, last_name="Rossi")))
    assert "Rossi" in written.replace("\n", "")
    assert {unicodedata.category(char) for char in written.replace("\n", "")}.isdisjoint({"Cc", "Cf", "Cs"})


def test_a_letter_that_the_fonts_lack_leaves_a_sign_in_its_place(italian: Texts) -> None:
    assert "a\ufffdb" in read(italian, a_top_up_receipt(a_profile(first_name="a漢b")))


def test_what_the_fonts_have_is_written_as_it_is(italian: Texts) -> None:
    name = "Žofie D’Àlèssio-Øst Łukasz Γεωργία Юлия"
    assert clean_text(name) in read(italian, a_top_up_receipt(a_profile(first_name=name)))


def test_a_receipt_of_summer_is_dated_on_the_clock_of_rome(italian: Texts) -> None:
    receipt = a_top_up_receipt()
    late = replace(receipt, movement=replace(receipt.movement, at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC)))
    assert values(receipt_page(italian, late))["Data"] == "1º luglio 2026 alle 00:30"


def test_the_fonts_are_parts_of_the_file(italian: Texts) -> None:
    pdf = receipt_pdf(italian, an_order_receipt())
    assert len(re.findall(rb"/FontFile2 ", pdf)) == 2
    assert len(pdf) < 60_000
