"""What the reply editor is given: signature, remarks, texts to start from, who may be the author."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from kanalkoll.inbox import forms, replying, reviewing
from kanalkoll.inbox.answers import answer_named, answers_in
from kanalkoll.inbox.finding import handlers_of
from kanalkoll.inbox.models import Message, SavedReply
from kanalkoll.municipality.clauses import links
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import Guideline, User
from kanalkoll.municipality.roles import ROLES, Permission
from kanalkoll.ui.given import number

# Roles whose holders may have written an answer that somebody else publishes.
WRITING = [
    code
    for code, role in ROLES.items()
    if code != "auditor" and role.permissions & {Permission.READ, Permission.HANDLE}
]
Context = dict[str, Any]


def reply_context(user: User, message: Message, *, now: datetime, form: forms.ReplyForm) -> Context:
    """The reply editor: signature, remarks on what stands there, saved replies, who may be the author."""
    guideline = in_force(now)
    text, author = (str(form[name].value() or "") for name in ("text", "author"))
    draft = draft_context(user, text, author=author, guideline=guideline, now=now)
    return {
        **draft,
        "reply_form": form,
        "signature_links": links(guideline, draft["signature"].clauses),
        "saved": list(saved_replies(message)),
        "answers": answers_in(message, guideline=guideline),
    }


def draft_context(user: User, text: str, *, author: str, guideline: Guideline, now: datetime) -> Context:
    """What there is to say of a draft, and how it will be signed. `author` is who was chosen, as the form sends it."""
    whose = _chosen(author) or user
    signature = replying.signature_of(whose, publisher=user, pack=pack_of(guideline), now=now)
    own = replying.own_words(signature, whose, user)
    # A form sends two characters where its field, which the places are counted in, ends a line with one.
    typed = text.replace("\r\n", "\n")[: forms.LONGEST_REPLY]
    return {
        "signature": signature,
        "remarks": reviewing.remarks(typed, guideline=guideline, now=now, own=own),
    }


def _chosen(author: str) -> User | None:
    """Who was chosen, as far as that can be read."""
    key = number(author)
    return User.objects.filter(pk=key).first() if key else None


def reply_form(
    message: Message, data: Any = None, *, template: str = "", own: str = "", now: datetime | None = None
) -> forms.ReplyForm:
    """The reply form of a message, to start from the saved reply with the id `template` or the answer named `own`."""
    text = ""
    if template:
        text = saved_replies(message).filter(pk=number(template)).values_list("text", flat=True).first() or ""
    elif own and now is not None:
        text = answer_named(own, message=message, guideline=in_force(now))
    return forms.ReplyForm(
        data,
        initial={"revision": message.revision, "signed": True, "text": text},
        colleagues=_writers(message),
    )


def _writers(message: Message) -> list[User]:
    """Who may have written an answer: first those who handle the account, then others who read content."""
    people = User.objects.filter(is_active=True, grants__ended_at=None, grants__role__in=WRITING).distinct()
    own = handlers_of(message)
    return [*own, *(each for each in people if each not in own)]


def saved_replies(message: Message) -> QuerySet[SavedReply]:
    """The replies to start from here: everybody's and this account's."""
    return SavedReply.objects.filter(Q(account=None) | Q(account=message.account_id)).order_by("title")
