"""How a comment should be handled: a question, a suggestion, a complaint, a crisis to see to at once."""

from collections.abc import Sequence

from kanalkoll.language import lexicon, patterns, vocabulary
from kanalkoll.language.categories import reason
from kanalkoll.language.context import Surroundings
from kanalkoll.language.findings import HANDLING, SUGGESTED, Finding
from kanalkoll.language.views import View
from kanalkoll.language.words import Sentence


def find(
    view: View, parts: Sequence[Sentence], around: Surroundings
) -> tuple[tuple[Finding, ...], dict[str, float]]:
    """Suggested findings, one per sentence and kind, and the strongest score of each kind."""
    scores = dict.fromkeys(HANDLING, 0.0)
    findings: list[Finding] = []
    for number, part in enumerate(parts):
        for kind, (score, rule, start, end) in _sentence(view.text, part, around, number).items():
            scores[kind] = max(scores[kind], score)
            if score >= SUGGESTED:
                findings.append(
                    Finding(*view.original(start, end), "handling", kind, round(score, 3), rule, reason(rule))
                )
    return tuple(findings), scores


_Found = tuple[float, str, int, int]


def _sentence(text: str, part: Sentence, around: Surroundings, number: int) -> dict[str, _Found]:
    best: dict[str, _Found] = {}
    rhetorical = 0.0
    keys = [vocabulary.read(word.text).keys for word in part.words]
    for match in patterns.find(keys, "handling"):
        flags, rule = match.pattern.flags, match.pattern.rule
        if ("q" in flags and not part.is_question) or ("!q" in flags and part.is_question):
            continue
        if "n" in flags and any(
            "#neg" in keys[place] for place in range(max(0, match.first - 3), match.first)
        ):
            continue
        kind, score = rule.partition(".")[0], match.pattern.score
        if kind == "rhetorical":
            rhetorical = max(rhetorical, score)
            continue
        start, end = part.words[match.first].start, part.words[match.last].end
        if kind not in best or best[kind][0] < score:
            best[kind] = (score, rule, start, end)
    asked = _question(part)
    if asked and ("fraga" not in best or best["fraga"][0] < asked):
        best["fraga"] = (asked, "fraga.mark", part.start, part.end)
    if "fraga" in best and rhetorical:
        score, rule, start, end = best["fraga"]
        best["fraga"] = (score * (1.0 - rhetorical), rule, start, end)
    return best


def _question(part: Sentence) -> float:
    if not part.is_question:
        return 0.0
    if "!" in part.mark or part.mark.count("?") > 2:
        return 0.55
    first = part.words[0].text
    return 0.85 if first in lexicon.words("question_words") else 0.7
