"""The pages about false alarms: the report, the same as CSV, and one rule with the texts it was wrong in."""

import csv
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kanalkoll.language.findings import HANDLING
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.screening import asking
from kanalkoll.screening.alarms import Counted, report, wrong_by
from kanalkoll.screening.hits import folded
from kanalkoll.screening.models import Verdict
from kanalkoll.screening.wording import LABELS
from kanalkoll.ui.marking import Mark
from kanalkoll.ui.page import Column

MOST = 50
COLUMNS = (
    Column("Regel"),
    Column("Markerade", numeric=True),
    Column("Sagda fel", numeric=True),
    Column("Andel fel", numeric=True),
    Column("Varför"),
)
CATEGORY_COLUMNS = (Column("Kategori"), *COLUMNS[1:])
HEADINGS = ("kategori", "regel", "säger", "markerade", "sagda fel", "andel fel i procent", "varför")


@require_safe
def alarms(request: HttpRequest) -> HttpResponse:
    """The report of false alarms per rule and per category."""
    user, now = asking.reader(request), the_time()
    found = report(user, since=asking.since(request, now))
    every = request.GET.get("alla") == "1"
    context = {
        "now": now,
        "here": "alarms",
        "report": found,
        "rules": [each for each in found.rules if every or each.wrong],
        "every": every,
        "silent": sum(not each.wrong for each in found.rules),
        "columns": COLUMNS,
        "category_columns": CATEGORY_COLUMNS,
        "days": asking.days(request),
        "periods": [(days, words, days == asking.days(request)) for days, words in asking.PERIODS.items()],
    }
    return render(request, "screening/alarms.html", context)


@require_safe
def alarms_csv(request: HttpRequest) -> HttpResponse:
    """Every rule of the report, for a spreadsheet."""
    user, now = asking.reader(request), the_time()
    found = report(user, since=asking.since(request, now))
    name = f"falska-larm-{now:%Y-%m-%d}-{asking.days(request)}-dagar.csv"
    answer = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    sheet = csv.writer(answer, delimiter=";")
    sheet.writerow(HEADINGS)
    sheet.writerows(map(_line, found.rules))
    return answer


@require_safe
def rule(request: HttpRequest) -> HttpResponse:
    """One rule: what it marked that people found wrong, with the way to each message."""
    user = asking.reader(request)
    # No rule has a NUL in its name, and PostgreSQL takes none in a question.
    name, category = request.GET.get("regel", "").replace("\0", "")[:80], request.GET.get("kategori", "")
    if category not in LABELS:
        raise Http404("category")
    told = wrong_by(user, rule=name, category=category, most=MOST)
    context = {
        "now": the_time(),
        "rule": name,
        "category": category,
        "label": LABELS[category],
        "verdicts": [(each, mark_of(each), folded(each.screening)) for each in told],
        "most": MOST if len(told) == MOST else 0,
        "may_change": may(user, Permission.WORDS) and category not in HANDLING,
    }
    return render(request, "screening/rule.html", context)


def mark_of(verdict: Verdict) -> Sequence[Mark]:
    """The place in the text that was said to be wrong."""
    return [
        Mark(verdict.start, verdict.end, LABELS[verdict.category], f"bedomning-{verdict.pk}", look="wrong")
    ]


def _line(each: Counted) -> list[object]:
    return [each.label, each.rule, _plain(each.says), each.marked, each.wrong, each.percent, each.reasons]


def _plain(words: str) -> str:
    """A spreadsheet takes what begins with these as a formula."""
    return f"'{words}" if words[:1] in {"=", "+", "-", "@", "\t"} else words
