"""The parts of a page as HTML."""

from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString

from kanalkoll.ui import views
from kanalkoll.ui.marking import Mark
from kanalkoll.ui.page import ClauseLink, Column, Option, Word

NOW = datetime(2026, 11, 19, 13, 32, tzinfo=UTC)
SLY = '<img src=x onerror="x">'


class Reply(forms.Form):
    text = forms.CharField(
        label="Ditt svar", help_text="Kort och vänligt.", error_messages={"required": "Skriv ett svar."}
    )
    act = forms.ChoiceField(label="Hur?", choices=[("hide", "Dölj"), ("delete", "Ta bort")])


def drawn(source: str, **context: object) -> str:
    return Template("{% load ui ui_parts %}" + source).render(Context({"now": NOW, "sly": SLY, **context}))


@pytest.mark.parametrize(
    "source",
    [
        "{% button sly icon=sly key=sly href=sly hx_get=sly %}",
        "{% tag sly sly sly %}",
        "{% due_label sly sly sly %}",
        "{% clause sly sly sly %}",
        "{% panel title=sly %}{% endpanel %}",
        "{% callout 'late' title=sly %}{{ sly }}{% endcallout %}",
        "{% empty sly icon=sly %}{% endempty %}",
        "{% thread_comment sly sly now now note=sly folded=sly id=sly %}{% endthread_comment %}",
        "{% row sly sly sly now where=sly value=sly assigned=sly settled=sly %}",
        "{% marked sly %}",
        "{% pager sly sly sly %}",
        "{% sheet sly sly sly lines %}",
        "{% presence sly lines %}",
        "{% facts pairs %}",
        "{% steps lines 1 %}",
        "{% table sly columns %}{% endtable %}",
        "{% why mark 1 %}{% endwhy %}",
        "{% tags words %}",
    ],
)
def test_no_part_lets_a_users_words_become_html(source: str) -> None:
    html = drawn(
        source,
        lines=[SLY],
        pairs=[(SLY, SLY)],
        columns=[Column(SLY, href=SLY)],
        mark=Mark(0, 1, SLY, SLY),
        words=[Word(SLY, "late", SLY)],
    )

    assert "onerror" in html, "the words themselves are shown"
    assert "<img" not in html
    assert 'onerror="' not in html


def test_a_button_says_its_key_to_those_who_hear_the_page() -> None:
    html = drawn(
        "{% button 'Svara' kind='first' icon='reply' key='r' name='do' value='answer' disabled=off %}",
        off=False,
    )

    assert 'aria-keyshortcuts="r"' in html
    assert 'data-key="r"' in html
    assert 'name="do" value="answer"' in html
    assert "disabled" not in html
    assert html.startswith('<button class="btn btn-first"')


def test_a_button_with_an_address_is_a_link() -> None:
    assert drawn("{% button 'Avbryt' href='/inkorg/' %}").startswith('<a class="btn" href="/inkorg/">')


def test_a_due_label_carries_the_exact_time_and_the_clause() -> None:
    html = drawn("{% due at now clauses='AN-7-02' %}", at=NOW - timedelta(hours=2))

    assert "försenad 2 tim" in html
    assert 'title="torsdag 19 november 2026 klockan 12.32.00 · AN-7-02"' in html
    assert 'datetime="2026-11-19T12:32:00+01:00"' in html


def test_a_time_nobody_knows_is_said_to_be_unknown() -> None:
    assert "okänd tid" in drawn("{% when at now %}", at=None)


def test_clauses_under_the_same_heading_are_named_once_in_their_order_with_all_their_ids() -> None:
    links = [
        ClauseLink("A-1", "Svarstid", "#1"),
        ClauseLink("A-2", "Raderas", "#2"),
        ClauseLink("A-3", "Svarstid", "#3"),
    ]

    html = drawn("{% clauses links %}", links=links)

    assert html.index("Svarstid") < html.index("Raderas")
    assert html.count("Svarstid") == 1
    assert 'title="A-1, A-3"' in html


def test_a_choice_the_guideline_does_not_make_is_said_to_be_the_systems() -> None:
    assert "systemets förval, inte i er riktlinje" in drawn("{% clauses links default=True %}", links=[])


def test_a_field_in_error_is_tied_to_its_hint_and_its_error() -> None:
    html = drawn("{% field form.text %}", form=Reply({"text": ""}))

    assert '<label class="field-label" for="id_text">Ditt svar' in html
    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert 'id="id_text_helptext"' in html
    assert 'id="id_text_error"' in html
    assert html.index("Skriv ett svar.") < html.index("<input")


def test_the_error_summary_leads_to_each_field_and_is_absent_when_all_is_well() -> None:
    assert '<a href="#id_text">Skriv ett svar.</a>' in drawn(
        "{% error_summary form %}", form=Reply({"text": "", "act": "hide"})
    )
    assert drawn("{% error_summary form %}", form=Reply({"text": "Hej", "act": "hide"})).strip() == ""


def test_radio_cards_keep_what_was_chosen_and_say_why_another_cannot_be() -> None:
    options = [Option("hide", "Dölj"), Option("delete", "Ta bort", closed="Går inte här.")]

    html = drawn(
        "{% radio_cards form.act options %}", form=Reply({"text": "", "act": "hide"}), options=options
    )

    assert 'value="hide" checked' in html
    assert 'value="delete" disabled' in html
    assert "Går inte här." in html


def test_steps_tell_where_one_is_and_what_is_done() -> None:
    html = drawn("{% steps labels 2 %}", labels=["Grund", "Säkra", "Ta bort"])

    assert html.count("(klart)") == 1
    assert html.index("(klart)") < html.index('aria-current="step"') < html.index("Ta bort")


def test_facts_without_a_value_are_left_out() -> None:
    assert "Ansvarig" not in drawn("{% facts rows %}", rows=[("Ansvarig", ""), ("Kom in", "i dag")])


def test_a_folded_text_is_behind_a_sentence_that_says_why() -> None:
    html = drawn(
        "{% thread_comment 'Klas' text now now folded='Kan vara hot.' %}{% endthread_comment %}",
        text=SafeString("hu"),
    )

    assert (
        html.index("<details")
        < html.index("Kan vara hot.")
        < html.index("</summary>")
        < html.index("hu</div>")
    )


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (views.malformed, 400, "Ingenting har ändrats"),
        (views.forbidden, 403, "Du har inte tillgång"),
        (views.not_found, 404, "Sidan finns inte"),
        (views.fault, 500, "Något gick fel hos oss"),
        (views.unavailable, 503, "Databasen svarar inte"),
    ],
)
def test_pages_about_faults_need_no_database(view: object, status: int, words: str) -> None:
    """Without the mark django_db every touch of the database fails the test."""
    answer = view(RequestFactory().get("/"))  # type: ignore[operator]

    assert answer.status_code == status
    assert words in answer.content.decode()


def test_when_the_database_is_away_the_browser_is_told_when_to_come_back() -> None:
    assert views.unavailable(RequestFactory().get("/"))["Retry-After"] == "60"
