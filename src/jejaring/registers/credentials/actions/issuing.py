from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit.trail import record
from jejaring.ground.kernel import bulk
from jejaring.ground.kernel.codes import new_code
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.ground.seals import facts as sealed_facts
from jejaring.ground.seals import merkle, signing
from jejaring.ground.ui.zones import named
from jejaring.parties.agencies import actions as agencies
from jejaring.parties.agencies.models import Agency
from jejaring.parties.people.models import Person
from jejaring.registers.credentials import rules
from jejaring.registers.credentials.actions.numbering import series_of
from jejaring.registers.credentials.files import proof
from jejaring.registers.credentials.files.proof import BatchFacts
from jejaring.registers.credentials.models import Batch, Certificate, NumberSeries, Recipient
from jejaring.registers.credentials.models.certificate import CODE_LENGTH
from jejaring.registers.credentials.models.pattern import parsed
from jejaring.registers.credentials.states import CertificateState

COLUMNS = (
    *("batch_id", "position", "person_id", "series_id", "serial", "version", "number", "code"),
    *("name", "employer", "jp", "leaf", "state", "state_reason"),
)
LEAVES_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a batch is for; one batch for each revision of it."""

    source: str
    source_id: int
    revision: int


class BatchSealed(Refusal):
    """The signed root counts every certificate of the batch: none can be added."""


@transaction.atomic
def open_batch(
    *,
    agency: Agency,
    source: str,
    source_id: int,
    revision: int,
    facts: BatchFacts,
    by: Person,
    at: datetime,
) -> Batch:
    """The batch of this occasion and revision. Repeating it changes nothing."""
    if not rules.may_issue(by, agency.pk):
        raise NotPermitted(_("You may not issue certificates for this agency."))
    occasion = Occasion(source, source_id, revision)
    known = _of(occasion)
    if known is None:
        series = series_of(agency, localtime(at, named(agency.zone).tz).year)
        known = _of(occasion)  # another may have opened it before the series was ours
    if known is not None:
        return known
    return begun(occasion, series=series, facts=facts, by=by, at=at)


@transaction.atomic
def issue(*, batch: Batch, recipients: Sequence[Recipient], at: datetime) -> int:
    """Certificates for those of the recipients who have none in this batch yet; how many."""
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    missing = _without_certificate(batch, recipients)
    if not missing:
        return 0
    if batch.sealed_at is not None:
        raise BatchSealed(_("This batch is signed. Open a new revision for those who come later."))
    series = NumberSeries.objects.select_for_update(of=("self",)).get(pk=batch.series_id)
    first, position = series.last + 1, batch.count
    written = bulk.insert(
        Certificate, COLUMNS, rows_of(batch, series, missing, first=first, version=1)
    )
    series.last += written
    series.save(update_fields=["last"])
    batch.count += written
    batch.save(update_fields=["count"])
    details = {"positions": [position, batch.count], "serials": [first, series.last]}
    record("credentials.issued", thing=batch, by=None, at=at, agency=batch.agency_id, **details)
    return written


@transaction.atomic
def seal(*, batch: Batch, by: Person, at: datetime) -> Batch:
    """Sign the root over every certificate of the batch. Repeating it changes nothing."""
    if not rules.may_issue(by, batch.agency_id):
        raise NotPermitted(_("You may not issue certificates for this agency."))
    batch = Batch.objects.select_for_update(of=("self",)).select_related("key").get(pk=batch.pk)
    if batch.sealed_at is not None:
        return batch
    leaves = (
        Certificate.objects.filter(batch=batch).order_by("position").values_list("leaf", flat=True)
    )
    tree = merkle.Tree(bytes(leaf) for leaf in leaves.iterator(chunk_size=LEAVES_AT_ONCE))
    signed = proof.signed_facts(proof.batch_digest(batch.shared), tree.root, tree.count)
    batch.root, batch.bundle_roots = tree.root, tree.bundle_roots
    batch.signature = signing.sign(batch.key.wrapped, sealed_facts.canonical(signed))
    batch.count, batch.sealed_at = tree.count, at
    batch.save(update_fields=["root", "bundle_roots", "signature", "count", "sealed_at"])
    details = {"root": tree.root.hex(), "count": tree.count, "signature": batch.signature.hex()}
    record("credentials.sealed", thing=batch, by=by, at=at, agency=batch.agency_id, **details)
    return batch


def begun(
    occasion: Occasion,
    *,
    series: NumberSeries,
    facts: BatchFacts,
    by: Person,
    at: datetime,
    origin: Batch | None = None,
) -> Batch:
    """A new batch under the key that the agency signs with now."""
    agency = series.agency
    shared = proof.sealed(facts, agency.code)
    batch = Batch.objects.create(
        **asdict(occasion),
        agency=agency,
        facts=shared,
        series=series,
        origin=origin,
        key=agencies.ensure_key(agency=agency, by=by, at=at),
        issued_at=at,
    )
    details = {**asdict(occasion), "facts": proof.batch_digest(shared)}
    record("credentials.batch_opened", thing=batch, by=by, at=at, agency=agency.pk, **details)
    return batch


def rows_of(
    batch: Batch, series: NumberSeries, recipients: Sequence[Recipient], *, first: int, version: int
) -> Iterator[tuple[object, ...]]:
    """Rows in the order of COLUMNS, numbered from `first` on, at the end of the batch."""
    digest = proof.batch_digest(batch.shared)
    number = parsed(series.pattern, series.year).written
    fixed = (CertificateState.VALID.value, "")
    for offset, recipient in enumerate(recipients):
        serial, code = first + offset, new_code(CODE_LENGTH)
        jp = recipient.jp.quantize(proof.CENT)
        facts = proof.certificate_facts(
            digest,
            number=number(serial),
            code=code,
            name=recipient.name,
            employer=recipient.employer,
            jp=proof.hours(jp),
        )
        leaf = sealed_facts.leaf(facts)
        place = (batch.pk, batch.count + offset, recipient.person_id, series.pk, serial, version)
        printed = (facts["number"], code, recipient.name, recipient.employer, jp)
        yield (*place, *printed, leaf, *fixed)


def _of(occasion: Occasion) -> Batch | None:
    return Batch.objects.select_related("agency", "key").filter(**asdict(occasion)).first()


def _without_certificate(batch: Batch, recipients: Sequence[Recipient]) -> list[Recipient]:
    by_person = {recipient.person_id: recipient for recipient in recipients}
    if batch.count:
        have = Certificate.objects.filter(batch=batch, person_id__in=bulk.among(by_person))
        for person_id in have.values_list("person_id", flat=True):
            del by_person[person_id]
    return list(by_person.values())
