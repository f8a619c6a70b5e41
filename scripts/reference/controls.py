"""Every control that a clause can be bound to, with its parameters."""

from collections.abc import Iterator

from kanalkoll.policy.controls import descriptions
from reference.markdown import table, titled

HEADS = ("Parameter", "Typ", "Betydelse", "Förval")


def page() -> Iterator[str]:
    """docs/reference/controls.md."""
    yield from titled("Kontroller")
    yield "En riktlinje binder sina bestämmelser till de här kontrollerna."
    yield "Samma lista ger `kanalkoll guideline controls`."
    for control in descriptions():
        yield from ("", f"## `{control['name']}`", "", f"Rum: `{control['room']}`. {control['what']}")
        yield from _parameters(control["parameters"])


def _parameters(parameters: object) -> Iterator[str]:
    if isinstance(parameters, list) and parameters:
        yield ""
        yield from table(
            HEADS,
            [(f"`{each['name']}`", each["type"], each["meaning"], _default(each)) for each in parameters],
        )


def _default(parameter: dict[str, object]) -> str:
    if parameter["required"]:
        return "måste anges"
    match value := parameter["default"]:
        case None:
            return "inget"
        case bool():
            return "ja" if value else "nej"
        case list() | tuple():
            return ", ".join(map(str, value)) or "inga"
    return str(value)
