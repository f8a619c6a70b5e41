"""The forms about accounts. Keys are never sent back to the page, also when something is wrong."""

from typing import Any

from django import forms
from django.core.validators import URLValidator

from kanalkoll.accounts.managing import Identity
from kanalkoll.accounts.questions import Asked, Question
from kanalkoll.municipality.models import Account
from kanalkoll.municipality.pages.forms import UnitChoice, line

LONGEST_KEY = 4_000


def _address(label: str, *, help_text: str, missing: str) -> Any:
    field = forms.URLField(
        label=label,
        help_text=help_text,
        assume_scheme="https",
        max_length=500,
        error_messages={"required": missing, "invalid": "Skriv hela adressen. Den börjar med https://"},
    )
    field.validators = [URLValidator(schemes=["https", "http"], message="Adressen ska börja med https://")]
    return field


class AccountForm(forms.Form):
    """What an account is."""

    name = line(
        "Namn",
        required="Skriv kontots namn.",
        limit=200,
        help_text="Som ni kallar det, till exempel Biblioteket.",
    )
    address = _address(
        "Adress", help_text="Där invånarna hittar kontot.", missing="Skriv adressen dit invånarna går."
    )
    platform_id = line(
        "", required="Skriv det id som plattformen har för kontot.", limit=200, autocomplete="off"
    )
    unit = UnitChoice(label="Ansvarig enhet", error_messages={"required": "Välj vilken enhet som ansvarar."})
    main = forms.BooleanField(
        label="Huvudkonto",
        required=False,
        help_text="Kommunens gemensamma konto på plattformen. Det står överst.",
    )

    def __init__(self, *args: Any, asked: Asked, account: Account | None = None, **kwargs: Any) -> None:
        names = ("name", "address", "platform_id", "main")
        known = {name: getattr(account, name) for name in names} if account else {}
        known |= {"unit": account.unit_id} if account else {}
        super().__init__(*args, **{"initial": known, **kwargs})
        self.fields["unit"].offer()  # type: ignore[attr-defined]
        self.fields["platform_id"].label = asked.id_label
        self.fields["platform_id"].help_text = asked.id_hint

    def identity(self, platform: str) -> Identity:
        """What was filled in, on that platform."""
        return Identity(platform=platform, **self.cleaned_data)


class ConnectionForm(forms.Form):
    """Where the platform is reached and with which keys: the platform's own questions."""

    interface = _address("Gränssnittets adress", help_text="", missing="Skriv adressen till gränssnittet.")

    def __init__(self, *args: Any, asked: Asked, interface: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"interface": interface or asked.interface}, **kwargs})
        self.fields["interface"].help_text = asked.interface_hint
        self._keys = asked.keys
        for question in asked.keys:
            self.fields[question.name] = _key(question)
        self.order_fields([*(question.name for question in asked.keys), "interface"])

    @property
    def secrets(self) -> dict[str, str]:
        """The keys that were filled in, by the names the adapter knows."""
        given = {question.name: self.cleaned_data[question.name] for question in self._keys}
        return {name: value for name, value in given.items() if value}


def _key(question: Question) -> forms.CharField:
    quiet = {"autocomplete": "off", "spellcheck": "false"}
    hidden = quiet | {"autocomplete": "new-password"}
    return forms.CharField(
        label=question.label,
        help_text=question.hint,
        required=question.required,
        max_length=LONGEST_KEY,
        widget=forms.PasswordInput(attrs=hidden) if question.secret else forms.TextInput(attrs=quiet),
        error_messages={"required": f"Fyll i: {question.label}."},
    )
