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


P = Permission
_DAILY = frozenset({P.READ, P.HANDLE, P.REGISTER, P.REMOVE, P.SETTLE})
_LEADING = _DAILY | {P.APPROVE, P.RESTORE}

ROLES: Mapping[str, Role] = {
    "administrator": Role("Administratör", Reach.GRANTED, _DAILY),
    "responsible_manager": Role("Ansvarig chef", Reach.GRANTED, _LEADING),
    "comms_unit": Role("Kommunikationsenheten", Reach.ALL, _LEADING | {P.ADOPT}),
    "registrar": Role("Registrator", Reach.ALL, frozenset({P.READ, P.REGISTER, P.READ_SEALED})),
    "archivist": Role("Arkivarie", Reach.ALL, frozenset({P.READ})),
    "data_protection_officer": Role("Dataskyddsombud", Reach.ALL, frozenset({P.READ})),
    "crisis_group": Role("Kriskommunikationsgrupp", Reach.ALL, frozenset({P.READ})),
    "auditor": Role("Revisor", Reach.ALL, frozenset({P.READ})),
    "system_owner": Role("Systemägare", Reach.ALL, frozenset({P.MANAGE_PEOPLE, P.MANAGE_ACCOUNTS, P.ADOPT})),
}
