"""The page "Så bedömdes texten": what was shown then, what the same rules say now, and what today's rules say."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kanalkoll.language import RULES_VERSION, SUGGESTED, Finding
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.screening import asking, replaying, rulebooks
from kanalkoll.screening.entries import standing
from kanalkoll.screening.hits import PRIVATE, hits_of, sureness
from kanalkoll.screening.marking import labels
from kanalkoll.screening.models import Screening
from kanalkoll.screening.replaying import NotReplayed
from kanalkoll.screening.verdicts import verdicts_of
from kanalkoll.screening.wording import FOLDED, label
from kanalkoll.ui.marking import Mark


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in words."""

    label: str
    words: str
    reason: str
    sure: str
    rule: str


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
        "folded": next((FOLDED[code] for code in labels(screening.found) if code in FOLDED), ""),
        "then": lines(screening.found, text),
        "own_then": list(standing(screening.at)),
        "today": lines(replaying.by_todays_rules(screening, now), text),
        "today_version": RULES_VERSION,
        "book": screening.rule_book,
        "changed": _changed(screening),
    }
    try:
        again = replaying.replay(screening)
        context |= {"again": lines(again.findings, text), "same": again.same}
    except NotReplayed as error:
        context |= {"refusal": str(error)}
    return render(request, "screening/explained.html", context)


def lines(findings: Iterable[Finding], text: str) -> list[Line]:
    """The findings sure enough to be shown, in the order of the text; personal data once."""
    sure = [one for one in findings if one.score >= SUGGESTED and one.kind != "draft"]
    named = {(one.start, one.end) for one in sure if one.kind == "personal_data"}
    return [
        Line(label(one.type), text[one.start : one.end], one.reason, sureness(one.score), one.rule)
        for one in sorted(sure, key=lambda one: (one.start, -one.end))
        if one.type != PRIVATE or (one.start, one.end) not in named
    ]


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
