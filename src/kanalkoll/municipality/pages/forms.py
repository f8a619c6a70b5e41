"""The room's forms. What was typed comes back with a fault; the verbs have the last word."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError

from kanalkoll.municipality.changing import Unfit
from kanalkoll.municipality.models import UNIT_KINDS, Account, Unit, User
from kanalkoll.municipality.people import Particulars
from kanalkoll.municipality.roles import ROLES
from kanalkoll.municipality.tree import paths
from kanalkoll.municipality.units import Plan
from kanalkoll.ui.page import Option


def refuse(form: forms.Form, unfit: Unfit) -> None:
    """Put a verb's refusal where it belongs in the form."""
    form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))


def line(label: str, *, required: str = "", limit: int, help_text: str = "", **attributes: str) -> Any:
    """A one-line text; `required` is what to say when it is missing."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=limit,
        help_text=help_text,
        widget=forms.TextInput(attrs=attributes),
        error_messages={"required": required, "max_length": f"Högst {limit} tecken."},
    )


class UnitChoice(forms.ChoiceField):
    """A unit, shown with the units above it."""

    def offer(self, *, empty: str = "Välj") -> None:
        """Fill in the units as they are now."""
        self.choices = [("", empty), *((str(pk), path) for pk, path in paths().items())]

    def clean(self, value: Any) -> Unit | None:
        """The unit itself."""
        chosen = super().clean(value)
        return Unit.objects.get(pk=int(chosen)) if chosen else None


class PersonForm(forms.Form):
    """A person's particulars."""

    given_name = line("Förnamn", required="Skriv förnamnet.", limit=60, autocomplete="off")
    family_name = line("Efternamn", required="Skriv efternamnet.", limit=60, autocomplete="off")
    title = line(
        "Titel",
        required="Skriv titeln.",
        limit=80,
        help_text="Den står under svar, där riktlinjen vill ha den.",
    )
    email = forms.EmailField(
        label="E-post",
        help_text="Med den loggar personen in.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Skriv e-postadressen.", "invalid": "Skriv en hel e-postadress."},
    )
    unit = UnitChoice(label="Enhet", error_messages={"required": "Välj enhet."})
    protected_identity = forms.BooleanField(
        label="Skyddade personuppgifter",
        required=False,
        help_text="Namnet sätts aldrig ut i svar, vad riktlinjen än säger om underskrift.",
    )

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        names = ("given_name", "family_name", "title", "email", "protected_identity")
        known = {name: getattr(person, name) for name in names} | {"unit": person.unit_id} if person else {}
        super().__init__(*args, **{"initial": known, **kwargs})
        self.fields["unit"].offer()  # type: ignore[attr-defined]

    @property
    def particulars(self) -> Particulars:
        """What was filled in."""
        return Particulars(**self.cleaned_data)


class RoleForm(forms.Form):
    """A role, and where it reaches."""

    role = forms.ChoiceField(
        label="Roll",
        choices={key: role.label for key, role in ROLES.items()},
        error_messages={"required": "Välj en roll."},
    )
    where = forms.ChoiceField(
        label="Var",
        required=False,
        help_text="Behövs för roller som gäller ett konto, eller en enhet med alla konton under den.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            ("", "Hela kommunen"),
            ("Konton", [(f"account:{each.pk}", each.name) for each in Account.objects.all()]),
            ("Enheter", [(f"unit:{pk}", path) for pk, path in paths().items()]),
        ]

    @property
    def account(self) -> Account | None:
        """The account chosen, if one was."""
        return Account.objects.get(pk=self._key) if self._kind == "account" else None

    @property
    def unit(self) -> Unit | None:
        """The unit chosen, if one was."""
        return Unit.objects.get(pk=self._key) if self._kind == "unit" else None

    @property
    def options(self) -> list[Option]:
        """The roles to choose among, each with what it permits."""
        groups = {False: "Gäller ett konto eller en enhet", True: "Gäller hela kommunen"}
        return [
            Option(key, role.label, _sentence(role.can), group=groups[role.everywhere])
            for key, role in ROLES.items()
        ]

    @property
    def _kind(self) -> str:
        kind: str = self.cleaned_data["where"].partition(":")[0]
        return kind

    @property
    def _key(self) -> int:
        return int(self.cleaned_data["where"].partition(":")[2])


def _sentence(permitted: tuple[str, ...]) -> str:
    """What a role permits, as one sentence."""
    first, *rest = permitted
    return "; ".join([first, *(f"{words[0].lower()}{words[1:]}" for words in rest)]) + "."


class UnitForm(forms.Form):
    """A unit's name, kind, place in the tree and manager."""

    name = line("Namn", required="Skriv enhetens namn.", limit=120)
    kind = forms.ChoiceField(
        label="Slag", choices={"": "Välj", **UNIT_KINDS}, error_messages={"required": "Välj slag."}
    )
    parent = UnitChoice(label="Ligger under", required=False)
    manager = forms.ModelChoiceField(
        label="Chef",
        queryset=User.objects.filter(is_active=True),
        required=False,
        empty_label="Ingen utsedd",
        help_text="Visas på enhetens konton. Rollen Ansvarig chef ges på personens sida.",
    )

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        names = ("name", "kind")
        known = {name: getattr(unit, name) for name in names} if unit else {}
        known |= {"parent": unit.parent_id, "manager": unit.manager_id} if unit else {}
        super().__init__(*args, **{"initial": known, **kwargs})
        self.fields["parent"].offer(empty="Ingenting, den står överst")  # type: ignore[attr-defined]

    @property
    def plan(self) -> Plan:
        """What was filled in."""
        return Plan(**self.cleaned_data)


class ContactForm(forms.Form):
    """Who answers quickly for a department."""

    person = forms.ModelChoiceField(
        label="Person",
        queryset=User.objects.filter(is_active=True),
        empty_label="Välj",
        error_messages={"required": "Välj en person."},
    )
    subjects = line("Ämnen", limit=200, help_text="Till exempel: snöröjning, vattenläckor.")
    substitute = forms.BooleanField(label="Ersättare", required=False)


class OwnPasswordForm(PasswordChangeForm):
    """The old password and a new one, twice; plain words instead of a list of rules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = {
            "password_incorrect": "Det är inte lösenordet du har nu. Skriv det igen.",
            "password_mismatch": "De två nya lösenorden är inte lika. Skriv dem igen.",
        }
        labels = ("Lösenordet du har nu", "Nytt lösenord", "Nytt lösenord en gång till")
        names = ("old_password", "new_password1", "new_password2")
        for name, label in zip(names, labels, strict=True):
            self.fields[name].label = label
            self.fields[name].help_text = ""
        self.fields[
            "new_password1"
        ].help_text = "Minst 12 tecken. Några ord efter varandra är lätta att minnas."

    def clean_new_password1(self) -> str:
        """A temporary password is known to somebody else: another one must follow it."""
        wanted: str = self.cleaned_data["new_password1"]
        if wanted == self.cleaned_data.get("old_password"):
            raise ValidationError("Välj ett annat lösenord än det du har nu.")
        return wanted
