"""What the inbox's templates are given, gathered in a constant number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse

from kanalkoll.accounts.models import Connection
from kanalkoll.inbox import crisis, forms, presence, reading, registering
from kanalkoll.inbox.finding import handlers_of
from kanalkoll.inbox.models import KINDS, REGISTRATIONS, REMOVABLE, STATES, Decision, Message, Reply
from kanalkoll.inbox.queue import MOST_COUNTED, VIEWS, Filters, Told, count, listing
from kanalkoll.inbox.thread import Thread, thread_of
from kanalkoll.inbox.wording import filled
from kanalkoll.language.names import NAMES, is_foreign, name
from kanalkoll.ledger.events import history
from kanalkoll.municipality.clauses import links
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import Account, ContactPerson, Guideline, Unit, User
from kanalkoll.municipality.permissions import may, powers, readable_accounts
from kanalkoll.municipality.roles import Permission
from kanalkoll.platforms.registry import adapters
from kanalkoll.policy import answering, deadlines, statutory
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.registration import Advice
from kanalkoll.policy.workdays import local_day
from kanalkoll.screening import opinion
from kanalkoll.screening.judging import screening_of
from kanalkoll.screening.models import WHYS
from kanalkoll.screening.wording import FOLDED, LABELS, label
from kanalkoll.ui.page import ClauseLink, Option, Word

TONES: Mapping[str, str] = {
    "hot": "late",
    "kris": "late",
    "hets": "late",
    "krankning": "late",
    "personuppgift": "soon",
    "sekretess": "late",
    "pornografi": "late",
    "valdsskildring": "late",
    "uppmaning_brott": "late",
    "reklam": "soon",
    "not_screened": "soon",
}
ICONS: Mapping[str, str] = {
    "fraga": "question",
    "personuppgift": "user",
    "hot": "alert",
    "kris": "alert",
    "reklam": "megaphone",
}
# The views one tap away; the others stand under "Fler val".
ALWAYS_SHOWN = frozenset({"todo", "mine", "all"})
# What may be hard to read is read by choice, in the thread, not in passing in a list.
FOLDED_ROW = "Texten kan vara obehaglig. Öppna för att läsa."
Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, with plain strings ready for the template."""

    href: str
    who: str
    text: str
    due_at: datetime | None
    settled: str
    where: str
    words: list[Word]
    current: bool
    value: str
    assigned: str


def list_context(
    request: HttpRequest, user: User, filters: Filters, *, now: datetime, current: int = 0
) -> Context:
    """The left pane: filters, rows, paging, when we last read, and what can be done with many at once."""
    page = listing(filters, user=user, after=request.GET.get("efter", ""))
    accounts = {account.pk: account for account in readable_accounts(user)}
    query = filters.query()
    base = reverse("inbox:queue")
    # One address worked out and fifty written from it: `reverse` takes a tenth of the list's time otherwise.
    before, _, after = reverse("inbox:message", args=[0]).rpartition("0")
    rows = [
        _row(
            message,
            page.told[message.pk],
            accounts[message.account_id],
            f"{before}{message.pk}{after}{_q(query)}",
            current=message.pk == current,
        )
        for message in page.rows
    ]
    return {
        "now": now,
        "filters": filters,
        "views": [
            (base + _q(filters.query(view=code)), words, code == filters.view)
            for code, words in VIEWS.items()
            if code in ALWAYS_SHOWN or code == filters.view
        ],
        "all_views": list(VIEWS.items()),
        "narrowed": bool(
            filters.account or filters.kind or filters.label or filters.state or filters.language
        ),
        "states": list(STATES.items()),
        "rows": rows,
        "more": f"{base}?{_joined(query, f'efter={page.after}')}" if page.after else "",
        "first": base + _q(query) if request.GET.get("efter") else "",
        "query": query,
        "accounts": list(accounts.values()),
        "last_read": Connection.objects.aggregate(at=Max("last_read_at"))["at"],
        "may_handle": any_handling(user),
        "count": count(filters, user=user) if filters.words or filters.view == "todo" else None,
        "most_counted": MOST_COUNTED,
        "kinds": list(KINDS.items()),
        "languages": list(NAMES.items()),
        "labels": [(code, words) for code, words in LABELS.items() if code.islower()],
    }


def message_context(request: HttpRequest, user: User, message: Message, *, now: datetime) -> Context:
    """The middle and right panes: thread, clock, decisions, registration, facts."""
    guideline = in_force(now)
    pack = pack_of(guideline)
    due = deadlines.reply_due(pack, received=message.received_at, kind=message.kind)
    advice = registering.advice(message, now=now, pack=pack)
    assigning = assign_form(message)
    by_removal = registering.by_removal(message)
    thread = thread_of(message)
    # The longest threads leave their oldest out, and the message may be one of them.
    screening = thread.current.screening if thread.current else screening_of(message.record)
    return {
        "now": now,
        "message": message,
        "thread": thread,
        "whys": list(WHYS.items()),
        "clause_links": _clause_links(guideline, thread),
        "due": due,
        "due_links": links(guideline, message.due_clauses),
        "late": message.is_open and message.due_at is not None and message.due_at < now,
        "advice": advice,
        "advice_links": links(guideline, advice.clauses),
        "registered_by_removal": registering.BY_REMOVAL if by_removal else "",
        "secrecy_law": statutory.SECRECY_LAW,
        "removal_links": links(guideline, by_removal.clauses) if by_removal else [],
        "open_decisions": _open_decisions(
            advice, by_removal, register=may(user, Permission.REGISTER, message.account_id)
        ),
        "guidance": _guidance(guideline, pack, now),
        "may": _may(user, message),
        "others": [person.name for person in presence.look(message, by=user, now=now)],
        "hand_over": message.hand_overs.filter(ended_at=None).select_related("to_user", "to_unit").first(),
        "notes": list(message.notes.select_related("record__head", "by")),
        "removals": list(message.removals.select_related("requested_by")),
        "registration_form": registration_form(message, advice),
        "assign_form": assigning,
        "note_form": forms.NoteForm(initial={"revision": message.revision}),
        "versions": message.record.versions.count(),
        "reading": reading.of(message, assigning.people),
        "opinion": opinion.kept(screening.opinion) if screening else None,
        "crisis": _crisis(message, thread, guideline, pack, by=user, now=now),
    }


def _clause_links(guideline: Guideline, thread: Thread) -> dict[str, ClauseLink]:
    """A link for each clause behind a mark in the message's own text."""
    reasons = thread.current.reasons if thread.current else ()
    clauses = {clause for reason in reasons for clause in reason.clauses}
    return {clause: link for clause in clauses for link in links(guideline, [clause])}


def _may(user: User, message: Message) -> dict[str, bool]:
    account_id = message.account_id
    return {
        "handle": may(user, Permission.HANDLE, account_id),
        "remove": message.kind in REMOVABLE and may(user, Permission.REMOVE, account_id),
        "register": may(user, Permission.REGISTER, account_id),
        "settle": may(user, Permission.SETTLE, account_id),
        "words": may(user, Permission.WORDS),
    }


@dataclass(frozen=True, slots=True)
class Latest:
    """The last thing that happened to a message, and who did it."""

    who: str
    what: str
    at: datetime


def latest(message: Message) -> Latest | None:
    """What somebody else did just now; None when the log has nothing of this message."""
    event = history(message.name).order_by("-seq").first()
    if event is None:
        return None
    kind, _, pk = event.actor.partition(":")
    known = User.objects.filter(pk=int(pk)).first() if kind == "user" else None
    return Latest(known.name if known else "Systemet", event.verb, event.at)


def on_its_way(message: Message) -> Reply | None:
    """The answer that somebody has written and the platform has not confirmed; None when there is none."""
    if message.pending_id is None:
        return None
    found = Reply.objects.select_related("publisher", "record__head").filter(dispatch=message.pending_id)
    return found.first()


def pass_on_form(message: Message, *, now: datetime, data: Any = None) -> forms.PassOnForm:
    """The form for passing on, with the guideline's own template for the holding reply."""
    guideline = in_force(now)
    pack = pack_of(guideline)
    contacts = [person.user for person in ContactPerson.objects.select_related("user")]
    others = [person for person in handlers_of(message) if person not in contacts]
    units = list(Unit.objects.all())
    text = pack.texts.get("holding_reply", "").strip()
    written = filled(text, record=message.record, municipality=guideline.municipality)
    return forms.PassOnForm(
        data,
        initial={"revision": message.revision, "holding_text": written},
        people=[*dict.fromkeys(contacts), *others],
        units=units,
    )


def no_answer_form(message: Message, *, now: datetime, data: Any = None) -> forms.NoAnswerForm:
    """The form for leaving something unanswered, with the grounds the guideline accepts."""
    outcomes = answering.outcomes(pack_of(in_force(now)), kind=message.kind, on=local_day(now))
    return forms.NoAnswerForm(data, initial={"revision": message.revision}, grounds=outcomes.grounds)


def registration_form(message: Message, advice: Any, data: Any = None) -> forms.RegistrationForm:
    """The registration decision's form: what the guideline leaves open, and its criteria."""
    chosen = message.registration if message.registration != "undecided" else advice.default_decision
    return forms.RegistrationForm(
        data,
        initial={
            "revision": message.revision,
            "decision": chosen,
            "criteria": [each.code for each in advice.criteria if each.suggested],
        },
        decisions=[(code, REGISTRATIONS[code]) for code in ("ordered", "register", "minor")],
        criteria=[(each.code, each.label) for each in advice.criteria],
    )


def assign_form(message: Message, data: Any = None) -> forms.AssignForm:
    """Who may be given the message."""
    people = handlers_of(message)
    return forms.AssignForm(
        data, initial={"to": message.assignee_id, "revision": message.revision}, people=people
    )


def registration_options(form: forms.RegistrationForm, allowed: tuple[str, ...]) -> list[Option]:
    """The three choices, those closed by the guideline marked as such."""
    closed = "Riktlinjen godtar inte det valet här."
    return [
        Option(code, words, closed="" if code in allowed else closed)
        for code, words in form.fields["decision"].choices  # type: ignore[attr-defined]
    ]


def _open_decisions(advice: Advice, by_removal: Decision | None, *, register: bool) -> tuple[str, ...]:
    """The choices that this person has: none for who may only look, one where a removal has decided."""
    if not register:
        return ()
    return ("register",) if by_removal else advice.allowed


def any_handling(user: User) -> bool:
    """Whether this person may handle anything at all: bulk actions are shown only then."""
    return powers(user).somewhere(Permission.HANDLE)


def words_of(message: Message) -> list[Word]:
    """The marks beside a message in the list."""
    words = [Word(label(code), TONES.get(code, ""), ICONS.get(code, "")) for code in message.labels]  # type: ignore[arg-type]
    if message.pending_id and message.pending is not None:
        unknown = message.pending.state == "unknown"
        words.insert(
            0,
            Word("Kan redan vara utfört", "late", "alert") if unknown else Word("På väg", "info", "forward"),
        )
    if is_foreign(message.language):
        words.append(Word(name(message.language).capitalize(), "", "language"))
    if message.gone_at:
        words.append(Word("Borta hos plattformen", "soon", "eye-off"))
    return words


def _row(message: Message, told: Told, account: Account, href: str, *, current: bool) -> Row:
    return Row(
        href=href,
        who=told.author or "Okänd",
        text=FOLDED_ROW if FOLDED.keys() & set(message.labels) else told.text[:220],
        due_at=message.due_at if message.is_open else None,
        settled="" if message.state == "new" else message.get_state_display(),
        where=f"{account.name} · {_platform(account)}",
        words=words_of(message),
        current=current,
        value=str(message.pk),
        assigned=message.assignee.given_name if message.assignee else "",
    )


def _platform(account: Account) -> str:
    way = adapters().get(account.platform)
    return way.label if way else account.platform


def _guidance(guideline: Guideline, pack: Pack, now: datetime) -> list[tuple[Any, str]]:
    shown = answering.guidance(pack, place="thread", on=local_day(now))
    return [(link, each.text) for each in shown for link in links(guideline, [each.clause])]


def _crisis(
    message: Message, thread: Thread, guideline: Guideline, pack: Pack, *, by: User, now: datetime
) -> crisis.Alarm | None:
    """The alarm on top of the page, if there is one; that it was shown is kept."""
    hits = [reason.hit for reason in thread.current.reasons] if thread.current else None
    alarm = crisis.alarm(message, pack=pack, hits=hits)
    if alarm is not None:
        crisis.shown(message, alarm.told, guideline=guideline, by=by, now=now)
    return alarm


def _q(query: str) -> str:
    return f"?{query}" if query else ""


def _joined(*parts: str) -> str:
    return "&".join(part for part in parts if part)
