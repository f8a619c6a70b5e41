"""The rules are kept when they are first used, and an old text goes through them again as it did then."""

import io
import logging
import subprocess
import time
import zipfile
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction

from kanalkoll.ledger.lane import writing
from kanalkoll.ledger.models import Event
from kanalkoll.records import blobs, keeping
from kanalkoll.screening import entries, judging, replaying, rulebooks
from kanalkoll.screening.models import RuleBook, Screening
from kanalkoll.screening.replaying import NotReplayed, replay
from tests.harness.stage import as_
from tests.screening.pages import screened
from tests.screening.test_own_words import added, mark

RUDE = "Ring Peter Ahl på 070-174 06 12, den jävla idioten. När öppnar ni?"


def rewritten(name: str, old: str, new: str) -> bytes:
    """The rules of today with one thing changed in one file."""
    book, changed = zipfile.ZipFile(io.BytesIO(rulebooks.packed())), io.BytesIO()
    with zipfile.ZipFile(changed, "w") as written:
        for each in book.namelist():
            text = book.read(each)
            if each.endswith(name):
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            written.writestr(each, text)
    return changed.getvalue()


def use(monkeypatch, content: bytes) -> None:
    """The process runs these rules from now on, as far as their book goes."""
    digest = sha256(content).hexdigest()
    monkeypatch.setattr(rulebooks, "packed", lambda: content)
    monkeypatch.setattr(rulebooks, "digest", lambda: digest)


def test_the_rules_are_kept_once_with_an_event_and_every_screening_names_them(stage):
    kommun = stage("aneby")
    first, second = kommun.comment(RUDE), kommun.comment("Hej!")

    book = RuleBook.objects.get()
    assert {screened(each).rule_book for each in (first, second)} == {book}
    assert blobs.read(book.pk) == rulebooks.packed()
    event = Event.objects.get(verb="screening.rules_first_used")
    assert (event.object, event.at) == (book.name, book.first_used_at)
    assert event.commitment
    assert bytes(event.commitment).hex() == book.pk


def test_the_same_files_are_always_the_same_book():
    assert rulebooks.packed() == rulebooks.packed()
    names = zipfile.ZipFile(io.BytesIO(rulebooks.packed())).namelist()
    assert "kanalkoll/language/screening.py" in names
    assert any(name.startswith("kanalkoll/language/lists/") for name in names)
    assert not any("__pycache__" in name for name in names)


def test_an_old_text_goes_through_its_old_rules_and_gives_what_was_shown(stage):
    kommun = stage("aneby")
    screening = screened(kommun.comment(RUDE))
    assert screening.found
    again = replay(screening)
    assert (again.same, again.findings) == (True, screening.found)


def test_when_the_rules_change_the_old_ones_are_what_is_replayed(stage, monkeypatch):
    kommun = stage("aneby")
    use(monkeypatch, rewritten("lists/reasons.tsv", "Ordet är en svordom", "Ordet var en svordom förr"))
    old = screened(kommun.comment(RUDE))
    monkeypatch.undo()
    new = screened(kommun.comment(RUDE))

    assert RuleBook.objects.count() == 2
    assert old.rule_book != new.rule_book
    again = replay(old)
    assert any("svordom förr" in one.reason for one in again.findings)
    assert again.same is False, "what was shown came from the rules of today, and that is said"
    assert replay(new).same


def test_the_municipalitys_own_words_are_those_of_the_day(stage):
    kommun = stage("aneby")
    entry = added(kommun, mark("glasskalle"))
    kommun.later(minutes=1)
    with_word = screened(kommun.comment("Ni är glasskallar."))
    entries.end(entry, why="Nej.", by=kommun.people["comms_unit"], now=kommun.later(minutes=1))
    kommun.later(minutes=1)
    without = screened(kommun.comment("Ni är glasskallar."))

    assert any(one.rule == f"local.{entry.pk}" for one in replay(with_word).findings)
    assert replay(with_word).same
    assert not any(one.rule.startswith("local.") for one in replay(without).findings)


def test_an_own_word_says_the_same_when_its_author_has_a_new_name(stage):
    kommun = stage("aneby")
    added(kommun, mark("glasskalle"))
    screening = screened(kommun.comment("Ni är glasskallar."))
    petra = kommun.people["comms_unit"]
    petra.family_name = "Lund"
    petra.save()

    again = replay(screening)

    assert again.same
    assert any("Petra Lund" in one.reason for one in again.findings)


def test_rules_that_were_altered_on_disk_are_never_run(stage):
    kommun = stage("aneby")
    screening = screened(kommun.comment(RUDE))
    path = blobs.path_of(screening.rule_book.pk)
    path.chmod(0o600)
    path.write_bytes(rewritten("lexicon.py", "import re", "import re; 1/0"))
    with pytest.raises(NotReplayed, match="skadade"):
        replay(screening)


def test_rules_that_never_end_are_ended(stage, monkeypatch):
    kommun = stage("aneby")
    use(
        monkeypatch,
        rewritten(
            "language/screening.py",
            "    seen = view(text)\n",
            "    while True: pass\n    seen = view(text)\n",
        ),
    )
    screening = screened(kommun.comment(RUDE))
    monkeypatch.setattr(replaying, "SECONDS", 1)
    began = time.monotonic()
    with pytest.raises(NotReplayed, match="i tid"):
        replay(screening)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("broken", ["import re; 1/0", "import re; import no_such_module"])
def test_rules_that_no_longer_run_are_told_plainly_and_the_text_is_not_logged(
    stage, monkeypatch, caplog, capfd, broken
):
    kommun = stage("aneby")
    use(monkeypatch, rewritten("language/lexicon.py", "import re\n", f"{broken}\n"))
    screening = screened(kommun.comment(RUDE))
    with caplog.at_level(logging.DEBUG), pytest.raises(NotReplayed, match="går inte att köra"):
        replay(screening)
    written = "".join(capfd.readouterr())
    assert "Peter Ahl" not in caplog.text + written


def test_the_text_is_given_by_a_pipe_and_the_process_gets_none_of_our_settings(stage, monkeypatch):
    kommun = stage("aneby")
    screening = screened(kommun.comment(RUDE))
    calls = []
    real = subprocess.run

    def run(command, **how):
        calls.append((command, how))
        return real(command, **how)

    monkeypatch.setattr(subprocess, "run", run)
    replay(screening)
    ((command, how),) = calls
    assert "-I" in command
    assert not any("Peter" in part for part in command)
    assert how["env"] == {}


def test_a_screening_from_before_there_were_books_says_so(stage):
    kommun = stage("aneby")
    kommun.comment(RUDE)
    Screening.objects.update(rule_book=None)
    with pytest.raises(NotReplayed, match="sparades inte på den tiden"):
        replay(Screening.objects.get())


def test_a_rule_book_is_never_changed_or_dropped(stage):
    kommun = stage("aneby")
    kommun.comment(RUDE)
    with pytest.raises(DatabaseError), transaction.atomic():
        RuleBook.objects.update(version="x")


def test_the_page_shows_then_again_and_today_to_the_auditor_too(stage):
    kommun = stage("aneby")
    message = kommun.comment(RUDE)
    screening = screened(message)
    thread = as_(kommun.karin).get(f"/inkorg/{message.pk}/").content.decode()
    assert f"/granskning/text/{screening.pk}/" in thread

    page = as_(kommun.people["auditor"]).get(f"/granskning/text/{screening.pk}/")
    shown = page.content.decode()
    assert page.status_code == 200
    assert "De sparade reglerna säger detsamma i dag som då." in shown
    assert page.context["then"] == page.context["today"] != []
    assert screening.rule_book.pk in shown


def test_the_page_says_honestly_when_the_old_rules_say_something_else(stage):
    kommun = stage("aneby")
    screening = screened(kommun.comment(RUDE))
    Screening.objects.update(findings=[])
    page = as_(kommun.karin).get(f"/granskning/text/{screening.pk}/").content.decode()
    assert "De säger inte riktigt detsamma" in page


def test_the_page_is_there_for_a_text_that_the_rules_cannot_read(stage, monkeypatch):
    kommun = stage("aneby")

    def fails(*args: object, **given: object) -> None:
        raise ArithmeticError

    for module in (judging, replaying):
        monkeypatch.setattr(module, "screen", fails)
    screening = screened(kommun.comment(RUDE))
    page = as_(kommun.karin).get(f"/granskning/text/{screening.pk}/").content.decode()

    assert screening.failed
    assert "Texten kunde inte granskas." in page
    assert "går inte att granska med dagens regler" in page


def test_the_page_is_closed_to_those_who_do_not_read_the_account_and_for_what_is_sealed(stage):
    kommun = stage("aneby")
    message = kommun.comment(RUDE)
    screening = screened(message)
    address = f"/granskning/text/{screening.pk}/"
    assert as_(kommun.people["system_owner"]).get(address).status_code == 403
    with writing():
        keeping.seal(message.record, by="system", now=kommun.now)
    assert as_(kommun.people["registrar"]).get(address).status_code == 404
