"""Keys with their certificates (P-256, X.509) for the local test authority."""

from datetime import UTC, datetime, timedelta
from textwrap import shorten
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate, CertificateBuilder, KeyUsage, Name

type Identity = tuple[EllipticCurvePrivateKey, Certificate]

DISCLAIMER = "UJI - bukan tanda tangan elektronik tersertifikasi"
NAME_LIMIT = 64
"""Characters of a name in a certificate (X.520's upper bound)."""

ROOT_LIFE = timedelta(days=20 * 365)
SEALING_LIFE = timedelta(days=5 * 365)
RENEW_BEFORE = timedelta(days=90)
CLOCK_SKEW = timedelta(days=1)


def new_root() -> Identity:
    """A root that signs itself and may sign sealing certificates, nothing below them."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = _named("Jejaring TEST root", organisation="Jejaring TEST")
    builder = (
        _builder(name, key, life=ROOT_LIFE)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
    )
    return key, _signed(builder, key)


def sealing_identity(agency_name: str, *, root: Identity, person: str = "") -> Identity:
    """A fresh key that may sign for this agency or a person of it, certified by the root."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    root_key, root_certificate = root
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        _builder(_sealing_name(agency_name, person), key, life=SEALING_LIFE)
        .issuer_name(root_certificate.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage("digital_signature", "content_commitment"), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
    )
    return key, _signed(builder, root_key)


def is_usable(identity: Identity, agency_name: str, *, root: Identity, person: str = "") -> bool:
    """Whether it bears this name, was certified by this root, and has months to live."""
    from cryptography.exceptions import InvalidSignature

    certificate = identity[1]
    try:
        certificate.verify_directly_issued_by(root[1])
    except (InvalidSignature, ValueError, TypeError):
        return False
    if certificate.subject != _sealing_name(agency_name, person):
        return False
    return datetime.now(UTC) < certificate.not_valid_after_utc - RENEW_BEFORE


def to_pem(identity: Identity) -> bytes:
    """The private key and then the certificate, in one text."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key, certificate = identity
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + certificate.public_bytes(Encoding.PEM)


def from_pem(pem: bytes) -> Identity:
    """The reverse; raises ValueError when key and certificate are damaged or not a pair."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from cryptography.x509 import load_pem_x509_certificate

    key = load_pem_private_key(pem, password=None)
    certificate = load_pem_x509_certificate(pem)
    if not isinstance(key, EllipticCurvePrivateKey) or certificate.public_key() != key.public_key():
        message = "the key and the certificate are not a pair"
        raise ValueError(message)
    return key, certificate


def _sealing_name(agency_name: str, person: str) -> "Name":
    bearer = f"UJI {person}" if person else f"Segel UJI {agency_name}"
    return _named(bearer, organisation=agency_name)


def _named(common_name: str, *, organisation: str) -> "Name":
    from cryptography.x509 import Name, NameAttribute
    from cryptography.x509.oid import NameOID

    parts = {
        NameOID.COUNTRY_NAME: "ID",
        NameOID.ORGANIZATION_NAME: organisation,
        NameOID.ORGANIZATIONAL_UNIT_NAME: DISCLAIMER,
        NameOID.COMMON_NAME: common_name,
    }
    return Name(
        NameAttribute(kind, shorten(text, NAME_LIMIT, placeholder="…") or "-")
        for kind, text in parts.items()
    )


def _builder(
    subject: "Name", key: "EllipticCurvePrivateKey", *, life: timedelta
) -> "CertificateBuilder":
    from cryptography import x509

    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SKEW)
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*allowed: str) -> "KeyUsage":
    from cryptography.x509 import KeyUsage

    never = ["key_encipherment", "data_encipherment", "key_agreement", "encipher_only"]
    uses = ["digital_signature", "content_commitment", "key_cert_sign", "crl_sign", *never]
    return KeyUsage(**{use: use in allowed for use in uses}, decipher_only=False)


def _signed(builder: "CertificateBuilder", key: "EllipticCurvePrivateKey") -> "Certificate":
    from cryptography.hazmat.primitives.hashes import SHA256

    return builder.sign(key, SHA256())
