"""Invented, plausible content for the style page: an ordinary morning in a small municipality."""

from datetime import datetime, timedelta

from django import forms

from kanalkoll.ui.marking import Mark
from kanalkoll.ui.page import ClauseLink, Column, Option, Word
from kanalkoll.ui.times import STOCKHOLM

NOW = datetime(2026, 11, 19, 14, 32, tzinfo=STOCKHOLM)

QUESTION = (
    "När plogas egentligen Solgatan?\nHar ringt Peter Ahl på 070-174 06 12 tre gånger nu, "
    "ingen svarar. Ni är så jävla dåliga på det här."
)
ARABIC = "مرحبا، متى تفتح المكتبة يوم السبت؟ Tack på förhand!"
ADVERT = "Behöver du pengar idag? Låna upp till 50 000 kr utan UC, klicka på länken i min profil"
UNRULY = "<script>alert('hej')</script> \u202e!gnäv & klar\u202c och ett\x00noll"


class SampleForm(forms.Form):
    """A reply form as the inbox has it."""

    heading = forms.CharField(label="Rubrik", help_text="Syns bara för er.")
    text = forms.CharField(
        label="Ditt svar",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv ett svar."},
    )
    unit = forms.ChoiceField(
        label="Enhet", choices=[("", "Välj enhet"), ("b", "Biblioteket"), ("g", "Gatuenheten")]
    )
    act = forms.ChoiceField(label="Hur ska den bort?", error_messages={"required": "Välj hur den ska bort."})
    keep = forms.CharField(label="Allmän handling")


def page() -> dict[str, object]:
    """Everything the style page shows."""
    return _frame() | _inbox() | _texts() | _tables()


def question_marks() -> list[Mark]:
    """The telephone number and the rude words, and a longer stretch that overlaps the first."""
    phone = QUESTION.index("070")
    name = QUESTION.index("Peter")
    rude = QUESTION.index("så jävla")
    return [
        Mark(name, phone + 13, "Uppgift om en namngiven person", "why-1"),
        Mark(phone, phone + 13, "Telefonnummer", "why-2"),
        Mark(rude, rude + 15, "Grovt språk", "why-3"),
    ]


def _frame() -> dict[str, object]:
    return {
        "municipality_name": "Aneby",
        "accent_hue": 205,
        "user": {"is_authenticated": True, "pk": 3, "name": "Karin Ekholm", "title": "Kommunikatör"},
        "menu": _menu(),
        "now": NOW,
    }


def _inbox() -> dict[str, object]:
    """What is chosen from, filled in and decided."""
    return {
        "rows": _rows(),
        "times": [
            NOW - timedelta(minutes=12),
            NOW - timedelta(days=1),
            NOW + timedelta(days=1),
            NOW + timedelta(days=7),
        ],
        "dues": [NOW + timedelta(hours=gap) for gap in (-26, -2, 1, 3, 9, 20, 100)],
        "form": _filled(),
        "wrong": SampleForm({"heading": "Plogning", "text": "", "unit": "b", "act": "", "keep": "ordered"}),
        "acts": _acts(),
        "registrations": _registrations(),
        "steps": ["Grund: reklam", "Säkra", "Ta bort", "Kontrollera"],
    }


def _texts() -> dict[str, object]:
    """What people wrote, with its marks."""
    return {
        "question": QUESTION,
        "question_marks": question_marks(),
        "arabic": ARABIC,
        "advert": ADVERT,
        "unruly": UNRULY,
        "unruly_author": "<b>Klas</b>",
        "unruly_marks": [Mark(0, 8, "Misstänkt kod", "why-9")],
    }


def _tables() -> dict[str, object]:
    """Clauses, facts, accounts and the lines of an evidence sheet."""
    return {
        "clauses": [
            ClauseLink("AN-7-02", "Samtalston, språk och svarstid", "#"),
            ClauseLink("AN-6.1-01", "Detta ska raderas", "#"),
        ],
        "facts": [
            ("Ansvarig", "Karin Ekholm"),
            ("Kom in", "ons 18 nov 12.30"),
            ("Sparad", "ons 12.31, två versioner"),
            ("Riktlinje", "Sociala medier, i kraft"),
        ],
        "columns": [
            Column("Konto", href="?ordning=konto", sorted="ascending"),
            Column("Plattform", href="?ordning=plattform"),
            Column("Senast läst"),
            Column("Att göra", numeric=True),
        ],
        "accounts": [
            ("Aneby kommun", "Facebook", NOW - timedelta(minutes=2), 11),
            ("Biblioteket", "Facebook", NOW - timedelta(minutes=2), 2),
            ("Aneby kommun", "WordPress", NOW - timedelta(days=1, hours=3), 0),
        ],
        "sheet_lines": [
            "Skriven tors 19 nov 2026 11.04.17 · hämtad 11.05.02",
            "Svar på inlägget ”Sagostund på lördag” · 2 versioner i tråden",
            "SHA-256 9f3c2a71d05e … 51ab · post 4 812 i loggen",
        ],
    }


def _filled() -> SampleForm:
    start = "Hej Roland! Solgatan plogas efter de större vägarna, senast klockan 10 på söndag."
    return SampleForm(initial={"heading": "Plogning", "text": start, "act": "delete", "keep": "ordered"})


def _menu() -> list[dict[str, object]]:
    return [
        {"label": "Inkorg", "address": "#", "icon": "inbox", "current": True, "count": "14"},
        {"label": "Konton", "address": "#", "icon": "account"},
        {"label": "Handlingar", "address": "#", "icon": "archive"},
        {"label": "Uppsikt", "address": "#", "icon": "watch"},
        {"label": "Uppföljning", "address": "#", "icon": "chart"},
        {"label": "Riktlinjen", "address": "#", "icon": "guideline"},
    ]


def _acts() -> list[Option]:
    return [
        Option(
            "hide",
            "Dölj",
            "Avsändaren och hens vänner kan se den kvar på Facebook. Går att ångra.",
            icon="eye-off",
        ),
        Option(
            "delete",
            "Ta bort från Facebook",
            "Försvinner för alla och kan inte återställas där. Handlingen finns kvar hos oss.",
            icon="remove",
        ),
        Option(
            "unpublish",
            "Avpublicera",
            icon="block",
            closed="Går inte på Facebook, bara på er egen webbplats.",
        ),
    ]


def _registrations() -> list[Option]:
    return [
        Option("ordered", "Håll ordnad"),
        Option("register", "Diarieför"),
        Option("minor", "Ringa betydelse"),
    ]


def _rows() -> list[dict[str, object]]:
    question, personal = Word("Fråga", "", "question"), Word("Personuppgift", "soon", "user")
    return [
        {
            "who": "Roland Vinge",
            "text": QUESTION,
            "due_at": NOW - timedelta(hours=2, minutes=5),
            "where": "Aneby kommun · Facebook",
            "words": [personal, Word("Grovt språk", "late", "alert"), question],
            "current": True,
        },
        {
            "who": "Leila Haddad",
            "text": "Hi, is the swimming hall open during the autumn break?",
            "due_at": NOW + timedelta(hours=1, minutes=10),
            "where": "Badhuset · Facebook",
            "words": [question, Word("Engelska", "", "language")],
            "assigned": "Mattias",
        },
        {
            "who": "snabblan_24",
            "text": ADVERT,
            "due_at": NOW + timedelta(hours=3),
            "where": "Biblioteket · Facebook",
            "words": [Word("Reklam", "late", "megaphone")],
        },
        {
            "who": "نور",
            "text": ARABIC,
            "due_at": NOW + timedelta(hours=18),
            "where": "Biblioteket · Facebook",
            "words": [question, Word("Arabiska", "", "language")],
        },
        {
            "who": "Gunnel Strand",
            "text": "Tack för fin skyltning vid nya gångbron!",
            "settled": "Besvarad",
            "where": "aneby.se · WordPress",
            "words": [Word("Beröm", "fine", "heart")],
        },
    ]
