"""Whether something that arrives says anything new about a record, and what. Pure.

Duplicates, reordering and the mix of webhook and poll must all end in the same state, so the question is
asked of content and of the platform's own times, not of the order in which things reached us.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from kanalkoll.records.document import Document, KeptMedia


@dataclass(frozen=True, slots=True)
class Novelty:
    """A version to be made: why, with what media, and whether it is what the record says now."""

    reason: str
    media: tuple[KeptMedia, ...]
    becomes_head: bool = True


def novelty(head: Document, seen: Document, *, gone_at: datetime | None, read_at: datetime) -> Novelty | None:
    """What `seen`, read from the platform at `read_at`, adds to what the record says now; None for nothing.

    A late wording is reported as such whether or not an earlier version holds it already: the caller looks.
    """
    media = _with_what_we_have(head, seen)
    if _is_older(seen, head):
        return (
            Novelty("late", media, becomes_head=False) if _differs(head, replace(seen, media=media)) else None
        )
    if gone_at is not None:
        return Novelty("returned", media) if read_at > gone_at else None
    return _change(head, replace(seen, media=media))


def same_content(one: Document, other: Document) -> bool:
    """Whether two wordings are the same one: text, author's name and media."""
    return not _differs(one, other)


def media_key(media: KeptMedia) -> tuple[str, str]:
    """What stays the same about a file at the platform: hosts and signatures in its address change daily."""
    return media.kind, urlsplit(media.address).path.rpartition("/")[2]


def _with_what_we_have(head: Document, seen: Document) -> tuple[KeptMedia, ...]:
    """The media as seen, with the hashes of those whose bytes are kept already."""
    kept = {media_key(each): each.sha256 for each in head.media if each.sha256}
    return tuple(replace(each, sha256=kept.get(media_key(each), each.sha256)) for each in seen.media)


def _is_older(seen: Document, head: Document) -> bool:
    return seen.state_at is not None and head.state_at is not None and seen.state_at < head.state_at


def _change(head: Document, seen: Document) -> Novelty | None:
    if _differs(head, seen):
        return Novelty("edited", seen.media)
    if seen.hidden != head.hidden:
        return Novelty("hidden" if seen.hidden else "unhidden", seen.media)
    if [each.sha256 for each in seen.media] != [each.sha256 for each in head.media]:
        return Novelty("media", seen.media)
    return None


def _differs(head: Document, seen: Document) -> bool:
    # What we wrote was drawn up under the account's name; the platform may call the account otherwise.
    names_differ = head.direction == "incoming" and head.author.name != seen.author.name
    return (
        names_differ
        or head.text != seen.text
        or [media_key(each) for each in head.media] != [media_key(each) for each in seen.media]
    )
