"""Every clause of every guideline that is shipped, and whether anything stands behind it."""

from collections.abc import Iterator

from kanalkoll.municipality.coverage import STATUSES, Covered, counts, coverage
from kanalkoll.municipality.folders import read_folder, shipped
from kanalkoll.policy.pack import Pack
from reference.markdown import code, table, titled

HEADS = ("Bestämmelse", "Avsnitt", "Styrka", "Täckning", "Kontroller", "Var", "Bevis")


def page() -> Iterator[str]:
    """docs/reference/coverage.md."""
    covered = [(pack, coverage(pack)) for pack in map(_pack, shipped())]
    yield from titled("Hur riktlinjernas bestämmelser täcks")
    yield "- **Bevisad**: ett test visar det, och samma test faller när bestämmelsens kontroller tas bort."
    yield "- **Visas**: rätt person möter bestämmelsen där den gäller, på en sida eller i ett kommando."
    yield "- **Saknas**: inget av detta ännu. Bestämmelsen finns med som text, och programmet gör inget åt den."
    yield ""
    yield "Vad en bestämmelse säger står i mappen `src/kanalkoll/guidelines` och på sidan Riktlinjen i"
    yield "programmet. Samma lista som JSON ger `kanalkoll guideline coverage --json`. Under *Var* står sidans"
    yield "eller kommandots namn i koden, under *Bevis* testets."
    yield ""
    yield from table(
        ("Riktlinje", ">Bestämmelser", *(f">{label}" for label in STATUSES.values())),
        [(pack.municipality, len(each), *counts(each).values()) for pack, each in covered] + [_sum(covered)],
    )
    for pack, each in covered:
        yield from ("", f"## {pack.municipality}: {pack.title}", "")
        yield from table(HEADS, map(_row, each))


def _sum(covered: list[tuple[Pack, list[Covered]]]) -> tuple[object, ...]:
    everything = [clause for _, each in covered for clause in each]
    return ("Tillsammans", len(everything), *counts(everything).values())


def _row(clause: Covered) -> tuple[str, ...]:
    tests = {name.split("[")[0].split("::")[-1] for name in clause.proof}
    return (
        clause.id,
        clause.section,
        clause.modality_label,
        clause.status_label,
        code(clause.controls),
        code(clause.where),
        ", ".join(sorted(tests)),
    )


def _pack(name: str) -> Pack:
    reading = read_folder(name)
    if reading.pack is None:
        raise SystemExit("\n".join(str(fault) for fault in reading.faults))
    return reading.pack
