"""A small municipality on a stage: its guideline adopted, a few people, one Facebook account in a town of Torget's.

`stage("aneby")` gives it; time stands still until the test moves it. The worker's turns are taken by the test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from kanalkoll.accounts import fetching, outbox
from kanalkoll.accounts.connections import connect
from kanalkoll.accounts.models import Connection
from kanalkoll.config.worker import INTAKE, settle
from kanalkoll.inbox.models import Message
from kanalkoll.ledger import clock
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.folders import read_folder
from kanalkoll.municipality.guidelines import adopt, in_force, pack_of
from kanalkoll.municipality.models import Account, Grant, Guideline, Unit, User
from kanalkoll.policy.pack import Pack
from torget.server import running
from torget.town import Town
from torget.values import Item

# A Friday at five in the afternoon, Swedish summer time, with the clock change on the Sunday after it.
FRIDAY = datetime(2026, 10, 23, 15, 0, tzinfo=UTC)
STEP = timedelta(seconds=1)


@dataclass
class Stage:
    """Everything a story needs at hand."""

    town: Town
    address: str
    guideline: Guideline
    account: Account
    people: dict[str, User]
    hands: clock.Hands
    post: Item | None = field(default=None)

    @property
    def now(self) -> datetime:
        """The time on this stage."""
        return self.hands.at

    @property
    def pack(self) -> Pack:
        """The guideline in force, as policy values."""
        return pack_of(in_force(self.now))

    @property
    def karin(self) -> User:
        """The account's administrator."""
        return self.people["administrator"]

    @property
    def chef(self) -> User:
        """The unit's responsible manager, who may approve and restore."""
        return self.people["responsible_manager"]

    def later(self, **delta: float) -> datetime:
        """Move time on."""
        self.hands.advance(timedelta(**delta))
        return self.now

    def publish(self, text: str = "Sagostund på lördag klockan 11.") -> Item:
        """The municipality's own post, read in at once."""
        self.post = self.town.add_post(self.account.platform_id, text, at=self.now)
        return self.post

    def comment(self, text: str, author: str = "Roland Vinge", on: Item | None = None) -> Message:
        """A resident writes under the post, and the worker reads it."""
        item = self.say(text, author, on)
        self.read()
        return Message.objects.get(record__platform_id=item.id)

    def say(self, text: str, author: str = "Roland Vinge", on: Item | None = None) -> Item:
        """A resident writes; nobody has read it yet."""
        place = on or self.post or self.publish()
        return self.town.add_comment(place.id, author=author, text=text, at=self.now)

    def read(self, *, full: bool = False) -> fetching.Counts:
        """One round of reading the account."""
        self.hands.advance(STEP)
        connection = Connection.objects.select_related("account").get(account=self.account)
        return fetching.fetch(connection, now=self.now, intake=INTAKE, full=full)

    def work(self, turns: int = 4) -> int:
        """Let the outbox send, settle and check; returns how many rows were touched."""
        touched = 0
        for _ in range(turns):
            self.hands.advance(STEP)
            touched += outbox.work(now=self.now, settle=settle)
        return touched

    def effects(self, verb: str) -> int:
        """How many times the account itself has done something in the town, by the town's own log."""
        return len(self.town.effects(f"comment.{verb}", by="page"))


def as_(user: User) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Callable[[str], Stage]]:
    """A factory: `stage("aneby")`. One town per test; committed rows, as in life."""
    with clock.fixed(FRIDAY) as hands:
        town = Town(clock=lambda: hands.at)
        with running(town) as address:

            def build(name: str) -> Stage:
                reading = read_folder(name)
                assert reading.pack is not None, reading.faults
                guideline = adopt(reading.pack, by=None, now=FRIDAY - timedelta(days=400))
                return Stage(town, address, guideline, *_people_and_account(town, address), hands)

            yield build


def _people_and_account(town: Town, address: str) -> tuple[Account, dict[str, User]]:
    before = FRIDAY - timedelta(days=300)
    page = town.add_page("Biblioteket")
    with writing():
        department = Unit.objects.create(name="Kultur och fritid", kind="department")
        library = Unit.objects.create(name="Biblioteket", kind="unit", parent=department)
        people = {
            role: User.objects.create_user(
                f"{given}.{family}@example.se".lower(),
                None,
                given_name=given,
                family_name=family,
                title=title,
                unit=library,
            )
            for role, given, family, title in CAST
        }
        library.manager = people["responsible_manager"]
        library.save()
        account = Account.objects.create(
            platform="facebook",
            platform_id=page.id,
            name="Biblioteket",
            address=f"{address}/{page.id}",
            unit=library,
        )
        for role, user in people.items():
            Grant.objects.create(
                user=user,
                role=role,
                given_at=before,
                account=account if role == "administrator" else None,
                unit=library if role == "responsible_manager" else None,
            )
    connect(
        account,
        address=f"{address}/v26.0",
        secrets={
            "token": page.token,
            "app_secret": town.app.secret,
            "verify_token": town.app.verify_token,
            "app_id": town.app.id,
        },
        by=None,
        now=FRIDAY - timedelta(days=1),
    )
    return account, people


CAST = (
    ("administrator", "Karin", "Ekholm", "kommunikatör"),
    ("responsible_manager", "Lars", "Brandt", "bibliotekschef"),
    ("comms_unit", "Petra", "Sund", "kommunikationschef"),
    ("registrar", "Inger", "Lod", "registrator"),
    ("auditor", "Olof", "Rask", "revisor"),
    ("system_owner", "Maj", "Hult", "systemansvarig"),
)
