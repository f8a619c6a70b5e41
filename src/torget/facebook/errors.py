"""Errors in the words and numbers of the Graph API.

The numbers are Meta's documented ones; the sentences are like those the API has been seen to answer.
"""

import hashlib
from collections.abc import Callable, Mapping

from torget.faults import Fault
from torget.wire import Answer, json_answer


class GraphError(Exception):
    """An answer that is an error."""

    def __init__(
        self,
        message: str,
        *,
        code: int,
        subcode: int | None = None,
        type: str = "OAuthException",
        status: int = 400,
        transient: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.code, self.subcode, self.type = message, code, subcode, type
        self.status, self.transient, self.headers = status, transient, dict(headers or {})

    def answer(self) -> Answer:
        error: dict[str, object] = {"message": self.message, "type": self.type, "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.transient:
            error["is_transient"] = True
        error["fbtrace_id"] = "A" + hashlib.sha256(self.message.encode("utf-8", "replace")).hexdigest()[:22]
        return json_answer({"error": error}, status=self.status, headers=self.headers)


def no_token() -> GraphError:
    return GraphError("An access token is required to request this resource.", code=104)


def bad_token() -> GraphError:
    return _token_error("Invalid OAuth access token - Cannot parse access token")


def expired_token() -> GraphError:
    return _token_error("Error validating access token: Session has expired.", subcode=463)


def revoked_token() -> GraphError:
    reason = "the user changed their password or Facebook has changed the session for security reasons."
    return _token_error(
        f"Error validating access token: The session has been invalidated because {reason}", subcode=460
    )


def no_such_object(method: str, object_id: str) -> GraphError:
    return GraphError(
        f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not exist, cannot be"
        " loaded due to missing permissions, or does not support this operation. Please read the Graph API"
        " documentation at https://developers.facebook.com/docs/graph-api",
        code=100,
        subcode=33,
        type="GraphMethodException",
    )


def bad_parameter(message: str) -> GraphError:
    return GraphError(f"(#100) {message}", code=100)


def may_not(permission: str, *, reading: bool) -> GraphError:
    if reading:
        return GraphError(f"(#10) This endpoint requires the '{permission}' permission", code=10, status=403)
    return GraphError(f"(#200) Requires {permission} permission to manage the object", code=200, status=403)


def from_fault(fault: Fault) -> GraphError:
    """The error a fault asks for, with its own code, subcode and status where it gives any."""
    base = _FAULTS[fault.kind]()
    if fault.code is not None:
        base.code, base.subcode = fault.code, None
        base.message = _LIMITS.get(fault.code, f"(#{fault.code}) An error was asked for")
    if fault.subcode is not None:
        base.subcode = fault.subcode
    if fault.status is not None:
        base.status = fault.status
    return base


def _token_error(message: str, subcode: int | None = None) -> GraphError:
    header = {"WWW-Authenticate": f'OAuth "Facebook Platform" "invalid_token" "{message}"'}
    return GraphError(message, code=190, subcode=subcode, headers=header)


_LIMITS = {
    1: "An unknown error occurred",
    2: "Service temporarily unavailable",
    4: "(#4) Application request limit reached",
    32: "(#32) Page request limit reached",
    613: "(#613) Calls to this api have exceeded the rate limit.",
}

_FAULTS: Mapping[str, Callable[[], GraphError]] = {
    "rate_limited": lambda: GraphError(_LIMITS[4], code=4, status=429, transient=True),
    "server_error": lambda: GraphError(_LIMITS[1], code=1, status=500),
    "commit_then_server_error": lambda: GraphError(_LIMITS[2], code=2, status=503, transient=True),
    "token_revoked": revoked_token,
    "token_expired": expired_token,
    "permission_missing": lambda: may_not("pages_manage_engagement", reading=False),
    "error": lambda: GraphError("(#100) Invalid parameter", code=100),
}
