"""Controls about who takes care of what comes in, and what is reported about it."""

from dataclasses import dataclass
from typing import Annotated, Literal

from kanalkoll.policy.register import control


@control("item_owner", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOwner:
    """Varje meddelande har en namngiven ansvarig bland dem som har uppdrag för kontot."""

    among: Annotated[Literal["mandate_holders"], "de som har uppdrag för kontot"] = "mandate_holders"


@control("contact_persons", room="municipality")
@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPersons:
    """Varje förvaltning har kontaktpersoner för frågor som brådskar; den som saknar sådana rapporteras."""

    per: Annotated[Literal["department", "unit"], "vilken nivå som ska ha kontaktpersoner"] = "department"
    substitutes: Annotated[bool, "om det också ska finnas ersättare"] = True


@control("unanswered_list", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredList:
    """Obesvarade meddelanden listas per konto med ålder. Fler än det tillåtna antalet ska förklaras."""

    allowed: Annotated[int | None, "så många får vara obesvarade; utan siffra visas bara listan"] = None
    every: Annotated[Literal["day", "week"], "hur ofta listan gås igenom"] = "week"
