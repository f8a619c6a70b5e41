"""The few pages that belong to no room: the style page, and what is said when a page cannot be shown."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kanalkoll.ui import samples

RETRY_SECONDS = 60


def style(request: HttpRequest) -> HttpResponse:
    """Every part with realistic content, as a page or (`?sida=rutor`) as the three panes.

    For those who build and for the tests; mount it only in demo.
    """
    template = "ui/style_panes.html" if request.GET.get("sida") == "rutor" else "ui/style.html"
    return render(request, template, samples.page() | {"showing": request.GET.get("visar", "thread")})


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent could not be understood."""
    return _said_plainly(400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not do this."""
    return _said_plainly(403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing at this address."""
    return _said_plainly(404)


def fault(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours."""
    return _said_plainly(500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer; says when to come back."""
    return _said_plainly(503, {"Retry-After": str(RETRY_SECONDS)})


def _said_plainly(status: int, headers: Mapping[str, str] | None = None) -> HttpResponse:
    # Rendered without the request: a page about a fault must not need session, user or database.
    page = render_to_string(f"ui/{status}.html")
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store", **(headers or {})})
