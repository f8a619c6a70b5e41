"""Receiving webhooks: verify the raw bytes first, keep them, answer; reading comes afterwards."""

from datetime import datetime

from django.db import connection as database
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kanalkoll.accounts.connections import access
from kanalkoll.accounts.models import Connection, Hint
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.ledger.faults import fault_point
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import Account
from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.registry import adapter

LARGEST_BODY = 1_000_000
_REACHED = """
SELECT c.id, c.address, c.sealed_secrets, a.platform, a.platform_id
FROM accounts_connection c JOIN municipality_account a ON a.id = c.account_id WHERE c.account_id = %s
"""


@csrf_exempt
@require_http_methods(["GET", "POST"])
def webhook(request: HttpRequest, account_id: int) -> HttpResponse:
    """The address a platform calls. Unsigned or oversized calls are refused before anything is parsed."""
    connection = _reached(account_id)
    if connection is None:
        return HttpResponseForbidden("unknown")
    way, to = adapter(connection.account.platform), access(connection)
    if request.method == "GET":
        try:
            return HttpResponse(way.webhook_challenge(to, request.GET.dict()), content_type="text/plain")
        except PlatformError:
            return HttpResponseForbidden("refused")
    if _length(request) > LARGEST_BODY:
        return HttpResponse("too large", status=413, content_type="text/plain")
    if not way.webhook_verify(to, request.headers, request.body):
        return HttpResponseForbidden("signature")
    keep(connection, request.body, now=the_time())
    return HttpResponse("ok", content_type="text/plain")


def keep(connection: Connection, body: bytes, *, now: datetime) -> Hint:
    """Keep a verified delivery byte for byte; once this returns it cannot be lost."""
    with writing():
        hint = Hint.objects.create(
            account_id=connection.account_id, body=body, received_at=now, next_try_at=now
        )
    fault_point("webhook.after_keep")
    return hint


def _reached(account_id: int) -> Connection | None:
    """The connection with what the answer needs of it and no more.

    By hand: a platform waits for each answer, and the ORM takes longer to build this than it takes to run.
    """
    with database.cursor() as cursor:
        cursor.execute(_REACHED, [account_id])
        row = cursor.fetchone()
    if row is None:
        return None
    pk, address, sealed, platform, platform_id = row
    account = Account(pk=account_id, platform=platform, platform_id=platform_id)
    return Connection(pk=pk, account=account, address=address, sealed_secrets=sealed)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return LARGEST_BODY + 1
