"""One text screened: every layer in turn, each finding with its span in the text as it was given."""

from operator import attrgetter
from typing import Final

from kanalkoll.language import categories, context, drafts, handling, local, personal, weighing
from kanalkoll.language.context import Surroundings
from kanalkoll.language.detection import language
from kanalkoll.language.findings import HANDLING, NO_ALLOW, SUGGESTED, Allow, Direction, Finding, Screening
from kanalkoll.language.name_pack import NO_PACK, NamePack
from kanalkoll.language.private import personal_category
from kanalkoll.language.views import View, view
from kanalkoll.language.weighing import Words
from kanalkoll.language.words import Sentence, sentences

# Raised whenever a list or a rule changes, so that an old suggestion can be told from a new one.
RULES_VERSION: Final = "2026.11.14"
# The most that is told of what is not suggested.
_JUST_NOT: Final = SUGGESTED - 0.001
# A text that every layer has something to say of.
_OF_ALL_KINDS: Final = "Hej! När öppnar badet, era jävla idioter? Ring Anna Ek på 070-1740605."


def screen(
    text: str,
    *,
    direction: Direction,
    channel: str | None = None,
    allow: Allow = NO_ALLOW,
    names: NamePack = NO_PACK,
) -> Screening:
    """What the rules see in a text, for a person to decide on. Accepts any string and never raises.

    Incoming texts are also read for how to handle them, outgoing ones for plain language in their channel.
    """
    seen = view(text)
    parts = sentences(seen.text)
    around = context.surroundings(seen.text, parts)
    private = local.standing(personal.find(seen, allow, names), seen, parts, allow)
    told = weighing.weigh(seen.text, parts, allow.words)
    marked, scores = _categories(seen, parts, around, allow, told)
    findings: list[Finding] = [*private, *marked]
    exposed, scores["personuppgift"] = personal_category(private, scores)
    findings.extend(exposed)
    ways = dict.fromkeys(HANDLING, 0.0)
    tongue = language(text)
    if direction == "incoming":
        handled, ways = handling.find(seen, parts, findings, told)
        findings.extend(handled)
    else:
        findings.extend(
            drafts.find(text, seen, parts, channel=channel, tongue=tongue, allow=allow, names=names)
        )
    return Screening(
        findings=tuple(
            sorted((one for one in findings if one.type not in allow.off), key=attrgetter("start", "end"))
        ),
        categories={name: _told(score) for name, score in scores.items() if name not in allow.off},
        handling={name: _told(score) for name, score in ways.items() if name not in allow.off},
        language=tongue,
        rules_version=RULES_VERSION,
    )


def prepare() -> None:
    """Read the lists now, which takes half a second, rather than with the first texts."""
    screen(_OF_ALL_KINDS, direction="incoming")
    screen(_OF_ALL_KINDS, direction="outgoing")


def _told(score: float) -> float:
    """A score with three decimals, which make none of what is not suggested look as if it were."""
    if not score:
        return 0.0
    return round(score, 3) if score >= SUGGESTED else min(round(score, 3), _JUST_NOT)


def _categories(
    seen: View,
    parts: tuple[Sentence, ...],
    around: Surroundings,
    allow: Allow,
    told: Words,
) -> tuple[tuple[Finding, ...], dict[str, float]]:
    """What our own rules and the municipality's words mark, less what it knows to be harmless."""
    own, scores = categories.find(seen, parts, around, allow, told)
    if not allow.local and not allow.excused:
        return own, scores
    added = tuple(local.marked(seen, parts, allow))
    for one in added:
        scores[one.type] = max(scores[one.type], one.score)
    marked = local.standing((*own, *added), seen, parts, allow)
    return marked, _as_marked(scores, marked)


def _as_marked(scores: dict[str, float], marked: tuple[Finding, ...]) -> dict[str, float]:
    """The scores, without those of what was marked and has been let be."""
    left = {one.type for one in marked}
    return {name: score if score < SUGGESTED or name in left else 0.0 for name, score in scores.items()}
