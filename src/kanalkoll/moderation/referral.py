"""The word to those whose party-political thread is taken away: where else they can take it."""

from datetime import datetime

from kanalkoll.inbox.models import Message, Reply
from kanalkoll.inbox.replying import accompany
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import User
from kanalkoll.policy import moderation
from kanalkoll.policy.workdays import local_day


def refer(message: Message, *, text: str, by: User, now: datetime) -> Reply:
    """Queue the referral reply that the guideline wants before such a removal, in its transaction."""
    pack = pack_of(in_force(now))
    rule = moderation.removal_rule(pack, ground="party_politics", on=local_day(now))
    reply = accompany(
        message, kind="referral", text=text, by=by, now=now, pack=pack, clauses=rule.refer_clauses
    )
    message.save()
    return reply
