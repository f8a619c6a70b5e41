"""The town as a WSGI application: the residents' pages, the town's own switches, and the platforms' calls."""

from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Literal
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from torget import control
from torget.faults import Target
from torget.platforms import PLATFORMS
from torget.residents import pages
from torget.spoiling import spoiled
from torget.town import Town
from torget.wire import BODY_LIMIT, Answer, Request, Wire, json_answer

_SECRET = {"access_token", "input_token", "appsecret_proof"}


def application(town: Town) -> WSGIApplication:
    wires = [platform.wire(town) for platform in PLATFORMS]
    operations = {name: label for wire in wires for name, label in wire.operations.items()}

    def answer(request: Request) -> Answer:
        if request.path.startswith("/_torget/"):
            return control.answer(town, request)
        if request.path.startswith("/torget/"):
            return pages.answer(town, request, operations)
        for wire in wires:
            if wire.claims(request):
                return _called(town, wire, request)
        return pages.answer(town, request, operations)

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = _request(environ)
        too_big = json_answer({"error": "too large"}, status=413)
        return _sent(town, answer(request) if request else too_big, start_response)

    return serve


def _called(town: Town, wire: Wire, request: Request) -> Answer:
    """A platform's call: logged when it comes and when it is answered, spoiled if a fault waits for it."""
    call = wire.understand(request)
    target = call.target
    told = {key: value[:200] for key, value in request.params.items() if key not in _SECRET}
    arrived = _log(town, "request", target, method=request.method, path=request.path, params=told)
    fault = town.faults.take("call", target)
    if fault is None:
        answer = call.run()
    else:
        _log(town, "fault", target, name=fault.kind, to=arrived)
        answer = spoiled(town, wire, call, fault)
    status = None if answer.manner.cut else answer.status
    _log(town, "answer", target, to=arrived, status=status, fault=fault.kind if fault else None)
    return answer


def _log(
    town: Town,
    sort: Literal["request", "answer", "fault"],
    target: Target,
    *,
    name: str | None = None,
    **detail: object,
) -> int:
    """The number of the entry."""
    entry = town.journal.write(
        sort=sort,
        name=name or target.operation,
        by=None,
        account_id=target.account_id,
        object_id=target.object_id,
        **detail,
    )
    return entry.seq


def _request(environ: WSGIEnvironment) -> Request | None:
    """None when the body is larger than anything that belongs here."""
    length = environ.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isdecimal() else 0
    if size > BODY_LIMIT:
        return None
    headers = {
        key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")
    }
    headers["content-type"] = environ.get("CONTENT_TYPE") or ""
    return Request(
        method=environ["REQUEST_METHOD"],
        path=_utf8(environ.get("PATH_INFO") or "/"),
        query=dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True, max_num_fields=100)),
        headers=headers,
        body=environ["wsgi.input"].read(size) if size else b"",
        base=f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST') or environ['SERVER_NAME']}",
    )


def _utf8(path: str) -> str:
    """WSGI hands over the path's bytes as Latin-1."""
    return path.encode("latin-1").decode("utf-8", "replace")


def _sent(town: Town, answer: Answer, start_response: StartResponse) -> Iterable[bytes]:
    manner = answer.manner
    if manner.delay:
        town.closing.wait(manner.delay)
    if manner.cut:
        # Nobody answers: the server closes the connection without a word.
        raise ConnectionAbortedError("cut on purpose")
    phrase = HTTPStatus(answer.status).phrase if answer.status in _STATUSES else "Unknown"
    headers = {
        "Content-Type": answer.mime,
        "Content-Length": str(len(answer.body)),
        **_SAFE,
        **answer.headers,
    }
    start_response(f"{answer.status} {phrase}", list(headers.items()))
    whole = answer.body[: len(answer.body) - manner.missing]
    return _pieces(town, whole, manner.piece, manner.pause) if manner.piece else [whole]


def _pieces(town: Town, body: bytes, size: int, pause: float) -> Iterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]
        town.closing.wait(pause)


_STATUSES = frozenset(HTTPStatus)
_SAFE: Mapping[str, str] = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
