"""The table of failures."""

from typing import get_args

import pytest

from kanalkoll.platforms.errors import FAILURES, ErrorClass, PlatformError


def test_every_class_of_failure_has_its_row() -> None:
    assert set(FAILURES) == set(get_args(ErrorClass))


@pytest.mark.parametrize("error_class", get_args(ErrorClass))
def test_every_failure_tells_in_swedish_what_it_means_and_what_happens_next(error_class: ErrorClass) -> None:
    sentences = PlatformError(error_class).message.rstrip(".").split(". ")
    assert len(sentences) >= 2
    assert not {"platform", "error", "token", "api"} & set(" ".join(sentences).lower().split())


def test_a_person_is_called_exactly_where_nothing_can_be_tried_again() -> None:
    alone = {name for name, failure in FAILURES.items() if failure.retry == "no" and failure.human == "no"}
    assert alone == {"not_found"}
    both = {name for name, failure in FAILURES.items() if failure.retry != "no" and failure.human != "no"}
    assert both == {"outcome_unknown"}


def test_an_unknown_outcome_is_never_tried_again_before_reading_back() -> None:
    assert FAILURES["outcome_unknown"].retry == "reconcile_only"


def test_what_is_written_to_a_log_holds_nobodys_words() -> None:
    fault = PlatformError("content_rejected", detail="Kim Öberg får inte skriva så")
    assert "Kim" not in f"{fault} {fault!r}"
