"""The style page and what its scripts talk to, for the browser tests of the parts."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path

from kanalkoll.ui import feedback, views


class SignInForm(forms.Form):
    """The two fields of signing in."""

    username = forms.EmailField(label="E-post", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(label="Lösenord", widget=forms.PasswordInput)


def sent(request: HttpRequest) -> HttpResponse:
    """Takes a reply, as the inbox would, and says so."""
    feedback.say(request, "Svaret skickades.", undo="/", draft="stil-svar")
    return redirect("/_stil/?sida=rutor")


def present(request: HttpRequest) -> HttpResponse:
    """Somebody else is looking."""
    return JsonResponse({"others": ["Mattias Berg"]})


def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page with people to try as."""
    people = [{"key": "1", "name": "Karin Ekholm", "role": "Kommunikatör"}]
    context = {"form": SignInForm(request.POST or None), "demo_people": people, "demo_address": "/demo/"}
    return render(request, "ui/sign_in.html", context)


urlpatterns = [
    path("", login_not_required(sent)),
    path("_stil/", login_not_required(views.style)),
    path("_stil/narvaro/", login_not_required(present)),
    path("skickat/", login_not_required(sent)),
    path("logga-in/", login_not_required(sign_in), name="sign_in"),
    path(
        "fel/<int:status>/", login_not_required(lambda request, status: render(request, f"ui/{status}.html"))
    ),
]
