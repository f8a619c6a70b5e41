"""What one has to know to connect an account, platform by platform: the questions of the form, in words."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to fill in. `secret`: never shown again once it is kept."""

    name: str
    label: str
    hint: str
    secret: bool = True
    required: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What a platform wants: its name for the account's id, the address of its interface, and the keys."""

    id_label: str
    id_hint: str
    interface_hint: str
    interface: str
    keys: tuple[Question, ...]


_TOKEN = Question("token", "Nyckel", "Den nyckel (token) som plattformen har gett för kontot.")

FOR_ANY = Asked(
    id_label="Plattformens id för kontot",
    id_hint="Numret eller namnet som plattformen själv känner kontot under.",
    interface_hint="Adressen till plattformens gränssnitt (API).",
    interface="",
    keys=(_TOKEN,),
)
ASKED: Mapping[str, Asked] = {
    "facebook": Asked(
        id_label="Sidans id",
        id_hint="Ett långt nummer, som står bland sidans uppgifter på Facebook.",
        interface_hint="Lämna som den är, om ni inte har fått besked om något annat.",
        interface="https://graph.facebook.com/v26.0",
        keys=(
            Question(
                "token",
                "Sidans nyckel (Page access token)",
                "Skapas hos Meta för er app och den här sidan. Välj den som inte går ut.",
            ),
            Question("app_id", "Appens id", "Står i Metas utvecklarverktyg.", secret=False),
            Question(
                "app_secret",
                "Appens hemlighet (App secret)",
                "Visar att det Facebook skickar hit verkligen kommer från Facebook.",
            ),
            Question(
                "verify_token",
                "Ord för webhooken",
                "Hitta på ett eget ord. Skriv samma ord hos Meta när webhooken läggs upp.",
                required=False,
            ),
        ),
    ),
    "wordpress": Asked(
        id_label="Användarens nummer",
        id_hint="Numret på den användare som Kanalkoll loggar in som. Det står i adressen när användaren redigeras.",
        interface_hint="Webbplatsens adress följd av /wp-json/wp/v2",
        interface="",
        keys=(
            Question("username", "Användarnamn", "Användaren behöver rollen Redaktör.", secret=False),
            Question(
                "token",
                "Applikationslösenord",
                "Skapas i WordPress under användarens profil. Det är inte användarens vanliga lösenord.",
            ),
        ),
    ),
}


def asked(platform: str) -> Asked:
    """The platform's questions, or the plain ones where it has none of its own."""
    return ASKED.get(platform, FOR_ANY)
