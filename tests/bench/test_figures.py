"""The bench's own arithmetic: goals, percentiles, the least of alternating rounds, and how a line reads."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from bench.clocks import RealClock
from bench.figures import Figure, Goal, at_least, at_most, percentile, times_floor
from bench.timing import Compared, Cost, alternating, repeated, timed


@dataclass
class HandClock:
    """A clock that only moves when work says so."""

    spent: float = 0.0
    passed: float = 0.0

    def cpu(self) -> float:
        return self.spent

    def wall(self) -> float:
        return self.passed


@dataclass
class Rounds:
    """Makes rounds that cost what the list says, and remembers when each was made."""

    clock: HandClock
    costs: list[float]
    log: list[str]
    name: str
    operations: int = 10
    made: int = field(default=0)

    def __call__(self) -> Callable[[], int]:
        cost = self.costs[self.made]
        self.made += 1

        def work() -> int:
            self.log.append(self.name)
            self.clock.spent += cost
            self.clock.passed += 2 * cost
            return self.operations

        return work


@pytest.mark.parametrize(
    ("goal", "value", "ratio", "holds"),
    [
        (at_most(60), 60.0, None, True),
        (at_most(60), 60.1, None, False),
        (at_least(300), 300.0, None, True),
        (at_least(300), 299.9, None, False),
        (times_floor(1.5), 900.0, 1.5, True),
        (times_floor(1.5), 0.1, 1.51, False),
        (times_floor(1.5), 0.1, None, None),
        (None, 1.0, 1.0, None),
    ],
)
def test_a_goal_holds_up_to_its_bound(
    goal: Goal | None, value: float, ratio: float | None, holds: bool | None
) -> None:
    assert Figure("a", value, "ms", ratio=ratio, goal=goal).holds is holds


def test_a_figure_is_one_line_of_json_with_three_figures_of_precision() -> None:
    figure = Figure("a", 1.23456, "ms", floor=0.98765, ratio=1.25004, goal=times_floor(1.5), wall=2.0)
    assert json.loads(figure.line()) == {
        "name": "a",
        "value": 1.23,
        "unit": "ms",
        "floor": 0.988,
        "ratio": 1.25,
        "goal": "≤ 1.5 × floor",
        "holds": True,
        "wall": 2.0,
    }
    assert "\n" not in figure.line()


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([5.0], 0.95, 5.0),
        (list(map(float, range(1, 101))), 0.95, 95.0),
        (list(map(float, range(1, 101))), 1.0, 100.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(
    values: list[float], share: float, expected: float
) -> None:
    assert percentile(values, share) == expected


def test_nothing_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.95)


def test_product_and_floor_take_turns_and_the_best_round_of_each_counts() -> None:
    clock, log = HandClock(), list[str]()
    # The first round of each is the cheapest here: were it counted, the test would see it.
    product = Rounds(clock, [1.0, 40.0, 30.0, 50.0], log, "product")
    floor = Rounds(clock, [1.0, 20.0, 25.0, 10.0], log, "floor")
    compared = alternating(product, floor, rounds=3, clock=clock)
    assert log == ["product", "floor"] * 4
    assert compared == Compared(product=Cost(cpu=3.0, wall=6.0), floor=Cost(cpu=1.0, wall=2.0))
    assert compared.ratio == 3.0


def test_rounds_alone_leave_the_first_out_too() -> None:
    clock = HandClock()
    assert repeated(Rounds(clock, [1.0, 30.0, 20.0], [], "a"), rounds=2, clock=clock) == Cost(2.0, 4.0)


def test_a_round_that_did_nothing_is_no_measurement() -> None:
    with pytest.raises(ValueError, match="nothing"):
        timed(lambda: 0, clock=HandClock())


def test_a_server_process_that_ends_does_not_turn_the_clock_back() -> None:
    # This process stands in for the server, and its child for the one that works for us.
    clock = RealClock(server=os.getpid())
    busy = "sum(number * number for number in range(3_000_000)); print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", busy], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        clock.cpu()
        worked = clock.used[child.pid]
        child.communicate("\n")
    before = clock.cpu()
    assert worked > 0
    assert clock.used[child.pid] == worked
    assert clock.cpu() >= before


def test_the_real_clock_counts_work_and_not_waiting() -> None:
    clock = RealClock()
    cost = timed(lambda: len([number * number for number in range(300_000)]) and 1, clock=clock)
    assert cost.cpu > 0
    assert cost.wall > 0
