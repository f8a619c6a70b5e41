"""The form for a word of one's own. What was typed always comes back; a fault says how to mend it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from kanalkoll.language import local
from kanalkoll.language.findings import PERSONAL_DATA
from kanalkoll.screening.entries import Wanted
from kanalkoll.screening.models import INFLECTED, SHAPES
from kanalkoll.screening.wording import LABELS, label

STRENGTHS = {"0.6": "Osäkert: föreslå", "0.9": "Säkert: föreslå tydligt"}
WHOLE = ("phone", "email")
# Signs that are neither read nor such as stand around words in any sentence: the ++ of C++, most pictures.
_SIGN = re.compile(r"[^\w\s.,;:!?…()\"”“„»«'’´/–—@#&-]")


class EntryForm(forms.Form):
    """A word to mark (`marks`) or something to let be."""

    phrase = forms.CharField(
        label="Ord eller uttryck",
        max_length=120,
        error_messages={"required": "Skriv ordet eller uttrycket.", "max_length": "Högst 120 tecken."},
    )
    shape = forms.ChoiceField(label="Vad är det?", choices=list(SHAPES.items()), initial="word")
    inflected = forms.ChoiceField(label="Hur böjs det?", choices=list(INFLECTED.items()), required=False)
    category = forms.ChoiceField(label="Markera som", required=False)
    strength = forms.ChoiceField(label="Hur säkert är det?", choices=list(STRENGTHS.items()), required=False)
    types = forms.MultipleChoiceField(
        label="Gäller bara",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kryssa inte i något om det aldrig ska markeras.",
    )
    why = forms.CharField(
        label="Varför?",
        max_length=300,
        help_text="Den som undrar över en markering får läsa det här.",
        error_messages={"required": "Skriv varför.", "max_length": "Högst 300 tecken."},
    )
    until = forms.DateField(
        label="Till och med",
        required=False,
        help_text="Tomt betyder tills vidare.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Skriv dagen som åååå-mm-dd."},
    )

    def __init__(
        self, *args: Any, marks: bool, categories: Sequence[str], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.marks, self.today = marks, today
        chosen: Mapping[str, forms.Field] = self.fields
        chosen["category"].choices = [("", "Välj"), *((code, label(code)) for code in categories)]  # type: ignore[attr-defined]
        chosen["types"].choices = [(code, LABELS[code]) for code in (*categories, *PERSONAL_DATA)]  # type: ignore[attr-defined]
        for name in ("shape", "types") if marks else ("category", "strength"):
            del self.fields[name]

    def clean_until(self) -> date | None:
        """An entry that has ended before it begins is a slip of the hand."""
        until: date | None = self.cleaned_data.get("until")
        if until is not None and until < self.today:
            raise forms.ValidationError("Dagen har redan varit. Välj en dag framåt, eller lämna tomt.")
        return until

    def clean_phrase(self) -> str:
        """Something to look for must have a letter or a digit."""
        phrase = " ".join(str(self.cleaned_data["phrase"]).split())
        if not any(sign.isalnum() for sign in phrase):
            raise forms.ValidationError("Skriv ordet eller uttrycket med bokstäver eller siffror.")
        return phrase

    def clean(self) -> dict[str, Any]:
        """What only holds together with something else."""
        given = super().clean() or {}
        if self.marks and not given.get("category"):
            self.add_error("category", "Välj vad det ska markeras som.")
        phrase, shape = given.get("phrase", ""), given.get("shape", "")
        if shape == "phone" and sum(sign.isdigit() for sign in phrase) < 5:
            self.add_error("phrase", "Skriv hela telefonnumret.")
        if shape == "email" and "." not in phrase:
            self.add_error("phrase", "Skriv adressen, eller domänen som i kommun.se.")
        if phrase and shape not in WHOLE:
            self._can_be_found(phrase)
        return given

    def _can_be_found(self, phrase: str) -> None:
        """Whole words of one sentence are compared; what would never be found as it was meant is refused."""
        read, *more = local.read_as(phrase)
        if more:
            self.add_error("phrase", "Skriv ett uttryck ur en enda mening: det läses mening för mening.")
        elif lost := _SIGN.search(phrase):
            self.add_error(
                "phrase",
                f"Tecknet ”{lost.group()}” jämförs inte, så det här skulle gälla ”{' '.join(read)}”. "
                "Skriv det utan tecknet om det är vad du menar.",
            )

    @property
    def wanted(self) -> Wanted:
        """What was asked for."""
        given = self.cleaned_data
        shape = given.get("shape", "word")
        return Wanted(
            marks=self.marks,
            phrase=given["phrase"],
            shape=shape,
            inflected="" if shape in WHOLE else given["inflected"],
            category=given.get("category", ""),
            strength=float(given.get("strength") or min(STRENGTHS)) if self.marks else None,
            types=() if shape in WHOLE else tuple(given.get("types", ())),
            why=given["why"],
            until=given["until"],
        )


class EndForm(forms.Form):
    """Why an entry ends before its day."""

    why = forms.CharField(
        label="Varför avslutas det?", max_length=300, error_messages={"required": "Skriv varför."}
    )
