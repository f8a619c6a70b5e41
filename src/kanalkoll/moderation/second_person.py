"""The second person of a removal: when one is needed, who it can be, and whose haste may go before."""

from kanalkoll.moderation.models import Removal
from kanalkoll.municipality.guidelines import pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import Refused, holders, may
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import moderation
from kanalkoll.policy.moderation import RemovalGround, RemovalRule
from kanalkoll.policy.workdays import local_day

OTHERS_DECIDE = "Det här ligger utanför riktlinjens lista och avgörs av kommunikationsenheten."


def is_needed(rule: RemovalRule, *, by: User, account_id: int, urgent: bool) -> bool:
    """Whether somebody else must say yes before it goes to the platform.

    What must never be copied waits for nobody. Haste goes before only where `haste_goes_before` says so,
    and never before the evidence.
    """
    if not rule.ground.may_be_copied:
        return False
    beyond = _beyond_the_list(rule.ground) and not decides(by, rule.ground, account_id)
    wanted = rule.second_person or beyond
    return wanted and not (urgent and haste_goes_before(rule.ground, by=by, account_id=account_id))


def haste_goes_before(ground: RemovalGround, *, by: User, account_id: int) -> bool:
    """Whether this person may let haste go before the second person.

    On a ground that the guideline or the law counts as urgent anybody may; otherwise only who could say yes.
    Where the communications unit decides, only it may.
    """
    return decides(by, ground, account_id) or (ground.urgent and not _beyond_the_list(ground))


def decides(user: User, ground: RemovalGround, account_id: int) -> bool:
    """Whether the person may say yes or no to a removal on this ground on this account."""
    return may(user, Permission.APPROVE, _reach(ground, account_id))


def require_decider(removal: Removal, *, by: User) -> None:
    """Raise Refused where the case is not this person's to decide, though they may approve on the account."""
    if not decides(by, _ground_of(removal), removal.account_id):
        raise Refused(OTHERS_DECIDE)


def approvers(removal: Removal) -> list[User]:
    """Who can say yes: everybody who decides on such a ground, but never the one who asked."""
    people = holders(_reach(_ground_of(removal), removal.account_id), Permission.APPROVE)
    return [person for person in people if person.pk != removal.requested_by_id]


def _reach(ground: RemovalGround, account_id: int) -> int | None:
    # A case outside a closed list is the communications unit's to decide, whoever manages the account.
    return None if _beyond_the_list(ground) else account_id


def _beyond_the_list(ground: RemovalGround) -> bool:
    return ground.decided_by == "comms_unit"


def _ground_of(removal: Removal) -> RemovalGround:
    on = local_day(removal.requested_at)
    return moderation.ground_of(pack_of(removal.guideline), code=removal.ground, on=on)
