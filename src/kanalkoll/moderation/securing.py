"""Evidence before anything is removed: the sheet is set outside the write lane, rows and event inside it."""

from collections.abc import Sequence
from datetime import datetime

from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.models import Message
from kanalkoll.ledger.faults import fault_point
from kanalkoll.ledger.lane import writing
from kanalkoll.moderation.acting import happened, taken
from kanalkoll.moderation.models import Removal
from kanalkoll.municipality.guidelines import pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.platforms.registry import adapters
from kanalkoll.policy.removal_grounds import ground_of
from kanalkoll.policy.workdays import local_day
from kanalkoll.records.composing import SheetText
from kanalkoll.records.evidence import Changed, Upload, prepare_sheet, secure

__all__ = ["Upload", "secured", "wording"]

PICTURES = frozenset({"image/png", "image/jpeg"})
LARGEST_UPLOAD = 10_000_000


def secured(removal_id: int, *, by: User, now: datetime, uploads: Sequence[Upload] = ()) -> Removal:
    """Keep the evidence and read it back; only then does the row say "secured".

    Material that must never be copied has been sealed and goes on without evidence. A case about what is
    gone at the platform already ends here. Raises NotNow or Refused;
    permission is asked before anything is set or stored.
    """
    removal = Removal.objects.select_related("record__account", "guideline", "account").get(pk=removal_id)
    require(by, Permission.REMOVE, removal.account_id)
    if removal.state != "requested":
        raise NotNow(f"Borttagningen är redan ”{removal.state_words}”.")
    _proper(uploads)
    sheet = None
    if not removal.never_copied:
        sheet = prepare_sheet(removal.record, wording=wording(removal, secured_by=by.name), now=now)
        fault_point("removal.after_sheet")
    with writing():
        removal = taken(removal_id, by=by, permission=Permission.REMOVE, to="secured")
        if sheet is not None:
            try:
                removal.evidence = secure(removal.record, sheet=sheet, uploads=uploads, by=by.actor, now=now)
            except Changed as changed:
                raise NotNow(
                    "Den ändrades hos plattformen just nu. Läs den nya lydelsen och försök igen."
                ) from changed
        removal.state, removal.secured_at = "secured", now
        happened(removal, "removal.secured", actor=by.actor, now=now)
        if removal.act == "none":
            removal.state, removal.ended_by, removal.ended_at = "gone", by, now
            Message.objects.filter(record=removal.record, urgent=1).update(urgent=0)
            happened(removal, "removal.nothing_to_remove", actor=by.actor, now=now)
        removal.save()
    return removal


def wording(removal: Removal, *, secured_by: str) -> SheetText:
    """What the sheet says beyond the record itself."""
    pack = pack_of(removal.guideline)
    ground = ground_of(pack, code=removal.ground, on=local_day(removal.requested_at))
    way = adapters().get(removal.account.platform)
    return SheetText(
        municipality=pack.municipality,
        platform=way.label if way else removal.account.platform,
        reference=f"Borttagning {removal.pk}",
        ground=ground.label,
        ground_code=removal.ground,
        clauses=tuple((each, pack.clauses[each].summary) for each in removal.clauses if each in pack.clauses),
        guideline=str(removal.guideline),
        guideline_digest=removal.guideline.digest,
        secured_by=secured_by,
    )


def _proper(uploads: Sequence[Upload]) -> None:
    for upload in uploads:
        if upload.mime not in PICTURES or not _looks_like_a_picture(upload.content):
            raise NotNow("Skärmdumpen ska vara en bild i formatet PNG eller JPEG.")
        if len(upload.content) > LARGEST_UPLOAD:
            raise NotNow("Skärmdumpen är för stor, högst 10 MB.")


def _looks_like_a_picture(content: bytes) -> bool:
    return content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))
