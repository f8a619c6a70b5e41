"""The people: the list, each person's page, and what is done with them."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kanalkoll.language.names import name
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality import people as verbs
from kanalkoll.municipality.changing import Unfit
from kanalkoll.municipality.history import told
from kanalkoll.municipality.languages import languages_of
from kanalkoll.municipality.models import ContactPerson, Grant, Unit, User
from kanalkoll.municipality.pages.asking import needing, person
from kanalkoll.municipality.pages.forms import PersonForm, RoleForm, refuse
from kanalkoll.municipality.roles import Permission
from kanalkoll.ui.feedback import say

A_PAGE = 100


@require_safe
@needing(Permission.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who can sign in, or with `visa` those who have left; found by `q`."""
    words, left = request.GET.get("q", "").strip(), request.GET.get("visa") == "avslutade"
    current = Grant.objects.filter(ended_at=None).select_related("account", "unit").order_by("pk")
    found = _matching(words).filter(is_active=not left).select_related("unit")
    part = Paginator(found.prefetch_related(Prefetch("grants", current)), A_PAGE).get_page(
        request.GET.get("sida")
    )
    kept = request.GET.copy()
    kept["sida"] = str(part.number + 1)
    context = {
        "part": part,
        "words": words,
        "left": left,
        "more": f"?{kept.urlencode()}" if part.has_next() else "",
    }
    return render(request, "municipality/people.html", context)


@require_safe
@needing(Permission.MANAGE_PEOPLE)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: what is known, which roles and where, what is missing, what has happened."""
    return _shown(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needing(Permission.MANAGE_PEOPLE)
def add(request: HttpRequest) -> HttpResponse:
    """A new person."""
    form = PersonForm(request.POST or None)

    def keep() -> HttpResponse:
        added = verbs.add_person(particulars=form.particulars, by=person(request), now=the_time())
        say(request, f"{added.name} är upplagd. Ge nu en roll och ett lösenord.")
        return redirect("people:person", added.pk)

    return _filled_in(request, form, keep, {"heading": "Ny person"})


@require_http_methods(["GET", "HEAD", "POST"])
@needing(Permission.MANAGE_PEOPLE)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a person's particulars."""
    chosen = get_object_or_404(User.objects.select_related("unit"), pk=pk)
    form = PersonForm(request.POST or None, person=chosen)

    def keep() -> HttpResponse:
        verbs.change_person(chosen, particulars=form.particulars, by=person(request), now=the_time())
        say(request, "Uppgifterna är sparade.")
        return redirect("people:person", pk)

    return _filled_in(request, form, keep, {"heading": f"Ändra {chosen.name}", "person": chosen})


@require_http_methods(["GET", "HEAD", "POST"])
@needing(Permission.MANAGE_PEOPLE)
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a role."""
    chosen = get_object_or_404(User, pk=pk)
    form = RoleForm(request.POST or None)

    def keep() -> HttpResponse:
        grant = verbs.give_role(
            chosen,
            role=form.cleaned_data["role"],
            account=form.account,
            unit=form.unit,
            by=person(request),
            now=the_time(),
        )
        say(request, f"{chosen.name} har rollen {grant.get_role_display()}.")
        return redirect("people:person", pk)

    return _filled_in(request, form, keep, {"person": chosen}, page="municipality/give_role.html")


@require_POST
@needing(Permission.MANAGE_PEOPLE)
def end_role(request: HttpRequest, pk: int, grant_pk: int) -> HttpResponse:
    """End one role."""
    grant = get_object_or_404(Grant, pk=grant_pk, user_id=pk)
    return _done(
        request, pk, lambda: verbs.end_role(grant, by=person(request), now=the_time()), "Rollen är avslutad."
    )


@require_POST
@needing(Permission.MANAGE_PEOPLE)
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """End a person's sign-in and roles."""
    chosen = get_object_or_404(User, pk=pk)
    led = [unit.name for unit in Unit.objects.filter(manager=chosen)]
    left = f" Välj ny chef för {', '.join(led)}." if led else ""
    said = f"{chosen.name} kommer inte längre in, och rollerna är avslutade.{left}"
    return _done(request, pk, lambda: verbs.deactivate(chosen, by=person(request), now=the_time()), said)


@require_POST
@needing(Permission.MANAGE_PEOPLE)
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the sign-in again."""
    chosen = get_object_or_404(User, pk=pk)
    said = "Inloggningen är öppen. Ge nu en roll och ett lösenord."
    return _done(request, pk, lambda: verbs.reactivate(chosen, by=person(request), now=the_time()), said)


@never_cache
@require_POST
@needing(Permission.MANAGE_PEOPLE)
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """A temporary password, shown on this page and never again."""
    chosen = get_object_or_404(User, pk=pk)
    try:
        given = verbs.set_password(chosen, by=person(request), now=the_time())
    except Unfit as unfit:
        return _shown(request, pk, refusal=str(unfit), status=422)
    return render(request, "municipality/password_given.html", {"person": chosen, "password": given})


def _matching(words: str) -> QuerySet[User]:
    found = User.objects.all()
    for word in words.split()[:6]:
        fields = ("given_name", "family_name", "title", "email", "unit__name")
        either = Q()
        for field in fields:
            either |= Q(**{f"{field}__icontains": word})
        found = found.filter(either)
    return found


def _shown(request: HttpRequest, pk: int, *, refusal: str = "", status: int = 200) -> HttpResponse:
    chosen = get_object_or_404(User.objects.select_related("unit"), pk=pk)
    context: dict[str, Any] = {
        "person": chosen,
        "refusal": refusal,
        "now": the_time(),
        "grants": chosen.grants.filter(ended_at=None).select_related("account", "unit").order_by("pk"),
        "leads": Unit.objects.filter(manager=chosen),
        "contact_for": ContactPerson.objects.filter(user=chosen).select_related("unit"),
        "history": told(chosen.actor),
        "reads": ", ".join(map(name, languages_of(chosen))),
        "oneself": chosen.pk == person(request).pk,
    }
    return render(request, "municipality/person.html", context, status=status)


def _filled_in(
    request: HttpRequest,
    form: Any,
    keep: Callable[[], HttpResponse],
    context: dict[str, Any],
    *,
    page: str = "municipality/person_form.html",
) -> HttpResponse:
    """The form as it was filled in, until the verb takes it."""
    if request.method == "POST" and form.is_valid():
        try:
            return keep()
        except Unfit as unfit:
            refuse(form, unfit)
    return render(request, page, context | {"form": form}, status=422 if form.errors else 200)


def _done(request: HttpRequest, pk: int, verb: Callable[[], object], said: str) -> HttpResponse:
    """Run the verb and go back to the person, or show the page again with what stands in the way."""
    try:
        verb()
    except Unfit as unfit:
        return _shown(request, pk, refusal=str(unfit), status=422)
    say(request, said)
    return redirect("people:person", pk)
