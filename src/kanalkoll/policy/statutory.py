"""What must be removed by law, whatever a guideline lists: the act (1998:112) on electronic bulletin boards.

Whoever provides such a service must take away a message that plainly is one of these crimes, or plainly
infringes copyright. Three were added in 2018 or later: unlawful threat, unlawful breach of privacy and
public provocation to terrorism. The exact list in force: verify.
"""

from kanalkoll.policy.codes import GroundCode

LAW = "Lagen (1998:112) om ansvar för elektroniska anslagstavlor"

GROUNDS: tuple[GroundCode, ...] = (
    "threat",
    "hate_speech",
    "incitement",
    "unlawful_violence_depiction",
    "child_abuse_material",
    "privacy_violation",
    "terrorism_provocation",
    "copyright_infringement",
)

NEVER_COPIED: frozenset[GroundCode] = frozenset({"child_abuse_material"})
"""Possession can itself be a crime (Criminal Code, chapter 16, section 10 a; verify): never captured."""

SECRECY_LAW = "Offentlighets- och sekretesslagen (2009:400), 5 kap. 1 §"
"""What holds information under secrecy is always registered; keeping it ordered is not enough."""
