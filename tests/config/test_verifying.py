"""What people decided cannot be altered unseen: every altered row is found by its name, and nothing else is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from kanalkoll.config.verifying import verify_all
from kanalkoll.inbox import handling, registering, replying
from kanalkoll.inbox.models import Decision, HandOver, Message, Reply
from kanalkoll.moderation import removal, reports
from kanalkoll.moderation.models import Removal, Report
from kanalkoll.municipality.models import Guideline
from tests.harness.stage import Stage

Stages = Callable[[str], Stage]


def test_after_a_whole_story_all_is_as_it_was_kept(stage: Stages, capsys: pytest.CaptureFixture[str]) -> None:
    _story(stage)
    assert verify_all() == []
    call_command("records", "verify")
    assert "Allt stämmer" in capsys.readouterr().out


def test_every_altered_decision_is_found_by_its_name(stage: Stages) -> None:
    _story(stage)
    assert _found() == set()
    missed = [what for what, sql, row in _hands() if not _finds(sql, row)]
    assert missed == []


def test_a_message_that_nobody_received_and_one_that_is_gone_are_found(stage: Stages) -> None:
    kommun = stage("alingsas")
    message = kommun.comment("Är det öppet i dag?")
    with _tampering():
        _sql(f"UPDATE inbox_message SET id = 999 WHERE id = {message.pk}")
        assert _found() >= {"message:999", message.name}


def test_decisions_made_for_many_at_once_are_as_they_were_kept(stage: Stages) -> None:
    kommun = stage("alingsas")
    chosen = [kommun.comment(text).pk for text in ("Tack!", "Fint!", "Härligt!")]
    assert handling.close_many(chosen, ground="asks_nothing", by=kommun.karin, now=kommun.now) == 3
    registrar = kommun.people["registrar"]
    registering.register_many(chosen, decision="minor", by=registrar, now=kommun.now)
    handling.assign_many(chosen, to=kommun.karin, by=kommun.karin, now=kommun.now)
    assert verify_all() == []


def _story(stage: Stages) -> None:
    """An answer, a question passed on, one closed, edited and closed anew, three removals, and registrations."""
    kommun = stage("alingsas")
    answered = kommun.comment("När öppnar ni på lördag?")
    replying.answer(answered.pk, text="Vi öppnar klockan 10.", by=kommun.karin, now=kommun.now)
    kommun.work()
    passed = kommun.comment("Vem sköter belysningen vid ån?", author="Tomas Örn")
    handling.pass_on(
        passed.pk,
        by=kommun.karin,
        now=kommun.now,
        to_user=kommun.chef,
        holding_text="Hej! Vi har skickat frågan vidare.",
    )
    kommun.work()
    _closed_and_edited(kommun)
    registrar = kommun.people["registrar"]
    registering.register(answered.pk, decision="minor", by=registrar, now=kommun.now)
    registering.register(answered.pk, decision="register", by=registrar, now=kommun.later(minutes=1))
    _removals(kommun)


def _closed_and_edited(kommun: Stage) -> None:
    item = kommun.say("Så roligt med sagostund!", "Siv Lund")
    kommun.read()
    message = Message.objects.get(record__platform_id=item.id)
    handling.close(message.pk, ground="asks_nothing", by=kommun.karin, now=kommun.now)
    kommun.later(minutes=5)
    kommun.town.edit(item.id, "Så roligt! Kostar det något?", at=kommun.now)
    kommun.read(full=True)
    message.refresh_from_db()
    assert message.state == "new"
    handling.close(message.pk, ground="asks_nothing", by=kommun.karin, now=kommun.now)
    handling.reopen(message.pk, by=kommun.karin, now=kommun.later(minutes=1))


def _removals(kommun: Stage) -> None:
    hidden = _begun(kommun, "Det här beslutet är det dummaste ni gjort.", ground="insult", act="hide")
    removal.secure(hidden.pk, by=kommun.karin, now=kommun.now)
    kommun.work()
    removal.restore(hidden.pk, reason="Det är kritik.", by=kommun.chef, now=kommun.now)
    kommun.work()
    advert = _begun(kommun, "Låna upp till 50 000 kr utan UC", ground="commercial", act="unpublish")
    removal.secure(advert.pk, by=kommun.karin, now=kommun.now)
    kommun.work()
    reports.reported(advert.pk, to="platform", by=kommun.karin, now=kommun.now, reference="7-A")
    refused = _begun(kommun, "Ni är inte kloka.", ground="insult", act="hide")
    removal.refuse(refused.pk, reason="Det är kritik.", by=kommun.chef, now=kommun.now)
    assert set(Removal.objects.values_list("state", flat=True)) == {"restored", "verified", "refused"}


def _begun(kommun: Stage, text: str, *, ground: str, act: str) -> Removal:
    message = kommun.comment(text, author=text[:9])
    return removal.request(
        message.record,
        ground=ground,
        act=act,
        by=kommun.karin,
        now=kommun.now,
        reason="Skälet.",
        answers={"event": "no"},
    )


def _hands() -> Iterator[tuple[str, str, str]]:
    """What is done to the rows, how, and the row that must be named."""
    yield from _to_decisions()
    yield from _to_messages_and_replies()
    yield from _to_removals()
    yield from _to_guidelines()


def _to_decisions() -> Iterator[tuple[str, str, str]]:
    closing = Decision.objects.filter(outcome="no_answer").order_by("pk")
    decided, later = closing[0], closing[1]
    registered = Decision.objects.filter(outcome="register", message__state="answered").get()
    row, other = f"decision:{decided.pk}", decided.by_id + 1
    change = "UPDATE inbox_decision SET {} WHERE id = " + str(decided.pk)
    yield "another person", change.format(f"by_id = {other}"), row
    yield "another ground", change.format("ground = 'greeting'"), row
    yield "another time", change.format("at = '2020-01-01 00:00:00+00:00'"), row
    yield "another clause", change.format("clauses = '[\"XX-9-99\"]'"), row
    yield "another outcome", change.format("outcome = 'passed_on'"), row
    yield (
        "another registration",
        f"UPDATE inbox_decision SET outcome = 'minor' WHERE id = {registered.pk}",
        f"decision:{registered.pk}",
    )
    yield "dropped", f"DELETE FROM inbox_decision WHERE id = {decided.pk}", decided.message.name
    yield (
        "added",
        "INSERT INTO inbox_decision (message_id, outcome, ground, criteria, clauses, by_id, at, id) "
        f"SELECT message_id, 'ordered', 'ordered', criteria, clauses, by_id, at, 990 "
        f"FROM inbox_decision WHERE id = {decided.pk}",
        "decision:990",
    )
    yield (
        "of no message",
        f"UPDATE inbox_decision SET message_id = 990 WHERE id = {decided.pk}",
        row,
    )
    yield (
        "swapped",
        f"UPDATE inbox_decision SET id = 990 WHERE id = {decided.pk};"
        f"UPDATE inbox_decision SET id = {decided.pk} WHERE id = {later.pk};"
        f"UPDATE inbox_decision SET id = {later.pk} WHERE id = 990",
        row,
    )


def _to_messages_and_replies() -> Iterator[tuple[str, str, str]]:
    message = Message.objects.get(state="answered")
    change = "UPDATE inbox_message SET {} WHERE id = " + str(message.pk)
    yield "another registration of it", change.format("registration = 'undecided'"), message.name
    yield "another state", change.format("state = 'no_answer'"), message.name
    reply = Reply.objects.get(kind="answer")
    row = f"reply:{reply.pk}"
    publisher = reply.publisher_id + 1
    yield (
        "another publisher",
        f"UPDATE inbox_reply SET publisher_id = {publisher} WHERE id = {reply.pk}",
        row,
    )
    yield "unpublished", f"UPDATE inbox_reply SET published_at = NULL WHERE id = {reply.pk}", message.name
    passed = HandOver.objects.get()
    row = f"hand_over:{passed.pk}"
    yield "passed on by another", f"UPDATE inbox_handover SET by_id = by_id + 1 WHERE id = {passed.pk}", row
    yield "hand-over dropped", f"DELETE FROM inbox_handover WHERE id = {passed.pk}", passed.message.name


def _to_removals() -> Iterator[tuple[str, str, str]]:
    case = Removal.objects.get(state="verified")
    change = "UPDATE moderation_removal SET {} WHERE id = " + str(case.pk)
    for what, columns in {
        "another ground of removal": "ground = 'insult'",
        "another who asked": "requested_by_id = requested_by_id + 1",
        "approved by somebody": "approved_by_id = requested_by_id + 1",
        "another clause of removal": "clauses = '[\"XX-9-99\"]'",
        "another state of removal": "state = 'removed'",
        "without its evidence": "evidence_id = 990",
        "another record": "record_id = record_id + 990",
    }.items():
        yield what, change.format(columns), case.name
    yield "removal dropped", f"DELETE FROM moderation_removal WHERE id = {case.pk}", case.name
    report = Report.objects.get()
    yield (
        "report said to be skipped",
        f"UPDATE moderation_report SET skipped = {_true()} WHERE id = {report.pk}",
        f"report:{report.pk}",
    )
    yield "report dropped", f"DELETE FROM moderation_report WHERE id = {report.pk}", case.name


def _to_guidelines() -> Iterator[tuple[str, str, str]]:
    guideline = Guideline.objects.get()
    row = f"guideline:{guideline.pk}"
    for column in ("content", "title", "municipality"):
        yield column, f"UPDATE municipality_guideline SET {column} = {column} || ' '", row
    yield "another digest", "UPDATE municipality_guideline SET digest = title", row
    yield "never adopted", "UPDATE municipality_guideline SET id = 990", "guideline:990"
    yield "guideline gone", "DELETE FROM municipality_guideline", row


def _finds(sql: str, row: str) -> bool:
    with _tampering():
        _sql(*sql.split(";"))
        return row in _found()


def _found() -> set[str]:
    return {problem.row for problem in verify_all() if problem.code != "guard_missing"}


def _true() -> str:
    return "TRUE" if connection.vendor == "postgresql" else "1"


def _sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def _tampering() -> Iterator[None]:
    """No trigger stands in the way, and nothing that is done remains."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _sql("SET LOCAL session_replication_role = replica")
        else:
            with connection.cursor() as cursor:
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                names = [name for (name,) in cursor.fetchall()]
            _sql(*(f'DROP TRIGGER "{name}"' for name in names))
        yield
        transaction.set_rollback(True)
