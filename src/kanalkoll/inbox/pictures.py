"""Pictures that came with what somebody wrote: small in the thread, and by themselves for who may read them."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kanalkoll.inbox.finding import person
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.records import blobs
from kanalkoll.records.mime import mime_of
from kanalkoll.records.models import Attachment, Record
from kanalkoll.records.sheet.pictures import FORMATS, drawable_as

# One statement for a whole thread; each head version then has `pictures`.
PICTURES = Prefetch(
    "head__attachments",
    queryset=Attachment.objects.filter(kind="image", blob__mime__in=list(FORMATS)).order_by("position"),
    to_attr="pictures",
)
# Nothing in the file may run, load anything or be framed, whatever it turns out to be.
CLOSED = "default-src 'none'; sandbox; frame-ancestors 'none'"


@require_safe
def picture(request: HttpRequest, record: int, position: int) -> HttpResponse:
    """One picture of the text as it stands. Raises Http404 (missing, sealed, not theirs, not a picture)."""
    found = Record.objects.visible().filter(pk=record).first()
    if found is None or not may(person(request), Permission.READ, found.account_id):
        raise Http404("picture")
    kept = get_object_or_404(Attachment, version=found.head_id, kind="image", position=position)
    content = _read(kept.blob_id)
    # What it was called when it came does not count: only what its first bytes say, and a sane size.
    mime = mime_of(content)
    drawn = drawable_as(content, mime)
    if drawn is None:
        raise Http404("picture")
    return HttpResponse(
        content,
        content_type=mime,
        headers={
            "Content-Disposition": f'inline; filename="bild-{record}-{position + 1}.{drawn}"',
            "Content-Security-Policy": CLOSED,
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            # Sealed a moment later, it must not stand in anybody's cache.
            "Cache-Control": "private, no-store",
        },
    )


def _read(name: str) -> bytes:
    try:
        return blobs.read(name)
    except blobs.Damaged:
        raise Http404("picture") from None
