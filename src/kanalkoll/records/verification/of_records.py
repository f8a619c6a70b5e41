"""Records: each is what its first documents say, says what its latest version says, and none was added."""

from collections.abc import Iterator

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from kanalkoll.ledger.models import Event
from kanalkoll.ledger.verification import Problem
from kanalkoll.records.document import Document
from kanalkoll.records.models import Record, Version
from kanalkoll.records.verification.rows import chunks


def record_problems() -> Iterator[Problem]:
    """Changed, dropped, swapped and added records."""
    yield from _dropped()
    for chunk in chunks(Record.objects.all()):
        beginnings = _documents(chunk, "first-seen", "drawn-up")
        publishings = _documents(chunk, "published")
        for record in chunk:
            first = beginnings.get(record.pk)
            if first is None:
                yield Problem("record_added", record.name, f"Handling {record.pk} har ingen första version.")
            else:
                yield from _changed(record, first, publishings.get(record.pk, first))
    for code, rows, message in _wrong_now():
        for record in rows.order_by("pk").iterator():
            yield Problem(code, record.name, f"Handling {record.pk}: {message}.")


def _dropped() -> Iterator[Problem]:
    orphans = Version.objects.filter(number=1).exclude(
        Exists(Record.objects.filter(pk=OuterRef("record_id")))
    )
    for record in orphans.values_list("record_id", flat=True).order_by("pk").iterator():
        yield Problem("record_dropped", f"record:{record}", f"Handling {record} är borttagen.")


def _documents(records: list[Record], *reasons: str) -> dict[int, Document]:
    rows = Version.objects.filter(record__in=[record.pk for record in records], reason__in=reasons)
    documents: dict[int, Document] = {}
    for record, stored in rows.order_by("number").values_list("record_id", "document"):
        try:
            documents[record] = Document.from_bytes(bytes(stored))
        except (ValueError, KeyError, TypeError):
            # The version's own check names it.
            continue
    return documents


def _changed(record: Record, first: Document, published: Document) -> Iterator[Problem]:
    columns = {
        "konto": (record.account_id, first.account),
        "slag": (record.kind, first.kind),
        "riktning": (record.direction, first.direction),
        "svar på": (record.parent_platform_id, first.parent_id),
        "inlägg": (record.post_platform_id, first.post_id),
        "avsändarens id": (record.author_platform_id, first.author.platform_id),
        "avsändare": (record.author_name, first.author.name),
        "avsändarens adress": (record.author_address, first.author.address),
        "när den kom in": (record.first_seen_at, first.captured_at),
        "plattformens id": (record.platform_id, published.platform_id),
        "länk": (record.permalink, published.permalink),
        "när den skrevs": (record.platform_time, published.created_at),
    }
    for name, (now, kept) in columns.items():
        if now != kept:
            yield Problem(
                "record_changed",
                record.name,
                f"Handling {record.pk}: {name} är en annan än den som bevarades.",
            )


def _wrong_now() -> Iterator[tuple[str, QuerySet[Record], str]]:
    latest = Version.objects.filter(record=OuterRef("pk")).exclude(reason="late").order_by("-event_id")
    wrong_head = ~Q(head=Subquery(latest.values("pk")[:1])) | Q(head=None)
    yield "head_changed", Record.objects.filter(wrong_head), "pekar inte på sin senaste version"

    gone = Q(head__reason="gone")
    wrong_gone = (gone & (Q(gone_at=None) | ~Q(gone_at=F("head__captured_at")))) | (~gone & ~Q(gone_at=None))
    yield "record_changed", Record.objects.filter(wrong_gone), "uppgiften om att den är borta är ändrad"

    sealing = Event.objects.filter(verb="record.sealed", object=OuterRef("named"))
    named = Record.objects.alias(named=Concat(Value("record:"), Cast("pk", CharField())))
    yield (
        "record_changed",
        named.exclude(sealed_at=None).exclude(Exists(sealing.filter(at=OuterRef("sealed_at")))),
        "är förseglad utan att loggen säger det",
    )
    yield (
        "record_changed",
        named.filter(sealed_at=None).filter(Exists(sealing)),
        "förseglingen är bruten",
    )
    for link in ("parent", "post"):
        yield "record_changed", _wrongly_linked(link), "är kopplad till fel handling"


def _wrongly_linked(link: str) -> QuerySet[Record]:
    """Linked to another than the one whose platform id was kept, or not linked though that one is here."""
    id_column = f"{link}_platform_id"
    unnamed = Q(**{id_column: ""})
    other = ~Q(**{f"{link}__platform_id": F(id_column)}) | Q(**{f"{link}__platform_id": None})
    # Only what we drew up ourselves can lack an id: everything to and from what came in is linked by one.
    stray = unnamed & (Q(**{f"{link}__direction": "incoming"}) | Q(direction="incoming"))
    wrong = ~Q(**{link: None}) & ((~unnamed & other) | stray)
    there = Record.objects.filter(account=OuterRef("account"), platform_id=OuterRef(id_column))
    lost = Q(**{link: None}) & ~unnamed & Exists(there.exclude(pk=OuterRef("pk")))
    return Record.objects.filter(wrong | lost)
