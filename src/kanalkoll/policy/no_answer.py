"""The grounds for leaving a message without an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from kanalkoll.policy.clauses import Use
from kanalkoll.policy.codes import NoAnswerCode
from kanalkoll.policy.support import ids
from kanalkoll.policy.vocabulary import answers

_LABELS: dict[NoAnswerCode, str] = {
    "asks_nothing": "Ber inte om något svar",
    "conversation": "Invånare pratar med varandra",
    "reaction": "Bara en reaktion eller en märkning",
    "not_relevant": "Hör inte till ämnet",
    "already_answered": "Redan besvarad på annat ställe i tråden",
    "disposable": "Får gallras: ringa eller tillfällig betydelse",
    "other": "Annat skäl, med egna ord",
}
_NEEDS_REASON: frozenset[NoAnswerCode] = frozenset({"disposable", "other"})
_DEFAULT: tuple[NoAnswerCode, ...] = ("asks_nothing", "conversation", "already_answered", "other")


@dataclass(frozen=True, slots=True)
class Ground:
    """One accepted ground for not answering. `needs_reason`: a few words of one's own are asked for."""

    code: NoAnswerCode
    label: str
    clauses: tuple[str, ...]
    needs_reason: bool
    default: bool


def grounds(
    demands: Sequence[Use[answers.MustAnswer]], accepts: Sequence[Use[answers.NoAnswerGrounds]]
) -> tuple[Ground, ...]:
    """The grounds that remain when the guideline's demands are heard; its silence leaves the neutral ones.

    Where several clauses demand an answer, only what all of them exempt may be left.
    """
    if not demands and not accepts:
        return tuple(_ground(code, (), default=True) for code in _DEFAULT)
    found = []
    for code in get_args(NoAnswerCode):
        exempting = [use for use in demands if code in use.params.exempt]
        accepting = [use for use in accepts if code in use.params.grounds]
        if len(exempting) == len(demands) and (exempting or accepting):
            found.append(_ground(code, ids(exempting, accepting), default=False))
    return tuple(found)


def _ground(code: NoAnswerCode, clauses: tuple[str, ...], *, default: bool) -> Ground:
    return Ground(code, _LABELS[code], clauses, needs_reason=code in _NEEDS_REASON, default=default)
