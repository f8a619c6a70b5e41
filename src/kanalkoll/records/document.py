"""The document that a version commits to: everything that matters about an item, in one byte form. Pure."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from kanalkoll.ledger.canonical import canonical


@dataclass(frozen=True, slots=True)
class KeptAuthor:
    """Who wrote it, as shown at that moment."""

    platform_id: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class KeptMedia:
    """A picture, film or file; `sha256` is None while its bytes have not been fetched."""

    kind: str
    address: str
    alt: str
    mime: str | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A record's place and content as they stood. Times are UTC; ids are the platform's but for `record`."""

    record: int
    number: int
    reason: str
    account: int
    kind: str
    direction: str
    platform_id: str | None
    parent_id: str
    post_id: str
    author: KeptAuthor
    created_at: datetime | None
    edited_at: datetime | None
    permalink: str | None
    text: str
    altered: tuple[str, ...]
    media: tuple[KeptMedia, ...]
    hidden: bool
    gone: bool
    raw_sha256: str
    captured_at: datetime

    @property
    def state_at(self) -> datetime | None:
        """The platform's own time for this wording: of the last edit, else of the writing."""
        return self.edited_at or self.created_at

    def to_bytes(self) -> bytes:
        """Canonical JSON (RFC 8785)."""
        return canonical(
            {
                "record": self.record,
                "number": self.number,
                "reason": self.reason,
                "account": self.account,
                "kind": self.kind,
                "direction": self.direction,
                "platform_id": self.platform_id,
                "parent_id": self.parent_id,
                "post_id": self.post_id,
                "author": asdict(self.author),
                "created_at": _written(self.created_at),
                "edited_at": _written(self.edited_at),
                "permalink": self.permalink,
                "text": self.text,
                "altered": list(self.altered),
                "media": [asdict(each) for each in self.media],
                "hidden": self.hidden,
                "gone": self.gone,
                "raw_sha256": self.raw_sha256,
                "captured_at": _written(self.captured_at),
            }
        )

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Document":
        """What to_bytes wrote. Raises ValueError, KeyError or TypeError when it is something else."""
        fields: dict[str, Any] = json.loads(stored)
        fields |= {name: _read(fields[name]) for name in ("created_at", "edited_at", "captured_at")}
        fields["author"] = KeptAuthor(**fields["author"])
        fields["media"] = tuple(KeptMedia(**each) for each in fields["media"])
        fields["altered"] = tuple(fields["altered"])
        return cls(**fields)


def committed(nonce: bytes, content: bytes) -> bytes:
    """The salted hash that the log holds; without the nonce it tells nothing of the content."""
    return sha256(nonce + content).digest()


def _written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def _read(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
