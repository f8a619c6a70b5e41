"""What may not stand in the code: which municipality it is, where it was written, others' sentences."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.harness import machine
from tests.structure.source import ROOT, place, python_files, text, tracked_files, tree

MUNICIPALITIES = re.compile("alings[åa]s|aneby|hallstahammar|norrk[öo]ping", re.IGNORECASE)
# Examples in the command line's help and on the page of components name a municipality; they decide nothing.
MAY_GIVE_EXAMPLES = ("src/kanalkoll/config/", "src/kanalkoll/ui/")
OF_ONE_MACHINE = re.compile(
    r"(?<![\w.])/(wo"
    r"rk|root|home/\w+)/"
    "|pypi"
    r"\.org|python"
    r"hosted|registry\.npm"
    r"js|deb\.deb"
    r"ian|--(extra-)?index"
    r"-url[ =]\S*//"
)
ADOPTED = ROOT.parent / "shared" / "guidelines"
WORDS_IN_A_ROW = 12


def test_no_code_asks_which_municipality_it_is() -> None:
    named = [
        f"{place(file)}:{node.lineno}"
        for file in python_files("src/kanalkoll")
        for node in _deciding_texts(file)
        if MUNICIPALITIES.search(node.value)
    ]
    assert named == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = [
        f"{place(file)}: {match.group()}"
        for file in tracked_files()
        for match in OF_ONE_MACHINE.finditer(text(file))
    ]
    assert found == []


def test_no_sentence_is_copied_from_the_adopted_documents() -> None:
    if not ADOPTED.is_dir():
        machine.cannot_run(missing="The folder of adopted documents beside the checkout")
    theirs = {run for file in ADOPTED.iterdir() for run in _runs(text(file))}
    assert theirs, "the adopted documents are empty"
    copied = {
        f"{place(file)}: {' '.join(run)}"
        for file in tracked_files()
        for run in _runs(text(file))
        if run in theirs
    }
    assert copied == set()


class _Text(ast.Constant):
    value: str


def _deciding_texts(file: Path) -> Iterator[_Text]:
    """Every text that can decide something: not documentation; beside examples, only what is compared."""
    module = tree(file)
    documentation = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    examples = place(file).startswith(MAY_GIVE_EXAMPLES)
    where = _comparisons(module) if examples else [module]
    for part in where:
        for node in ast.walk(part):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in documentation
            ):
                yield node  # type: ignore[misc]


def _comparisons(module: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(module):
        if isinstance(node, ast.Compare | ast.MatchValue):
            yield node


def _runs(content: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", content.lower())
    return (tuple(words[start : start + WORDS_IN_A_ROW]) for start in range(len(words) - WORDS_IN_A_ROW + 1))
