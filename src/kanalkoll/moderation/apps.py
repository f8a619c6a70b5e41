"""The Django app of the room."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """See the room's docstring."""

    name = "kanalkoll.moderation"
    label = "moderation"
    verbose_name = "Borttagning"
