"""The Django app of the room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the room's docstring."""

    name = "kanalkoll.accounts"
    label = "accounts"
    verbose_name = "Konton"
