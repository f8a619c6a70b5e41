"""`kanalkoll screen`: one JSON line a text, with a larger list of names where the caller has one."""

import hashlib
import io
import json
from pathlib import Path

import pytest

from kanalkoll.config.command_line import main
from kanalkoll.language.name_pack import MANIFEST

TEXT = json.dumps({"id": 1, "text": "Sopbilen missade Korphoppet 12 igen"})


@pytest.fixture
def streets(tmp_path: Path) -> Path:
    (tmp_path / "gator.txt").write_text("Korphoppet\n", "utf-8")
    checksum = hashlib.sha256(b"Korphoppet\n").hexdigest()
    (tmp_path / MANIFEST).write_text(
        'name = "Prov"\nsource = "Påhittad"\ndate = 2026-01-31\nlicence = "CC0-1.0"\n'
        f'[[list]]\nkind = "streets"\nfile = "gator.txt"\nsha256 = "{checksum}"\n',
        "utf-8",
    )
    return tmp_path


def screened(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(TEXT))
    assert main(["screen", "--direction", "incoming", *words]) == 0
    return [found["type"] for found in json.loads(capsys.readouterr().out)["spans"]]


def test_a_larger_list_of_names_may_be_tried_from_a_terminal(
    streets: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "ADRESS" not in screened(monkeypatch, capsys)
    assert "ADRESS" in screened(monkeypatch, capsys, "--names", str(streets))


def test_a_list_that_was_changed_is_refused_with_what_to_do(
    streets: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (streets / "gator.txt").write_text("Annat\n", "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(TEXT))
    assert main(["screen", "--direction", "incoming", "--names", str(streets)]) == 2
    assert "gator.txt är inte den fil som manifest.toml beskriver" in capsys.readouterr().err


@pytest.mark.parametrize(("guideline", "looked_for"), [((), True), (("--guideline", "aneby"), False)])
def test_with_a_guideline_only_what_it_has_a_ground_for_is_looked_for(
    guideline: tuple[str, ...],
    looked_for: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = json.dumps({"id": 1, "text": "vattenmätarna spelar in allt man säger hemma"})
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["screen", "--direction", "incoming", *guideline]) == 0
    told = json.loads(capsys.readouterr().out)
    assert ("desinformation" in told["categories"]) is looked_for
    assert (bool(told["evidence"])) is looked_for
