"""What an error from the Graph API means."""

import json
from collections.abc import Mapping

from kanalkoll.platforms.answers import LONGEST_WAIT, as_json, retry_after
from kanalkoll.platforms.errors import ErrorClass, PlatformError
from kanalkoll.platforms.outside import Answer, not_understood
from kanalkoll.platforms.pieces import Nonsense, Piece, read
from kanalkoll.platforms.untrusted import Fields, fields, storable


def checked(answer: Answer) -> Piece:
    """The answer's JSON when it is a yes; otherwise the failure that it is."""
    if answer.status >= 400:
        raise failure(answer)
    whole = as_json(answer)
    if fields(whole.value).get("error") is not None:
        raise failure(answer)
    return whole


def failure(answer: Answer) -> PlatformError:
    try:
        error = fields(fields(read(answer.body).value).get("error"))
    except Nonsense:
        error = {}
    error_class = _classify(answer, error)
    if error_class is None:
        return not_understood(answer, f"HTTP {answer.status}")
    wait = _wait(answer.headers) if error_class in ("rate_limited", "quota_exhausted") else None
    return PlatformError(error_class, retry_after=wait, detail=_words(error))


def _classify(answer: Answer, error: Fields) -> ErrorClass | None:
    """The most precise rule wins: code with subcode, subcode, code, the error's own word, then the status.

    A status 404 without an error we know never means "not found": a mended or misplaced web server would
    otherwise make every comment look as if it had been removed.
    """
    code, subcode = error.get("code"), error.get("error_subcode")
    if isinstance(code, int) and isinstance(subcode, int) and (code, subcode) in _BY_BOTH:
        return _BY_BOTH[code, subcode]
    if isinstance(subcode, int) and subcode in _BY_SUBCODE:
        return _BY_SUBCODE[subcode]
    if code in (1, 2) or (error.get("is_transient") is True and code not in _BY_CODE):
        return "outcome_unknown" if answer.wrote else "transient"
    if isinstance(code, int) and 200 <= code <= 299:
        return "permission_missing"
    if isinstance(code, int) and code in _BY_CODE:
        return _BY_CODE[code]
    if answer.status in _BY_STATUS:
        return _BY_STATUS[answer.status]
    return "contract_violation" if isinstance(code, int) else None


_BY_BOTH: Mapping[tuple[int, int], ErrorClass] = {
    (190, 463): "auth_expired",
    # [verify] "Object does not exist, cannot be loaded due to missing permissions": Facebook does not
    # tell which of the two.
    (100, 33): "not_found",
}
_BY_SUBCODE: Mapping[int, ErrorClass] = {
    1366051: "duplicate",
    1366046: "media_rejected",
    1390008: "rate_limited",
    1346003: "content_rejected",
    1404102: "content_rejected",
    1404078: "permission_missing",
    4854002: "permission_missing",
}
_BY_CODE: Mapping[int, ErrorClass] = {
    190: "auth_revoked",
    10: "permission_missing",
    4: "rate_limited",
    17: "rate_limited",
    32: "rate_limited",
    613: "rate_limited",
    80001: "rate_limited",
    341: "rate_limited",
    368: "account_restricted",
    506: "duplicate",
    100: "content_rejected",
    # [verify] An alias or object that does not exist; a version that is no longer served.
    803: "not_found",
    2635: "api_version_retired",
}
_BY_STATUS: Mapping[int, ErrorClass] = {401: "auth_revoked", 429: "rate_limited"}


def _wait(headers: Mapping[str, str]) -> float | None:
    """Seconds until Facebook lets us back in: its own estimate is in minutes, one for each kind of limit."""
    try:
        usage = json.loads(headers.get("x-business-use-case-usage", ""))
    except (ValueError, RecursionError):
        return retry_after(headers)
    limits = [fields(limit) for found in fields(usage).values() if isinstance(found, list) for limit in found]
    minutes = [limit.get("estimated_time_to_regain_access") for limit in limits]
    longest = max((m for m in minutes if isinstance(m, int | float) and m > 0), default=None)
    return retry_after(headers) if longest is None else min(longest * 60.0, LONGEST_WAIT)


def _words(error: Fields) -> str:
    """Facebook's own words, for the person who has to understand."""
    said = error.get("error_user_msg") or error.get("message")
    code = error.get("code")
    words = storable(said, longest=500)[0] if isinstance(said, str) else ""
    return f"{words} (felkod {code})" if isinstance(code, int) else words
