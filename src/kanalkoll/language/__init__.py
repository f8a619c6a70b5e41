"""What a Swedish text contains: personal data, abuse, advertising, questions, readability; no guideline.

Pure: no framework, no network, no clock; reads only its own lists. It suggests with span, rule and reason,
and never decides; harsh criticism of the municipality is not a ground anywhere.
"""

from kanalkoll.language.findings import (
    NO_ALLOW,
    SUGGESTED,
    Allow,
    Direction,
    Finding,
    Screening,
)
from kanalkoll.language.screening import RULES_VERSION, prepare, screen
from kanalkoll.language.tokens import search_tokens

__all__ = [
    "NO_ALLOW",
    "RULES_VERSION",
    "SUGGESTED",
    "Allow",
    "Direction",
    "Finding",
    "Screening",
    "prepare",
    "screen",
    "search_tokens",
]
