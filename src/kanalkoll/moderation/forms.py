"""The forms of a removal case. What was typed always comes back; a fault says how to mend it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kanalkoll.inbox.wording import BLANK
from kanalkoll.moderation.securing import LARGEST_UPLOAD, Upload
from kanalkoll.policy.moderation import RemovalGround, RemovalRule

LONGEST_REASON = 2_000
LONGEST_REFERRAL = 8_000
QUESTIONS: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "event": ("Handlar det om ett evenemang?", (("no", "Nej"), ("yes", "Ja"))),
    "whose_data": (
        "Vems uppgifter är det?",
        (("writer", "Skribentens egna"), ("other", "Någon annans"), ("child", "Ett barns")),
    ),
    "how_sensitive": (
        "Hur känsliga är uppgifterna?",
        (
            ("ordinary", "Vanliga, till exempel namn eller telefonnummer"),
            ("private", "Privata, till exempel om ekonomi eller familj"),
            ("sensitive", "Känsliga, till exempel om hälsa, tro eller ursprung"),
        ),
    ),
}


class GroundForm(forms.Form):
    """The first small step: on what ground."""

    grund = forms.ChoiceField(
        label="Varför ska det bort?",
        error_messages={
            "required": "Välj en grund ur listan.",
            "invalid_choice": "Välj en grund ur listan. Utanför den tas inget bort.",
        },
    )

    def __init__(self, *args: Any, grounds: Sequence[RemovalGround], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grund"].choices = [(each.code, each.label) for each in grounds]  # type: ignore[attr-defined]


class RequestForm(forms.Form):
    """The second: what that ground needs, and how it should go."""

    act = forms.ChoiceField(label="Hur ska det bort?", error_messages={"required": "Välj hur det ska bort."})
    conditions = forms.MultipleChoiceField(
        label="Det här stämmer", required=False, widget=forms.CheckboxSelectMultiple
    )
    referral = forms.CharField(
        label="Hänvisning till den som skrev",
        required=False,
        max_length=LONGEST_REFERRAL,
        help_text="Publiceras som svar i tråden innan något tas bort.",
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Skriv först en hänvisning till den som skrev."},
    )
    reason = forms.CharField(
        label="Motivering",
        required=False,
        max_length=LONGEST_REASON,
        help_text="Skriv så att någon som inte var med förstår. Texten blir en del av ärendet.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv en motivering."},
    )
    # What haste does is written beside it, for this person and this ground.
    urgent = forms.BooleanField(
        label="Det brådskar",
        required=False,
        widget=forms.CheckboxInput(attrs={"aria-describedby": "id_urgent_helptext"}),
    )

    def __init__(self, *args: Any, rule: RemovalRule, gone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [code for code in rule.ground.asks if code in QUESTIONS]
        for code in self.asked:
            words, choices = QUESTIONS[code]
            self.fields[code] = forms.ChoiceField(
                label=words, choices=choices, error_messages={"required": f"Svara på frågan: {words}"}
            )
        self.fields["act"].choices = [(each.code, each.label) for each in rule.acts]  # type: ignore[attr-defined]
        self.fields["conditions"].choices = list(conditions_of(rule).items())  # type: ignore[attr-defined]
        self.fields["reason"].required = rule.needs_reason and rule.ground.may_be_copied
        # What is gone at the platform already has no way to be removed, and nobody there to refer.
        self.fields["act"].required = not gone
        self.fields["referral"].required = bool(rule.refer_to) and not gone
        if not rule.ground.may_be_copied:
            self.fields["reason"].help_text = "Skriv bara det som behövs. Beskriv inte innehållet."

    def clean_referral(self) -> str:
        """A template's blanks must be filled in before anybody reads it."""
        text: str = self.cleaned_data["referral"]
        if BLANK in text:
            raise forms.ValidationError(f"Fyll i det som står inom hakparentes: {BLANK}")
        return text

    @property
    def answers(self) -> dict[str, str]:
        """The answers to the guideline's questions, and what has been confirmed."""
        confirmed = dict.fromkeys(self.cleaned_data["conditions"], "yes")
        return {code: self.cleaned_data[code] for code in self.asked} | confirmed


class SecureForm(forms.Form):
    """A picture of one's own beside what the system keeps."""

    screenshot = forms.FileField(
        label="Egen skärmdump",
        required=False,
        help_text="PNG eller JPEG, högst 10 MB. Den märks som tagen av en människa.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    label = forms.CharField(
        label="Vad visar skärmdumpen?", required=False, max_length=200, widget=forms.TextInput
    )

    def clean_screenshot(self) -> UploadedFile | None:
        """Nothing larger than what can be kept is read into memory."""
        file: UploadedFile | None = self.cleaned_data.get("screenshot")
        if file is not None and (file.size or 0) > LARGEST_UPLOAD:
            raise forms.ValidationError("Skärmdumpen är för stor, högst 10 MB.")
        return file

    @property
    def uploads(self) -> list[Upload]:
        """What a person took, ready to be kept."""
        file = self.cleaned_data.get("screenshot")
        if file is None:
            return []
        label = self.cleaned_data["label"] or "Skärmdump"
        return [Upload(content=file.read(), mime=file.content_type or "", label=label)]


class ReasonForm(forms.Form):
    """Why: for refusing, restoring, and taking note of what vanished."""

    reason = forms.CharField(
        label="Varför?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv varför."},
    )


class WithdrawForm(forms.Form):
    """Why one takes back one's own request; not asked for, but kept when it is said."""

    reason = forms.CharField(
        label="Varför?", required=False, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReportForm(forms.Form):
    """A report that was made, or the reason why it was not."""

    to = forms.ChoiceField(choices=[("police", ""), ("platform", "")], widget=forms.HiddenInput)
    reference = forms.CharField(
        label="Diarienummer eller referens", required=False, max_length=80, widget=forms.TextInput
    )
    reason = forms.CharField(
        label="Skäl, om det inte anmäls",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def conditions_of(rule: RemovalRule) -> dict[str, str]:
    """Everything that some way to remove wants confirmed: code and label, with the acts it concerns."""
    found: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for act in rule.acts:
        for condition in act.conditions:
            found.setdefault(condition.code, []).append(act.label.lower())
            labels[condition.code] = condition.label
    return {code: f"{labels[code]} (gäller {' och '.join(acts)})" for code, acts in found.items()}
