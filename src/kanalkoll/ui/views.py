"""The few pages that belong to no room: the style page, and the page for when the database is away."""

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


def unavailable(request: HttpRequest) -> HttpResponse:
    """Says that the database does not answer. Reads nothing: no session, no user, no context processor."""
    headers = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
