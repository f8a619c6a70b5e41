"""The page of what is looked for: every category on or off by the guideline, and what is known of the municipality."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kanalkoll.language.findings import CATEGORIES
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.clauses import links
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.policy import moderation
from kanalkoll.policy.let_be import off
from kanalkoll.policy.ours import ours
from kanalkoll.policy.workdays import local_day
from kanalkoll.screening import asking
from kanalkoll.screening.wording import LABELS
from kanalkoll.ui.page import Column

COLUMNS = (Column("Kategori"), Column("Granskas"), Column("Stöd"))


@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    """What screening looks for under the guideline in force, each with what it rests on."""
    asking.reader(request)
    now = the_time()
    guideline = in_force(now)
    pack = pack_of(guideline)
    switched_off = off(pack, on=local_day(now))
    supported = moderation.support(pack, on=local_day(now))
    own = ours(pack.texts)
    context = {
        "here": "categories",
        "guideline": guideline,
        "columns": COLUMNS,
        "rows": [
            (
                LABELS[code],
                code not in switched_off,
                links(guideline, supported[code].clauses if code in supported else ()),
                supported[code].law if code in supported else None,
            )
            for code in CATEGORIES
        ],
        "own": [
            ("Telefonnummer", ", ".join(own.phones)),
            ("E-post", ", ".join(own.emails)),
            ("Adresser", ", ".join(own.addresses)),
            ("Skolor", ", ".join(own.schools)),
            ("Platser", ", ".join(own.places)),
        ],
        "has_own": own != type(own)(),
    }
    return render(request, "screening/categories.html", context)
