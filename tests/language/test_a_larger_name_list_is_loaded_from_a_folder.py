"""The name pack: rare names, places and streets that the room's own lists lack, from a folder with checksums."""

import hashlib
from pathlib import Path

import pytest

from kanalkoll.language import screen
from kanalkoll.language.name_pack import MANIFEST, NO_PACK, NamePack, NamePackFault, read

LISTS = {
    "given_names": ("fornamn.txt", "# Kommentar\nTeskedia\n\nBrunhulda\n"),
    "surnames": ("efternamn.txt", "Prästkrage\n"),
    "places": ("orter.txt", "Fjökarp\n"),
    "streets": ("gator.txt", "Korphoppet\nStora Lugnet\n"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = ['name = "Prov"', 'source = "Påhittad"', "date = 2026-01-31", 'licence = "CC0-1.0"']
    for kind, (file, text) in LISTS.items():
        (tmp_path / file).write_text(text, "utf-8")
        checksum = hashlib.sha256(text.encode()).hexdigest()
        lines += ["[[list]]", f'kind = "{kind}"', f'file = "{file}"', f'sha256 = "{checksum}"']
    (tmp_path / MANIFEST).write_text("\n".join(lines), "utf-8")
    return tmp_path


def load(folder: Path) -> NamePack:
    return read({file.name: file.read_bytes() for file in folder.iterdir()})


def found(text: str, names: NamePack) -> list[str]:
    seen = screen(text, direction="incoming", names=names)
    return [text[one.start : one.end] for one in seen.findings if one.kind == "personal_data"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Det var Teskedia Prästkrage som sa det", "Teskedia Prästkrage"),
        ("jag såg brunhulda prästkrages hund", "brunhulda prästkrages"),
        ("Sopbilen missade Korphoppet 12 B igen", "Korphoppet 12 B"),
        ("ingen plogar vid stora lugnet 7", "stora lugnet 7"),
    ],
)
def test_a_rare_name_is_found_with_the_pack_and_not_without(folder: Path, text: str, span: str) -> None:
    assert found(text, NO_PACK) == []
    assert found(text, load(folder)) == [span]


def test_a_place_in_the_pack_is_no_surname(folder: Path) -> None:
    assert found("Med Anna Fjökarp runt", NO_PACK) == ["Anna Fjökarp"]
    assert found("Med Anna Fjökarp runt", load(folder)) == []


def test_the_pack_tells_what_it_is_and_where_it_comes_from(folder: Path) -> None:
    pack = load(folder)
    assert (pack.name, pack.source, str(pack.date), pack.licence) == (
        "Prov",
        "Påhittad",
        "2026-01-31",
        "CC0-1.0",
    )
    assert pack.digest == hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    assert pack.given_names == {"teskedia", "brunhulda"}


def test_a_changed_file_is_refused_and_the_message_says_how_to_mend_it(folder: Path) -> None:
    (folder / "fornamn.txt").write_text("Annat\n", "utf-8")
    wanted = hashlib.sha256(b"Annat\n").hexdigest()
    with pytest.raises(NamePackFault, match=f'fornamn.txt är inte den fil .* sha256 = "{wanted}"'):
        load(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("date = 2026-01-31", 'date = "i vår"', "saknar date.*date = 2026-01-31"),
        ('source = "Påhittad"', "", 'saknar source. Lägg till raden source = "…"'),
        ('kind = "places"', 'kind = "hundar"', "sorten 'hundar'. Skriv en av: given_names"),
        ('file = "gator.txt"', 'file = "../gator.txt"', "finns inte i mappen. Lägg filen bredvid"),
        ('file = "gator.txt"', 'file = "vägar.txt"', "vägar.txt finns inte"),
        ("[[list]]", "[[lista]]", "inga listor"),
        ('name = "Prov"', "name = Prov", "går inte att läsa som TOML"),
    ],
)
def test_every_fault_in_a_manifest_is_told_in_plain_words(
    folder: Path, old: str, new: str, message: str
) -> None:
    manifest = folder / MANIFEST
    manifest.write_text(manifest.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(NamePackFault, match=message):
        load(folder)


def test_a_folder_without_a_manifest_and_a_list_in_another_encoding_are_refused(folder: Path) -> None:
    with pytest.raises(NamePackFault, match=r"manifest\.toml finns inte"):
        read({})
    raw = "Åke\n".encode("latin-1")
    manifest = folder / MANIFEST
    old = hashlib.sha256(LISTS["surnames"][1].encode()).hexdigest()
    manifest.write_text(manifest.read_text("utf-8").replace(old, hashlib.sha256(raw).hexdigest()), "utf-8")
    (folder / "efternamn.txt").write_bytes(raw)
    with pytest.raises(NamePackFault, match=r"efternamn\.txt är inte skriven i UTF-8"):
        load(folder)
