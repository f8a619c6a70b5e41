"""Every command, from the parsers that read it."""

from argparse import Action, ArgumentParser, _StoreConstAction, _SubParsersAction
from collections.abc import Iterator, Sequence

from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from kanalkoll.config import plain_commands
from kanalkoll.config.command_line import THROUGH_DJANGO
from reference.markdown import table, titled

OWN = "kanalkoll.config"


def page() -> Iterator[str]:
    """docs/reference/commands.md."""
    yield from titled("Kommandon")
    yield "Alla kommandon svarar på `--help`. De skriver svaret på standard ut och meddelanden på standard fel."
    yield "De slutar med 0 när allt gick bra, 1 när det som prövas inte håller och 2 när kommandot är fel skrivet."
    yield from ("", "## Utan databas och utan inställningar")
    for name, each in _plain(_parser(), "kanalkoll"):
        yield from _command(name, each.description or "", each.epilog or "", each._actions)
    yield from ("", "## Med databas", "")
    yield "De här läser [inställningarna](../how-to/install.md#inställningar) ur miljön."
    for name in [*THROUGH_DJANGO, *_more()]:
        yield from _django(name)


def _parser() -> ArgumentParser:
    parser = ArgumentParser()
    plain_commands.add_to(parser.add_subparsers())
    return parser


def _plain(above: ArgumentParser, name: str) -> Iterator[tuple[str, ArgumentParser]]:
    """Every command that does something, however deep it stands."""
    inner = [each for each in above._actions if isinstance(each, _SubParsersAction)]
    if not inner:
        yield name, above
    for each in inner:
        for word, below in each.choices.items():
            yield from _plain(below, f"{name} {word}")


def _django(name: str) -> Iterator[str]:
    found = _loaded(name)
    if type(found).__module__.startswith("django."):
        yield from ("", f"### `kanalkoll {name}`", "", f"{THROUGH_DJANGO[name].capitalize()}.")
        return
    common = {each.dest for each in BaseCommand().create_parser("", name)._actions}
    own = [each for each in found.create_parser("kanalkoll", name)._actions if each.dest not in common]
    text, _, example = found.help.partition("Exempel: ")
    yield from _command(f"kanalkoll {name}", text, example, own)


def _command(name: str, text: str, example: str, actions: Sequence[Action]) -> Iterator[str]:
    yield from ("", f"### `{name}`", "", text.strip())
    rows = [_argument(each) for each in actions if each.dest != "help"]
    if rows:
        yield ""
        yield from table(("Ord", "Betydelse", "Förval"), rows)
    if example:
        yield from ("", "```sh", example.removeprefix("Exempel:").strip(), "```")


def _argument(action: Action) -> tuple[str, str, str]:
    spelled = ", ".join(action.option_strings) or action.dest
    choices = f"Något av {', '.join(map(str, action.choices))}." if action.choices else ""
    text = f"{action.help[0].upper()}{action.help[1:]}." if action.help else ""
    return f"`{spelled}`", " ".join(filter(None, [text, choices])), _default(action)


def _default(action: Action) -> str:
    if isinstance(action, _StoreConstAction):
        return ""
    if action.required:
        return "måste anges"
    return "" if action.default in (None, []) else str(action.default)


def _more() -> list[str]:
    """Own commands that the list of the command line leaves out, such as the demonstration."""
    return sorted(name for name, app in get_commands().items() if app == OWN and name not in THROUGH_DJANGO)


def _loaded(name: str) -> BaseCommand:
    app = get_commands()[name]
    return app if isinstance(app, BaseCommand) else load_command_class(app, name)
