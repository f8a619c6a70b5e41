"""What stands on an evidence sheet, put together from the record, its thread and the guideline's wording."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from kanalkoll.ledger.merkle import Frontier
from kanalkoll.ledger.models import Tree
from kanalkoll.records import blobs
from kanalkoll.records.models import KINDS, Record, Version
from kanalkoll.records.sheet import Contents, Entry, Picture
from kanalkoll.records.sheet.moments import in_full
from kanalkoll.records.sheet.pictures import drawable_as
from kanalkoll.records.thread import Surroundings

NO_ALT = "Bild utan alternativtext"


@dataclass(frozen=True, slots=True)
class SheetText:
    """What others know that the sheet shows. `clauses` are id and summary, `secured_by` is a name.

    `ground_code` and `guideline_digest` go into the log and are codes; the rest is Swedish for people.
    """

    municipality: str
    platform: str
    reference: str
    ground: str
    ground_code: str | None
    clauses: tuple[tuple[str, str], ...]
    guideline: str
    guideline_digest: str | None
    secured_by: str


def composed(
    record: Record, head: Version, around: Surroundings, *, wording: SheetText, now: datetime
) -> Contents:
    """The sheet's contents. Raises blobs.Damaged when a kept picture is not what it was."""
    document = head.content
    where = f"{wording.platform}, {record.account.name}"
    return Contents(
        municipality=wording.municipality,
        reference=wording.reference,
        lead=f"{KINDS[record.kind]} av {_author(document.author.name)} på {where}",
        secured_at=now,
        facts=list(_facts(record, head, wording, now)),
        item=Entry(_author(document.author.name), document.state_at, head.text),
        grounds=list(_grounds(wording)),
        thread=[_entry(depth, each, record) for depth, each in around.entries]
        if len(around.entries) > 1
        else [],
        left_out=around.left_out,
        pictures=list(_pictures(head)),
        hashes=list(_hashes(head)),
        notices=list(_notices(head)),
    )


def _facts(record: Record, head: Version, wording: SheetText, now: datetime) -> Iterator[tuple[str, str]]:
    document = head.content
    yield "Avsändare", _author(document.author.name)
    if document.author.platform_id:
        yield "Avsändarens id", document.author.platform_id
    if document.author.address:
        yield "Avsändarens sida", document.author.address
    yield "Skrevs", in_full(document.created_at)
    if document.edited_at:
        yield "Ändrades", in_full(document.edited_at)
    yield "Kom in hit", in_full(record.first_seen_at)
    yield "Säkrades", in_full(now)
    yield "Säkrades av", wording.secured_by
    yield "Id hos plattformen", document.platform_id or "saknas"
    if document.permalink:
        yield "Adress", document.permalink
    if document.hidden:
        yield "Synlighet", "Var redan dold hos plattformen"
    if document.gone:
        yield "Synlighet", "Fanns inte längre kvar hos plattformen"


def _grounds(wording: SheetText) -> Iterator[tuple[str, str]]:
    if wording.ground:
        yield "Grund", wording.ground
    yield from wording.clauses
    if wording.guideline:
        yield "Riktlinje", wording.guideline


def _entry(depth: int, each: Record, secured: Record) -> Entry:
    marked = each == secured
    text = each.head.text if each.head else ""
    # The item itself stands in full at the top of the sheet.
    shown = f"{text[:120]} …" if marked and len(text) > 120 else text
    return Entry(_author(each.author_name), each.platform_time or each.first_seen_at, shown, depth, marked)


def _pictures(head: Version) -> Iterator[Picture]:
    for attachment in head.attachments.select_related("blob"):
        name = attachment.blob.sha256
        drawn = drawable_as(blobs.read(name), attachment.blob.mime) if attachment.kind == "image" else None
        if drawn:
            path = blobs.path_of(name).relative_to(blobs.folder())
            caption = f"Bild {attachment.position + 1}. {attachment.alt}".strip()
            yield Picture(f"/{path}", drawn, attachment.alt or NO_ALT, caption)


def _hashes(head: Version) -> Iterator[tuple[str, str]]:
    tree = Tree.objects.get(pk=1)
    yield "Plats i händelseloggen", f"händelse {head.event_id}"
    yield "Kontrollsumma i loggen", bytes(head.commitment).hex()
    yield "Dokumentet, SHA-256", sha256(bytes(head.document)).hexdigest()
    yield "Plattformens svar, SHA-256", sha256(bytes(head.raw)).hexdigest()
    for attachment in head.attachments.all():
        yield f"Fil {attachment.position + 1}, SHA-256", attachment.blob_id
    yield f"Loggens rot vid {tree.size} händelser", _root(tree)


def _root(tree: Tree) -> str:
    return Frontier.from_bytes(tree.size, bytes(tree.frontier)).root().hex()


def _notices(head: Version) -> Iterator[str]:
    document = head.content
    if not head.text:
        yield "Inlägget har ingen text."
    missing = sum(1 for media in document.media if media.sha256 is None)
    if missing:
        yield f"{missing} bild eller fil kunde inte hämtas från plattformen. Adressen är bevarad."
    if "text_shortened" in document.altered:
        yield "Texten var längre än vad systemet tar emot och är avkortad. Plattformens svar är bevarat."
    if "characters_replaced" in document.altered:
        yield "Tecken som inte kan lagras har bytts ut mot ersättningstecken. Plattformens svar är bevarat."


def _author(name: str) -> str:
    return name or "okänd avsändare"
