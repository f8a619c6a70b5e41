"""Roles as data: what each role may do, and on which accounts. A verb asks permissions.require()."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may be allowed to do."""

    READ = "read"
    HANDLE = "handle"
    REGISTER = "register"
    REMOVE = "remove"
    APPROVE = "approve"
    RESTORE = "restore"
    SETTLE = "settle"
    READ_SEALED = "read_sealed"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_ACCOUNTS = "manage_accounts"
    ADOPT = "adopt"
    WORDS = "words"


LABELS: Mapping[Permission, str] = {
    Permission.READ: "Läsa det som har skrivits",
    Permission.HANDLE: "Svara, skicka vidare och avsluta",
    Permission.REGISTER: "Avgöra om något ska diarieföras",
    Permission.REMOVE: "Begära borttagning",
    Permission.APPROVE: "Godkänna en borttagning",
    Permission.RESTORE: "Återställa det som har dolts",
    Permission.SETTLE: "Reda ut vad som hände hos plattformen",
    Permission.READ_SEALED: "Se uppgifter om det som är förseglat",
    Permission.MANAGE_PEOPLE: "Lägga upp människor, enheter och roller",
    Permission.MANAGE_ACCOUNTS: "Lägga upp och ansluta konton",
    Permission.ADOPT: "Anta en riktlinje",
    Permission.WORDS: "Lägga till egna ord och undantag i granskningen",
}


class Reach(StrEnum):
    """Which accounts a role reaches."""

    ALL = "all"
    GRANTED = "granted"


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its Swedish label, its reach and what it permits."""

    label: str
    reach: Reach
    permissions: frozenset[Permission]

    @property
    def can(self) -> tuple[str, ...]:
        """What the role permits, in words and in the order of the list of permissions."""
        return tuple(LABELS[each] for each in Permission if each in self.permissions)

    @property
    def everywhere(self) -> bool:
        """Whether the role reaches every account, and so is given on none."""
        return self.reach is Reach.ALL


P = Permission
_DAILY = frozenset({P.READ, P.HANDLE, P.REGISTER, P.REMOVE, P.SETTLE})
_LEADING = _DAILY | {P.APPROVE, P.RESTORE}

ROLES: Mapping[str, Role] = {
    "administrator": Role("Administratör", Reach.GRANTED, _DAILY),
    "responsible_manager": Role("Ansvarig chef", Reach.GRANTED, _LEADING),
    "comms_unit": Role("Kommunikationsenheten", Reach.ALL, _LEADING | {P.ADOPT, P.WORDS}),
    "registrar": Role("Registrator", Reach.ALL, frozenset({P.READ, P.REGISTER, P.READ_SEALED})),
    "archivist": Role("Arkivarie", Reach.ALL, frozenset({P.READ})),
    "data_protection_officer": Role("Dataskyddsombud", Reach.ALL, frozenset({P.READ})),
    "crisis_group": Role("Kriskommunikationsgrupp", Reach.ALL, frozenset({P.READ})),
    "auditor": Role("Revisor", Reach.ALL, frozenset({P.READ})),
    "system_owner": Role("Systemägare", Reach.ALL, frozenset({P.MANAGE_PEOPLE, P.MANAGE_ACCOUNTS, P.ADOPT})),
}
