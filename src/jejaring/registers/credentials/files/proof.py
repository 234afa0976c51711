"""The proof of one certificate: the facts, how they became bytes, and what was signed.

Whoever holds the JSON can check it with SHA-256 and Ed25519 alone, without this product.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any, NotRequired, TypedDict, cast

from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.seals import facts as sealed_facts
from jejaring.ground.seals import merkle, signing

FORMAT = "jejaring certificate proof 1"
BATCH_FORMAT = "jejaring batch 1"
LARGEST_FILE = 256 * 1024
TEMPLATE = 1
"""The form of the paper; a later form leaves earlier papers as they were."""

CENT = Decimal("0.01")
HOW = (
    "1. canonical JSON: UTF-8, names sorted, no spaces",
    "2. facts.batch = hex SHA-256 of the canonical JSON of batch_facts",
    '3. leaf = SHA-256 of byte 00, "jejaring facts 1", byte 0A, and the canonical JSON of facts',
    "4. path leads from leaf to signed.root as in RFC 9162 section 2.1.3.2",
    "5. signature = Ed25519 by public_key over the canonical JSON of signed",
)


class BatchFacts(TypedDict):
    """What all certificates of one occasion share; dates and times in ISO 8601."""

    programme: str
    title: str
    series: str
    date: str
    starts_at: str
    ends_at: str
    zone: str
    issuer: str
    partners: list[str]
    signatory: str
    city: str
    fields: list[int]
    rule: str
    is_demonstration: bool
    place: NotRequired[str]
    """Empty or left out when it was online."""


class SealedFacts(BatchFacts):
    """The same as they are sealed, with who issues and in which form it is printed."""

    agency: str
    template: int


class ProofUnreadable(Refusal):
    """The file is not a proof that this product wrote."""

    status = 400


@dataclass(frozen=True, slots=True)
class Proof:
    """All that is needed to check one certificate.

    What came after the signature is not signed: `state` is as it was when the file was written.
    """

    batch_facts: Mapping[str, Any]
    facts: Mapping[str, Any]
    leaf: bytes
    position: int
    path: tuple[bytes, ...]
    signed: Mapping[str, Any]
    signature: bytes
    public_key: bytes
    state: str
    state_changed_at: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What holds of a proof, each by itself."""

    has_batch_facts: bool
    has_leaf: bool
    has_path: bool
    has_signature: bool

    @property
    def is_whole(self) -> bool:
        """Every link from the facts to the signature holds."""
        return self.has_batch_facts and self.has_leaf and self.has_path and self.has_signature


def batch_digest(shared: Mapping[str, Any]) -> str:
    """SHA-256 of the shared facts, in hexadecimal."""
    return sha256(sealed_facts.canonical(shared)).hexdigest()


def sealed(given: BatchFacts, agency: str) -> SealedFacts:
    """The shared facts as they are sealed; a fact left out is a programming error."""
    return {
        "programme": given["programme"],
        "title": given["title"],
        "series": given["series"],
        "date": given["date"],
        "starts_at": given["starts_at"],
        "ends_at": given["ends_at"],
        "zone": given["zone"],
        "place": given.get("place", ""),
        "issuer": given["issuer"],
        "partners": given["partners"],
        "signatory": given["signatory"],
        "city": given["city"],
        "fields": given["fields"],
        "rule": given["rule"],
        "is_demonstration": given["is_demonstration"],
        "agency": agency,
        "template": TEMPLATE,
    }


def hours(jp: Decimal | float) -> str:
    """JP as it is sealed, always with two places: 2.00."""
    return f"{jp:.2f}"


def certificate_facts(
    batch: str, *, number: str, code: str, name: str, employer: str, jp: str
) -> dict[str, sealed_facts.Fact]:
    """What one certificate says, bound to the digest of what its batch says."""
    return {
        "batch": batch,
        "code": code,
        "employer": employer,
        "jp": jp,
        "name": name,
        "number": number,
    }


def signed_facts(batch: str, root: bytes, count: int) -> dict[str, sealed_facts.Fact]:
    """What the agency signs: the shared facts, and how many certificates there are, by the root."""
    return {"batch": batch, "count": count, "format": BATCH_FORMAT, "root": root.hex()}


def findings(proof: Proof) -> Findings:
    """Check every link again, from what the file says alone."""
    root = bytes.fromhex(str(proof.signed.get("root", "")))
    count = int(proof.signed.get("count", 0))
    batch = batch_digest(proof.batch_facts)
    return Findings(
        has_batch_facts=batch == proof.facts.get("batch") == proof.signed.get("batch"),
        has_leaf=sealed_facts.leaf(proof.facts) == proof.leaf,
        has_path=merkle.verify(proof.leaf, proof.position, count, proof.path, root),
        has_signature=signing.verify(
            proof.public_key, sealed_facts.canonical(proof.signed), proof.signature
        ),
    )


def written(proof: Proof) -> dict[str, Any]:
    """The proof as JSON values, with the way to check it."""
    return {
        "format": FORMAT,
        "how_to_check": list(HOW),
        "batch_facts": dict(proof.batch_facts),
        "facts": dict(proof.facts),
        "leaf": proof.leaf.hex(),
        "position": proof.position,
        "path": [node.hex() for node in proof.path],
        "signed": dict(proof.signed),
        "signature": proof.signature.hex(),
        "public_key": proof.public_key.hex(),
        "fingerprint": signing.fingerprint(proof.public_key),
        "state": proof.state,
        "state_changed_at": proof.state_changed_at,
        "replaced_by": proof.replaced_by,
    }


def read(content: bytes) -> Proof:
    """The proof in a file that somebody sent; raises ProofUnreadable."""
    try:
        proof = _told(json.loads(content[: LARGEST_FILE + 1]))
        findings(proof)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ProofUnreadable(
            _("This file is not a certificate proof. Download it again from the verification page.")
        ) from error
    return proof


def _told(told: Mapping[str, Any]) -> Proof:
    if told["format"] != FORMAT:
        raise ValueError(told["format"])
    return Proof(
        batch_facts=_object(told["batch_facts"]),
        facts=_object(told["facts"]),
        leaf=bytes.fromhex(told["leaf"]),
        position=int(told["position"]),
        path=tuple(bytes.fromhex(node) for node in told["path"]),
        signed=_object(told["signed"]),
        signature=bytes.fromhex(told["signature"]),
        public_key=bytes.fromhex(told["public_key"]),
        state=str(told["state"]),
        state_changed_at=str(told["state_changed_at"]),
        replaced_by=str(told["replaced_by"]),
    )


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(type(value))
    return cast("Mapping[str, Any]", value)
