"""Evidence first: everything is kept, read back and committed to before a row says that it is secured."""

import json
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from PIL import Image

from kanalkoll.ledger import faults
from kanalkoll.ledger.events import history
from kanalkoll.ledger.lane import writing
from kanalkoll.records import blobs, evidence, keeping
from kanalkoll.records.composing import SheetText, composed
from kanalkoll.records.document import committed
from kanalkoll.records.evidence import Changed, Sealed, Sheet, Upload
from kanalkoll.records.models import Evidence, EvidenceFile, Record
from kanalkoll.records.sheet import EXPLANATION
from kanalkoll.records.thread import surroundings
from tests.records.town import NOON, a_picture, a_post, an_account, an_item, minutes

pytestmark = pytest.mark.django_db
WORDING = SheetText(
    municipality="Aneby kommun",
    platform="Facebook",
    reference="Borttagning 12",
    ground="Hot mot en person",
    ground_code="threat",
    clauses=(("AN-6.1-01", "Hot ska tas bort."),),
    guideline="Riktlinjer för sociala medier, antagna 2024-01-01",
    guideline_digest="ab" * 32,
    secured_by="Bo Ek, kommunikatör",
)
SCREENSHOT = Upload(b"\x89PNG\r\n\x1a\nhuman", "image/png", "Skärmbild från telefon")


def a_png(size: tuple[int, int] = (30, 20)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (18, 80, 123)).save(out, "PNG")
    return out.getvalue()


def _kept(*items: Any, **more: Any) -> Record:
    with writing():
        return keeping.capture(items, account=an_account(), now=NOON, **more)[-1].record


def _secured(record: Record, **more: Any) -> Evidence:
    sheet = evidence.prepare_sheet(record, wording=WORDING, now=NOON)
    with writing():
        return evidence.secure(record, sheet=sheet, by="user:3", now=NOON, **more)


def test_evidence_holds_the_sheet_as_document_and_pictures_and_what_it_speaks_of() -> None:
    picture = a_picture()
    png = a_png()
    record = _kept(a_post(), an_item(media=(picture,)), fetched_media={picture.address: png})
    secured = _secured(record, uploads=[SCREENSHOT])

    roles = list(secured.files.exclude(label="Sida 2").values_list("role", "label"))
    assert roles == [
        ("sheet_pdf", ""),
        ("sheet_png", "Sida 1"),
        ("media", ""),
        ("upload", "Skärmbild från telefon"),
    ]
    assert blobs.read(secured.files.get(role="sheet_pdf").blob_id).startswith(b"%PDF-")
    assert blobs.read(secured.files.filter(role="sheet_png")[0].blob_id).startswith(b"\x89PNG")
    assert blobs.read(secured.files.get(role="media").blob_id) == png
    manifest = json.loads(bytes(secured.manifest))
    assert manifest["ground"] == "threat"
    assert manifest["author"] == "Anna Ek"
    assert {file["role"]: file["made_by"] for file in manifest["files"]} == {
        "sheet_pdf": "system",
        "sheet_png": "system",
        "media": "system",
        "upload": "human",
    }
    assert {entry["record"] for entry in manifest["thread"]} == {record.pk, record.post_id}


def test_the_manifest_is_committed_to_in_the_log_with_who_and_on_what_ground() -> None:
    secured = _secured(_kept(an_item()))
    event = history(secured.record.name).last()

    assert event is not None
    assert (event.verb, event.actor, event.ground, event.clause) == (
        "evidence.secured",
        "user:3",
        "threat",
        "AN-6.1-01",
    )
    assert committed(bytes(secured.nonce), bytes(secured.manifest)) == bytes(event.commitment or b"")


def test_the_sheet_claims_to_be_an_accessible_archive_document() -> None:
    secured = _secured(_kept(an_item()))
    with pikepdf.open(BytesIO(blobs.read(secured.files.get(role="sheet_pdf").blob_id))) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "sv"
        assert metadata["dc:title"] == "Bevisblad"


def test_an_item_that_changed_after_the_sheet_was_set_needs_a_new_sheet() -> None:
    record = _kept(an_item())
    sheet = evidence.prepare_sheet(record, wording=WORDING, now=NOON)
    _kept(an_item(text="Ändrad", edited_at=NOON))
    with writing(), pytest.raises(Changed):
        evidence.secure(record, sheet=sheet, by="user:3", now=NOON)
    assert not Evidence.objects.exists()


def test_sealed_material_is_neither_rendered_nor_secured() -> None:
    record = _kept(an_item())
    sheet = evidence.prepare_sheet(record, wording=WORDING, now=NOON)
    with writing():
        keeping.seal(record, by="user:3", now=NOON)
    with pytest.raises(Sealed):
        evidence.prepare_sheet(record, wording=WORDING, now=NOON)
    with writing(), pytest.raises(Sealed):
        evidence.secure(record, sheet=sheet, by="user:3", now=NOON)
    assert not Evidence.objects.exists()


def test_a_sealed_neighbour_is_left_out_of_the_thread() -> None:
    _kept(a_post(), an_item("c1"))
    sealed, item = _kept(an_item("c2", "Förfärligt")), _kept(an_item("c3"))
    with writing():
        keeping.seal(sealed, by="user:3", now=NOON)
    manifest = json.loads(bytes(_secured(item).manifest))
    assert sealed.pk not in {entry["record"] for entry in manifest["thread"]}
    assert len(manifest["thread"]) == 3


def test_a_note_is_no_part_of_the_thread() -> None:
    item = _kept(a_post(), an_item())
    with writing():
        note = keeping.draw_up(
            account=an_account(),
            kind="note",
            text="Ring",
            parent=item,
            author_name="Bo",
            by="user:3",
            now=NOON,
        )
    manifest = json.loads(bytes(_secured(item).manifest))
    assert note.pk not in {entry["record"] for entry in manifest["thread"]}


@pytest.mark.parametrize("damage", ["change", "remove"])
@pytest.mark.parametrize("which", ["sheet", "media"])
def test_nothing_is_secured_when_a_file_does_not_read_back(damage: str, which: str) -> None:
    picture = a_picture()
    record = _kept(an_item(media=(picture,)), fetched_media={picture.address: a_png()})
    sheet = evidence.prepare_sheet(record, wording=WORDING, now=NOON)
    assert record.head
    name = sheet.pdf if which == "sheet" else record.head.attachments.get().blob_id
    path = blobs.path_of(name)
    if damage == "remove":
        path.unlink()
    else:
        path.write_bytes(b"other")
    with writing(), pytest.raises(blobs.Damaged):
        evidence.secure(record, sheet=sheet, by="user:3", now=NOON)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("point", ["evidence.after_files", "evidence.after_rows"])
def test_a_failure_on_the_way_leaves_no_evidence_and_can_be_tried_again(point: str) -> None:
    record = _kept(an_item())
    sheet = evidence.prepare_sheet(record, wording=WORDING, now=NOON)
    with faults.armed(point, RuntimeError("killed")), pytest.raises(RuntimeError):
        _secure_in_lane(record, sheet)
    assert not Evidence.objects.exists()
    assert not EvidenceFile.objects.exists()

    _secure_in_lane(record, sheet)
    assert Evidence.objects.get().record == record


def _secure_in_lane(record: Record, sheet: Sheet) -> None:
    with writing():
        evidence.secure(record, sheet=sheet, by="user:3", now=NOON)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Åäö 🏳️‍🌈 👩🏽‍🚒 🇸🇪 é ẹ̸͎̓ ﷽ zalgo",
        "שלום עולם مرحبا بالعالم 日本語 ไทย हिन्दी ગુજરાતી አማርኛ",
        "‮baklänges‬ ⁦isolerat⁩ \u200b \ufeff \xad",
        "\ue000\ue000\ue000 \U000f0000 \U0010ffff \ufdd0",
        "\x01\x02\x1b[31m\r\n\r\t\x7f\x85",
        "#set text(red) $x^2$ *fet* _kursiv_ @ref <label> `rå` \\ // kommentar",
        "𒀀𓀀𐐀🫨🪿\U0001fae9\U00020000\U000323af",
        "a" * 5_000,
        "Å" + "\u0301" * 500,
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_every_kind_of_text_gives_a_sheet(text: str) -> None:
    sheet = evidence.prepare_sheet(_kept(an_item(text=text)), wording=WORDING, now=NOON)
    assert blobs.read(sheet.pdf).startswith(b"%PDF-")


def test_a_text_of_63000_characters_runs_over_as_many_pages_as_it_needs() -> None:
    sheet = evidence.prepare_sheet(
        _kept(an_item(text="Ett långt inlägg. " * 3_500)), wording=WORDING, now=NOON
    )
    with pikepdf.open(BytesIO(blobs.read(sheet.pdf))) as pdf:
        assert len(pdf.pages) == len(sheet.pages) > 5


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"GIF89a\x01\0\x01\0",
        b"RIFF\0\0\0\0WEBPVP8X",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        a_png((100, 100))[:-30],
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0",
    ],
)
def test_a_picture_that_cannot_be_drawn_is_kept_and_does_not_stop_the_sheet(content: bytes) -> None:
    picture = a_picture()
    record = _kept(an_item(media=(picture,)), fetched_media={picture.address: content})
    secured = _secured(record)
    assert blobs.read(secured.files.get(role="media").blob_id) == content


def test_a_sheet_calls_what_stands_in_the_log_a_checksum_as_the_pages_do() -> None:
    record = _kept(an_item())
    head = record.head
    assert head is not None
    shown = composed(record, head, surroundings(record), wording=WORDING, now=NOON)
    assert dict(shown.hashes)["Kontrollsumma i loggen"] == bytes(head.commitment).hex()
    assert "åtagande" not in f"{shown.hashes} {EXPLANATION}".lower()


def test_a_thread_far_too_long_for_a_sheet_shows_the_nearest() -> None:
    with writing():
        keeping.capture(
            [a_post(), *[an_item(f"c{number}", "Ja " * 400) for number in range(120)]],
            account=an_account(),
            now=NOON,
        )
    item = Record.objects.get(platform_id="c60")
    manifest = json.loads(bytes(_secured(item).manifest))
    assert len(manifest["thread"]) == 42


@pytest.mark.parametrize("table", ["records_evidence", "records_evidencefile"])
def test_the_database_refuses_to_drop_evidence(table: str) -> None:
    _secured(_kept(an_item()))
    with (
        pytest.raises((IntegrityError, DatabaseError), match="never changed or dropped"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")


def test_a_second_evidence_of_the_same_record_stands_beside_the_first() -> None:
    record = _kept(an_item())
    _secured(record)
    _kept(an_item(text="Ny text", edited_at=NOON + minutes(1)))
    _secured(record)
    assert Evidence.objects.filter(record=record).count() == 2
