"""Saved replies: texts to start from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kanalkoll.inbox.finding import person
from kanalkoll.inbox.forms import SavedReplyForm
from kanalkoll.inbox.models import SavedReply
from kanalkoll.inbox.pages import any_handling
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.permissions import Refused, readable_accounts
from kanalkoll.ui.feedback import say


@require_http_methods(["GET", "HEAD", "POST"])
def saved_replies(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The list, and the form for a new or an existing one."""
    user = person(request)
    _allowed(request)
    accounts = list(readable_accounts(user))
    chosen = get_object_or_404(SavedReply, pk=pk) if pk is not None else None
    form = SavedReplyForm(request.POST or None, instance=chosen, accounts=accounts)
    if request.method == "POST" and form.is_valid():
        with writing():
            form.instance.by = user
            form.save()
        say(request, "Det sparade svaret är klart att använda.")
        return redirect("inbox:saved_replies")
    context = {"form": form, "chosen": chosen, "replies": SavedReply.objects.select_related("account")}
    return render(request, "inbox/saved_replies.html", context, status=422 if form.errors else 200)


@require_POST
def drop_saved_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a saved reply; what was sent with it stays."""
    _allowed(request)
    with writing():
        SavedReply.objects.filter(pk=pk).delete()
    say(request, "Det sparade svaret är borttaget.")
    return redirect("inbox:saved_replies")


def _allowed(request: HttpRequest) -> None:
    if not any_handling(person(request)):
        raise Refused("Bara den som svarar på meddelanden har sparade svar.")
