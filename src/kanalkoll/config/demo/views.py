"""The demonstration's front door: choose whom to be. Only under DEMO, and only from this computer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kanalkoll.accounts.models import Connection
from kanalkoll.municipality.models import User
from kanalkoll.municipality.roles import ROLES
from kanalkoll.ui.given import number

WHAT_THEY_SEE = {
    "administrator": "Sköter {accounts}: läser, svarar och begär borttagning där.",
    "responsible_manager": "Svarar för {units}: godkänner och återställer borttagningar där.",
    "comms_unit": "Ser alla konton, hjälper till överallt och godkänner borttagningar.",
    "registrar": "Läser allt och avgör vad som ska diarieföras.",
    "archivist": "Läser allt som ska bevaras. Ändrar ingenting i inkorgen.",
    "data_protection_officer": "Läser allt och ser hur personuppgifter hanteras.",
    "crisis_group": "Läser allt, för att veta vad som händer vid en kris.",
    "auditor": "Läser allt och ändrar ingenting.",
    "system_owner": "Sköter människor och anslutningar. Ser inget som invånare har skrivit.",
}
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True)
class Choice:
    """One person to sign in as: who they are and what they will see."""

    key: int
    name: str
    title: str
    unit: str
    roles: str
    sees: Sequence[str]
    protected: bool


def on_this_computer(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Outside the demonstration, and from any other computer, there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO or not _is_loopback(str(request.META.get("REMOTE_ADDR", ""))):
            raise Http404
        return view(request)

    return guarded


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@on_this_computer
def choose(request: HttpRequest) -> HttpResponse:
    """The people, each a button; pressing one signs in as that person."""
    if request.method == "POST":
        user = get_object_or_404(User, pk=number(request.POST.get("person", "")), is_active=True)
        login(request, user, backend=BACKEND)
        return redirect("start")
    people = User.objects.filter(is_active=True, grants__ended_at=None).distinct().order_by("pk")
    choices = [_choice(user) for user in people.select_related("unit")]
    return render(request, "demo/choose.html", {"choices": choices, "square": _square()})


def _choice(user: User) -> Choice:
    grants = list(user.grants.filter(ended_at=None).select_related("account", "unit").order_by("pk"))
    held = list(dict.fromkeys(grant.role for grant in grants))
    accounts = _in_words([grant.account.name for grant in grants if grant.account])
    units = _in_words([grant.unit.name for grant in grants if grant.unit])
    return Choice(
        key=user.pk,
        name=user.name,
        title=user.title,
        unit=user.unit.name,
        roles=", ".join(ROLES[role].label for role in held),
        sees=[WHAT_THEY_SEE[role].format(accounts=accounts, units=units) for role in _telling(held)],
        protected=user.protected_identity,
    )


def _telling(held: Sequence[str]) -> Sequence[str]:
    """The communications unit sees everything: what else such a person holds tells nothing more."""
    return ["comms_unit"] if "comms_unit" in held else held


def _in_words(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{len(names)} konton"
    return " och ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _square() -> str:
    """Where the residents' side is: the address that the accounts are connected to."""
    connection = Connection.objects.order_by("pk").first()
    if connection is None:
        return ""
    parts = urlsplit(connection.address)
    return f"{parts.scheme}://{parts.netloc}/"


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
