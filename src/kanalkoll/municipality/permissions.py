"""Who may do what. Every verb asks require() first; nothing goes round it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from kanalkoll.municipality.models import Account, Grant, Unit, User
from kanalkoll.municipality.roles import ROLES, Permission, Reach


class Refused(Exception):
    """The person may not do this; the text says what was missing and whom to ask."""


@dataclass(frozen=True, slots=True)
class Powers:
    """Everything one person may do: everywhere, and account by account (account id → permissions)."""

    everywhere: frozenset[Permission]
    by_account: Mapping[int, frozenset[Permission]]
    roles: frozenset[str]

    def may(self, permission: Permission, account_id: int | None = None) -> bool:
        """True when the permission is held everywhere or on this account."""
        if permission in self.everywhere:
            return True
        return account_id is not None and permission in self.by_account.get(account_id, frozenset())

    def somewhere(self, permission: Permission) -> bool:
        """True when the permission is held on at least one account."""
        return permission in self.everywhere or any(permission in held for held in self.by_account.values())

    def accounts(self, permission: Permission) -> list[int]:
        """The accounts on which the permission is held one by one, for who does not hold it everywhere."""
        return [account_id for account_id, held in self.by_account.items() if permission in held]


NO_POWERS = Powers(frozenset(), {}, frozenset())

WORDS: Mapping[Permission, str] = {
    Permission.READ: "läsa det här",
    Permission.HANDLE: "ta hand om ärenden på det här kontot",
    Permission.REGISTER: "avgöra om handlingen ska diarieföras",
    Permission.REMOVE: "ta bort något på det här kontot",
    Permission.APPROVE: "godkänna en borttagning",
    Permission.RESTORE: "återställa något som har tagits bort",
    Permission.SETTLE: "reda ut vad som hände hos plattformen",
    Permission.READ_SEALED: "se uppgifter om det som är förseglat",
    Permission.MANAGE_PEOPLE: "ändra människor och roller",
    Permission.MANAGE_ACCOUNTS: "ändra kontonas anslutningar",
    Permission.ADOPT: "anta en riktlinje",
    Permission.WORDS: "ändra granskningens egna ord",
}


def require(user: User, permission: Permission, account_id: int | None = None) -> None:
    """Raise Refused, with a sentence for the person, unless the permission is held."""
    if not powers(user).may(permission, account_id):
        raise Refused(
            f"Du har inte rätt att {WORDS[permission]}. Fråga kommunikationsenheten om du behöver det."
        )


def may(user: User, permission: Permission, account_id: int | None = None) -> bool:
    """Whether require() would pass."""
    return powers(user).may(permission, account_id)


def readable_accounts(user: User) -> QuerySet[Account]:
    """The accounts whose content this person may read."""
    held = powers(user)
    if Permission.READ in held.everywhere:
        return Account.objects.all()
    return Account.objects.filter(pk__in=held.accounts(Permission.READ))


def holders(account_id: int | None, permission: Permission) -> list[User]:
    """Active people who hold the permission on the account (None: everywhere), for choosing whom to ask.

    Four statements however many people work here.
    """
    above = _above(account_id) if account_id else frozenset[int]()
    roles = [code for code, role in ROLES.items() if permission in role.permissions]
    holding = {
        grant.user_id
        for grant in Grant.objects.filter(ended_at=None, role__in=roles)
        if ROLES[grant.role].reach is Reach.ALL
        or (account_id is not None and (grant.account_id == account_id or grant.unit_id in above))
    }
    return list(User.objects.filter(pk__in=holding, is_active=True).select_related("unit"))


def _above(account_id: int) -> frozenset[int]:
    """The account's unit and every unit above it."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    at: int | None = Account.objects.values_list("unit_id", flat=True).get(pk=account_id)
    found: set[int] = set()
    while at is not None:
        found.add(at)
        at = parents.get(at)
    return frozenset(found)


def powers(user: User) -> Powers:
    """The person's powers, read once for each user object (so once a request)."""
    kept = getattr(user, "_powers", None)
    if isinstance(kept, Powers):
        return kept
    found = _read(user) if user.is_active and user.pk else NO_POWERS
    user._powers = found  # type: ignore[attr-defined]
    return found


def _read(user: User) -> Powers:
    everywhere: set[Permission] = set()
    by_account: dict[int, frozenset[Permission]] = {}
    grants = list(user.grants.filter(ended_at=None))
    units = {grant.unit_id for grant in grants if grant.unit_id}
    branches = _branches(units) if units else {}
    for grant in grants:
        role = ROLES[grant.role]
        if role.reach is Reach.ALL:
            everywhere |= role.permissions
            continue
        reached: Iterable[int] = (
            [grant.account_id] if grant.account_id else branches.get(grant.unit_id or 0, [])
        )
        for account_id in reached:
            by_account[account_id] = by_account.get(account_id, frozenset()) | role.permissions
    return Powers(frozenset(everywhere), by_account, frozenset(grant.role for grant in grants))


def _branches(unit_ids: set[int]) -> dict[int, list[int]]:
    """Account ids in the branch under each unit: two statements whatever the tree's depth."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    found: dict[int, list[int]] = {unit_id: [] for unit_id in unit_ids}
    for account_id, unit_id in Account.objects.values_list("pk", "unit_id"):
        above: int | None = unit_id
        while above is not None:
            if above in found:
                found[above].append(account_id)
            above = parents.get(above)
    return found
