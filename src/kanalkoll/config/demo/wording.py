"""Filling in the places: the town's own words, people's names, and weekdays counted from the day. Pure."""

import re
from datetime import datetime

from kanalkoll.config.demo.moments import day_and_month, weekday
from kanalkoll.config.demo.towns import Town

_PLACE = re.compile(r"\{([a-z0-9_]+)(?:\.(fornamn|namn))?([+-]\d+)?\}")


def filled(text: str, *, town: Town, at: datetime, to: str = "") -> str:
    """The text with every place filled in. `to` is the name of the resident who is spoken to.

    Raises KeyError for a place that the town has no word for.
    """

    def word(found: re.Match[str]) -> str:
        key, part, later = found.groups()
        if key in ("dag", "datum"):
            days = int(later or 0)
            return weekday(at, later=days) if key == "dag" else day_and_month(at, later=days)
        if key == "fornamn":
            return called(to)
        if part:
            name = _name(town, key)
            return called(name) if part == "fornamn" else name
        return town.words[key]

    return _PLACE.sub(word, text)


def named(town: Town, key: str) -> str:
    """The resident's name: by the character's key, or the name itself."""
    return town.residents.get(key, key)


def called(name: str) -> str:
    """What somebody is called in an answer: the given name of a person, the whole of any other name."""
    first, _, rest = name.partition(" ")
    return first if rest and first[0].isupper() and not _GROUPS.search(name) else name


_GROUPS = re.compile(r"byalag|hembygd|förening|Bygdegården|ungdom|Nattpatrullen|Förälder|Gratis|Fram$|Först$")


def _name(town: Town, key: str) -> str:
    return town.person(key).name if town.employs(key) else town.residents[key]
