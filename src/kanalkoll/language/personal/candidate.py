"""A possible piece of personal data in a view, and the words around it."""

import re
from typing import Final, NamedTuple

AROUND: Final = 40


class Candidate(NamedTuple):
    """A span of the view with its type, how sure we are, and the rule."""

    start: int
    end: int
    type: str
    score: float
    rule: str


def near(
    text: str, start: int, end: int, words: re.Pattern[str], *, before: int = AROUND, after: int = AROUND
) -> bool:
    """Whether one of the words stands close by; a window of fixed width keeps the search linear."""
    return bool(
        words.search(text, max(0, start - before), start)
        or words.search(text, end, min(len(text), end + after))
    )


def luhn(digits: str) -> bool:
    """The check digit used by personnummer, giro and card numbers."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def only_digits(text: str) -> str:
    """The ASCII digits of a text, nothing else."""
    return "".join(letter for letter in text if letter in "0123456789")
