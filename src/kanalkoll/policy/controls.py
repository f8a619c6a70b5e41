"""The whole control vocabulary, loaded and described.

`@control` registers a parameter class; importing this module registers all that the program has.
"""

from collections.abc import Mapping

from kanalkoll.policy.parameters import describe
from kanalkoll.policy.register import Control, TextName, control, registered
from kanalkoll.policy.vocabulary import answers, clocks, registering, removals, stewardship

__all__ = ["SUBJECTS", "Control", "TextName", "control", "descriptions", "registry"]

SUBJECTS = (clocks, answers, stewardship, removals, registering)


def registry() -> Mapping[str, Control]:
    """Every control by name."""
    return registered()


def descriptions() -> list[dict[str, object]]:
    """The vocabulary as plain JSON values, sorted by name, for ``kanalkoll guideline controls``."""
    return [
        {
            "name": entry.name,
            "room": entry.room,
            "what": entry.doc,
            "parameters": describe(entry.params),
        }
        for _, entry in sorted(registry().items())
    ]
