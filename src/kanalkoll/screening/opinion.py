"""A local model's opinion of a text, where the municipality has put one in.

It is stored with the screening and shown as what it is, and nothing else ever reads it: it neither decides, folds nor
urges, makes no mark in the queue and is in no figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import structlog
from django.conf import settings

from kanalkoll.language.model import Model, ModelFault, read

MOST_BYTES = 300_000_000
log = structlog.get_logger("kanalkoll.screening")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model thought of a text, and which model it was. `digest` is the SHA-256 of its manifest."""

    name: str
    version: str
    digest: str
    scores: Mapping[str, float]


def model() -> Model | None:
    """The model in the folder that the settings name; None when they name none. Raises ModelFault."""
    folder: Path | None = settings.KANALKOLL_MODEL
    return _loaded(folder) if folder else None


def opinion_of(text: str) -> Opinion | None:
    """The model's opinion; None without a model. A model that fails is as no model: nothing hangs on it."""
    try:
        asked = model()
        return Opinion(asked.name, asked.version, asked.digest, asked.scores(text)) if asked else None
    except Exception as error:
        log.warning("model failed", error_class=type(error).__name__)
        return None


@lru_cache(maxsize=1)
def _loaded(folder: Path) -> Model:
    try:
        files = [file for file in sorted(folder.iterdir()) if file.is_file()]
        size = sum(file.stat().st_size for file in files)
        if size > MOST_BYTES:
            raise ModelFault(
                f"Modellens mapp är {size // 1_000_000} MB. Högst {MOST_BYTES // 1_000_000} MB läses."
            )
        return read({file.name: file.read_bytes() for file in files})
    except OSError as error:
        raise ModelFault(
            f"Mappen {folder} går inte att läsa. Kontrollera sökvägen och rättigheterna."
        ) from error
