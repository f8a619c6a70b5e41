"""What needs a decision: messages, the decisions made, hand-overs, replies, and who is looking."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from kanalkoll.accounts.models import Dispatch
from kanalkoll.municipality.models import Account, Guideline, Unit
from kanalkoll.records.models import Record

KINDS = {"comment": "Kommentar", "visitor_post": "Besöksinlägg", "message": "Meddelande"}
# What a platform lets us take away. A private message lies with the one who wrote it too.
REMOVABLE = frozenset({"comment", "visitor_post"})
STATES = {
    "new": "Ny",
    "answered": "Besvarad",
    "passed_on": "Vidareskickad",
    "no_answer": "Inget svar behövs",
    "removed": "Borttagen",
}
# What may follow what. Any end goes back to new when the item is edited or restored.
MOVES: dict[str, frozenset[str]] = {
    "new": frozenset({"answered", "passed_on", "no_answer", "removed"}),
    "passed_on": frozenset({"answered", "no_answer", "removed", "new"}),
    "answered": frozenset({"new", "removed"}),
    "no_answer": frozenset({"new", "removed"}),
    "removed": frozenset({"new"}),
}
OPEN = ("new", "passed_on")
REGISTRATIONS = {
    "undecided": "Inte bedömd",
    "register": "Diarieför",
    "ordered": "Håll ordnad",
    "minor": "Ringa betydelse",
}
REPLY_KINDS = {
    "answer": "Svar",
    "holding": "Besked om att frågan är vidareskickad",
    "referral": "Hänvisning till annat forum",
}


class Message(models.Model):
    """One item from outside that somebody has to decide about; its content stands in records."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="message")
    account = models.ForeignKey(Account, models.PROTECT, related_name="messages")
    guideline = models.ForeignKey(Guideline, models.PROTECT, related_name="+")
    kind = models.CharField("slag", max_length=15, choices=KINDS)
    state = models.CharField("läge", max_length=10, choices=STATES, default="new")
    received_at = models.DateTimeField("kom in")
    due_at = models.DateTimeField("svar senast", null=True)
    due_clauses = models.JSONField("bestämmelser om svarstid", default=list)
    review_at = models.DateTimeField("bedöms senast", null=True)
    urgent = models.PositiveSmallIntegerField("brådskar", default=0)
    rank_at = models.DateTimeField("plats i kön")
    labels = models.JSONField("märken från granskningen", default=list)
    language = models.CharField("språk", max_length=10, blank=True, default="", db_default="")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="assigned"
    )
    registration = models.CharField("registrering", max_length=10, choices=REGISTRATIONS, default="undecided")
    registration_must = models.BooleanField("måste diarieföras", default=False)
    pending = models.ForeignKey(Dispatch, models.SET_NULL, null=True, blank=True, related_name="+")
    gone_at = models.DateTimeField("borta hos plattformen", null=True, blank=True)
    sealed_at = models.DateTimeField("förseglad", null=True, blank=True)
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    decided_at = models.DateTimeField("avgjord", null=True, blank=True)
    revision = models.PositiveIntegerField("ändringsnummer", default=0)
    # For the queue's indexes: SQLite takes a partial index only on a condition without parameters, which a
    # boolean column is and `state IN (…)` is not. After a change of state it is right when read anew.
    in_queue = models.GeneratedField(
        expression=models.Case(
            models.When(state__in=OPEN, then=models.Value(True)), default=models.Value(False)
        ),
        output_field=models.BooleanField("väntar"),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=list(STATES)), name="message_state_known"),
            models.CheckConstraint(
                condition=models.Q(registration__in=list(REGISTRATIONS)), name="message_registration_known"
            ),
        ]
        indexes: ClassVar = [
            # With both conditions in the index, counting the queue never looks a row up; with the marks in it neither
            # does asking for one of them.
            models.Index(
                fields=["-urgent", "rank_at", "id", "labels"],
                condition=models.Q(in_queue=True, sealed_at=None),
                name="message_queue",
            ),
            models.Index(
                fields=["assignee", "-urgent", "rank_at", "id"],
                condition=models.Q(in_queue=True, sealed_at=None),
                name="message_mine",
            ),
            models.Index(
                fields=["account", "-urgent", "rank_at", "id", "labels"],
                condition=models.Q(in_queue=True, sealed_at=None),
                name="message_queue_of_account",
            ),
            models.Index(fields=["-received_at", "-id"], name="message_all"),
            models.Index(fields=["account", "-received_at", "-id"], name="message_account"),
            models.Index(fields=["registration", "-received_at", "-id"], name="message_registration"),
            models.Index(fields=["state", "-received_at", "-id"], name="message_state"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The plain id by which the ledger knows this message."""
        return f"message:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether a handling decision is still to be made or a passed-on question waits for its answer."""
        return self.state in OPEN


class Decision(models.Model):
    """One handling or registration decision: who, when, ground, clause; the reason is a record of its own."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="decisions")
    outcome = models.CharField("beslut", max_length=20)
    ground = models.CharField("grund", max_length=60, blank=True)
    criteria = models.JSONField("kriterier", default=list)
    clauses = models.JSONField("bestämmelser", default=list)
    reason = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("när")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d}"


class HandOver(models.Model):
    """A question passed to somebody who knows better; the second clock runs until that answer comes."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="hand_overs")
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="asked"
    )
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="asked")
    ordinary_channel = models.BooleanField("flyttad till ordinarie kanal", default=False)
    note = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("när")
    due_at = models.DateTimeField("svar från den tillfrågade senast", null=True)
    clauses = models.JSONField("bestämmelser", default=list)
    ended_at = models.DateTimeField("besvarad", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"hand_over:{self.pk}"


class Reply(models.Model):
    """An answer we drew up: who wrote it, who published it, and the outbox row that carries it."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="replies")
    record = models.OneToOneField(Record, models.PROTECT, related_name="reply")
    kind = models.CharField("slag", max_length=10, choices=REPLY_KINDS, default="answer")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    publisher = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    clauses = models.JSONField("bestämmelser", default=list)
    prompts = models.JSONField("påminnelser som visades", default=list)
    prompts_reason = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    dispatch = models.OneToOneField(Dispatch, models.PROTECT, null=True, related_name="reply")
    created_at = models.DateTimeField("skriven")
    published_at = models.DateTimeField("publicerad", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"reply:{self.pk}"


class Note(models.Model):
    """An internal note on a message; its words are a record."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="notes")
    record = models.OneToOneField(Record, models.PROTECT, related_name="note")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("när")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"note:{self.pk}"


class Presence(models.Model):
    """Who has the message open right now."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField("sedd")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"presence:{self.pk}"


class SavedReply(models.Model):
    """A reply text to start from, for everyone or for one account."""

    title = models.CharField("rubrik", max_length=80)
    text = models.TextField("text", max_length=8_000)
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="saved_replies", verbose_name="konto"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title
