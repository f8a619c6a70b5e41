"""A picture that came with a comment: small in the thread, by itself on a click, and never what could run."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from kanalkoll.inbox.models import Message
from kanalkoll.ledger.lane import writing
from kanalkoll.records import blobs, keeping
from kanalkoll.records.models import Attachment, Blob, Record
from tests.harness.stage import as_


def a_png(width=320, height=200, colour=(18, 80, 123)):
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def shown(kommun, text="Se så fint!", photo=None, author="Anna Ek"):
    """A comment with a picture, read in with the bytes kept."""
    post = kommun.post or kommun.publish()
    item = kommun.town.add_comment(post.id, author=author, text=text, at=kommun.now, photo=photo or a_png())
    kommun.read()
    return Record.objects.get(platform_id=item.id)


def test_a_picture_stands_small_in_the_thread_with_words_for_those_who_do_not_see_it(stage):
    kommun = stage("aneby")
    record = shown(kommun)
    page = as_(kommun.karin).get(f"/inkorg/{record.message.pk}/").content.decode()
    assert f'href="/inkorg/bild/{record.pk}/0/"' in page
    assert 'alt="Bild från kommentaren"' in page
    assert "hopfäll" not in page


def test_a_picture_in_a_visitors_own_post_is_said_to_be_from_the_post(stage):
    kommun = stage("aneby")
    kommun.publish()
    kommun.town.add_post(
        kommun.account.platform_id, "Se så fint!", author="Eva Ek", at=kommun.now, photo=a_png()
    )
    kommun.read()
    message = Message.objects.get(kind="visitor_post")
    page = as_(kommun.karin).get(f"/inkorg/{message.pk}/").content.decode()
    assert 'alt="Bild från inlägget"' in page
    assert "kommentaren" not in page


def test_a_picture_is_served_as_what_it_is_and_nothing_in_it_can_run(stage):
    kommun = stage("aneby")
    photo = a_png()
    record = shown(kommun, photo=photo)
    answer = as_(kommun.karin).get(f"/inkorg/bild/{record.pk}/0/")
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/png", photo)
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == f'inline; filename="bild-{record.pk}-1.png"'


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0",
    ],
    ids=["svg", "html", "pdf", "a bomb of pixels"],
)
def test_what_is_no_safe_picture_is_not_served_whatever_it_is_called(stage, content):
    kommun = stage("aneby")
    record = shown(kommun)
    [kept] = Attachment.objects.filter(version=record.head)
    with writing():
        blob = Blob.objects.create(sha256=blobs.store(content), size=len(content), mime="image/png")
        Attachment.objects.create(version=record.head, position=1, blob=blob, kind="image")
    assert as_(kommun.karin).get(f"/inkorg/bild/{record.pk}/{kept.position}/").status_code == 200
    assert as_(kommun.karin).get(f"/inkorg/bild/{record.pk}/1/").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [("administrator", 200), ("auditor", 200), ("system_owner", 404)]
)
def test_a_picture_is_there_for_those_who_read_the_account(stage, role, status):
    kommun = stage("aneby")
    record = shown(kommun)
    assert as_(kommun.people[role]).get(f"/inkorg/bild/{record.pk}/0/").status_code == status


def test_an_administrator_of_another_account_gets_no_picture_and_a_stranger_must_sign_in(stage):
    kommun = stage("aneby")
    record = shown(kommun)
    kommun.karin.grants.all().delete()
    assert as_(kommun.karin).get(f"/inkorg/bild/{record.pk}/0/").status_code == 404
    assert Client().get(f"/inkorg/bild/{record.pk}/0/")["Location"].startswith("/logga-in/")


def test_a_sealed_picture_is_never_served(stage):
    kommun = stage("aneby")
    record = shown(kommun)
    with writing():
        keeping.seal(record, by=kommun.karin.actor, now=kommun.now)
    for person in kommun.people.values():
        assert as_(person).get(f"/inkorg/bild/{record.pk}/0/").status_code == 404


def test_a_picture_that_was_lost_or_altered_on_disk_is_missing_and_no_fault(stage):
    kommun = stage("aneby")
    record = shown(kommun)
    blobs.path_of(record.head.attachments.get().blob_id).write_bytes(b"other")
    assert as_(kommun.karin).get(f"/inkorg/bild/{record.pk}/0/").status_code == 404


def test_a_picture_with_a_threat_is_folded_with_it(stage):
    kommun = stage("aneby")
    record = shown(kommun, text="Jag ska döda dig.")
    page = as_(kommun.karin).get(f"/inkorg/{record.message.pk}/").content.decode()
    assert "Bilden är hopfälld." in page
    assert page.index("Bilden är hopfälld.") < page.index("Bild från kommentaren")


def test_a_thread_full_of_pictures_costs_no_more_than_one(stage):
    kommun = stage("aneby")
    address = f"/inkorg/{shown(kommun).message.pk}/"
    client = as_(kommun.karin)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(6):
        shown(kommun, text=f"Och så {number}", photo=a_png(10 + number), author=f"Ada {number}")
    with CaptureQueriesContext(connection) as seven:
        page = client.get(address)
    assert page.content.decode().count("/inkorg/bild/") == 2 * 7
    assert len(seven) == len(one)
