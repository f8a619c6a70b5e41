"""The Django app of the room: its commands and its templates."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Management commands and the pages that belong to no other room."""

    name = "kanalkoll.config"
    label = "config"
