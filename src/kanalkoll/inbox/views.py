"""The inbox's pages: the list, a message with its thread, and where people are led on."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from kanalkoll.inbox import editor, pages, presence
from kanalkoll.inbox.finding import message_about, message_for, person
from kanalkoll.inbox.happenings import told
from kanalkoll.inbox.models import Presence
from kanalkoll.inbox.queue import read_filters
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.ledger.events import history as events_of
from kanalkoll.municipality.permissions import Refused, powers
from kanalkoll.municipality.roles import Permission

FORMS = {"svara": "reply", "vidare": "pass_on", "avsluta": "no_answer"}


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where a person begins: the inbox, or the accounts for those who read no content."""
    reads = powers(person(request)).somewhere(Permission.READ)
    return redirect("inbox:queue" if reads else "accounts:accounts")


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The list alone."""
    user = person(request)
    if not powers(user).somewhere(Permission.READ):
        raise Refused("Din roll läser inte meddelanden. Gå till Konton eller Riktlinjen.")
    context = pages.list_context(request, user, read_filters(request.GET), now=the_time())
    return render(request, "inbox/queue.html", context | {"showing": "list"})


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, the thread and the decision; `gor` opens one of the forms under the thread."""
    return show(request, pk, opened=FORMS.get(request.GET.get("gor", ""), ""))


@require_safe
def message_of(request: HttpRequest, record: int) -> HttpResponse:
    """The message that a record came in as: rooms below know records only."""
    return redirect("inbox:message", message_about(person(request), record).pk)


def show(
    request: HttpRequest, pk: int, *, opened: str = "", status: int = 200, **extra: object
) -> HttpResponse:
    """Render a message's page, with a form as it was filled in when something stood in the way."""
    user, now = person(request), the_time()
    found = message_for(user, pk)
    context = pages.list_context(request, user, read_filters(request.GET), now=now, current=pk)
    context |= pages.message_context(request, user, found, now=now)
    if opened in FORMS.values() and not context["may"]["handle"]:
        opened = ""
    context |= {"showing": "thread", "opened": opened}
    if status == 409:
        context |= {"latest": pages.latest(found), "on_its_way": pages.on_its_way(found)}
    if opened == "reply":
        form = extra.get("reply_form") or editor.reply_form(
            found, template=request.GET.get("mall", ""), own=request.GET.get("text", ""), now=now
        )
        context |= editor.reply_context(user, found, now=now, form=form)  # type: ignore[arg-type]
    elif opened == "pass_on":
        context["pass_on_form"] = pages.pass_on_form(found, now=now)
    elif opened == "no_answer":
        context["no_answer_form"] = pages.no_answer_form(found, now=now)
    return render(request, "inbox/message.html", context | extra, status=status)


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version and every event of a message, for whoever asks how it came to be."""
    found = message_for(person(request), pk)
    events = [*events_of(found.name), *events_of(found.record.name)]
    events.sort(key=lambda event: event.seq)
    context = {
        "message": found,
        "now": the_time(),
        "versions": found.record.versions.order_by("number"),
        "events": told(events),
        "decisions": found.decisions.select_related("by", "reason__head"),
    }
    return render(request, "inbox/history.html", context)


@require_POST
def looking(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has the message open, or has just left it."""
    user = person(request)
    found = message_for(user, pk)
    if request.POST.get("left"):
        Presence.objects.filter(message=found, user=user).delete()
        return JsonResponse({"others": []})
    others = presence.look(found, by=user, now=the_time())
    return JsonResponse({"others": [each.name for each in others]})


@require_GET
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The platform's own bytes as kept, as a file that no browser runs."""
    found = message_for(person(request), pk)
    raw = bytes(found.record.head.raw) if found.record.head else b""
    headers = {"Content-Disposition": f'attachment; filename="handling-{found.record_id}.json"'}
    return HttpResponse(raw, content_type="application/octet-stream", headers=headers)
