"""The accounts: which there are, who answers for them, whether they can be read, and when they last were."""

from typing import cast

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kanalkoll.accounts.models import Dispatch
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.models import Account, Grant, User
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.platforms.registry import adapters

LEAST_ADMINISTRATORS = 2


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account with its health; the list is no secret within the house."""
    rows = Account.objects.select_related("unit", "unit__manager", "connection").annotate(
        administrators=Count("grants", filter=Q(grants__role="administrator", grants__ended_at=None))
    )
    return render(
        request,
        "accounts/accounts.html",
        {"rows": rows, "labels": _labels(), "least": LEAST_ADMINISTRATORS, "now": the_time()},
    )


@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: people, connection, what the platform can do, what went wrong."""
    chosen = get_object_or_404(Account.objects.select_related("unit__manager", "connection"), pk=pk)
    way = adapters().get(chosen.platform)
    user = cast(User, request.user)
    context = {
        "account": chosen,
        "connection": getattr(chosen, "connection", None),
        "now": the_time(),
        "platform": way.label if way else chosen.platform,
        "capabilities": _capabilities(chosen.platform),
        "grants": Grant.objects.filter(account=chosen, ended_at=None).select_related("user"),
        "unread": chosen.unread.defer("body")[:20] if may(user, Permission.READ, pk) else [],
        "stuck": Dispatch.objects.filter(account=chosen, state="unknown").order_by("-created_at")[:20],
        "least": LEAST_ADMINISTRATORS,
    }
    return render(request, "accounts/account.html", context)


def _labels() -> dict[str, str]:
    return {name: each.label for name, each in adapters().items()}


LEVELS = {"native": "Går", "partial": "Går delvis", "manual": "Görs för hand", "none": "Går inte"}
OPERATIONS = {
    "list_posts": "Läsa inlägg",
    "list_interactions": "Läsa nya kommentarer",
    "list_comments": "Läsa hela trådar",
    "reply": "Svara",
    "set_comment_hidden": "Dölja och visa igen",
    "delete_comment": "Ta bort",
    "webhook_verify": "Få veta genast",
    "send_message": "Meddelanden",
}


def _capabilities(platform: str) -> list[tuple[str, str, str]]:
    way = adapters().get(platform)
    if way is None:
        return []
    return [
        (words, LEVELS[way.capabilities[code].level], way.capabilities[code].reason)
        for code, words in OPERATIONS.items()
        if code in way.capabilities
    ]
