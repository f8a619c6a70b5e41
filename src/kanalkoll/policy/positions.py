"""Where things stand in a TOML text: the line of every table and key, and of what is not TOML at all.

tomllib gives values without places and stops at the first fault; tree-sitter gives the places and all faults.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import tree_sitter_toml
from tree_sitter import Language, Node, Parser


@dataclass(frozen=True, slots=True)
class Table:
    """One table in a TOML text: its header as written, the header's line, and the line of each key."""

    header: str
    line: int
    keys: dict[str, int]


def tables(text: str) -> tuple[Table, ...]:
    """Every table in the order it stands; keys before the first header belong to a table named ""."""
    root = _tree(text)
    top = Table("", 1, _keys(root))
    return (top, *(_table(node) for node in root.children if node.type in ("table", "table_array_element")))


def broken_lines(text: str) -> tuple[int, ...]:
    """The lines, counted from 1, where the text stops being TOML."""
    return tuple(sorted({node.start_point[0] + 1 for node in _broken(_tree(text))}))


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_toml.language()))


def _tree(text: str) -> Node:
    return _parser().parse(text.encode()).root_node


def _table(node: Node) -> Table:
    header = next(child for child in node.children if child.type in ("bare_key", "dotted_key", "quoted_key"))
    return Table(_words(header).replace(" ", ""), node.start_point[0] + 1, _keys(node))


def _keys(node: Node) -> dict[str, int]:
    pairs = (child for child in node.children if child.type == "pair")
    return {_words(pair.children[0]).strip("\"'"): pair.start_point[0] + 1 for pair in pairs}


def _words(node: Node) -> str:
    return (node.text or b"").decode()


def _broken(node: Node) -> Iterator[Node]:
    if node.is_error or node.is_missing:
        yield node
    elif node.has_error:
        for child in node.children:
            yield from _broken(child)
