"""Judging a text by the guideline: what the rules find in it, and what the guideline makes of that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import structlog

from kanalkoll.language import NO_ALLOW, RULES_VERSION, screen
from kanalkoll.language import Screening as Found
from kanalkoll.language.findings import Allow
from kanalkoll.policy import moderation
from kanalkoll.policy.moderation import Suggestion
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.workdays import local_day
from kanalkoll.records.models import Record
from kanalkoll.screening import marking, rulebooks
from kanalkoll.screening.models import RuleBook, Screening
from kanalkoll.screening.names import names
from kanalkoll.screening.opinion import Opinion, opinion_of
from kanalkoll.screening.own_rules import own_rules

log = structlog.get_logger("kanalkoll.screening")


@dataclass(frozen=True, slots=True)
class Judged:
    """What screening and guideline say of one text; `found` is None when screening failed."""

    found: Found | None
    suggestions: tuple[Suggestion, ...]
    opinion: Opinion | None = None

    @property
    def urgent(self) -> int:
        """How much it presses, see `marking.urgency`."""
        return marking.urgency(self.found.findings, self.suggestions) if self.found else 0

    @property
    def labels(self) -> list[str]:
        """The codes shown as marks in the queue, surest first."""
        return marking.labels(self.found.findings) if self.found else [marking.NOT_SCREENED]

    def row(self, version_id: int, book: RuleBook, now: datetime) -> Screening:
        """What is kept of it beside the version."""
        if self.found is None:
            return Screening(
                version_id=version_id, rules_version=RULES_VERSION, rule_book=book, failed=True, at=now
            )
        return Screening(
            version_id=version_id,
            rules_version=self.found.rules_version,
            findings=[asdict(finding) for finding in self.found.findings],
            suggestions=[asdict(suggestion) for suggestion in self.suggestions],
            handling=dict(self.found.handling),
            language=self.found.language,
            at=now,
            rule_book=book,
            opinion=asdict(self.opinion) if self.opinion else None,
        )


NOT_JUDGED = Judged(None, ())


def judge(pack: Pack, texts: Iterable[str], *, now: datetime) -> dict[str, Judged]:
    """Each text judged by the guideline. Done before a transaction: it takes time, and it may fail."""
    asked = list(texts)
    own = own_rules(pack, now) if asked else NO_ALLOW
    return {text: _judged(pack, text, own, now) for text in asked}


def keep(judged: Sequence[tuple[int, Judged]], *, now: datetime) -> None:
    """Keep what was found, by version, with the rules that found it. Call it inside writing()."""
    if judged:
        book = rulebooks.in_use(now)
        Screening.objects.bulk_create(
            [outcome.row(version, book, now) for version, outcome in judged], ignore_conflicts=True
        )


def screening_of(record: Record) -> Screening | None:
    """What was found in the text that the record now shows."""
    return screenings_of([record]).get(record.pk)


def screenings_of(records: Iterable[Record]) -> Mapping[int, Screening]:
    """What was found in the texts that these records (with their heads) now show, by record.

    A version that only says that the item was hidden or is gone has the text, and so the screening, of one before.
    """
    texts = {record.pk: record.head.text for record in records if record.head is not None}
    rows = Screening.objects.filter(version__record__in=list(texts)).order_by("version__number")
    told = rows.select_related("version").only(
        *(field.name for field in Screening._meta.local_concrete_fields), "version__record", "version__text"
    )
    return {row.version.record_id: row for row in told if row.version.text == texts[row.version.record_id]}


def _judged(pack: Pack, text: str, own: Allow, now: datetime) -> Judged:
    try:
        found = screen(text, direction="incoming", channel="kommentar", allow=own, names=names())
        return Judged(found, moderation.judge(pack, screening=found, on=local_day(now)), opinion_of(text))
    except Exception as error:
        # Whatever goes wrong in judging a text, a received document is never refused because of it.
        log.warning("screening failed", error_class=type(error).__name__)
        return NOT_JUDGED
