"""A word tried before it takes effect: what it would have changed in the messages of the last ninety days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kanalkoll.language import Finding, screen
from kanalkoll.language.findings import Allow, Excused, LocalWord
from kanalkoll.language.local import stands_in
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import readable_accounts
from kanalkoll.records.models import Record
from kanalkoll.screening import entries
from kanalkoll.screening.entries import Wanted
from kanalkoll.screening.names import names
from kanalkoll.screening.own_rules import own_rules
from kanalkoll.screening.wording import FOLDED

PERIOD = timedelta(days=90)
# So many messages are looked at, the newest first; beyond that a page would keep its person waiting.
MOST_TEXTS = 20_000
# So many are screened with all the rules, twice each: only those where the word stands are.
MOST_SCREENED = 1_000
BATCH = 1_000
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Tried:
    """One message that would have looked otherwise: where, how much of it is marked already, why it is folded."""

    record: Record
    text: str
    places: tuple[Finding, ...]
    already: int
    folded: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the trial told: messages looked at, messages changed, marks added or taken away, already marked."""

    texts: int
    changed: int
    marks: int
    already: int
    limited: bool
    shown: tuple[Tried, ...]

    @property
    def numbers(self) -> dict[str, object]:
        """What is kept with the entry."""
        return {
            "texts": self.texts,
            "changed": self.changed,
            "marks": self.marks,
            "already": self.already,
            "limited": self.limited,
        }


def try_out(wanted: Wanted, *, by: User, now: datetime) -> Outcome:
    """Screen what came in with and without the entry. Texts stay in this process; sealed ones are left out."""
    before = own_rules(pack_of(in_force(now)), now)
    after = entries.with_wanted(before, wanted, by=by, now=now)
    looked = screened = 0
    found: list[Tried] = []
    limited = False
    for record in _records(by, now - PERIOD):
        if looked == MOST_TEXTS or screened == MOST_SCREENED:
            limited = True
            break
        looked += 1
        text = record.head.text if record.head else ""
        if not _may_matter(wanted, text):
            continue
        screened += 1
        tried = _tried(record, text, before, after, marks=wanted.marks)
        if tried is not None:
            found.append(tried)
    return Outcome(
        texts=looked,
        changed=len(found),
        marks=sum(len(each.places) for each in found),
        already=sum(each.already for each in found),
        limited=limited,
        shown=tuple(found[:SHOWN]),
    )


def _records(by: User, since: datetime) -> Iterator[Record]:
    """What came in since then on the accounts this person reads, the newest first, by key."""
    rows = (
        Record.objects.visible()
        .filter(direction="incoming", kind__in=("comment", "visitor_post", "message"))
        .filter(account__in=readable_accounts(by), first_seen_at__gte=since, head__isnull=False)
        .select_related("head")
        .only("author_name", "first_seen_at", "platform_time", "head__text")
        .order_by("-pk")
    )
    last: int | None = None
    while batch := list((rows if last is None else rows.filter(pk__lt=last))[:BATCH]):
        yield from batch
        last = batch[-1].pk


def _may_matter(wanted: Wanted, text: str) -> bool:
    """Whether the entry can change anything in the text at all: cheap, for all texts are asked."""
    if wanted.shape == "phone":
        return sum(sign.isdigit() for sign in text) >= 6 or "noll" in text.casefold()
    if wanted.shape == "email":
        return "@" in text
    phrase = (
        LocalWord(wanted.phrase, wanted.category, 1.0, entries.UNSAVED, "", wanted.inflected)
        if wanted.marks
        else Excused(wanted.phrase, frozenset(), wanted.inflected)
    )
    return stands_in(text, phrase)


def _tried(record: Record, text: str, before: Allow, after: Allow, *, marks: bool) -> Tried | None:
    old = _marks(text, before)
    new = _marks(text, after)
    if marks:
        added = tuple(one for one in new if one.rule == entries.UNSAVED)
        already = sum(any(_overlap(one, other) for other in old) for one in added)
        return Tried(record, text, added, already, _folded([*old, *added])) if added else None
    left = {(one.type, one.start, one.end) for one in new}
    gone = tuple(one for one in old if (one.type, one.start, one.end) not in left)
    return Tried(record, text, gone, 0, _folded(old)) if gone else None


def _folded(marks: Iterable[Finding]) -> str:
    """Why the text is folded until somebody chooses to read it, whatever the word that is tried has to do with it."""
    there = {one.type for one in marks}
    return next((why for code, why in FOLDED.items() if code in there), "")


def _marks(text: str, allow: Allow) -> list[Finding]:
    """What would be marked; personal data once, under its own name."""
    found = screen(text, direction="incoming", channel="kommentar", allow=allow, names=names()).findings
    named = {(one.start, one.end) for one in found if one.kind == "personal_data"}
    return [
        one
        for one in found
        if one.kind == "personal_data"
        or (one.kind == "category" and not (one.type == "personuppgift" and (one.start, one.end) in named))
    ]


def _overlap(one: Finding, other: Finding) -> bool:
    return one.type == other.type and one.start < other.end and other.start < one.end
