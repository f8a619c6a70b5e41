"""The rows that hold content. Everything here but a record's few moving columns is written once, for good."""

from typing import ClassVar

from django.db import models

from kanalkoll.ledger.models import Event
from kanalkoll.municipality.models import Account
from kanalkoll.records.document import Document

KINDS = {
    "post": "Inlägg",
    "visitor_post": "Besöksinlägg",
    "comment": "Kommentar",
    "message": "Meddelande",
    "note": "Anteckning",
}
DIRECTIONS = {"incoming": "Inkommen", "outgoing": "Upprättad", "internal": "Intern"}
REASONS = {
    "first-seen": "Kom in",
    "edited": "Ändrad hos plattformen",
    "late": "Äldre lydelse som kom fram senare",
    "media": "Bild eller fil hämtad",
    "hidden": "Dold hos plattformen",
    "unhidden": "Visas igen hos plattformen",
    "gone": "Borta från plattformen",
    "returned": "Tillbaka på plattformen",
    "drawn-up": "Upprättad här",
    "published": "Publicerad på plattformen",
}
FILE_ROLES = {
    "sheet_pdf": "Bevisblad",
    "sheet_png": "Bevisblad som bild",
    "media": "Bild eller fil i originalet",
    "upload": "Skärmbild tagen av en människa",
}


class RecordQuerySet(models.QuerySet["Record"]):
    """Questions about many records."""

    def visible(self) -> "RecordQuerySet":
        """Without what has been sealed: child abuse material is never shown, searched or exported."""
        return self.filter(sealed_at=None)


class Record(models.Model):
    """One official document as a thing: where it stands, who wrote it, when. What it says is in its versions.

    The author is as first seen. `platform_time` is the platform's own, `first_seen_at` ours; both UTC.
    A parent we have not seen yet is known by its platform id only and is linked when it arrives.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="records", verbose_name="konto")
    kind = models.CharField("slag", max_length=15, choices=KINDS)
    direction = models.CharField("riktning", max_length=10, choices=DIRECTIONS)
    platform_id = models.CharField("plattformens id", max_length=255, null=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="answers", verbose_name="svar på"
    )
    post = models.ForeignKey("self", models.PROTECT, null=True, related_name="thread", verbose_name="inlägg")
    parent_platform_id = models.CharField("svar på (id)", max_length=255, blank=True)
    post_platform_id = models.CharField("inläggets id", max_length=255, blank=True)
    author_platform_id = models.CharField("avsändarens id", max_length=255, blank=True)
    author_name = models.TextField("avsändare", blank=True)
    author_address = models.TextField("avsändarens adress", blank=True)
    permalink = models.TextField("länk", null=True)
    platform_time = models.DateTimeField("skrevs", null=True)
    first_seen_at = models.DateTimeField("kom in hit")
    gone_at = models.DateTimeField("borta hos plattformen", null=True)
    sealed_at = models.DateTimeField("förseglad", null=True)
    head = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+", verbose_name="nu")

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "platform_id"], name="record_once_per_account")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["account", "parent_platform_id"],
                condition=models.Q(parent=None) & ~models.Q(parent_platform_id=""),
                name="record_waits_for_parent",
            ),
            models.Index(
                fields=["account", "post_platform_id"],
                condition=models.Q(post=None) & ~models.Q(post_platform_id=""),
                name="record_waits_for_post",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The plain id by which the ledger knows this record."""
        return f"record:{self.pk}"


class Version(models.Model):
    """What a record said from a certain moment: the platform's bytes, the text, and the committed document.

    `document` is the RFC 8785 JSON of everything that matters; `commitment` is SHA-256(nonce || document) and
    stands in the log as the event's commitment. Numbers count from 1 in the order things reached us.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="versions", verbose_name="handling")
    number = models.PositiveIntegerField("nummer")
    reason = models.CharField("varför", max_length=12, choices=REASONS)
    raw = models.BinaryField("plattformens svar")
    text = models.TextField("text", blank=True)
    document = models.BinaryField("dokument")
    nonce = models.BinaryField("salt")
    commitment = models.BinaryField("åtagande")
    captured_at = models.DateTimeField("bevarad")
    event = models.OneToOneField(Event, models.PROTECT, related_name="version", verbose_name="händelse")

    class Meta:
        ordering: ClassVar = ["record", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} version {self.number}"

    @property
    def name(self) -> str:
        """The plain id by which faults in this row are reported."""
        return f"version:{self.pk}"

    @property
    def content(self) -> Document:
        """The committed document as a value: author, media, whether hidden or gone, and the rest."""
        return Document.from_bytes(bytes(self.document))


class Blob(models.Model):
    """A kept file, known by the SHA-256 of its bytes (hexadecimal); the bytes lie in KANALKOLL_DATA/blobs."""

    sha256 = models.CharField("SHA-256", max_length=64, primary_key=True)
    size = models.BigIntegerField("byte")
    mime = models.CharField("format", max_length=100)

    def __str__(self) -> str:
        return self.sha256


class Attachment(models.Model):
    """A picture, film or file of a version, whose bytes we have; `position` among the media, from 0."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="attachments", verbose_name="version")
    position = models.PositiveSmallIntegerField("plats")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="attachments", verbose_name="fil")
    kind = models.CharField("slag", max_length=10)
    alt = models.TextField("alternativtext", blank=True)

    class Meta:
        ordering: ClassVar = ["version", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="attachment_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} fil {self.position}"


class Evidence(models.Model):
    """What was secured of a record before something was done to it; `manifest` is canonical JSON of it."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="evidence", verbose_name="handling")
    version = models.ForeignKey(Version, models.PROTECT, related_name="evidence", verbose_name="version")
    manifest = models.BinaryField("förteckning")
    nonce = models.BinaryField("salt")
    commitment = models.BinaryField("åtagande")
    secured_at = models.DateTimeField("säkrad")
    event = models.OneToOneField(Event, models.PROTECT, related_name="evidence", verbose_name="händelse")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"bevis {self.pk}"

    @property
    def name(self) -> str:
        """The plain id by which the ledger knows this evidence."""
        return f"evidence:{self.pk}"


class EvidenceFile(models.Model):
    """One file of an evidence: the sheet as PDF, its pages as pictures, media, or what a person uploaded."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="files", verbose_name="bevis")
    position = models.PositiveSmallIntegerField("plats")
    role = models.CharField("slag", max_length=10, choices=FILE_ROLES)
    label = models.CharField("beskrivning", max_length=200, blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="evidence_files", verbose_name="fil")

    class Meta:
        ordering: ClassVar = ["evidence", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "position"], name="evidence_file_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} fil {self.position}"


APPEND_ONLY_TABLES = (
    "records_version",
    "records_blob",
    "records_attachment",
    "records_evidence",
    "records_evidencefile",
)
GUARDED_TABLES = ("records_record", *APPEND_ONLY_TABLES)
