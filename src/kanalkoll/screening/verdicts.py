""" "Fel, och därför": what a person says of a hit, and taking it back. The screening is never changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.guidelines import in_force
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.records import keeping
from kanalkoll.records.models import Record
from kanalkoll.screening import marking
from kanalkoll.screening.hits import Place, hits_of, standing
from kanalkoll.screening.models import WHYS, Screening, Verdict


class NoSuchHit(Exception):
    """The text has no such hit any more; the sentence is for the person."""


def say_wrong(
    screening: Screening, *, place: Place, why: str, by: User, now: datetime, words: str = ""
) -> Verdict:
    """Say that a hit is wrong, and why (a key of WHYS, with words of one's own for "other").

    Saying it again of the same hit changes nothing. Raises NoSuchHit and Refused.
    """
    record = screening.version.record
    require(by, Permission.HANDLE, record.account_id)
    with writing():
        _require_open(record)
        told = list(screening.verdicts.filter(taken_back_at=None))
        hit = next((each for each in hits_of(screening, told) if each.place == place), None)
        if hit is None or why not in WHYS:
            raise NoSuchHit("Markeringen finns inte längre. Texten kan ha ändrats sedan du öppnade sidan.")
        if hit.verdict is not None:
            return hit.verdict
        verdict = Verdict.objects.create(
            screening=screening,
            rule=place.rule,
            category=place.category,
            start=place.start,
            end=place.end,
            why=why,
            reason=_kept(words, record, by=by, now=now),
            by=by,
            at=now,
        )
        _happened("screening.said_wrong", verdict, record, by=by, now=now)
    return verdict


def take_back(verdict: Verdict, *, by: User, now: datetime) -> Verdict:
    """The hit was right after all. Again changes nothing. Raises Refused."""
    record = verdict.screening.version.record
    require(by, Permission.HANDLE, record.account_id)
    with writing():
        _require_open(record)
        verdict.refresh_from_db()
        if verdict.taken_back_at is None:
            verdict.taken_back_by, verdict.taken_back_at = by, now
            verdict.save(update_fields=["taken_back_by", "taken_back_at"])
            _happened("screening.taken_back", verdict, record, by=by, now=now)
    return verdict


def verdicts_of(screenings: Iterable[Screening]) -> Mapping[int, list[Verdict]]:
    """The verdicts that stand, by screening, with who and their own words: one statement for all."""
    found: dict[int, list[Verdict]] = {}
    rows = Verdict.objects.filter(screening__in=list(screenings), taken_back_at=None)
    for verdict in rows.select_related("by", "reason__head"):
        found.setdefault(verdict.screening_id, []).append(verdict)
    return found


def marks_of(screening: Screening) -> tuple[int, list[str]]:
    """How much a text presses, and its labels in the queue, with what was found wrong taken out."""
    if screening.failed:
        return 0, [marking.NOT_SCREENED]
    found, suggested = standing(screening, screening.verdicts.filter(taken_back_at=None))
    return marking.urgency(found, suggested), marking.labels(found)


def _require_open(record: Record) -> None:
    if record.sealed_at is not None:
        raise NoSuchHit("Det här är förseglat. Dess granskning visas inte.")


def _kept(words: str, record: Record, *, by: User, now: datetime) -> Record | None:
    """A reason in a person's own words is a record, as every text is."""
    if not words.strip():
        return None
    return keeping.draw_up(
        account=record.account,
        kind="note",
        text=words.strip(),
        parent=record,
        author_name=by.name,
        by=by.actor,
        now=now,
    )


def _happened(verb: str, verdict: Verdict, record: Record, *, by: User, now: datetime) -> None:
    """The log gets the rule and the kind of reason, never the text or the person's words."""
    append(
        [
            Happened(
                verb=verb,
                object=record.name,
                actor=by.actor,
                guideline=in_force(now).digest,
                ground=f"{verdict.name} {verdict.rule} {verdict.why}",
            )
        ],
        at=now,
    )
