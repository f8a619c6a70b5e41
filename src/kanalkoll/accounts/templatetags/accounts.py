"""Small look-ups that the room's templates cannot make themselves."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(key: str, names: Mapping[str, str]) -> str:
    """The name of a thing, or its key where it has none."""
    return names.get(key, key)
