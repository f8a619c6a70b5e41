"""The system's own texts, for a municipality that has not written its own under the same name in its guideline.

A text is plain: paragraphs parted by empty lines, and lists whose lines begin with a dash.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kanalkoll.policy.pack import Pack

_FOLDER = files("kanalkoll.inbox") / "texts"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or with `points` a list."""

    words: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text by name. `default`: the system's own, which the municipality has not adopted."""

    name: str
    words: str
    default: bool

    @property
    def blocks(self) -> Sequence[Block]:
        """The text as paragraphs and lists."""
        return [_block(part) for part in self.words.split("\n\n")]


def text_for(pack: Pack, name: str) -> Text | None:
    """The guideline's own text of this name, else the system's; None when neither has one."""
    own = pack.texts.get(name, "").strip()
    if own:
        return Text(name, own, default=False)
    ours = _ours().get(name)
    return Text(name, ours, default=True) if ours else None


@cache
def _ours() -> dict[str, str]:
    return {
        file.name.removesuffix(".txt"): file.read_text(encoding="utf-8").strip()
        for file in _FOLDER.iterdir()
        if file.name.endswith(".txt")
    }


def _block(part: str) -> Block:
    lines = part.strip().splitlines()
    if all(line.startswith("- ") for line in lines):
        return Block("", tuple(line.removeprefix("- ") for line in lines))
    return Block(" ".join(lines))
