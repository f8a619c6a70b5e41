"""The Django app of the room: its commands and its templates."""

from django.apps import AppConfig

from kanalkoll.config.environment import BadEnvironment
from kanalkoll.language.model import ModelFault
from kanalkoll.screening.opinion import model


class ConfigConfig(AppConfig):
    """Management commands and the pages that belong to no other room."""

    name = "kanalkoll.config"
    label = "config"

    def ready(self) -> None:
        """A model that has been changed stops the start, as any setting that cannot be used does."""
        try:
            model()
        except ModelFault as fault:
            raise BadEnvironment(
                f"Inställningarna går inte att använda:\n- KANALKOLL_MODEL: {fault}"
            ) from fault
