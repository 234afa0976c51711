from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit.trail import record
from jejaring.ground.kernel import bulk
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.people.models import Person
from jejaring.registers.credentials import rules
from jejaring.registers.credentials.actions import issuing
from jejaring.registers.credentials.models import Batch, Certificate, Recipient
from jejaring.registers.credentials.states import CertificateState

REISSUE = "credentials.reissue"


class NotValid(Refusal):
    """A certificate that was revoked or replaced stays so."""


class ReasonMissing(Refusal):
    """Whoever takes a proof away says why, in at most 200 characters."""

    status = 400


@transaction.atomic
def revoke_batch(*, batch: Batch, reason: str, by: Person, at: datetime) -> int:
    """Take back every certificate of an occasion, corrected ones too; how many were valid."""
    _must_be_allowed(by, batch.agency_id)
    reason = given(reason)
    Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    valid = Certificate.objects.filter(
        Q(batch=batch) | Q(batch__origin=batch), state=CertificateState.VALID
    )
    revoked = valid.update(state=CertificateState.REVOKED, state_reason=reason, state_changed_at=at)
    if revoked:
        details = {"reason": reason, "count": revoked}
        record(
            "credentials.batch_revoked",
            thing=batch,
            by=by,
            at=at,
            agency=batch.agency_id,
            **details,
        )
    return revoked


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by: Person, at: datetime) -> Certificate:
    """Take back one certificate. Whoever checks it is told when and why."""
    agency = certificate.batch.agency_id
    _must_be_allowed(by, agency)
    certificate = locked_valid(certificate)
    certificate.state = CertificateState.REVOKED
    certificate.state_reason, certificate.state_changed_at = given(reason), at
    certificate.save(update_fields=["state", "state_reason", "state_changed_at"])
    details = {"code": certificate.code, "reason": certificate.state_reason}
    record("credentials.revoked", thing=certificate, by=by, at=at, agency=agency, **details)
    return certificate


@transaction.atomic
def reissue(*, certificate: Certificate, name: str, by: Person, at: datetime) -> Certificate:
    """The same number under a new code and the right name; the old code then names the new one."""
    _must_be_allowed(by, certificate.batch.agency_id)
    old = locked_valid(certificate)
    origin = old.batch
    batch = issuing.begun(
        issuing.Occasion(REISSUE, old.pk, revision=1),
        series=old.series,
        facts=origin.shared,
        by=by,
        at=at,
        origin=origin.origin or origin,
    )
    recipient = Recipient(old.person_id, name.strip(), old.employer, old.jp)
    rows = issuing.rows_of(
        batch, old.series, [recipient], first=old.serial, version=old.version + 1
    )
    bulk.insert(Certificate, issuing.COLUMNS, rows)
    new = Certificate.objects.get(batch=batch)
    issuing.seal(batch=batch, by=by, at=at)
    old.state, old.replaced_by, old.state_changed_at = CertificateState.REPLACED, new, at
    old.save(update_fields=["state", "replaced_by", "state_changed_at"])
    details = {"code": old.code, "new_code": new.code, "version": new.version}
    record("credentials.reissued", thing=old, by=by, at=at, agency=origin.agency_id, **details)
    return new


def locked_valid(certificate: Certificate) -> Certificate:
    """The certificate, held until the end of the transaction; raises NotValid."""
    locked = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("batch__origin", "series__agency")
        .get(pk=certificate.pk)
    )
    if not locked.is_valid:
        raise NotValid(_("This certificate is no longer valid: it was revoked or replaced."))
    return locked


def _must_be_allowed(by: Person, agency_id: int) -> None:
    if not rules.may_issue(by, agency_id):
        raise NotPermitted(_("You may not change certificates of this agency."))


def given(reason: str) -> str:
    """The reason in one line; raises ReasonMissing."""
    reason = " ".join(reason.split())
    longest = Certificate._meta.get_field("state_reason").max_length or 0  # noqa: SLF001
    if not reason or len(reason) > longest:
        raise ReasonMissing(
            _("Say why, in at most 200 characters: whoever checks it will read it.")
        )
    return reason
