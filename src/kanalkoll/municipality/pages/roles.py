"""Who may do what, and where: for auditors and for those who give the roles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.models import Grant
from kanalkoll.municipality.pages.asking import person, require_seeing_roles
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import ROLES, Permission, Role
from kanalkoll.ui.page import Column

COLUMNS = [Column("Vem"), Column("Var"), Column("Sedan")]


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Every role with what it permits, and everybody who has it now."""
    user = person(request)
    require_seeing_roles(user)
    held: dict[str, list[Grant]] = {key: [] for key in ROLES}
    grants = Grant.objects.filter(ended_at=None).select_related("user__unit", "account", "unit")
    for grant in grants.order_by("user__given_name", "user__family_name", "pk"):
        held[grant.role].append(grant)
    rows: list[tuple[str, Role, list[Grant]]] = [(key, ROLES[key], held[key]) for key in ROLES]
    context = {
        "rows": rows,
        "columns": COLUMNS,
        "now": the_time(),
        "keeps": may(user, Permission.MANAGE_PEOPLE),
    }
    return render(request, "municipality/roles.html", context)
