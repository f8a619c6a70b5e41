"""What has to be said before a removal begins: ground, way, questions, reason and referral."""

from collections.abc import Mapping, Sequence

from kanalkoll.inbox.acting import NotNow
from kanalkoll.policy.moderation import RemovalGround, RemovalRule

QUESTIONS: Mapping[str, str] = {
    "event": "Svara på om det handlar om ett evenemang.",
    "whose_data": "Svara på vems uppgifter det är.",
    "how_sensitive": "Svara på hur känsliga uppgifterna är.",
}


class Incomplete(NotNow):
    """The guideline asks for more before anything is removed; `missing` lists all of it."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__("Det här behövs först: " + " ".join(self.missing))


def chosen_ground(known: Sequence[RemovalGround], code: str) -> RemovalGround:
    """The ground with this code. Raises Incomplete where the guideline does not offer it."""
    for ground in known:
        if ground.code == code:
            return ground
    raise Incomplete(["Välj en grund ur listan. Utanför den tas inget bort."])


def complete(rule: RemovalRule, *, act: str, reason: str, answers: Mapping[str, str], referral: str) -> None:
    """Raise Incomplete with everything that is missing, all at once. `act` "none": it is gone there already."""
    ground = rule.ground
    missing: list[str] = []
    there = act != "none"
    chosen = next((known for known in rule.acts if known.code == act), None)
    if chosen is not None:
        missing += [c.label for c in chosen.conditions if answers.get(c.code) != "yes"]
    elif there:
        missing.append(
            "Välj hur det ska bort: " + ", ".join(known.label.lower() for known in rule.acts) + "."
        )
    missing += [QUESTIONS[asked] for asked in ground.asks if not answers.get(asked)]
    if ground.asks_event and answers.get("event") == "yes":
        missing.append(
            "Det som handlar om ett evenemang får stå kvar enligt riktlinjen. Välj en annan grund."
        )
    # What must be gone at once is not kept waiting for words.
    if rule.needs_reason and ground.may_be_copied and not reason.strip():
        missing.append("Skriv en motivering.")
    if rule.refer_to and there and not referral.strip():
        missing.append("Skriv först en hänvisning till den som skrev.")
    if missing:
        raise Incomplete(missing)
