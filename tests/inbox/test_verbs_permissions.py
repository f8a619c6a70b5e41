"""Who may do what with a message: every verb by every role, and nothing changed where somebody is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from kanalkoll.inbox import handling, registering, replying
from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.models import Decision, Message, Note, Reply
from kanalkoll.ledger.models import Event
from kanalkoll.municipality.permissions import Refused
from kanalkoll.municipality.roles import ROLES, Permission
from tests.harness.stage import CAST

VERBS: dict[str, tuple[Permission, Callable[..., Any]]] = {
    "answer": (
        Permission.HANDLE,
        lambda pk, by, now: replying.answer(pk, text="Klockan 10.", by=by, now=now),
    ),
    "pass_on": (Permission.HANDLE, lambda pk, by, now: handling.pass_on(pk, to_user=by, by=by, now=now)),
    "close": (
        Permission.HANDLE,
        lambda pk, by, now: handling.close(pk, ground="asks_nothing", by=by, now=now),
    ),
    "close_many": (
        Permission.HANDLE,
        lambda pk, by, now: handling.close_many([pk], ground="asks_nothing", by=by, now=now),
    ),
    "assign": (Permission.HANDLE, lambda pk, by, now: handling.assign(pk, to=by, by=by, now=now)),
    "assign_many": (Permission.HANDLE, lambda pk, by, now: handling.assign_many([pk], to=by, by=by, now=now)),
    "note": (Permission.HANDLE, lambda pk, by, now: handling.note(pk, text="Kolla detta.", by=by, now=now)),
    "register": (
        Permission.REGISTER,
        lambda pk, by, now: registering.register(pk, decision="register", by=by, now=now),
    ),
    "register_many": (
        Permission.REGISTER,
        lambda pk, by, now: registering.register_many([pk], decision="register", by=by, now=now),
    ),
}
# Roles that the stage has somebody in, and whether that person's role reaches the stage's account.
CAST_ROLES = [role for role, *_ in CAST]
ALLOWED = {
    (verb, role): permission in ROLES[role].permissions
    for verb, (permission, _) in VERBS.items()
    for role in CAST_ROLES
}


def test_the_table_has_both_answers_for_every_verb():
    for verb in VERBS:
        assert {ALLOWED[verb, role] for role in CAST_ROLES} == {True, False}


@pytest.mark.parametrize(("verb", "role"), ALLOWED)
def test_a_verb_is_done_by_those_whose_role_permits_it_and_by_nobody_else(stage, verb, role):
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    before = Event.objects.count()
    by, do = kommun.people[role], VERBS[verb][1]
    if ALLOWED[verb, role]:
        do(message.pk, by, kommun.now)
        assert Event.objects.filter(actor=by.actor, object=message.name).exists()
        return
    with pytest.raises(Refused, match="inte rätt"):
        do(message.pk, by, kommun.now)
    assert Event.objects.count() == before
    assert Message.objects.get() == message
    assert (Message.objects.get().state, Message.objects.get().revision) == ("new", 0)
    assert [kind.objects.count() for kind in (Decision, Reply, Note)] == [0, 0, 0]


@pytest.mark.parametrize("verb", [verb for verb, (permission, _) in VERBS.items()])
def test_an_administrator_of_another_account_may_nothing_here(stage, verb):
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    kommun.karin.grants.all().delete()
    with pytest.raises(Refused):
        VERBS[verb][1](message.pk, kommun.karin, kommun.now)


@pytest.mark.parametrize("verb", ["answer", "register"])
def test_a_mandate_that_has_ended_permits_nothing(stage, verb):
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    kommun.karin.grants.update(ended_at=kommun.now)
    with pytest.raises(Refused):
        VERBS[verb][1](message.pk, kommun.karin, kommun.now)


def test_somebody_who_has_left_may_nothing_whatever_their_grants_say(stage):
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    kommun.karin.is_active = False
    kommun.karin.save()
    with pytest.raises(Refused):
        VERBS["answer"][1](message.pk, kommun.karin, kommun.now)


def test_a_message_is_given_only_to_somebody_who_may_handle_it(stage):
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    for role in CAST_ROLES:
        to = kommun.people[role]
        if Permission.HANDLE in ROLES[role].permissions:
            handling.assign(message.pk, to=to, by=kommun.karin, now=kommun.now)
            message.refresh_from_db()
            assert message.assignee == to
        else:
            with pytest.raises(Refused, match=f"{to.name} har inget uppdrag"):
                handling.assign(message.pk, to=to, by=kommun.karin, now=kommun.now)
            message.refresh_from_db()
            assert message.assignee != to


def test_a_question_goes_to_an_expert_without_mandate_who_then_owns_nothing(stage):
    kommun = stage("alingsas")
    message = kommun.comment("Hur gammalt är huset?")
    expert = kommun.people["auditor"]
    handling.pass_on(message.pk, to_user=expert, by=kommun.karin, now=kommun.now)
    message.refresh_from_db()
    assert (message.state, message.assignee) == ("passed_on", None)


def test_a_question_is_not_passed_to_somebody_who_has_left(stage):
    kommun = stage("alingsas")
    message = kommun.comment("Hur gammalt är huset?")
    kommun.chef.is_active = False
    with pytest.raises(NotNow, match="arbetar inte längre"):
        handling.pass_on(message.pk, to_user=kommun.chef, by=kommun.karin, now=kommun.now)
    with pytest.raises(NotNow, match="Välj vem"):
        handling.pass_on(message.pk, by=kommun.karin, now=kommun.now)


def test_a_sealed_message_is_nobodys_but_the_registrars(stage):
    kommun = stage("alingsas")
    message = kommun.comment("[förseglat]")
    Message.objects.update(sealed_at=kommun.now)
    for verb, (permission, do) in VERBS.items():
        if permission is Permission.HANDLE and not verb.endswith("_many"):
            with pytest.raises(NotNow, match="förseglat"):
                do(message.pk, kommun.chef, kommun.now)
    registered = registering.register(
        message.pk, decision="register", by=kommun.people["registrar"], now=kommun.now
    )
    assert registered.registration == "register"
