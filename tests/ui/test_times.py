"""Moments as people write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanalkoll.ui import times

NOW = datetime(2026, 11, 19, 13, 32, tzinfo=UTC)  # Thursday 14.32 in Sweden
AWARE = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 19, 13, 30, tzinfo=UTC), "i dag 14.30"),
        (datetime(2026, 11, 18, 10, 20, tzinfo=UTC), "i går 11.20"),
        (datetime(2026, 11, 20, 8, 10, tzinfo=UTC), "i morgon 09.10"),
        (datetime(2026, 11, 26, 8, 5, tzinfo=UTC), "tors 26 nov 09.05"),
        (datetime(2026, 11, 16, 8, 0, tzinfo=UTC), "mån 16 nov 09.00"),
        (datetime(2026, 3, 2, 8, 0, tzinfo=UTC), "mån 2 mars 09.00"),
        (datetime(2025, 11, 26, 8, 10, tzinfo=UTC), "26 nov 2025 09.10"),
    ],
)
def test_a_moment_is_written_as_it_is_said(moment: datetime, said: str) -> None:
    assert times.short_time(moment, now=NOW) == said


def test_the_day_is_the_swedish_day_and_not_the_day_in_utc() -> None:
    late_evening = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)  # 00.30 on the 19th in Sweden

    assert times.short_time(late_evening, now=NOW) == "i dag 00.30"


def test_the_zone_a_moment_comes_in_does_not_change_what_is_written() -> None:
    elsewhere = datetime(2026, 11, 19, 8, 30, tzinfo=timezone(timedelta(hours=-5)))

    assert times.short_time(elsewhere, now=NOW) == "i dag 14.30"


def test_the_first_of_january_is_tomorrow_on_new_years_eve() -> None:
    eve = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)

    assert times.short_day(eve + timedelta(days=1), now=eve) == "i morgon"


def test_the_full_time_leaves_nothing_out() -> None:
    moment = datetime(2026, 11, 26, 13, 30, 5, tzinfo=UTC)

    assert times.full_time(moment) == "torsdag 26 november 2026 klockan 14.30.05"
    assert times.machine_time(moment) == "2026-11-26T14:30:05+01:00"


@pytest.mark.parametrize(
    ("left", "said", "tone"),
    [
        (timedelta(days=-2, hours=-3), "försenad 2 dagar", "late"),
        (timedelta(days=-1), "försenad 1 dag", "late"),
        (timedelta(hours=-23, minutes=-59), "försenad 23 tim", "late"),
        (timedelta(hours=-2, minutes=-5), "försenad 2 tim", "late"),
        (timedelta(minutes=-25), "försenad 25 min", "late"),
        (timedelta(seconds=-20), "försenad nyss", "late"),
        (timedelta(0), "nu", "soon"),
        (timedelta(seconds=59), "nu", "soon"),
        (timedelta(minutes=25), "om 25 min", "soon"),
        (timedelta(hours=3), "om 3 tim", "soon"),
        (timedelta(hours=3, minutes=59), "om 3 tim", "soon"),
        (timedelta(hours=4), "om 4 tim", "calm"),
        (timedelta(hours=11, minutes=59), "om 11 tim", "calm"),
        (timedelta(hours=12), "i morgon 02.32", "calm"),
        (timedelta(days=7), "tors 26 nov 14.32", "calm"),
    ],
)
def test_what_is_left_is_said_shortly_and_never_flattered(left: timedelta, said: str, tone: str) -> None:
    assert times.relative_due(NOW + left, now=NOW) == said
    assert times.due_tone(NOW + left, now=NOW) == tone


def test_a_deadline_at_midnight_is_said_of_the_day_that_ends() -> None:
    midnight = datetime(2026, 11, 24, 0, 0, tzinfo=times.STOCKHOLM)

    assert times.relative_due(midnight, now=NOW) == "mån 23 nov 24.00"


def test_an_hour_is_an_hour_also_in_the_night_when_clocks_go_back() -> None:
    before = datetime(2026, 10, 25, 2, 30, tzinfo=times.STOCKHOLM)  # summer time
    after = datetime(2026, 10, 25, 2, 30, tzinfo=times.STOCKHOLM, fold=1)  # the same clock an hour later

    assert times.relative_due(after, now=before) == "om 1 tim"
    assert times.relative_due(before, now=after) == "försenad 1 tim"


@pytest.mark.parametrize(
    "asked",
    [times.full_time, times.machine_time, lambda moment: times.relative_due(moment, now=NOW)],
)
def test_a_moment_without_a_zone_is_refused(asked: object) -> None:
    with pytest.raises(ValueError, match="time zone"):
        asked(datetime(2026, 11, 19, 12, 0))  # type: ignore[operator]  # noqa: DTZ001


@given(at=AWARE, now=AWARE)
def test_late_in_words_and_late_in_tone_are_the_same_thing(at: datetime, now: datetime) -> None:
    said = times.relative_due(at, now=now)

    assert said.startswith("försenad") == (at < now) == (times.due_tone(at, now=now) == "late")


@pytest.mark.parametrize(
    ("length", "said"),
    [
        ({"seconds": 59}, "mindre än 1 min"),
        ({"minutes": 20}, "20 min"),
        ({"hours": 5, "minutes": 59}, "5 tim"),
        ({"days": 1}, "1 dag"),
        ({"days": 3}, "3 dagar"),
    ],
)
def test_a_length_of_time_is_said_rounded_down(length: dict[str, int], said: str) -> None:
    assert times.length_in_words(timedelta(**length)) == said
