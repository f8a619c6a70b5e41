"""Who may do what with a removal: every verb by every role, and nothing changed where somebody is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from kanalkoll.ledger.models import Event
from kanalkoll.moderation import removal, reports, securing, vanishing
from kanalkoll.moderation.models import Removal, Report
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import Refused
from kanalkoll.municipality.roles import ROLES, Permission
from kanalkoll.records import blobs
from tests.harness.stage import CAST
from tests.moderation.cases import asked, failed, gone, hidden, secured

VERBS: dict[str, tuple[Permission, Callable[..., Any], Callable[..., Any]]] = {
    "request": (Permission.REMOVE, lambda kommun: None, lambda _, kommun, by: asked(kommun, by)),
    "secure": (
        Permission.REMOVE,
        lambda kommun: asked(kommun, kommun.karin),
        lambda case, kommun, by: removal.secure(case.pk, by=by, now=kommun.now),
    ),
    "approve": (
        Permission.APPROVE,
        secured,
        lambda case, kommun, by: removal.approve(case.pk, by=by, now=kommun.now),
    ),
    "refuse": (
        Permission.APPROVE,
        secured,
        lambda case, kommun, by: removal.refuse(case.pk, reason="Det är kritik.", by=by, now=kommun.now),
    ),
    "withdraw": (
        Permission.REMOVE,
        secured,
        lambda case, kommun, by: removal.withdraw(_asked_by(case, by).pk, by=by, now=kommun.now),
    ),
    "carry_out": (
        Permission.REMOVE,
        lambda kommun: _ready(kommun),
        lambda case, kommun, by: removal.carry_out(case.pk, by=by, now=kommun.now),
    ),
    "try_again": (
        Permission.REMOVE,
        failed,
        lambda case, kommun, by: removal.try_again(case.pk, by=by, now=kommun.now),
    ),
    "restore": (
        Permission.RESTORE,
        hidden,
        lambda case, kommun, by: removal.restore(case.pk, reason="Det är kritik.", by=by, now=kommun.now),
    ),
    "report": (
        Permission.REMOVE,
        secured,
        lambda case, kommun, by: reports.reported(case.pk, to="platform", by=by, now=kommun.now),
    ),
    "acknowledge": (
        Permission.REMOVE,
        gone,
        lambda found, kommun, by: vanishing.acknowledge(
            found.pk, text="Hon ångrade sig.", by=by, now=kommun.now
        ),
    ),
}


def _ready(kommun: Any) -> Removal:
    """Secured, with nobody else to wait for, and not sent."""
    case = asked(kommun, kommun.karin)
    Removal.objects.filter(pk=case.pk).update(second_person=False)
    return securing.secured(case.pk, by=kommun.karin, now=kommun.now)


def _asked_by(case: Removal, by: User) -> Removal:
    Removal.objects.filter(pk=case.pk).update(requested_by=by)
    return case


CAST_ROLES = [role for role, *_ in CAST]
ALLOWED = {
    (verb, role): permission in ROLES[role].permissions
    for verb, (permission, _, _) in VERBS.items()
    for role in CAST_ROLES
}


def test_the_table_has_both_answers_for_every_verb():
    for verb in VERBS:
        assert {ALLOWED[verb, role] for role in CAST_ROLES} == {True, False}


@pytest.mark.parametrize(("verb", "role"), ALLOWED)
def test_a_verb_is_done_by_those_whose_role_permits_it_and_by_nobody_else(stage, verb, role):
    kommun = stage("hallstahammar")
    _, prepare, do = VERBS[verb]
    case, by = prepare(kommun), kommun.people[role]
    if verb == "request":
        kommun.publish()
        kommun.read()
    events, reports_made = Event.objects.filter(actor=by.actor).count(), Report.objects.count()
    if ALLOWED[verb, role]:
        do(case, kommun, by)
        assert Event.objects.filter(actor=by.actor).count() > events
        return
    states = list(Removal.objects.values_list("state", "revision"))
    with pytest.raises(Refused, match="inte rätt"):
        do(case, kommun, by)
    assert Event.objects.filter(actor=by.actor).count() == events
    assert list(Removal.objects.values_list("state", "revision")) == states
    assert Report.objects.count() == reports_made


def test_nothing_is_stored_for_somebody_who_may_not_secure(stage):
    kommun = stage("hallstahammar")
    case = asked(kommun, kommun.karin)
    before = {path for path in blobs.folder().rglob("*") if path.is_file()}

    with pytest.raises(Refused):
        removal.secure(case.pk, by=kommun.people["auditor"], now=kommun.now)

    assert {path for path in blobs.folder().rglob("*") if path.is_file()} == before
