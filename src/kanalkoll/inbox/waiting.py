"""What waits: unanswered items per account with their age, and what nobody has looked at in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from kanalkoll.inbox.models import OPEN, Message
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import Account, User
from kanalkoll.municipality.permissions import readable_accounts
from kanalkoll.policy import deadlines, stewardship
from kanalkoll.policy.workdays import local_day


@dataclass(frozen=True, slots=True)
class AccountWaits:
    """One account's unanswered items: those undecided, those passed on, and the age of the oldest."""

    account: Account
    undecided: int
    passed_on: int
    oldest: timedelta


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The list of unanswered items, the oldest account first.

    `allowed`: how many the guideline tolerates (None: no figure); `every`: how often the list is read.
    """

    accounts: tuple[AccountWaits, ...]
    allowed: int | None
    every: str | None
    clauses: tuple[str, ...]
    default: bool

    @property
    def count(self) -> int:
        """How many wait altogether."""
        return sum(each.undecided + each.passed_on for each in self.accounts)

    @property
    def must_be_explained(self) -> bool:
        """Whether there are more than the guideline tolerates."""
        return self.allowed is not None and self.count > self.allowed


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """Items without any handling decision past the guideline's limit, the longest overdue first."""

    messages: QuerySet[Message]
    clauses: tuple[str, ...]
    default: bool


def unanswered(user: User, *, now: datetime) -> Unanswered:
    """What waits for an answer on the accounts that this person reads. Sealed items are not counted."""
    rule = stewardship.unanswered_report(pack_of(in_force(now)), on=local_day(now))
    accounts = (
        readable_accounts(user)
        .annotate(
            undecided=Count("messages", filter=_waits("new")),
            passed_on=Count("messages", filter=_waits("passed_on")),
            oldest=Min("messages__received_at", filter=_waits(*OPEN)),
        )
        .exclude(oldest=None)
        .order_by("oldest", "name")
    )
    return Unanswered(
        tuple(AccountWaits(each, each.undecided, each.passed_on, now - each.oldest) for each in accounts),
        rule.allowed,
        rule.every,
        rule.clauses,
        rule.default,
    )


def unreviewed(user: User, *, now: datetime) -> Unreviewed:
    """What nobody has decided about in the time the guideline (or the default) gives."""
    rule = deadlines.review_due(pack_of(in_force(now)), received=now)
    late = Message.objects.filter(
        state="new", sealed_at=None, review_at__lt=now, account__in=readable_accounts(user)
    )
    return Unreviewed(
        late.select_related("account", "assignee").order_by("review_at", "pk"), rule.clauses, rule.default
    )


def _waits(*states: str) -> Q:
    return Q(messages__state__in=states, messages__sealed_at=None)
