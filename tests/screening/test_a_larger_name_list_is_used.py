"""A larger list of names: used for what comes in, kept with the rules it was used with, and replayed."""

import hashlib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from kanalkoll.config.environment import BadEnvironment, read
from kanalkoll.language.name_pack import MANIFEST
from kanalkoll.records import blobs
from kanalkoll.screening import names, rulebooks
from kanalkoll.screening.models import RuleBook
from kanalkoll.screening.replaying import replay
from tests.screening.pages import screened

SEEN_WITH_THE_LIST_ALONE = "Det var Teskedia Prästkrage som sa det"


def forgotten() -> None:
    """As in a process that has just started."""
    for each in (names._read, names._files, rulebooks.digest):
        each.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, settings):
    lines = ['name = "Namn i Provköping"', 'source = "Påhittad"', "date = 2026-01-31", 'licence = "CC0-1.0"']
    for kind, name in (("given_names", "Teskedia"), ("surnames", "Prästkrage")):
        (tmp_path / f"{kind}.txt").write_text(name, "utf-8")
        checksum = hashlib.sha256(name.encode()).hexdigest()
        lines += ["[[list]]", f'kind = "{kind}"', f'file = "{kind}.txt"', f'sha256 = "{checksum}"']
    (tmp_path / MANIFEST).write_text("\n".join(lines), "utf-8")
    settings.KANALKOLL_NAMES = tmp_path
    forgotten()
    yield tmp_path
    forgotten()


def marked(message) -> set[str]:
    return {finding["type"] for finding in screened(message).findings}


def test_a_rare_name_in_a_comment_is_marked_with_the_list_and_not_without(stage, folder, settings):
    kommun = stage("aneby")
    assert "NAMN" in marked(kommun.comment(SEEN_WITH_THE_LIST_ALONE))

    settings.KANALKOLL_NAMES = None
    forgotten()
    assert "NAMN" not in marked(kommun.comment(f"{SEEN_WITH_THE_LIST_ALONE} i går"))


def test_the_list_is_kept_with_the_rules_and_replayed_when_it_is_gone(stage, folder, settings):
    kommun = stage("aneby")
    screening = screened(kommun.comment(SEEN_WITH_THE_LIST_ALONE))
    with_the_list = RuleBook.objects.get()

    settings.KANALKOLL_NAMES = None
    forgotten()

    assert rulebooks.digest() != with_the_list.pk
    assert b"names/manifest.toml" in blobs.read(with_the_list.pk)
    assert replay(screening).same


def test_the_doctor_tells_which_list_is_in_use(stage, folder, settings, capsys):
    stage("aneby")
    call_command("doctor")
    assert "Namnlista: Namn i Provköping, Påhittad, 2026-01-31" in capsys.readouterr().out

    settings.KANALKOLL_NAMES = None
    call_command("doctor")
    assert "Ingen större namnlista är inlagd" in capsys.readouterr().out


def test_a_list_that_has_been_changed_stops_the_start(folder):
    (folder / "surnames.txt").write_text("Blåklint", "utf-8")
    with pytest.raises(BadEnvironment, match=r"KANALKOLL_NAMES: surnames\.txt är inte den fil"):
        apps.get_app_config("config").ready()


def test_a_folder_of_names_that_is_not_there_is_told_with_the_other_settings(tmp_path):
    with pytest.raises(BadEnvironment, match=r"KANALKOLL_NAMES: mappen .* finns inte"):
        read({"SECRET_KEY": "x" * 40, "KANALKOLL_NAMES": str(tmp_path / "ingen")})


def test_a_folder_of_names_that_is_far_too_large_is_refused(folder, monkeypatch):
    monkeypatch.setattr(names, "MOST_BYTES", 10)
    with pytest.raises(BadEnvironment, match="Högst 0 MB läses"):
        apps.get_app_config("config").ready()
