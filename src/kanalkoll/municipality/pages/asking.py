"""What the pages have in common: who asks, and that they may."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse

from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import Refused, may, require
from kanalkoll.municipality.roles import Permission

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def person(request: HttpRequest) -> User:
    """The signed-in person; every page of this room demands one."""
    return cast(User, request.user)


def needing(permission: Permission) -> Callable[[View[P]], View[P]]:
    """A page only for those who hold the permission. Raises Refused before anything is looked up."""

    def guarding(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            require(person(request), permission)
            return view(request, *args, **kwargs)

        return guarded

    return guarding


def may_see_roles(user: User) -> bool:
    """Those who look after roles, and those whose role is to look at everything."""
    return may(user, Permission.MANAGE_PEOPLE) or may(user, Permission.READ)


def require_seeing_roles(user: User) -> None:
    """Raise Refused for those who work with some accounts only."""
    if not may_see_roles(user):
        raise Refused("Din roll ser inte vem som får göra vad. Fråga systemägaren om du behöver veta det.")
