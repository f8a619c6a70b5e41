"""The guideline's own page: every clause with how it is covered and its proof."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.coverage import STATUSES, counts, coverage
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import Guideline
from kanalkoll.ui.given import number


@require_safe
def guideline(request: HttpRequest) -> HttpResponse:
    """The guideline in force, or an earlier one by `version`; filtered by words, status and area in the address."""
    wanted = request.GET.get("version", "")
    chosen = get_object_or_404(Guideline, pk=number(wanted)) if wanted else in_force(the_time())
    covered = coverage(pack_of(chosen))
    words, status = request.GET.get("q", "").strip().lower(), request.GET.get("lage", "")
    shown = [
        each
        for each in covered
        if (not status or each.status == status) and (not words or words in each.searchable)
    ]
    sections: dict[str, list[object]] = {}
    for each in shown:
        sections.setdefault(each.section, []).append(each)
    context = {
        "guideline": chosen,
        "now": the_time(),
        "sections": sections,
        "shown": len(shown),
        "counts": [(code, STATUSES[code], count) for code, count in counts(covered).items()],
        "total": len(covered),
        "words": request.GET.get("q", ""),
        "status": status,
        "version": chosen.pk if wanted else "",
        "kept": f"version={chosen.pk}&" if wanted else "",
        "versions": Guideline.objects.all(),
    }
    return render(request, "municipality/guideline.html", context)
