"""A message in another language: which it seems to be, and who among those who may handle it reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kanalkoll.inbox.models import Message
from kanalkoll.language.names import is_foreign, name
from kanalkoll.municipality.languages import readers_among
from kanalkoll.municipality.models import User


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said of a message's language."""

    code: str
    readers: tuple[User, ...]

    @property
    def title(self) -> str:
        """What the language seems to be, in a sentence."""
        return f"Verkar vara skriven på {self.language}"

    @property
    def language(self) -> str:
        """The language in Swedish."""
        return name(self.code)


def of(message: Message, handlers: Sequence[User]) -> Reading | None:
    """What to say of the message's language; None for Swedish. `handlers` are those who may handle it."""
    if not is_foreign(message.language):
        return None
    return Reading(message.language, tuple(readers_among(handlers, message.language)))
