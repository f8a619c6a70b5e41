"""Refusals turned into pages: what somebody may not do, a password not their own, a database that does not answer."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from kanalkoll.municipality.pages.own_password import must_choose
from kanalkoll.municipality.permissions import Refused
from kanalkoll.ui.views import unavailable

Next = Callable[[HttpRequest], HttpResponseBase]


class _Middleware:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)


class database_gone(_Middleware):
    """The database is away: say so in plain words, with a time to come back, and lose nothing."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """503 for a lost database, otherwise nothing."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        return unavailable(request)


class refusals(_Middleware):
    """A verb that refuses becomes a page that says what was missing."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """403 with the verb's own sentence."""
        if not isinstance(exception, Refused):
            return None
        return render(request, "ui/403.html", {"reason": str(exception)}, status=403)


class own_password(_Middleware):
    """Somebody who signed in with a temporary password chooses their own before anything else."""

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """The way to the page, otherwise nothing."""
        return must_choose(request)
