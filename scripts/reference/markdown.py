"""What the pages have in common: a title, a table, a cell."""

from collections.abc import Iterable, Iterator, Sequence

GENERATED = "<!-- Skrivs av scripts/generate.py. Ändra där, inte här. -->"


def titled(title: str) -> Iterator[str]:
    """The top of a page."""
    yield from (f"# {title}", "", GENERATED, "", "*[Alla sidor](../README.md)*", "")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A table; a head that begins with ">" stands over figures."""
    yield _row([head.lstrip(">") for head in heads])
    yield _row(["---:" if head.startswith(">") else "---" for head in heads])
    yield from (_row(row) for row in rows)


def code(names: Iterable[str]) -> str:
    """Names as code, with commas between."""
    return ", ".join(f"`{name}`" for name in names)


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(_cell(each) for each in cells)} |"


def _cell(content: object) -> str:
    return str(content).replace("|", "\\|").replace("\n", " ").strip()
