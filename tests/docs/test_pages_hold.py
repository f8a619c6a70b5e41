"""What the pages say about the project is so: links lead somewhere, commands exist, figures are right."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from kanalkoll.config import environment
from kanalkoll.config.command_line import THROUGH_DJANGO, main
from kanalkoll.municipality.folders import read_folder, shipped
from tests.docs.pages import anchors, code, fenced, links, pages, read
from tests.structure.source import ROOT, place

READMES = (ROOT / "README.md", ROOT / "README.sv.md")
INSTALL = ROOT / "docs" / "how-to" / "install.md"
WALK = ROOT / "docs" / "how-to" / "start-a-fifth-municipality.md"
LARGEST_PICTURE = 200_000
PLAIN = {"guideline", "deadline", "screen"}


def test_every_link_leads_to_a_page_a_file_or_a_heading() -> None:
    broken = [f"{place(page)} → {link}" for page in pages() for link in links(page) if not _leads(page, link)]
    assert broken == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        waiting += [_target(page, link) for link in links(page) if "://" not in link]
    assert {place(page) for page in pages()} - {place(page) for page in seen} == set()


def test_every_make_target_on_a_page_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        word
        for page in pages()
        for each in code(page)
        for word in re.findall(r"^(?:\w+=\w+ )?make ([a-z-]+)", each)
    }
    assert {"demo", "test"} <= named
    assert named - targets == set()


def test_every_command_on_a_page_exists() -> None:
    ours = {name for name, app in get_commands().items() if app == "kanalkoll.config"}
    named = {
        word
        for page in pages()
        for each in code(page)
        for word in re.findall(r"(?:^|bin/|\$ |&& |\| )kanalkoll ([a-z][a-z-]*)", each)
    }
    assert {"deadline", "records", "serve"} <= named
    assert named - ours - PLAIN - set(THROUGH_DJANGO) == set()


def test_every_test_that_a_page_points_at_exists() -> None:
    named = {
        path for page in pages() for each in code(page) for path in re.findall(r"tests/[\w/]+\.py", each)
    }
    assert "tests/flows/test_killed_and_restarted.py" in named
    assert {path for path in named if not (ROOT / path).is_file()} == set()


@pytest.mark.parametrize("page", [ROOT / "README.md", INSTALL], ids=place)
def test_every_setting_is_explained(page: Path) -> None:
    source = Path(str(environment.__file__)).read_text("utf-8")
    settings = set(re.findall(r'"(KANALKOLL_[A-Z]+|SECRET_KEY|DATABASE_URL)"', source))
    assert "KANALKOLL_PROXIES" in settings
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", read(page), re.MULTILINE))
    assert explained == settings


def test_the_two_readmes_point_at_each_other() -> None:
    english, swedish = READMES
    assert swedish.name in links(english)
    assert english.name in links(swedish)


@pytest.mark.parametrize("page", READMES, ids=place)
def test_the_number_of_clauses_is_right(page: Path) -> None:
    total = sum(len(pack.clauses) for name in shipped() if (pack := read_folder(name).pack))
    told = set(re.findall(r"(\d+) (?:clauses|bestämmelser)", read(page)))
    assert told == {str(total)}


def test_the_deadline_in_the_readme_is_what_the_command_answers(capsys: pytest.CaptureFixture[str]) -> None:
    command = next(each for each in code(READMES[0]) if each.startswith("kanalkoll deadline"))
    assert main(command.split()[1:]) == 0
    assert capsys.readouterr().out.strip() in " ".join(read(READMES[0]).replace("\n> ", " ").split())


def test_the_walk_through_of_a_fifth_municipality_is_what_happens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sjoberga"
    (folder / "texts").mkdir(parents=True)
    (folder / "texts" / "besked.txt").write_text("Vi återkommer.", "utf-8")
    head, second, case = fenced(WALK, "toml")
    (folder / "guideline.toml").write_text(f"{head}\n{second}", "utf-8")
    (folder / "cases.toml").write_text(case, "utf-8")
    assert main(["guideline", "check", str(folder)]) == 1
    assert capsys.readouterr().out.strip() in read(WALK)
    (folder / "cases.toml").write_text(case.replace("2026-11-10T", "2026-11-11T"), "utf-8")
    for words in (
        ["guideline", "check", str(folder)],
        ["guideline", "coverage", str(folder)],
        ["deadline", "--guideline", str(folder), "--received", "2026-12-23T14:00"],
    ):
        assert main(words) == 0
        assert capsys.readouterr().out.strip() in read(WALK)


def test_the_walk_through_shows_the_faults_that_are_really_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sjoberga"
    folder.mkdir()
    head, second, _ = fenced(WALK, "toml")
    spoilt = f"{head}\n{second}".replace('"reply_within"', '"reply_in"').replace(
        "workdays = 1", 'workdays = "två"'
    )
    (folder / "guideline.toml").write_text(spoilt, "utf-8")
    assert main(["guideline", "check", str(folder)]) == 1
    reported = capsys.readouterr().err.splitlines()
    told = read(WALK)
    assert [line.partition(": ")[2] in told for line in reported] == [True] * 2


def test_pictures_are_light() -> None:
    pictures = {picture.name: picture.stat().st_size for picture in (ROOT / "docs" / "pictures").iterdir()}
    assert pictures
    assert {name: size for name, size in pictures.items() if size > LARGEST_PICTURE} == {}


def test_every_picture_says_what_it_shows() -> None:
    silent = [place(page) for page in pages() if re.search(r"!\[\s*\]", read(page))]
    assert silent == []


def _leads(page: Path, link: str) -> bool:
    if "://" in link:
        return True
    path, _, anchor = link.partition("#")
    target = _target(page, path) if path else page
    return target.exists() and (not anchor or anchor in anchors(target))


def _target(page: Path, link: str) -> Path:
    return (page.parent / link.partition("#")[0]).resolve()
