"""What the tests of the pages share."""

from django.test import Client

from kanalkoll.inbox.models import Message
from kanalkoll.screening.hits import Hit, hits_of
from kanalkoll.screening.judging import screening_of
from kanalkoll.screening.models import Screening
from kanalkoll.screening.verdicts import verdicts_of


def screened(message: Message) -> Screening:
    """What was found in the message's text."""
    screening = screening_of(message.record)
    assert screening is not None
    return screening


def hits(message: Message) -> list[Hit]:
    """What is marked in the message now."""
    screening = screened(message)
    return list(hits_of(screening, verdicts_of([screening]).get(screening.pk, [])))


def hit_of(message: Message, category: str) -> Hit:
    """The first hit of a category."""
    return next(hit for hit in hits(message) if hit.place.category == category)


def kinds(message: Message) -> set[str]:
    """What the message is marked as."""
    return {hit.place.category for hit in hits(message)}


def say(client: Client, message: Message, category: str, why: str = "quote", **more: str):
    """Press one of the buttons beside a mark."""
    place = hit_of(message, category).place
    given = {"rule": place.rule, "category": place.category, "start": place.start, "end": place.end}
    return client.post(f"/inkorg/{message.pk}/fel/", given | {"why": why} | more)
