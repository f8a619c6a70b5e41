"""What is said of a message in the queue: few words, the surest first, and never without what must be seen."""

import pytest

from kanalkoll.language import Finding
from kanalkoll.screening.marking import MOST_LABELS, labels

SURER = {"svordom": 0.95, "krankning": 0.9, "fraga": 0.9, "klagomal": 0.8, "personuppgift": 0.7}


def found(**scores: float) -> list[Finding]:
    return [
        Finding(0, 1, "handling" if code in {"kris", "fraga"} else "category", code, score, "rule", "")
        for code, score in scores.items()
    ]


def test_the_surest_are_shown_first_and_not_more_than_there_is_room_for() -> None:
    assert labels(found(**SURER)) == ["svordom", "krankning", "fraga", "klagomal"]
    assert labels(found(hot=0.4)) == []


@pytest.mark.parametrize("code", ["kris", "hot", "pornografi", "valdsskildring"])
def test_what_folds_or_alarms_is_never_crowded_out_by_what_is_surer(code: str) -> None:
    shown = labels(found(**SURER, **{code: 0.6}))
    assert shown[-1] == code
    assert len(shown) == MOST_LABELS
