"""Words for codes and for what a trial told."""

from collections.abc import Iterator

from django import template

from kanalkoll.screening.forms import EntryForm
from kanalkoll.screening.models import Entry
from kanalkoll.screening.trial import Outcome
from kanalkoll.screening.wording import label as label_of

register = template.Library()


@register.filter
def label(code: str) -> str:
    """The Swedish word for a screening code."""
    return label_of(code)


@register.filter
def told(outcome: Outcome, marks: bool) -> str:
    """What the trial told, in one sentence or two."""
    looked = f"Av {_texts(outcome.texts)} från de senaste 90 dagarna"
    if not outcome.changed:
        return f"{looked} hade inget blivit annorlunda."
    if not marks:
        return f"{looked} hade {_texts(outcome.changed)} sluppit sammanlagt {_marks(outcome.marks)}."
    already = f", varav {outcome.already} redan {'är markerad' if outcome.already == 1 else 'är markerade'}"
    return f"{looked} hade {_texts(outcome.changed)} fått {_marks(outcome.marks)}{already if outcome.already else ''}."


@register.filter
def tried(entry: Entry) -> str:
    """What the trial told before it was saved, in few words."""
    marks = int(entry.tried["marks"])
    return f"prövat: hade {'markerat' if entry.marks else 'tagit bort'} {marks}"


@register.filter
def hidden(form: EntryForm) -> Iterator[tuple[str, str]]:
    """Every name and value that the form was given, to send once more."""
    for name in form.fields:
        yield from ((name, value) for value in form.data.getlist(name))  # type: ignore[attr-defined]


def _texts(number: int) -> str:
    return "ett meddelande" if number == 1 else f"{number} meddelanden"


def _marks(number: int) -> str:
    return "en markering" if number == 1 else f"{number} markeringar"
