"""What happened, said in one sentence on the next page, with a way back where there is one."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

Said = Literal["fine", "info", "soon", "late"]

_LEVELS = {"fine": messages.SUCCESS, "info": messages.INFO, "soon": messages.WARNING, "late": messages.ERROR}
_TONES = {level: tone for tone, level in _LEVELS.items()}


@dataclass(frozen=True, slots=True)
class Feedback:
    """A sentence to show. `undo` is an address to post to; `draft` names a draft that has now been sent."""

    text: str
    tone: str
    undo: str
    draft: str


def say(request: HttpRequest, text: str, *, tone: Said = "fine", undo: str = "", draft: str = "") -> None:
    """Keep one sentence for the next page this person sees."""
    extras = urlencode({"undo": undo, "draft": draft})
    messages.add_message(request, _LEVELS[tone], text, extra_tags=extras)


def read(message: Message) -> Feedback:
    """A kept sentence with its extras, also when it was added by Django itself."""
    extras = dict(parse_qsl(message.extra_tags or ""))
    return Feedback(
        text=str(message.message),
        tone=_TONES.get(message.level, "info"),
        undo=extras.get("undo", ""),
        draft=extras.get("draft", ""),
    )
