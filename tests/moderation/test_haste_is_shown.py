"""How long something that must go has been known of, on its case and in the list."""

import pytest
from django.test import Client

from kanalkoll.inbox.acting import NotNow
from kanalkoll.moderation import removal
from tests.moderation.cases import asked


def page_of(kommun, address):
    client = Client()
    client.force_login(kommun.karin)
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("kommunen", "ground", "wanted"),
    [
        ("norrkoping", "insult", 'title="NO-3.3-11"'),
        ("hallstahammar", "secrecy", "Ska bort så snart som möjligt."),
        ("aneby", "insult", ""),
    ],
)
def test_the_time_runs_from_discovery_until_it_is_gone_with_the_clause(stage, kommunen, ground, wanted):
    kommun = stage(kommunen)
    message = kommun.comment("Du är en idiot, Peter.")
    case = removal.request(
        message.record, ground=ground, act="unpublish", by=kommun.karin, now=kommun.now, reason="Påhopp.",
        answers={"standing_disposal_decision": "yes"},
    )  # fmt: skip
    kommun.later(minutes=20)
    during, listed = page_of(kommun, f"/borttagning/{case.pk}/"), page_of(kommun, "/borttagning/")
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    kommun.work()
    kommun.later(days=2)
    after, done = page_of(kommun, f"/borttagning/{case.pk}/"), page_of(kommun, "/borttagning/?vy=klara")

    assert "20 min hittills" in during
    assert "upptäckt för 20 min sedan" in listed
    assert "20 min tills det togs bort" in after
    assert "borta efter 20 min" in done
    shown = after[after.index("Tid från upptäckt") :]
    assert wanted in shown[: shown.index("</div>")]
    assert ("Ska bort" in shown[: shown.index("</div>")]) == bool(wanted)


def test_what_was_never_to_go_has_no_time(stage):
    kommun = stage("hallstahammar")
    case = asked(kommun, kommun.karin)
    removal.withdraw(case.pk, by=kommun.karin, now=kommun.later(minutes=20))
    assert "Tid från upptäckt" not in page_of(kommun, f"/borttagning/{case.pk}/")
    assert "20 min" not in page_of(kommun, "/borttagning/")


def test_our_own_post_is_not_taken_away_by_the_way_made_for_comments(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment("Hej!")
    with pytest.raises(NotNow, match="eget inlägg"):
        removal.request(
            message.record.post, ground="secrecy", act="unpublish", by=kommun.karin, now=kommun.now
        )
