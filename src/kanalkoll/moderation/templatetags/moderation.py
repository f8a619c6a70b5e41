"""Small look-ups that the room's templates cannot make themselves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField

from kanalkoll.ui.page import Option
from kanalkoll.ui.times import full_time

register = template.Library()


@register.simple_tag
def choices_of(field: BoundField) -> list[Option]:
    """The choices of a field, as cards."""
    return [Option(str(code), str(words)) for code, words in field.field.choices]  # type: ignore[attr-defined]


@register.simple_tag
def sheet_lines(kept: Mapping[str, Any], now: datetime) -> list[str]:
    """The small print under what is kept: when, where, and how it can be proved."""
    written = full_time(kept["written"]) if kept["written"] else "tid okänd"
    lines = [f"Skriven {written} · hämtad {full_time(kept['fetched'])}"]
    versions = "en version" if kept["versions"] == 1 else f"{kept['versions']} versioner"
    lines.append(f"{kept['under']} · {versions}" if kept["under"] else versions.capitalize())
    commitment = f"{kept['commitment'][:16]} … {kept['commitment'][-4:]}"
    lines.append(f"Kontrollsumma {commitment} · händelse {kept['event']} i loggen")
    return lines
