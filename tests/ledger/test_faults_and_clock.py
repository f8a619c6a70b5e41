"""The ports that tests hold: the clock, randomness, and the points where the program may fail or die."""

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest

from kanalkoll.ledger import clock, faults

AT = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_the_clock_runs_and_can_be_held_still() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    with clock.fixed(AT) as hands:
        assert clock.now() == clock.now() == AT
        hands.advance(timedelta(hours=1))
        assert clock.now() == AT + timedelta(hours=1)
    assert clock.now() > AT


def test_a_held_clock_is_in_utc_and_wants_a_zone() -> None:
    with clock.fixed(AT.astimezone(timezone(timedelta(hours=2)))):
        assert clock.now().tzinfo == UTC
    with pytest.raises(ValueError, match="zone"), clock.fixed(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass


def test_held_randomness_repeats_and_free_randomness_does_not() -> None:
    with clock.fixed(AT, seed=4):
        first = clock.random_bytes(32)
    with clock.fixed(AT, seed=4):
        assert clock.random_bytes(32) == first
    assert clock.random_bytes(32) != clock.random_bytes(32)
    assert len(clock.random_bytes(7)) == 7


def test_a_point_does_nothing_until_it_is_armed_and_is_then_known_by_name() -> None:
    faults.fault_point("test.quiet")
    assert "test.quiet" in faults.seen()


def test_an_armed_point_fails_at_the_given_hit_and_only_then() -> None:
    with faults.armed("test.loud", RuntimeError("now"), hit=2):
        faults.fault_point("test.other")
        faults.fault_point("test.loud")
        with pytest.raises(RuntimeError, match="now"):
            faults.fault_point("test.loud")
        faults.fault_point("test.loud")
    faults.fault_point("test.loud")


def test_an_armed_point_can_do_anything_a_test_wants() -> None:
    done: list[str] = []
    with faults.armed("test.action", lambda: done.append("x")):
        faults.fault_point("test.action")
    assert done == ["x"]


@pytest.mark.parametrize("setting", ["", ":3", "name:many"])
def test_a_setting_that_cannot_be_meant_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="KANALKOLL_FAULT"):
        faults.arm_from(setting)


def test_the_environment_can_have_the_process_killed_at_a_point() -> None:
    program = (
        "from kanalkoll.ledger.faults import fault_point\n"
        "for _ in range(3): fault_point('a'); print('passed', flush=True)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env={"KANALKOLL_FAULT": "a:3", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    assert ended.stdout == b"passed\npassed\n"
