"""The inbox's forms. What was typed always comes back; a fault says how to mend it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from kanalkoll.inbox.wording import BLANK, NEEDS_WORDS
from kanalkoll.municipality.models import Account, Unit, User
from kanalkoll.policy.answering import Ground

LONGEST_REPLY = 8_000
LONGEST_REASON = 2_000


def needs_words(grounds: Sequence[Ground]) -> str:
    """Which of the grounds ask for words of one's own, as a hint; empty when none does."""
    named = [f"”{each.label}”" for each in grounds if each.needs_reason]
    return f"Behövs för {' och '.join(named)}. Blir en del av beslutet." if named else ""


def _text(
    label: str, *, required: str = "", rows: int = 4, help_text: str = "", limit: int = LONGEST_REASON
) -> Any:
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=limit,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required, "max_length": f"Texten är för lång, högst {limit} tecken."},
    )


def _without_blanks(text: str) -> str:
    if BLANK in text:
        raise forms.ValidationError(f"Fyll i det som står inom hakparentes: {BLANK}")
    return text


class RevisionForm(forms.Form):
    """Every form about a message carries the revision it was shown at."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReplyForm(RevisionForm):
    """An answer, whose answer it is, and the reason asked for by the guideline's prompts."""

    text = _text("Ditt svar", required="Skriv ett svar först.", rows=5, limit=LONGEST_REPLY)
    author = forms.ModelChoiceField(
        label="Vem har skrivit svaret?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Jag själv",
        help_text="Om någon annan än du har formulerat det.",
    )
    signed = forms.BooleanField(label="Underteckna svaret", required=False, initial=True)
    prompts_reason = _text("Varför skickar du det ändå?", rows=2)

    def __init__(self, *args: Any, colleagues: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        author = self.fields["author"]
        author.queryset = User.objects.filter(pk__in=[each.pk for each in colleagues])  # type: ignore[attr-defined]
        # The account's own come first, and that order is not one a query gives.
        author.choices = [("", "Jag själv"), *((each.pk, str(each)) for each in colleagues)]  # type: ignore[attr-defined]
        # An answer may be in a language that is written from the right.
        self.fields["text"].widget.attrs["dir"] = "auto"
        if not self.is_bound:
            self.fields["text"].widget.attrs["autofocus"] = True

    def clean_text(self) -> str:
        """A template's blanks must be filled in before anybody reads it."""
        return _without_blanks(self.cleaned_data["text"])


class PassOnForm(RevisionForm):
    """Who should have the question, and the word to the one who asked."""

    to = forms.ChoiceField(
        label="Vem ska ha frågan?", error_messages={"required": "Välj vem frågan ska gå till."}
    )
    ordinary_channel = forms.BooleanField(
        label="Flytta till ordinarie kanal",
        required=False,
        help_text="Till exempel för myndighetsutövning eller personliga ärenden.",
    )
    holding_text = _text("Besked till den som frågade", limit=LONGEST_REPLY)
    note = _text("Anteckning till mottagaren", rows=2)

    def __init__(
        self, *args: Any, people: Sequence[User] = (), units: Sequence[Unit] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._people = {f"user:{person.pk}": person for person in people}
        self._units = {f"unit:{unit.pk}": unit for unit in units}
        choices = [
            ("", "Välj"),
            ("Personer", [(key, f"{p.name}, {p.title}") for key, p in self._people.items()]),
            ("Enheter", [(key, unit.name) for key, unit in self._units.items()]),
        ]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        if not self.is_bound:
            self.fields["to"].widget.attrs["autofocus"] = True

    def clean_holding_text(self) -> str:
        """A template's blanks must be filled in before anybody reads it."""
        return _without_blanks(self.cleaned_data["holding_text"])

    @property
    def to_user(self) -> User | None:
        """The person chosen, if one was."""
        return self._people.get(self.cleaned_data["to"])

    @property
    def to_unit(self) -> Unit | None:
        """The unit chosen, if one was."""
        return self._units.get(self.cleaned_data["to"])


class NoAnswerForm(RevisionForm):
    """Why no answer is needed."""

    ground = forms.ChoiceField(
        label="Varför behövs inget svar?", error_messages={"required": "Välj en grund."}
    )
    reason = _text("Egna ord", rows=2)

    def __init__(self, *args: Any, grounds: Sequence[Ground] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wordy = {each.code for each in grounds if each.needs_reason}
        self.fields["ground"].choices = [("", "Välj"), *((each.code, each.label) for each in grounds)]  # type: ignore[attr-defined]
        self.fields["reason"].help_text = needs_words(grounds)
        if not self.is_bound:
            self.fields["ground"].widget.attrs["autofocus"] = True

    def clean(self) -> None:
        """Some grounds say too little by themselves."""
        if self.cleaned_data.get("ground") in self._wordy and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", NEEDS_WORDS)


class BulkForm(forms.Form):
    """One decision for many: what is to be done, and why where the ground needs it."""

    action = forms.ChoiceField(label="Vad ska göras?", error_messages={"required": "Välj vad som ska göras."})
    reason = _text("Egna ord", rows=2)

    def __init__(
        self, *args: Any, grounds: Sequence[Ground], registrations: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._wordy = {f"no_answer:{each.code}" for each in grounds if each.needs_reason}
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            ("", "Välj"),
            ("mine", "Jag tar ansvar för dem"),
            ("Inget svar behövs", [(f"no_answer:{each.code}", each.label) for each in grounds]),
            ("Allmän handling", [(f"register:{code}", words) for code, words in registrations.items()]),
        ]
        self.fields["reason"].help_text = needs_words(grounds)

    def clean(self) -> None:
        """Some grounds say too little by themselves; the same words are kept with each of the decisions."""
        if self.cleaned_data.get("action") in self._wordy and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", NEEDS_WORDS)


class RegistrationForm(RevisionForm):
    """The registration decision and the criteria that speak for it."""

    decision = forms.ChoiceField(
        label="Allmän handling", error_messages={"required": "Välj vad som ska gälla för handlingen."}
    )
    criteria = forms.MultipleChoiceField(
        label="Det här stämmer", required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = _text("Motivering", rows=2)

    def __init__(
        self,
        *args: Any,
        decisions: Sequence[tuple[str, str]] = (),
        criteria: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = list(decisions)  # type: ignore[attr-defined]
        self.fields["criteria"].choices = list(criteria)  # type: ignore[attr-defined]


class AssignForm(RevisionForm):
    """Who answers for the message. `people` are those who may."""

    to = forms.ModelChoiceField(
        label="Ansvarig", queryset=User.objects.none(), required=False, empty_label="Ingen ansvarig"
    )

    def __init__(self, *args: Any, people: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        to = self.fields["to"]
        to.queryset = User.objects.filter(pk__in=[person.pk for person in people])  # type: ignore[attr-defined]
        # Those people are known already: nothing is asked for again to show them.
        to.choices = [("", "Ingen ansvarig"), *((person.pk, str(person)) for person in people)]  # type: ignore[attr-defined]


class NoteForm(RevisionForm):
    """An internal note."""

    text = _text(
        "Intern anteckning",
        required="Skriv anteckningen först.",
        rows=3,
        help_text="Syns för kollegor. Anteckningen kan bli allmän handling.",
    )


class SavedReplyForm(forms.Form):
    """A reply to start from, for every account or for one."""

    title = forms.CharField(
        label="Rubrik",
        max_length=80,
        widget=forms.TextInput,
        error_messages={"required": "Skriv en rubrik, så att svaret går att hitta."},
    )
    text = _text("Text", required="Skriv svaret.", rows=6, limit=LONGEST_REPLY)
    account = forms.ModelChoiceField(
        label="Gäller konto", queryset=Account.objects.none(), required=False, empty_label="Alla konton"
    )

    def __init__(self, *args: Any, accounts: Sequence[Account] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = Account.objects.filter(pk__in=[a.pk for a in accounts])  # type: ignore[attr-defined]
