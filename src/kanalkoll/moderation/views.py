"""The pages of a removal: its two first steps, the case, the list, the printable page, the files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.finding import person
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.moderation import listing, pages, removal
from kanalkoll.moderation.case_page import case_context
from kanalkoll.moderation.demands import Incomplete
from kanalkoll.moderation.finding import case_for, record_for
from kanalkoll.moderation.forms import GroundForm, RequestForm
from kanalkoll.moderation.models import RECIPIENTS, Removal
from kanalkoll.moderation.removal import UNDER_WAY
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.permissions import Refused, powers
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import moderation
from kanalkoll.policy.statutory import NEVER_COPIED
from kanalkoll.policy.workdays import local_day
from kanalkoll.records import blobs
from kanalkoll.records.evidence import shows_sealed
from kanalkoll.records.models import EvidenceFile, Record
from kanalkoll.ui.feedback import say

SHOWN_AS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Every case this person may know of."""
    user = person(request)
    if not powers(user).somewhere(Permission.READ):
        raise Refused("Din roll läser inte borttagningar. Gå till Konton eller Riktlinjen.")
    return render(request, "moderation/cases.html", listing.cases_context(user, request.GET, now=the_time()))


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, record_pk: int) -> HttpResponse:
    """First the ground, then what that ground needs; nothing has happened at the platform after it."""
    record = record_for(person(request), record_pk)
    going = Removal.objects.filter(record=record, state__in=UNDER_WAY).first()
    if going is not None and not _waits_for_none(request.GET.get("grund", ""), going):
        return redirect("moderation:case", going.pk)
    if "grund" not in request.GET:
        return _choose_ground(request, record)
    form = GroundForm(request.GET, grounds=pages.offered(record, now=the_time()))
    if not form.is_valid():
        return _choose_ground(request, record, form)
    return _ask(request, record, form.cleaned_data["grund"])


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The case as it stands."""
    return show(request, pk)


def show(request: HttpRequest, pk: int, *, status: int = 200, **extra: object) -> HttpResponse:
    """Render a case's page, with a form as it was filled in when something stood in the way."""
    user = person(request)
    context = case_context(user, case_for(user, pk), now=the_time())
    return render(request, "moderation/case.html", context | extra, status=status)


@require_safe
def printable(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """Everything that the police or the platform needs, on paper."""
    if to not in RECIPIENTS:
        raise Http404(to)
    user = person(request)
    found = case_for(user, pk)
    context = case_context(user, found, now=the_time())
    return render(request, "moderation/printable.html", context | {"to": to, "to_whom": RECIPIENTS[to]})


@require_safe
def evidence_file(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """One kept file, always to be saved and never run by the browser. What is sealed has none."""
    found = case_for(person(request), pk)
    if found.is_sealed or found.evidence is None or shows_sealed(found.evidence):
        raise Http404("evidence")
    file = get_object_or_404(
        EvidenceFile.objects.select_related("blob"), evidence=found.evidence, position=position
    )
    ending = SHOWN_AS.get(file.blob.mime, "bin")
    name = f"borttagning-{pk}-{position + 1}.{ending}"
    return HttpResponse(
        blobs.read(file.blob_id),
        content_type=file.blob.mime if file.blob.mime in SHOWN_AS else "application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _waits_for_none(ground: str, going: Removal) -> bool:
    """Whether a case on this ground may be begun although another one is under way.

    Whether that one can be ended just now is the verb's to say: then nothing that was typed is lost.
    """
    return ground in NEVER_COPIED and not going.never_copied


def _choose_ground(request: HttpRequest, record: Record, form: GroundForm | None = None) -> HttpResponse:
    context = pages.begin_context(record, now=the_time())
    only = context["grounds"][0].code if len(context["grounds"]) == 1 else ""
    chosen = context["suggested"] or only
    shown = form or GroundForm(initial={"grund": chosen}, grounds=context["grounds"])
    if context["gone"]:
        shown.fields["grund"].label = "Vad är det?"
    context["form"] = shown
    return render(request, "moderation/begin.html", context, status=422 if form else 200)


def _ask(request: HttpRequest, record: Record, ground: str) -> HttpResponse:
    now = the_time()
    rule = moderation.removal_rule(pack_of(in_force(now)), ground=ground, on=local_day(now))
    form = pages.request_form(record, rule, now=now, data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return _requested(request, record, ground, form)
        except Incomplete as incomplete:
            for missing in incomplete.missing:
                form.add_error(None, missing)
        except NotNow as error:
            form.add_error(None, str(error))
    context = pages.begin_context(record, now=now)
    context |= pages.request_context(person(request), record, rule, now=now)
    status = 422 if form.errors else 200
    return render(request, "moderation/request.html", context | {"form": form}, status=status)


def _requested(request: HttpRequest, record: Record, ground: str, form: RequestForm) -> HttpResponse:
    user, now, given = person(request), the_time(), form.cleaned_data
    begun = removal.request(
        record,
        ground=ground,
        act=given["act"],
        by=user,
        now=now,
        reason=given["reason"],
        answers=form.answers,
        referral=given["referral"],
        urgent=given["urgent"],
    )
    if begun.never_copied:
        # There is nothing to look at first: it is sealed already, and waits for nothing.
        done = removal.secure(begun.pk, by=user, now=now)
        where = "redan borta hos plattformen" if done.state == "gone" else "på väg bort"
        say(request, f"Det är förseglat och {where}. Anmäl det nu.", draft=f"borttagning-{record.pk}")
    else:
        say(request, "Ärendet är påbörjat. Inget har hänt på plattformen än.", tone="info",
            draft=f"borttagning-{record.pk}")  # fmt: skip
    return redirect("moderation:case", begun.pk)
