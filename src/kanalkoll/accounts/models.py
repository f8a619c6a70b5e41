"""Connections to the platforms, hints from webhooks, and the outbox with every attempt it made."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from kanalkoll.municipality.models import Account
from kanalkoll.records.models import Record

CONNECTION_STATES = {
    "ok": "Fungerar",
    "failing": "Svarar inte just nu",
    "broken": "Behöver anslutas på nytt",
    "off": "Avstängd",
}
OPERATIONS = {
    "reply": "Svara",
    "hide": "Dölj",
    "unhide": "Visa igen",
    "delete": "Ta bort hos plattformen",
    "check": "Kontrollera hos plattformen",
}
DISPATCH_STATES = {
    "queued": "På väg",
    "claimed": "Skickas nu",
    "done": "Utfört",
    "failed": "Gick inte",
    "unknown": "Kan redan vara utfört",
}
# What may follow what; the diagram in docs/reference is drawn from this table.
DISPATCH_MOVES: dict[str, frozenset[str]] = {
    "queued": frozenset({"claimed", "failed"}),
    "claimed": frozenset({"done", "failed", "unknown", "queued"}),
    "unknown": frozenset({"done", "failed", "queued"}),
    "failed": frozenset(),
    "done": frozenset(),
}


class Connection(models.Model):
    """How an account is reached, when it was last read, and whether it works."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="connection")
    address = models.URLField("adress till plattformens API", max_length=500)
    sealed_secrets = models.BinaryField("nycklar, krypterade", default=b"")
    state = models.CharField("läge", max_length=10, choices=CONNECTION_STATES, default="ok")
    problem = models.CharField("vad som är fel", max_length=300, blank=True)
    error_class = models.CharField("felklass", max_length=40, blank=True)
    failing_since = models.DateTimeField("fel sedan", null=True, blank=True)
    failures = models.PositiveIntegerField("fel i rad", default=0)
    last_read_at = models.DateTimeField("senast läst", null=True, blank=True)
    last_full_at = models.DateTimeField("senaste fullständiga avstämning", null=True, blank=True)
    read_until = models.DateTimeField("läst till och med", null=True, blank=True)
    next_read_at = models.DateTimeField("läses nästa gång", db_index=True)
    next_full_at = models.DateTimeField("stäms av nästa gång")
    lease_until = models.DateTimeField("upptagen till", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.account}: {self.get_state_display()}"


class Hint(models.Model):
    """A verified webhook delivery, kept byte for byte until it has been read; then only the trace remains."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="hints")
    body = models.BinaryField("innehåll", null=True)
    received_at = models.DateTimeField("togs emot")
    handled_at = models.DateTimeField("läst", null=True, blank=True)
    next_try_at = models.DateTimeField("försöks nästa gång", null=True)
    tries = models.PositiveSmallIntegerField("försök", default=0)
    problem = models.CharField("vad som är fel", max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_try_at"], condition=models.Q(handled_at=None), name="hint_due")
        ]

    def __str__(self) -> str:
        return f"hint:{self.pk}"


class Unread(models.Model):
    """An item the platform sent that could not be read; kept byte for byte until somebody has looked at it."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="unread")
    platform_id = models.CharField("plattformens id", max_length=200, blank=True)
    digest = models.CharField("SHA-256", max_length=64)
    reason = models.CharField("varför", max_length=300)
    body = models.BinaryField("innehåll")
    seen_at = models.DateTimeField("kom")

    class Meta:
        ordering: ClassVar = ["-seen_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "digest"], name="unread_once")]

    def __str__(self) -> str:
        return f"unread:{self.pk}"


class Dispatch(models.Model):
    """One visible act at a platform, done at most once: the outbox."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="dispatches")
    operation = models.CharField("vad", max_length=10, choices=OPERATIONS)
    target_id = models.CharField("plattformens id", max_length=200)
    post_id = models.CharField("inläggets id", max_length=200, blank=True)
    record = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="dispatches")
    cause = models.CharField("därför att", max_length=60, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField("läge", max_length=10, choices=DISPATCH_STATES, default="queued")
    created_at = models.DateTimeField("begärd")
    next_try_at = models.DateTimeField("försöks nästa gång", null=True)
    lease_until = models.DateTimeField("upptagen till", null=True, blank=True)
    fence = models.PositiveIntegerField("stängselnummer", default=0)
    attempted_at = models.DateTimeField("senaste försök", null=True, blank=True)
    needs_person = models.BooleanField("en människa behöver avgöra", default=False)
    error_class = models.CharField("felklass", max_length=40, blank=True)
    problem = models.CharField("vad som är fel", max_length=300, blank=True)
    receipt_id = models.CharField("kvitto", max_length=200, blank=True)
    settled_at = models.DateTimeField("klar", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=list(DISPATCH_STATES)), name="dispatch_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "failed"]) ^ models.Q(settled_at=None),
                name="dispatch_settled_when_ended",
            ),
            # A drawn-up reply goes out through one dispatch only, whatever happens around it.
            models.UniqueConstraint(
                fields=["record"],
                condition=models.Q(operation="reply") & ~models.Q(state="failed"),
                name="one_live_dispatch_per_reply",
            ),
            models.UniqueConstraint(
                fields=["cause", "operation"],
                condition=models.Q(state__in=["queued", "claimed", "unknown"]),
                name="one_live_dispatch_per_cause",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(state__in=["queued", "claimed", "unknown"]),
                name="dispatch_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_operation_display()}: {self.get_state_display()}"

    @property
    def locked(self) -> bool:
        """Nobody may act again while the outcome is not known."""
        return self.state in {"queued", "claimed", "unknown"}


class Attempt(models.Model):
    """One call to the platform, written down before it is made."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="attempts")
    fence = models.PositiveIntegerField("stängselnummer")
    started_at = models.DateTimeField("började")
    ended_at = models.DateTimeField("slutade", null=True, blank=True)
    outcome = models.CharField("utfall", max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "fence"], name="attempt_once_per_fence")
        ]

    def __str__(self) -> str:
        return f"attempt:{self.pk}"
