"""The calls of the Graph API, with or without a version in the path; `calls` carries them out."""

import re
from collections.abc import Mapping
from dataclasses import replace

from torget.facebook import calls
from torget.facebook.access import allow, is_the_app, signed_in, token_of
from torget.facebook.errors import GraphError, bad_token, from_fault, no_such_object
from torget.facebook.nodes import Scene
from torget.facebook.usage import Usage
from torget.faults import Fault, Target
from torget.square import Square, Unknown
from torget.wire import Answer, Call, Request

_VERSION = re.compile(r"v\d{1,3}\.\d\Z")
_EDGES = {
    ("GET", "feed"): "feed",
    ("GET", "published_posts"): "published_posts",
    ("GET", "visitor_posts"): "visitor_posts",
    ("GET", "tagged"): "tagged",
    ("GET", "comments"): "comments",
    ("GET", "attachments"): "attachments",
    ("GET", "roles"): "roles",
    ("GET", "subscribed_apps"): "subscriptions",
    ("POST", "feed"): "publish",
    ("POST", "comments"): "reply",
    ("POST", "subscribed_apps"): "subscribe",
    ("POST", "subscriptions"): "webhook",
    ("DELETE", "subscribed_apps"): "unsubscribe",
}


class Graph:
    name = "facebook"
    operations: Mapping[str, str] = {
        "reply": "svara",
        "hide": "dölja",
        "unhide": "visa igen",
        "delete": "radera",
        "edit": "ändra",
        "publish": "publicera",
        "feed": "läsa flödet",
        "published_posts": "läsa egna inlägg",
        "visitor_posts": "läsa besökares inlägg",
        "tagged": "läsa omnämnanden",
        "comments": "läsa kommentarer",
        "attachments": "läsa bilagor",
        "object": "läsa ett objekt",
        "objects": "läsa flera objekt",
        "me": "läsa sidan",
        "roles": "läsa roller",
        "subscriptions": "läsa prenumerationer",
        "subscribe": "prenumerera",
        "unsubscribe": "sluta prenumerera",
        "webhook": "anmäla webhook",
        "debug_token": "pröva nyckeln",
    }

    def __init__(self, town: Square) -> None:
        self._town = town
        self._usage = Usage()

    def claims(self, request: Request) -> bool:
        """Everything but the bare start page, which belongs to the residents."""
        return request.path != "/" or "ids" in request.query

    def understand(self, request: Request) -> Call:
        version, object_id, operation = _parts(request)
        token = token_of(request)
        account = self._town.store.account_with_token(token) if token else None
        account_id = account.id if account else None
        writes = request.method != "GET"
        return Call(
            Target(operation, writes, account_id, object_id or None),
            lambda: self._answer(request, version, object_id, operation, account_id),
        )

    def failure(self, fault: Fault, account_id: str | None) -> Answer:
        answer = from_fault(fault).answer()
        return self._measured(answer, account_id, full=fault.kind == "rate_limited")

    def _answer(
        self, request: Request, version: str, object_id: str, operation: str, account_id: str | None
    ) -> Answer:
        if account_id is not None:
            self._usage.count(account_id, self._town.clock())
        try:
            answer = self._carry_out(request, version, object_id, operation)
        except GraphError as error:
            answer = error.answer()
        except Unknown:
            answer = no_such_object(request.method, object_id).answer()
        return self._measured(answer, account_id)

    def _carry_out(self, request: Request, version: str, object_id: str, operation: str) -> Answer:
        # These two may be asked by the app itself, which is no Page.
        if operation == "debug_token":
            return calls.debug_token(self._town, request)
        if operation == "webhook":
            if not is_the_app(self._town, request):
                raise bad_token()
            return calls.webhook(self._town, request.params)
        base = f"{request.base}/{version}" if version else request.base
        account = signed_in(self._town, request)
        # The next piece of a list must be reachable however the token was given.
        params = {**request.params, "access_token": account.token}
        scene = Scene(self._town, account, params, base, request.base, self._town.clock())
        allow(scene, operation)
        carry_out = calls.CALLS.get(operation)
        if carry_out is None:
            raise no_such_object(request.method, object_id)
        return carry_out(scene, account.id if object_id == "me" else object_id)

    def _measured(self, answer: Answer, account_id: str | None, *, full: bool = False) -> Answer:
        usage = self._usage.headers(account_id or "0", full=full)
        return replace(answer, headers={**answer.headers, **usage, "facebook-api-version": "v26.0"})


def _parts(request: Request) -> tuple[str, str, str]:
    """Version, object and operation of a path; what is not understood is the operation `unknown`."""
    parts = [part for part in request.path.split("/") if part]
    version = parts.pop(0) if parts and _VERSION.match(parts[0]) else ""
    if not parts:
        return version, "", "objects" if request.method == "GET" and "ids" in request.params else "unknown"
    if len(parts) == 2:
        return version, parts[0], _EDGES.get((request.method, parts[1]), "unknown")
    if len(parts) > 2 or request.method not in ("GET", "POST", "DELETE"):
        return version, parts[0], "unknown"
    if request.method == "GET":
        return version, parts[0], {"me": "me", "debug_token": "debug_token"}.get(parts[0], "object")
    if request.method == "DELETE":
        return version, parts[0], "delete"
    hidden = request.params.get("is_hidden")
    if hidden is None:
        return version, parts[0], "edit"
    return version, parts[0], "hide" if hidden.lower() in ("true", "1") else "unhide"
