"""When somebody may be in danger: the fixed instruction, in whose words it is, and that it was shown.

Which instruction is chosen by the rule that spoke. A rule about more than one kind of danger, and one that is not
in the table yet, shows them all: too much is better than the wrong one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kanalkoll.inbox import disputing
from kanalkoll.inbox.acting import taken
from kanalkoll.inbox.models import Message
from kanalkoll.inbox.own_texts import Text, text_for
from kanalkoll.ledger.events import Happened, append, history
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import Guideline, User
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy.pack import Pack
from kanalkoll.screening import marking
from kanalkoll.screening.hits import Hit, hits_of
from kanalkoll.screening.judging import screening_of
from kanalkoll.screening.models import Verdict
from kanalkoll.screening.verdicts import verdicts_of

CRISIS = "kris"
SHOWN = "message.crisis_shown"
# One press says it; who wants to say more does so at the mark itself.
NO_DANGER = "other_meaning"
KINDS: Mapping[str, str] = {
    "self_harm": "Tankar på att skada sig eller ta sitt liv",
    "violence": "Våld eller hot mot någon",
    "danger": "Fara för liv, hälsa eller egendom",
}
# What each rule is about, by the second part of its id. A cry for help that does not say why, and what is written
# in another language, are about any of them.
RULES: Mapping[str, str] = {
    **dict.fromkeys(("life", "veiled"), "self_harm"),
    "violence": "violence",
    **dict.fromkeys(("accident", "animal", "bomb", "care", "child", "exposed", "fire", "gas"), "danger"),
    **dict.fromkeys(("medical", "missing", "power", "road", "water"), "danger"),
}


@dataclass(frozen=True, slots=True)
class Instruction:
    """What to do now, and an answer to begin from. `named`: the text says what kind of danger it is about."""

    kind: str
    text: Text
    answer: Text | None
    named: bool = True

    @property
    def title(self) -> str:
        """What kind of danger it is about."""
        return KINDS[self.kind]

    @property
    def source(self) -> str:
        """Whose words: the system's or the guideline's, as the log says it."""
        return "system" if self.text.default else "guideline"


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is shown on top of a message: the signals in its text and the instructions for them."""

    signals: tuple[Hit, ...]
    told: tuple[Instruction, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is shown, each reason once."""
        return tuple(dict.fromkeys(hit.reason for hit in self.signals))


def alarm(message: Message, *, pack: Pack, hits: Iterable[Hit] | None = None) -> Alarm | None:
    """The alarm about an open message whose text has a crisis signal that nobody has found wrong.

    `hits`: everything that was found in the text, where it is at hand.
    """
    if not message.is_open or message.urgent != marking.CRISIS:
        return None
    signals = _signals(message) if hits is None else tuple(filter(_alarms, hits))
    if not signals:
        return None
    return Alarm(signals, instructions((hit.place.rule for hit in signals), pack=pack))


def instructions(rules: Iterable[str], *, pack: Pack) -> tuple[Instruction, ...]:
    """The fixed instructions for these rules; the municipality's own where it has them.

    What the text names comes before what it may be about, and of those the gravest first.
    """
    about = [kinds_of(rule) for rule in rules]
    named = {kind for kinds in about if len(kinds) == 1 for kind in kinds}
    found = []
    for kind in sorted(KINDS, key=lambda kind: kind not in named):
        text = text_for(pack, f"crisis_{kind}") if any(kind in kinds for kinds in about) else None
        if text is not None:
            answer = text_for(pack, f"crisis_answer_{kind}")
            found.append(Instruction(kind, text, answer, named=kind in named))
    return tuple(found)


def kinds_of(rule: str) -> tuple[str, ...]:
    """What kinds of danger a rule is about."""
    part = rule.split(".")[1] if "." in rule else ""
    return (RULES[part],) if part in RULES else tuple(KINDS)


def shown(
    message: Message, told: Sequence[Instruction], *, guideline: Guideline, by: User, now: datetime
) -> None:
    """Keep that this person was shown these instructions: which and whose, never the text. Once for each.

    Who may only read can do nothing about it, and leaves no trace of having read.
    """
    if not may(by, Permission.HANDLE, message.account_id):
        return
    events = [
        Happened(
            SHOWN, message.name, by.actor, guideline=guideline.digest, ground=f"{each.kind} {each.source}"
        )
        for each in told
    ]
    if not _not_kept(events, message):
        return
    with writing():
        # Two pages opened at once both come here; the second waits for the first, and finds nothing left to keep.
        Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
        append(_not_kept(events, message), at=now)


def no_danger(message_id: int, *, by: User, now: datetime) -> int:
    """It was no danger: every signal that stands is found wrong, together. Returns how many there were.

    Raises NotNow and Refused.
    """
    with writing():
        message = taken(message_id, by=by)
        for hit in (signals := _signals(message)):
            disputing.say_wrong(message_id, place=hit.place, why=NO_DANGER, by=by, now=now)
    return len(signals)


def danger_after_all(message_id: int, *, by: User, now: datetime) -> int:
    """It was danger: what this person's last "no danger" found wrong is taken back, together. Returns how many.

    What colleagues have found wrong, and what was said of one signal by itself, stands. Raises as above.
    """
    with writing():
        message = taken(message_id, by=by)
        pressed = _pressed(message, by=by)
        for verdict in pressed:
            disputing.take_back(message_id, verdict_id=verdict.pk, by=by, now=now)
    return len(pressed)


def _not_kept(events: Sequence[Happened], message: Message) -> list[Happened]:
    known = history(message.name).filter(verb=SHOWN)
    kept = set(known.values_list("actor", "guideline", "ground")) if events else set()
    return [each for each in events if (each.actor, each.guideline, each.ground) not in kept]


def _pressed(message: Message, *, by: User) -> list[Verdict]:
    """What one press said: all that it found wrong was found so in the same moment."""
    verdicts = (hit.verdict for hit in _hits(message))
    own = [each for each in verdicts if each is not None and each.by_id == by.pk and each.why == NO_DANGER]
    return [each for each in own if each.at == max(one.at for one in own)]


def _signals(message: Message) -> tuple[Hit, ...]:
    """The crisis signals that nobody has found wrong."""
    return tuple(filter(_alarms, _hits(message)))


def _alarms(hit: Hit) -> bool:
    return hit.place.category == CRISIS and hit.verdict is None


def _hits(message: Message) -> list[Hit]:
    screening = screening_of(message.record)
    if screening is None:
        return []
    hits = hits_of(screening, verdicts_of([screening]).get(screening.pk, ()))
    return [hit for hit in hits if hit.place.category == CRISIS]
