"""What a screening means for the queue: how much a message presses, and the words beside it."""

from collections.abc import Sequence

from kanalkoll.language import SUGGESTED, Finding
from kanalkoll.policy.moderation import Suggestion
from kanalkoll.screening.wording import FOLDED

CRISIS, PRESSING = 2, 1
MOST_LABELS = 4
NOT_SCREENED = "not_screened"
# The queue folds by these, and people look for them: no number of surer marks crowds them out.
ALWAYS = frozenset({"kris", *FOLDED})


def urgency(found: Sequence[Finding], suggested: Sequence[Suggestion]) -> int:
    """2 for a crisis signal, 1 for a ground that brooks no delay, else 0."""
    if any(each.kind == "handling" and each.type == "kris" and each.score >= SUGGESTED for each in found):
        return CRISIS
    return PRESSING if any(each.urgent and each.score >= SUGGESTED for each in suggested) else 0


def labels(found: Sequence[Finding]) -> list[str]:
    """The codes shown as marks in the queue, surest first."""
    scores: dict[str, float] = {}
    for each in found:
        if each.kind in {"category", "handling"} and each.score >= SUGGESTED:
            scores[each.type] = max(each.score, scores.get(each.type, 0.0))
    surest = sorted(scores, key=lambda code: (scores[code], code), reverse=True)
    kept = sorted(surest, key=lambda code: code not in ALWAYS)[:MOST_LABELS]
    return [code for code in surest if code in kept]
