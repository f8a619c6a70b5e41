"""The Django app of the room."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Official documents from the platforms and to them, kept so that nothing can be altered unseen."""

    name = "kanalkoll.records"
    label = "records"
    verbose_name = "Handlingarna"
