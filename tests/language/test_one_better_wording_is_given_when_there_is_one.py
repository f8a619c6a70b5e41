"""What to write instead is offered only where nobody has to choose or inflect."""

import pytest

from kanalkoll.language import screen
from kanalkoll.language.mending import better


def mended(text: str, kind: str) -> list[str | None]:
    found = screen(text, direction="outgoing", channel="svar_kommentar").findings
    return [better(one, text) for one in found if one.type == kind]


@pytest.mark.parametrize(
    ("text", "kind", "instead"),
    [
        ("Du kan erhålla bidrag.", "byrakratord", "få"),
        ("Vi gör det i enlighet med reglerna.", "byrakratord", "enligt"),
        ("I enlighet med reglerna gör vi det.", "byrakratord", "Enligt"),
        ("Du är alltidd välkommen.", "stavfel", "alltid"),
        ("Alltidd öppet.", "stavfel", "Alltid"),
        ("Vi ses på sommar lovet.", "sarskrivning", "sommarlovet"),
        ("Vi ses vid buss stationen.", "sarskrivning", "busstationen"),
        ("Det gäller bl.a. skolan.", "forkortning", "bland annat"),
        ("Välkommen hit!!!", "skiljetecken", "!"),
        ("Kommer du?!?", "skiljetecken", "?"),
        ("Se https://kommunen.se/bad?utm_source=fb&id=3.", "lank", "https://kommunen.se/bad?id=3."),
        ("Se http://kommunen.se/bad", "lank", "https://kommunen.se/bad"),
        ("Detta är MYCKET VIKTIGT ATT VETA för dig.", "versaler", "Mycket viktigt att veta"),
    ],
)
def test_the_one_better_wording_keeps_the_capital(text: str, kind: str, instead: str) -> None:
    assert mended(text, kind) == [instead]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # Another form of the verb: "du få bidrag" would be wrong.
        ("Du erhåller bidrag.", "byrakratord"),
        # Two to choose between.
        ("Reglerna ska avse skolan.", "byrakratord"),
        # The list's right form has another ending than what was written.
        ("Det blir annorlund i år.", "stavfel"),
        # Nobody but the writer knows what it stands for, who did it or how to divide it.
        ("Hör av dig till LKF om du undrar.", "forkortning"),
        ("Beslutet fattades i går.", "passiv"),
        ("Läs mer: klicka här.", "lank"),
    ],
)
def test_where_somebody_has_to_choose_nothing_is_put_in(text: str, kind: str) -> None:
    assert mended(text, kind) == [None]
