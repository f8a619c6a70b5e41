"""False alarms: per rule and per category how often it marked, how often that was said to be wrong, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from kanalkoll.language import SUGGESTED
from kanalkoll.language.findings import PERSONAL_DATA
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import powers, readable_accounts
from kanalkoll.municipality.roles import Permission
from kanalkoll.screening.models import WHYS, Verdict
from kanalkoll.screening.wording import label

# A rule is doubted when more than this share of at least so many marks was wrong.
LEAST, SHARE = 10, 1 / 3
LATEST = 3
# How many verdicts are read for the latest reasons.
MOST_READ = 500
# The category that a telephone number also makes is never shown beside it, so it is not counted either.
SHADOWS = frozenset(f"personuppgift.{kind.lower()}" for kind in PERSONAL_DATA)
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """One rule, or one category (then `rule` and `says` are empty), in a period."""

    rule: str
    category: str
    says: str
    marked: int
    whys: Mapping[str, int]
    latest: tuple[Verdict, ...] = ()

    @property
    def label(self) -> str:
        """The category in a word."""
        return label(self.category)

    @property
    def wrong(self) -> int:
        """How many of the marks were said to be wrong."""
        return sum(self.whys.values())

    @property
    def share(self) -> float:
        """The part that was said to be wrong, 0 to 1."""
        return self.wrong / self.marked if self.marked else 0.0

    @property
    def percent(self) -> int:
        """The same in whole per cent."""
        return round(100 * self.share)

    @property
    def reasons(self) -> str:
        """Why, the commonest reason first: "Citat 3, Namn eller ort 1"."""
        ranked = sorted(self.whys.items(), key=lambda each: -each[1])
        return ", ".join(f"{WHYS[why]} {number}" for why, number in ranked)

    @property
    def doubtful(self) -> bool:
        """Whether it is wrong so often that somebody should do something about it."""
        return self.marked >= LEAST and self.share > SHARE


@dataclass(frozen=True, slots=True)
class Report:
    """Marks and false alarms of a period; the doubtful come first."""

    rules: tuple[Counted, ...]
    categories: tuple[Counted, ...]

    @property
    def marked(self) -> int:
        """Every mark of the period."""
        return sum(each.marked for each in self.categories)

    @property
    def wrong(self) -> int:
        """Those that were said to be wrong."""
        return sum(each.wrong for each in self.categories)

    @property
    def doubtful(self) -> tuple[Counted, ...]:
        """The rules that are wrong too often."""
        return tuple(each for each in self.rules if each.doubtful)


def report(user: User, *, since: datetime) -> Report:
    """What was marked since then on the accounts this person reads, and what of it was wrong. Sealed is left out.

    Always the same number of statements: what was marked, what was said of it, and the latest reasons.
    """
    accounts = _accounts(user)
    marked = _marked(accounts, since)
    said = _said(accounts, since)
    latest = _latest(accounts, since)
    rules = [
        Counted(
            rule, category, says, number, said.get((rule, category), {}), latest.get((rule, category), ())
        )
        for (rule, category), (says, number) in marked.items()
    ]
    return Report(_worst_first(rules), _worst_first(_by_category(rules)))


def wrong_by(user: User, *, rule: str, category: str, most: int) -> list[Verdict]:
    """The latest verdicts on one rule that stand, with the texts they are about."""
    told = _told(_accounts(user), None).filter(rule=rule, category=category)
    return list(
        told.select_related("by", "reason__head", "screening__version__record__account").defer(
            "screening__version__raw", "screening__version__document"
        )[:most]
    )


def _accounts(user: User) -> list[int] | None:
    """The accounts to count on; None for every one."""
    if powers(user).may(Permission.READ):
        return None
    return list(readable_accounts(user).values_list("pk", flat=True))


def _marked(accounts: Sequence[int] | None, since: datetime) -> dict[_Key, tuple[str, int]]:
    """How many marks every rule made, with what it says: counted where the rows lie."""
    if accounts is not None and not accounts:
        return {}
    statement, values = _counting(accounts, since)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Iterable[tuple[str, str, str, int]] = cursor.fetchall()
    return {(rule, category): (says, number) for rule, category, says, number in rows if rule not in SHADOWS}


def _counting(accounts: Sequence[int] | None, since: datetime) -> tuple[str, list[Any]]:
    """The same question to both engines: suggestions as shown, and how a text should be handled."""
    at = connection.ops.adapt_datetimefield_value(since)
    narrowed = f" AND r.account_id IN ({', '.join(['%s'] * len(accounts))})" if accounts is not None else ""
    parts = [
        _part("suggestions", "category", narrowed),
        _part("findings", "type", f" AND {_value('kind')} = 'handling'{narrowed}"),
    ]
    values = [at, SUGGESTED, *(accounts or ())]
    return " UNION ALL ".join(parts), [*values, *values]


def _part(column: str, name: str, narrowed: str) -> str:
    each = "json_each" if connection.vendor == "sqlite" else "jsonb_array_elements"
    score = f"CAST({_value('score')} AS double precision)"
    # Only names that stand here are written into the statement.
    return (
        f"SELECT {_value('rule')}, {_value(name)}, max({_value('reason')}), count(*) "  # noqa: S608
        "FROM screening_screening s JOIN records_version v ON v.id = s.version_id "
        f"JOIN records_record r ON r.id = v.record_id CROSS JOIN {each}(s.{column}) h "
        f"WHERE s.at >= %s AND r.sealed_at IS NULL AND {score} >= %s{narrowed} GROUP BY 1, 2"
    )


def _value(key: str) -> str:
    return f"json_extract(h.value, '$.{key}')" if connection.vendor == "sqlite" else f"h.value ->> '{key}'"


def _told(accounts: Sequence[int] | None, since: datetime | None) -> QuerySet[Verdict]:
    told = Verdict.objects.filter(taken_back_at=None, screening__version__record__sealed_at=None)
    if since is not None:
        told = told.filter(screening__at__gte=since)
    if accounts is not None:
        told = told.filter(screening__version__record__account__in=accounts)
    return told


def _said(accounts: Sequence[int] | None, since: datetime) -> dict[_Key, dict[str, int]]:
    found: dict[_Key, dict[str, int]] = {}
    rows = _told(accounts, since).order_by().values_list("rule", "category", "why").annotate(Count("pk"))
    for rule, category, why, number in rows:
        found.setdefault((rule, category), {})[why] = number
    return found


def _latest(accounts: Sequence[int] | None, since: datetime) -> dict[_Key, tuple[Verdict, ...]]:
    found: dict[_Key, tuple[Verdict, ...]] = {}
    for verdict in _told(accounts, since).select_related("by", "reason__head")[:MOST_READ]:
        key = (verdict.rule, verdict.category)
        found[key] = (*found.get(key, ()), verdict)[:LATEST]
    return found


def _by_category(rules: Iterable[Counted]) -> list[Counted]:
    marked, whys = Counter[str](), dict[str, Counter[str]]()
    for rule in rules:
        marked[rule.category] += rule.marked
        whys.setdefault(rule.category, Counter()).update(rule.whys)
    return [Counted("", category, "", number, whys[category]) for category, number in marked.items()]


def _worst_first(counted: Iterable[Counted]) -> tuple[Counted, ...]:
    return tuple(
        sorted(
            counted, key=lambda each: (not each.doubtful, -each.wrong, -each.marked, each.rule, each.category)
        )
    )
