"""The Django app of the room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look and the parts of every page."""

    name = "kanalkoll.ui"
    label = "ui"
