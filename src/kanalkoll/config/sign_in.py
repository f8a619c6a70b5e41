"""Signing in with e-mail and password; an address or a password that does not fit gets the same answer."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kanalkoll.ledger.clock import now

MOST_TRIES = 10
PAUSE = timedelta(minutes=10)


class SignIn(LoginView):
    """The sign-in page, with a limit that stands before the costly password check."""

    template_name = "ui/sign_in.html"
    redirect_authenticated_user = True
    authentication_form = AuthenticationForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse further tries for a while after too many from the same place or for the same address."""
        keys = [f"sign_in:{kind}:{value}" for kind, value in _who(request)]
        if any(cache.get(key, 0) >= MOST_TRIES for key in keys):
            return render(request, "ui/too_many_tries.html", {"minutes": 10, "at": now()}, status=429)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        if answer.status_code != 302:
            for key in keys:
                cache.set(key, cache.get(key, 0) + 1, PAUSE.total_seconds())
        return answer


def _who(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        ("place", _place(request)),
        ("address", request.POST.get("username", "").strip().lower()[:200]),
    ]


def _place(request: HttpRequest) -> str:
    """Where the request comes from: the address that the outermost of our own proxies saw."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.ENVIRONMENT.proxies
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    # Only as many as we have proxies are believed; what lies further left anybody can have written.
    return passed[-proxies] if 0 < proxies <= len(passed) else seen
