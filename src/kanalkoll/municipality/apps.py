"""The Django app of the room."""

from django.apps import AppConfig


class MunicipalityConfig(AppConfig):
    """Units, people, roles, accounts, adopted guidelines."""

    name = "kanalkoll.municipality"
    label = "municipality"
    verbose_name = "Kommunen"
