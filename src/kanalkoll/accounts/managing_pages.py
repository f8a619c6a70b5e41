"""Pages for looking after accounts: add, change, connect, try, read now, switch off and on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kanalkoll.accounts import managing
from kanalkoll.accounts.forms import AccountForm, ConnectionForm
from kanalkoll.accounts.models import Connection
from kanalkoll.accounts.questions import asked
from kanalkoll.accounts.views import show
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.changing import Unfit
from kanalkoll.municipality.models import Account
from kanalkoll.municipality.pages.asking import needing, person
from kanalkoll.municipality.pages.forms import refuse
from kanalkoll.municipality.roles import Permission
from kanalkoll.platforms.registry import adapters
from kanalkoll.platforms.values import Health
from kanalkoll.ui.feedback import say
from kanalkoll.ui.times import full_time


@require_http_methods(["GET", "HEAD", "POST"])
@needing(Permission.MANAGE_ACCOUNTS)
def add(request: HttpRequest) -> HttpResponse:
    """A new account: first which platform, then what the account is."""
    platform = request.GET.get("plattform", "")
    if platform not in adapters():
        return render(request, "accounts/choose_platform.html", {"platforms": adapters().values()})
    form = AccountForm(request.POST or None, asked=asked(platform))
    if request.method == "POST" and form.is_valid():
        try:
            added = managing.add_account(identity=form.identity(platform), by=person(request), now=the_time())
            say(request, f"{added.name} är upplagt. Anslut det nu, så börjar det läsas.")
            return redirect("accounts:connection", added.pk)
        except Unfit as unfit:
            refuse(form, unfit)
    context = {"form": form, "platform": adapters()[platform].label}
    return render(request, "accounts/account_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needing(Permission.MANAGE_ACCOUNTS)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of an account."""
    account = get_object_or_404(Account, pk=pk)
    form = AccountForm(request.POST or None, asked=asked(account.platform), account=account)
    if request.method == "POST" and form.is_valid():
        identity = form.identity(account.platform)
        try:
            managing.change_account(account, identity=identity, by=person(request), now=the_time())
            say(request, "Uppgifterna är sparade.")
            return redirect("accounts:account", pk)
        except Unfit as unfit:
            refuse(form, unfit)
    context = {"form": form, "account": account}
    return render(request, "accounts/account_form.html", context, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@needing(Permission.MANAGE_ACCOUNTS)
def connection(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the account its keys; they are tried before they are kept."""
    account = get_object_or_404(Account, pk=pk)
    known = Connection.objects.filter(account=account).first()
    form = ConnectionForm(
        request.POST or None, asked=asked(account.platform), interface=known.address if known else ""
    )
    if request.method == "POST" and form.is_valid():
        health = managing.connect_tried(
            account,
            address=form.cleaned_data["interface"],
            secrets=form.secrets,
            by=person(request),
            now=the_time(),
        )
        if health.ok:
            say(request, f"{account.name} är anslutet och läses inom någon minut. {_expiry(health)}".strip())
            return redirect("accounts:account", pk)
        form.add_error(None, f"Anslutningen provades men fungerar inte. {_problem(health)}")
    context = {
        "form": form,
        "account": account,
        "known": known,
        "platform": adapters()[account.platform].label,
    }
    return render(request, "accounts/connection.html", context, status=422 if form.errors else 200)


@require_POST
@needing(Permission.MANAGE_ACCOUNTS)
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Try the connection and say how it went."""
    account = get_object_or_404(Account, pk=pk)
    try:
        health = managing.try_connection(account, by=person(request), now=the_time())
    except Unfit as unfit:
        return show(request, pk, refusal=str(unfit), status=422)
    if health.ok:
        say(request, f"Anslutningen fungerar. {_expiry(health)}".strip())
    else:
        say(request, f"Anslutningen fungerar inte. {health.problem}", tone="late")
    return redirect("accounts:account", pk)


@require_POST
@needing(Permission.MANAGE_ACCOUNTS)
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Read at once."""
    return _done(request, pk, managing.read_now, "Kontot läses inom någon minut.")


@require_POST
@needing(Permission.MANAGE_ACCOUNTS)
def off(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch off."""
    return _done(request, pk, managing.switch_off, "Kontot är avstängt. Inget läses och inget skickas.")


@require_POST
@needing(Permission.MANAGE_ACCOUNTS)
def on(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch on."""
    return _done(request, pk, managing.switch_on, "Kontot är påslaget och läses inom någon minut.")


def _done(request: HttpRequest, pk: int, verb: Callable[..., None], said: str) -> HttpResponse:
    """Run the verb and go back to the account, or show its page with what stands in the way."""
    account = get_object_or_404(Account, pk=pk)
    try:
        verb(account, by=person(request), now=the_time())
    except Unfit as unfit:
        return show(request, pk, refusal=str(unfit), status=422)
    say(request, said)
    return redirect("accounts:account", pk)


def _problem(health: Health) -> str:
    """What is wrong; what passes by itself is not tried again by us, since nothing has been kept."""
    if health.error_class in {"transient", "rate_limited", "quota_exhausted"}:
        return "Plattformen svarar inte just nu. Pröva igen om en stund."
    return health.problem or ""


def _expiry(health: Health) -> str:
    return f"Nyckeln gäller till {full_time(health.expires_at)}." if health.expires_at else ""
