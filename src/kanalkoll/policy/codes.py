"""The closed lists of codes that controls and decisions share, by the glossary's English identifiers."""

from typing import Literal

MessageKind = Literal["comment", "message", "visitor_post"]

Modality = Literal["must", "should", "may", "must-not", "goal", "definition"]
ClauseKind = Literal["enforced", "monitored", "assisted", "attested", "informational"]

CalendarName = Literal["non_holiday_days", "weekdays", "workdays", "every_day"]
Strength = Literal["target", "benchmark", "absolute"]

NoAnswerCode = Literal[
    "asks_nothing", "conversation", "reaction", "not_relevant", "already_answered", "disposable", "other"
]

GroundCode = Literal[
    "insult",
    "defamation",
    "gossip",
    "threat",
    "harassment",
    "hate_speech",
    "group_degrading",
    "sexism",
    "incitement",
    "call_to_crime",
    "illegal_other",
    "guideline_breach",
    "unlawful_violence_depiction",
    "pornography",
    "child_abuse_material",
    "privacy_violation",
    "terrorism_provocation",
    "copyright_infringement",
    "disinformation",
    "commercial",
    "profanity",
    "party_politics",
    "secrecy",
    "personal_data",
    "offensive_personal_data",
    "other",
]

ActCode = Literal["hide", "unpublish", "delete"]

CriterionCode = Literal[
    "leads_to_action",
    "may_become_case",
    "adds_to_open_case",
    "relates_to_registered_case",
    "viewpoint",
    "suggestion",
    "contains_secrecy",
    "other",
]

ExemptCode = Literal["minor_importance", "advertising", "course_invitation", "outside_remit"]

RegistrationCode = Literal["undecided", "register", "ordered", "minor"]
