""" "Fel, och därför" of a hit in a message: the verdict is screening's; what it does to the queue is ours."""

from datetime import datetime

from kanalkoll.inbox.acting import taken
from kanalkoll.inbox.models import Message
from kanalkoll.inbox.pressing import pressing
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import User
from kanalkoll.screening import verdicts
from kanalkoll.screening.hits import Place
from kanalkoll.screening.judging import screening_of
from kanalkoll.screening.models import Screening, Verdict
from kanalkoll.screening.verdicts import NoSuchHit


def say_wrong(
    message_id: int, *, place: Place, why: str, by: User, now: datetime, words: str = ""
) -> Verdict:
    """One hit in the text now shown is wrong: it neither marks, folds nor urges any longer.

    Raises NoSuchHit, NotNow (sealed) and Refused.
    """
    with writing():
        message = taken(message_id, by=by)
        screening = screening_of(message.record)
        if screening is None:
            raise NoSuchHit("Texten är inte granskad.")
        verdict = verdicts.say_wrong(screening, place=place, why=why, words=words, by=by, now=now)
        _mark_again(message, screening)
    return verdict


def take_back(message_id: int, *, verdict_id: int, by: User, now: datetime) -> Verdict:
    """The hit was right after all. Raises NoSuchHit when the verdict is of another text, NotNow and Refused."""
    with writing():
        message = taken(message_id, by=by)
        found = Verdict.objects.filter(pk=verdict_id, screening__version__record=message.record_id)
        verdict = found.select_related("screening__version__record").first()
        if verdict is None:
            raise NoSuchHit("Bedömningen hör inte till det här meddelandet.")
        verdicts.take_back(verdict, by=by, now=now)
        screening = screening_of(message.record)
        if screening is not None:
            _mark_again(message, screening)
    return verdict


def _mark_again(message: Message, screening: Screening) -> None:
    """The revision stays: nobody who is writing an answer has to be told that a mark was wrong."""
    urgent, message.labels = verdicts.marks_of(screening)
    message.urgent = pressing(message, urgent)
    message.save(update_fields=["urgent", "labels"])
