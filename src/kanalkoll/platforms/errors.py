"""Every way a platform can fail us, as one table: try again or not, does a person have to act, and what to
tell her.

A caller makes its decision from the class alone. `detail` is the platform's own words for the person who
has to understand; it may name people and is never written to a log.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

ErrorClass = Literal[
    "auth_expired",
    "auth_revoked",
    "permission_missing",
    "account_restricted",
    "content_rejected",
    "media_rejected",
    "media_not_ready",
    "media_unreachable",
    "duplicate",
    "not_found",
    "window_closed",
    "unsupported",
    "rate_limited",
    "quota_exhausted",
    "payment_required",
    "api_version_retired",
    "transient",
    "outcome_unknown",
    "contract_violation",
]
Retry = Literal[
    "no",
    "after_refresh",
    "poll",
    "after_selfcheck",
    "at_reset",
    "backoff_if_idempotent",
    "reconcile",
    "reconcile_only",
]
Human = Literal["no", "yes", "if_not_found_or_ambiguous"]


@dataclass(frozen=True, slots=True)
class Failure:
    """What follows from an error class: `reconcile_only` means never call again before having read back."""

    retry: Retry
    human: Human
    message: str


class PlatformError(Exception):
    """A call to a platform did not go as asked.

    `retry_after` is a delay in seconds counted from now, when the platform named one; this room has no clock.
    """

    def __init__(
        self,
        error_class: ErrorClass,
        message: str = "",
        *,
        retry_after: float | None = None,
        detail: str = "",
    ) -> None:
        self.error_class: ErrorClass = error_class
        self.message = message or FAILURES[error_class].message
        self.retry_after = retry_after
        self.detail = detail
        super().__init__(error_class)

    @property
    def failure(self) -> Failure:
        return FAILURES[self.error_class]


FAILURES: Mapping[ErrorClass, Failure] = MappingProxyType(
    {
        "auth_expired": Failure(
            "after_refresh",
            "no",
            "Inloggningen till kontot har gått ut och behöver förnyas. Går det inte av sig självt: anslut "
            "kontot igen.",
        ),
        "auth_revoked": Failure(
            "no",
            "yes",
            "Plattformen godtar inte längre kontots inloggning. Någon kan ha bytt lösenord eller tagit bort "
            "behörigheten. Anslut kontot igen.",
        ),
        "permission_missing": Failure(
            "no",
            "yes",
            "Kontots inloggning har inte behörighet till detta. Be den som äger sidan att ge behörigheten, "
            "och anslut kontot igen.",
        ),
        "account_restricted": Failure(
            "no",
            "yes",
            "Plattformen har begränsat kontot. Logga in på plattformen och läs vad som har hänt innan du "
            "försöker igen.",
        ),
        "content_rejected": Failure(
            "no",
            "yes",
            "Plattformen tog inte emot innehållet. Läs plattformens skäl, ändra texten och försök igen.",
        ),
        "media_rejected": Failure(
            "no",
            "yes",
            "Plattformen tog inte emot bilden eller filmen. Kontrollera format och storlek och välj en "
            "annan fil.",
        ),
        "media_not_ready": Failure(
            "poll",
            "no",
            "Plattformen bearbetar fortfarande bilden eller filmen. Vi frågar igen om en stund.",
        ),
        "media_unreachable": Failure(
            "after_selfcheck",
            "no",
            "Plattformen kunde inte hämta bilden eller filmen hos oss. "
            "Vi kontrollerar adressen och försöker därefter igen.",
        ),
        "duplicate": Failure(
            "reconcile",
            "no",
            "Plattformen säger att detta redan finns där. Vi läser efter innan något mer görs.",
        ),
        "not_found": Failure(
            "no",
            "no",
            "Det finns inte längre hos plattformen. Det kan vara borttaget, eller så får kontot inte "
            "längre se det.",
        ),
        "window_closed": Failure(
            "no",
            "yes",
            "Tiden då plattformen tillåter svar har gått ut. Svara på annat sätt, till exempel via e-post "
            "eller telefon.",
        ),
        "unsupported": Failure(
            "no",
            "yes",
            "Detta går inte att göra härifrån på den här plattformen. Gör det direkt på plattformen och "
            "anteckna det här.",
        ),
        "rate_limited": Failure(
            "at_reset",
            "no",
            "Plattformen ber oss vänta, för att vi har frågat för ofta. Vi fortsätter så snart vi får.",
        ),
        "quota_exhausted": Failure(
            "at_reset",
            "no",
            "Dygnets utrymme hos plattformen är slut. Vi fortsätter när det fylls på.",
        ),
        "payment_required": Failure(
            "no",
            "yes",
            "Plattformen kräver betalning för detta. Kontrollera avtalet eller saldot hos plattformen.",
        ),
        "api_version_retired": Failure(
            "no",
            "yes",
            "Plattformen har stängt den teknik som Kanalkoll använder. Kanalkoll behöver uppdateras.",
        ),
        "transient": Failure(
            "backoff_if_idempotent",
            "no",
            "Plattformen gick inte att nå just nu. Ingenting har ändrats där. Vi försöker igen.",
        ),
        "outcome_unknown": Failure(
            "reconcile_only",
            "if_not_found_or_ambiguous",
            "Kan redan vara utfört. Svaret från plattformen kom inte fram. Gör inte om det: vi läser "
            "först efter hos plattformen.",
        ),
        "contract_violation": Failure(
            "no",
            "yes",
            "Plattformen svarade på ett sätt som vi inte förstår. Kontrollera kontots adress, "
            "och hör av dig till den som sköter systemet.",
        ),
    }
)
