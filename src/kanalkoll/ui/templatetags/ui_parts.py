"""The larger parts, which wrap nothing: form fields, choices, rows, steps, facts, pager, sheet, remarks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from kanalkoll.ui.page import Option, Word
from kanalkoll.ui.remarks import Remarks

register = template.Library()


@register.inclusion_tag("ui/field.html")
def field(field: BoundField, optional: bool = False) -> dict[str, object]:
    """A form field: label, hint under the label, error, then the control itself."""
    return {"field": field, "optional": optional}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """Every fault of a form at the top, each a link to its field. Nothing when there is none."""
    return {"form": form, "fields": [field for field in form.visible_fields() if field.errors]}


@register.inclusion_tag("ui/radio_cards.html")
def radio_cards(field: BoundField, options: Iterable[Option], legend: str = "") -> dict[str, object]:
    """One choice among a few that each need a sentence."""
    return _choice(field, options, legend)


@register.inclusion_tag("ui/segments.html")
def segments(field: BoundField, options: Iterable[Option], legend: str = "") -> dict[str, object]:
    """One choice among two to four short words."""
    return _choice(field, options, legend)


@register.inclusion_tag("ui/steps.html")
def steps(labels: Sequence[str], current: int) -> dict[str, object]:
    """Where one is in a guided case. `current` counts from one; one past the last means all is done."""
    numbered = [(number, label) for number, label in enumerate(labels, start=1)]
    return {"steps": numbered, "current": current, "total": len(numbered)}


@register.inclusion_tag("ui/facts.html")
def facts(rows: Iterable[tuple[str, str | SafeString]]) -> dict[str, object]:
    """Terms and what is true of them; a row whose value is empty is left out."""
    return {"rows": [(term, value) for term, value in rows if value]}


@register.inclusion_tag("ui/row.html")
def row(
    href: str,
    who: str,
    text: str,
    now: datetime,
    due_at: datetime | None = None,
    settled: str = "",
    where: str = "",
    words: Iterable[Word] = (),
    current: bool = False,
    value: str = "",
    chosen: bool = False,
    assigned: str = "",
) -> dict[str, object]:
    """One thing in a list. With `value` it can be chosen (checkbox named "chosen")."""
    return {
        "href": href,
        "who": who,
        "text": text,
        "now": now,
        "due_at": due_at,
        "settled": settled,
        "where": where,
        "words": words,
        "current": current,
        "value": value,
        "chosen": chosen,
        "assigned": assigned,
    }


@register.inclusion_tag("ui/pager.html")
def pager(more: str = "", first: str = "", shown: str = "") -> dict[str, object]:
    """On through a long list: `more` is the address of the next part, `first` of the beginning."""
    return {"more": more, "first": first, "shown": shown}


@register.inclusion_tag("ui/sheet.html")
def sheet(
    heading: str,
    author: str,
    text: SafeString,
    lines: Sequence[str],
    pictures: Sequence[Mapping[str, str]] = (),
) -> dict[str, object]:
    """What is secured, as it will look on paper. `pictures` have `src` and `alt`."""
    return {"heading": heading, "author": author, "text": text, "lines": lines, "pictures": pictures}


@register.inclusion_tag("ui/presence.html")
def presence(address: str, others: Sequence[str] = ()) -> dict[str, object]:
    """Who else is looking. The script pings `address`, which answers {"others": [names]}."""
    return {"address": address, "others": others}


@register.inclusion_tag("ui/remarks_place.html")
def remarks_place(
    field: BoundField, address: str, remarks: Remarks, also: BoundField | None = None
) -> dict[str, object]:
    """What there is to say of the text in a field, told anew while one writes.

    `address` is posted the field (and `also`, when that changes) and answers with ui/remarks.html; a browser
    without script posts the whole form there by a button and is shown the page again.
    """
    return {"field": field, "address": address, "remarks": remarks, "also": also}


def _choice(field: BoundField, options: Iterable[Option], legend: str) -> dict[str, object]:
    return {
        "field": field,
        "options": list(options),
        "legend": legend or field.label,
        "selected": str(field.value() or ""),
    }
