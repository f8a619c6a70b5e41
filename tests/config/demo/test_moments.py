"""When things happen in the demonstration, counted back from any now."""

from datetime import UTC, datetime, time, timedelta

import pytest

from kanalkoll.config.demo.moments import STOCKHOLM, at_work, day_and_month, span, weekday, workday_at


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("jotted", "meant"),
    [
        ("12m", timedelta(minutes=12)),
        ("3h", timedelta(hours=3)),
        ("1d 2h", timedelta(days=1, hours=2)),
        ("2d 3h 40m", timedelta(days=2, hours=3, minutes=40)),
    ],
)
def test_a_length_of_time_is_read_as_people_jot_it_down(jotted: str, meant: timedelta) -> None:
    assert span(jotted) == meant


@pytest.mark.parametrize("nonsense", ["", "3", "3 timmar", "2h 1d", "-1h"])
def test_what_is_no_length_of_time_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError, match="not a length of time"):
        span(nonsense)


@pytest.mark.parametrize(
    ("now", "days", "then"),
    [
        ("2026-11-20T12:00", 2, "2026-11-18T09:15"),
        ("2026-11-21T12:00", 0, "2026-11-20T09:15"),
        ("2026-11-22T12:00", 1, "2026-11-20T09:15"),
        ("2026-10-27T12:00", 3, "2026-10-23T09:15"),
    ],
)
def test_a_post_on_a_weekend_moves_to_the_friday_before(now: str, days: int, then: str) -> None:
    assert workday_at(local(now), days=days, clock=time(9, 15)) == local(then)


@pytest.mark.parametrize(
    ("late", "done"),
    [
        ("2026-11-20T10:20", "2026-11-20T10:20"),
        ("2026-11-20T05:10", "2026-11-20T07:45"),
        ("2026-11-20T19:25", "2026-11-23T08:00"),
        ("2026-11-21T11:00", "2026-11-23T07:35"),
        ("2026-11-17T23:30", "2026-11-18T08:05"),
    ],
)
def test_work_waits_for_the_office_to_open(late: str, done: str) -> None:
    assert at_work(local(late)) == local(done)


def test_days_are_named_in_swedish_and_in_swedish_time() -> None:
    just_before_midnight_in_london = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert weekday(just_before_midnight_in_london) == "tisdag"
    assert weekday(just_before_midnight_in_london, later=-2) == "söndag"
    assert day_and_month(just_before_midnight_in_london, later=3) == "4 december"
