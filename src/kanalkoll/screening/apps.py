"""The Django app of the room."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """See the room's docstring."""

    name = "kanalkoll.screening"
    label = "screening"
    verbose_name = "Granskning"
