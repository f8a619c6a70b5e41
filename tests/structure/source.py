"""The project's own files, as the structure tests look at them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
CODE = ("src", "tests", "scripts", "bench")


def python_files(*folders: str) -> list[Path]:
    """Every Python file below the folders that a person wrote (migrations are generated)."""
    return sorted(
        file
        for folder in folders
        for file in (ROOT / folder).rglob("*.py")
        if "migrations" not in file.parts and ".venv" not in file.parts
    )


def tracked_files() -> list[Path]:
    """Everything that is committed, or about to be."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [file for name in names.split("\0") if name and (file := ROOT / name).is_file()]


def place(file: Path) -> str:
    """The file's name as a person would say it."""
    return file.relative_to(ROOT).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


@cache
def text(file: Path) -> str:
    """The file's text, or nothing where it is not text."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
