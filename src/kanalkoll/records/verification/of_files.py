"""Files: each that a row names lies where it should and is byte for byte what it was."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from kanalkoll.ledger.verification import Problem
from kanalkoll.records import blobs
from kanalkoll.records.mime import mime_of
from kanalkoll.records.models import Attachment, Blob, EvidenceFile
from kanalkoll.records.verification.rows import chunks


def file_problems() -> Iterator[Problem]:
    """Changed and missing files, and files that something refers to without a row of their own."""
    for chunk in chunks(Blob.objects.all()):
        for blob in chunk:
            fault = blobs.fault(blob.sha256) or _fault_in_row(blob)
            if fault:
                yield Problem("blob_changed", f"blob:{blob.sha256}", f"Filen {blob.sha256} {fault}.")
    rowless = ~Exists(Blob.objects.filter(pk=OuterRef("blob_id")))
    names = {
        *Attachment.objects.filter(rowless).values_list("blob_id", flat=True),
        *EvidenceFile.objects.filter(rowless).values_list("blob_id", flat=True),
    }
    for name in sorted(names):
        yield Problem("blob_dropped", f"blob:{name}", f"Raden för filen {name} är borttagen.")


def _fault_in_row(blob: Blob) -> str | None:
    path = blobs.path_of(blob.sha256)
    with path.open("rb") as file:
        beginning = file.read(16)
    if path.stat().st_size != blob.size:
        return "har fått en annan storlek i sin rad"
    if mime_of(beginning, declared=blob.mime) != blob.mime:
        return "har fått ett annat format i sin rad"
    return None
