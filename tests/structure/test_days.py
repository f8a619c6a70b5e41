"""Which day it is, is asked of a moment in Sweden: by UTC it is yesterday for an hour or two after midnight."""

import ast

from tests.structure.source import place, python_files, tree

# What a moment is called whose zone the code has chosen itself.
CHOSEN = {"local", "here", "there"}


def test_a_day_is_never_taken_from_a_moment_in_utc() -> None:
    taken = [
        f"{place(file)}:{node.lineno}"
        for file in python_files("src/kanalkoll")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and _takes_the_day(node) and not _zone_is_chosen(node)
    ]
    assert taken == []


def _takes_the_day(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "date" and not call.args


def _zone_is_chosen(call: ast.Call) -> bool:
    assert isinstance(call.func, ast.Attribute)
    moment = call.func.value
    if isinstance(moment, ast.Call):
        return isinstance(moment.func, ast.Attribute) and moment.func.attr == "astimezone"
    return isinstance(moment, ast.Name) and moment.id in CHOSEN
