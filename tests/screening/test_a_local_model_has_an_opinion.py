"""A local model: absent unless put in; its opinion is kept and shown as what it is, and nothing hangs on it."""

import hashlib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from kanalkoll.config.environment import BadEnvironment, read
from kanalkoll.inbox.models import Message
from kanalkoll.inbox.queue import Filters, listing
from kanalkoll.inbox.thread import thread_of
from kanalkoll.language.model import MANIFEST
from kanalkoll.municipality.models import User
from kanalkoll.screening import opinion
from kanalkoll.screening.models import Screening
from tests.harness.stage import as_
from tests.language.tiny_model import write_model

# The rules find nothing in this, and the tiny model does.
SEEN_BY_THE_MODEL_ALONE = "länken finns på sidan i dag"


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    made = tmp_path / "modell"
    made.mkdir()
    write_model(made)
    opinion._loaded.cache_clear()
    settings.KANALKOLL_MODEL = made
    return made


def page_of(user: User, message: Message) -> str:
    return as_(user).get(f"/inkorg/{message.pk}/").content.decode()


def test_there_is_none_unless_somebody_puts_one_in(stage, capsys):
    kommun = stage("aneby")
    message = kommun.comment(SEEN_BY_THE_MODEL_ALONE)

    call_command("doctor")

    assert opinion.model() is None
    assert Screening.objects.get().opinion is None
    assert "modell, inte regel" not in page_of(kommun.karin, message)
    assert "Ingen modell är inlagd: bara reglerna granskar" in capsys.readouterr().out


def test_its_opinion_is_shown_as_a_models_with_name_version_and_hash(stage, folder):
    kommun = stage("aneby")
    message = kommun.comment(SEEN_BY_THE_MODEL_ALONE)

    page = page_of(kommun.karin, message)

    digest = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    assert "modell, inte regel" in page
    assert "Prov 1" in page
    assert digest[:12] in page
    assert "Reklam" in page


def test_its_opinion_is_kept_with_the_screening_and_stays_when_the_model_goes(stage, folder, settings):
    kommun = stage("aneby")
    message = kommun.comment(SEEN_BY_THE_MODEL_ALONE)
    settings.KANALKOLL_MODEL = None

    kept = Screening.objects.get().opinion or {}

    assert (kept["name"], kept["version"]) == ("Prov", "1")
    assert kept["scores"]["reklam"] > 0.5
    assert "modell, inte regel" in page_of(kommun.karin, message)


def test_it_neither_decides_folds_urges_nor_counts(stage, folder, settings):
    kommun = stage("aneby")
    texts = [SEEN_BY_THE_MODEL_ALONE, "vi kommer hem till dig i natt", "Tack för svaret"]
    with_model = [kommun.comment(text) for text in texts]
    settings.KANALKOLL_MODEL = None
    without = [kommun.comment(text) for text in texts]

    def what_counts(message: Message) -> tuple[object, ...]:
        screening = Screening.objects.get(version=message.record.head)
        return message.labels, message.urgent, message.state, screening.findings, screening.suggestions

    assert [what_counts(message) for message in with_model] == [what_counts(message) for message in without]
    assert thread_of(with_model[0]).current.folded == ""
    assert listing(Filters(label="reklam"), user=kommun.karin).rows == []


def test_a_model_that_fails_is_as_no_model(stage, folder, monkeypatch):
    kommun = stage("aneby")

    def fails(self: object, text: str) -> dict[str, float]:
        raise ArithmeticError(text)

    monkeypatch.setattr("kanalkoll.language.model.LinearModel.scores", fails)
    message = kommun.comment("När öppnar ni?")

    assert Screening.objects.get().opinion is None
    assert message.labels == ["fraga"]


def test_the_doctor_names_it(stage, folder, capsys):
    stage("aneby")
    call_command("doctor")

    assert "Modell som ger förslag bredvid reglerna: Prov 1, CC0-1.0, SHA-256" in capsys.readouterr().out


def test_a_changed_file_stops_the_start_with_what_to_do(folder):
    weights = bytearray((folder / "weights.bin").read_bytes())
    weights[0] ^= 1
    (folder / "weights.bin").write_bytes(weights)

    with pytest.raises(BadEnvironment, match=r"KANALKOLL_MODEL: weights\.bin är ändrad"):
        apps.get_app_config("config").ready()


def test_a_folder_that_is_not_there_is_told_with_the_other_settings(tmp_path):
    with pytest.raises(BadEnvironment, match=r"KANALKOLL_MODEL: mappen .* finns inte"):
        read({"SECRET_KEY": "x" * 40, "KANALKOLL_MODEL": str(tmp_path / "ingen")})
    assert read({"SECRET_KEY": "x" * 40}).model is None
    assert read({"SECRET_KEY": "x" * 40, "KANALKOLL_MODEL": str(tmp_path)}).model == tmp_path


def test_a_folder_that_is_far_too_large_is_refused(folder, monkeypatch):
    monkeypatch.setattr(opinion, "MOST_BYTES", 100)

    with pytest.raises(BadEnvironment, match="Högst 0 MB läses"):
        apps.get_app_config("config").ready()
