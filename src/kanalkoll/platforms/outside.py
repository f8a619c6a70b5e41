"""The one way out: a single request to a single host, and the answer or a failure with a meaning.

Only the host of `Access.address` is reached. Nothing is followed, no proxy is taken from the environment,
the whole call has a time limit and the answer a size. It stands on httpcore, the connection layer of httpx,
because only there can a total time be kept and be told whether anything had been sent: that decides between
"transient" and "outcome_unknown". Every call has its own connection, since a reused one that the server has
just closed makes a write uncertain for no reason.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address
from typing import Literal
from urllib.parse import SplitResult, quote, urlencode, urlsplit

import certifi
import httpcore

from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.hurry import HurriedBackend, Stopwatch
from kanalkoll.platforms.values import Access

Verb = Literal["GET", "POST", "DELETE"]

SECONDS = 30.0
CONNECT_SECONDS = 10.0
LARGEST_ANSWER = 16 * 1024 * 1024
"""Room for fifty comments of 63,000 characters, each character written as an escape."""

_ELSEWHERE = "Bilden ligger hos någon annan än plattformen och hämtas därför inte."
_QUERY = "=&%+,;:@/?!$'()*-._~"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform said; header names are in lower case. `wrote` is True when the call asked for a
    change.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    wrote: bool


def call(
    access: Access,
    verb: Verb,
    path: str,
    *,
    query: Mapping[str, str] | None = None,
    content: bytes = b"",
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> Answer:
    """One request to `Access.address` + `path`; every status except a redirect or a server's failure is
    returned.

    Raises "transient" when nothing can have happened, "outcome_unknown" when a change may have been made,
    "contract_violation" when an answer to a question is no answer, "unsupported" for an address that may
    not be used.
    """
    address = _allowed(access.address)
    return _ask(verb, address, _target(address, path, query or {}), content, headers or {}, seconds)


def fetch(access: Access, address: str, *, also: tuple[str, ...] = (), seconds: float = SECONDS) -> Answer:
    """A picture or film at the account's own host or, by https, on a host whose name ends in one of `also`.

    No login is sent along. Raises "unsupported" for any other host: strangers may write any address.
    """
    try:
        parts = urlsplit(address)
        own = _allowed(access.address)
        bare = _allowed(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        raise PlatformError("unsupported", _ELSEWHERE) from None
    at_home = (bare.scheme, bare.netloc) == (own.scheme, own.netloc)
    if not at_home and not (bare.scheme == "https" and (bare.hostname or "").endswith(also)):
        raise PlatformError("unsupported", _ELSEWHERE)
    target = quote(parts.path or "/", safe="/%") + (
        f"?{quote(parts.query, safe=_QUERY)}" if parts.query else ""
    )
    return _ask("GET", bare, target.encode("ascii"), b"", {"Accept": "*/*"}, seconds)


def segment(platform_id: str) -> str:
    """An id as a part of a path, so that it can never become another path."""
    return quote(platform_id, safe="").replace(".", "%2E")


def not_understood(answer: Answer, detail: str = "") -> PlatformError:
    """The failure for an answer that makes no sense: after a write nobody knows what happened."""
    return PlatformError("outcome_unknown" if answer.wrote else "contract_violation", detail=detail)


def _ask(
    verb: Verb,
    address: SplitResult,
    target: bytes,
    content: bytes,
    headers: Mapping[str, str],
    seconds: float,
) -> Answer:
    place = httpcore.URL(
        scheme=address.scheme.encode(), host=_host(address), port=address.port, target=target
    )
    request = httpcore.Request(
        verb,
        place,
        headers=list(_headers(address, content, headers).items()),
        content=content,
        extensions={"timeout": {"connect": CONNECT_SECONDS}},
    )
    wrote = verb != "GET"
    stopwatch = Stopwatch(seconds)
    try:
        answer = _exchange(request, stopwatch, wrote)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as fault:
        raise _lost(fault, stopwatch, wrote) from fault
    return _complete(answer)


def _allowed(address: str) -> SplitResult:
    """The account's address in parts, or "unsupported": https everywhere, plain http only on this machine."""
    try:
        parts = urlsplit(address)
        _ = parts.port
        plain = parts.username is None and parts.password is None and not parts.query and not parts.fragment
        if (
            plain
            and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts)))
            and _host(parts)
        ):
            return parts
    except ValueError:
        pass
    raise PlatformError("unsupported", "Kontots adress går inte att använda. Den ska börja med https://.")


def _is_loopback(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _host(parts: SplitResult) -> bytes:
    return (parts.hostname or "").encode("idna")


def _target(address: SplitResult, path: str, query: Mapping[str, str]) -> bytes:
    whole = quote(address.path.rstrip("/"), safe="/%") + path
    return (f"{whole}?{urlencode(query)}" if query else whole).encode("ascii")


def _headers(address: SplitResult, content: bytes, headers: Mapping[str, str]) -> dict[str, str]:
    host = _host(address).decode("ascii")
    name = f"[{host}]" if ":" in host else host
    return {
        "Host": name if address.port is None else f"{name}:{address.port}",
        "User-Agent": "Kanalkoll/0.1",
        "Accept": "application/json",
        # The bytes are evidence and their size is limited: no compression.
        "Accept-Encoding": "identity",
        "Connection": "close",
        "Content-Length": str(len(content)),
        **headers,
    }


def _exchange(request: httpcore.Request, stopwatch: Stopwatch, wrote: bool) -> Answer:
    with httpcore.ConnectionPool(
        ssl_context=_trust(), network_backend=HurriedBackend(stopwatch), max_connections=1
    ) as pool:
        response = pool.handle_request(request)
        try:
            headers = {
                name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
            }
            answer = Answer(response.status, headers, b"", wrote)
            return Answer(response.status, headers, _body(response, answer), wrote)
        finally:
            response.close()


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The operating system's certificates, where a municipality adds its own, and the public ones."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _body(response: httpcore.Response, answer: Answer) -> bytes:
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        raise not_understood(answer, "compressed answer")
    received = bytearray()
    for part in response.iter_stream():
        received += part
        if len(received) > LARGEST_ANSWER:
            raise not_understood(answer, "too large an answer")
    return bytes(received)


def _lost(fault: Exception, stopwatch: Stopwatch, wrote: bool) -> PlatformError:
    if isinstance(fault.__context__, ssl.SSLCertVerificationError):
        return PlatformError(
            "contract_violation",
            "Plattformen kunde inte visa att den är den den säger sig vara (ogiltigt certifikat). "
            "Ingenting har skickats. Kontrollera kontots adress.",
        )
    if not stopwatch.sent:
        return PlatformError("transient", detail=type(fault).__name__)
    if wrote:
        return PlatformError("outcome_unknown", detail=type(fault).__name__)
    nonsense = isinstance(fault, httpcore.ProtocolError) and not stopwatch.ended_by_peer
    return PlatformError("contract_violation" if nonsense else "transient", detail=type(fault).__name__)


def _complete(answer: Answer) -> Answer:
    if answer.status >= 500:
        raise PlatformError(
            "outcome_unknown" if answer.wrote else "transient", detail=f"HTTP {answer.status}"
        )
    if answer.status < 200 or 300 <= answer.status < 400:
        raise not_understood(answer, f"HTTP {answer.status}")
    return answer
