"""Contact persons: the departments with those they have named, and which have nobody."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality import clauses
from kanalkoll.municipality import contacts as verbs
from kanalkoll.municipality.contacts import Gap, departments_without_contacts
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import ContactPerson, Unit
from kanalkoll.municipality.pages.asking import needing, person
from kanalkoll.municipality.pages.forms import ContactForm
from kanalkoll.municipality.pages.units import show
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import stewardship
from kanalkoll.ui.feedback import say

NAMING = ("department", "municipal_company")


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit, those it has named, and in words what the guideline misses: "" when nothing."""

    unit: Unit
    missing: str
    contacts: list[ContactPerson] = field(default_factory=list)


@require_safe
@needing(Permission.MANAGE_PEOPLE)
def contact_persons(request: HttpRequest) -> HttpResponse:
    """Who answers quickly for each department, and which departments have nobody."""
    guideline, today = in_force(the_time()), localdate(the_time())
    rule = stewardship.contact_persons(pack_of(guideline), on=today)
    standings = _standings(departments_without_contacts(pack_of(guideline), today))
    context = {
        "standings": standings,
        "missing": [each for each in standings if each.missing],
        "rule": rule,
        "clauses": clauses.links(guideline, rule.clauses),
    }
    return render(request, "municipality/contact_persons.html", context)


@require_POST
@needing(Permission.MANAGE_PEOPLE)
def name_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a contact person, or change what one is named for."""
    unit = get_object_or_404(Unit, pk=pk)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return show(request, pk, form, status=422)
    given = form.cleaned_data
    verbs.name_contact(
        unit,
        given["person"],
        substitute=given["substitute"],
        subjects=given["subjects"],
        by=person(request),
        now=the_time(),
    )
    say(request, f"{given['person']} är kontaktperson för {unit.name}.")
    return redirect("people:unit", pk)


@require_POST
@needing(Permission.MANAGE_PEOPLE)
def drop_contact(request: HttpRequest, pk: int, contact_pk: int) -> HttpResponse:
    """Take a contact person away."""
    contact = get_object_or_404(
        ContactPerson.objects.select_related("unit", "user"), pk=contact_pk, unit_id=pk
    )
    verbs.withdraw(contact.unit, contact.user, by=person(request), now=the_time())
    say(request, f"{contact.user} är inte längre kontaktperson.")
    return redirect("people:unit", pk)


@require_POST
@needing(Permission.MANAGE_PEOPLE)
def confirm_contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """The contact persons are still the right ones."""
    unit = get_object_or_404(Unit, pk=pk)
    if verbs.confirm(unit, by=person(request), now=the_time()):
        say(request, f"Kontaktpersonerna för {unit.name} är bekräftade i dag.")
    return redirect("people:unit", pk)


def _standings(gaps: list[Gap]) -> list[Standing]:
    """The units that name contact persons, that have some, or that should have."""
    named: dict[int, list[ContactPerson]] = {}
    for contact in ContactPerson.objects.select_related("user"):
        named.setdefault(contact.unit_id, []).append(contact)
    missing = {gap.unit.pk: _in_words(gap) for gap in gaps}
    units = Unit.objects.filter(Q(kind__in=NAMING) | Q(pk__in=[*named, *missing]))
    return [Standing(unit, missing.get(unit.pk, ""), named.get(unit.pk, [])) for unit in units]


def _in_words(gap: Gap) -> str:
    lacking = [(gap.contact, "kontaktperson"), (gap.substitute, "ersättare")]
    words = " och ".join(word for lacks, word in lacking if lacks)
    return f"{words.capitalize()} saknas"
