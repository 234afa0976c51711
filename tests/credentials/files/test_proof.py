import json
from typing import Any

import pytest

from jejaring.ground.seals import facts as sealed_facts
from jejaring.ground.seals import merkle, signing
from jejaring.registers.credentials.files import proof
from tests.factories import credentials as make


@pytest.fixture
def written() -> dict[str, Any]:
    """A proof of the second of three, as JSON values."""
    shared = proof.sealed(make.facts(), "bpsdm-jatim")
    digest = proof.batch_digest(shared)
    facts = [
        proof.certificate_facts(
            digest, number=f"{n}", code=f"CODE{n}", name="Rara Contoh", employer="UPT", jp="2.00"
        )
        for n in range(3)
    ]
    leaves = [sealed_facts.leaf(fact) for fact in facts]
    tree = merkle.Tree(leaves)
    key = signing.new_key()
    signed = proof.signed_facts(digest, tree.root, 3)
    return proof.written(
        proof.Proof(
            batch_facts=shared,
            facts=facts[1],
            leaf=leaves[1],
            position=1,
            path=tuple(merkle.proof(1, leaves, tree.bundle_roots, 3)),
            signed=signed,
            signature=signing.sign(key.wrapped, sealed_facts.canonical(signed)),
            public_key=key.public,
            state="valid",
        )
    )


def findings(written) -> proof.Findings:
    return proof.findings(proof.read(json.dumps(written).encode()))


def test_a_whole_proof_holds(written):
    assert findings(written).is_whole


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"facts": {"name": "Orang Lain"}}, "has_leaf"),
        ({"batch_facts": {"title": "Lain"}}, "has_batch_facts"),
        ({"signed": {"count": 4}}, "has_signature"),
        ({"position": 2}, "has_path"),
        ({"leaf": "00" * 32}, "has_path"),
        ({"path": []}, "has_path"),
        ({"signature": "00" * 64}, "has_signature"),
        ({"public_key": "00" * 32}, "has_signature"),
    ],
)
def test_each_change_breaks_its_own_link(written, change, broken):
    for name, value in change.items():
        written[name] = {**written[name], **value} if isinstance(value, dict) else value

    assert not getattr(findings(written), broken)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"format": "another"}',
        b"[" * 100_000,
        b" " * 1_000_000,
    ],
)
def test_a_file_that_is_no_proof_is_refused(content):
    with pytest.raises(proof.ProofUnreadable):
        proof.read(content)


@pytest.mark.parametrize(
    "change",
    [
        {"leaf": "xyz"},
        {"position": "first"},
        {"facts": {"jp": 2.5}},
        {"signed": {"root": "zz"}},
        {"signed": {"count": None}},
        {"path": "abc"},
        {"batch_facts": []},
    ],
)
def test_a_proof_with_nonsense_inside_is_refused(written, change):
    for name, value in change.items():
        written[name] = {**written[name], **value} if isinstance(value, dict) else value

    with pytest.raises(proof.ProofUnreadable):
        proof.read(json.dumps(written).encode())
