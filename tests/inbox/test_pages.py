"""The inbox as people meet it: what each page shows, keeps, refuses and costs."""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanalkoll.inbox import handling, replying
from kanalkoll.inbox.models import Decision, Message, Presence, SavedReply
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality import languages
from kanalkoll.municipality.models import Account, Grant, Unit, User
from kanalkoll.records import keeping
from tests.harness.stage import as_

QUESTION = "När öppnar biblioteket på lördag?"
# How many statements a page may take: the list, a message, and a message with an answer being written.
LIST, MESSAGE, ANSWERING = 8, 31, 37


def fill(kommun, count: int) -> None:
    for number in range(count):
        kommun.say(f"{QUESTION} {number}", author=f"Person {number}")
    kommun.read()


def test_the_list_shows_who_what_where_and_until_when(stage):
    kommun = stage("aneby")
    kommun.comment(QUESTION, author="Roland Vinge")

    page = as_(kommun.karin).get("/inkorg/").content.decode()

    assert "Roland Vinge" in page
    assert QUESTION in page
    assert "Biblioteket · Facebook" in page
    assert "1 att ta ställning till" in page


@pytest.mark.parametrize("rows", [5, 60])
def test_the_list_costs_the_same_however_long_it_is(stage, django_assert_max_num_queries, rows):
    kommun = stage("aneby")
    fill(kommun, rows)
    client = as_(kommun.karin)
    client.get("/inkorg/")

    with django_assert_max_num_queries(LIST):
        client.get("/inkorg/")


@pytest.mark.parametrize("rows", [5, 60])
@pytest.mark.parametrize(("way", "most"), [("", MESSAGE), ("?gor=svara", ANSWERING)])
def test_a_message_costs_the_same_however_long_its_thread_is(
    stage, django_assert_max_num_queries, rows, way, most
):
    kommun = stage("aneby")
    fill(kommun, rows)
    client = as_(kommun.karin)
    address = f"/inkorg/{Message.objects.earliest('pk').pk}/{way}"
    client.get(address)

    with django_assert_max_num_queries(most):
        client.get(address)


def test_a_message_reads_its_screening_once_also_when_somebody_may_be_in_danger(stage):
    kommun = stage("aneby")
    message = kommun.comment("Jag orkar inte leva längre.")
    client = as_(kommun.karin)
    client.get(f"/inkorg/{message.pk}/")

    with CaptureQueriesContext(connection) as statements:
        page = client.get(f"/inkorg/{message.pk}/").content.decode()

    tables = [re.search(r'FROM "(\w+)"', each["sql"]) for each in statements.captured_queries]
    read = Counter(table[1] for table in tables if table)
    assert "Någon kan vara i fara" in page
    assert (read["screening_screening"], read["screening_verdict"]) == (1, 1)
    # Once for the page and once for the frame round it.
    assert read["municipality_guideline"] == 2


def test_fifty_are_shown_and_the_rest_are_one_tap_away(stage):
    kommun = stage("aneby")
    fill(kommun, 60)
    client = as_(kommun.karin)

    first = client.get("/inkorg/")
    second = client.get(first.context["more"])

    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 10)
    assert not {row.value for row in first.context["rows"]} & {row.value for row in second.context["rows"]}


def test_what_may_be_hard_to_read_is_not_read_in_passing(stage):
    kommun = stage("aneby")
    kommun.comment("Jag ska döda dig, din jävla idiot.")

    page = as_(kommun.karin).get("/inkorg/").content.decode()

    assert "döda dig" not in page
    assert "Öppna för att läsa" in page


def test_a_message_is_shown_with_its_clock_its_clause_and_its_thread(stage):
    kommun = stage("aneby")
    kommun.publish("Sagostund på lördag.")
    kommun.comment("Tack!", author="Eva Ståhl")
    message = kommun.comment(QUESTION)

    page = as_(kommun.karin).get(f"/inkorg/{message.pk}/").content.decode()

    assert "Sagostund på lördag." in page
    assert "Eva Ståhl" in page
    assert "/riktlinjen/#AN-7-02" in page


def test_an_answer_stands_under_what_it_answers_and_not_last_in_the_thread(stage):
    kommun = stage("aneby")
    asked = kommun.comment(QUESTION, author="Gunnel Strand")
    kommun.later(minutes=5)
    other = kommun.comment("Tack!", author="Eva Ståhl")
    replying.answer(asked.pk, text="Klockan tio.", by=kommun.karin, now=kommun.now)
    kommun.work()

    thread = as_(kommun.karin).get(f"/inkorg/{other.pk}/").context["thread"]

    assert [each.author for each in thread.near] == ["Gunnel Strand", "Karin Ekholm", "Eva Ståhl"]


def test_a_long_thread_is_folded_round_the_message(stage):
    kommun = stage("aneby")
    fill(kommun, 12)
    middle = Message.objects.get(record__author_name="Person 6")

    thread = as_(kommun.karin).get(f"/inkorg/{middle.pk}/").context["thread"]

    assert (len(thread.before), len(thread.near), len(thread.after)) == (4, 5, 3)
    assert thread.current is not None
    assert thread.current.message_id == middle.pk


def test_residents_markup_is_text_and_nothing_else(stage):
    kommun = stage("aneby")
    message = kommun.comment("<script>alert(1)</script>", author="<b>Klas</b>")

    page = as_(kommun.karin).get(f"/inkorg/{message.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "<b>Klas" not in page
    assert "&lt;script&gt;" in page


def test_an_answer_is_sent_and_said(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)

    answer = as_(kommun.karin).post(
        f"/inkorg/{message.pk}/svar/",
        {"text": "Hej Roland! Klockan tio.", "revision": message.revision, "signed": "on"},
        follow=True,
    )
    kommun.work()
    message.refresh_from_db()

    assert answer.redirect_chain
    assert "Svaret är på väg" in answer.content.decode()
    assert (message.state, kommun.effects("add")) == ("answered", 1)


def test_an_empty_answer_comes_back_with_what_to_do(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)

    answer = as_(kommun.karin).post(f"/inkorg/{message.pk}/svar/", {"text": " "})

    assert answer.status_code == 422
    assert "Skriv ett svar först." in answer.content.decode()


def test_an_answer_the_guideline_stops_keeps_its_words_and_goes_out_with_a_reason(stage):
    kommun = stage("alingsas")
    message = kommun.comment(QUESTION)
    client = as_(kommun.karin)
    typed = {"text": "Läs mer på www.alingsas.se.", "revision": message.revision}

    stopped = client.post(f"/inkorg/{message.pk}/svar/", typed)
    assert stopped.status_code == 422
    assert "Läs mer på www.alingsas.se." in stopped.content.decode()
    assert "Varför skickar du det ändå?" in stopped.content.decode()

    client.post(f"/inkorg/{message.pk}/svar/", typed | {"prompts_reason": "Tiderna ändras varje vecka."})
    kommun.work()
    assert kommun.effects("add") == 1


def test_who_comes_second_sees_what_happened_keeps_the_text_and_may_go_on(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)
    seen = message.revision
    handling.note(message.pk, text="Ring kulturchefen först.", by=kommun.chef, now=kommun.now)
    client = as_(kommun.karin)
    typed = {"text": "Hej Roland! Klockan tio.", "revision": seen}

    first = client.post(f"/inkorg/{message.pk}/svar/", typed)
    page = first.content.decode()
    again = client.post(
        f"/inkorg/{message.pk}/svar/", typed | {"revision": first.context["reply_form"]["revision"].value()}
    )

    assert first.status_code == 409
    assert "Någon annan hann före" in page
    assert "Lars Brandt: intern anteckning" in page
    assert "Hej Roland! Klockan tio." in page
    assert again.status_code == 302


def test_two_answers_to_one_question_become_one(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)
    typed = {"text": "Klockan tio.", "revision": message.revision}
    as_(kommun.karin).post(f"/inkorg/{message.pk}/svar/", typed)

    second = as_(kommun.chef).post(f"/inkorg/{message.pk}/svar/", typed)
    kommun.work()

    assert second.status_code == 409
    assert kommun.effects("add") == 1


def test_a_template_with_a_blank_left_in_it_is_not_published(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)
    client = as_(kommun.karin)
    form = client.get(f"/inkorg/{message.pk}/?gor=vidare").context["pass_on_form"]
    typed = {"to": f"user:{kommun.chef.pk}", "holding_text": form["holding_text"].value(), "revision": 0}

    stopped = client.post(f"/inkorg/{message.pk}/vidare/", typed)
    typed["holding_text"] = typed["holding_text"].replace("[telefon eller e-post]", "0380-461 00")
    passed = client.post(f"/inkorg/{message.pk}/vidare/", typed)

    assert stopped.status_code == 422
    assert "Fyll i det som står inom hakparentes" in stopped.content.decode()
    assert passed.status_code == 302


def test_what_was_closed_by_mistake_is_opened_with_one_press(stage):
    kommun = stage("alingsas")
    message = kommun.comment("Tack!")
    client = as_(kommun.karin)
    grounds = client.get(f"/inkorg/{message.pk}/?gor=avsluta").context["no_answer_form"]["ground"]
    code = next(code for code, _ in grounds.field.choices if code)

    closed = client.post(
        f"/inkorg/{message.pk}/avslut/", {"ground": code, "revision": message.revision}, follow=True
    )
    assert f'action="/inkorg/{message.pk}/oppna/"' in closed.content.decode()
    client.post(f"/inkorg/{message.pk}/oppna/")
    message.refresh_from_db()

    assert message.state == "new"


def test_a_saved_reply_starts_the_answer_without_script(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)
    saved = SavedReply.objects.create(title="Öppet", text="Vi öppnar klockan tio.", by=kommun.karin)

    page = as_(kommun.karin).get(f"/inkorg/{message.pk}/?gor=svara&mall={saved.pk}")

    assert page.context["reply_form"]["text"].value() == "Vi öppnar klockan tio."


def test_while_writing_the_guideline_speaks_and_the_signature_follows_the_author(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment(QUESTION)

    page = as_(kommun.karin).post(
        f"/inkorg/{message.pk}/utkast/",
        {"text": "Ring 070-174 06 12.", "author": kommun.chef.pk},
        HTTP_HX_REQUEST="true",
    )

    assert "Lars" in page.content.decode()
    assert "Svaret innehåller en personuppgift." in page.content.decode()


def test_the_registration_decision_is_kept_with_its_ground(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)

    answer = as_(kommun.karin).post(
        f"/inkorg/{message.pk}/registrering/", {"decision": "ordered", "revision": message.revision}
    )
    message.refresh_from_db()

    assert answer.status_code == 302
    assert message.registration == "ordered"


def test_the_history_tells_every_version_decision_and_event_in_plain_words(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)
    replying.answer(message.pk, text="Klockan tio.", by=kommun.karin, now=kommun.now)
    kommun.work()

    page = as_(kommun.karin).get(f"/inkorg/{message.pk}/historik/").content.decode()

    assert "Meddelandet togs emot" in page
    assert "Besvarat" in page
    assert "message." not in page


def test_the_platforms_own_bytes_are_a_file_no_browser_runs(stage):
    kommun = stage("aneby")
    message = kommun.comment("<script>alert(1)</script>")

    answer = as_(kommun.karin).get(f"/inkorg/{message.pk}/original/")

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")


def test_many_are_closed_after_one_question_and_each_has_its_own_decision(stage):
    kommun = stage("alingsas")
    fill(kommun, 4)
    client = as_(kommun.karin)

    asked = client.post("/inkorg/flera/", {"all_matching": "1"})
    code = "asks_nothing"
    assert f'value="no_answer:{code}"' in asked.content.decode()
    client.post("/inkorg/flera/", {"all_matching": "1", "sure": "1", "action": f"no_answer:{code}"})

    assert "gäller 4 ärenden" in asked.content.decode()
    assert Message.objects.filter(state="no_answer", decisions__ground=code).count() == 4


def test_many_closed_on_a_ground_that_needs_words_are_asked_for_them_and_nothing_is_lost(stage):
    kommun = stage("norrkoping")
    fill(kommun, 3)
    client = as_(kommun.karin)
    typed = {"sure": "1", "chosen": [each.pk for each in Message.objects.all()[:2]]}

    hint = client.post("/inkorg/flera/", {"chosen": typed["chosen"]}).content.decode()
    without = client.post("/inkorg/flera/", typed | {"action": "no_answer:disposable", "reason": " "})
    page = without.content.decode()
    assert not Message.objects.filter(state="no_answer").exists()
    client.post("/inkorg/flera/", typed | {"action": "no_answer:disposable", "reason": "Bara hejarop."})

    assert "Behövs för ”Får gallras" in hint
    assert without.status_code == 422
    assert "Den grunden behöver några egna ord" in page
    assert 'value="no_answer:disposable" selected' in page
    assert all(f'name="chosen" value="{pk}"' in page for pk in typed["chosen"])
    decisions = Decision.objects.filter(outcome="no_answer")
    assert [each.reason.head.text for each in decisions] == ["Bara hejarop."] * 2


def test_where_one_of_many_is_not_theirs_nothing_is_decided_and_the_words_come_back(stage):
    kommun = stage("norrkoping")
    fill(kommun, 3)
    elsewhere = Account.objects.create(
        platform="facebook",
        platform_id="2",
        name="Bygg",
        address="https://f.example/2",
        unit=kommun.account.unit,
    )
    last = Message.objects.order_by("rank_at", "pk").last()
    Message.objects.filter(pk=last.pk).update(account=elsewhere)
    Grant.objects.create(user=kommun.karin, role="archivist", given_at=kommun.now)
    client = as_(kommun.karin)
    typed = {"sure": "1", "all_matching": "1", "action": "no_answer:disposable", "reason": "Bara hejarop."}

    refused = client.post("/inkorg/flera/", typed)
    page = refused.content.decode()
    client.post("/inkorg/flera/?konto=" + str(kommun.account.pk), typed)

    assert refused.status_code == 422
    assert "Du har inte rätt att" in page
    assert "Bara hejarop." in page
    assert [each.account for each in Message.objects.exclude(state="no_answer")] == [elsewhere]
    assert Decision.objects.filter(outcome="no_answer").count() == 2


def test_a_ground_that_needs_words_says_so_at_its_field_and_keeps_the_choice(stage):
    kommun = stage("aneby")
    message = kommun.comment("Jaja.")
    client = as_(kommun.karin)

    answer = client.post(f"/inkorg/{message.pk}/avslut/", {"ground": "other", "revision": message.revision})
    client.post(
        f"/inkorg/{message.pk}/avslut/",
        {"ground": "other", "reason": "En suck.", "revision": message.revision},
    )
    message.refresh_from_db()

    assert answer.status_code == 422
    assert answer.context["no_answer_form"].errors["reason"] == [
        "Den grunden behöver några egna ord om varför. Skriv dem."
    ]
    assert "Behövs för ”Annat skäl, med egna ord”" in answer.content.decode()
    assert (message.state, message.decisions.first().reason.head.text) == ("no_answer", "En suck.")


def test_saved_replies_are_written_changed_and_dropped(stage):
    kommun = stage("aneby")
    client = as_(kommun.karin)
    client.post("/inkorg/sparade-svar/", {"title": "Öppet", "text": "Klockan tio."})
    kept = SavedReply.objects.get()

    client.post(f"/inkorg/sparade-svar/{kept.pk}/", {"title": "Öppet", "text": "Klockan elva."})
    kept.refresh_from_db()
    assert kept.text == "Klockan elva."
    assert client.post("/inkorg/sparade-svar/", {"title": "", "text": "x"}).status_code == 422
    client.post(f"/inkorg/sparade-svar/{kept.pk}/bort/")
    assert not SavedReply.objects.exists()


def test_what_is_not_theirs_to_read_is_as_if_it_were_not_there(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)
    other = Unit.objects.create(name="Tekniska", kind="department")
    account = Account.objects.create(
        platform="facebook", platform_id="99", name="Gatan", address="https://example.se", unit=other
    )
    stranger = User.objects.create_user(
        "ulf@example.se", given_name="Ulf", family_name="Ek", title="gatuingenjör", unit=other
    )
    Grant.objects.create(user=stranger, role="administrator", account=account, given_at=kommun.now)
    client = as_(stranger)

    assert client.get(f"/inkorg/{message.pk}/").status_code == 404
    assert QUESTION not in client.get("/inkorg/?vy=alla").content.decode()
    assert client.post(f"/inkorg/{message.pk}/svar/", {"text": "x"}).status_code == 404


def test_who_may_only_read_has_no_buttons_and_is_refused_in_plain_words(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)
    client = as_(kommun.people["auditor"])

    page = client.get(f"/inkorg/{message.pk}/")
    refused = client.post(f"/inkorg/{message.pk}/anteckning/", {"text": "Hej"})

    assert "gor=svara" not in page.content.decode()
    assert "Spara beslutet" not in page.content.decode()
    assert refused.status_code == 403
    assert "Du har inte rätt att" in refused.content.decode()


def test_the_system_owner_reads_no_content(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)
    client = as_(kommun.people["system_owner"])

    assert client.get("/inkorg/").status_code == 403
    assert client.get(f"/inkorg/{message.pk}/").status_code == 404
    assert client.get("/", follow=True).redirect_chain == [("/konton/", 302)]


def test_a_sealed_post_is_a_placeholder_above_its_comments(stage):
    kommun = stage("aneby")
    kommun.publish("[det som förseglas]")
    message = kommun.comment(QUESTION)
    client = as_(kommun.karin)
    before = client.get(f"/inkorg/{message.pk}/").content.decode()
    with writing():
        keeping.seal(message.record.post, by=kommun.karin.actor, now=kommun.now)

    after = client.get(f"/inkorg/{message.pk}/").content.decode()

    assert "[det som förseglas]" in before
    assert "[det som förseglas]" not in after
    assert "Inlägget är förseglat" in after


@pytest.mark.parametrize("address", ["svar/", "vidare/", "avslut/", "registrering/", "utkast/"])
def test_who_may_only_read_is_refused_before_the_form_is_looked_at(stage, address):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)

    assert as_(kommun.people["auditor"]).post(f"/inkorg/{message.pk}/{address}", {}).status_code == 403


@pytest.mark.parametrize(("word", "form"), [("svara", "svara"), ("vidare", "vidare"), ("avsluta", "avsluta")])
def test_the_forms_are_for_those_who_handle_the_account(stage, word, form):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)
    address = f"/inkorg/{message.pk}/?gor={word}"

    assert f'id="{form}"' in as_(kommun.karin).get(address).content.decode()
    assert f'id="{form}"' not in as_(kommun.people["auditor"]).get(address).content.decode()


@pytest.mark.parametrize("role", ["auditor", "registrar"])
def test_who_may_only_read_leaves_no_trace_of_having_read(stage, role):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)
    as_(kommun.karin).get(f"/inkorg/{message.pk}/")
    client = as_(kommun.people[role])

    client.get(f"/inkorg/{message.pk}/")
    others = client.post(f"/inkorg/{message.pk}/lases/").json()["others"]

    assert others == ["Karin Ekholm"]
    assert [each.user for each in Presence.objects.all()] == [kommun.karin]


def test_only_who_may_settle_says_how_it_went(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)

    assert (
        as_(kommun.people["auditor"]).post(f"/utfall/{message.pk}/", {"happened": "yes"}).status_code == 403
    )


def test_an_answer_on_its_way_is_shown_and_nobody_is_invited_to_send_another(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)
    as_(kommun.karin).post(
        f"/inkorg/{message.pk}/svar/", {"text": "Klockan tio.", "revision": message.revision}
    )

    page = (
        as_(kommun.chef)
        .post(f"/inkorg/{message.pk}/svar/", {"text": "Klockan elva.", "revision": message.revision})
        .content.decode()
    )

    assert "Karin Ekholm har skrivit ett svar som är på väg." in page
    assert '<p class="said">Klockan tio.' in page
    assert "Klockan elva." in page
    assert "tryck en gång till" not in page


def assignments(page: str, person: User) -> list[dict[str, str]]:
    """What the page's buttons and list would send to give the message to this person."""
    forms = re.findall(r'<form[^>]*action="[^"]*/ansvarig/".*?</form>', page, re.DOTALL)
    revisions = [re.findall(r'name="revision" value="(\d+)"', form) for form in forms]
    return [{"to": str(person.pk), "revision": revision} for [revision] in revisions]


@pytest.mark.parametrize("text", [QUESTION, "When does the library open on Saturday? I would like to come."])
def test_two_who_take_it_at_once_are_not_both_told_that_they_have_it(stage, text):
    kommun = stage("alingsas")
    languages.choose(kommun.karin, languages=["en"], now=kommun.now)
    message = kommun.comment(text)
    address = f"/inkorg/{message.pk}/ansvarig/"
    karin, chef = as_(kommun.karin), as_(kommun.chef)
    ways = assignments(karin.get(f"/inkorg/{message.pk}/").content.decode(), kommun.karin)
    chef.post(address, {"to": kommun.chef.pk, "revision": message.revision})

    late = [karin.post(address, way) for way in ways]
    message.refresh_from_db()
    owner = message.assignee
    page = late[0].content.decode()
    again = karin.post(address, assignments(page, kommun.karin)[0])
    message.refresh_from_db()

    assert len(ways) == (2 if text == QUESTION else 3)
    assert {answer.status_code for answer in late} == {409}
    assert "Lars Brandt är ansvarig" in page
    assert "Lars Brandt: fick ny ansvarig" in page
    assert f'<option value="{kommun.karin.pk}" selected>' in page
    assert owner == kommun.chef
    assert (again.status_code, message.assignee) == (302, kommun.karin)


def test_the_history_says_who_on_what_ground_and_by_which_clause(stage):
    kommun = stage("alingsas")
    message = kommun.comment("Tack!")
    handling.close(message.pk, ground="asks_nothing", by=kommun.karin, now=kommun.now)
    handling.assign(message.pk, to=kommun.chef, by=kommun.karin, now=kommun.now)

    page = as_(kommun.karin).get(f"/inkorg/{message.pk}/historik/")
    events = {event.verb: event for event in page.context["events"]}

    assert events["message.received"].who == "systemet"
    assert events["message.no_answer_needed"].who == "Karin Ekholm"
    assert events["message.no_answer_needed"].ground not in {"", "asks_nothing"}
    assert events["message.assigned"].ground == "Lars Brandt"
    assert "asks_nothing" not in page.content.decode()
    assert any(event.links for event in events.values())
    assert 'href="/riktlinjen/#AL-' in page.content.decode()


def test_the_accounts_own_people_come_first_among_those_who_may_have_written(stage):
    kommun = stage("aneby")
    message = kommun.comment(QUESTION)

    form = as_(kommun.karin).get(f"/inkorg/{message.pk}/?gor=svara").context["reply_form"]
    names = [str(words) for _, words in form.fields["author"].choices]

    own = {str(kommun.people[role]) for role in ("administrator", "responsible_manager", "comms_unit")}
    assert names[0] == "Jag själv"
    assert set(names[1:4]) == own
    assert names[4:] == [str(kommun.people["registrar"])]
