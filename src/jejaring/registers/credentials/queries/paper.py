"""The sealed PDF of a certificate: rendered when first asked for, then kept."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.paper import store, typeset
from jejaring.ground.seals.sealing import sealer
from jejaring.registers.credentials import http
from jejaring.registers.credentials.models import Certificate
from jejaring.registers.credentials.queries import sheet, verification
from jejaring.registers.credentials.queries.verification import Stored
from jejaring.registers.credentials.states import CertificateState


class NoLongerValid(Refusal):
    """A certificate that was revoked or replaced is not printed any more."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF and what the file is called."""

    content: bytes
    name: str


def paper_of(certificate: Certificate) -> Paper:
    """The sealed paper of a valid certificate; raises NoLongerValid or EvidenceMissing."""
    found = verification.stored_of(certificate)
    if found.state != CertificateState.VALID:
        raise NoLongerValid(
            _("This certificate is no longer valid, so there is no paper. See its page.")
        )
    if found.sealed_at is None:
        raise verification.EvidenceMissing(verification.NOT_SIGNED_YET)
    shared, digest = verification.shared_facts(found.facts)
    key = f"certificate {found.code} {found.state} {shared['template']} {digest} {sealer().label}"
    name = http.file_name("Sertifikat", shared["programme"], shared["date"], found.name)
    return Paper(store.rendered(key, lambda: _sealed(found)), name)


def _sealed(found: Stored) -> bytes:
    shared, _digest = verification.shared_facts(found.facts)
    given = sheet.with_symbol(sheet.sheet(found, shared, sheet.printed(found)), found.code)
    dated = verification.moment(found.sealed_at) or typeset.UNDATED
    pdf = typeset.typeset("certificate", given, language=sheet.PAPER_LANGUAGE, dated=dated)
    return sealer().seal(
        pdf,
        agency_code=shared["agency"],
        agency_name=shared["issuer"],
        reason=f"Sertifikat {http.shown(found.code)}",
    )
