"""The log's signing key: one file in KANALKOLL_DATA that only the program may read."""

import stat
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from kanalkoll.ledger.files import write_durably

FILE_NAME = "signing-key.pem"


class UnsafeKey(RuntimeError):
    """The key file can be read by others, or is not an Ed25519 key. Somebody has to look before we sign."""


def signing_key() -> Ed25519PrivateKey:
    """The log's key; it is made the first time it is asked for. Raises UnsafeKey."""
    path = _path()
    if not path.exists():
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_durably(path, pem, mode=0o600)
        return key
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise UnsafeKey(f"{path} kan läsas av andra. Gör: chmod 600 {path}")
    found = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(found, Ed25519PrivateKey):
        raise UnsafeKey(f"{path} är inte en Ed25519-nyckel")
    return found


def _path() -> Path:
    return Path(settings.KANALKOLL_DATA) / FILE_NAME
