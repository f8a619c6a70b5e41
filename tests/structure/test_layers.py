"""What import contracts cannot see: foreign keys follow the same arrow, and content lies only in records."""

import tomllib
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, Model, TextField

from tests.structure.source import ROOT

# Why each text outside `records` is not content that somebody wrote to or for the public.
TEXTS_ELSEWHERE = {
    "inbox.SavedReply.text": "a wording kept for reuse, nobody's message until it is sent",
    "ledger.Checkpoint.note": "the signed form of a root hash",
    "municipality.Guideline.content": "the adopted guideline, frozen: the rule, not what it is applied to",
}


def test_foreign_keys_point_downwards_only() -> None:
    order = _rooms_from_the_top()
    upwards = [
        f"{_name(field)} → {target._meta.label}"
        for field, target in _foreign_keys()
        if order.index(field.model._meta.app_label) > order.index(target._meta.app_label)
    ]
    assert upwards == []


def test_content_lies_only_in_records() -> None:
    texts = {
        _name(field)
        for model in _own_models()
        if model._meta.app_label != "records"
        for field in model._meta.local_fields
        if isinstance(field, TextField)
    }
    assert texts == set(TEXTS_ELSEWHERE)


def _rooms_from_the_top() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [room.strip() for layer in layers for room in layer.split("|")]


def _own_models() -> Iterator[type[Model]]:
    return (model for model in apps.get_models() if model.__module__.startswith("kanalkoll."))


def _foreign_keys() -> Iterator[tuple["Field[object, object]", type[Model]]]:
    for model in _own_models():
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.related_model
            if isinstance(target, type) and target.__module__.startswith("kanalkoll."):
                yield field, target


def _name(field: "Field[object, object]") -> str:
    return f"{field.model._meta.label}.{field.name}"
