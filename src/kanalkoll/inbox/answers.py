"""Short ready answers in plain Swedish and in the language somebody wrote in.

The system's own lie in `texts/` as `answer_<subject>.<language>.txt`; a guideline replaces one by a text of the same
name. Nobody who speaks the language has read the system's translations: they are marked to be checked before use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kanalkoll.inbox.models import Message
from kanalkoll.inbox.own_texts import Text, text_for
from kanalkoll.inbox.wording import filled
from kanalkoll.language.names import SWEDISH, direction, is_foreign, name
from kanalkoll.municipality.guidelines import pack_of
from kanalkoll.municipality.models import Guideline

SUBJECTS: Mapping[str, str] = {
    "holding": "Vi tar reda på det",
    "referral": "Kontakta oss i stället",
    "private": "Skriv inte om dig själv här",
}
# The other texts that an answer may begin from.
ALSO = ("crisis_answer_",)


@dataclass(frozen=True, slots=True)
class Answer:
    """One ready answer in one language, filled in for the one who wrote. `unchecked`: a translation of ours."""

    name: str
    words: str
    language: str
    unchecked: bool

    @property
    def language_name(self) -> str:
        """The language with a capital."""
        return name(self.language).capitalize()

    @property
    def direction(self) -> str:
        """Which way it is written."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an answer is about, in Swedish and, where it is another and there is one, the writer's language."""

    title: str
    answers: tuple[Answer, ...]


def answers_in(message: Message, *, guideline: Guideline) -> list[Subject]:
    """The ready answers to offer for this message."""
    wanted = [SWEDISH, message.language] if is_foreign(message.language) else [SWEDISH]
    subjects = (
        Subject(title, tuple(_in(subject, wanted, message, guideline))) for subject, title in SUBJECTS.items()
    )
    return [subject for subject in subjects if subject.answers]


def answer_named(asked: str, *, message: Message, guideline: Guideline) -> str:
    """The words of the answer with this name, filled in; nothing for a text that is no answer."""
    subject = asked.removeprefix("answer_").partition(".")[0]
    known = subject in SUBJECTS if asked.startswith("answer_") else asked.startswith(ALSO)
    text = text_for(pack_of(guideline), asked) if known else None
    return _filled(text, message, guideline) if text else ""


def _in(subject: str, languages: list[str], message: Message, guideline: Guideline) -> Iterator[Answer]:
    for language in languages:
        text = text_for(pack_of(guideline), f"answer_{subject}.{language}")
        if text is not None:
            words = _filled(text, message, guideline)
            yield Answer(text.name, words, language, unchecked=text.default and language != SWEDISH)


def _filled(text: Text, message: Message, guideline: Guideline) -> str:
    return filled(text.words, record=message.record, municipality=guideline.municipality)
