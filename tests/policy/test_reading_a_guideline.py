"""Reading a guideline folder: what is right becomes a pack, what is wrong is told all at once."""

from collections.abc import Mapping

import pytest

from kanalkoll.policy.faults import Fault
from kanalkoll.policy.pack import Pack, read

REPEALS = 'repeals = { title = "Den förra", adopted_on = 2010-11-01, paragraph = "§ 246" }'
SOUND = """\
[guideline]
municipality = "Exempel kommun"
title = "Riktlinje"
adopted_by = "Kommunstyrelsen"
adopted_on = 2024-02-01
paragraph = "§ 12"
repeals = { title = "Den förra", adopted_on = 2010-11-01, paragraph = "§ 246" }

[[clause]]
id = "EX-1"
section = "1 Svar"
modality = "must"
kind = "monitored"
summary = "Svar inom ett dygn."
figures = { hours = 24, since = 2024-02-01 }

  [[clause.control]]
  use = "reply_within"
  from = 2024-02-01
  hours = 24

[[clause]]
id = "EX-2"
section = "1 Svar"
modality = "should"
kind = "assisted"
summary = "Samma sak igen."
repeats = ["EX-1"]
see = ["EX-1"]
"""


def faults_of(guideline: str, **files: str) -> tuple[Fault, ...]:
    reading = read({"guideline.toml": guideline, **files}, name="exempel")
    assert reading.pack is None
    return reading.faults


def spoiled(old: str, new: str) -> str:
    assert old in SOUND
    return SOUND.replace(old, new, 1)


def test_a_sound_folder_becomes_a_pack_with_every_clause() -> None:
    reading = read({"guideline.toml": SOUND, "texts/svar.txt": " Hej! \n"}, name="exempel")
    assert reading.faults == ()
    pack = reading.pack
    assert pack is not None
    assert (pack.name, pack.municipality, pack.adoption.body) == (
        "exempel",
        "Exempel kommun",
        "Kommunstyrelsen",
    )
    assert pack.adoption.repeals is not None
    assert pack.adoption.repeals.paragraph == "§ 246"
    assert list(pack.clauses) == ["EX-1", "EX-2"]
    assert pack.clauses["EX-1"].figures == {"hours": 24, "since": "2024-02-01"}
    assert pack.clauses["EX-2"].repeats == ("EX-1",)
    assert pack.texts == {"svar": "Hej!"}


@pytest.mark.parametrize(
    ("old", "new", "line", "clause", "says"),
    [
        ('municipality = "Exempel kommun"\n', "", 1, None, "municipality saknas"),
        ("adopted_on = 2024-02-01", 'adopted_on = "i våras"', 5, None, "ska vara ett datum"),
        ("adopted_on = 2024-02-01", "adopted_on = 2024-02-01T10:00:00", 5, None, "ska vara ett datum"),
        ('repeals = { title = "Den förra",', 'repeals = { namn = "x",', 7, None, "Fältet namn finns inte"),
        (REPEALS, 'repeals = "x"', 7, None, "repeals ska vara en tabell"),
        ('id = "EX-2"', 'id = "EX-1"', 23, "EX-1", "används två gånger"),
        ('modality = "must"', 'modality = "skall"', 12, "EX-1", "något av must, should"),
        ('kind = "monitored"', 'kind = "watched"', 13, "EX-1", "något av enforced"),
        ('summary = "Svar inom ett dygn."', 'summary = " "', 14, "EX-1", "inte är tom"),
        ('section = "1 Svar"', 'rubrik = "1"\nsection = "1 Svar"', 11, "EX-1", "Fältet rubrik finns inte"),
        ("figures = { hours = 24, since = 2024-02-01 }", "figures = 24", 15, "EX-1", "figures ska vara"),
        ('use = "reply_within"', 'use = "reply_withing"', 18, "EX-1", "Menade du reply_within?"),
        ('use = "reply_within"', 'use = "xyz"', 18, "EX-1", "kanalkoll guideline controls"),
        ('  use = "reply_within"\n', "", 17, "EX-1", "use saknas"),
        ("  hours = 24", "  hours = 24\n  until = 2023-01-01\n", 21, "EX-1", "ligger före from"),
        ("  from = 2024-02-01", '  from = "snart"', 19, "EX-1", "from ska vara ett datum"),
        ("  hours = 24", '  hours = "24"', 20, "EX-1", "hours ska vara heltal"),
        ("  hours = 24", "  hours = true", 20, "EX-1", "hours ska vara heltal"),
        ("  hours = 24", "  timmar = 24", 20, "EX-1", "Parametern timmar finns inte"),
        ("  hours = 24", "  hours = 0", 17, "EX-1", "minst 1"),
        ("  hours = 24", "  hours = 24\n  workdays = 1", 17, "EX-1", "inte båda"),
        ("  hours = 24", "  hours = 24\n  office_from = 08:00:00", 17, "EX-1", "eller ingen av dem"),
        ("  hours = 24", "  hours = 9\n  office_from = 17:00:00\n  office_to = 08:00:00", 17, "EX-1",
         "tidigare än"),
        ("  hours = 24", '  hours = 24\n  strength = "hard"', 21, "EX-1", 'något av "target"'),
        ("  hours = 24", '  hours = 24\n  kinds = "comment"', 21, "EX-1", "en lista där varje del"),
        ("  hours = 24", '  hours = 24\n  kinds = ["mail"]', 21, "EX-1", "en lista där varje del"),
        ('repeats = ["EX-1"]', 'repeats = ["EX-9"]', 28, "EX-2", "repeats pekar på EX-9"),
        ('repeats = ["EX-1"]', 'repeats = "EX-1"', 28, "EX-2", "repeats ska vara en lista"),
        ('see = ["EX-1"]', 'see = ["EX-9"]', 29, "EX-2", "see pekar på EX-9"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_clause_and_remedy(
    old: str, new: str, line: int, clause: str | None, says: str
) -> None:
    (fault,) = faults_of(spoiled(old, new))
    assert (fault.file, fault.line, fault.clause) == ("guideline.toml", line, clause)
    assert says in fault.message


@pytest.mark.parametrize(
    ("use", "parameters", "says"),
    [
        ("holding_reply", 'text = "finns_inte"', "texten texts/finns_inte.txt finns inte"),
        ("holding_reply", "text = 3", "text ska vara namn på en text"),
        ("house_rules", 'rules = ["x"]', "rules ska vara en tabell"),
        ("house_rules", 'rules = { a = "x" }', "rules ska vara en tabell"),
        ("reply_within", 'hours = 1\noffice_from = "åtta"', "office_from ska vara klockslag"),
        ("reply_within", "hours = 1\noffice_from = 8", "office_from ska vara klockslag"),
        ("signatory", "", "Parametern who saknas"),
        ("reply_identity", 'sender = "me"', 'sender ska vara "account"'),
    ],
)
def test_parameters_are_typed_and_texts_must_exist(use: str, parameters: str, says: str) -> None:
    (fault,) = faults_of(
        spoiled('use = "reply_within"\n  from = 2024-02-01\n  hours = 24', f'use = "{use}"\n{parameters}')
    )
    assert fault.clause == "EX-1"
    assert says in fault.message


def test_every_fault_is_reported_at_once_in_the_order_of_the_files() -> None:
    wrong = (
        SOUND.replace('"must"', '"skall"')
        .replace("hours = 24\n\n", 'hours = "24"\n\n')
        .replace('["EX-1"]', '["EX-9"]')
    )
    faults = faults_of(wrong, **{"cases.toml": '[[case]]\nclause = "EX-9"\ngiven = 1\n'})
    assert [(fault.file, fault.line) for fault in faults] == [
        ("cases.toml", 1),
        ("cases.toml", 2),
        ("cases.toml", 3),
        ("guideline.toml", 12),
        ("guideline.toml", 20),
        ("guideline.toml", 28),
        ("guideline.toml", 29),
    ]


def test_a_clause_without_id_is_told_by_its_line() -> None:
    faults = faults_of(spoiled('id = "EX-2"\n', ""))
    assert [(fault.line, fault.clause, fault.message) for fault in faults] == [(22, None, "id saknas.")]


def test_tables_between_a_clause_and_its_control_do_not_shift_the_lines() -> None:
    table = "[clause.figures]\nhours = 24\nsince = 2024-02-01"
    text = spoiled("figures = { hours = 24, since = 2024-02-01 }", table).replace(
        "  hours = 24\n\n", "  hours = 0\n\n"
    )
    assert [(fault.line, fault.clause) for fault in faults_of(text)] == [(19, "EX-1")]


def test_what_is_not_toml_is_shown_line_by_line() -> None:
    faults = faults_of(spoiled('id = "EX-1"', 'id = = "EX-1"') + "\n[[clause\n")
    assert faults[0].line == 10
    assert faults[-1].line >= 28
    assert all("inte giltig TOML" in fault.message for fault in faults)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "Filen guideline.toml saknas"),
        ({"guideline.toml": ""}, "Tabellen [guideline] saknas"),
        ({"guideline.toml": "[guideline]\n[[klausul]]\n"}, "Tabellen klausul finns inte"),
        ({"guideline.toml": "[guideline]\n[clause]\n"}, "clause har fel form"),
        ({"guideline.toml": 'guideline = "x"\n'}, "guideline har fel form"),
        ({"guideline.toml": "[guideline]\nx = 1\n"}, "Riktlinjen har inga bestämmelser"),
        ({"guideline.toml": '[guideline]\n[[clause]]\ncontrol = "x"\n'}, "clause har fel form"),
        ({"guideline.toml": 'clause = ["x"]\n[guideline]\n'}, "clause har fel form"),
        ({"guideline.toml": "x = 'öppen\n"}, "inte giltig TOML"),
    ],
)
def test_a_folder_of_the_wrong_shape_says_what_should_be_there(files: Mapping[str, str], says: str) -> None:
    reading = read(files, name="exempel")
    assert reading.pack is None
    assert any(says in fault.message for fault in reading.faults)


def test_inline_tables_are_read_although_they_have_no_lines_of_their_own() -> None:
    text = """\
clause = [{ id = "EX-1", section = "1", modality = "must", kind = "assisted", summary = "s", control = [
  { use = "dialog" },
] }]
[guideline]
municipality = "Exempel"
title = "Riktlinje"
"""
    (fault,) = faults_of(text)
    assert "Menade du dialogue?" in fault.message


def test_a_fault_reads_like_a_compiler_message() -> None:
    assert str(Fault("guideline.toml", 3, "EX-1", "Fel.")) == "guideline.toml:3: EX-1: Fel."
    assert str(Fault("guideline.toml", 3, None, "Fel.")) == "guideline.toml:3: Fel."


def test_the_shipped_guidelines_hold_every_clause_of_the_catalogue(packs: Mapping[str, Pack]) -> None:
    assert {name: len(pack.clauses) for name, pack in packs.items()} == {
        "alingsas": 192,
        "aneby": 119,
        "hallstahammar": 206,
        "norrkoping": 50,
    }
