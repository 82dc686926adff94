"""What a broadcast may hold, and the day and time that an admin types."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.admin_errors import (
    BroadcastTooLong,
    DaysNotUnderstood,
    DomainNotUnderstood,
    TimeDoesNotExist,
    TimeIsPast,
    TimeNotUnderstood,
    TimeTooFar,
)
from domain.broadcasts import (
    LONGEST_CAPTION,
    LONGEST_HTML,
    LONGEST_TEXT,
    Attachment,
    AttachmentKind,
    Audience,
    Broadcast,
    BroadcastState,
)
from domain.calendar import ROME
from domain.composing import (
    FURTHEST,
    MOST_DAYS,
    attached,
    begun_at,
    by_email,
    check_text,
    composed,
    example_time,
    in_an_hour,
    mark_of,
    read_days,
    read_domain,
    read_time,
    tomorrow_morning,
    visible,
    written,
)
from domain.errors import TextNotUnderstood
from domain.holders import Language
from tests.people import NOW

IT, EN = Language
PHOTO = Attachment(kind=AttachmentKind.PHOTO, file_id="p")


def a_draft(**changes: Any) -> Broadcast:
    return replace(Broadcast(id=1, admin=1003, state=BroadcastState.DRAFT, created_at=NOW), **changes)


def test_a_text_is_measured_as_it_is_read() -> None:
    assert visible('<b>a &amp; b</b> <a href="https://x.it?a=1&amp;b=2">qui</a>') == "a & b qui"
    check_text("<b>" + "&amp;" * (LONGEST_TEXT - 1) + "a</b>")


def test_an_emoji_counts_twice_as_telegram_counts_it() -> None:
    with pytest.raises(BroadcastTooLong) as refusal:
        check_text("a" + "🎉" * 450, LONGEST_CAPTION)
    assert (refusal.value.most, refusal.value.too_many) == (900, 1)


@pytest.mark.parametrize("markup", ["", "  \n", "🎉", "<b> </b>", "\u200b", "..."])
def test_a_text_in_which_nothing_can_be_read_is_none(markup: str) -> None:
    with pytest.raises(TextNotUnderstood):
        written(a_draft(), IT, markup)


def test_a_text_with_more_markup_than_can_be_kept_is_too_long() -> None:
    with pytest.raises(BroadcastTooLong):
        check_text(f'<a href="https://{"x" * LONGEST_HTML}">qui</a>')


def test_each_language_has_its_text_and_loses_it() -> None:
    draft = written(written(a_draft(), IT, "ciao"), EN, "hello")
    assert (draft.italian, draft.english) == ("ciao", "hello")
    assert written(draft, IT, None).italian is None


def test_a_text_that_is_no_caption_keeps_an_attachment_away() -> None:
    draft = a_draft(english="x" * (LONGEST_CAPTION + 12))
    with pytest.raises(BroadcastTooLong) as refusal:
        attached(draft, PHOTO)
    assert refusal.value.too_many == 12
    assert attached(a_draft(italian="x", attachment=PHOTO), None).attachment is None


def test_with_an_attachment_a_text_may_be_no_longer_than_a_caption() -> None:
    with pytest.raises(BroadcastTooLong):
        written(a_draft(attachment=PHOTO), IT, "x" * (LONGEST_CAPTION + 1))


def test_a_caption_takes_the_place_of_a_text_that_was_too_long_for_one() -> None:
    draft = a_draft(italian="x" * 2_000)
    sent = composed(draft, language=IT, markup="breve", attachment=PHOTO)
    assert (sent.italian, sent.attachment) == ("breve", PHOTO)
    with pytest.raises(BroadcastTooLong):
        composed(draft, language=EN, markup="short", attachment=PHOTO)


def test_a_file_without_words_leaves_the_texts_and_words_leave_the_file() -> None:
    draft = composed(a_draft(italian="ciao"), language=IT, markup=None, attachment=PHOTO)
    assert (draft.italian, draft.attachment) == ("ciao", PHOTO)
    assert composed(draft, language=EN, markup="hello", attachment=None).attachment == PHOTO


@pytest.mark.parametrize(
    "changes",
    [
        {"italian": "altro"},
        {"english": "other"},
        {"attachment": PHOTO},
        {"audience": Audience(short=True)},
        {"by_email": True},
        {"send_at": NOW},
    ],
)
def test_f71_whatever_an_admin_decides_changes_the_mark(changes: dict[str, Any]) -> None:
    assert mark_of(a_draft(**changes)) != mark_of(a_draft())


def test_what_nobody_decides_leaves_the_mark() -> None:
    confirmed = a_draft(state=BroadcastState.DONE, shown_as=7, started_at=NOW)
    assert mark_of(confirmed) == mark_of(a_draft())


def test_when_and_how_it_goes_is_part_of_the_draft() -> None:
    assert begun_at(a_draft(), NOW).send_at == NOW
    assert by_email(a_draft(), wanted=True).by_email


# The day and the time

MORNING = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("25/12/2026 18:30", datetime(2026, 12, 25, 17, 30, tzinfo=UTC)),
        (" 25.12.2026  18.30 ", datetime(2026, 12, 25, 17, 30, tzinfo=UTC)),
        ("1-7-2027, 9:05", datetime(2027, 7, 1, 7, 5, tzinfo=UTC)),
        ("25/10/2027 02:30", datetime(2027, 10, 25, 0, 30, tzinfo=UTC)),
        ("22/11/2026 10:01", MORNING + timedelta(minutes=1)),
    ],
)
def test_a_typed_time_is_that_of_rome(typed: str, instant: datetime) -> None:
    assert read_time(typed, MORNING) == instant


def test_of_a_time_that_comes_twice_the_first_one_is_meant() -> None:
    assert read_time("31/10/2027 02:30", MORNING) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "domani", "25/12/26 18:30", "31/02/2027 10:00", "25/12/2026", "25/12/2026 24:00", "25/12/2026 1830"),
        *("٢٥/12/2026 18:30", "25/12/2026 18:30 x", "0/0/0000 00:00", "01/01/0001 00:00"),
    ],
)
def test_what_is_no_day_and_time_is_refused(typed: str) -> None:
    with pytest.raises(TimeNotUnderstood):
        read_time(typed, MORNING)


@given(st.integers(0, 12_000 * 24 * 60))
def test_the_example_of_a_time_is_always_one_that_would_do(minutes: int) -> None:
    now = MORNING + timedelta(minutes=minutes)
    assert timedelta(0) < read_time(example_time(now), now) - now <= timedelta(weeks=1, days=1)


def test_a_time_over_which_the_clocks_are_put_forward_does_not_exist() -> None:
    with pytest.raises(TimeDoesNotExist):
        read_time("28/03/2027 02:30", MORNING)


@pytest.mark.parametrize("typed", ["22/11/2026 10:00", "22/11/2026 09:59", "25/12/2025 18:30"])
def test_a_time_that_is_past_or_now_is_refused(typed: str) -> None:
    with pytest.raises(TimeIsPast):
        read_time(typed, MORNING)


def test_nothing_is_scheduled_beyond_a_year() -> None:
    assert read_time("23/11/2027 10:00", MORNING) == MORNING + FURTHEST
    for typed in ("23/11/2027 10:01", "31/12/9999 23:59"):
        with pytest.raises(TimeTooFar):
            read_time(typed, MORNING)


@given(st.integers(0, 362 * 24 * 60))
def test_a_time_of_the_next_year_is_read_as_it_was_written_or_does_not_exist(minutes: int) -> None:
    moment = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=minutes)  # as a clock on any wall shows it
    typed = f"{moment:%d/%m/%Y %H:%M}"
    try:
        instant = read_time(typed, MORNING)
    except TimeDoesNotExist:
        assert (moment.month, moment.day, moment.hour) == (3, 28, 2)
        return
    assert f"{instant.astimezone(ROME):%d/%m/%Y %H:%M}" == typed


def test_tomorrow_at_nine_is_that_of_rome_on_the_day_after() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # after midnight in Rome
    assert tomorrow_morning(MORNING) == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert tomorrow_morning(late) == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert tomorrow_morning(datetime(2027, 3, 27, 9, tzinfo=UTC)) == datetime(2027, 3, 28, 7, tzinfo=UTC)


def test_in_an_hour_is_to_the_minute() -> None:
    assert in_an_hour(MORNING.replace(second=59)) == datetime(2026, 11, 22, 10, tzinfo=UTC)


# What an audience is narrowed by


@pytest.mark.parametrize(("typed", "days"), [("45", 45), (" 1 ", 1), ("3650", MOST_DAYS), ("030", 30)])
def test_days_are_a_whole_number(typed: str, days: int) -> None:
    assert read_days(typed) == days


@pytest.mark.parametrize("typed", ["", "0", "3651", "-1", "1.5", "trenta", "٣", "99999"])
def test_what_is_no_number_of_days_is_refused(typed: str) -> None:
    with pytest.raises(DaysNotUnderstood):
        read_days(typed)


@pytest.mark.parametrize("typed", ["pec.archrm.it", " @PEC.archrm.it "])
def test_a_domain_is_read_with_or_without_its_sign(typed: str) -> None:
    assert read_domain(typed) == "pec.archrm.it"


@pytest.mark.parametrize("typed", ["", "pec", "a b.it", "a@b.it", ".it", "pec.it.", "pèc.it", "x" * 99 + ".it"])
def test_what_is_no_domain_is_refused(typed: str) -> None:
    with pytest.raises(DomainNotUnderstood):
        read_domain(typed)
