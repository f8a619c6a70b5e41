"""The Django app of the room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Events and the tamper-evident log; actors and objects as plain ids, never content."""

    name = "kanalkoll.ledger"
    label = "ledger"
    verbose_name = "Händelseloggen"
