"""Neutral defaults for what a guideline is silent about.

Every decision that rests on one of them says so with ``default=True`` and is shown with `NOTE`.
"""

from kanalkoll.policy.vocabulary.answers import SignaturePart
from kanalkoll.policy.vocabulary.clocks import Clock

NOTE = "systemets förval, inte i er riktlinje"

REVIEW = Clock(workdays=1)
"""Oversight once per working day where no figure is given."""

SECOND_CLOCK = Clock(workdays=5)
"""The time to a real answer after a holding reply where the guideline only says as soon as possible."""

SIGNATURE: tuple[SignaturePart, ...] = ("first_name", "title", "unit")
"""Proposed, never forced."""
