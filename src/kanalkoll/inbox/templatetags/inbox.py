"""Words for codes, and small look-ups that templates cannot make themselves."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from kanalkoll.inbox import pages
from kanalkoll.inbox.forms import RegistrationForm
from kanalkoll.inbox.models import REGISTRATIONS, STATES
from kanalkoll.inbox.thread import Reason
from kanalkoll.platforms.registry import adapters
from kanalkoll.ui.page import ClauseLink, Option
from kanalkoll.ui.templatetags.ui import clauses

register = template.Library()

VERBS: Mapping[str, str] = {
    "record.first-seen": "Handlingen kom in",
    "record.edited": "Ändrad hos plattformen",
    "record.late": "Äldre lydelse kom fram",
    "record.media": "Bild eller fil hämtad",
    "record.hidden": "Dold hos plattformen",
    "record.unhidden": "Visas igen hos plattformen",
    "record.gone": "Borta från plattformen",
    "record.returned": "Tillbaka på plattformen",
    "record.drawn-up": "Upprättad här",
    "record.published": "Publicerad på plattformen",
    "record.sealed": "Förseglad",
    "record.vanished_without_us": "Försvann utan oss",
    "message.received": "Meddelandet togs emot",
    "message.crisis_shown": "Anvisning vid fara visad",
    "message.changed_at_platform": "Ändrat hos plattformen",
    "message.assigned": "Fick ny ansvarig",
    "message.noted": "Intern anteckning",
    "message.answer_queued": "Svar skrivet",
    "message.answered": "Besvarat",
    "message.holding_reply_sent": "Besked om vidareskickning publicerat",
    "message.referral_sent": "Hänvisning publicerad",
    "message.passed_on": "Vidareskickat",
    "message.no_answer_needed": "Inget svar behövs",
    "message.registration_decided": "Beslut om registrering",
    "message.reopened": "Öppnat igen",
    "screening.said_wrong": "En markering bedömd som fel",
    "screening.taken_back": "Bedömningen av en markering återtagen",
    "removal.requested": "Borttagning begärd",
    "removal.secured": "Bevis säkrat",
    "removal.approved": "Borttagning godkänd",
    "removal.refused": "Borttagning avslagen",
    "removal.withdrawn": "Begäran om borttagning återtagen",
    "removal.nothing_to_remove": "Redan borta hos plattformen",
    "removal.sent_to_platform": "Skickat till plattformen",
    "removal.removed": "Borttaget",
    "removal.verified": "Kontrollerat hos plattformen",
    "removal.failed": "Gick inte",
    "removal.unknown": "Kan redan vara utfört",
    "removal.tried_again": "Försöks igen",
    "removal.still_visible": "Syns fortfarande hos plattformen",
    "removal.restore_requested": "Återställning begärd",
    "removal.restored": "Återställt",
    "removal.reported": "Anmält",
    "removal.report_skipped": "Anmäls inte",
    "record.vanishing_acknowledged": "Försvinnandet taget till kännedom",
}
CONTACTS: Mapping[str, str] = {
    "executive_office_chancery": "kanslienheten på kommunledningskontoret",
    "board_secretariat": "nämndkansliet",
}
# What somebody wrote, when it is that one and no other.
DEFINITE: Mapping[str, str] = {
    "post": "inlägget",
    "comment": "kommentaren",
    "visitor_post": "inlägget",
    "message": "meddelandet",
}


@register.simple_tag
def clauses_of(reason: Reason, links: Mapping[str, ClauseLink]) -> SafeString:
    """What a reason rests on, each heading once."""
    return clauses([links[code] for code in reason.clauses if code in links])


@register.filter
def platform(name: str) -> str:
    """The platform's name for people."""
    return adapters()[name].label if name in adapters() else name


@register.filter
def verb(code: str) -> str:
    """What a verb in the log means in plain words."""
    return VERBS.get(code, code)


@register.filter
def outcome(code: str) -> str:
    """What a decision means in plain words."""
    return STATES.get(code) or REGISTRATIONS.get(code) or code


@register.filter
def definite(kind: str) -> str:
    """What somebody wrote, by its kind, when it is that one and no other."""
    return DEFINITE[kind]


@register.filter
def contact(code: str) -> str:
    """Whom to ask, in words."""
    return CONTACTS.get(code, code)


@register.simple_tag
def registration_choices(form: RegistrationForm, allowed: tuple[str, ...]) -> list[Option]:
    """The three choices, with those that are closed marked as such."""
    return pages.registration_options(form, allowed)
