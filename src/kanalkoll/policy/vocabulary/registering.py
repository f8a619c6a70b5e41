"""Controls about the diary: what is registered, what need not be, what goes with it and where."""

from dataclasses import dataclass
from typing import Annotated, Literal

from kanalkoll.policy.codes import CriterionCode, ExemptCode
from kanalkoll.policy.register import control


@control("registration_default", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationDefault:
    """Vad som gäller när inget särskilt talar för eller emot diarieföring."""

    decision: Annotated[
        Literal["assess", "register", "ordered"], "bedöms från fall till fall, diarieförs, hålls ordnad"
    ]


@control("registration_criteria", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationCriteria:
    """När något ska diarieföras."""

    criteria: Annotated[tuple[CriterionCode, ...], "vad som talar för diarieföring"]
    are: Annotated[Literal["closed", "examples"], "uttömmande lista eller exempel"] = "closed"


@control("registration_exempt", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationExempt:
    """När något inte behöver diarieföras."""

    reasons: Annotated[tuple[ExemptCode, ...], "skäl att låta bli"]


@control("ordered_alternative", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedAlternative:
    """I stället för diarieföring får en handling hållas ordnad, så att den går att hitta igen."""

    barred_if: Annotated[tuple[Literal["contains_secrecy"], ...], "när det inte får göras"] = (
        "contains_secrecy",
    )


@control("registration_includes", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationIncludes:
    """Vad som ska följa med till diariet."""

    parts: Annotated[tuple[Literal["reply", "thread"], ...], "svaret, hela tråden"]


@control("diary_destination", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryDestination:
    """Vart det som ska diarieföras skickas."""

    to: Annotated[str, "mottagaren: en adress eller den som berörs"]
    applies_to: Annotated[Literal["all", "secrecy"], "allt, eller bara det som rör sekretess"] = "all"


@control("advice_contact", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceContact:
    """Vem man frågar när man är osäker på om något ska diarieföras."""

    contact: Annotated[str, "den som ger råd"]
