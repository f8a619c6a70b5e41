"""The Django app of the room."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """See the room's docstring."""

    name = "kanalkoll.inbox"
    label = "inbox"
    verbose_name = "Inkorg"
