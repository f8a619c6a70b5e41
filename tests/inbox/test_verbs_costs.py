"""What a decision costs: a guideline is as long as a book, and no verb reads it for one message more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_script_prefix

from kanalkoll.inbox import handling
from tests.harness.stage import Stage

CONTENT = '"municipality_guideline"."content"'
VERBS: dict[str, Callable[..., Any]] = {
    "assign": lambda pk, by, now: handling.assign(pk, to=by, by=by, now=now),
    "close": lambda pk, by, now: handling.close(pk, ground="asks_nothing", by=by, now=now),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_reads_no_guideline_anew(stage: Callable[[str], Stage], verb: str) -> None:
    kommun = stage("alingsas")
    message = kommun.comment("Bra jobbat!")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        VERBS[verb](message.pk, kommun.karin, kommun.now)
    assert queries.captured_queries
    assert not [each["sql"] for each in queries.captured_queries if CONTENT in each["sql"]]


def test_the_history_reads_no_guideline_to_name_its_clauses(stage: Callable[[str], Stage]) -> None:
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    client = Client()
    client.force_login(kommun.karin)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/inkorg/{message.pk}/historik/").content.decode()
    assert "/riktlinjen/#AL-" in page
    assert not [each["sql"] for each in queries.captured_queries if CONTENT in each["sql"]]


def test_the_list_leads_to_its_messages_whatever_address_the_program_is_put_under(
    stage: Callable[[str], Stage],
) -> None:
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    client = Client()
    client.force_login(kommun.karin)
    with override_script_prefix("/2030/"):
        page = client.get("/inkorg/").content.decode()
    assert f'href="/2030/inkorg/{message.pk}/"' in page
