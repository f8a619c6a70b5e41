"""What happened, said on the next page."""

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from kanalkoll.ui import feedback


def kept(text: str, **how: str) -> Message:
    request = RequestFactory().get("/")
    storage = CookieStorage(request)
    request._messages = storage  # type: ignore[attr-defined]
    feedback.say(request, text, **how)  # type: ignore[arg-type]
    return next(iter(storage))


def test_a_sentence_keeps_its_tone_its_way_back_and_the_draft_it_ends() -> None:
    said = feedback.read(kept("Svaret skickades.", undo="/inkorg/7/?a=b&c=d", draft="svar-7"))

    assert said == feedback.Feedback("Svaret skickades.", "fine", "/inkorg/7/?a=b&c=d", "svar-7")


def test_a_warning_is_not_shown_as_good_news() -> None:
    assert feedback.read(kept("Facebook svarade inte.", tone="late")).tone == "late"


def test_a_message_from_django_itself_is_shown_too() -> None:
    assert feedback.read(Message(20, "Hej", extra_tags="safe")) == feedback.Feedback("Hej", "info", "", "")
