"""What a message's page shows: the whole thread as versions now stand, with marks, in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from kanalkoll.inbox.models import Message, Reply
from kanalkoll.inbox.pictures import PICTURES
from kanalkoll.records.models import Record
from kanalkoll.screening.hits import Hit, first_of, hits_of, standing
from kanalkoll.screening.judging import screenings_of
from kanalkoll.screening.models import Screening, Verdict
from kanalkoll.screening.verdicts import verdicts_of
from kanalkoll.screening.wording import FOLDED
from kanalkoll.ui.marking import Mark

LONGEST_THREAD = 200
# How many are shown on each side of the message before the rest is folded away.
NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place in a text is marked, and the place."""

    mark: Mark
    hit: Hit

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses behind it."""
        return self.hit.clauses


@dataclass(frozen=True, slots=True)
class Utterance:
    """One record in a thread, ready to show."""

    record: Record
    text: str
    author: str
    ours: bool
    current: bool
    folded: str
    note: str
    reasons: tuple[Reason, ...]
    words: tuple[str, ...]
    message_id: int | None
    screening: Screening | None

    @property
    def marks(self) -> list[Mark]:
        """The places to mark in the text."""
        return [reason.mark for reason in self.reasons]


@dataclass(frozen=True, slots=True)
class Thread:
    """The post and everything said under it, answers under what they answer.

    `near` is the message with its neighbours; `before` and `after` are further off. `left_out` is how many of
    the oldest are not here at all.
    """

    post: Record | None
    before: tuple[Utterance, ...]
    near: tuple[Utterance, ...]
    after: tuple[Utterance, ...]
    left_out: int

    @property
    def current(self) -> Utterance | None:
        """The message itself, None when it has been left out."""
        return next((each for each in self.near if each.current), None)


def thread_of(message: Message) -> Thread:
    """Everything around a message: its post, the other comments, our answers."""
    record = message.record
    post = record.post
    around = Q(post=post) if post else Q(pk=record.pk) | Q(parent=record) | Q(post=record)
    others = Record.objects.visible().filter(around).exclude(kind="note").exclude(head=None)
    count = others.count()
    rows = list(
        others.select_related("head", "message", "reply__author")
        .prefetch_related(PICTURES)
        .annotate(edits=Count("versions", filter=Q(versions__reason="edited")))
        .order_by("-first_seen_at", "-pk")[:LONGEST_THREAD]
    )
    rows = _in_reading_order([row for row in rows if row != post])
    screenings = screenings_of(rows)
    told = verdicts_of(screenings.values())
    names = {row.pk: row.author_name for row in rows}
    said = [_utterance(row, message, _Seen.of(screenings.get(row.pk), told, row), names) for row in rows]
    here = next((place for place, each in enumerate(said) if each.current), 0)
    first, last = max(0, here - NEIGHBOURS), here + 1 + NEIGHBOURS
    return Thread(
        post, tuple(said[:first]), tuple(said[first:last]), tuple(said[last:]), max(0, count - LONGEST_THREAD)
    )


def _in_reading_order(rows: Sequence[Record]) -> list[Record]:
    """By time, but an answer directly after what it answers."""
    answers: dict[int, list[Record]] = {}
    known = {row.pk for row in rows}
    tops = []
    for row in sorted(rows, key=lambda row: (row.platform_time or row.first_seen_at, row.pk)):
        if row.parent_id in known:
            answers.setdefault(row.parent_id or 0, []).append(row)
        else:
            tops.append(row)
    ordered: list[Record] = []
    waiting = tops[::-1]
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting += answers.get(row.pk, [])[::-1]
    return ordered


@dataclass(frozen=True, slots=True)
class _Seen:
    """What screening and people say of one text."""

    screening: Screening | None = None
    reasons: tuple[Reason, ...] = ()
    folded: str = ""

    @classmethod
    def of(cls, screening: Screening | None, told: Mapping[int, Sequence[Verdict]], row: Record) -> "_Seen":
        if screening is None or row.direction == "outgoing":
            return cls(screening)
        verdicts = told.get(screening.pk, ())
        return cls(screening, _reasons(screening, verdicts, row), _folded(screening, verdicts))


def _utterance(row: Record, message: Message, seen: _Seen, names: Mapping[int, str]) -> Utterance:
    own: Reply | None = getattr(row, "reply", None)
    other: Message | None = getattr(row, "message", None)
    ours = row.direction == "outgoing"
    current = row.pk == message.record_id
    answered = "" if ours else names.get(row.parent_id or 0, "")
    return Utterance(
        record=row,
        text=row.head.text if row.head else "",
        author=own.author.name if own else row.author_name or "Okänd",
        ours=ours,
        current=current,
        folded=seen.folded,
        note=_note(row, own, answered),
        # What was found stands in full beside the message itself; of the others a word is enough.
        reasons=seen.reasons if current else (),
        words=()
        if current
        else tuple(dict.fromkeys(each.hit.label for each in seen.reasons if each.hit.verdict is None)),
        screening=None if ours else seen.screening,
        message_id=other.pk if other else None,
    )


def _reasons(screening: Screening, verdicts: Sequence[Verdict], row: Record) -> tuple[Reason, ...]:
    return tuple(
        Reason(_mark(hit, f"skal-{row.pk}-{number:03}"), hit)
        for number, hit in enumerate(hits_of(screening, verdicts))
    )


def _mark(hit: Hit, anchor: str) -> Mark:
    return Mark(hit.place.start, hit.place.end, hit.label, anchor, look=hit.look)


def _folded(screening: Screening, verdicts: Sequence[Verdict]) -> str:
    _, suggested = standing(screening, verdicts)
    code = first_of(suggested, FOLDED)
    return f"{FOLDED[code]} Texten är hopfälld." if code else ""


def _note(row: Record, own: Reply | None, answered: str) -> str:
    parts = [f"svar till {answered}"] if answered else []
    edits = getattr(row, "edits", 0)
    if edits:
        parts.append("ändrad en gång" if edits == 1 else f"ändrad {edits} gånger")
    if own is not None and own.published_at is None:
        parts.append("inte publicerat än")
    if row.head is not None and row.head.content.media:
        count = len(row.head.content.media)
        parts.append("en bild eller fil" if count == 1 else f"{count} bilder eller filer")
    if row.gone_at is not None:
        parts.append("borta hos plattformen")
    elif row.head is not None and row.head.content.hidden:
        parts.append("dold hos plattformen")
    return ", ".join(parts)
