"""What a screening goes by beside the rules: the guideline's categories, what is the municipality's, its own words."""

from datetime import datetime

from kanalkoll.language.findings import Allow
from kanalkoll.policy.let_be import let_be
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.workdays import local_day
from kanalkoll.screening import entries


def own_rules(pack: Pack, at: datetime) -> Allow:
    """Everything of the municipality's own that holds at a moment: one statement, however many texts follow."""
    return entries.joined(let_be(pack, on=local_day(at)), entries.in_force(at))
