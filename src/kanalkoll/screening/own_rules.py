"""What a screening goes by beside the rules: the guideline's categories, what is the municipality's, its own words."""

from datetime import date, datetime

from kanalkoll.language.findings import CATEGORIES, Allow, Excused
from kanalkoll.policy import moderation
from kanalkoll.policy.ours import ours
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.workdays import local_day
from kanalkoll.screening import entries
from kanalkoll.screening.hits import PRIVATE


def own_rules(pack: Pack, at: datetime) -> Allow:
    """Everything of the municipality's own that holds at a moment: one statement, however many texts follow."""
    return entries.joined(of_guideline(pack, local_day(at)), entries.in_force(at))


def of_guideline(pack: Pack, on: date) -> Allow:
    """What the guideline switches off, and what in a text is only the municipality itself."""
    own = ours(pack.texts)
    names = (*own.schools, *own.places)
    return Allow(
        phones=frozenset(digits for phone in own.phones for digits in entries.digits_of(phone)),
        emails=frozenset(map(entries.email_of, own.emails)),
        off=off(pack, on),
        excused=(
            *(Excused(address, frozenset({"ADRESS", PRIVATE})) for address in own.addresses),
            *(Excused(name, frozenset(), "name") for name in names),
        ),
    )


def off(pack: Pack, on: date) -> frozenset[str]:
    """The categories that the guideline has no ground for; personal data is always looked for."""
    return frozenset(CATEGORIES) - {*moderation.categories(pack, on=on), PRIVATE}
