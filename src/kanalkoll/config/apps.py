"""The Django app of the room: its commands and its templates."""

from django.apps import AppConfig

from kanalkoll.config.environment import BadEnvironment
from kanalkoll.language.model import ModelFault
from kanalkoll.language.name_pack import NamePackFault
from kanalkoll.screening.names import names
from kanalkoll.screening.opinion import model


class ConfigConfig(AppConfig):
    """Management commands and the pages that belong to no other room."""

    name = "kanalkoll.config"
    label = "config"

    def ready(self) -> None:
        """Files that have been changed stop the start, as any setting that cannot be used does."""
        faults = []
        try:
            model()
        except ModelFault as fault:
            faults.append(f"KANALKOLL_MODEL: {fault}")
        try:
            names()
        except NamePackFault as fault:
            faults.append(f"KANALKOLL_NAMES: {fault}")
        if faults:
            raise BadEnvironment("\n- ".join(("Inställningarna går inte att använda:", *faults)))
