"""The municipality that is measured: tables, guideline, people, eleven accounts, and the clock to measure by."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.db import connection

from bench.clocks import RealClock
from kanalkoll.accounts.connections import connect
from kanalkoll.accounts.models import Connection
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.folders import read_folder
from kanalkoll.municipality.guidelines import adopt, in_force, pack_of
from kanalkoll.municipality.models import Account, Grant, Unit, User
from kanalkoll.policy.pack import Pack

NOW = datetime.now(UTC).replace(microsecond=0)
ACCOUNTS = 10
APP_SECRET = "the secret of an app that nobody has"
PASSWORD = "rättegångsbalken"


@dataclass(frozen=True, slots=True)
class Bench:
    """What every subject is given. `accounts` get comments, `quiet` hardly any."""

    engine: str
    rounds: int
    quick: bool
    full: bool
    profile: bool
    clock: RealClock
    pack: Pack
    accounts: list[Account]
    quiet: Account
    people: dict[str, User] = field(default_factory=dict)

    def name(self, rest: str) -> str:
        """A figure's name: engine and what it is."""
        return f"{self.engine}.{rest}"


def build(*, quick: bool, full: bool, profile: bool) -> Bench:
    """Lay the tables down and people them."""
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    reading = read_folder("aneby")
    if reading.pack is None:
        raise RuntimeError("\n".join(map(str, reading.faults)))
    adopt(reading.pack, by=None, now=NOW - timedelta(days=400))
    *accounts, quiet = _accounts()
    engine = "sqlite" if connection.vendor == "sqlite" else "postgres"
    return Bench(
        engine=engine,
        rounds=2 if quick else 5,
        quick=quick,
        full=full,
        profile=profile,
        clock=RealClock(_server()),
        pack=pack_of(in_force(NOW)),
        accounts=accounts,
        quiet=quiet,
        people=_people(accounts[0], quiet),
    )


def _accounts() -> list[Account]:
    with writing():
        unit = Unit.objects.create(name="Kommunledningen", kind="department")
        accounts = [
            Account.objects.create(
                platform="facebook",
                platform_id=f"10000000000{number:02}",
                name=f"Konto {number}",
                address=f"https://example.test/{number}",
                unit=unit,
            )
            for number in range(1, ACCOUNTS + 2)
        ]
    for account in accounts:
        secrets = {"token": "none", "app_secret": APP_SECRET, "verify_token": "none", "app_id": "1"}
        connect(account, address="http://127.0.0.1:9/v26.0", secrets=secrets, by=None, now=NOW)
    # Switched off: nothing here may go out and read.
    Connection.objects.update(state="off")
    return accounts


def _people(busy: Account, quiet: Account) -> dict[str, User]:
    """Somebody who reads everything, and the administrators of one busy and one quiet account."""
    cast = {
        "everything": ("comms_unit", None),
        "busy": ("administrator", busy),
        "quiet": ("administrator", quiet),
    }
    people = {}
    with writing():
        for name, (role, account) in cast.items():
            people[name] = User.objects.create_user(
                f"{name}@example.se",
                PASSWORD,
                given_name=name.title(),
                family_name="Ek",
                title="kommunikatör",
                unit=busy.unit,
            )
            Grant.objects.create(user=people[name], role=role, account=account, given_at=NOW)
    return people


def _server() -> int | None:
    """The process id of the database server, when there is one."""
    if connection.vendor == "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        folder = cursor.fetchone()[0]
    with open(f"{folder}/postmaster.pid", encoding="ascii") as written:
        return int(written.readline())
