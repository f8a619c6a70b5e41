"""What surrounds every page: the municipality's name, the menu for this person, and how much there is to do."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kanalkoll.inbox.queue import open_count
from kanalkoll.ledger.clock import now
from kanalkoll.municipality.guidelines import NoGuideline, in_force, pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import powers
from kanalkoll.municipality.roles import Permission

# A calm blue where the municipality has not said which colour is its own.
DEFAULT_HUE = 235


@dataclass(frozen=True, slots=True)
class Entry:
    """One line in the menu."""

    label: str
    address: str
    icon: str
    current: bool
    count: str = ""


def surroundings(request: HttpRequest) -> dict[str, object]:
    """Context for base.html; cheap enough for every page (a counted, capped look at the queue)."""
    user = getattr(request, "user", None)
    signed_in = isinstance(user, User) and user.is_authenticated
    return {
        "demo": settings.DEMO,
        **_brand(),
        "menu": _entries(request, user) if signed_in and isinstance(user, User) else [],
    }


def _brand() -> dict[str, object]:
    """The municipality's name and the hue of its accent colour, from the guideline's own texts."""
    try:
        pack = pack_of(in_force(now()))
    except NoGuideline:
        return {"municipality_name": "Kanalkoll", "accent_hue": DEFAULT_HUE}
    hue = pack.texts.get("accent_hue", "").strip()
    return {
        "municipality_name": pack.municipality,
        "accent_hue": int(hue) if hue.isdecimal() else DEFAULT_HUE,
    }


def _entries(request: HttpRequest, user: User) -> list[Entry]:
    held = powers(user)
    entries = []
    if held.somewhere(Permission.READ):
        entries.append(("Inkorg", reverse("inbox:queue"), "inbox", open_count(user)))
        entries.append(("Borttagningar", reverse("moderation:cases"), "remove", ""))
        entries.append(("Läget", reverse("situation"), "chart", ""))
        entries.append(("Granskning", reverse("screening:alarms"), "search", ""))
    entries.append(("Konton", reverse("accounts:accounts"), "account", ""))
    if held.may(Permission.MANAGE_PEOPLE):
        entries.append(("Kommunen", reverse("people:people"), "people", ""))
    entries.append(("Riktlinjen", reverse("municipality:guideline"), "guideline", ""))
    return [
        Entry(label, address, icon, request.path.startswith(address), count)
        for label, address, icon, count in entries
    ]
