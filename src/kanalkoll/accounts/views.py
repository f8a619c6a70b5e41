"""The accounts: which there are, who answers for them, whether they can be read, and when they last were."""

from typing import cast

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kanalkoll.accounts.models import Dispatch
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.history import told
from kanalkoll.municipality.models import Account, Grant, User
from kanalkoll.municipality.pages.asking import may_see_roles
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.platforms.registry import adapters

LEAST_ADMINISTRATORS = 2


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account with its health; the list is no secret within the house."""
    user = cast(User, request.user)
    rows = Account.objects.select_related("unit", "unit__manager", "connection").annotate(
        administrators=Count("grants", filter=Q(grants__role="administrator", grants__ended_at=None))
    )
    return render(
        request,
        "accounts/accounts.html",
        {
            "rows": rows,
            "labels": _labels(),
            "least": LEAST_ADMINISTRATORS,
            "now": the_time(),
            "manages": may(user, Permission.MANAGE_ACCOUNTS),
            "sees_roles": may_see_roles(user),
        },
    )


@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: people, connection, what the platform can do, what went wrong."""
    return show(request, pk)


def show(request: HttpRequest, pk: int, *, refusal: str = "", status: int = 200) -> HttpResponse:
    """Render an account's page, with what stood in the way of something just asked for."""
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
        "manages": may(user, Permission.MANAGE_ACCOUNTS),
        "sees_roles": may_see_roles(user),
        "history": told(f"account:{pk}"),
        "webhook": _webhook_address(request, chosen),
        "refusal": refusal,
    }
    return render(request, "accounts/account.html", context, status=status)


def _webhook_address(request: HttpRequest, account: Account) -> str:
    """The address to give the platform, where it calls us and the account is connected."""
    way = adapters().get(account.platform)
    if way is None or way.capabilities["webhook"].level not in {"native", "partial"}:
        return ""
    return request.build_absolute_uri(reverse("webhook", args=[account.pk]))


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
    "webhook": "Få veta genast",
    "visitor_posts": "Besökares inlägg",
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
