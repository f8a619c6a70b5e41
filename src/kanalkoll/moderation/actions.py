"""What a person does with a case: find, form, verb, redirect."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kanalkoll.accounts import outbox
from kanalkoll.accounts.outbox import NotSettled
from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.finding import person
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.moderation import forms, listing, removal, reports, vanishing
from kanalkoll.moderation.case_page import unknown_of
from kanalkoll.moderation.demands import Incomplete
from kanalkoll.moderation.finding import case_for, vanished_for
from kanalkoll.moderation.models import RECIPIENTS, Removal
from kanalkoll.moderation.views import show
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.ui.feedback import say

View = Callable[[HttpRequest, int], HttpResponse]


@require_POST
def securing(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the evidence, and go on to the platform when nobody else needs to say yes."""
    user = person(request)
    case_for(user, pk)
    form = forms.SecureForm(request.POST, request.FILES)

    def verb(given: dict[str, Any]) -> None:
        done = removal.secure(pk, by=user, now=the_time(), uploads=form.uploads)
        waits = done.state == "secured" and done.second_person
        say(request, "Beviset är säkrat. Nu väntar ärendet på godkännande." if waits
            else "Det vi har kvar är säkrat. Hos plattformen fanns inget att ta bort." if done.state == "gone"
            else "Beviset är säkrat och borttagningen är på väg till plattformen.")  # fmt: skip

    return _carry_out(request, pk, form, verb, secure_form=form)


@require_POST
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's yes."""
    user = person(request)
    case_for(user, pk)

    def verb(given: dict[str, Any]) -> None:
        removal.approve(pk, by=user, now=the_time())
        say(request, "Godkänd. Borttagningen är på väg till plattformen.")

    return _carry_out(request, pk, Form(request.POST), verb)


@require_POST
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """No: the item stays."""
    user = person(request)
    case_for(user, pk)
    form = forms.ReasonForm(request.POST)

    def verb(given: dict[str, Any]) -> None:
        done = removal.refuse(pk, reason=given["reason"], by=user, now=the_time())
        say(request, f"Borttagningen är avslagen. {_stays(done)}".rstrip(), draft=f"avslag-{pk}")

    return _carry_out(request, pk, form, verb, refuse_form=form)


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """The one who asked thinks better of it."""
    user = person(request)
    case_for(user, pk)
    form = forms.WithdrawForm(request.POST)

    def verb(given: dict[str, Any]) -> None:
        done = removal.withdraw(pk, reason=given["reason"], by=user, now=the_time())
        say(request, f"Begäran är återtagen. {_stays(done)}".rstrip(), draft=f"atertag-{pk}")

    return _carry_out(request, pk, form, verb, withdraw_form=form)


@require_POST
def sending(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything is ready, and nothing was sent: send it now."""
    user = person(request)
    case_for(user, pk)

    def verb(given: dict[str, Any]) -> None:
        removal.carry_out(pk, by=user, now=the_time())
        say(request, "Borttagningen är på väg till plattformen.")

    return _carry_out(request, pk, Form(request.POST), verb)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more, after the platform said no."""
    user = person(request)
    case_for(user, pk)

    def verb(given: dict[str, Any]) -> None:
        removal.try_again(pk, by=user, now=the_time())
        say(request, "Ett nytt försök är på väg till plattformen.")

    return _carry_out(request, pk, Form(request.POST), verb)


@require_POST
def restoring(request: HttpRequest, pk: int) -> HttpResponse:
    """Show again what was hidden by mistake."""
    user = person(request)
    case_for(user, pk)
    form = forms.ReasonForm(request.POST)

    def verb(given: dict[str, Any]) -> None:
        removal.restore(pk, reason=given["reason"], by=user, now=the_time())
        say(request, "Inlägget är på väg att visas igen.", draft=f"aterstall-{pk}")

    return _carry_out(request, pk, form, verb, restore_form=form)


@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report to the police or the platform was made, or will not be."""
    user = person(request)
    case_for(user, pk)
    to = next((each for each in RECIPIENTS if f"{each}-to" in request.POST), "")
    form = forms.ReportForm(request.POST, prefix=to)
    skipped = request.POST.get("gjort") == "nej"

    def verb(given: dict[str, Any]) -> None:
        reports.reported(
            pk,
            to=given["to"],
            reference=given["reference"],
            skipped=skipped,
            reason=given["reason"],
            by=user,
            now=the_time(),
        )
        say(request, "Beslutet att inte anmäla är sparat." if skipped else "Anmälan är antecknad.",
            draft=f"anmalan-{to}-{pk}")  # fmt: skip

    return _carry_out(request, pk, form, verb, report_to=to, report_form=form)


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has looked at what vanished without us."""
    user = person(request)
    if not vanished_for(user).filter(pk=pk).exists():
        raise Http404("vanished")
    try:
        vanishing.acknowledge(pk, text=request.POST.get("reason", ""), by=user, now=the_time())
    except NotNow as error:
        context = listing.cases_context(user, {"vy": listing.GONE}, now=the_time())
        context |= {"refusal": str(error), "refused": pk}
        return render(request, "moderation/cases.html", context, status=422)
    say(request, "Antecknat.", draft=f"forsvunnen-{pk}")
    return redirect(reverse("moderation:cases") + f"?vy={listing.GONE}")


def settling(settle: outbox.Settle) -> View:
    """The view by which a person settles a removal whose outcome is unknown; `settle` tells its room."""

    @require_POST
    def outcome(request: HttpRequest, pk: int) -> HttpResponse:
        user = person(request)
        found = case_for(user, pk)
        require(user, Permission.SETTLE, found.account_id)
        unknown = unknown_of(found)
        if unknown is not None:
            happened = request.POST.get("happened") == "yes"
            try:
                outbox.settle_by_person(unknown, happened=happened, by=user, now=the_time(), settle=settle)
                say(request, "Tack. Nu vet vi hur det gick.")
            except NotSettled as error:
                say(request, str(error), tone="info")
        return redirect("moderation:case", pk)

    return outcome


def _stays(ended: Removal) -> str:
    """What becomes of the item when nothing is removed; nothing is said of what is gone at the platform already."""
    return "Inlägget ligger kvar." if ended.record.gone_at is None else ""


def _carry_out(
    request: HttpRequest, pk: int, form: Form, verb: Callable[[dict[str, Any]], None], **shown: object
) -> HttpResponse:
    """Run the verb, or show the case again with what was typed and what stands in the way."""
    if not form.is_valid():
        return show(request, pk, status=422, refusals=_faults(form), **shown)
    try:
        verb(form.cleaned_data)
    except Incomplete as incomplete:
        return show(request, pk, status=422, refusals=incomplete.missing, **shown)
    except NotNow as error:
        return show(request, pk, status=409, refusals=[str(error)], **shown)
    return redirect("moderation:case", pk)


def _faults(form: Form) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]
