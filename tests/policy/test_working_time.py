"""The clock runs when it should, against a slow count: weekends, holidays, year ends, clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanalkoll.policy.swedish import moment, weekday
from kanalkoll.policy.workdays import STOCKHOLM, Calendar, after_hours, days_off, local_day, within_days
from tests.policy import oracle

HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)

starts = st.integers(0, 40 * 365 * 96).map(
    lambda quarters: datetime(2010, 1, 1, tzinfo=UTC) + quarters * QUARTER
)


def calendar(saturdays: bool, eves: bool, every_day: bool = False) -> Calendar:
    return Calendar(every_day=every_day, saturdays=saturdays, eves_are_days_off=eves)


@settings(max_examples=40, deadline=None)
@given(
    start=starts,
    hours=st.integers(1, 80),
    saturdays=st.booleans(),
    eves=st.booleans(),
    every_day=st.booleans(),
)
def test_hours_are_counted_as_the_slow_count_does(
    start: datetime, hours: int, saturdays: bool, eves: bool, every_day: bool
) -> None:
    expected = oracle.hours_later(start, hours, saturdays=saturdays, eves=eves, every_day=every_day)
    assert after_hours(start, hours, calendar(saturdays, eves, every_day)) == expected


@settings(max_examples=80, deadline=None)
@given(start=starts, days=st.integers(1, 15), saturdays=st.booleans(), eves=st.booleans())
def test_days_are_counted_as_the_slow_count_does(
    start: datetime, days: int, saturdays: bool, eves: bool
) -> None:
    expected = oracle.days_later(start, days, saturdays=saturdays, eves=eves)
    assert within_days(start, days, calendar(saturdays, eves)) == expected


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 27), date(2026, 4, 8)),  # the clocks go forward, Easter
        (date(2026, 4, 29), date(2026, 5, 18)),  # May Day, Ascension Day
        (date(2026, 6, 3), date(2026, 6, 9)),  # the national day on a Saturday
        (date(2026, 6, 17), date(2026, 6, 23)),  # Midsummer
        (date(2026, 10, 22), date(2026, 11, 3)),  # the clocks go back, All Saints
        (date(2026, 12, 21), date(2027, 1, 8)),  # Christmas, New Year, Epiphany
        (date(2029, 12, 21), date(2030, 1, 8)),
    ],
)
def test_every_third_hour_around_holidays_and_clock_changes_is_counted_right(first: date, last: date) -> None:
    start, end = oracle.midnight(first), oracle.midnight(last)
    while start < end:
        assert after_hours(start, 24, Calendar()) == oracle.hours_later(start, 24, saturdays=False, eves=True)
        assert within_days(start, 1, Calendar()) == oracle.days_later(start, 1, saturdays=False, eves=True)
        start += 3 * HOUR


@settings(max_examples=40, deadline=None)
@given(start=starts, seconds=st.integers(0, 899))
def test_a_later_start_never_gives_an_earlier_limit(start: datetime, seconds: int) -> None:
    later = start + timedelta(seconds=seconds)
    assert after_hours(start, 24, Calendar()) <= after_hours(later, 24, Calendar())
    assert within_days(start, 1, Calendar()) <= within_days(later, 1, Calendar())


@pytest.mark.parametrize("year", [2015, 2020, 2024, 2026, 2027, 2038])
def test_the_days_off_are_those_of_the_act_and_the_three_eves(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=shift) for shift in range(365)]
    for with_eves in (True, False):
        ours = {day for day in days if day in days_off(year, with_eves)}
        theirs = {day for day in days if day.weekday() < 5 and oracle.is_day_off(day, eves=with_eves)}
        assert {day for day in ours if day.weekday() < 5} == theirs


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-28T12:00:00+01:00", 24, "2026-03-29T13:00:00+02:00"),
        ("2026-10-24T12:00:00+02:00", 24, "2026-10-25T11:00:00+01:00"),
    ],
)
def test_a_running_hour_is_a_real_hour_when_the_clocks_change(start: str, hours: int, end: str) -> None:
    found = after_hours(datetime.fromisoformat(start), hours, Calendar(every_day=True))
    assert found == datetime.fromisoformat(end)


def test_a_limit_at_the_end_of_friday_is_written_as_monday_midnight() -> None:
    start = datetime.fromisoformat("2026-11-06T00:00:00+01:00")
    assert after_hours(start, 24, Calendar()) == datetime.fromisoformat("2026-11-09T00:00:00+01:00")


OFFICE = Calendar(opens=time(8), closes=time(17))


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-05T16:00:00+01:00", 1, "2026-11-05T17:00:00+01:00"),
        ("2026-11-05T16:00:00+01:00", 2, "2026-11-06T09:00:00+01:00"),
        ("2026-11-06T18:00:00+01:00", 1, "2026-11-09T09:00:00+01:00"),
        ("2026-11-06T07:00:00+01:00", 1, "2026-11-06T09:00:00+01:00"),
    ],
)
def test_office_hours_stop_the_clock_in_the_evening(start: str, hours: int, end: str) -> None:
    assert after_hours(datetime.fromisoformat(start), hours, OFFICE) == datetime.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-05T16:59:00+01:00", "2026-11-06T17:00:00+01:00"),
        ("2026-11-05T17:00:00+01:00", "2026-11-09T17:00:00+01:00"),
    ],
)
def test_what_comes_after_closing_time_counts_as_received_the_next_day(start: str, end: str) -> None:
    assert within_days(datetime.fromisoformat(start), 1, OFFICE) == datetime.fromisoformat(end)


def test_a_day_is_the_local_day() -> None:
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert local_day(late) == date(2026, 7, 1)
    assert moment(late) == "onsdag 1 juli 2026 kl. 00.30"
    assert weekday(late.astimezone(STOCKHOLM)) == "onsdag 1 juli 2026"
