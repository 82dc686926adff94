"""`quote`: the table of prices, line by line, as a program and a person read it."""

import subprocess
import sys

import pytest

from tests.cli.conftest import Cli
from tests.house.source import ROOT

# on, expires, service, GB -> years, net, VAT, gross, cheaper from
TABLE = [
    ("2026-11-22", "2027-11-22", "inbox", 1, 1, 300, 66, 366, None),
    ("2026-11-22", "2027-11-23", "inbox", 1, 2, 600, 132, 732, "2026-11-23"),
    ("2026-11-22", "2029-03-01", "inbox", 2, 3, 1800, 396, 2196, None),
    ("2026-11-22", "2027-03-01", "archive", 5, 1, 2000, 440, 2440, "2026-12-01"),
    ("2026-11-22", "2027-02-22", "archive", 1, 0, 0, 0, 0, None),
    ("2026-11-22", "2027-02-23", "archive", 1, 1, 400, 88, 488, "2026-11-23"),
    ("2026-11-30", "2027-02-28", "inbox", 3, 0, 0, 0, 0, None),
    ("2028-02-29", "2029-03-01", "inbox", 1, 2, 600, 132, 732, "2028-03-01"),
]
HEAVY = {"telegram", "stripe", "sqlalchemy", "alembic", "aiohttp", "structlog", "uvicorn", "starlette"}
ONE_YEAR = ("--service", "inbox", "--gb", "1", "--expires", "2027-11-22", "--on", "2026-11-22")


@pytest.mark.parametrize(("on", "expires", "service", "gb", "years", "net", "vat", "gross", "cheaper_from"), TABLE)
def test_a_quote_is_what_the_table_says(
    cli: Cli,
    on: str,
    expires: str,
    service: str,
    gb: int,
    years: int,
    net: int,
    vat: int,
    gross: int,
    cheaper_from: str | None,
) -> None:
    asked = ("--service", service, "--gb", str(gb), "--expires", expires, "--on", on)
    assert cli("quote", *asked, "--json").document == {
        "free": gross == 0,
        "years": years,
        "net_cents": net,
        "vat_cents": vat,
        "gross_cents": gross,
        "cheaper_from": cheaper_from,
    }


def test_a_person_reads_the_price_in_english(cli: Cli) -> None:
    answer = cli.process("quote", "--service", "inbox", "--gb", "1", "--expires", "2027-11-23", "--on", "2026-11-22")
    assert "2 years: net €6.00 + VAT €1.32 = €7.32" in answer.out
    assert "from 23 November 2026 it costs €3.66" in answer.out


def test_a_person_with_an_italian_terminal_reads_it_in_italian(cli: Cli) -> None:
    answer = cli("quote", *ONE_YEAR, LC_ALL="it_IT.UTF-8")
    assert "1 anno: imponibile 3,00 € + IVA 0,66 € = 3,66 €" in answer.out.replace("\N{NO-BREAK SPACE}", " ")


def test_prices_come_from_the_settings(cli: Cli) -> None:
    answer = cli("quote", *ONE_YEAR, "--json", INBOX_PRICE="10.50", VAT_RATE="10")
    assert (answer.code, answer.err) == (0, "")
    assert (answer.document["net_cents"], answer.document["vat_cents"]) == (1050, 105)


def test_an_expired_mailbox_and_too_many_gb_are_refused(cli: Cli) -> None:
    expired = cli("quote", "--service", "inbox", "--gb", "1", "--expires", "2026-11-21", "--on", "2026-11-22")
    assert (expired.code, expired.out) == (1, "")
    assert expired.complaint == "The mailbox expired on 21 November 2026: nothing can be bought for it."
    as_json = cli("quote", "--service", "inbox", "--gb", "1", "--expires", "2026-11-21", "--on", "2026-11-22", "--json")
    assert as_json.document == {"refused": "quote-expired", "detail": expired.complaint}
    many = cli("quote", "--service", "inbox", "--gb", "101", "--expires", "2027-11-22", "--on", "2026-11-22")
    assert (many.code, many.complaint) == (1, "From 1 to 100 GB can be bought at once.")


@pytest.mark.parametrize("expires", ["2076-11-23", "9999-12-31"])
def test_an_expiry_more_than_fifty_years_ahead_is_refused_in_words(cli: Cli, expires: str) -> None:
    answer = cli("quote", "--service", "inbox", "--gb", "1", "--expires", expires, "--on", "2026-11-22", "--json")
    assert (answer.code, answer.document["refused"]) == (1, "quote-too-far")
    assert answer.complaint.endswith("a mailbox expires at most 50 years after the purchase.")


def test_an_expiry_fifty_years_ahead_is_priced(cli: Cli) -> None:
    answer = cli("quote", "--service", "inbox", "--gb", "1", "--expires", "2076-11-22", "--on", "2026-11-22", "--json")
    assert answer.document["years"] == 50


@pytest.mark.parametrize("gb", ["1.5", "due", "٣"])
def test_gb_that_are_not_whole_digits_are_wrong_usage(cli: Cli, gb: str) -> None:
    answer = cli("quote", "--service", "inbox", "--gb", gb, "--expires", "2027-11-22", "--json")
    assert (answer.code, answer.document["refused"]) == (2, "usage")
    assert f"{gb} is not a whole number of GB" in answer.document["detail"]
    assert f"{gb} is not a whole number of GB" in answer.err


def test_a_service_that_is_not_sold_is_told_what_is(cli: Cli) -> None:
    answer = cli("quote", "--service", "foo", "--gb", "1", "--expires", "2027-11-22")
    assert (answer.code, answer.out) == (2, "")
    assert "foo is not a service: write inbox or archive" in answer.err
    assert "ServiceKey" not in answer.err


def test_a_malformed_setting_answers_a_program_too(cli: Cli) -> None:
    answer = cli("quote", *ONE_YEAR, "--json", VAT_RATE="much")
    assert (answer.code, answer.document["refused"], answer.document["settings"]) == (
        2,
        "setting-malformed",
        ["VAT_RATE"],
    )
    assert answer.complaint == answer.document["detail"]


def test_a_quote_loads_neither_telegram_nor_stripe_nor_a_database() -> None:
    code = f"import sys; from bot.__main__ import main; main(['quote', *{ONE_YEAR!r}]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert HEAVY.intersection(done.stdout.split()) == set()
