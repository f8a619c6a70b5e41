"""Who has a message open right now, so that two people do not write the same answer."""

from datetime import datetime, timedelta

from kanalkoll.inbox.models import Message, Presence
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission

LOOKING = timedelta(seconds=60)


def look(message: Message, *, by: User, now: datetime) -> list[User]:
    """Note that `by` has the message open and return the others who have it open too.

    Who may only read will write no answer, and leaves no trace of having read.
    """
    if may(by, Permission.HANDLE, message.account_id):
        with writing():
            Presence.objects.update_or_create(message=message, user=by, defaults={"seen_at": now})
            Presence.objects.filter(seen_at__lt=now - LOOKING).delete()
    others = Presence.objects.filter(message=message, seen_at__gte=now - LOOKING).exclude(user=by)
    others = others.select_related("user")
    return [presence.user for presence in others]
