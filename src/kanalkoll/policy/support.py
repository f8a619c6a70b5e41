"""Which clauses support a decision."""

from collections.abc import Iterable
from typing import Any, TypeVar

from kanalkoll.policy.clauses import Use

S = TypeVar("S", bound=str)


def ids(*groups: Iterable[Use[Any]]) -> tuple[str, ...]:
    """The clauses of these uses, each once, in the order they stand."""
    return tuple(dict.fromkeys(use.clause for group in groups for use in group))


def joined(*groups: Iterable[S]) -> tuple[S, ...]:
    """Strings from several groups, each once, in order."""
    return tuple(dict.fromkeys(each for group in groups for each in group))
