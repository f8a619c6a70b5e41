"""The invented administrations: each town's units, people, accounts and residents, as frozen values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kanalkoll.config.demo.tables import Table, content, only, several, table


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A board, department, company or unit. `parent` and `manager` are keys of other values."""

    key: str
    name: str
    kind: str
    parent: str | None
    manager: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works there. `over`: units whose accounts they lead; `keys`: what stories call them."""

    keys: tuple[str, ...]
    given: str
    family: str
    title: str
    unit: str
    protected: bool
    roles: tuple[str, ...]
    over: tuple[str, ...]

    @property
    def key(self) -> str:
        """The first of the keys."""
        return self.keys[0]

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """A Facebook account and who runs it."""

    keys: tuple[str, ...]
    name: str
    unit: str
    main: bool
    administrators: tuple[str, ...]
    opened: date
    about: str

    @property
    def key(self) -> str:
        """The first of the keys."""
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class Town:
    """Everything about one demonstration town. `skip`: shared stories that did not happen here."""

    folder: str
    name: str
    skip: frozenset[str]
    words: Mapping[str, str]
    units: tuple[UnitPlan, ...]
    people: tuple[Person, ...]
    accounts: tuple[AccountPlan, ...]
    residents: Mapping[str, str]

    def person(self, key: str) -> Person:
        """The person a story calls by that key. Raises KeyError."""
        for each in self.people:
            if key in each.keys:
                return each
        raise KeyError(f"{self.folder} has no person {key}")

    def employs(self, key: str) -> bool:
        """Whether the key is one of the administration's people."""
        return any(key in each.keys for each in self.people)

    def account(self, key: str) -> AccountPlan:
        """The account a story calls by that key. Raises KeyError."""
        for each in self.accounts:
            if key in each.keys:
                return each
        raise KeyError(f"{self.folder} has no account {key}")


def folders() -> tuple[str, ...]:
    """The towns there are, by the name of their guideline's folder."""
    return tuple(sorted(each.name for each in content().iterdir() if (each / "town.toml").is_file()))


def read(folder: str) -> Town:
    """One town. Raises KeyError for a town there is not, ValueError for a table that does not fit."""
    if folder not in folders():
        raise KeyError(f"{folder!r} is none of {', '.join(folders())}")
    told = table(content() / folder / "town.toml")
    only(told, frozenset({"town", "words", "units", "people", "accounts", "residents"}), folder)
    return Town(
        folder=folder,
        name=told["town"]["name"],
        skip=frozenset(told["town"].get("skip", ())),
        words=told["words"],
        units=several(told, "units", _unit),
        people=several(told, "people", _person),
        accounts=several(told, "accounts", _account),
        residents=told["residents"],
    )


def _unit(told: Table) -> UnitPlan:
    only(told, frozenset({"key", "name", "kind", "parent", "manager"}), f"unit {told.get('key')}")
    return UnitPlan(told["key"], told["name"], told["kind"], told.get("parent"), told.get("manager"))


def _person(told: Table) -> Person:
    known = {"key", "also", "given", "family", "title", "unit", "protected", "roles", "over"}
    only(told, frozenset(known), f"person {told.get('key')}")
    return Person(
        keys=(told["key"], *told.get("also", ())),
        given=told["given"],
        family=told["family"],
        title=told["title"],
        unit=told["unit"],
        protected=told.get("protected", False),
        roles=tuple(told["roles"]),
        over=tuple(told.get("over", ())),
    )


def _account(told: Table) -> AccountPlan:
    known = {"key", "also", "name", "unit", "main", "administrators", "opened", "about"}
    only(told, frozenset(known), f"account {told.get('key')}")
    return AccountPlan(
        keys=(told["key"], *told.get("also", ())),
        name=told["name"],
        unit=told["unit"],
        main=told.get("main", False),
        administrators=tuple(told["administrators"]),
        opened=told["opened"],
        about=told["about"],
    )
