"""What a person does with one message: find, form, verb, redirect."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kanalkoll.accounts import outbox
from kanalkoll.accounts.outbox import NotSettled
from kanalkoll.inbox import crisis, editor, forms, handling, pages, registering, replying, reviewing
from kanalkoll.inbox.acting import NotNow, SomebodyElse
from kanalkoll.inbox.finding import message_for, person
from kanalkoll.inbox.models import Message
from kanalkoll.inbox.queue import read_filters
from kanalkoll.inbox.replying import ReplyStopped
from kanalkoll.inbox.views import show
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.guidelines import in_force
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.screening.verdicts import NoSuchHit
from kanalkoll.ui.feedback import say


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an answer."""
    user, now = person(request), the_time()
    found = message_for(user, pk)
    form = editor.reply_form(found, request.POST)

    def send(given: dict[str, Any]) -> None:
        replying.answer(
            pk,
            text=given["text"],
            by=user,
            now=now,
            author=given["author"],
            revision=given["revision"],
            prompts_reason=given["prompts_reason"],
            signed=given["signed"],
        )
        say(request, "Svaret är på väg. Det syns i tråden så snart plattformen har tagit emot det.",
            draft=f"svar-{pk}")  # fmt: skip

    return _carry_out(request, found, form, "reply", send)


@require_POST
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass the question on."""
    user, now = person(request), the_time()
    found = message_for(user, pk)
    form = pages.pass_on_form(found, now=now, data=request.POST)

    def send(given: dict[str, Any]) -> None:
        handling.pass_on(
            pk,
            by=user,
            now=now,
            to_user=form.to_user,
            to_unit=form.to_unit,
            ordinary_channel=given["ordinary_channel"],
            holding_text=given["holding_text"],
            note=given["note"],
            revision=given["revision"],
        )
        say(
            request, "Frågan är vidareskickad.", undo=reverse("inbox:reopen", args=[pk]), draft=f"vidare-{pk}"
        )

    return _carry_out(request, found, form, "pass_on", send)


@require_POST
def no_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide that no answer is needed."""
    user, now = person(request), the_time()
    found = message_for(user, pk)
    form = pages.no_answer_form(found, now=now, data=request.POST)

    def send(given: dict[str, Any]) -> None:
        handling.close(
            pk, ground=given["ground"], reason=given["reason"], by=user, now=now, revision=given["revision"]
        )
        say(request, "Klart. Inget svar behövs.", undo=reverse("inbox:reopen", args=[pk]))

    return _carry_out(request, found, form, "no_answer", send)


@require_POST
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide about registration."""
    user, now = person(request), the_time()
    found = message_for(user, pk)
    form = pages.registration_form(found, registering.advice(found, now=now), request.POST)

    def send(given: dict[str, Any]) -> None:
        registering.register(
            pk,
            decision=given["decision"],
            criteria=given["criteria"],
            reason=given["reason"],
            by=user,
            now=now,
            revision=given["revision"],
        )
        say(request, "Beslutet om handlingen är sparat.")

    return _carry_out(request, found, form, "registration", send, stay=True, permission=Permission.REGISTER)


@require_POST
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the message an owner."""
    user = person(request)
    found = message_for(user, pk)
    form = pages.assign_form(found, request.POST)

    def send(given: dict[str, Any]) -> None:
        handling.assign(pk, to=given["to"], by=user, now=the_time(), revision=given["revision"])
        say(request, f"Ansvarig: {given['to'] or 'ingen'}.")

    return _carry_out(request, found, form, "assign", send, stay=True)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an internal note."""
    user = person(request)
    found = message_for(user, pk)
    form = forms.NoteForm(request.POST)

    def send(given: dict[str, Any]) -> None:
        handling.note(pk, text=given["text"], by=user, now=the_time())
        say(request, "Anteckningen är sparad.", draft=f"anteckning-{pk}")

    return _carry_out(request, found, form, "note", send, stay=True)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo an ending."""
    user = person(request)
    found = message_for(user, pk)

    def send(given: dict[str, Any]) -> None:
        handling.reopen(pk, by=user, now=the_time())
        say(request, "Ärendet är öppet igen.")

    return _carry_out(request, found, forms.RevisionForm(request.POST), "", send, stay=True)


@require_POST
def no_danger(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody was in danger: the alarm goes, and the rules are told that they were wrong."""
    user = person(request)
    found = message_for(user, pk)

    def put_right(given: dict[str, Any]) -> None:
        crisis.no_danger(pk, by=user, now=the_time())
        say(request, "Tack. Larmet är borttaget, och ärendet står på sin vanliga plats i kön.",
            undo=reverse("inbox:danger_after_all", args=[pk]))  # fmt: skip

    return _carry_out(request, found, forms.RevisionForm(request.POST), "", put_right, stay=True)


@require_POST
def danger_after_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody may be in danger after all."""
    user = person(request)
    found = message_for(user, pk)

    def put_back(given: dict[str, Any]) -> None:
        if crisis.danger_after_all(pk, by=user, now=the_time()):
            say(request, "Larmet är tillbaka.")
        else:
            say(request, "Det fanns inget kvar att ta tillbaka.", tone="info")

    return _carry_out(request, found, forms.RevisionForm(request.POST), "", put_back, stay=True)


@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What there is to say of a draft, while it is being written or by a button. Keeps nothing, logs nothing."""
    user, now = person(request), the_time()
    found = message_for(user, pk)
    require(user, Permission.HANDLE, found.account_id)
    if not request.htmx:  # type: ignore[attr-defined]
        return show(request, pk, opened="reply", reply_form=editor.reply_form(found, request.POST))
    text, author = (request.POST.get(name, "") for name in ("text", "author"))
    context = editor.draft_context(user, text, author=author, guideline=in_force(now), now=now)
    answer = render(request, "inbox/draft.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def settling(settle: outbox.Settle) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view by which a person settles an act whose outcome is unknown; `settle` tells the verb's room."""

    @require_POST
    def outcome(request: HttpRequest, pk: int) -> HttpResponse:
        user, now = person(request), the_time()
        found = message_for(user, pk)
        require(user, Permission.SETTLE, found.account_id)
        happened = request.POST.get("happened") == "yes"
        if found.pending is not None:
            try:
                outbox.settle_by_person(found.pending, happened=happened, by=user, now=now, settle=settle)
                say(request, "Tack. Nu vet vi hur det gick.")
            except NotSettled as error:
                say(request, str(error), tone="info")
        return redirect("inbox:message", pk)

    return outcome


def _carry_out(
    request: HttpRequest,
    found: Message,
    form: Form,
    opened: str,
    verb: Callable[[dict[str, Any]], None],
    *,
    stay: bool = False,
    permission: Permission = Permission.HANDLE,
) -> HttpResponse:
    """Run the verb, or show the page again with everything that was typed and what stands in the way.

    Who may not do it at all is told so before anything that was typed is looked at.
    """
    require(person(request), permission, found.account_id)
    shown = {f"{opened}_form": form} if opened else {}
    if not form.is_valid():
        return show(request, found.pk, opened=opened, status=422, **shown)
    try:
        verb(form.cleaned_data)
    except ReplyStopped as stopped:
        stopping = reviewing.notices(stopped.prompts, guideline=in_force(the_time()))
        return show(request, found.pk, opened=opened, status=422, stopping=stopping, **shown)
    except SomebodyElse as error:
        # What was typed stays, and counts as seen from here: the next press is made knowing what happened.
        typed = request.POST.copy()
        typed["revision"] = str(error.message.revision)
        form.data = typed
        return show(request, found.pk, opened=opened, status=409, conflict=str(error), **shown)
    except (NotNow, NoSuchHit) as error:
        form.add_error(None, str(error))
        return show(request, found.pk, opened=opened, status=422, refusal=str(error), **shown)
    query = read_filters(request.GET).query()
    target = reverse("inbox:message", args=[found.pk]) if stay else reverse("inbox:queue")
    return redirect(f"{target}?{query}" if query else target)
