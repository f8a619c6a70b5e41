"""The pure rooms: texts screened, deadlines counted, the search's tokens."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from bench.figures import Figure
from bench.inside.registry import subject
from bench.inside.town import NOW, Bench
from bench.texts import comments
from bench.timing import Maker, Work, repeated
from kanalkoll.language import screen, search_tokens
from kanalkoll.policy import deadlines, moderation
from kanalkoll.policy.workdays import local_day

_texts = comments(seed=2)


@subject("reading")
def measure(bench: Bench) -> Iterator[Figure]:
    """Rates per core; nothing of the database is in them."""
    size = 200 if bench.quick else 500
    makers: dict[str, Maker] = {
        "language.texts_screened": lambda: _screening(size),
        "language.texts_cut_into_tokens": lambda: _tokens(size),
        "policy.texts_judged": lambda: _judging(bench, size),
        "policy.deadlines": lambda: _deadlines(bench, size * 4),
    }
    for name, maker in makers.items():
        cost = repeated(maker, rounds=bench.rounds, clock=bench.clock)
        yield Figure(bench.name(f"{name}_per_cpu_second"), 1 / cost.cpu, "1/s", wall=1 / cost.wall)


def _screening(size: int) -> Work:
    texts = list(islice(_texts, size))

    def work() -> int:
        for text in texts:
            screen(text, direction="incoming", channel="kommentar")
        return size

    return work


def _tokens(size: int) -> Work:
    texts = list(islice(_texts, size))

    def work() -> int:
        for text in texts:
            search_tokens(text)
        return size

    return work


def _judging(bench: Bench, size: int) -> Work:
    screenings = [screen(text, direction="incoming") for text in islice(_texts, size)]

    def work() -> int:
        for screening in screenings:
            moderation.judge(bench.pack, screening=screening, on=local_day(NOW))
        return size

    return work


def _deadlines(bench: Bench, size: int) -> Work:
    # Seven hours apart, so that nights, weekends and holidays of a year and more are among them.
    moments = [NOW - timedelta(hours=7 * each) for each in range(size)]

    def work() -> int:
        for moment in moments:
            deadlines.reply_due(bench.pack, received=moment, kind="comment")
        return size

    return work
