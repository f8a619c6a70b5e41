"""Finding a record or a case for a person: what may not be seen is as if it were not there."""

from django.db.models import Q, QuerySet
from django.http import Http404

from kanalkoll.inbox.models import REMOVABLE
from kanalkoll.moderation.models import Removal, Vanished
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import may, powers, readable_accounts, require
from kanalkoll.municipality.roles import Permission
from kanalkoll.records.models import Record


def record_for(user: User, pk: int) -> Record:
    """The record that somebody wants to remove. Raises Http404 (missing, not theirs) or Refused.

    What is sealed is there for those who answer for it: its content is not, but it can be taken off and reported.
    """
    found = (
        Record.objects.filter(pk=pk, kind__in=REMOVABLE)
        .select_related("account__unit", "head", "post__head", "message")
        .first()
    )
    if found is None or not may(user, Permission.READ, found.account_id):
        raise Http404("record")
    if found.sealed_at is not None and not _answers_for(user, found):
        raise Http404("record")
    require(user, Permission.REMOVE, found.account_id)
    return found


def case_for(user: User, pk: int) -> Removal:
    """The case with what its page needs. Raises Http404 when it is missing or not theirs to see."""
    found = with_people(Removal.objects.filter(pk=pk)).first()
    if found is None or not visible_to(user, found):
        raise Http404("removal")
    return found


def cases_for(user: User) -> QuerySet[Removal]:
    """Every case this person may know of; the sealed ones only for those who answer for them."""
    held = powers(user)
    found = with_people(Removal.objects.all())
    if not held.may(Permission.READ):
        found = found.filter(account__in=held.accounts(Permission.READ))
    if held.may(Permission.READ_SEALED):
        return found
    approving = [pk for pk in held.by_account if held.may(Permission.APPROVE, pk)]
    everywhere = held.may(Permission.APPROVE)
    mine = Q(requested_by=user) | Q(account__in=approving)
    return found if everywhere else found.filter(Q(never_copied=False, record__sealed_at=None) | mine)


def vanished_for(user: User) -> QuerySet[Vanished]:
    """What disappeared at the platform without us, on the accounts this person reads."""
    return (
        Vanished.objects.filter(
            record__sealed_at=None, account__in=list(readable_accounts(user).values_list("pk", flat=True))
        )
        .select_related("record__head", "account", "acknowledged_by", "note__head")
        .order_by("-seen_at", "-pk")
    )


def visible_to(user: User, removal: Removal) -> bool:
    """Whether the person may see the case; a sealed one shows only who, when, where and on what ground."""
    if not removal.is_sealed:
        return may(user, Permission.READ, removal.account_id)
    answers_for_it = removal.requested_by_id == user.pk or may(user, Permission.APPROVE, removal.account_id)
    return answers_for_it or may(user, Permission.READ_SEALED, removal.account_id)


def _answers_for(user: User, record: Record) -> bool:
    """Whether the person may know that this sealed record is there."""
    if may(user, Permission.APPROVE, record.account_id) or may(user, Permission.READ_SEALED):
        return True
    return Removal.objects.filter(record=record, requested_by=user).exists()


def with_people(cases: QuerySet[Removal]) -> QuerySet[Removal]:
    """The cases with everything that their pages name, in one statement."""
    return cases.select_related(
        "record__head",
        "record__post__head",
        "account__unit",
        "guideline",
        "message",
        "reason__head",
        "end_reason__head",
        "referral__record__head",
        "evidence__event",
        "dispatch",
        "check_dispatch",
        "requested_by",
        "approved_by",
        "ended_by",
    ).defer("guideline__content", "record__head__raw", "record__post__head__raw")
