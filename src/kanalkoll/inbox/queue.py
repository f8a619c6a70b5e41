"""The queue: one list over all accounts, filtered, searched and paged by key, with a constant number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

from django.core import signing
from django.db import connection
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from kanalkoll.inbox.models import Message
from kanalkoll.language.names import UNREMARKABLE
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import powers
from kanalkoll.municipality.roles import Permission
from kanalkoll.records import search
from kanalkoll.ui.given import number

PAGE = 50
MOST_COUNTED = 1_000
View = Literal["todo", "mine", "unassigned", "passed_on", "all", "register"]
VIEWS: Mapping[str, str] = {
    "todo": "Att göra",
    "mine": "Mina",
    "unassigned": "Utan ansvarig",
    "passed_on": "Vidareskickade",
    "register": "Att diarieföra",
    "all": "Alla",
}


# What a row of the list shows, and nothing else: least of all the platform's bytes, as large as they like.
SHOWN = (
    *("kind", "state", "received_at", "due_at", "urgent", "rank_at", "labels", "registration", "gone_at"),
    "language",
    *("assignee__given_name", "pending__state", "account_id", "record_id"),
)
# Read beside the message: two rows more of each, made into objects, would cost a fifth of the page.
SAID = {"author": F("record__author_name"), "said": F("record__head__text")}
# Any language but Swedish.
FOREIGN = "annat"
JOINED = ("assignee", "pending")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; everything stands in the address."""

    view: str = "todo"
    account: int | None = None
    kind: str = ""
    state: str = ""
    label: str = ""
    registration: str = ""
    language: str = ""
    words: str = ""

    def query(self, **changes: object) -> str:
        """The filters as a query string, with some changed."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        pairs = {
            "vy": changed.view if changed.view != "todo" else "",
            "konto": changed.account or "",
            "slag": changed.kind,
            "lage": changed.state,
            "marke": changed.label,
            "registrering": changed.registration,
            "sprak": changed.language,
            "q": changed.words,
        }
        return urlencode({key: value for key, value in pairs.items() if value})


@dataclass(frozen=True, slots=True)
class Told:
    """Who wrote a message, and what it says now."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list, and what is told of each by its id. `after` is the next page's key, None at the end."""

    rows: list[Message]
    told: Mapping[int, Told]
    after: str | None


def read_filters(given: Mapping[str, str]) -> Filters:
    """Filters from an address; what makes no sense there is ignored."""
    view = given.get("vy", "todo")
    return Filters(
        view=view if view in VIEWS else "todo",
        account=number(given.get("konto", "")) or None,
        kind=given.get("slag", "")[:20],
        state=given.get("lage", "")[:20],
        label=given.get("marke", "")[:40],
        registration=given.get("registrering", "")[:20],
        language=given.get("sprak", "")[:10],
        words=given.get("q", "").strip()[:200],
    )


def matching(filters: Filters, *, user: User) -> QuerySet[Message]:
    """Every message that this person may read and that fits the filters; sealed ones are never listed here."""
    found = Message.objects.filter(sealed_at=None)
    held = powers(user)
    if not held.may(Permission.READ):
        found = found.filter(account__in=held.accounts(Permission.READ))
    found = found.filter(_view(filters.view, user))
    narrowed = {
        "account": filters.account,
        "kind": filters.kind,
        "state": filters.state,
        "registration": filters.registration,
    }
    found = found.filter(**{field: value for field, value in narrowed.items() if value})
    if filters.language == FOREIGN:
        found = found.exclude(language__in=UNREMARKABLE)
    elif filters.language:
        found = found.filter(language=filters.language)
    if filters.label:
        found = _marked(found, filters.label)
    if filters.words:
        ids = search.matching_ids(filters.words)
        found = found.none() if ids is None else found.filter(record_id__in=ids)
    return found


def _marked(found: QuerySet[Message], label: str) -> QuerySet[Message]:
    if connection.features.supports_json_field_contains:
        return found.filter(labels__contains=[label])
    # SQLite keeps JSON as text and cannot ask whether a list holds something.
    return found.alias(marks=Cast("labels", TextField())).filter(marks__contains=f'"{label}"')


def listing(filters: Filters, *, user: User, after: str = "") -> Listing:
    """One page, the most urgent first (or the newest first where everything is shown), paged by key."""
    by_urgency = filters.view not in {"all", "register"}
    order = ("-urgent", "rank_at", "id") if by_urgency else ("-received_at", "-id")
    found = matching(filters, user=user).order_by(*order)
    key = _unsign(after)
    if key is not None:
        found = found.filter(_beyond(key, by_urgency=by_urgency))
    # Chosen by the index alone first: joined and sorted whole, every open row would be read for one page.
    chosen = Message.objects.filter(pk__in=found.values("pk")[: PAGE + 1]).order_by(*order)
    rows = list(chosen.select_related(*JOINED).only(*SHOWN).annotate(**SAID))
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    told = {row.pk: Told(vars(row)["author"], vars(row)["said"] or "") for row in rows}
    return Listing(rows, told, _sign(rows[-1], by_urgency=by_urgency) if more else None)


def open_count(user: User) -> str:
    """How many are open for this person, counted no further than the menu can show."""
    counted = _open(user)
    return f"{MOST_COUNTED - 1}+" if counted >= MOST_COUNTED else str(counted or "")


def count(filters: Filters, *, user: User) -> int:
    """How many fit the filters, counted to MOST_COUNTED."""
    return _open(user) if filters == Filters() else _counted(filters, user)


def _open(user: User) -> int:
    """How many the plain list holds, read once for each user object: the menu and the list both tell."""
    kept = getattr(user, "_open_messages", None)
    if isinstance(kept, int):
        return kept
    counted = user._open_messages = _counted(Filters(), user)  # type: ignore[attr-defined]
    return counted


def _counted(filters: Filters, user: User) -> int:
    return matching(filters, user=user).order_by()[:MOST_COUNTED].count()


def _view(view: str, user: User) -> Q:
    views: Mapping[str, Q] = {
        "todo": Q(in_queue=True),
        "mine": Q(in_queue=True, assignee=user),
        "unassigned": Q(in_queue=True, assignee=None),
        "passed_on": Q(in_queue=True, state="passed_on"),
        "register": Q(registration="register"),
        "all": Q(),
    }
    return views[view]


def _beyond(key: list[object], *, by_urgency: bool) -> Q:
    """What comes after the key, said so that an index can begin there however deep it is."""
    if by_urgency:
        urgent, rank, pk = key
        later = Q(urgent=urgent, rank_at__gte=rank) & (Q(rank_at__gt=rank) | Q(id__gt=pk))
        # Nearly all are of urgency 0 and come last: then nothing less urgent is left to ask for.
        return later | Q(urgent__lt=urgent) if urgent else later
    received, pk = key
    return Q(received_at__lte=received) & (Q(received_at__lt=received) | Q(id__lt=pk))


def _sign(row: Message, *, by_urgency: bool) -> str:
    key = (
        [row.urgent, row.rank_at.isoformat(), row.pk] if by_urgency else [row.received_at.isoformat(), row.pk]
    )
    return signing.dumps(key, salt="inbox.queue")


def _unsign(after: str) -> list[object] | None:
    if not after:
        return None
    try:
        key = signing.loads(after, salt="inbox.queue")
    except signing.BadSignature:
        return None  # an address that has been altered begins from the start
    return [datetime.fromisoformat(part) if isinstance(part, str) else part for part in key]
