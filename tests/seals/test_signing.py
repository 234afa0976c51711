import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jejaring.ground.seals import signing
from jejaring.ground.seals.signing import KeyUnreadable, new_key, sign, verify


def test_what_is_signed_verifies_with_the_public_key():
    key = new_key()

    signature = sign(key.wrapped, b"root")

    assert verify(key.public, b"root", signature)
    Ed25519PublicKey.from_public_bytes(key.public).verify(signature, b"root")


def test_signing_twice_gives_the_same_bytes():
    key = new_key()

    assert sign(key.wrapped, b"root") == sign(key.wrapped, b"root")


def test_another_message_key_or_signature_does_not_verify():
    key, other = new_key(), new_key()
    signature = sign(key.wrapped, b"root")
    altered = bytes([signature[0] ^ 1]) + signature[1:]

    assert not verify(key.public, b"rooT", signature)
    assert not verify(other.public, b"root", signature)
    assert not verify(key.public, b"root", altered)
    assert not verify(key.public, b"root", b"")
    assert not verify(b"not a key", b"root", signature)


def test_the_wrapped_key_does_not_show_the_private_half():
    key = new_key()

    assert len(key.public) == 32
    assert len(key.wrapped) == 1 + 12 + 32 + 16
    assert key.wrapped[:1] == b"\x01"
    assert key.wrapped.hex() not in repr(key)


def test_a_changed_secret_makes_the_key_unreadable(settings):
    key = new_key()
    settings.SECRET_KEY = "a new secret of this installation"

    with pytest.raises(KeyUnreadable) as refusal:
        sign(key.wrapped, b"root")

    assert refusal.value.status == 503
    assert "SECRET_KEY" in refusal.value.sentence


def test_a_former_secret_still_opens_the_key(settings):
    key = new_key()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret of this installation"

    assert verify(key.public, b"root", sign(key.wrapped, b"root"))


@pytest.mark.parametrize("at", [0, 5, 20, 60])
def test_a_damaged_wrapped_key_is_unreadable(at):
    wrapped = bytearray(new_key().wrapped)
    wrapped[at] ^= 1

    with pytest.raises(KeyUnreadable):
        sign(bytes(wrapped), b"root")


@pytest.mark.parametrize("wrapped", [b"", b"\x01", b"\x02" + bytes(60)])
def test_bytes_that_are_no_wrapped_key_are_unreadable(wrapped):
    with pytest.raises(KeyUnreadable):
        sign(wrapped, b"root")


def test_the_database_may_hand_over_a_memoryview():
    key = new_key()
    signature = sign(memoryview(key.wrapped), b"root")

    assert verify(memoryview(key.public), b"root", memoryview(signature))


def test_fingerprints_are_groups_of_four():
    public = bytes(32)

    assert re.fullmatch(r"([0-9a-f]{4} ){15}[0-9a-f]{4}", signing.fingerprint(public))
    assert signing.short_fingerprint(public) == "6668 7aad f862 bd77 … 2925"
