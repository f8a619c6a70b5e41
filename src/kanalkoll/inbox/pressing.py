"""How much a message presses: what screening says of its text, and a removal in haste that is not done."""

from kanalkoll.inbox.models import Message
from kanalkoll.screening.marking import PRESSING


def pressing(message: Message, screened: int) -> int:
    """The message's urgency in the queue, when its text presses by `screened` (0 to 2).

    What a case in haste has lifted stays up until it is gone or the case has ended, whatever becomes of the marks.
    """
    hasty = message.removals.filter(urgent=True, removed_at=None, ended_at=None)
    return max(screened, PRESSING) if hasty.exists() else screened
