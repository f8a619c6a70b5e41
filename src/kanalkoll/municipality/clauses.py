"""Clauses as people name them: the guideline's own heading, with a link to the guideline's page."""

from collections.abc import Iterable

from django.urls import reverse

from kanalkoll.municipality.guidelines import pack_of
from kanalkoll.municipality.models import Guideline
from kanalkoll.ui.page import ClauseLink


def links(guideline: Guideline, clause_ids: Iterable[str]) -> list[ClauseLink]:
    """Links to these clauses on the guideline's own page; unknown ids are left out."""
    known = pack_of(guideline).clauses
    page = reverse("municipality:guideline")
    return [
        ClauseLink(clause_id, heading(known[clause_id].section), f"{page}#{clause_id}")
        for clause_id in clause_ids
        if clause_id in known
    ]


def heading(section: str) -> str:
    """A section's heading without its number: "7 Samtalston" gives "Samtalston"."""
    number, _, words = section.partition(" ")
    return words if words and any(character.isdigit() for character in number) else section
