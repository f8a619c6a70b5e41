"""The municipality's own words cannot be altered unseen: the database's refusals stand, and the log knows every one."""

from collections.abc import Iterator

from kanalkoll.ledger import guards
from kanalkoll.ledger.models import Event
from kanalkoll.ledger.verification import Problem
from kanalkoll.screening.models import GUARDED_TABLES, Entry, EntryEnd

ADDED = ("screening.word_added", "screening.exception_added")
ENDED = "screening.entry_ended"


def screening_problems() -> Iterator[Problem]:
    """Added, dropped and unguarded words, and ends that nobody made. There are few; all are held at once."""
    for name in guards.missing(GUARDED_TABLES):
        yield Problem("guard_missing", name, f"Databasens spärr {name} är borttagen.")
    added = dict(Event.objects.filter(verb__in=ADDED).values_list("object", "actor"))
    for entry in Entry.objects.select_related("by").order_by("pk"):
        if added.pop(entry.name, None) != entry.by.actor:
            yield Problem("word_added", entry.name, f"Tillägget {entry.pk} har ingen händelse i loggen.")
    for name in added:
        yield Problem("word_dropped", name, f"Tillägget {name.partition(':')[2]} är borttaget.")
    ended = dict(Event.objects.filter(verb=ENDED).values_list("object", "actor"))
    for end in EntryEnd.objects.select_related("by", "entry").order_by("pk"):
        if ended.pop(end.entry.name, None) != end.by.actor:
            yield Problem(
                "word_ended", end.entry.name, f"Slutet på tillägg {end.entry_id} har ingen händelse."
            )
    for name in ended:
        yield Problem("word_end_dropped", name, f"Slutet på tillägg {name.partition(':')[2]} är borttaget.")
