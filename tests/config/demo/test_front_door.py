"""The page where one chooses whom to be: in the demonstration, on this computer, and nowhere else."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.test.utils import override_settings

from kanalkoll.ledger.clock import now
from kanalkoll.municipality.models import Account, Grant, Unit, User

DOOR = "/demo/"
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.demo.urls")]


@pytest.fixture
def karin() -> User:
    unit = Unit.objects.create(name="Biblioteket", kind="unit")
    account = Account.objects.create(
        platform="facebook",
        platform_id="1",
        name="Biblioteket, Exempelby",
        address="https://e.example/1",
        unit=unit,
    )
    user = User.objects.create_user(
        "karin.ek@exempelby.example",
        None,
        given_name="Karin",
        family_name="Ek",
        title="bibliotekarie",
        unit=unit,
    )
    Grant.objects.create(user=user, role="administrator", account=account, given_at=now())
    Grant.objects.create(user=user, role="registrar", given_at=now())
    return user


@pytest.fixture
def _demo() -> Iterator[None]:
    with override_settings(DEMO=True):
        yield


@pytest.mark.usefixtures("_demo")
def test_each_person_is_shown_with_role_and_what_they_will_see(client: Client, karin: User) -> None:
    page = client.get(DOOR).content.decode()
    assert "Karin Ek" in page
    assert "bibliotekarie" in page
    assert "Administratör, Registrator" in page
    assert "Sköter Biblioteket, Exempelby: läser, svarar" in page
    assert "Läser allt och avgör vad som ska diarieföras." in page


@pytest.mark.usefixtures("_demo")
def test_of_the_communications_unit_only_the_widest_is_told(client: Client, karin: User) -> None:
    Grant.objects.create(user=karin, role="comms_unit", given_at=now())
    page = client.get(DOOR).content.decode()
    assert "Ser alla konton" in page
    assert "Sköter Biblioteket" not in page


@pytest.mark.usefixtures("_demo")
def test_one_press_signs_in_as_that_person(client: Client, karin: User) -> None:
    answer = client.post(DOOR, {"person": str(karin.pk)})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(karin.pk)


@pytest.mark.usefixtures("_demo")
@pytest.mark.parametrize("key", ["", "0", "999999", "9" * 5000, "karin", "1 OR 1=1", "٣"])
def test_nobody_is_signed_in_as_somebody_who_is_not_there(client: Client, key: str) -> None:
    assert client.post(DOOR, {"person": key}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_demo")
def test_somebody_who_may_not_sign_in_any_more_is_neither_shown_nor_let_in(
    client: Client, karin: User
) -> None:
    karin.is_active = False
    karin.save()
    assert "Karin Ek" not in client.get(DOOR).content.decode()
    assert client.post(DOOR, {"person": str(karin.pk)}).status_code == 404


@pytest.mark.usefixtures("_demo")
@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.5", "2001:db8::1", "", "127.0.0.1.example"])
def test_from_another_computer_there_is_no_such_page(client: Client, karin: User, address: str) -> None:
    assert client.get(DOOR, REMOTE_ADDR=address).status_code == 404
    assert client.post(DOOR, {"person": str(karin.pk)}, REMOTE_ADDR=address).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_demo")
def test_the_other_loopback_address_is_this_computer_too(client: Client, karin: User) -> None:
    assert client.get(DOOR, REMOTE_ADDR="::1").status_code == 200


@override_settings(DEMO=False)
def test_outside_the_demonstration_there_is_no_such_page(client: Client, karin: User) -> None:
    assert client.get(DOOR).status_code == 404
    assert client.post(DOOR, {"person": str(karin.pk)}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_demo")
def test_a_page_elsewhere_cannot_press_the_button(karin: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(DOOR, {"person": str(karin.pk)}).status_code == 403
    assert "_auth_user_id" not in client.session
