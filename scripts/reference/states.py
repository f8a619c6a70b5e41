"""The states that things pass through, as tables and as diagrams drawn from the same tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kanalkoll.accounts.models import CONNECTION_STATES, DISPATCH_MOVES, DISPATCH_STATES, OPERATIONS
from kanalkoll.inbox.models import KINDS, MOVES, REGISTRATIONS, STATES
from kanalkoll.moderation.models import ACTS
from kanalkoll.moderation.models import MOVES as REMOVAL_MOVES
from kanalkoll.moderation.models import STATES as REMOVAL_STATES
from reference.markdown import code, table, titled

Labels = Mapping[str, str]
Moves = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Machine:
    """Something that moves between states: what it is, where it begins, what may follow what."""

    title: str
    what: str
    table: str
    labels: Labels
    moves: Moves


MACHINES = (
    Machine(
        "Meddelande i inkorgen",
        "En kommentar, ett besöksinlägg eller ett meddelande som någon ska ta ställning till. Allt som är"
        " avgjort kan bli Ny igen: när texten ändras hos plattformen, eller när en borttagning ångras.",
        "kanalkoll.inbox.models.MOVES",
        STATES,
        MOVES,
    ),
    Machine(
        "Borttagning",
        "Bevis säkras alltid före borttagningen. Godkänd finns bara med där riktlinjen vill att två personer"
        " är med. Det som har raderats hos plattformen kan inte läggas tillbaka; då återstår handlingen här.",
        "kanalkoll.moderation.models.MOVES",
        REMOVAL_STATES,
        REMOVAL_MOVES,
    ),
    Machine(
        "Utskick till en plattform",
        "En sak som ska synas hos plattformen: ett svar, ett döljande, ett raderande. Den görs högst en gång."
        " Kommer inget besked blir läget Kan redan vara utfört, och då läser programmet efter innan något mer görs.",
        "kanalkoll.accounts.models.DISPATCH_MOVES",
        DISPATCH_STATES,
        DISPATCH_MOVES,
    ),
)
LISTS: tuple[tuple[str, str, Labels], ...] = (
    ("Slag av meddelanden", "kanalkoll.inbox.models.KINDS", KINDS),
    ("Registrering", "kanalkoll.inbox.models.REGISTRATIONS", REGISTRATIONS),
    ("Sätt att ta bort", "kanalkoll.moderation.models.ACTS", ACTS),
    ("Vad ett utskick gör", "kanalkoll.accounts.models.OPERATIONS", OPERATIONS),
    ("Anslutningens läge", "kanalkoll.accounts.models.CONNECTION_STATES", CONNECTION_STATES),
)


def page() -> Iterator[str]:
    """docs/reference/states.md."""
    yield from titled("Lägen")
    yield "Ett meddelande, en borttagning och ett utskick är alltid i ett av de här lägena. Tabellerna i koden"
    yield "bestämmer vad som får följa på vad, och bilderna ritas av dem."
    for machine in MACHINES:
        yield from _machine(machine)
    yield from ("", "## Det som står bredvid lägena")
    for title, where, labels in LISTS:
        yield from ("", f"### {title}", "", f"`{where}`", "")
        yield from table(("Kod", "På skärmen"), [(code([name]), label) for name, label in labels.items()])


def _machine(machine: Machine) -> Iterator[str]:
    yield from ("", f"## {machine.title}", "", machine.what, "", f"`{machine.table}`", "")
    yield from table(
        ("Kod", "På skärmen", "Kan bli"),
        [
            (code([name]), label, _following(machine, name) or "inget: här är det slut")
            for name, label in machine.labels.items()
        ],
    )
    yield from ("", "```mermaid", "stateDiagram-v2", *_diagram(machine), "```")


def _following(machine: Machine, name: str) -> str:
    return ", ".join(machine.labels[each] for each in _ordered(machine, name))


def _diagram(machine: Machine) -> Iterator[str]:
    yield from (f"    {name}: {label}" for name, label in machine.labels.items())
    yield f"    [*] --> {next(iter(machine.labels))}"
    for name in machine.labels:
        following = _ordered(machine, name)
        yield from (f"    {name} --> {each}" for each in following)
        if not following:
            yield f"    {name} --> [*]"


def _ordered(machine: Machine, name: str) -> list[str]:
    """What may follow, in the order of the table of labels: a set has none."""
    return [each for each in machine.labels if each in machine.moves[name]]
