"""Calls in and answers out, whatever the platform: the values, and what a platform's half must offer."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qsl

from torget.faults import Fault, Target

BODY_LIMIT = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One call. `base` is the address the caller used, without a slash at the end."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    base: str

    @property
    def form(self) -> Mapping[str, str]:
        """Parameters in the body, as a form or as JSON; what is neither counts as none."""
        sort = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if sort == "application/x-www-form-urlencoded":
            text = self.body.decode("utf-8", "replace")
            return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
        if sort == "application/json":
            return _flat(self.body)
        return {}

    @property
    def params(self) -> Mapping[str, str]:
        return {**self.query, **self.form}


@dataclass(frozen=True, slots=True)
class Manner:
    """How an answer is sent: after `delay` seconds; `piece` bytes at a time with `pause` seconds between;
    `missing` bytes fewer than the length promises; or not at all, the connection being cut after the delay.
    """

    delay: float = 0.0
    piece: int = 0
    pause: float = 0.0
    missing: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    mime: str = "application/json; charset=UTF-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    manner: Manner = Manner()


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is understood but not yet carried out."""

    target: Target
    run: Callable[[], Answer]


class Wire(Protocol):
    """The calls of one platform, for one town."""

    name: str
    operations: Mapping[str, str]
    """Each operation that a fault can be aimed at, with its Swedish name."""

    def claims(self, request: Request) -> bool:
        """Is this call for this platform?"""

    def understand(self, request: Request) -> Call:
        """Which operation on which object it is. Nothing is carried out yet, and nothing raised."""

    def failure(self, fault: Fault, account_id: str | None) -> Answer:
        """The platform's own words for a fault of the kinds rate_limited … error."""


def json_answer(value: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    # Escaped to ASCII as Meta does, which also lets through what UTF-8 cannot hold.
    return Answer(status, json.dumps(value).encode("ascii"), headers=headers or {})


def _flat(body: bytes) -> Mapping[str, str]:
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    if not isinstance(value, dict):
        return {}
    return {key: each if isinstance(each, str) else json.dumps(each) for key, each in value.items()}
