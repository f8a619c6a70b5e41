"""Product and floor measured turn by turn, so that a busy neighbour disturbs both alike. The best round counts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

# What is timed: it does its work and says how many operations that was.
Work = Callable[[], int]
# Prepares one round outside the timing and hands over what is to be timed.
Maker = Callable[[], Work]


class Clock(Protocol):
    """Seconds of CPU of every process that takes part, and seconds by the clock on the wall."""

    def cpu(self) -> float:
        """CPU seconds so far."""
        ...

    def wall(self) -> float:
        """Seconds since some moment."""
        ...


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds for one operation."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Compared:
    """The best of the product's rounds and the best of the floor's."""

    product: Cost
    floor: Cost

    @property
    def ratio(self) -> float:
        """How many times the floor's CPU the product takes."""
        return self.product.cpu / self.floor.cpu


def alternating(product: Maker, floor: Maker, *, rounds: int, clock: Clock) -> Compared:
    """Rounds of product and floor in turn, after one round of each that does not count."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for _ in range(rounds + 1):
        for made, kept in zip((product, floor), costs, strict=True):
            kept.append(timed(made(), clock=clock))
    return Compared(*(best(kept[1:]) for kept in costs))


def repeated(product: Maker, *, rounds: int, clock: Clock) -> Cost:
    """The best of so many rounds, after one that does not count."""
    return best([timed(product(), clock=clock) for _ in range(rounds + 1)][1:])


def timed(work: Work, *, clock: Clock) -> Cost:
    """What one operation of this round cost. Raises ValueError when nothing was done."""
    cpu, wall = clock.cpu(), clock.wall()
    done = work()
    cpu, wall = clock.cpu() - cpu, clock.wall() - wall
    if done < 1:
        raise ValueError("the round did nothing")
    return Cost(cpu / done, wall / done)


def best(costs: Sequence[Cost]) -> Cost:
    """The least CPU and the least wall time, each by itself."""
    return Cost(min(cost.cpu for cost in costs), min(cost.wall for cost in costs))


def each(works: Sequence[Work], *, clock: Clock) -> Iterator[Cost]:
    """What every single one costs, for figures about the slowest of many."""
    for work in works:
        yield timed(work, clock=clock)
