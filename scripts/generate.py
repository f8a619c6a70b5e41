"""Writes docs/reference from what the code knows; with --check says which pages are no longer current."""

import os
import sys
from pathlib import Path

import django

# Help texts and state tables stand in Django's rooms, which want settings before they can be read.
for name, value in {
    "DJANGO_SETTINGS_MODULE": "kanalkoll.config.settings",
    "SECRET_KEY": "for pages only, and long enough to be let through",
}.items():
    os.environ.setdefault(name, value)
django.setup()

from reference import commands, controls, coverage, states  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
PAGES = {
    "commands.md": commands.page,
    "controls.md": controls.page,
    "coverage.md": coverage.page,
    "states.md": states.page,
}


def main(*, check: bool) -> int:
    """Writes the pages, or compares them; 1 when a page is not current."""
    pages = {name: "\n".join(lines()) + "\n" for name, lines in PAGES.items()}
    stale = [name for name, text in pages.items() if _current(name) != text]
    if check:
        for name in stale:
            print(f"docs/reference/{name} is not current: run `make pages` and commit it", file=sys.stderr)
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (FOLDER / name).write_text(pages[name], encoding="utf-8")
    return 0


def _current(name: str) -> str:
    page = FOLDER / name
    return page.read_text(encoding="utf-8") if page.exists() else ""


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
