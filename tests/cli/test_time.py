"""`renew`, `remind` and `simulate`: what time brings about, told and done by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot import cellar
from bot.sandbox.clock import SandboxClock
from domain.catalogue import ServiceKey
from domain.orders import OrderPlaced
from storage.engine import open_database
from tests.cli.conftest import Answer, Cli
from tests.fakes import FakeClock, FakeMailServer, FakePaymentLinks
from tests.journeys.desk import rows_of
from tests.people import ANNA, NOW
from tests.usecases.world import World

STUDIO = ANNA.mailboxes[1].address  # expires on 31 January 2027
DAY_AFTER = "2027-02-01"
MAIL = {"SMTP_URL": "smtp://127.0.0.1:9", "ADMIN_IDS": "1003"}


class Operator:
    """Somebody at the terminal of a bot with the cast in its books, on the cast's Sunday."""

    def __init__(self, cli: Cli, world: World) -> None:
        self.cli = cli
        self.world = world

    async def __call__(self, *arguments: str, **settings: str) -> Answer:
        """Runs a command."""
        return await self.cli.ask(*arguments, **{"CLOCK_FILE": "clock", **MAIL, **settings})


@pytest.fixture
async def operator(cli: Cli) -> AsyncIterator[Operator]:
    """Anna has 2 GB of inbox space and 1 GB of archive on her studio's mailbox, and a credit that covers the first."""
    cli.migrated()
    clock = SandboxClock()
    clock.move_to(NOW)
    clock.tell(cli.folder / "clock")
    database = open_database(f"sqlite+aiosqlite:///{cli.database}")
    world = World(database, FakeClock(), FakePaymentLinks(), FakeMailServer())
    await world.populate()
    for service, gb in ((ServiceKey.INBOX, 2), (ServiceKey.ARCHIVE, 1)):
        assert isinstance(await world.place(ANNA, await world.quote(ANNA, gb, service, 1)), OrderPlaced)
    await world.give(ANNA, 800)
    await world.notices()
    world.pass_time(hours=1)  # what a command writes is due by then
    yield Operator(cli, world)
    await database.close()


async def warn(operator: Operator) -> None:
    """Anna is reminded, and the reminder arrives."""
    assert (await operator("remind", "--json")).document == {"owed": 1, "skipped": 0}
    assert len(await operator.world.notices()) == 2


async def break_a_renewal(operator: Operator) -> None:
    """What is to be renewed was renewed before, as far as the books know."""
    await operator.world.run(
        "INSERT INTO renewals SELECT id, runs_until, '2028-01-31', 1, 0, 0, '2026-11-22' FROM addons"
        " WHERE service = 'inbox'"
    )


async def test_remind_writes_what_is_owed_on_a_day_once(operator: Operator) -> None:
    first = await operator("remind", "--on", "2027-01-10", "--json")
    assert (first.code, first.err, first.document) == (0, "", {"owed": 1, "skipped": 2})
    again = await operator("remind", "--on", "2027-01-10", "--json")
    assert again.document == {"owed": 0, "skipped": 0}


async def test_renew_takes_what_is_due_once_and_counts_it(operator: Operator) -> None:
    await warn(operator)
    first = await operator("renew", "--on", DAY_AFTER, "--json")
    assert (first.code, first.err) == (0, "")
    assert first.document == {"renewed": 1, "deactivated": 1, "expired": 0, "charged_cents": 732}
    again = await operator("renew", "--on", DAY_AFTER, "--json")
    assert again.document == {"renewed": 0, "deactivated": 0, "expired": 0, "charged_cents": 0}
    assert (await operator.world.credit(ANNA), await operator.world.books()) == (68, ())


async def test_without_a_day_it_is_today_in_rome_by_the_clock_of_the_settings(operator: Operator) -> None:
    assert (await operator("renew", "--json")).document["renewed"] == 0
    assert (await operator("remind", "--json")).document["owed"] == 1


async def test_what_it_writes_is_left_to_a_running_bot_to_deliver(operator: Operator) -> None:
    await operator("remind")
    keys = sorted(notice.key for notice in await operator.world.delivering.claim(10))
    event = f"reminder:{await operator.world.mailbox(ANNA, 1)}:2027-01-31:90"
    assert keys == [f"{event}:chat:1002", f"{event}:email"]


async def test_without_a_mail_server_no_e_mail_is_written(operator: Operator) -> None:
    await operator("remind", SMTP_URL="")
    assert [notice.channel for notice in await operator.world.delivering.claim(10)] == ["chat"]


async def test_nobody_warned_is_nothing_ended_and_the_admins_are_told(operator: Operator) -> None:
    answer = await operator("renew", "--on", DAY_AFTER, "--json")
    assert answer.document == {"renewed": 1, "deactivated": 0, "expired": 0, "charged_cents": 732}
    told = [notice.target for notice in await operator.world.delivering.claim(20) if notice.kind == "admin_grace"]
    assert told == ["1003"]


async def test_a_dry_run_counts_the_same_and_writes_nothing(operator: Operator) -> None:
    await warn(operator)
    before = rows_of(operator.cli.database)
    renew = await operator("renew", "--on", DAY_AFTER, "--dry-run", "--json")
    remind = await operator("remind", "--on", "2027-01-10", "--dry-run", "--json")
    assert renew.document == {"renewed": 1, "deactivated": 1, "expired": 0, "charged_cents": 732}
    assert remind.document == {"owed": 1, "skipped": 1}
    assert rows_of(operator.cli.database) == before


async def test_a_person_reads_sentences(operator: Operator) -> None:
    await warn(operator)
    trial = await operator("renew", "--on", DAY_AFTER, "--dry-run")
    assert trial.out == (
        "Nothing changed (--dry-run). Would be: 1 add-on renewed, 1 deactivated, 0 mailboxes expired; "
        "€7.32 taken from the credit.\n"
    )
    italian = await operator("renew", "--on", DAY_AFTER, LC_ALL="it_IT.UTF-8")
    assert italian.out.replace("\u00a0", " ") == (
        "1 servizio rinnovato, 1 disattivato, 0 caselle scadute; 7,32 € prelevati dal credito.\n"
    )
    assert (await operator("remind")).out == "0 reminders written, 0 earlier ones skipped.\n"


async def test_f40_while_the_books_are_wrong_renew_refuses_and_audit_says_when_it_goes_on(operator: Operator) -> None:
    await operator.world.run("UPDATE accounts SET balance_cents = balance_cents + 1")
    wrong = await operator("audit")
    assert "Nothing is charged from now on" in wrong.complaint
    refused = await operator("renew", "--on", DAY_AFTER, "--json")
    assert (refused.code, refused.document["refused"]) == (1, "charging-stopped")
    assert "Run `audit`" in refused.complaint
    await operator.world.run("UPDATE accounts SET balance_cents = balance_cents - 1")
    assert "Charging goes on." in (await operator("audit")).out
    assert (await operator("renew", "--on", DAY_AFTER, "--json")).document["renewed"] == 1


async def test_a_mailbox_that_cannot_be_dealt_with_is_counted_and_the_others_go_on(operator: Operator) -> None:
    await break_a_renewal(operator)
    answer = await operator("renew", "--on", DAY_AFTER, "--json")
    assert (answer.code, answer.document["failed"]) == (1, 1)
    assert "1 mailbox could not be dealt with" in answer.err


@pytest.mark.parametrize("day", ["1999-12-31", "2199-01-01", "01/02/2027", "2027-02-30", "tomorrow"])
@pytest.mark.parametrize("command", ["renew", "remind"])
def test_a_day_that_is_none_or_too_far_away_is_wrong_usage(cli: Cli, command: str, day: str) -> None:
    answer = cli(command, "--on", day, "--json")
    assert (answer.code, answer.document["refused"]) == (2, "usage")
    assert day in answer.err


@pytest.mark.parametrize("command", [["renew"], ["remind"], ["simulate", STUDIO, "--until", "2027-03-01"]])
def test_without_a_database_they_say_what_to_do(cli: Cli, command: list[str]) -> None:
    answer = cli(*command, "--json")
    assert (answer.code, answer.document["refused"]) == (1, "database-missing")


def test_a_setting_that_a_day_needs_is_checked_and_no_other(cli: Cli) -> None:
    cli.migrated()
    assert cli("renew", BOT_TOKEN="nonsense").code == 0
    answer = cli("renew", ADMIN_IDS="Carla")
    assert (answer.code, answer.out) == (2, "")
    assert answer.complaint.startswith("ADMIN_IDS is malformed")


async def test_simulate_tells_a_program_day_by_day(operator: Operator) -> None:
    answer = await operator("simulate", STUDIO.upper(), "--until", DAY_AFTER, "--json")
    assert (answer.code, answer.err) == (0, "")
    head = {name: value for name, value in answer.document.items() if name != "events"}
    assert head == {"mailbox": STUDIO, "from": "2026-11-22", "until": DAY_AFTER, "credit_cents": 800}
    events = answer.document["events"]
    assert [(event["day"], event["kind"], event.get("step")) for event in events] == [
        ("2026-11-22", "reminder", 90),
        ("2026-12-02", "reminder", 60),
        ("2027-01-01", "reminder", 30),
        ("2027-01-16", "reminder", 15),
        ("2027-01-24", "reminder", 7),
        ("2027-01-28", "reminder", 3),
        ("2027-01-30", "reminder", 1),
        ("2027-02-01", "renewal", None),
    ]
    assert (events[0]["tone"], events[0]["missing_cents"]) == ("short", 420)
    assert events[-1] == {
        "day": "2027-02-01",
        "kind": "renewal",
        "due_on": "2027-01-31",
        "expires_on": "2028-01-31",
        "expired": False,
        "charged_cents": 732,
        "credit_cents": 68,
        "missing_cents": 0,
        "lines": [
            {"service": "inbox", "gb": 2, "fate": "renewed", "cents": 732, "until": "2028-01-31"},
            {"service": "archive", "gb": 1, "fate": "short", "cents": 488, "until": "2027-01-31"},
        ],
    }


async def test_simulate_tells_a_person_in_sentences(operator: Operator) -> None:
    answer = await operator("simulate", STUDIO, "--until", DAY_AFTER)
    assert answer.code == 0
    first, *_ = answer.out.splitlines()
    assert first == (
        f"{STUDIO}, from 22 November 2026 to 1 February 2027, with a credit of €8.00 that nobody tops up. "
        "Told on a copy: nothing changes."
    )
    assert answer.out.split("\n\n")[-1] == (
        "1 February 2027: renewal. The mailbox runs until 31 January 2028; €7.32 taken, credit then €0.68.\n"
        "- Inbox space upgrade, 2 GB: renewed until 31 January 2028 for €7.32\n"
        "- Legal archiving, 1 GB: ends on 31 January 2027, the credit does not cover €4.88\n"
    )


async def test_simulate_says_that_nothing_will_happen(operator: Operator) -> None:
    answer = await operator("simulate", "carla.verdi@pec.archrm.it", "--until", "2027-01-01")
    assert answer.out.splitlines()[1:] == ["Nothing will happen."]


async def test_simulate_changes_nothing(operator: Operator) -> None:
    before = rows_of(operator.cli.database, without=set())
    await operator("simulate", STUDIO, "--until", "2027-06-01")
    assert rows_of(operator.cli.database, without=set()) == before


async def test_simulate_refuses_a_mailbox_that_is_not_there(operator: Operator) -> None:
    answer = await operator("simulate", "nobody@pec.archrm.it", "--until", DAY_AFTER, "--json")
    assert (answer.code, answer.document["refused"]) == (1, "simulate-no-mailbox")
    assert answer.complaint == "There is no mailbox nobody@pec.archrm.it."


@pytest.mark.parametrize("day", ["2026-11-21", "2036-11-23"])
async def test_simulate_refuses_days_that_are_past_or_too_far_ahead(operator: Operator, day: str) -> None:
    answer = await operator("simulate", STUDIO, "--until", day, "--json")
    assert (answer.code, answer.document["refused"]) == (1, "simulate-not-then")
    assert answer.complaint == "Days can be told from 22 November 2026 on, and at most 10 years ahead."


async def test_simulate_says_on_which_day_a_renewal_breaks(operator: Operator) -> None:
    await break_a_renewal(operator)
    answer = await operator("simulate", STUDIO, "--until", DAY_AFTER, "--json")
    assert (answer.code, answer.document["refused"]) == (1, "simulate-broken")
    assert "On 1 February 2027 the renewal of the mailbox breaks" in answer.err


async def test_the_demo_learns_the_next_day_on_which_something_is_said(operator: Operator) -> None:
    url = f"sqlite+aiosqlite:///{operator.cli.database}"
    before = rows_of(operator.cli.database, without=set())
    coming = await cellar.next_event(url, NOW)
    assert coming is not None
    assert coming.isoformat() == "2026-12-02T09:00:00+01:00"
    assert rows_of(operator.cli.database, without=set()) == before


async def test_the_demo_learns_that_nothing_is_coming(cli: Cli) -> None:
    cli.migrated()
    assert await cellar.next_event(f"sqlite+aiosqlite:///{cli.database}", NOW) is None
