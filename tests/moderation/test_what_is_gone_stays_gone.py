"""Of what is gone at the platform already, no page says that it lies there or that anybody went before."""

from collections.abc import Callable

import pytest
from django.test import Client

from kanalkoll.inbox.models import Message
from kanalkoll.moderation import removal
from kanalkoll.moderation.models import Removal
from tests.harness.stage import Stage


@pytest.fixture
def kommun(stage: Callable[[str], Stage]) -> Stage:
    return stage("hallstahammar")


def begun(kommun: Stage, *, gone: bool) -> Removal:
    message: Message = kommun.comment("Skitkommun!")
    if gone:
        kommun.town.delete(str(message.record.platform_id))
        kommun.read(full=True)
    return removal.request(
        message.record,
        ground="profanity",
        act="hide",
        by=kommun.karin,
        now=kommun.now,
        reason="Grovt språk.",
        urgent=True,
        answers={"standing_disposal_decision": "yes"},
    )


@pytest.mark.parametrize("gone", [True, False])
@pytest.mark.parametrize(("ending", "who"), [("avslag", "chef"), ("atertag", "karin")])
def test_a_case_that_ended_without_removing_says_what_is_true_of_the_item(
    kommun: Stage, ending: str, who: str, gone: bool
) -> None:
    case = begun(kommun, gone=gone)
    client = Client()
    client.force_login(getattr(kommun, who))

    answer = client.post(f"/borttagning/{case.pk}/{ending}/", {"reason": "Det är ett citat."}, follow=True)
    page = answer.content.decode()

    assert "är avslagen." in page or "är återtagen." in page
    assert ("ligger kvar" in page) is not gone
    assert ("Inget har gjorts på" in page) is gone


def test_nobody_is_said_to_have_gone_before_a_second_person_where_nothing_is_removed(kommun: Stage) -> None:
    case = begun(kommun, gone=True)
    client = Client()
    client.force_login(kommun.chef)
    page = client.get(f"/borttagning/{case.pk}/").content.decode()
    assert (case.urgent, case.second_person) == (True, False)
    assert "andra person" not in page
