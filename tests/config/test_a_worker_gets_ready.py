"""What a worker does before it begins."""

import gc
from collections.abc import Iterator
from datetime import timedelta

import pytest

from kanalkoll.config.worker import Loop, Worker
from kanalkoll.language import weights


@pytest.fixture(autouse=True)
def _looked_through_again() -> Iterator[None]:
    yield
    gc.unfreeze()


def looked_through(thing: object) -> bool:
    """Whether a collection of garbage goes through a thing."""
    return any(each is thing for each in gc.get_objects())


def test_the_lists_are_read_before_the_first_comment_and_no_collection_of_garbage_goes_through_them() -> None:
    weights.fitted.cache_clear()
    seen: list[tuple[int, bool]] = []

    def one_turn(_: object) -> None:
        seen.append((weights.fitted.cache_info().currsize, looked_through(weights.fitted())))
        worker.stop()

    worker = Worker(loops=(Loop("look", timedelta(0), one_turn),))
    worker.run()
    assert seen == [(1, False)]
