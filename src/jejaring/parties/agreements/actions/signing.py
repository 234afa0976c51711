"""Signing: a signatory approves exact bytes with a fresh second factor; ink comes as a scan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel import later
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agreements.actions import documents, stages, steps
from jejaring.parties.agreements.files import recognised
from jejaring.parties.agreements.files.recognised import Recognised
from jejaring.parties.agreements.models import Agreement, Party, Signature, TextVersion
from jejaring.parties.agreements.queries import canonical
from jejaring.parties.agreements.queries import signing as queries
from jejaring.parties.agreements.rules import signing as rules
from jejaring.parties.agreements.states import AgreementState, DocumentKind, SignatureMethod
from jejaring.parties.people import actions as people
from jejaring.parties.people.models import Person

SEAL = "jejaring.parties.agreements.tasks.sealing.seal"


class NotTheSignatory(NotPermitted):
    """Only the person whom the text names."""


class NotApproved(Refusal):
    """Nothing is signed before every side approved it, or after it is signed."""


class MandateMissing(Refusal):
    """Who signs under a mandate names its number (domain (c) 1)."""


class TextChanged(Refusal):
    """The bytes are not those that were read."""


class AlreadySigned(Refusal):
    """One signature for each side."""


class NothingChosen(Refusal):
    """A ceremony signs at least one text."""

    status = 422


class NoScan(Refusal):
    """A scan shows ink; a word-processor file does not."""

    status = 422


@dataclass(frozen=True, slots=True)
class Approval:
    """A side, and the fingerprint of the text that its signatory has read."""

    party: Party
    seen_sha256: str


def sign(*, party: Party, seen_sha256: str, code: str, by: Person, at: datetime) -> Signature:
    """Sign for a side: these exact bytes, by the person named, with digits typed just now."""
    [signature] = sign_together(approvals=[Approval(party, seen_sha256)], code=code, by=by, at=at)
    return signature


def sign_together(
    *, approvals: Sequence[Approval], code: str, by: Person, at: datetime
) -> list[Signature]:
    """Sign several texts of a ceremony with one code, all of them or none.

    What can be refused is refused before the digits are spent; sealing follows in the background.
    """
    if not approvals:
        raise NothingChosen(_("Choose at least one agreement to sign."))
    for one in approvals:
        refuse_unready(party=one.party, seen_sha256=one.seen_sha256, by=by)
    people.prove(person=by, code=code, at=at)
    with transaction.atomic():
        return [
            _signed(party=one.party, seen_sha256=one.seen_sha256, by=by, at=at) for one in approvals
        ]


def refuse_unready(*, party: Party, seen_sha256: str, by: Person) -> TextVersion:
    """Why this person cannot sign now; else the version that they would sign."""
    if not rules.may_sign(by, party):
        raise NotTheSignatory(
            _("The text names %(name)s as signatory of this side. Only that person signs.")
            % {"name": party.signatory_name or party.name}
        )
    return _sound(party.agreement, party, seen_sha256)


def upload_signed(
    *,
    party: Party,
    seen_sha256: str,
    content: bytes,
    name: str,
    by: Person,
    at: datetime,
) -> Signature:
    """Take the scan of a side's signature in ink, labelled so; its officer answers for it."""
    if not rules.may_upload_signed(by, party):
        raise NotPermitted(_("Only officers and heads of this side upload its signed text."))
    _sound(party.agreement, party, seen_sha256)
    file = recognised.recognised(content, name=name)
    if file.media_type == recognised.DOCX:
        raise NoScan(_("A signed text is scanned or photographed: PDF, JPEG or PNG."))
    return _inked(party=party, seen_sha256=seen_sha256, file=file, by=by, at=at)


def _sound(agreement: Agreement, party: Party, seen_sha256: str) -> TextVersion:
    if agreement.state != AgreementState.APPROVED:
        raise NotApproved(_("Signatures are taken once every side has approved, and only then."))
    if not party.has_mandate:
        raise MandateMissing(
            _("This side signs under a mandate whose number is missing. Send the text back.")
        )
    version = canonical.newest_version(agreement)
    if (
        version is None
        or version.sha256 != seen_sha256
        or canonical.sha256_of(version.canonical) != version.sha256
        or not canonical.is_current(version, agreement)
    ):
        raise TextChanged(
            _("The text is not the one that was read. Open the signature page and read it again.")
        )
    if queries.signature_of(party, version) is not None:
        raise AlreadySigned(_("This side has signed this text already."))
    return version


@transaction.atomic
def _signed(*, party: Party, seen_sha256: str, by: Person, at: datetime) -> Signature:
    current = steps.locked(party.agreement)
    version = _sound(current, party, seen_sha256)
    signature = Signature.objects.create(
        agreement=current,
        party=party,
        version=version,
        sha256=version.sha256,
        method=SignatureMethod.ELECTRONIC,
        person=by,
        at=at,
    )
    _told(signature, by, at)
    later.queue(SEAL, version_id=version.pk)
    return signature


@transaction.atomic
def _inked(
    *, party: Party, seen_sha256: str, file: Recognised, by: Person, at: datetime
) -> Signature:
    current = steps.locked(party.agreement)
    version = _sound(current, party, seen_sha256)
    scan = documents.keep(
        agreement=current, party=party, kind=DocumentKind.SCAN, file=file, by=by, at=at
    )
    signature = Signature.objects.create(
        agreement=current,
        party=party,
        version=version,
        sha256=version.sha256,
        method=SignatureMethod.WET_INK,
        person=None,
        at=at,
        document=scan,
    )
    _told(signature, by, at)
    return signature


def _told(signature: Signature, by: Person, at: datetime) -> None:
    """Into the trail, and to the stages: a side has signed, perhaps the last one."""
    document = signature.document
    trail.record(
        "agreements.signed",
        thing=signature.agreement,
        by=by,
        at=at,
        agency=signature.party.agency_id,
        party=signature.party_id,
        version=signature.version.number,
        sha256=signature.sha256,
        method=signature.method,
        scan=document.sha256 if document else None,
    )
    stages.note_signed(agreement=signature.agreement, by=by, at=at)
