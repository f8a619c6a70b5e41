"""The whole story on the real WordPress: read, answered, hidden with evidence, shown again, taken off, vanished."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from kanalkoll.accounts import fetching, outbox
from kanalkoll.accounts.connections import connect
from kanalkoll.accounts.models import Connection
from kanalkoll.config.worker import INTAKE, settle
from kanalkoll.inbox import replying
from kanalkoll.inbox.models import Message
from kanalkoll.ledger import clock
from kanalkoll.ledger.lane import writing
from kanalkoll.moderation import removal
from kanalkoll.moderation.models import Vanished
from kanalkoll.municipality.folders import read_folder
from kanalkoll.municipality.guidelines import adopt
from kanalkoll.municipality.models import Account, Grant, Unit, User
from kanalkoll.records.models import Record
from kanalkoll.records.verification import verify
from tests.harness.wordpress import WordPress

pytestmark = pytest.mark.real


@dataclass
class Office:
    """A municipality whose website is a real WordPress; time moves when the test says so."""

    site: WordPress
    account: Account
    karin: User
    chef: User
    hands: clock.Hands

    @property
    def now(self) -> datetime:
        """The time in the office, never behind the site's."""
        self.hands.at = max(self.hands.at, datetime.now(UTC))
        return self.hands.at

    def read(self, *, full: bool = False) -> fetching.Counts:
        """One round of reading the site."""
        counts = fetching.fetch(
            Connection.objects.select_related("account").get(), now=self.now, intake=INTAKE, full=full
        )
        assert counts.problem == ""
        return counts

    def work(self) -> None:
        """Let the outbox send, settle and check."""
        for _ in range(4):
            self.hands.advance(timedelta(seconds=1))
            outbox.work(now=self.now, settle=settle)

    def comment(self, post: str, text: str, name: str = "Roland Vinge") -> Message:
        """A resident writes under the post, and it is read."""
        written = self.site.comment(post, text, name=name)
        self.read()
        return Message.objects.get(record__platform_id=written)

    def shown(self, post: str) -> str:
        """What the public is shown under the post."""
        number = post.partition("-")[2]
        address = f"{self.site.site}/wp-json/wp/v2/comments?post={number}"
        said = httpx.get(address, trust_env=False, timeout=30).json()
        return "\n".join(each["content"]["rendered"] for each in said)


@pytest.fixture
def office(transactional_db: None, wordpress: WordPress) -> Iterator[Office]:
    with clock.fixed(datetime.now(UTC)) as hands:
        reading = read_folder("hallstahammar")
        assert reading.pack is not None
        adopt(reading.pack, by=None, now=hands.at - timedelta(days=400))
        yield Office(wordpress, *_people_and_account(wordpress, hands.at), hands)


def _people_and_account(wordpress: WordPress, now: datetime) -> tuple[Account, User, User]:
    access = wordpress.access
    with writing():
        unit = Unit.objects.create(name="Webbredaktionen", kind="unit")
        karin, chef = (
            User.objects.create_user(
                f"{given}@example.se", None, given_name=given, family_name="Ek", title=title, unit=unit
            )
            for given, title in (("Karin", "kommunikatör"), ("Lars", "chef"))
        )
        account = Account.objects.create(
            platform="wordpress",
            platform_id=access.account_id,
            name="Webbplatsen",
            address=wordpress.site,
            unit=unit,
        )
        Grant.objects.create(user=karin, role="administrator", account=account, given_at=now)
        Grant.objects.create(user=chef, role="responsible_manager", unit=unit, given_at=now)
    connect(
        account, address=access.address, secrets={"token": access.token, **access.secrets}, by=None, now=now
    )
    return account, karin, chef


def _removed(office: Office, message: Message, act: str) -> int:
    case = removal.request(
        message.record, ground="insult", act=act, by=office.karin, now=office.now, reason="Påhopp.",
        answers={"standing_disposal_decision": "yes"},
    )  # fmt: skip
    case = removal.secure(case.pk, by=office.karin, now=office.now)
    assert case.evidence is not None
    office.work()
    case.refresh_from_db()
    assert case.state == "verified"
    return case.pk


def test_a_comment_under_the_municipalitys_own_post_is_answered_where_everybody_reads(office: Office) -> None:
    post = office.site.publish("Badhuset", "<p>Badhuset öppnar på måndag.</p>")
    message = office.comment(post, "Är bassängen varm?", name="Kim Öberg")
    assert message.record.post is not None
    assert message.record.post.platform_id == post
    assert (message.record.author_name, message.record.head.text) == ("Kim Öberg", "Är bassängen varm?")
    assert message.due_at is not None
    assert message.due_clauses == ["HA-6-03", "HA-B2.5-01"]
    assert message.assignee == office.karin
    replying.answer(message.pk, text="Ja, 28 grader.", by=office.karin, now=office.now)
    office.work()
    message.refresh_from_db()
    assert message.state == "answered"
    shown = office.shown(post)
    assert "Ja, 28 grader." in shown
    assert "Karin Ek, kommunikatör, Webbredaktionen" in shown
    office.read(full=True)
    # The site is shared with other tests: only what was answered here counts.
    assert Record.objects.filter(direction="outgoing", kind="comment", post=message.record.post).count() == 1
    assert Message.objects.filter(record__post=message.record.post).count() == 1
    assert verify() == []


def test_a_comment_is_hidden_with_evidence_and_shown_again_when_that_was_wrong(office: Office) -> None:
    post = office.site.publish("Bygglov", "<p>Nu tar vi emot ansökningar.</p>")
    message = office.comment(post, "Det dummaste beslut ni fattat.")
    case = _removed(office, message, "hide")
    assert "dummaste" not in office.shown(post)
    message.refresh_from_db()
    assert message.state == "removed"
    removal.restore(case, reason="Det är kritik, inget påhopp.", by=office.chef, now=office.now)
    office.work()
    message.refresh_from_db()
    assert message.state == "new"
    assert "dummaste" in office.shown(post)
    assert verify() == []


def test_a_comment_is_taken_off_for_everybody_and_stays_here(office: Office) -> None:
    post = office.site.publish("Skolan", "<p>Höstlov vecka 44.</p>")
    message = office.comment(post, "Rektorn är en idiot.")
    _removed(office, message, "unpublish")
    assert "idiot" not in office.shown(post)
    message.record.refresh_from_db()
    assert message.record.gone_at is not None
    assert message.record.head is not None
    assert message.record.head.text == "Rektorn är en idiot."
    office.read(full=True)
    assert not Vanished.objects.filter(record=message.record).exists()
    assert verify() == []


def test_a_comment_that_vanished_without_us_is_reported_and_what_was_edited_has_both_wordings(
    office: Office,
) -> None:
    post = office.site.publish("Vägarna", "<p>Vi plogar i natt.</p>")
    gone = office.comment(post, "Ångrar mig snart.")
    edited = office.comment(post, "När plogas Solgatan?", name="Eva Ek")
    office.site.remove(gone.record.platform_id or "")
    office.site.edit(edited.record.platform_id or "", "När plogas Solgatan och Björkgatan?")
    office.read(full=True)
    vanished = Vanished.objects.get(record=gone.record)
    assert vanished.clauses == ["HA-7.2-07"]
    edited.record.refresh_from_db()
    assert [version.text for version in edited.record.versions.all()] == [
        "När plogas Solgatan?",
        "När plogas Solgatan och Björkgatan?",
    ]
    assert verify() == []
