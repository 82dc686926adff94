"""What Prometheus reads of a bot at work, and whether dashboard and alert rules ask for what is there."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.app import House
from bot.sandbox.world import World
from domain.money import Money
from storage.repositories.gauges import SqlGauges
from tests.builders import a_transfer
from tests.journeys import books
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.test_money_webhooks import post
from tests.people import BRUNO, CAST, MARIO, Person
from tests.phone import Phone
from tests.promql import Labels, NotUnderstood, Query, Selector, read_query, series_of

DOCS = Path(__file__).resolve().parents[2] / "docs"
Phones = Callable[[Person], Phone]
_LINE = re.compile(r"(?m)^[ -]+(alert|expr|for|severity|summary|description): (.+)$")
BY_PROMETHEUS = {"instance"}  # labels that no page of metrics has


def panels() -> Iterator[tuple[str, str, str]]:
    """The title, the query and the legend of each target of the dashboard."""
    for panel in json.loads((DOCS / "grafana.json").read_text(encoding="utf-8"))["panels"]:
        for target in panel.get("targets", ()):
            yield panel["title"], target["expr"], target["legendFormat"]


def rules() -> Iterator[tuple[str, Mapping[str, str]]]:
    """The alert rules, by name. Their lines are keys and texts: that much YAML can be read without a library."""
    rule: dict[str, str] = {}
    for key, text in _LINE.findall((DOCS / "alerts.yml").read_text(encoding="utf-8")):
        if key == "alert":
            yield from [(rule["alert"], rule)] if rule else []
            rule = {}
        rule[key] = json.loads(text) if text.startswith('"') else text
    yield rule["alert"], rule


async def scrape(world: World) -> str:
    """A look at the metrics, as Prometheus takes it."""
    base = str(world.stripe.webhook_url).removesuffix("/stripe")
    async with aiohttp.ClientSession() as http, http.get(f"{base}/metrics") as answer:
        assert answer.status == 200
        return await answer.text()


@pytest.fixture
async def page(house: House, phone: Phones, world: World) -> str:
    """The metrics of a bot at which Mario has bought and paid, and Bruno has mistyped his password."""
    bruno = phone(BRUNO)
    await bruno.logs_in(password="not the password")
    mario = phone(MARIO)
    await mario.logs_in()
    await mario.orders(2)
    world.stripe.pay(mario.link())
    await world.stripe.idle()
    await post(world.stripe.webhook_url, b"{}", "t=1,v1=00")
    await books.deliver(house)
    return await scrape(world)


def found(page: str, query: Query) -> list[tuple[Selector, list[Labels]]]:
    """The series that each selector of a query asks for."""
    series = series_of(page)
    return [
        (selector, [labels for name, labels in series if selector.matches(name, labels)])
        for selector in query.selectors
        if selector.name != "up"  # Prometheus makes this one itself, whether or not the bot answers
    ]


def problems(page: str, expression: str, *legends: str) -> list[str]:
    """What a query asks for that is not there."""
    query = read_query(expression)
    matched = found(page, query)
    labels = {label for _, these in matched for one in these for label in one} | BY_PROMETHEUS
    named = {name for text in legends for name in re.findall(r"\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}", text)}
    return [
        *(f"{expression}: nothing matches {selector}" for selector, these in matched if not these),
        *(f"{expression}: no label {label}" for label in (query.grouped_by | named) - labels),
        *([] if query.selectors else [f"{expression}: asks for nothing"]),
    ]


async def test_every_panel_of_the_dashboard_asks_for_what_the_bot_shows(page: str) -> None:
    assert [line for _, query, legend in panels() for line in problems(page, query, legend)] == []


async def test_every_alert_rule_asks_for_what_the_bot_shows(page: str) -> None:
    texts = [(rule["expr"], rule["summary"], rule["description"]) for _, rule in rules()]
    assert [line for query, *words in texts for line in problems(page, query, *words)] == []


def test_the_dashboard_can_be_imported_and_asks_for_its_data_source() -> None:
    board = json.loads((DOCS / "grafana.json").read_text(encoding="utf-8"))
    (variable,) = board["templating"]["list"]
    assert (variable["type"], variable["query"]) == ("datasource", "prometheus")
    ids = [panel["id"] for panel in board["panels"]]
    assert len(ids) == len(set(ids))
    shown = [panel for panel in board["panels"] if panel["type"] != "row"]
    assert {panel["datasource"]["uid"] for panel in shown} == {"${datasource}"}
    assert "id" not in board


def test_every_alert_says_what_is_wrong_and_what_to_do() -> None:
    named = dict(rules())
    assert len(named) == len(list(rules()))
    for name, rule in named.items():
        assert rule["severity"] in {"critical", "warning"}, name
        assert len(rule["summary"]) > 10, name
        assert len(rule["description"]) > 40, name


# The reader of queries itself: what it says of wrong ones is what the tests above stand on


@pytest.mark.parametrize(
    "expression",
    [
        "renamed_total",
        'rate(updates_total{outcome="Gone"}[5m])',
        "sum by (gone) (updates_total)",
        "max(storage_up) == 0 and gone > 1",
        'sum(calls_total{gateway=~"telegramm|stripes"})',
        "1 + 2",
    ],
)
async def test_a_query_for_what_is_not_there_is_found(page: str, expression: str) -> None:
    assert problems(page, expression) != []


@pytest.mark.parametrize("expression", ["sum(updates_total", 'updates_total{outcome="x"', "updates_total ? 1"])
def test_what_cannot_be_read_is_an_error(expression: str) -> None:
    if expression == "sum(updates_total":
        assert read_query(expression).selectors  # Prometheus itself would refuse it; nothing is missed
    else:
        with pytest.raises(NotUnderstood):
            read_query(expression)


def test_a_query_is_read_with_all_its_selectors_and_groups() -> None:
    query = read_query(
        'sum by (a, b) (rate(x_total{k="v",m!~"w|z"}[$__rate_interval])) / on (a) group_left max(y offset 1h) > 5m'
    )
    assert [selector.name for selector in query.selectors] == ["x_total", "y"]
    assert query.selectors[0].matchers == (("k", "=", "v"), ("m", "!~", "w|z"))
    assert query.grouped_by == {"a", "b"}


# What the numbers say


def value(page: str, name: str, **labels: str) -> float:
    """The number of the only series of that name with these labels."""
    (only,) = [
        sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]
    return only


async def test_the_metrics_tell_what_has_happened(page: str) -> None:
    assert value(page, "money_cents_total", kind="topup", direction="in") == 2_196
    assert value(page, "money_cents_total", kind="order", direction="out") == 2_196
    assert value(page, "stripe_webhooks_total", outcome="booked") == 1
    assert value(page, "stripe_webhooks_total", outcome="refused") == 1
    assert value(page, "updates_total", outcome="Done") >= 10
    assert value(page, "calls_total", gateway="telegram", outcome="ok") >= 10
    assert value(page, "calls_total", gateway="stripe", outcome="ok") >= 2
    assert value(page, "calls_total", gateway="mail_server", outcome="refused") == 1
    assert value(page, "http_answers_total", path="/stripe", status="4xx") == 1
    assert value(page, "sessions_open") == 1
    assert value(page, "storage_up") == 1
    assert value(page, "charging_stopped") == 0


async def test_no_label_tells_of_a_person_and_their_number_is_bounded(page: str) -> None:
    series = series_of(page)
    people = [
        word for person in CAST for word in (person.last_name, person.address, str(person.id), str(person.chat_id))
    ]
    said = " ".join(text for _, labels in series for text in labels.values())
    assert [word for word in people if word in said] == []
    assert len(series) < 600


async def test_a_look_at_a_bot_whose_database_is_gone_is_answered_within_two_seconds(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs(*_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(SqlGauges, "backlog", hangs)
    started = time.monotonic()
    page = await scrape(world)
    assert time.monotonic() - started < 2
    assert value(page, "storage_up") == 0
    assert value(page, "updates_total", outcome="Done") == 0


async def test_two_replicas_show_the_same_money(open_house: OpenHouse, world: World) -> None:
    async with open_house() as one:
        await enrol(one)
        async with one.units.write() as unit:
            await unit.ledger.post([a_transfer(amount=Money(10_000))])
            await unit.commit()
        first = await scrape(world)
        async with open_house(bot_mode="webhook", public_url=world.base_url):
            second = await scrape(world)
    money = {"kind": "topup", "direction": "in"}
    assert [value(page, "money_cents_total", **money) for page in (first, second)] == [10_000] * 2
