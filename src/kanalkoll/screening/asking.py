"""Who is asking, and for which days: what every page of the room begins with."""

from datetime import datetime, timedelta
from typing import cast

from django.http import HttpRequest

from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import Refused, powers
from kanalkoll.municipality.roles import Permission
from kanalkoll.ui.given import number

PERIODS = {30: "30 dagar", 90: "90 dagar", 365: "Ett år"}
USUAL = 90


def reader(request: HttpRequest) -> User:
    """The signed-in person, who reads content somewhere. Raises Refused."""
    user = cast(User, request.user)
    if not powers(user).somewhere(Permission.READ):
        raise Refused("Din roll läser inte meddelanden, och därför inte granskningen av dem.")
    return user


def days(request: HttpRequest) -> int:
    """How many days back the page looks; what makes no sense in the address is the usual."""
    asked = number(request.GET.get("dagar", ""))
    return asked if asked in PERIODS else USUAL


def since(request: HttpRequest, now: datetime) -> datetime:
    """When that period began."""
    return now - timedelta(days=days(request))
