"""Small secrets for the database: wrapped under the installation's secret, opened in memory."""

import os

from django.conf import settings

VERSION = b"\x01"
"""AES-256-GCM under HKDF-SHA256 of the installation's secret; a later way gets another byte."""

NONCE = 12


class CannotUnwrap(ValueError):  # noqa: N818 - told in words by whoever needed the secret
    """Damaged, made for another purpose, or wrapped under a secret that is gone."""


def wrapped(secret: bytes, *, purpose: bytes) -> bytes:
    """The secret as a column may keep it; only the same purpose opens it again."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE)
    cipher = AESGCM(_key(settings.SECRET_KEY, purpose))
    return VERSION + nonce + cipher.encrypt(nonce, secret, purpose + VERSION)


def unwrapped(stored: bytes, *, purpose: bytes, under: tuple[str, ...] = ()) -> bytes:
    """The secret, opened by SECRET_KEY or a fallback unless others are named; or CannotUnwrap."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, sealed = stored[1 : 1 + NONCE], stored[1 + NONCE :]
    for secret in (under or secrets_known()) if stored[:1] == VERSION else ():
        try:
            return AESGCM(_key(secret, purpose)).decrypt(nonce, sealed, purpose + VERSION)
        except (InvalidTag, ValueError):
            continue
    message = f"nothing opens this {purpose.decode()}"
    raise CannotUnwrap(message)


def secrets_known() -> tuple[str, ...]:
    """The installation's secret, and those it had before."""
    return (settings.SECRET_KEY, *(str(former) for former in settings.SECRET_KEY_FALLBACKS))


def _key(secret: str, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
