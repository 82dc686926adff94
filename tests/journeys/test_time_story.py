"""Thirty months of Anna's: what is free is bought, what is due is paid, renewed or ended, and she is told of it all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time

import pytest

from bot.app import House
from bot.sandbox.world import World
from domain.calendar import civil_day
from domain.ledger import holder_account
from tests.journeys import books
from tests.journeys.conftest import OpenHouse
from tests.journeys.diary import A_DAY, Diary, kept, link_of, told_on_both
from tests.people import ANNA, PASSWORD, TODAY
from tests.phone import Phone, View, plain

pytestmark = pytest.mark.usefixtures("stopped_clockwork")

OTHER, STUDIO = ANNA.mailboxes
NIGHT = time(4)  # after the hour at which the books are audited


@pytest.fixture
async def diary(open_house: OpenHouse, world: World) -> AsyncIterator[Diary]:
    """Anna's diary, on the evening before the first day; the bot sends letters too."""
    async with kept(open_house, world, ANNA, TODAY - A_DAY) as diary:
        yield diary


@pytest.fixture
def anna(diary: Diary) -> Phone:
    """Anna's phone."""
    return Phone(diary.world, ANNA)


# What she does


async def buys_what_is_free(diary: Diary, anna: Phone) -> None:
    """Less than three months before the expiry: two GB of inbox space and one of archiving cost nothing."""
    async with diary.acting():
        await anna.logs_in(address=STUDIO.address)
        for service, gb in (("Inbox space", "2 GB"), ("archiving", "1 GB")):
            for key in ("My mailboxes", STUDIO.address, "Buy", service, gb):
                await anna.taps(key)
            assert "Free until 31 January 2027" in anna.text
            await anna.taps("Activate for free")
            assert "Order completed" in anna.text
            await anna.says("/menu")
    await diary.post()


async def pays(diary: Diary, anna: Phone, amount: str) -> None:
    """Pays the amount that her screen asks for, to the cent; the money arrives at once."""
    assert f"Pay {amount}" in anna.labels
    diary.world.stripe.pay(anna.link())
    await diary.world.stripe.idle()


async def tops_up_what_is_missing(diary: Diary, anna: Phone, amount: str) -> None:
    """Taps the one key of the reminder that pays."""
    async with diary.acting():
        await anna.taps(f"Top up {amount}")
        await anna.says(PASSWORD)
        await pays(diary, anna, amount)
    await diary.post()


async def tops_up_by_letter(diary: Diary, anna: Phone, amount: str) -> None:
    """Follows the link in the newest letter."""
    label, _, link = link_of(diary.mails[-1]).partition(": ")
    assert label == f"Top up {amount}"
    async with diary.acting():
        await anna.says(f"/start {link.partition('?start=')[2]}")
        await anna.says(PASSWORD)
        await pays(diary, anna, amount)
    await diary.post()


async def tops_up_ten_euro(diary: Diary, anna: Phone) -> None:
    """Adds less than the renewal takes, unasked."""
    async with diary.acting():
        await anna.logs_in(address=STUDIO.address)
        await anna.taps("💳 Top up")
        await anna.taps("€10.00")
        await pays(diary, anna, "€10.00")
    await diary.post()


async def keeps_archiving_first(diary: Diary, anna: Phone) -> None:
    """Has her credit spent on the archiving before the inbox space."""
    async with diary.acting():
        await anna.taps("See the renewals")
        await anna.says(PASSWORD)
        await anna.taps("2. Legal archiving")
        await anna.taps("Keep it first")


async def buys_the_inbox_space_again(diary: Diary, anna: Phone) -> None:
    """Taps the key of the outcome that buys again; her credit is not enough, and she pays the rest by card."""
    async with diary.acting():
        await anna.taps("Buy Inbox space upgrade, 2 GB again", message=notice(diary, "Switched off"))
        await anna.says(PASSWORD)
        await anna.taps("Confirm")
        await pays(diary, anna, "€2.20")
    await diary.post()


async def wants_a_rest(diary: Diary, anna: Phone) -> None:
    """Has seen the reminder."""
    async with diary.acting():
        await anna.taps("no reminders for 14 days")
        await anna.says(PASSWORD)
        assert "28 January 2029" in anna.text


def notice(diary: Diary, words: str) -> View:
    """The newest message with these words."""
    return next(view for view in reversed(diary.messages) if words in plain(view["text"]))


# What she is told


def short(day: str, left: str, credit: str, missing: str, *addons: str) -> tuple[str, ...]:
    """A reminder while credit is missing; what comes first of the day and the days left is as the words want it."""
    return "⏳", day, left, "€12.20", credit, missing, *addons


def alert(percent: int, total: int, helps: int, used: str = "3.2 GB") -> tuple[str, ...]:
    """An alert of space."""
    return "📦", f"{percent}%", used, f"{total} GB", f"{helps} GB"


INBOX, ARCHIVE = ("2 GB", "€7.32"), ("1 GB", "€4.88")
INBOX_ENDS, ARCHIVE_ENDS = ("2 GB", "⚠️", "€7.32"), ("1 GB", "⚠️", "€4.88")
Y2027, Y2028, Y2029, Y2030 = (f"31 January {year}" for year in range(2027, 2031))

LOSES_ALL = (*INBOX_ENDS, Y2027, *ARCHIVE_ENDS, Y2027)
LOSES_ALL_AND_IS_OVER = (*INBOX_ENDS, Y2028, *ARCHIVE_ENDS, Y2028, "⚠️", Y2028, "1.2 GB")
KEEPS_INBOX = (*INBOX, *ARCHIVE_ENDS, Y2028)
KEEPS_ARCHIVE_AND_IS_OVER = (*ARCHIVE, *INBOX_ENDS, Y2028, "⚠️", Y2028, "1.2 GB")
LOSES_ALL_AGAIN = (*ARCHIVE_ENDS, Y2029, *INBOX_ENDS, Y2029, "⚠️", Y2029, "1.2 GB")
BOUGHT_AGAIN = (
    *("2 GB", Y2029, "€3.00", "2 GB", "€6.00", "22%", "€1.32", "€7.32"),  # the price
    *(
        "€7.32",
        "€0.00",
        "🔁",
        Y2029,
        "€7.32",
        "1 February 2028",
    ),  # the credit before and after, the next renewal, today
)

CALENDAR = [
    # The first year: what is free is bought, and its renewal topped up by the key of a reminder.
    ("2026-11-22", "mail", alert(97, 2, 1, "1.95 GB")),  # she has no chat yet
    ("2026-12-02", "both", short(Y2027, "60 days", "€0.00", "€12.20", *LOSES_ALL)),
    ("2027-01-01", "both", short(Y2027, "30 days", "€0.00", "€12.20", *LOSES_ALL)),
    ("2027-01-16", "both", short(Y2027, "15 days", "€0.00", "€12.20", *LOSES_ALL)),
    ("2027-01-16", "chat", ("💶", "€12.20", "€12.20")),
    ("2027-01-24", "both", ("⏳", Y2027, "7 days", "✅", "€12.20", "€12.20", *INBOX, *ARCHIVE)),
    ("2027-02-01", "both", ("🔁", Y2027, "✅", *INBOX, Y2028, *ARCHIVE, Y2028, "€12.20", "€0.00", Y2028)),
    # The second: the credit is enough for one of the two add-ons, the one that she wants kept.
    ("2027-06-15", "both", alert(80, 4, 1)),
    ("2027-11-02", "both", short(Y2028, "90 days", "€0.00", "€12.20", *LOSES_ALL_AND_IS_OVER)),
    ("2027-11-02", "chat", ("💶", "€10.00", "€10.00")),
    ("2027-12-02", "both", short(Y2028, "60 days", "€10.00", "€2.20", *KEEPS_INBOX)),
    ("2028-01-01", "both", short(Y2028, "30 days", "€10.00", "€2.20", *KEEPS_ARCHIVE_AND_IS_OVER)),
    ("2028-01-16", "both", short(Y2028, "15 days", "€10.00", "€2.20", *KEEPS_ARCHIVE_AND_IS_OVER)),
    ("2028-01-24", "both", short(Y2028, "7 days", "€10.00", "€2.20", *KEEPS_ARCHIVE_AND_IS_OVER)),
    ("2028-01-28", "both", short(Y2028, "3 days", "€10.00", "€2.20", *KEEPS_ARCHIVE_AND_IS_OVER)),
    ("2028-01-30", "both", short("tomorrow", Y2028, "€10.00", "€2.20", *KEEPS_ARCHIVE_AND_IS_OVER)),
    (
        "2028-02-01",
        "both",
        ("🔁", Y2028, "✅", *ARCHIVE, Y2029, "⏹", *INBOX, "€4.88", "€5.12", "⚠️", "1.2 GB", Y2029),
    ),
    ("2028-02-01", "both", alert(160, 2, 3)),
    ("2028-02-01", "chat", ("✅", "€2.20", *BOUGHT_AGAIN)),
    # The third: nothing is there; she wants a rest, and then pays by the link in a letter.
    ("2028-11-02", "both", short(Y2029, "90 days", "€0.00", "€12.20", *LOSES_ALL_AGAIN)),
    ("2028-12-02", "both", short(Y2029, "60 days", "€0.00", "€12.20", *LOSES_ALL_AGAIN)),
    ("2029-01-01", "both", short(Y2029, "30 days", "€0.00", "€12.20", *LOSES_ALL_AGAIN)),
    ("2029-01-16", "both", short(Y2029, "15 days", "€0.00", "€12.20", *LOSES_ALL_AGAIN)),
    ("2029-01-28", "both", short(Y2029, "3 days", "€0.00", "€12.20", *LOSES_ALL_AGAIN)),
    ("2029-01-28", "chat", ("💶", "€12.20", "€12.20")),
    ("2029-02-01", "both", ("🔁", Y2029, "✅", *ARCHIVE, Y2030, *INBOX, Y2030, "€12.20", "€0.00", Y2030)),
]

LINES = [
    ("2027-01-16", "topup", "card", 1_220),
    *(("2027-02-01", "renewal", account, -cents) for account, cents in (("sales", 600), ("vat", 132))),
    *(("2027-02-01", "renewal", account, -cents) for account, cents in (("sales", 400), ("vat", 88))),
    ("2027-11-02", "topup", "card", 1_000),
    *(("2028-02-01", "renewal", account, -cents) for account, cents in (("sales", 400), ("vat", 88))),
    ("2028-02-01", "topup", "card", 220),
    *(("2028-02-01", "order", account, -cents) for account, cents in (("sales", 600), ("vat", 132))),
    ("2029-01-28", "topup", "card", 1_220),
    *(("2029-02-01", "renewal", account, -cents) for account, cents in (("sales", 400), ("vat", 88))),
    *(("2029-02-01", "renewal", account, -cents) for account, cents in (("sales", 600), ("vat", 132))),
]


async def test_thirty_months_of_purchases_reminders_and_renewals_to_the_day_and_to_the_cent(
    diary: Diary, anna: Phone
) -> None:
    seen: list[int] = []

    async def until(year: int, month: int, day: int) -> None:
        await diary.until(date(year, month, day))
        seen.append(await books.credit(diary.house, ANNA))
        diary.it_is(NIGHT)
        assert await diary.house.clockwork.self_audit.run() == 0

    await until(2026, 11, 22)
    await buys_what_is_free(diary, anna)
    await until(2027, 1, 16)
    await tops_up_what_is_missing(diary, anna, "€12.20")
    await until(2027, 1, 31)
    await until(2027, 2, 1)
    await until(2027, 6, 14)
    await diary.imported(1, used_bytes=3_200_000_000, expires_on=date(2028, 1, 31))
    await until(2027, 11, 2)
    await tops_up_ten_euro(diary, anna)
    await until(2027, 12, 2)
    await keeps_archiving_first(diary, anna)
    await until(2028, 1, 31)
    await until(2028, 2, 1)
    await buys_the_inbox_space_again(diary, anna)
    await until(2029, 1, 16)
    await wants_a_rest(diary, anna)
    await until(2029, 1, 28)
    await tops_up_by_letter(diary, anna, "€12.20")
    await until(2029, 1, 31)
    await until(2029, 2, 1)
    await until(2029, 5, 22)

    assert told_on_both(diary.told) == CALENDAR
    assert seen == [0, 0, 1_220, 0, 0, 0, 1_000, 1_000, 512, 0, 0, 1_220, 0, 0]
    assert await lines_of(diary.house) == LINES
    assert await what_she_has(diary.house) == [
        (OTHER.address, "2029-06-30", []),
        (STUDIO.address, "2030-01-31", [("archive", 1), ("inbox", 2)]),
    ]
    assert diary.world.mail.duplicates == []
    await books.assert_right(diary.house, diary.world)


async def lines_of(house: House) -> list[tuple[str, str, str, int]]:
    """The lines of Anna's account in the ledger: the day in Rome, the kind of event, the other account, the cents."""
    account = holder_account(await books.holder_of(house, ANNA))
    fields = "at, event, source, target, amount_cents"
    query = f"SELECT {fields} FROM transfers WHERE :account IN (source, target) ORDER BY id"  # noqa: S608 - our own
    return [
        (
            civil_day(datetime.fromisoformat(str(at)).replace(tzinfo=UTC)).isoformat(),
            str(event).partition(":")[0],
            str(source if target == account else target),
            int(str(cents)) if target == account else -int(str(cents)),
        )
        for at, event, source, target, cents in await books.ask(house, query, account=account)
    ]


async def what_she_has(house: House) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """Each of Anna's mailboxes, its date, and the add-ons in force on it, in the order in which they are kept."""
    async with house.units.read() as unit:
        boxes = await unit.mailboxes.of_holder(await books.holder_of(house, ANNA))
        return [
            (
                box.address,
                box.expires_on.isoformat(),
                [(addon.service.value, addon.gb) for addon in await unit.addons.active_of([box.id])],
            )
            for box in boxes
        ]
