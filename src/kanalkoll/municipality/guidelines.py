"""The guideline in force: adopting one freezes it, and what happened is judged by the version then in force."""

from datetime import datetime
from functools import lru_cache

from django.db.models import Q
from django.utils.text import slugify

from kanalkoll.ledger.checkpoints import name_log
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import Guideline, User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import pack as packs
from kanalkoll.policy.pack import Fault, Pack


class BadGuideline(Exception):
    """The folder cannot be adopted; `faults` holds every reason."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class NoGuideline(Exception):
    """No guideline has been adopted: run `kanalkoll setup`."""


def adopt(
    pack: Pack,
    *,
    by: User | None,
    now: datetime,
    in_force_from: datetime | None = None,
) -> Guideline:
    """Freeze the pack as the guideline in force, repealing the one before.

    `by` is None only at the first set-up, when there is nobody to ask yet. Times are aware.
    """
    if by is not None:
        require(by, Permission.ADOPT)
    start = in_force_from or now
    with writing():
        before = Guideline.objects.filter(repealed_at=None).first()
        if before is None:
            name_log(slugify(pack.name))
        if before is not None:
            before.repealed_at = start
            before.save(update_fields=["repealed_at"])
        adopted = Guideline.objects.create(
            name=pack.name,
            title=pack.title,
            municipality=pack.municipality,
            content=pack.to_json(),
            digest=pack.digest,
            adopted_by=pack.adoption.body or "",
            adopted_on=pack.adoption.on,
            paragraph=pack.adoption.paragraph or "",
            in_force_from=start,
            repeals=before,
        )
        append(
            [
                Happened(
                    verb="guideline.adopted",
                    object=f"guideline:{adopted.pk}",
                    actor=by.actor if by else "system",
                    guideline=pack.digest,
                    ground=f"repeals guideline:{before.pk}" if before else None,
                )
            ],
            at=now,
        )
    return adopted


def in_force(at: datetime) -> Guideline:
    """The guideline in force at a moment. Raises NoGuideline before the first adoption."""
    # Its content is as long as a book and asked for on every page: `pack_of` reads it once a process.
    known = Guideline.objects.defer("content")
    found = known.filter(Q(repealed_at=None) | Q(repealed_at__gt=at), in_force_from__lte=at).first()
    # What was written before the first adoption is judged by the first guideline there is.
    found = found or known.order_by("in_force_from").first()
    if found is None:
        raise NoGuideline("Ingen riktlinje är antagen än. Kör: kanalkoll setup")
    return found


def pack_of(guideline: Guideline) -> Pack:
    """The frozen guideline as policy values."""
    return _parsed(guideline.digest)


@lru_cache(maxsize=8)
def _parsed(digest: str) -> Pack:
    """Kept by its digest, which is the content's own: the same digest is the same guideline everywhere."""
    content = Guideline.objects.filter(digest=digest).values_list("content", flat=True)[0]
    return packs.from_json(content)
