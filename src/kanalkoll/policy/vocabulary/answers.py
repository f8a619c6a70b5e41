"""Controls about answering: what must be answered, by whom, as whom, and what an answer should not do."""

from dataclasses import dataclass
from typing import Annotated, Literal

from kanalkoll.policy.codes import MessageKind, NoAnswerCode
from kanalkoll.policy.register import TextName, control

SignaturePart = Literal["name", "first_name", "title", "unit", "title_or_unit", "municipality"]
Place = Literal["inbox", "thread", "reply_editor", "passing_on", "registration", "removal"]


@control("must_answer", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class MustAnswer:
    """Det som kommer in ska besvaras. Bara de undantag som räknas upp får lämnas utan svar."""

    kinds: Annotated[tuple[MessageKind, ...], "vilka slags meddelanden som ska besvaras"] = (
        "comment",
        "message",
        "visitor_post",
    )
    exempt: Annotated[tuple[NoAnswerCode, ...], "grunder för att ändå inte svara"] = ()


@control("no_answer_grounds", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswerGrounds:
    """Allt behöver inte besvaras. Här står vilka skäl som godtas."""

    grounds: Annotated[tuple[NoAnswerCode, ...], "grunder för att inte svara"]


@control("handling_decision", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingDecision:
    """Varje meddelande ska få ett ställningstagande: svar, vidare, inget svar, borttaget."""

    judge_by: Annotated[
        tuple[Literal["character", "relevance"], ...], "vad bedömningen utgår från: karaktär, relevans"
    ] = ()


@control("signature", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRule:
    """Svar skrivs under. Den som har skyddad identitet skriver aldrig under med namn."""

    parts: Annotated[tuple[SignaturePart, ...], "vad underskriften innehåller, i ordning"]
    required: Annotated[bool, "om underskriften måste finnas, annars föreslås den"] = True
    text: Annotated[TextName | None, "mall där {underskrift} byts mot underskriften"] = None


@control("signatory", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryRule:
    """Vem som skriver under: den som har författat svaret eller den som publicerar det."""

    who: Annotated[Literal["answer_author", "publisher"], "författaren eller den som publicerar"]


@control("reply_identity", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyIdentity:
    """Svar skickas som kontot, aldrig från någons privata konto."""

    sender: Annotated[Literal["account"], "svaret skickas som kommunens konto"] = "account"


@control("avoid_referral", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class AvoidReferral:
    """Ett svar som mest hänvisar någon annanstans ger en uppmaning att svara på plats, eller ange skäl."""

    phrases: Annotated[tuple[str, ...], "ord som visar att svaret hänvisar vidare"]
    own_words: Annotated[int, "så många egna ord utöver hänvisningen räknas som ett svar på plats"] = 15


@control("careful_advice", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class CarefulAdvice:
    """Svaret varnar för ord som kan uppfattas som råd med ekonomisk följd eller råd i en personlig fråga."""

    topic: Annotated[Literal["economic", "personal"], "ekonomiska råd eller råd till en enskild"]
    words: Annotated[tuple[str, ...], "ord och uttryck som varningen gäller; stjärna i slutet tar böjningar"]
    text: Annotated[TextName | None, "mall för att hänvisa till rätt kanal"] = None
    second_reader: Annotated[bool, "om en andra läsare ska erbjudas"] = False


@control("ordinary_channel", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinaryChannel:
    """Vissa frågor flyttas till den ordinarie kanalen, och avsändaren får veta vart."""

    matters: Annotated[
        tuple[Literal["authority", "document", "personal_matter"], ...],
        "myndighetsutövning, inkommen handling som hör hemma i en annan kanal, personligt ärende",
    ]
    text: Annotated[TextName | None, "mall för hänvisningen"] = None


@control("pass_on", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class PassOn:
    """En fråga får lämnas till någon som vet mer."""

    to: Annotated[
        tuple[Literal["colleague", "expert", "contact_person", "better_suited"], ...],
        "till vem frågan kan gå",
    ]
    keeps_clock: Annotated[bool, "om svarstiden räknas vidare även efter överlämningen"] = True


@control("guidance", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceAt:
    """Bestämmelsen visas där den behövs."""

    places: Annotated[tuple[Place, ...], "var i systemet"]


@control("dialogue", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """Meddelanden visas som samtal, med det som sagts tidigare och det som följer upp."""

    history: Annotated[bool, "om hela tråden visas bredvid svaret"] = True
