"""Removals brought to a certain step, on a stage with Hallstahammar's guideline."""

from kanalkoll.moderation import removal
from kanalkoll.moderation.models import Vanished


def asked(kommun, by, act="hide"):
    """A removal begun on a house rule of Hallstahammar's; it waits for a second person after securing."""
    message = kommun.comment("Skitkommun!")
    return removal.request(
        message.record,
        ground="profanity",
        act=act,
        by=by,
        now=kommun.now,
        reason="Grovt språk.",
        answers={"standing_disposal_decision": "yes"},
    )


def secured(kommun):
    """Evidence kept; the second person has not said anything."""
    return removal.secure(asked(kommun, kommun.karin).pk, by=kommun.karin, now=kommun.now)


def failed(kommun):
    """Approved, sent, and refused by the platform."""
    case = secured(kommun)
    kommun.town.faults.add("permission_missing", operation="write")
    removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work()
    return case


def hidden(kommun):
    """All the way: approved, hidden at the platform, checked there."""
    case = secured(kommun)
    removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work()
    return case


def gone(kommun):
    """Something that disappeared at the platform without us."""
    message = kommun.comment("Ångrar mig.")
    kommun.town.delete(message.record.platform_id)
    kommun.read(full=True)
    return Vanished.objects.get()
