"""Controls about removing what others have written: grounds, acts, evidence, and who is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from kanalkoll.policy.codes import ActCode, GroundCode
from kanalkoll.policy.register import TextName, control

ConditionCode = Literal["disposal_class", "disposal_decision", "not_current", "standing_disposal_decision"]


@control("removal_grounds", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalGrounds:
    """Vad som ska eller får tas bort."""

    grounds: Annotated[tuple[GroundCode, ...], "grunderna, med ordlistans koder"]
    list_is: Annotated[
        Literal["closed", "examples", "statutory", "house_rules"],
        "sluten lista, exempel, lagens lista eller husregler för besökare",
    ] = "closed"
    strength: Annotated[Literal["must", "may"], "om det ska eller får tas bort"] = "must"
    second_reader: Annotated[bool, "om en andra person ska godkänna"] = False
    needs_reason: Annotated[bool, "om den som tar bort ska skriva varför"] = False
    urgent: Annotated[bool, "om det ska gå före allt annat"] = False
    asks: Annotated[
        tuple[Literal["event", "whose_data", "how_sensitive"], ...],
        "frågor att svara på innan något tas bort",
    ] = ()
    outside: Annotated[
        Literal["refuse", "reason", "comms_unit"],
        "vad som gäller utanför listan: går inte, går med skäl, avgörs av kommunikationsenheten",
    ] = "refuse"


@control("house_rules", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRules:
    """Reglerna för besökare, som visas för alla, och vilken grund ett brott mot dem motsvarar."""

    rules: Annotated[Mapping[str, GroundCode], "regel och motsvarande grund"] = field(default_factory=dict)


@control("ground_exception", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class GroundException:
    """Ett undantag från en grund: systemet frågar, och ett ja gör att inlägget får vara kvar."""

    ground: Annotated[GroundCode, "grunden som har ett undantag"]
    unless: Annotated[Literal["event"], "undantaget: det gäller ett evenemang"]


@control("refer_on_removal", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReferOnRemoval:
    """Den som får något borttaget på vissa grunder hänvisas först vidare med ett svar."""

    grounds: Annotated[tuple[GroundCode, ...], "grunderna det gäller"]
    refer_to: Annotated[tuple[str, ...], "vart deltagarna hänvisas"]
    text: Annotated[TextName | None, "mall för hänvisningen"] = None
    second_person: Annotated[bool, "om en andra person ska godkänna borttagningen"] = False


@control("removal_speed", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalSpeed:
    """Hur fort något ska bort, räknat från att det upptäcktes."""

    speed: Annotated[Literal["promptly", "as_soon_as_possible"], "skyndsamt eller så snart som möjligt"]
    grounds: Annotated[tuple[GroundCode, ...], "grunderna det gäller; ingen uppräkning betyder alla"] = ()
    applies_to: Annotated[
        tuple[Literal["comments", "viewpoints", "replies", "own_posts"], ...], "vad det gäller"
    ] = ("comments",)
    on_grounds: Annotated[
        tuple[Literal["law", "directives", "guidelines"], ...], "allmänna grunder utöver listan"
    ] = ()


@control("removal_acts", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalActs:
    """Vilka sätt att ta bort som finns, och vilket som är det vanliga."""

    acts: Annotated[tuple[ActCode, ...], "dölja, avpublicera, radera"]
    default_act: Annotated[ActCode, "det vanliga sättet"]
    hiding_counts: Annotated[bool, "om det räcker att dölja för att något ska räknas som borttaget"] = False


@control("disposal_decision", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalDecision:
    """Att ta bort är att gallra, och det kräver ett beslut."""

    acts: Annotated[tuple[ActCode, ...], "vilka sätt att ta bort som kräver beslutet"]
    conditions: Annotated[tuple[ConditionCode, ...], "vad som ska vara uppfyllt"]
    standing_decision: Annotated[
        str | None, "kommunens stående gallringsbeslut, om det finns: nämnd, datum och paragraf"
    ] = None


@control("moderation_exception", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationException:
    """Moderering är ett undantag: varje borttagning kräver skäl, och antalet redovisas per konto."""

    notice_above: Annotated[int | None, "antal per konto och månad som ger en påminnelse"] = None


@control("evidence_before_removal", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceBeforeRemoval:
    """Innan något tas bort säkras det. Misstänkt barnpornografi är undantagen: den kopieras aldrig."""

    capture: Annotated[Literal["screenshot", "copy"], "skärmdump eller annan kopia"] = "copy"
    sender: Annotated[bool, "om uppgifter om avsändaren ska finnas med"] = False
    store: Annotated[Literal["evidence_vault", "appointed_place", "other_medium"], "var kopian förvaras"] = (
        "evidence_vault"
    )


@control("removal_reported", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalReported:
    """Borttagningar som har gjorts utan säkrad kopia rapporteras."""

    to: Annotated[Literal["unit_manager", "comms_unit"], "vem som får veta"] = "unit_manager"


@control("removal_registered", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalRegistered:
    """Det borttagna diarieförs."""

    when: Annotated[Literal["always", "secrecy", "preserved"], "alltid, vid sekretess, när det ska bevaras"]


@control("police_report", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceReport:
    """Brottsligt innehåll polisanmäls. Brott som den drabbade själv avgör om de ska anmälas undantas."""

    strength: Annotated[Literal["must", "offer"], "om anmälan ska göras eller bara erbjuds"] = "must"
    skip_needs: Annotated[Literal["manager_reason", "reason"], "vad som krävs för att avstå"] = (
        "manager_reason"
    )
    grounds: Annotated[tuple[GroundCode, ...], "grunderna det gäller; tomt betyder alla brott"] = ()


@control("platform_report", room="moderation")
@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformReport:
    """Olämpligt och olagligt innehåll anmäls vid behov också till plattformen."""

    when: Annotated[Literal["when_needed", "always"], "vid behov eller alltid"] = "when_needed"
