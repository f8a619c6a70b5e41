"""The list of cases: what waits for a second person, what is under way, what is done, and what vanished."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from kanalkoll.inbox.models import REMOVABLE
from kanalkoll.moderation.acting import OPERATION_OF
from kanalkoll.moderation.finding import cases_for, vanished_for
from kanalkoll.moderation.forms import ReasonForm
from kanalkoll.moderation.models import Removal, Vanished
from kanalkoll.moderation.vanishing import managers_of
from kanalkoll.municipality.clauses import links
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import may, readable_accounts
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import stewardship
from kanalkoll.policy.ground_words import LABELS
from kanalkoll.policy.workdays import local_day
from kanalkoll.ui.given import number
from kanalkoll.ui.page import Column, Word
from kanalkoll.ui.times import STOCKHOLM, length_in_words

PAGE = 100
# How many of the finished ones stand on the page that shows everything.
A_FEW = 10
# Grounds whose texts are read by choice, in the case, not in passing in a list.
HARD_TO_READ = frozenset({"threat", "pornography", "unlawful_violence_depiction", "privacy_violation"})
WAITING = Q(state="secured", second_person=True)
UNDER_WAY = Q(state__in=["requested", "approved", "unknown", "failed", "removed"]) | Q(
    state="secured", second_person=False
)
DONE = Q(state__in=["verified", "refused", "restored", "withdrawn", "gone"])
VIEWS: Mapping[str, tuple[str, Q]] = {
    "vantar": ("Väntar på godkännande", WAITING),
    "pagar": ("Pågår", UNDER_WAY),
    "klara": ("Klara", DONE),
}
ALL = "alla"
GONE = "forsvunna"
COUNTS = "antal"
COLUMNS = (Column("Konto"), Column("Denna månad", numeric=True), Column("Förra månaden", numeric=True))
TONES: Mapping[str, tuple[str, str]] = {
    "requested": ("info", "clock"),
    "secured": ("info", "shield"),
    "approved": ("info", "check"),
    "removed": ("info", "remove"),
    "verified": ("fine", "check"),
    "refused": ("", "block"),
    "unknown": ("late", "alert"),
    "failed": ("late", "alert"),
    "restored": ("", "undo"),
    "withdrawn": ("", "undo"),
    "gone": ("", "eye-off"),
}

# Where a list goes on: whether the last case was in haste, and its number.
Key = tuple[bool, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One case in the list, with plain words ready for the template."""

    href: str
    who: str
    text: str
    where: str
    ground: str
    state: Word
    urgent: bool
    haste: str
    requested_at: datetime
    requested_by: str
    account: str


@dataclass(frozen=True, slots=True)
class Group:
    """The cases under one heading."""

    code: str
    label: str
    lines: Sequence[Line]
    more: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that vanished without us, the manager who answers for the account, and what this person may."""

    row: Vanished
    manager: User | None
    may_act: bool

    @property
    def may_begin(self) -> bool:
        """Whether a case can be begun about it."""
        return self.may_act and self.row.record.kind in REMOVABLE


@dataclass(frozen=True, slots=True)
class Counted:
    """How much was removed from one account this month and the month before."""

    account: str
    now: int
    before: int
    notice: bool


def cases_context(user: User, given: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """The whole page; the address says what is shown and where a long list goes on."""
    view = given.get("vy", ALL)
    view = view if view in {*VIEWS, GONE, COUNTS} else ALL
    before = _read_key(given.get("fore", ""))
    shown = [code for code in VIEWS if view in {ALL, code}]
    groups = [
        _group(user, code, before=before, most=A_FEW if view == ALL and code == "klara" else PAGE, now=now)
        for code in shown
    ]
    rule = stewardship.removal_reporting(pack_of(in_force(now)), on=local_day(now))
    vanished = _missing(user, every=view == GONE) if view in {ALL, GONE} else []
    return {
        "now": now,
        "view": view,
        "views": _views(view),
        "groups": [group for group in groups if group.lines or view != ALL],
        "vanished": vanished,
        "nothing": not vanished and not any(group.lines for group in groups) and view != COUNTS,
        "counted": _counted(user, rule.notice_above, now=now) if view in {ALL, COUNTS} else [],
        "columns": COLUMNS,
        "reporting": rule,
        "reporting_links": links(in_force(now), rule.clauses),
        "reason_form": ReasonForm(),
    }


def _views(current: str) -> list[tuple[str, str, bool]]:
    named = {ALL: "Alla", **{code: words for code, (words, _) in VIEWS.items()}}
    named |= {GONE: "Försvunna utan oss", COUNTS: "Antal per konto"}
    return [("?" if code == ALL else f"?vy={code}", words, code == current) for code, words in named.items()]


def _group(user: User, code: str, *, before: Key | None, most: int, now: datetime) -> Group:
    """One heading's cases, the newest first; among those that wait for a yes, what is in haste comes first."""
    words, which = VIEWS[code]
    hasty = code == "vantar"
    found = cases_for(user).filter(which).order_by(*(["-urgent"] if hasty else []), "-pk")
    if before is not None:
        urgent, pk = before
        further = Q(urgent=urgent, pk__lt=pk) if hasty else Q(pk__lt=pk)
        if hasty and urgent:
            further |= Q(urgent=False)
        found = found.filter(further)
    rows = list(found[: most + 1])
    more = f"?vy={code}&fore={_key(rows[most - 1])}" if len(rows) > most else ""
    return Group(code, words, [_line(removal, now=now) for removal in rows[:most]], more)


def _key(removal: Removal) -> str:
    return f"{'b' if removal.urgent else ''}{removal.pk}"


def _read_key(written: str) -> Key | None:
    key = number(written.removeprefix("b"))
    return (written.startswith("b"), key) if key else None


def _line(removal: Removal, *, now: datetime) -> Line:
    sealed = removal.is_sealed
    head = removal.record.head
    tone, icon = TONES[removal.state]
    return Line(
        href=reverse("moderation:case", args=[removal.pk]),
        who="Förseglat" if sealed else removal.record.author_name or "Okänd",
        text="" if sealed or head is None or removal.ground in HARD_TO_READ else head.text[:160],
        where=removal.account.name,
        ground=LABELS.get(removal.ground, removal.ground),  # type: ignore[call-overload]
        state=Word(removal.state_words, tone, icon),  # type: ignore[arg-type]
        urgent=removal.urgent and removal.verified_at is None and removal.ended_at is None,
        haste=_haste(removal, now=now),
        requested_at=removal.requested_at,
        requested_by=removal.requested_by.name,
        account=removal.account.name,
    )


def _haste(removal: Removal, *, now: datetime) -> str:
    """How long it took to get away, or how long it has been known of; empty where nothing was to go."""
    if removal.state in {"refused", "withdrawn", "gone"}:
        return ""
    until = removal.removed_at or now
    length = length_in_words(until - removal.discovered_at)
    if removal.removed_at is None:
        return f"upptäckt för {length} sedan"
    return f"{'dold' if OPERATION_OF[removal.act] == 'hide' else 'borta'} efter {length}"


def _missing(user: User, *, every: bool) -> list[Missing]:
    found = vanished_for(user)
    rows = list((found if every else found.filter(acknowledged_at=None))[:PAGE])
    managers = managers_of(row.account.unit_id for row in rows) if rows else {}
    return [
        Missing(row, managers.get(row.account.unit_id), may(user, Permission.REMOVE, row.account_id))
        for row in rows
    ]


def _counted(user: User, notice_above: int | None, *, now: datetime) -> list[Counted]:
    """Per account, in whole months by Swedish time; what was restored still was a removal."""
    first = now.astimezone(STOCKHOLM).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    last = (first - timedelta(days=1)).replace(day=1)
    rows = (
        readable_accounts(user)
        .annotate(
            this_month=Count("removals", filter=Q(removals__removed_at__gte=first)),
            last_month=Count(
                "removals", filter=Q(removals__removed_at__gte=last, removals__removed_at__lt=first)
            ),
        )
        .filter(Q(this_month__gt=0) | Q(last_month__gt=0))
        .order_by("-this_month", "name")
    )
    return [
        Counted(
            account.name,
            account.this_month,
            account.last_month,
            notice_above is not None and account.this_month > notice_above,
        )
        for account in rows
    ]
