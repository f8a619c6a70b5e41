"""Keys to the platforms, encrypted at rest with AES-256-GCM and bound to their account."""

import json
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from kanalkoll.ledger.clock import random_bytes

NONCE_LENGTH = 12


class SecretsUnreadable(Exception):
    """The stored keys do not open with this installation's SECRET_KEY: connect the account again."""


def seal(secrets: Mapping[str, str], *, account_id: int) -> bytes:
    """Encrypt; only the same SECRET_KEY and the same account open it again."""
    nonce = random_bytes(NONCE_LENGTH)
    return nonce + AESGCM(_key()).encrypt(nonce, json.dumps(dict(secrets)).encode(), _bound_to(account_id))


def unseal(sealed: bytes, *, account_id: int) -> dict[str, str]:
    """Decrypt. Raises SecretsUnreadable."""
    if not sealed:
        return {}
    try:
        plain = AESGCM(_key()).decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], _bound_to(account_id))
    except InvalidTag as error:
        raise SecretsUnreadable(f"account:{account_id}") from error
    found: dict[str, str] = json.loads(plain)
    return found


def _key() -> bytes:
    return _derived(settings.SECRET_KEY)


@lru_cache(maxsize=4)
def _derived(secret_key: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kanalkoll/connection")
    return derive.derive(secret_key.encode())


def _bound_to(account_id: int) -> bytes:
    return f"account:{account_id}".encode()
