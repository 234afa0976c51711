from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit.trail import record
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.people.models import Person
from jejaring.registers.credentials import rules
from jejaring.registers.credentials.actions import revoking
from jejaring.registers.credentials.models import Certificate, Correction
from jejaring.registers.credentials.states import CorrectionState


class AlreadyAsked(Refusal):
    """One open request for a certificate is enough."""


class NameUnchanged(Refusal):
    """The profile has the name that the certificate has."""


class AlreadyDecided(Refusal):
    """Somebody else answered the request first."""


@transaction.atomic
def request_correction(*, certificate: Certificate, by: Person, at: datetime) -> Correction:
    """Ask the issuer to put the name of one's profile on one's certificate."""
    if not rules.may_ask_for_correction(by, certificate):
        raise NotPermitted(_("Only the person it was issued to may ask for a correction."))
    certificate = revoking.locked_valid(certificate)
    if by.name.strip() == certificate.name:
        raise NameUnchanged(
            _("Your profile has the same name as this certificate. Correct your profile first.")
        )
    if Correction.objects.filter(certificate=certificate, state=CorrectionState.REQUESTED).exists():
        raise AlreadyAsked(_("You asked for this already. The issuer will answer it."))
    correction = Correction.objects.create(
        certificate=certificate, name=by.name.strip(), requested_at=at
    )
    agency = certificate.batch.agency_id
    record("credentials.correction_requested", thing=correction, by=by, at=at, agency=agency)
    return correction


@transaction.atomic
def approve_correction(*, correction: Correction, by: Person, at: datetime) -> Certificate:
    """Reissue under the name that was asked for."""
    correction = _open(correction, by)
    new = revoking.reissue(certificate=correction.certificate, name=correction.name, by=by, at=at)
    _decide(correction, CorrectionState.APPROVED, "", by, at)
    return new


@transaction.atomic
def decline_correction(
    *, correction: Correction, reason: str, by: Person, at: datetime
) -> Correction:
    """Leave the certificate as it is, and tell the learner why."""
    correction = _open(correction, by)
    return _decide(correction, CorrectionState.DECLINED, revoking.given(reason), by, at)


def _open(correction: Correction, by: Person) -> Correction:
    if not rules.may_issue(by, correction.certificate.batch.agency_id):
        raise NotPermitted(_("You may not change certificates of this agency."))
    locked = (
        Correction.objects.select_for_update(of=("self",))
        .select_related("certificate__batch")
        .get(pk=correction.pk)
    )
    if locked.state != CorrectionState.REQUESTED:
        raise AlreadyDecided(_("This request was answered already."))
    return locked


def _decide(
    correction: Correction, state: CorrectionState, reason: str, by: Person, at: datetime
) -> Correction:
    correction.state, correction.reason = state, reason
    correction.decided_by, correction.decided_at = by, at
    correction.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    agency = correction.certificate.batch.agency_id
    act = f"credentials.correction_{state.value}"
    record(act, thing=correction, by=by, at=at, agency=agency, reason=reason)
    return correction
