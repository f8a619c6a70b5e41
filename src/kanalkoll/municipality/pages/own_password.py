"""Choosing one's own password: whenever one likes, and always after having been given a temporary one."""

from typing import cast

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.models import User
from kanalkoll.municipality.pages.forms import OwnPasswordForm
from kanalkoll.municipality.people import choose_password
from kanalkoll.ui.feedback import say

OPEN_TO_ALL = frozenset({"own_password", "sign_out"})


class OwnPassword(PasswordChangeView):
    """The page "Byt lösenord". Other places where the person is signed in are signed out."""

    form_class = OwnPasswordForm
    template_name = "municipality/own_password.html"
    success_url = reverse_lazy("start")

    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        """Keep the new password, and stay signed in here."""
        user = cast(User, form.user)
        choose_password(user, password=form.cleaned_data["new_password1"], now=the_time())
        update_session_auth_hash(self.request, user)
        say(self.request, "Ditt nya lösenord gäller från nu.")
        return redirect(self.get_success_url())

    def form_invalid(self, form: OwnPasswordForm) -> HttpResponse:
        """The page again, with what to mend."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


def must_choose(request: HttpRequest) -> HttpResponse | None:
    """The way to the page for somebody with a temporary password, whatever page they ask for."""
    user = request.user
    if not isinstance(user, User) or user.temporary_password_at is None:
        return None
    match = request.resolver_match
    return None if match and match.view_name in OPEN_TO_ALL else redirect("own_password")
