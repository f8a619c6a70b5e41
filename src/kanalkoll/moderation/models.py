"""Removals with their evidence, what we report to police and platform, and what vanished without us."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from kanalkoll.accounts.models import Dispatch
from kanalkoll.inbox.models import Message
from kanalkoll.municipality.models import Account, Guideline
from kanalkoll.records.models import Evidence, Record

STATES = {
    "requested": "Begärd",
    "secured": "Säkrad",
    "approved": "Godkänd",
    "removed": "Borttagen",
    "verified": "Kontrollerad",
    "refused": "Avslagen",
    "unknown": "Kan redan vara utfört",
    "failed": "Gick inte",
    "restored": "Återställd",
    "withdrawn": "Återtagen",
    "gone": "Redan borta",
}
MOVES: dict[str, frozenset[str]] = {
    "requested": frozenset({"secured", "refused", "withdrawn"}),
    "secured": frozenset({"approved", "refused", "removed", "unknown", "failed", "withdrawn", "gone"}),
    "approved": frozenset({"removed", "unknown", "failed", "refused", "withdrawn"}),
    "unknown": frozenset({"removed", "failed", "approved", "secured"}),
    "failed": frozenset({"secured", "approved", "refused", "withdrawn"}),
    "removed": frozenset({"verified", "restored", "failed"}),
    "verified": frozenset({"restored"}),
    "refused": frozenset(),
    "restored": frozenset(),
    "withdrawn": frozenset(),
    "gone": frozenset(),
}
ACTS = {"hide": "Dölj", "unpublish": "Avpublicera", "delete": "Radera", "none": "Inget att ta bort"}
RECIPIENTS = {"police": "Polisen", "platform": "Plattformen"}


class Removal(models.Model):
    """One guided case: ground → secured → approved where the guideline wants it → removed → verified."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="removals")
    message = models.ForeignKey(Message, models.PROTECT, null=True, blank=True, related_name="removals")
    account = models.ForeignKey(Account, models.PROTECT, related_name="removals")
    guideline = models.ForeignKey(Guideline, models.PROTECT, related_name="+")
    state = models.CharField("läge", max_length=10, choices=STATES, default="requested")
    ground = models.CharField("grund", max_length=60)
    clauses = models.JSONField("bestämmelser", default=list)
    act = models.CharField("sätt", max_length=10, choices=ACTS)
    answers = models.JSONField("svar på riktlinjens frågor", default=dict)
    reason = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    urgent = models.BooleanField("brådskar", default=False)
    second_person = models.BooleanField("två personer", default=False)
    never_copied = models.BooleanField("får aldrig kopieras", default=False)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="removals")
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, null=True, blank=True, related_name="+")
    check_dispatch = models.ForeignKey(Dispatch, models.PROTECT, null=True, blank=True, related_name="+")
    referral = models.OneToOneField(
        "inbox.Reply", models.PROTECT, null=True, blank=True, related_name="removal"
    )
    discovered_at = models.DateTimeField("upptäckt")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField("begärd")
    secured_at = models.DateTimeField("säkrad", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField("godkänd", null=True, blank=True)
    removed_at = models.DateTimeField("borttagen", null=True, blank=True)
    verified_at = models.DateTimeField("kontrollerad", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(
        "avslagen, återtagen, återställd eller redan borta", null=True, blank=True
    )
    end_reason = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    problem = models.CharField("vad som är fel", max_length=300, blank=True)
    revision = models.PositiveIntegerField("ändringsnummer", default=0)

    class Meta:
        ordering: ClassVar = ["-requested_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=list(STATES)), name="removal_state_known"),
            # Evidence first. The one exception is material that must never be copied.
            models.CheckConstraint(
                condition=models.Q(state__in=["requested", "refused", "withdrawn"])
                | models.Q(evidence__isnull=False)
                | models.Q(never_copied=True, ground="child_abuse_material"),
                name="no_removal_without_evidence",
            ),
            models.CheckConstraint(
                condition=models.Q(never_copied=False) | models.Q(evidence__isnull=True),
                name="never_copied_has_no_evidence",
            ),
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("requested_by")), name="second_person_is_another"
            ),
            models.UniqueConstraint(
                fields=["record"],
                condition=models.Q(state__in=["requested", "secured", "approved", "unknown", "failed"]),
                name="one_removal_under_way",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-requested_at"], name="removal_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The plain id by which the ledger and the outbox know this removal."""
        return f"removal:{self.pk}"

    @property
    def is_sealed(self) -> bool:
        """Whether only who, when, where and ground may be shown; also when a later case sealed the record."""
        return self.never_copied or self.record.sealed_at is not None

    @property
    def state_words(self) -> str:
        """Where the case stands, for people; what is sealed is not called secured."""
        return "Förseglad" if self.state == "secured" and self.is_sealed else self.get_state_display()


class Report(models.Model):
    """A report to the police or the platform, or the reason why a promised one was not made."""

    removal = models.ForeignKey(Removal, models.PROTECT, related_name="reports")
    to = models.CharField("till", max_length=10, choices=RECIPIENTS)
    reference = models.CharField("diarienummer eller referens", max_length=80, blank=True)
    skipped = models.BooleanField("avstod", default=False)
    reason = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    clauses = models.JSONField("bestämmelser", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("när")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"report:{self.pk}"


class Vanished(models.Model):
    """Something that disappeared at the platform without us; reported until somebody has looked at it."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="vanished")
    account = models.ForeignKey(Account, models.PROTECT, related_name="vanished")
    seen_at = models.DateTimeField("upptäckt")
    clauses = models.JSONField("bestämmelser", default=list)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField("tagen till kännedom", null=True, blank=True)
    note = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        return f"vanished:{self.pk}"
