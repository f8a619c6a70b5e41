"""A local model's opinion of a text, where the municipality has put one in.

It is stored with the screening and shown as what it is, and nothing else ever reads it: it neither decides, folds nor
urges, makes no mark in the queue and is in no figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings

from kanalkoll.language import SUGGESTED
from kanalkoll.language.model import Model, ModelFault, read
from kanalkoll.screening.folders import Unreadable, files_in
from kanalkoll.screening.wording import label

MOST_BYTES = 300_000_000
log = structlog.get_logger("kanalkoll.screening")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model thought of a text, and which model it was. `digest` is the SHA-256 of its manifest."""

    name: str
    version: str
    digest: str
    scores: Mapping[str, float]

    @property
    def suggested(self) -> list[tuple[str, int]]:
        """What it is fairly sure of, in words and per cent, the surest first."""
        sure = sorted(
            ((score, code) for code, score in self.scores.items() if score >= SUGGESTED), reverse=True
        )
        return [(label(code), round(score * 100)) for score, code in sure]

    @property
    def short_digest(self) -> str:
        """Enough of the digest to tell one model from another."""
        return self.digest[:12]


def model() -> Model | None:
    """The model in the folder that the settings name; None when they name none. Raises ModelFault."""
    folder: Path | None = settings.KANALKOLL_MODEL
    return _loaded(folder) if folder else None


def kept(stored: Mapping[str, Any] | None) -> Opinion | None:
    """An opinion as it was stored with a screening; None where there was no model, or it was sure of nothing."""
    opinion = Opinion(**stored) if stored else None
    return opinion if opinion and opinion.suggested else None


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
        return read(files_in(folder, most_bytes=MOST_BYTES))
    except Unreadable as error:
        raise ModelFault(str(error)) from error
