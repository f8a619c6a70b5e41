"""Which languages people say that they read, so that a message can find its way to them. Nobody has to say."""

from collections.abc import Collection, Sequence
from datetime import datetime

from kanalkoll.language.names import NAMES, SWEDISH
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import User, UserLanguage

CHOSEN = "person.languages_chosen"


def languages_of(user: User) -> list[str]:
    """The codes of the languages that this person has said they read."""
    return list(user.languages.order_by("language").values_list("language", flat=True))


def choose(user: User, *, languages: Collection[str], now: datetime) -> None:
    """The person's own choice, all of it: what is not named is taken away. Unknown codes are left out."""
    wanted = {code for code in languages if code in NAMES and code != SWEDISH}
    with writing():
        before = set(languages_of(user))
        if wanted == before:
            return
        user.languages.exclude(language__in=wanted).delete()
        UserLanguage.objects.bulk_create(
            UserLanguage(user=user, language=code) for code in sorted(wanted - before)
        )
        # Which languages somebody reads is theirs to tell and take back: the log, which cannot forget, is not told.
        append([Happened(verb=CHOSEN, object=user.actor, actor=user.actor)], at=now)


def readers_among(people: Sequence[User], language: str) -> list[User]:
    """Those of these people who have said that they read the language, in the order given."""
    rows = UserLanguage.objects.filter(language=language, user__in=[person.pk for person in people])
    reading = set(rows.values_list("user_id", flat=True))
    return [person for person in people if person.pk in reading]
