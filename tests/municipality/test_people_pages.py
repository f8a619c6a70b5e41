"""The pages under /kommunen/: what they show, keep and refuse, for whom, and what they cost."""

import pytest
from django.test import Client
from django.urls import reverse

from kanalkoll.municipality import contacts, people
from kanalkoll.municipality.models import ContactPerson, Grant, Unit, User
from kanalkoll.municipality.pages.urls import urlpatterns
from kanalkoll.municipality.people import Particulars
from tests.harness.stage import as_

SARA = {
    "given_name": "Sara",
    "family_name": "Lind",
    "title": "bibliotekarie",
    "email": "sara.lind@example.se",
}


def keeper(kommun) -> Client:
    return as_(kommun.people["system_owner"])


def owner(kommun) -> User:
    return User.objects.get(pk=kommun.people["system_owner"].pk)


def addresses(kommun) -> dict[str | None, str]:
    """Every address of the room, with something real at each."""
    unit = kommun.account.unit
    contact = contacts.name_contact(unit, kommun.karin, by=owner(kommun), now=kommun.now)
    numbers = {"grant_pk": Grant.objects.get(user=kommun.karin).pk, "contact_pk": contact.pk}
    found = {}
    for pattern in urlpatterns:
        wanted = pattern.pattern.converters
        pk = unit.pk if str(pattern.pattern).startswith("enheter") else kommun.karin.pk
        known = {"pk": pk, **numbers}
        found[pattern.name] = reverse(f"people:{pattern.name}", kwargs={name: known[name] for name in wanted})
    return found


@pytest.mark.parametrize(
    "role", ["administrator", "responsible_manager", "comms_unit", "registrar", "auditor"]
)
def test_every_page_about_people_is_closed_to_others(stage, role):
    kommun = stage("aneby")
    places = addresses(kommun)
    client = as_(kommun.people[role])

    for name, address in places.items():
        for answer in (client.get(address), client.post(address)):
            allowed = {200, 405} if name == "roles" and role not in LIMITED else {403, 405}
            assert answer.status_code in allowed, f"{name}: {answer.status_code}"
            assert answer.status_code != 403 or "Din roll" in answer.text or "Du har inte rätt" in answer.text


LIMITED = ("administrator", "responsible_manager")


def test_every_page_about_people_wants_somebody_signed_in(stage):
    kommun = stage("aneby")

    for address in addresses(kommun).values():
        assert Client().get(address).headers["Location"].startswith("/logga-in/")


def test_the_menu_shows_the_municipality_to_those_who_look_after_it(stage):
    kommun = stage("aneby")

    assert 'href="/kommunen/"' in keeper(kommun).get("/konton/").text
    assert 'href="/kommunen/"' not in as_(kommun.karin).get("/konton/").text


def test_from_nothing_to_somebody_who_can_work_through_the_pages_alone(stage):
    kommun = stage("aneby")
    client, unit = keeper(kommun), kommun.account.unit

    added = client.post("/kommunen/personer/ny/", SARA | {"unit": unit.pk}, follow=True)
    sara = User.objects.get(email=SARA["email"])
    page = f"/kommunen/personer/{sara.pk}/"
    assert "Utan roll" in added.text
    assert "Utan lösenord" in added.text

    role = {"role": "administrator", "where": f"account:{kommun.account.pk}"}
    given = client.post(f"{page}roller/", role, follow=True)
    told = client.post(f"{page}losenord/")
    assert "Administratör" in given.text
    assert "no-store" in told.headers["Cache-Control"]
    password = told.context["password"]
    assert password not in client.get(page).text

    theirs = Client()
    signed_in = theirs.post("/logga-in/", {"username": SARA["email"], "password": password}, follow=True)
    assert signed_in.redirect_chain[-1] == ("/losenord/", 302)
    assert theirs.get("/inkorg/").headers["Location"] == "/losenord/"
    own = "fyra små grisar gick"
    new = {"old_password": password, "new_password1": own, "new_password2": own}
    changed = theirs.post("/losenord/", new, follow=True)
    assert "Ditt nya lösenord gäller" in changed.text
    assert theirs.get("/inkorg/").status_code == 200


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("kort", "kort", "för kort"),
        ("passwordpassword1", "nånting annat helt", "inte lika"),
        ("same", "same", "Välj ett annat lösenord"),
    ],
)
def test_a_password_that_will_not_do_says_why(stage, new, again, said):
    kommun = stage("aneby")
    temporary = people.set_password(kommun.karin, by=owner(kommun), now=kommun.now)
    client = as_(kommun.karin)
    words = {"same": temporary}

    answer = client.post(
        "/losenord/",
        {
            "old_password": temporary,
            "new_password1": words.get(new, new),
            "new_password2": words.get(again, again),
        },
    )

    assert answer.status_code == 422
    assert said in answer.text
    assert User.objects.get(pk=kommun.karin.pk).check_password(temporary)


def test_the_wrong_old_password_changes_nothing(stage):
    kommun = stage("aneby")
    people.set_password(kommun.karin, by=owner(kommun), now=kommun.now)
    own = "fyra små grisar gick"
    new = {"old_password": "gissning", "new_password1": own, "new_password2": own}

    answer = as_(kommun.karin).post("/losenord/", new)

    assert answer.status_code == 422
    assert "Det är inte lösenordet du har nu." in answer.text
    assert not User.objects.get(pk=kommun.karin.pk).check_password(own)


def test_who_reads_no_content_signs_in_to_a_page_they_may_see(stage):
    kommun = stage("aneby")
    maj = owner(kommun)
    maj.set_password("fyra små grisar gick")
    maj.save()

    answer = Client().post(
        "/logga-in/", {"username": maj.email, "password": "fyra små grisar gick"}, follow=True
    )

    assert (answer.status_code, answer.redirect_chain[-1]) == (200, ("/konton/", 302))


def test_with_a_temporary_password_one_can_sign_out_but_nothing_else(stage):
    kommun = stage("aneby")
    people.set_password(kommun.karin, by=owner(kommun), now=kommun.now)
    client = as_(kommun.karin)

    assert client.get("/konton/").headers["Location"] == "/losenord/"
    assert client.post("/inkorg/flera/").headers["Location"] == "/losenord/"
    assert client.get("/losenord/").status_code == 200
    assert client.post("/logga-ut/").headers["Location"] == "/logga-in/"
    assert client.get("/konton/").headers["Location"].startswith("/logga-in/")


def test_a_new_temporary_password_signs_the_person_out_everywhere(stage):
    kommun = stage("aneby")
    client = as_(kommun.karin)
    assert client.get("/inkorg/").status_code == 200

    people.set_password(kommun.karin, by=owner(kommun), now=kommun.now)

    assert client.get("/inkorg/").headers["Location"].startswith("/logga-in/")


def test_who_has_left_is_out_in_the_middle_of_the_day(stage):
    kommun = stage("aneby")
    client = as_(kommun.chef)
    assert client.get("/inkorg/").status_code == 200

    answer = keeper(kommun).post(f"/kommunen/personer/{kommun.chef.pk}/slut/", follow=True)

    assert "Välj ny chef för Biblioteket." in answer.text
    assert client.get("/inkorg/").headers["Location"].startswith("/logga-in/")
    assert "Chefen är avslutad" in keeper(kommun).get(f"/kommunen/enheter/{kommun.account.unit_id}/").text


def test_what_stands_in_the_way_is_said_on_the_persons_page(stage):
    kommun = stage("aneby")
    last = kommun.people["system_owner"]

    answer = keeper(kommun).post(f"/kommunen/personer/{last.pk}/slut/")

    assert answer.status_code == 422
    assert "den enda som kan släppa in andra" in answer.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"given_name": ""}, "Skriv förnamnet."),
        ({"email": "inte en adress"}, "Skriv en hel e-postadress."),
        ({"email": "karin.ekholm@example.se"}, "Karin Ekholm har redan den e-postadressen."),
        ({"unit": ""}, "Välj enhet."),
        ({"unit": "99999"}, "Välj"),
    ],
)
def test_a_faulty_person_comes_back_as_typed_with_what_to_mend(stage, changed, said):
    kommun = stage("aneby")

    answer = keeper(kommun).post("/kommunen/personer/ny/", SARA | {"unit": kommun.account.unit_id} | changed)

    assert answer.status_code == 422
    assert said in answer.text
    assert "bibliotekarie" in answer.text
    assert not User.objects.filter(given_name="Sara").exists()


@pytest.mark.parametrize(
    ("role", "where", "said"),
    [
        ("administrator", "", "Välj vilket konto"),
        ("auditor", "account", "gäller alla konton"),
        ("", "", "Välj en roll."),
        ("king", "", "king"),
    ],
)
def test_a_role_that_does_not_fit_comes_back_with_the_reason(stage, role, where, said):
    kommun = stage("aneby")
    reach = f"account:{kommun.account.pk}" if where else ""

    answer = keeper(kommun).post(
        f"/kommunen/personer/{kommun.people['registrar'].pk}/roller/", {"role": role, "where": reach}
    )

    assert answer.status_code == 422
    assert said in answer.text


def test_a_role_is_ended_from_the_page_and_the_page_tells_what_has_happened(stage):
    kommun = stage("aneby")
    grant = Grant.objects.get(user=kommun.karin)
    page = f"/kommunen/personer/{kommun.karin.pk}/"

    answer = keeper(kommun).post(f"{page}roller/{grant.pk}/slut/", follow=True)

    assert "Rollen är avslutad." in answer.text
    assert "En roll avslutades: Administratör" in answer.text
    assert "av Maj Hult" in answer.text
    assert (
        keeper(kommun).post(f"/kommunen/personer/{kommun.chef.pk}/roller/{grant.pk}/slut/").status_code == 404
    )


def test_somebody_is_changed_ended_and_opened_again(stage):
    kommun = stage("aneby")
    client, page = keeper(kommun), f"/kommunen/personer/{kommun.karin.pk}/"
    form = client.get(f"{page}uppgifter/").context["form"]
    typed = {field.name: field.value() for field in form if field.value()}

    client.post(f"{page}uppgifter/", typed | {"title": "webbredaktör"})
    client.post(f"{page}slut/")
    assert "Karin Ekholm" in client.get("/kommunen/?visa=avslutade").text
    assert "Karin Ekholm" not in client.get("/kommunen/").text
    opened = client.post(f"{page}oppning/", follow=True)

    assert "webbredaktör" in opened.text
    assert "Inloggningen är öppen." in opened.text


def test_people_are_found_by_name_title_unit_and_address(stage):
    kommun = stage("aneby")
    client = keeper(kommun)

    for words in ("Karin", "ekholm kommunikatör", "karin.ekholm@", "biblioteket ekholm"):
        page = client.get("/kommunen/", {"q": words}).text
        assert "Karin Ekholm" in page, words
        assert "Olof Rask" not in page, words
    assert "Ingen hittades" in client.get("/kommunen/", {"q": "Ingrid"}).text


def test_markup_in_a_name_is_text(stage):
    kommun = stage("aneby")
    User.objects.filter(pk=kommun.karin.pk).update(given_name="<b>Karin</b>", title="<script>")

    for address in ("/kommunen/", f"/kommunen/personer/{kommun.karin.pk}/", "/kommunen/roller/"):
        page = keeper(kommun).get(address).text
        assert "<b>Karin" not in page
        assert "&lt;b&gt;Karin" in page


@pytest.mark.parametrize("more", [2, 40])
def test_the_pages_cost_the_same_however_many_people_and_units_there_are(
    stage, django_assert_max_num_queries, more
):
    kommun = stage("hallstahammar")
    parent = None
    for number in range(more):
        parent = Unit.objects.create(
            name=f"Enhet {number}", kind="department", parent=parent, manager=kommun.chef
        )
        added = people.add_person(
            particulars=Particulars(f"p{number}@example.se", "P", f"{number}", "lärare", parent),
            by=owner(kommun),
            now=kommun.now,
        )
        people.give_role(added, role="administrator", unit=parent, by=owner(kommun), now=kommun.now)
        contacts.name_contact(parent, added, by=owner(kommun), now=kommun.now)
    client = keeper(kommun)

    for address in (
        "/kommunen/",
        f"/kommunen/personer/{kommun.karin.pk}/",
        f"/kommunen/personer/{kommun.karin.pk}/roller/",
        "/kommunen/enheter/",
        f"/kommunen/enheter/{kommun.account.unit_id}/",
        "/kommunen/kontaktpersoner/",
        "/kommunen/roller/",
    ):
        client.get(address)
        with django_assert_max_num_queries(14):
            client.get(address)


def test_a_hundred_are_shown_and_the_rest_are_one_tap_away(stage):
    kommun = stage("aneby")
    unit = kommun.account.unit
    User.objects.bulk_create(
        User(email=f"p{n}@example.se", given_name="P", family_name=f"{n}", title="lärare", unit=unit)
        for n in range(110)
    )
    client = keeper(kommun)

    first = client.get("/kommunen/?q=l%C3%A4rare")
    second = client.get("/kommunen/" + first.context["more"])

    assert (len(first.context["part"]), len(second.context["part"])) == (100, 10)
    assert second.context["more"] == ""


def test_the_auditor_sees_who_may_do_what_where_and_finds_the_way_there(stage):
    kommun = stage("aneby")
    client = as_(kommun.people["auditor"])

    way = client.get("/konton/").text
    page = client.get("/kommunen/roller/").text

    assert 'href="/kommunen/roller/"' in way
    assert "Godkänna en borttagning" in page
    assert "Karin Ekholm" in page
    assert "Biblioteket och allt under" in page
    assert "/kommunen/personer/" not in page
    assert "karin.ekholm@example.se" not in page


def test_an_ended_role_is_no_longer_in_the_list(stage):
    kommun = stage("aneby")
    people.end_role(Grant.objects.get(user=kommun.karin), by=owner(kommun), now=kommun.now)

    assert "Karin Ekholm" not in as_(kommun.people["auditor"]).get("/kommunen/roller/").text


def test_a_unit_is_added_changed_and_given_contact_persons_from_the_pages(stage):
    kommun = stage("aneby")
    client, library = keeper(kommun), kommun.account.unit

    asked = client.get(f"/kommunen/enheter/ny/?under={library.pk}")
    assert asked.context["form"]["parent"].value() == str(library.pk)
    client.post("/kommunen/enheter/ny/", {"name": "Bokbussen", "kind": "unit", "parent": library.pk})
    bus = Unit.objects.get(name="Bokbussen")
    page = f"/kommunen/enheter/{bus.pk}/"
    client.post(f"{page}uppgifter/", {"name": "Bokbåten", "kind": "unit", "parent": library.pk})
    client.post(f"{page}kontaktpersoner/", {"person": kommun.karin.pk, "subjects": "båten"})
    contact = ContactPerson.objects.get()
    confirmed = client.post(f"{page}kontaktpersoner/bekraftelse/", follow=True)

    assert "Karin Ekholm" in confirmed.text
    assert "bekräftade i dag" in confirmed.text
    assert client.post(f"{page}kontaktpersoner/{contact.pk}/slut/").status_code == 302
    assert not ContactPerson.objects.exists()
    assert "Bokbåten" in client.get("/kommunen/enheter/").text


def test_a_faulty_unit_and_a_nameless_contact_come_back_with_what_to_mend(stage):
    kommun = stage("aneby")
    client, department = keeper(kommun), kommun.account.unit.parent
    page = f"/kommunen/enheter/{department.pk}/"

    ring = client.post(
        f"{page}uppgifter/",
        {"name": "Kultur och fritid", "kind": "department", "parent": kommun.account.unit_id},
    )
    nobody = client.post(f"{page}kontaktpersoner/", {"subjects": "bad"})

    assert (ring.status_code, nobody.status_code) == (422, 422)
    assert "ligger under" in ring.text
    assert "Välj en person." in nobody.text


@pytest.mark.clause("HA-3.1-05")
def test_departments_without_contact_persons_are_named_with_the_clause(stage):
    kommun = stage("hallstahammar")
    client, department = keeper(kommun), kommun.account.unit.parent

    bare = client.get("/kommunen/kontaktpersoner/").text
    contacts.name_contact(department, kommun.karin, by=owner(kommun), now=kommun.now)
    half = client.get("/kommunen/kontaktpersoner/").text
    contacts.name_contact(department, kommun.chef, substitute=True, by=owner(kommun), now=kommun.now)
    whole = client.get("/kommunen/kontaktpersoner/").text

    assert "Kontaktperson och ersättare saknas" in bare
    assert "/riktlinjen/#HA-3.1-05" in bare
    assert "Ersättare saknas" in half
    assert "saknas" not in whole
    assert "Alla som ska ha kontaktpersoner har det." in whole


def test_where_the_guideline_is_silent_no_department_is_blamed(stage):
    kommun = stage("aneby")

    page = keeper(kommun).get("/kommunen/kontaktpersoner/").text

    assert "kräver inga kontaktpersoner" in page
    assert "Kultur och fritid" in page
    assert "saknas" not in page
