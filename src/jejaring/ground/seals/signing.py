"""Ed25519 keys of agencies: made here, kept wrapped in the database, unwrapped only in memory."""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.seals import wrapping

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

type Stored = bytes | memoryview
"""Bytes as a database column hands them over."""

PURPOSE = b"jejaring signing key 1"


class KeyUnreadable(Refusal):
    """The key cannot be unwrapped: the installation's secret is not the one it was wrapped with."""

    status = 503


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key pair as the database keeps it: the public half bare, the private half wrapped."""

    public: bytes
    wrapped: bytes = field(repr=False)


def new_key() -> SigningKey:
    """A fresh pair, wrapped under the installation's secret (SECRET_KEY)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = wrapping.wrapped(key.private_bytes_raw(), purpose=PURPOSE)
    return SigningKey(public=key.public_key().public_bytes_raw(), wrapped=private)


def sign(wrapped: Stored, message: bytes) -> bytes:
    """64 bytes, the same for the same key and message; raises KeyUnreadable."""
    return _unwrapped(bytes(wrapped), wrapping.secrets_known()).sign(message)


def verify(public: Stored, message: bytes, signature: Stored) -> bool:
    """Whether the holder of this public key's other half signed exactly this message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes(public)).verify(bytes(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: Stored) -> str:
    """The public key's SHA-256 in groups of four, for comparing letter by letter."""
    digits = sha256(public).hexdigest()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def short_fingerprint(public: Stored) -> str:
    """The first four groups and the last, as printed: recognises a key, does not prove it."""
    groups = fingerprint(public).split()
    return f"{' '.join(groups[:4])} … {groups[-1]}"


@lru_cache(maxsize=1024)
def _unwrapped(wrapped: bytes, secrets: tuple[str, ...]) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        seed = wrapping.unwrapped(wrapped, purpose=PURPOSE, under=secrets)
    except wrapping.CannotUnwrap:
        raise KeyUnreadable(
            _(
                "The agency's signing key cannot be opened, because this installation's secret has "
                "changed. Put the former secret back (SECRET_KEY or SECRET_KEY_FALLBACKS), or make "
                "a new key for the agency."
            )
        ) from None
    return Ed25519PrivateKey.from_private_bytes(seed)
