"""What was found in a version of a text, as it was shown to people; and what people have said was wrong in it."""

from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models

from kanalkoll.language import SUGGESTED, Finding
from kanalkoll.policy.moderation import Suggestion
from kanalkoll.records.models import Blob, Record, Version

WHYS = {
    "quote": "Citat",
    "name_or_place": "Namn eller ort",
    "other_meaning": "Menar något annat",
    "other": "Annan orsak",
}


class RuleBook(models.Model):
    """The rules' own files as they were when first used, as a kept file; an old suggestion is replayed by them.

    `surroundings` names what the rules also lean on: versions of Python and of the numbering plan.
    """

    blob = models.OneToOneField(Blob, models.PROTECT, primary_key=True, related_name="+", verbose_name="fil")
    version = models.CharField("reglernas version", max_length=40)
    first_used_at = models.DateTimeField("användes första gången")
    surroundings = models.JSONField("vilar också på", default=dict)

    def __str__(self) -> str:
        return f"{self.version} {self.pk[:12]}"

    @property
    def name(self) -> str:
        """The plain id by which the ledger knows these rules."""
        return f"rules:{self.pk[:32]}"


class Screening(models.Model):
    """What was found in one version, as offsets and rule ids: what the moderator was shown, never the text itself.

    Written once and never changed: what somebody thinks of it stands beside it.
    """

    version = models.OneToOneField(Version, models.CASCADE, related_name="screening")
    rules_version = models.CharField("reglernas version", max_length=40)
    findings = models.JSONField("fynd", default=list)
    suggestions = models.JSONField("förslag", default=list)
    handling = models.JSONField("hantering", default=dict)
    language = models.CharField("språk", max_length=10, blank=True)
    failed = models.BooleanField("kunde inte granskas", default=False)
    at = models.DateTimeField("granskad", db_index=True)
    opinion = models.JSONField("modellens förslag", null=True)
    rule_book = models.ForeignKey(
        RuleBook, models.PROTECT, null=True, related_name="screenings", verbose_name="regelbok"
    )

    def __str__(self) -> str:
        return f"screening:{self.pk}"

    @cached_property
    def found(self) -> tuple[Finding, ...]:
        """Everything that the rules found."""
        return tuple(Finding(**each) for each in self.findings)

    @cached_property
    def suggested(self) -> tuple[Suggestion, ...]:
        """What the guideline made of it, as far as it was sure enough to be shown."""
        judged = (Suggestion(**each | {"clauses": tuple(each["clauses"])}) for each in self.suggestions)
        return tuple(each for each in judged if each.score >= SUGGESTED)


class Verdict(models.Model):
    """Somebody said "fel, och därför" of one hit: who, when, which rule, why. The screening itself stays as it was.

    `reason` is set where the person used words of their own. A verdict that was taken back stays, and says so.
    """

    screening = models.ForeignKey(
        Screening, models.CASCADE, related_name="verdicts", verbose_name="granskning"
    )
    rule = models.CharField("regel", max_length=80)
    category = models.CharField("kategori", max_length=40)
    start = models.PositiveIntegerField("börjar")
    end = models.PositiveIntegerField("slutar")
    why = models.CharField("därför", max_length=15, choices=WHYS)
    reason = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="egna ord"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vem")
    at = models.DateTimeField("när")
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField("återtagen", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["rule", "-at"], name="verdict_of_rule")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["screening", "rule", "category", "start", "end"],
                condition=models.Q(taken_back_at=None),
                name="verdict_stands_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.get_why_display()}"

    @property
    def name(self) -> str:
        """The plain id by which the ledger knows this verdict."""
        return f"verdict:{self.pk}"


SHAPES = {
    "word": "Ord eller uttryck",
    "place": "Ort eller plats",
    "school": "Skola eller annan verksamhet",
    "person": "Person",
    "phone": "Telefonnummer",
    "address": "Gatuadress",
    "email": "E-postadress eller domän",
}
INFLECTED = {
    "": "Precis som det står",
    "name": "Som ett namn (med -s)",
    "noun": "Som ett substantiv",
    "verb": "Som ett verb",
    "adjective": "Som ett adjektiv",
}


class Entry(models.Model):
    """A word that the municipality wants marked, or something that it wants to be let be: who, why, until when.

    Never changed and never dropped: what ends before its day gets an end of its own. `until` is the last day,
    Swedish time. `tried` is what the trial before it told.
    """

    marks = models.BooleanField("markeras")
    phrase = models.CharField("ord eller uttryck", max_length=120)
    shape = models.CharField("vad det är", max_length=10, choices=SHAPES, default="word")
    inflected = models.CharField("böjs", max_length=10, choices=INFLECTED, blank=True)
    category = models.CharField("kategori", max_length=40, blank=True)
    strength = models.FloatField("styrka", null=True, blank=True)
    types = models.JSONField("gäller bara", default=list)
    why = models.CharField("varför", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vem")
    at = models.DateTimeField("när")
    until = models.DateField("till och med", null=True, blank=True)
    tried = models.JSONField("prövat", default=dict)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.phrase

    @property
    def name(self) -> str:
        """The plain id by which the ledger knows this entry."""
        return f"screening.entry:{self.pk}"


class EntryEnd(models.Model):
    """An entry ended before its day: who, when and why."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="end", verbose_name="tillägg")
    why = models.CharField("varför", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vem")
    at = models.DateTimeField("när")

    def __str__(self) -> str:
        return f"{self.entry_id} avslutad"


GUARDED_TABLES = ("screening_entry", "screening_entryend", "screening_rulebook")
