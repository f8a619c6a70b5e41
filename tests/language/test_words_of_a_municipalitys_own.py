"""A municipality's own words: marked or let be, in every form, and nothing else in the text is touched."""

import pytest

from kanalkoll.language import NO_ALLOW, screen
from kanalkoll.language.findings import Allow, Excused, LocalWord
from kanalkoll.language.local import forms


def word(phrase: str, *, category: str = "krankning", inflected: str = "noun") -> Allow:
    return Allow(local=(LocalWord(phrase, category, 0.9, "local.7", "Tillagt av Karin.", inflected),))


def excused(phrase: str, *types: str, inflected: str = "name") -> Allow:
    return Allow(excused=(Excused(phrase, frozenset(types), inflected),))


def found(text: str, allow: Allow = NO_ALLOW) -> set[tuple[str, str]]:
    return {
        (one.type, text[one.start : one.end])
        for one in screen(text, direction="incoming", allow=allow).findings
    }


@pytest.mark.parametrize(
    ("phrase", "inflected", "text", "marked"),
    [
        ("glasskalle", "noun", "Vilka glasskallar ni har.", "glasskallar"),
        ("glasskalle", "noun", "GLASSKALLEN då?", "GLASSKALLEN"),
        ("tratt", "noun", "Din gamla tratt.", "tratt"),
        ("tratt", "noun", "Trattarnas förening.", "Trattarnas"),
        ("flumma", "verb", "De flummade hela dagen.", "flummade"),
        ("flummig", "adjective", "Så flummigt.", "flummigt"),
        ("gröna huset", "name", "Vi ses vid gröna husets port.", "gröna husets"),
        ("gröna huset", "", "Vi ses vid gröna husets port.", None),
        ("tratt", "noun", "En trattkantarell.", None),
        ("TRATT", "", "Din tratt", "tratt"),
    ],
)
def test_a_word_to_mark_is_found_in_its_forms_and_as_a_whole(
    phrase: str, inflected: str, text: str, marked: str | None
) -> None:
    shown = screen(text, direction="incoming", allow=word(phrase, inflected=inflected))
    mine = [one for one in shown.findings if one.rule == "local.7"]
    assert [text[one.start : one.end] for one in mine] == ([marked] if marked else [])
    assert (shown.categories["krankning"] >= 0.5) == bool(marked)


def test_a_word_to_mark_has_its_category_strength_rule_and_who_decided() -> None:
    (one,) = screen("Rena trattigheten, tratt!", direction="incoming", allow=word("tratt")).findings
    assert (one.kind, one.type, one.score, one.rule) == ("category", "krankning", 0.9, "local.7")
    assert one.reason == "Tillagt av Karin."


def test_a_name_to_let_be_is_not_marked_in_any_form_and_others_still_are() -> None:
    text = "Jag träffade Peter Ahls bror och Karin Ek."
    assert {"Peter Ahls", "Karin Ek"} <= {shown for _, shown in found(text)}
    left = {shown for _, shown in found(text, excused("Peter Ahl"))}
    assert "Peter Ahls" not in left
    assert "Karin Ek" in left


def test_a_word_is_let_be_only_by_the_types_that_are_named() -> None:
    text = "Vilken jävla dag, din idiot."
    kinds = {kind for kind, _ in found(text)}
    assert {"svordom", "krankning"} <= kinds
    assert "svordom" not in {kind for kind, _ in found(text, excused("jävla", "svordom"))}
    assert "svordom" in {kind for kind, _ in found(text, excused("jävla", "krankning"))}


def test_what_is_let_be_gives_its_category_no_score() -> None:
    text = "Vilken jävla dag."
    assert screen(text, direction="incoming").categories["svordom"] >= 0.5
    assert screen(text, direction="incoming", allow=excused("jävla")).categories["svordom"] == 0


def test_a_place_in_a_threat_does_not_hide_the_threat() -> None:
    text = "Jag ska döda dig vid Fittja skola."
    assert "hot" in {kind for kind, _ in found(text, excused("Fittja skola"))}


def test_a_question_is_still_a_question_when_a_name_in_it_is_let_be() -> None:
    assert {kind for kind, _ in found("När öppnar Peter Ahl?", excused("Peter Ahl"))} == {"fraga"}


def test_an_address_is_let_be_with_the_place_that_follows_it() -> None:
    text = "Kom till Storgatan 12, 578 33 Aneby."
    assert any(kind == "ADRESS" for kind, _ in found(text))
    assert not any(
        kind in {"ADRESS", "personuppgift"}
        for kind, _ in found(text, excused("Storgatan 12", "ADRESS", "personuppgift"))
    )


def test_a_phrase_of_nothing_marks_nothing() -> None:
    assert found("Hej på er.", word("...")) == found("Hej på er.")


@pytest.mark.parametrize(("lemma", "kind"), [("å", "noun"), ("kul", "adjective"), ("x", ""), ("bås", "name")])
def test_any_word_has_at_least_itself(lemma: str, kind: str) -> None:
    assert lemma in forms(lemma, kind)
