"""What the database itself refuses, on both engines."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import Grant, Guideline, Unit, User

NOW = datetime(2026, 11, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def guideline(name: str) -> Guideline:
    return Guideline.objects.create(
        name=name,
        title="Riktlinje",
        municipality="Exempelköping",
        content="{}",
        digest=name,
        in_force_from=NOW,
    )


def test_two_guidelines_cannot_be_in_force_at_once():
    with writing():
        guideline("en")
    with pytest.raises(IntegrityError), writing():
        guideline("två")


def test_an_adopted_guidelines_content_cannot_be_changed():
    with writing():
        adopted = guideline("en")
    with pytest.raises(IntegrityError), writing():
        Guideline.objects.filter(pk=adopted.pk).update(content='{"ändrad": true}')


def test_the_same_role_is_not_given_twice_to_the_same_person():
    with writing():
        unit = Unit.objects.create(name="Kommunledningen", kind="department")
        user = User.objects.create_user(
            "a@example.se", None, given_name="A", family_name="B", title="c", unit=unit
        )
        Grant.objects.create(user=user, role="auditor", given_at=NOW)
    with pytest.raises(IntegrityError), writing():
        Grant.objects.create(user=user, role="auditor", given_at=NOW)
