"""A call with a fault on it: whether the call is carried out, and what becomes of its answer."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from torget.faults import Fault
from torget.square import Unknown
from torget.town import Town
from torget.wire import Answer, Call, Manner, Wire

_HANG_SECONDS = 60.0
_HUGE_BYTES = 40 * 1024 * 1024
_NO_ANSWER = Answer(500, b"")


def spoiled(town: Town, wire: Wire, call: Call, fault: Fault) -> Answer:
    """The answer to a call that the fault strikes."""
    if fault.kind in _INSTEAD:
        return _INSTEAD[fault.kind](wire, call, fault)
    if fault.kind in _BEFORE:
        _BEFORE[fault.kind](town, call)
        return call.run()
    return _AFTER[fault.kind](call.run(), fault)


def _failure(wire: Wire, call: Call, fault: Fault) -> Answer:
    return wire.failure(fault, call.target.account_id)


def _failure_after_all(wire: Wire, call: Call, fault: Fault) -> Answer:
    call.run()
    return wire.failure(fault, call.target.account_id)


def _hang(fault: Fault) -> Answer:
    return replace(_NO_ANSWER, manner=Manner(delay=_seconds(fault, _HANG_SECONDS), cut=True))


def _cut() -> Answer:
    return replace(_NO_ANSWER, manner=Manner(cut=True))


def _author_edits(town: Town, call: Call) -> None:
    try:
        item = town.item(call.target.object_id or "")
    except Unknown:
        return
    town.edit(item.id, f"{item.text} (ändrat av avsändaren)")


def _author_deletes(town: Town, call: Call) -> None:
    try:
        town.delete(call.target.object_id or "")
    except Unknown:
        return


def _html(answer: Answer, fault: Fault) -> Answer:
    page = b"<!DOCTYPE html><html><title>Error</title><body>Sorry, something went wrong.</body></html>"
    return replace(answer, body=page, mime="text/html; charset=utf-8")


def _truncated(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, body=answer.body[: max(1, len(answer.body) // 2)])


def _wrong_types(answer: Answer, fault: Fault) -> Answer:
    try:
        value = json.loads(answer.body)
    except ValueError:
        value = {}
    return replace(answer, body=json.dumps(_mixed_up(value)).encode("ascii"))


def _mixed_up(value: object) -> object:
    """The same shape with every leaf, and every list of things, of the wrong type."""
    if isinstance(value, dict):
        return {key: _mixed_up(each) for key, each in value.items()}
    if isinstance(value, list):
        return {str(place): _mixed_up(each) for place, each in enumerate(value)} or "none"
    return {"unexpected": True} if isinstance(value, str) else "12,5"


def _huge(answer: Answer, fault: Fault) -> Answer:
    filling = b'{"id":"1","message":"' + b"a" * 1000 + b'"},'
    return replace(answer, body=b'{"data":[' + filling * (_HUGE_BYTES // len(filling)) + b'{"id":"1"}]}')


def _broken_length(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, manner=Manner(missing=max(1, len(answer.body) // 2)))


def _redirect(answer: Answer, fault: Fault) -> Answer:
    elsewhere = {"Location": "http://elsewhere.invalid/v26.0/me"}
    return replace(answer, status=302, body=b"", headers={**answer.headers, **elsewhere})


def _slow(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, manner=Manner(delay=_seconds(fault, 5.0)))


def _drip(answer: Answer, fault: Fault) -> Answer:
    """The whole answer takes `seconds`, in twenty pieces."""
    return replace(
        answer, manner=Manner(piece=max(1, len(answer.body) // 20), pause=_seconds(fault, 10.0) / 20)
    )


def _seconds(fault: Fault, usual: float) -> float:
    return usual if fault.seconds is None else fault.seconds


_INSTEAD: Mapping[str, Callable[[Wire, Call, Fault], Answer]] = {
    "timeout": lambda wire, call, fault: _hang(fault),
    "cut": lambda wire, call, fault: _cut(),
    "server_error": _failure,
    "rate_limited": _failure,
    "token_revoked": _failure,
    "token_expired": _failure,
    "permission_missing": _failure,
    "error": _failure,
    "commit_then_server_error": _failure_after_all,
}
_BEFORE: Mapping[str, Callable[[Town, Call], None]] = {
    "author_edits": _author_edits,
    "author_deletes": _author_deletes,
}
_AFTER: Mapping[str, Callable[[Answer, Fault], Answer]] = {
    "commit_then_timeout": lambda answer, fault: _hang(fault),
    "commit_then_cut": lambda answer, fault: _cut(),
    "html": _html,
    "truncated_json": _truncated,
    "wrong_types": _wrong_types,
    "empty_body": lambda answer, fault: replace(answer, body=b""),
    "huge_body": _huge,
    "broken_length": _broken_length,
    "redirect": _redirect,
    "slow": _slow,
    "drip": _drip,
}
