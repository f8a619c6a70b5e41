"""The shape of the code: documented, of readable size, imports in the open, names that say something."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.structure.source import CODE, place, python_files, tracked_files, tree

LONGEST_FILE = 400
COUNTED = {".py", ".css", ".js", ".html"}
SAYS_NOTHING = {"manager", "helper", "util", "utils", "service", "handler", "data", "info"}
CLOCKS_AND_FILES = {"now", "today", "utcnow", "open", "read_text", "read_bytes", "write_text", "write_bytes"}
OWN_FILES_ONLY = "lexicon"


def test_every_file_says_what_belongs_in_it() -> None:
    silent = [place(file) for file in python_files(*CODE) if not ast.get_docstring(tree(file))]
    assert silent == []


def test_no_file_is_too_long_to_read_at_once() -> None:
    long = {
        place(file): lines
        for file in tracked_files()
        if place(file).startswith("src/") and file.suffix in COUNTED and "migrations" not in file.parts
        if (lines := file.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE
    }
    assert long == {}


def test_nothing_is_called_by_a_word_that_says_nothing() -> None:
    classes = {
        f"{place(file)}: {node.name}"
        for file in python_files("src")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ClassDef) and not SAYS_NOTHING.isdisjoint(_words(node.name))
    }
    files = {place(file) for file in python_files("src") if file.stem in SAYS_NOTHING}
    assert classes | files == set()


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{place(file)}:{node.lineno}" for file in python_files(*CODE) for node in _imports_in_functions(file)
    ]
    assert hidden == []


def test_deciding_and_reading_language_ask_no_clock_and_open_no_file() -> None:
    calls = [
        f"{place(file)}:{node.lineno}"
        for file in python_files("src/kanalkoll/policy", "src/kanalkoll/language")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and _called(node) in CLOCKS_AND_FILES and not _reads_own_lexicon(file)
    ]
    assert calls == []


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+[a-z]*", name)}


def _imports_in_functions(file: Path) -> Iterator[ast.stmt]:
    for function in ast.walk(tree(file)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom))


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _reads_own_lexicon(file: Path) -> bool:
    """`language` may read the lexicons that it ships, and does so in the modules named for it."""
    return OWN_FILES_ONLY in file.stem or OWN_FILES_ONLY in file.parts
