"""`digest` and `maintenance`, on a database of their own."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from PIL import Image

from tests.cli.conftest import Cli


@pytest.fixture
def house(cli: Cli) -> Cli:
    """A database with the demo's register in it."""
    cli.migrated()
    assert cli("import", cli.register()).code == 0
    return cli


def test_digest_tells_a_program_every_number_of_a_day(house: Cli) -> None:
    answer = house("digest", "--on", "2026-11-20", "--json")
    told = answer.document["digest"]
    assert (answer.code, answer.err, told["day"]) == (0, "", "2026-11-20")
    assert told["happened"]["topups"] == {"count": 0, "cents": 0}
    assert (len(told["income"]), len(told["outlook"]["days"])) == (14, 30)


def test_digest_tells_a_person_in_words(house: Cli) -> None:
    answer = house("digest", "--on", "2026-11-20")
    assert answer.out.startswith("📊 Report of 20 November 2026\n\nA quiet day")
    assert "<b>" not in answer.out
    assert house("digest", LC_ALL="it_IT.UTF-8").out.startswith("📊 Rapporto del")


def test_a_day_to_come_has_no_digest_and_today_has_one(house: Cli) -> None:
    yesterday = date.fromisoformat(house("digest", "--json").document["digest"]["day"])
    today, tomorrow = (str(yesterday + timedelta(days=days)) for days in (1, 2))
    assert house("digest", "--on", today, "--json").document["digest"]["day"] == today
    refused = house("digest", "--on", tomorrow, "--chart", "chart.png", "--json")
    assert (refused.code, refused.document["refused"]) == (1, "digest-to-come")
    assert " is still to come: name a day up to " in refused.complaint
    assert not (house.folder / "chart.png").exists()


def test_digest_draws_its_chart_into_a_new_file(house: Cli) -> None:
    answer = house("digest", "--chart", "chart.png", "--json")
    assert answer.document["chart"] == "chart.png"
    content = (house.folder / "chart.png").read_bytes()
    assert Image.open(io.BytesIO(content)).size == (1024, 1280)
    again = house("digest", "--chart", "chart.png", "--json")
    assert (again.code, again.document["refused"]) == (1, "digest-chart-exists")
    assert (house.folder / "chart.png").read_bytes() == content
    nowhere = house("digest", "--chart", "no/such/folder.png", "--json")
    assert (nowhere.code, nowhere.document["refused"]) == (2, "digest-chart-not-written")


def test_maintenance_goes_on_and_off_and_says_how_it_stands(house: Cli) -> None:
    assert house("maintenance", "status", "--json").document == {
        "on": False, "since": None, "until": None, "waiting": 0,
    }  # fmt: skip
    begun = house("maintenance", "on", "--until", "18:30", "--json")
    assert (begun.code, begun.document["on"], begun.document["changed"]) == (0, True, True)
    assert begun.document["until"].endswith("30:00+00:00")
    assert house("maintenance", "on", "--until", "18:30", "--json").document["changed"] is False
    assert house("maintenance", "status", "--json").document["on"] is True
    ended = house("maintenance", "off", "--json").document
    assert (ended["on"], ended["changed"], ended["told"]) == (False, True, 0)
    assert house("maintenance", "off", "--json").document["changed"] is False
    acts = house("acts", "--json").document["acts"]
    assert [act["act"] for act in acts][:2] == ["maintenance-ended", "maintenance-begun"]
    assert {act["actor"] for act in acts} == {0}


def test_maintenance_speaks_to_a_person(house: Cli) -> None:
    said = [house("maintenance", *words).out for words in (["on"], ["on"], ["status"], ["off"], ["off"], ["status"])]
    assert said[0] == "The bot is closed for maintenance.\n"
    assert said[1] == "The bot was closed for maintenance already.\n"
    assert said[2].startswith("The bot is closed for maintenance since ")
    assert said[3] == "Maintenance is over. Nobody wrote meanwhile.\n"
    assert said[4] == "The bot is open: there was no maintenance.\n"
    assert said[5] == "The bot is open: there is no maintenance.\n"
    assert "Holders are told that it ends on" in house("maintenance", "on", "--until", "6.45").out


@pytest.mark.parametrize("words", [["on", "--until", "25:00"], ["on", "--until", "soon"], ["maybe"], []])
def test_maintenance_refuses_what_it_does_not_understand(house: Cli, words: list[str]) -> None:
    assert house("maintenance", *words, "--json").code == 2
    assert house("maintenance", "status", "--json").document["on"] is False


@pytest.mark.parametrize("words", [["off", "--until", "18:30"], ["--until", "18:30", "status"]])
def test_only_a_beginning_maintenance_has_an_end(house: Cli, words: list[str]) -> None:
    house("maintenance", "on")
    answer = house("maintenance", *words, "--json")
    assert (answer.code, answer.document["refused"]) == (2, "maintenance-until-what")
    assert answer.complaint.startswith("--until belongs to `maintenance on`: type `maintenance ")
    assert house("maintenance", "status", "--json").document["on"] is True


@pytest.mark.parametrize("hour", ["24", "-1", "eight", "8:00"])
def test_an_hour_of_the_digest_that_is_none_stops_the_start(house: Cli, hour: str) -> None:
    answer = house("digest", "--json", DIGEST_HOUR=hour)
    assert (answer.code, "DIGEST_HOUR" in answer.err) == (2, True)


@pytest.mark.parametrize("hour", ["0", "23", "08", "off", "OFF", ""])
def test_an_hour_of_the_digest_may_be_any_or_none(house: Cli, hour: str) -> None:
    assert house("digest", "--json", DIGEST_HOUR=hour).code == 0
