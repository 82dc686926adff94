"""`quote`: the table of prices, line by line, as a program and a person read it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
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


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In this process too: an English terminal, in an empty folder."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("on", "expires", "service", "gb", "years", "net", "vat", "gross", "cheaper_from"), TABLE)
def test_a_quote_is_what_the_table_says(
    capsys: pytest.CaptureFixture[str],
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
    assert main(["quote", "--service", service, "--gb", str(gb), "--expires", expires, "--on", on, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "free": gross == 0,
        "years": years,
        "net_cents": net,
        "vat_cents": vat,
        "gross_cents": gross,
        "cheaper_from": cheaper_from,
    }


def test_a_person_reads_the_price_in_english(cli: Cli) -> None:
    answer = cli("quote", "--service", "inbox", "--gb", "1", "--expires", "2027-11-23", "--on", "2026-11-22")
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
    many = cli("quote", "--service", "inbox", "--gb", "101", "--expires", "2027-11-22", "--on", "2026-11-22")
    assert (many.code, many.complaint) == (1, "From 1 to 100 GB can be bought at once.")


@pytest.mark.parametrize("gb", ["1.5", "due", "٣"])
def test_gb_that_are_not_whole_digits_are_wrong_usage(capsys: pytest.CaptureFixture[str], gb: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["quote", "--service", "inbox", "--gb", gb, "--expires", "2027-11-22", "--json"])
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert f"{gb} is not a whole number of GB" in said.err


def test_a_quote_loads_neither_telegram_nor_stripe_nor_a_database() -> None:
    code = f"import sys; from bot.__main__ import main; main(['quote', *{ONE_YEAR!r}]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert HEAVY.intersection(done.stdout.split()) == set()
