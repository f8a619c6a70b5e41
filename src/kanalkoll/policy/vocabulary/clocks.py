"""Controls that set a clock: until when something must be answered, passed on or looked at."""

from dataclasses import dataclass
from datetime import time
from typing import Annotated, Literal

from kanalkoll.policy.codes import CalendarName, MessageKind, Strength
from kanalkoll.policy.register import TextName, control


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A figure and the calendar it is counted in; a clock without figure only says that time matters."""

    hours: Annotated[int | None, "så många timmar som klockan går, på de dagar då den går"] = None
    workdays: Annotated[int | None, "så många dagar efter den dag då ärendet kom in, till dagens slut"] = None
    calendar: Annotated[CalendarName, "vad riktlinjen kallar dagarna"] = "workdays"
    saturdays: Annotated[bool, "om klockan går även på lördagar"] = False
    eves: Annotated[
        Literal["day_off", "ordinary"], "om midsommarafton, julafton och nyårsafton räknas som helgdag"
    ] = "day_off"
    office_from: Annotated[time | None, "klockan går bara från den här tiden på dagen"] = None
    office_to: Annotated[time | None, "klockan går bara till den här tiden på dagen"] = None

    def __post_init__(self) -> None:
        """Refuse figures that cannot be counted."""
        if self.hours is not None and self.workdays is not None:
            raise ValueError("Ange antingen hours eller workdays, inte båda.")
        if any(figure is not None and figure < 1 for figure in (self.hours, self.workdays)):
            raise ValueError("hours och workdays ska vara minst 1.")
        if (self.office_from is None) != (self.office_to is None):
            raise ValueError("Ange både office_from och office_to, eller ingen av dem.")
        if self.office_from is not None and self.office_to is not None and self.office_from >= self.office_to:
            raise ValueError("office_from ska vara tidigare än office_to.")

    @property
    def has_figure(self) -> bool:
        """Whether there is anything to count."""
        return self.hours is not None or self.workdays is not None


@control("reply_within", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWithin(Clock):
    """Svar ska komma inom en viss tid. Utan siffra stöder bestämmelsen bara att svaret ska komma fort."""

    strength: Annotated[Strength, "mål, riktmärke eller yttersta gräns"] = "target"
    kinds: Annotated[tuple[MessageKind, ...], "vilka slags meddelanden svarstiden gäller"] = (
        "comment",
        "message",
        "visitor_post",
    )


@control("holding_reply", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingReply(Clock):
    """Kan svaret dröja ska avsändaren inom en viss tid få veta att frågan har gått vidare till rätt person.

    Ett sådant besked stannar den första klockan och startar den andra.
    """

    text: Annotated[TextName | None, "namnet på mallen för beskedet"] = None


@control("second_clock", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class SecondClock(Clock):
    """Den som har fått frågan vidareskickad ska återkomma med svar. Utan siffra gäller systemets förval."""


@control("review_within", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWithin(Clock):
    """Det som kommer in ska granskas och få ett ställningstagande. Utan siffra gäller systemets förval."""


@control("asked_unit_answers", room="inbox")
@dataclass(frozen=True, slots=True, kw_only=True)
class AskedUnitAnswers(Clock):
    """En enhet som får en fråga ska snabbt bidra med svar; tiden mäts och visas för enhetens chef."""
