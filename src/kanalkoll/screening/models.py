"""What was found in a version of a text, as it was shown to people."""

from functools import cached_property

from django.db import models

from kanalkoll.language import SUGGESTED, Finding
from kanalkoll.policy.moderation import Suggestion
from kanalkoll.records.models import Version


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
