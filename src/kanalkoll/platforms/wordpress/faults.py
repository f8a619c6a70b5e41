"""What an error from WordPress means."""

from collections.abc import Mapping

from kanalkoll.platforms.answers import as_json, retry_after
from kanalkoll.platforms.errors import ErrorClass, PlatformError
from kanalkoll.platforms.outside import Answer, not_understood
from kanalkoll.platforms.pieces import Nonsense, Piece, read
from kanalkoll.platforms.untrusted import Fields, fields, storable


def checked(answer: Answer) -> Piece:
    """The answer's JSON when it is a yes; otherwise the failure that it is."""
    if answer.status >= 400:
        raise failure(answer)
    return as_json(answer)


def failure(answer: Answer) -> PlatformError:
    """Only WordPress's own code says "not found": any other 404 may be a misplaced web server."""
    try:
        error = fields(read(answer.body).value)
    except Nonsense:
        error = {}
    code = error.get("code")
    if isinstance(code, str) and code in _BY_CODE:
        error_class = _BY_CODE[code]
    elif answer.status in _BY_STATUS:
        error_class = _BY_STATUS[answer.status]
    elif isinstance(code, str):
        error_class = "contract_violation"
    else:
        return not_understood(answer, f"HTTP {answer.status}")
    wait = retry_after(answer.headers) if error_class == "rate_limited" else None
    return PlatformError(error_class, retry_after=wait, detail=_words(error))


_BY_CODE: Mapping[str, ErrorClass] = {
    "rest_comment_invalid_id": "not_found",
    "rest_post_invalid_id": "not_found",
    "rest_comment_invalid_post_id": "not_found",
    "rest_comment_closed": "window_closed",
    "comment_duplicate": "duplicate",
    "comment_flood": "rate_limited",
    "rest_comment_content_invalid": "content_rejected",
    "comment_content_column_length": "content_rejected",
}
# A wrong application password looks like no password at all: a 401 with whatever code the question has.
_BY_STATUS: Mapping[int, ErrorClass] = {401: "auth_revoked", 403: "permission_missing", 429: "rate_limited"}


def _words(error: Fields) -> str:
    said, code = error.get("message"), error.get("code")
    words = storable(said, longest=500)[0] if isinstance(said, str) else ""
    return f"{words} ({storable(code, longest=100)[0]})" if isinstance(code, str) else words
