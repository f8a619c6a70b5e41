"""Finding a message for a person: what may not be read is as if it were not there."""

from typing import cast

from django.http import Http404, HttpRequest

from kanalkoll.inbox.models import Message
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import holders, may
from kanalkoll.municipality.roles import Permission


def person(request: HttpRequest) -> User:
    """The signed-in person; every page of this room demands one."""
    return cast(User, request.user)


def message_about(user: User, record: int) -> Message:
    """The message of a record, for who may read it. Raises Http404."""
    found = Message.objects.filter(record=record).first()
    return message_for(user, found.pk if found else 0)


def message_for(user: User, pk: int) -> Message:
    """The message with what its page needs. Raises Http404 when it is missing, sealed or not theirs to read."""
    found = (
        Message.objects.filter(pk=pk, sealed_at=None)
        .select_related(
            "account__unit", "guideline", "assignee", "pending", "record__head", "record__post__head"
        )
        # As long as books, and on no page of a message.
        .defer("guideline__content", "record__head__raw", "record__post__head__raw")
        .first()
    )
    if found is None or not may(user, Permission.READ, found.account_id):
        raise Http404("message")
    return found


def handlers_of(message: Message) -> list[User]:
    """Who may handle the message, worked out once for each message object: the page asks more than once."""
    kept = getattr(message, "_handlers", None)
    if isinstance(kept, list):
        return kept
    found = message._handlers = holders(message.account_id, Permission.HANDLE)  # type: ignore[attr-defined]
    return found
