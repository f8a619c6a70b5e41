"""Remarks under a text: notices first, then the most useful advice, and nothing of a good text."""

from django.template import Context, Template

from kanalkoll.language import screen
from kanalkoll.ui.page import ClauseLink
from kanalkoll.ui.remarks import MOST, NOTHING_WRITTEN, Notice, Remarks, remarks_on

STIFF = "Du kan erhålla stöd och avgiften är låg. Vi kan erhålla svar."
MANY = (
    "Hej!!! Sommar lovet är här. Alltidd öppet bl.a. på lördag, enl. ovan. Beslutet fattades i går. "
    "Vi gör det i enlighet med reglerna. Läs mer: klicka här."
)


def about(text: str, *notices: Notice) -> Remarks:
    return remarks_on(
        text, screen(text, direction="outgoing", channel="svar_kommentar"), notices=list(notices)
    )


def drawn(remarks: Remarks) -> str:
    return Template("{% include 'ui/remarks.html' %}").render(Context({"remarks": remarks}))


def test_a_good_text_is_said_to_be_good_and_an_empty_one_is_left_in_peace() -> None:
    assert about("Hej! Vi öppnar klockan tio.").said == "Inget att anmärka på."
    assert NOTHING_WRITTEN.said == ""


def test_advice_tells_the_words_why_and_what_instead() -> None:
    (remark,) = about(STIFF).advice

    assert (remark.label, remark.words, remark.better) == ("Krångligt ord", "erhålla", "få")
    assert "få" in remark.reason


def test_the_same_advice_about_the_same_words_is_given_once_with_every_place() -> None:
    (remark,) = about(STIFF).advice

    assert [STIFF[start:end] for start, end in remark.places] == ["erhålla", "erhålla"]
    assert "på båda ställena" in drawn(about(STIFF))


def test_places_are_counted_in_signs_also_after_emoji() -> None:
    (remark,) = about("👩‍👧 Du kan erhålla stöd.").advice

    assert "👩‍👧 Du kan erhålla stöd."[slice(*remark.places[0])] == "erhålla"


def test_five_are_shown_and_the_rest_are_folded_behind_a_word() -> None:
    remarks = about(MANY)

    assert len(remarks.first) == MOST
    assert remarks.further
    assert f"Visa fler ({len(remarks.further)})" in drawn(remarks)


def test_spelling_comes_before_style_and_signs_come_last() -> None:
    labels = [remark.label for remark in about(MANY).advice]

    assert labels.index("Stavning") < labels.index("Krångligt ord") < labels.index("Skiljetecken")


def test_notices_stand_first_with_their_clause_and_are_counted_for_the_ear() -> None:
    rule = Notice("soon", "Svara på plats.", clauses=[ClauseLink("X-1", "Svar", "/riktlinjen/#X-1")])
    html = drawn(about(STIFF, rule))

    assert html.index("Svara på plats.") < html.index("Krångligt ord")
    assert 'href="/riktlinjen/#X-1"' in html
    assert about(STIFF, rule).said == "En påminnelse. Ett råd om språket. Du väljer själv."


def test_what_a_notice_has_quoted_is_not_said_once_more() -> None:
    text = "Ring Peter Ahl på 070-174 06 12."
    notice = Notice("soon", "Personuppgift.", words=("Peter Ahl", "070-174 06 12"))

    assert [remark.words for remark in about(text).advice] == ["Peter Ahl", "070-174 06 12"]
    assert about(text, notice).advice == ()


def test_advice_about_the_whole_text_quotes_none_of_it() -> None:
    text = "Handläggningen förutsätter kompletteringar. " * 6

    (remark,) = [each for each in about(text).advice if each.label == "Läsbarhet"]

    assert remark.words == "Hela texten"
    assert remark.better == ""


def test_a_long_sentence_is_quoted_by_its_ends() -> None:
    text = "Vi " + "och ".join(["tittar på saken "] * 14) + "till slut."

    (remark,) = [each for each in about(text).advice if each.label == "Lång mening"]

    assert "…" in remark.quote
    assert len(remark.quote) < 60


def test_words_of_the_draft_never_become_html() -> None:
    html = drawn(about("Se http://x.se/<img> alltidd <b>!!!"))

    assert "<img" not in html
    assert "<b>!" not in html


def test_swedish_advice_is_given_about_swedish_only() -> None:
    remarks = about("Thank you for your question. We will get back to you as soon as we can!!!")

    assert [remark.label for remark in remarks.advice] == ["Skiljetecken"]
    assert "verkar vara skriven på engelska" in remarks.said
    assert "Språkråd ges bara om svenska." in remarks.said
