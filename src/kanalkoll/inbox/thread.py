"""What a message's page shows: the whole thread as versions now stand, with marks, in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from kanalkoll.inbox.models import Message, Reply, Screening
from kanalkoll.records.models import Record
from kanalkoll.ui.marking import Mark

LONGEST_THREAD = 200


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place in a text is marked: a sentence, the clauses behind it, and the place."""

    mark: Mark
    reason: str
    clauses: tuple[str, ...]
    law: str


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
    message_id: int | None

    @property
    def marks(self) -> list[Mark]:
        """The places to mark in the text."""
        return [reason.mark for reason in self.reasons]


@dataclass(frozen=True, slots=True)
class Thread:
    """The post and everything said under it, oldest first; `left_out` is how many older ones are not shown."""

    post: Record | None
    utterances: tuple[Utterance, ...]
    left_out: int


# Words for what was found, short enough for a mark; categories first, handling after.
LABELS: Mapping[str, str] = {
    "hot": "Hot",
    "krankning": "Personangrepp",
    "hets": "Hets",
    "sexism": "Sexism",
    "svordom": "Grovt språk",
    "pornografi": "Pornografi",
    "uppmaning_brott": "Uppmaning till brott",
    "valdsskildring": "Våldsskildring",
    "upphovsratt": "Upphovsrätt",
    "reklam": "Reklam",
    "partipolitik": "Partipolitik",
    "desinformation": "Desinformation",
    "sekretess": "Sekretess",
    "personuppgift": "Personuppgift",
    "fraga": "Fråga",
    "synpunkt": "Synpunkt",
    "klagomal": "Klagomål",
    "kris": "Fara nu",
    "not_screened": "Kunde inte granskas",
    "PERSONNUMMER": "Personnummer",
    "SAMORDNINGSNUMMER": "Samordningsnummer",
    "TELEFON": "Telefonnummer",
    "EPOST": "E-postadress",
    "ADRESS": "Adress",
    "NAMN": "Namn",
    "REGNR": "Registreringsnummer",
    "BANKKONTO": "Bankkonto",
    "FODELSEDATUM": "Födelsedatum",
}
# What is folded until somebody chooses to read it.
FOLDED = {
    "hot": "Kan vara hot.",
    "pornografi": "Kan vara pornografiskt.",
    "valdsskildring": "Kan skildra våld.",
}


def thread_of(message: Message) -> Thread:
    """Everything around a message: its post, the other comments, our answers."""
    record = message.record
    post = record.post
    others = Record.objects.visible().filter(Q(post=post) if post else Q(pk=record.pk) | Q(parent=record))
    others = others.exclude(kind="note").exclude(head=None)
    count = others.count()
    rows = list(
        others.select_related("head", "message", "reply__author")
        .annotate(edits=Count("versions", filter=Q(versions__reason="edited")))
        .order_by("-first_seen_at", "-pk")[:LONGEST_THREAD]
    )
    rows.sort(key=lambda row: (row.platform_time or row.first_seen_at, row.pk))
    screenings = {
        screening.version_id: screening
        for screening in Screening.objects.filter(version__in=[row.head_id for row in rows])
    }
    said = tuple(_utterance(row, message, screenings.get(row.head_id or 0)) for row in rows)
    return Thread(post=post, utterances=said, left_out=count - len(rows))


def label(code: str) -> str:
    """The Swedish word for a screening code."""
    return LABELS.get(code, code)


def _utterance(row: Record, message: Message, screening: Screening | None) -> Utterance:
    own: Reply | None = getattr(row, "reply", None)
    other: Message | None = getattr(row, "message", None)
    ours = row.direction == "outgoing"
    current = row.pk == message.record_id
    reasons = _reasons(screening, row) if not ours else ()
    return Utterance(
        record=row,
        text=row.head.text if row.head else "",
        author=own.author.name if own else row.author_name or "Okänd",
        ours=ours,
        current=current,
        folded=_folded(screening),
        note=_note(row, own),
        reasons=reasons,
        message_id=other.pk if other else None,
    )


def _reasons(screening: Screening | None, row: Record) -> tuple[Reason, ...]:
    if screening is None:
        return ()
    return tuple(_reason(found, f"skal-{row.pk}-{number}") for number, found in enumerate(screening.suggestions))


def _reason(found: Mapping[str, object], anchor: str) -> Reason:
    clauses = found.get("clauses")
    return Reason(
        mark=Mark(int(str(found["start"])), int(str(found["end"])), label(str(found["category"])), anchor),
        reason=str(found["reason"]),
        clauses=tuple(str(clause) for clause in clauses) if isinstance(clauses, Sequence) else (),
        law=str(found.get("law") or ""),
    )


def _folded(screening: Screening | None) -> str:
    if screening is None:
        return ""
    found = {str(each["category"]) for each in screening.suggestions if float(each["score"]) >= 0.5}
    return next((f"{words} Texten är hopfälld." for code, words in FOLDED.items() if code in found), "")


def _note(row: Record, own: Reply | None) -> str:
    parts = []
    edits = getattr(row, "edits", 0)
    if edits:
        parts.append("ändrad en gång" if edits == 1 else f"ändrad {edits} gånger")
    if own is not None and own.published_at is None:
        parts.append("inte publicerat än")
    if row.gone_at is not None:
        parts.append("borta hos plattformen")
    elif row.head is not None and row.head.content.hidden:
        parts.append("dold hos plattformen")
    return ", ".join(parts)

