"""The units: the tree, and each unit's page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality import units as verbs
from kanalkoll.municipality.changing import Unfit
from kanalkoll.municipality.history import told
from kanalkoll.municipality.models import Unit
from kanalkoll.municipality.pages.asking import needing, person
from kanalkoll.municipality.pages.forms import ContactForm, UnitForm, refuse
from kanalkoll.municipality.roles import Permission
from kanalkoll.municipality.tree import tree
from kanalkoll.ui.feedback import say


@require_safe
@needing(Permission.MANAGE_PEOPLE)
def units(request: HttpRequest) -> HttpResponse:
    """All units as a tree."""
    return render(request, "municipality/units.html", {"branches": tree()})


@require_safe
@needing(Permission.MANAGE_PEOPLE)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit: its manager, people, accounts and contact persons."""
    return show(request, pk, ContactForm())


@require_http_methods(["GET", "HEAD", "POST"])
@needing(Permission.MANAGE_PEOPLE)
def add(request: HttpRequest) -> HttpResponse:
    """A new unit; `under` says where the tree was when it was asked for."""
    under = request.GET.get("under", "")
    form = UnitForm(request.POST or None, initial={"parent": under})

    def keep() -> Unit:
        return verbs.add_unit(plan=form.plan, by=person(request), now=the_time())

    return _filled_in(request, form, keep, {"heading": "Ny enhet"})


@require_http_methods(["GET", "HEAD", "POST"])
@needing(Permission.MANAGE_PEOPLE)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, move or hand over a unit."""
    chosen = get_object_or_404(Unit, pk=pk)
    form = UnitForm(request.POST or None, unit=chosen)

    def keep() -> Unit:
        return verbs.change_unit(chosen, plan=form.plan, by=person(request), now=the_time())

    return _filled_in(request, form, keep, {"heading": f"Ändra {chosen.name}", "unit": chosen})


def show(request: HttpRequest, pk: int, form: ContactForm, *, status: int = 200) -> HttpResponse:
    """Render a unit's page, with the form for a contact person as it was filled in."""
    unit = get_object_or_404(Unit.objects.select_related("manager", "parent"), pk=pk)
    context: dict[str, Any] = {
        "unit": unit,
        "form": form,
        "now": the_time(),
        "people": unit.people.filter(is_active=True),
        "accounts": unit.accounts.all(),
        "children": unit.children.all(),
        "contacts": unit.contact_persons.select_related("user"),
        "history": told(f"unit:{pk}"),
    }
    return render(request, "municipality/unit.html", context, status=status)


def _filled_in(
    request: HttpRequest, form: UnitForm, keep: Callable[[], Unit], context: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep()
            say(request, f"{kept.name} är sparad.")
            return redirect("people:unit", kept.pk)
        except Unfit as unfit:
            refuse(form, unfit)
    status = 422 if form.errors else 200
    return render(request, "municipality/unit_form.html", context | {"form": form}, status=status)
