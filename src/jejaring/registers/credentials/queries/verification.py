"""Checking one certificate: one read, and every link from its facts to the signature.

What was proven once is kept in the process, under keys made of the very bytes that were proven:
a later change of a row cannot hide behind it. What a signed batch says is kept for half a minute,
because joining it to every certificate would cost PostgreSQL three times the read itself.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, lru_cache
from time import monotonic
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.seals import facts as sealed_facts
from jejaring.ground.seals import merkle, signing
from jejaring.registers.credentials.files import proof
from jejaring.registers.credentials.files.proof import Proof, SealedFacts
from jejaring.registers.credentials.models import Batch, Certificate, code_in
from jejaring.registers.credentials.models.certificate import CODE_LENGTH
from jejaring.registers.credentials.states import CertificateState

NOT_SIGNED_YET = _("This certificate is not signed yet. Try again in a minute.")
BATCHES_KEPT, KEPT_SECONDS = 1024, 30.0
BUNDLES_KEPT = 4096
"""Proven bundles a process remembers: 8 KB each, a million certificates."""


class EvidenceMissing(Refusal):
    """The batch is not signed yet, or its evidence was damaged."""


class Stored(NamedTuple):
    """One certificate as it lies in the database, with all that it is checked against."""

    id: int
    position: int
    number: str
    code: str
    name: str
    employer: str
    jp: Decimal | float
    leaf: bytes
    state: str
    state_changed_at: datetime | None
    state_reason: str
    batch_id: int
    replaced_by: str | None
    facts: str
    size: int
    root: bytes | None
    signature: bytes | None
    sealed_at: datetime | None
    public_key: bytes
    contact: str


class Shared(NamedTuple):
    """What all certificates of a batch have in common, as it lies in the database."""

    facts: str
    size: int
    root: bytes | None
    signature: bytes | None
    sealed_at: datetime | None
    public_key: bytes
    contact: str


OWN = (
    *("pk", "position", "number", "code", "name", "employer", "jp", "leaf"),
    *("state", "state_changed_at", "state_reason", "batch_id", "replaced_by_id"),
)
SHARED = (
    *(Cast("facts", models.TextField()), "count", "root", "signature", "sealed_at"),
    *("key__public", "agency__contact_email"),
)
"""Columns of the certificate and of its batch; a Stored is both, in this order."""


@dataclass(frozen=True, slots=True)
class Checks:
    """The four answers a verifier gets."""

    is_recorded: bool
    has_signature: bool
    is_unchanged: bool
    is_in_force: bool

    @property
    def are_all_true(self) -> bool:
        """Nothing speaks against the certificate."""
        return self.is_recorded and self.has_signature and self.is_unchanged and self.is_in_force


class Verdict(models.TextChoices):
    """What a verifier is told first."""

    VALID = "valid", _("This certificate is valid")
    REPLACED = "replaced", _("This certificate was replaced")
    REVOKED = "revoked", _("This certificate was revoked")
    ALTERED = "altered", _("Do not trust this certificate")
    UNSIGNED = "unsigned", _("This cannot be checked yet")


@dataclass(frozen=True, slots=True)
class Examined:
    """A certificate that was looked up, and what was found out about it."""

    found: Stored
    checks: Checks

    @property
    def verdict(self) -> Verdict:
        """The worst that was found: an altered record counts before a revoked one."""
        if self.found.signature is None:
            return Verdict.UNSIGNED
        if not (self.checks.has_signature and self.checks.is_unchanged):
            return Verdict.ALTERED
        return Verdict(self.found.state)


def examined(text: str) -> Examined | None:
    """Look a code up, however it was typed, and check what is found. Everybody may."""
    found = stored(text, fresh=False)
    if found is None:
        return None
    result = Examined(found, checks(found))
    if result.verdict == Verdict.ALTERED:  # never said of a batch as it was a moment ago
        found = found._replace(**_shared(found.batch_id, fresh=True)._asdict())
        result = Examined(found, checks(found))
    return result


def by_code(text: str) -> Certificate | None:
    """The certificate of a code, however it was typed. Everybody may look one up."""
    return (
        Certificate.objects.filter(code=code_in(text))
        .select_related("batch__agency", "batch__key", "replaced_by")
        .first()
    )


def stored(text: str, *, fresh: bool = True) -> Stored | None:
    """The same without a model, for the page that strangers open a million times.

    The certificate is read each time; unless `fresh`, its signed batch once in half a minute.
    """
    code = code_in(text)
    if len(code) != CODE_LENGTH:
        return None
    row = _row(code)
    if row is None:
        return None
    *own, batch_id, replaced_by_id = row
    shared = _shared(batch_id, fresh=fresh)
    return Stored._make((*own, batch_id, _code_of(replaced_by_id), *shared))


def stored_of(certificate: Certificate) -> Stored:
    """The same of a certificate at hand, read again."""
    found = stored(certificate.code)
    if found is None:
        raise Certificate.DoesNotExist
    return found


def checks_of(certificate: Certificate) -> Checks:
    """Recorded, signed, unchanged, in force: each found out anew from what is stored."""
    return checks(stored_of(certificate))


def checks(found: Stored) -> Checks:
    """The same of what was read already."""
    shared, digest = shared_facts(found.facts)
    return Checks(
        is_recorded=True,
        has_signature=found.signature is not None
        and _is_signed(
            bytes(found.public_key), digest, bytes(found.root or b""), found.size,
            bytes(found.signature),
        ),
        is_unchanged=bool(shared) and _is_unchanged(found, digest),
        is_in_force=found.state == CertificateState.VALID,
    )  # fmt: skip


def proof_of(certificate: Certificate) -> Proof:
    """Everything a stranger needs to check the certificate without us; raises EvidenceMissing."""
    return proof_from(stored_of(certificate))


def proof_from(found: Stored) -> Proof:
    """The same of what was read already."""
    if found.signature is None or found.root is None:
        raise EvidenceMissing(NOT_SIGNED_YET)
    shared, digest = shared_facts(found.facts)
    root = bytes(found.root)
    try:
        roots = _proven_roots(found.batch_id, root, found.size)
        bundle = _proven_bundle(found.batch_id, root, found.size, found.position // merkle.BUNDLE)
        leaves = [bundle[at : at + merkle.HASH] for at in range(0, len(bundle), merkle.HASH)]
        path = merkle.proof(found.position, leaves, roots, found.size)
    except merkle.BrokenEvidence as error:
        raise EvidenceMissing(
            _("The evidence of this certificate is damaged. Ask the issuer to look at its records.")
        ) from error
    return Proof(
        batch_facts=shared,
        facts=_facts(found, digest),
        leaf=bytes(found.leaf),
        position=found.position,
        path=tuple(path),
        signed=proof.signed_facts(digest, root, found.size),
        signature=bytes(found.signature),
        public_key=bytes(found.public_key),
        state=found.state,
        state_changed_at=_iso(moment(found.state_changed_at)),
        replaced_by=found.replaced_by or "",
    )


@lru_cache(maxsize=512)
def shared_facts(text: str) -> tuple[SealedFacts, str]:
    """The facts of a batch from their column, and their digest."""
    shared = json.loads(text)
    return shared, proof.batch_digest(shared)


def moment(value: datetime | None) -> datetime | None:
    """A moment without a model: SQLite leaves out that it is UTC."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def _iso(value: datetime | None) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds") if value else ""


def _facts(found: Stored, digest: str) -> dict[str, Any]:
    return proof.certificate_facts(
        digest,
        number=found.number,
        code=found.code,
        name=found.name,
        employer=found.employer,
        jp=proof.hours(found.jp),
    )


def _is_unchanged(found: Stored, digest: str) -> bool:
    """The facts still make the leaf that stands at this place under the root."""
    if found.root is None:
        return False
    leaf = sealed_facts.leaf(_facts(found, digest))
    bundle, place = divmod(found.position, merkle.BUNDLE)
    try:
        proven = _proven_bundle(found.batch_id, bytes(found.root), found.size, bundle)
    except merkle.BrokenEvidence:
        return False
    at = place * merkle.HASH
    return leaf == bytes(found.leaf) == proven[at : at + merkle.HASH]


@lru_cache(maxsize=512)
def _is_signed(public_key: bytes, digest: str, root: bytes, count: int, signature: bytes) -> bool:
    signed = sealed_facts.canonical(proof.signed_facts(digest, root, count))
    return signing.verify(public_key, signed, signature)


@lru_cache(maxsize=512)
def _proven_roots(batch_id: int, root: bytes, count: int) -> bytes:
    """The roots of the bundles, found to lead to the root; raises BrokenEvidence."""
    kept = Batch.objects.filter(pk=batch_id).values_list("bundle_roots", flat=True).get()
    roots = bytes(kept or b"")
    if merkle.root_of(roots) != root or len(roots) != merkle.HASH * -(-count // merkle.BUNDLE):
        message = f"the bundles of batch {batch_id} do not lead to its root"
        raise merkle.BrokenEvidence(message)
    return roots


@lru_cache(maxsize=BUNDLES_KEPT)
def _proven_bundle(batch_id: int, root: bytes, count: int, bundle: int) -> bytes:
    """The leaves of one bundle, found to lead to the root; raises BrokenEvidence."""
    roots = _proven_roots(batch_id, root, count)
    first = bundle * merkle.BUNDLE
    kept = (
        Certificate.objects.filter(
            batch_id=batch_id, position__gte=first, position__lt=first + merkle.BUNDLE
        )
        .order_by("position")
        .values_list("leaf", flat=True)
    )
    leaves = [bytes(leaf) for leaf in kept]
    at = bundle * merkle.HASH
    if not leaves or merkle.Tree(leaves).root != roots[at : at + merkle.HASH]:
        message = f"the leaves of bundle {bundle} were changed after they were signed"
        raise merkle.BrokenEvidence(message)
    return b"".join(leaves)


_kept: dict[int, tuple[float, Shared]] = {}


def _shared(batch_id: int, *, fresh: bool) -> Shared:
    """What the batch says; a batch that is not signed yet is read each time."""
    until, kept = _kept.get(batch_id, (0.0, None))
    if kept is not None and not fresh and monotonic() < until:
        return kept
    read = Shared(*Batch.objects.values_list(*SHARED).get(pk=batch_id))
    if read.signature is not None:
        if len(_kept) >= BATCHES_KEPT:
            _kept.clear()
        _kept[batch_id] = monotonic() + KEPT_SECONDS, read
    return read


def _code_of(certificate_id: int | None) -> str | None:
    if certificate_id is None:
        return None
    return Certificate.objects.values_list("code", flat=True).get(pk=certificate_id)


def _row(code: str) -> tuple[Any, ...] | None:
    """The certificate as the driver gives it."""
    database = connections[DEFAULT_DB_ALIAS]
    is_watched = database.queries_logged or database.execute_wrappers
    row: tuple[Any, ...] | None
    if database.vendor == "sqlite" and not is_watched:  # Django's cursor doubles what a read costs
        database.ensure_connection()
        with database.wrap_database_errors:
            row = database.connection.execute(_reading("sqlite"), (code,)).fetchone()
        return row
    with database.cursor() as cursor:
        cursor.execute(_reading(database.vendor).replace("?", "%s"), [code])
        row = cursor.fetchone()
    return row


@cache
def _reading(vendor: str) -> str:  # noqa: ARG001 - the statement differs by vendor
    """The statement behind `stored`, worked out once from the model: the ORM costs ten times it."""
    wanted = Certificate.objects.filter(code="?").values_list(*OWN)
    statement, _params = wanted.query.get_compiler(connection=connection).as_sql()
    return str(statement).replace("%s", "?")
