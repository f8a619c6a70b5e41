"""Saved replies: texts to start from."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kanalkoll.inbox.finding import person
from kanalkoll.inbox.forms import SavedReplyForm
from kanalkoll.inbox.models import SavedReply
from kanalkoll.inbox.pages import any_handling
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import Refused, readable_accounts
from kanalkoll.ui.feedback import say


@require_http_methods(["GET", "HEAD", "POST"])
def saved_replies(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The list, and the form for a new or an existing one."""
    user = person(request)
    _allowed(request)
    accounts = list(readable_accounts(user))
    chosen = get_object_or_404(_shown_to(user), pk=pk) if pk is not None else None
    form = SavedReplyForm(request.POST or None, initial=_as_it_stands(chosen), accounts=accounts)
    if request.method == "POST" and form.is_valid():
        _keep(chosen or SavedReply(), form.cleaned_data, by=user)
        say(request, "Det sparade svaret är klart att använda.", draft=f"sparat-{pk or 'nytt'}")
        return redirect("inbox:saved_replies")
    context = {"form": form, "chosen": chosen, "replies": _shown_to(user)}
    return render(request, "inbox/saved_replies.html", context, status=422 if form.errors else 200)


@require_POST
def drop_saved_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a saved reply; what was sent with it stays."""
    _allowed(request)
    with writing():
        get_object_or_404(_shown_to(person(request)), pk=pk).delete()
    say(request, "Det sparade svaret är borttaget.")
    return redirect("inbox:saved_replies")


def _shown_to(user: User) -> QuerySet[SavedReply]:
    """Those for every account, and those for the accounts this person reads."""
    mine = list(readable_accounts(user).values_list("pk", flat=True))
    return SavedReply.objects.filter(Q(account=None) | Q(account__in=mine)).select_related("account")


def _as_it_stands(chosen: SavedReply | None) -> dict[str, Any]:
    if chosen is None:
        return {}
    return {"title": chosen.title, "text": chosen.text, "account": chosen.account_id}


def _keep(reply: SavedReply, given: dict[str, Any], *, by: User) -> None:
    with writing():
        reply.title, reply.text, reply.account, reply.by = given["title"], given["text"], given["account"], by
        reply.save()


def _allowed(request: HttpRequest) -> None:
    if not any_handling(person(request)):
        raise Refused("Bara den som svarar på meddelanden har sparade svar.")
