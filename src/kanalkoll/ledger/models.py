"""The log's rows: events, the tree that numbers them, and the checkpoints signed over it."""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """One thing that happened: who did what to which object, on what ground. Never content, never a name.

    `seq` counts from 1 without gaps; the leaf stands at index seq - 1 in the Merkle tree. `at` is UTC.
    `object` and `actor` are plain ids ("record:17", "user:3", "system"). Rows are never changed or dropped:
    the database refuses it.
    """

    seq = models.BigIntegerField("nummer", primary_key=True)
    at = models.DateTimeField("tid")
    verb = models.CharField("vad", max_length=60)
    object = models.CharField("föremål", max_length=80)
    actor = models.CharField("vem", max_length=80)
    guideline = models.CharField("riktlinje", max_length=80, null=True)
    clause = models.CharField("bestämmelse", max_length=40, null=True)
    ground = models.CharField("grund", max_length=120, null=True)
    commitment = models.BinaryField("åtagande", null=True)
    leaf = models.BinaryField("löv")

    class Meta:
        ordering: ClassVar = ["seq"]
        indexes: ClassVar = [models.Index(fields=["object", "seq"], name="event_of_object")]

    def __str__(self) -> str:
        return f"{self.seq}: {self.verb} {self.object}"


class Tree(models.Model):
    """The one row that numbers events: how many there are, and what is needed to go on growing the tree."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField("antal händelser", default=0)
    frontier = models.BinaryField("delträdens rötter", default=bytes)
    origin = models.CharField("loggens namn", max_length=120, default="kanalkoll/kommun")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_tree")]

    def __str__(self) -> str:
        return f"{self.origin}, {self.size} händelser"


class Checkpoint(models.Model):
    """A signed statement of the log's state: the first `size` events have this root."""

    size = models.BigIntegerField("antal händelser", unique=True)
    root = models.BinaryField("rot")
    note = models.TextField("signerad text")
    signed_at = models.DateTimeField("signerad")
    event = models.OneToOneField(Event, models.PROTECT, related_name="checkpoint", verbose_name="händelse")

    class Meta:
        ordering: ClassVar = ["size"]

    def __str__(self) -> str:
        return f"{self.size} händelser"


GUARDED_TABLES = ("ledger_event", "ledger_checkpoint")
