"""The page "Så bedömdes texten": what was shown then, what the same rules say now, and what today's rules say."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kanalkoll.language import RULES_VERSION, Finding
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import moderation
from kanalkoll.policy.workdays import local_day
from kanalkoll.screening import asking, replaying, rulebooks
from kanalkoll.screening.entries import standing
from kanalkoll.screening.hits import Hit, folded, hits_of
from kanalkoll.screening.models import Screening
from kanalkoll.screening.replaying import NotReplayed
from kanalkoll.screening.verdicts import verdicts_of
from kanalkoll.ui.marking import Mark


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in words."""

    label: str
    words: str
    reason: str
    sure: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Found:
    """Findings alone, in the shape that policy judges."""

    findings: tuple[Finding, ...]


@require_safe
def explained(request: HttpRequest, pk: int) -> HttpResponse:
    """How a text was judged, for whoever reads the account, the auditor included."""
    user, now = asking.reader(request), the_time()
    screening = _found(user, pk)
    text = screening.version.text
    context = {
        "now": now,
        "screening": screening,
        "record": screening.version.record,
        "text": text,
        "marks": [
            Mark(hit.place.start, hit.place.end, hit.label, "da", look=hit.look)
            for hit in hits_of(screening, verdicts_of([screening]).get(screening.pk, []))
        ],
        "folded": folded(screening),
        "then": _told(hits_of(screening, ()), text),
        "own_then": list(standing(screening.at)),
        "today_version": RULES_VERSION,
        "book": screening.rule_book,
        "changed": _changed(screening),
    }
    try:
        again = replaying.replay(screening)
        context |= {"again": _as_shown(again.findings, text, screening.at), "same": again.same}
    except NotReplayed as error:
        context |= {"refusal": str(error)}
    try:
        context |= {"today": _as_shown(replaying.by_todays_rules(screening, now), text, now)}
    except NotReplayed as error:
        context |= {"refusal_today": str(error)}
    return render(request, "screening/explained.html", context)


def _told(hits: Iterable[Hit], text: str) -> list[Line]:
    return [
        Line(hit.label, text[hit.place.start : hit.place.end], hit.reason, hit.sure, hit.place.rule)
        for hit in hits
    ]


def _as_shown(findings: tuple[Finding, ...], text: str, at: datetime) -> list[Line]:
    """Findings as they would be shown under the guideline that was in force at a moment."""
    suggested = moderation.judge(pack_of(in_force(at)), screening=_Found(findings), on=local_day(at))
    row = Screening(findings=list(map(asdict, findings)), suggestions=list(map(asdict, suggested)))
    return _told(hits_of(row, ()), text)


def _found(user: User, pk: int) -> Screening:
    """The screening, for who may read the account. What is sealed is as if it were not there. Raises Http404."""
    found = (
        Screening.objects.select_related("version__record__account", "rule_book")
        .defer("version__raw", "version__document")
        .filter(pk=pk, version__record__sealed_at=None)
        .first()
    )
    if found is None or not may(user, Permission.READ, found.version.record.account_id):
        raise Http404("screening")
    return found


def _changed(screening: Screening) -> list[str]:
    """What has changed round the rules since they were first used, and may give another answer."""
    if screening.rule_book is None:
        return []
    then, now = screening.rule_book.surroundings, rulebooks.surroundings()
    return [
        f"{name} {then[name]} då, {now.get(name, '?')} nu" for name in then if then[name] != now.get(name)
    ]
