"""Sealing signatures into the one PDF of a version, one after another, each exactly once."""

from datetime import datetime

from django.db import transaction

from jejaring.ground.audit import trail
from jejaring.ground.paper import vault
from jejaring.ground.seals.fields import prepared
from jejaring.ground.seals.sealing import Signatory, sealer
from jejaring.parties.agreements.actions import steps
from jejaring.parties.agreements.models import Document, Party, Signature, TextVersion
from jejaring.parties.agreements.queries import paper
from jejaring.parties.agreements.queries import signing as queries
from jejaring.parties.agreements.queries.documents import ROOM
from jejaring.parties.agreements.states import DocumentKind


def seal_next(*, version: TextVersion, at: datetime) -> Signature | None:
    """Put the oldest signature that waits into the PDF; none when all are in.

    The row and the file it names are committed together: cut off in between, the file is nobody's
    and the next attempt begins from the last PDF that a row names. Two workers take turns.
    """
    if queries.signed_file(version) is None:
        paper.pdf_of(version, use="signing")  # typeset and kept before anything is locked
    return _sealed(version, at)


@transaction.atomic
def _sealed(version: TextVersion, at: datetime) -> Signature | None:
    agreement = steps.locked(version.agreement)
    signature = queries.unsealed().filter(version=version).first()
    if signature is None:
        return None
    before = queries.signed_file(version)
    base = vault.content_of(before.sha256, room=ROOM) if before else _unsigned(version)
    pdf = sealer().sign(
        base,
        field=field_of(signature.party),
        signatory=_signatory(signature),
        reason=f"Menyetujui naskah {agreement.code}, SHA-256 {signature.sha256}",
    )
    document = Document.objects.create(
        agreement=agreement,
        kind=DocumentKind.SIGNED,
        name=f"{paper.file_name(version)} bertanda tangan.pdf",
        media_type="application/pdf",
        size=len(pdf),
        sha256=vault.keep(pdf, room=ROOM),
        by=signature.person,
        at=at,
    )
    if before is not None:
        before.withdrawn_at = at
        before.save(update_fields=["withdrawn_at"])
    signature.document, signature.sealed_at = document, at
    signature.save(update_fields=["document", "sealed_at"])
    trail.record(
        "agreements.signature_sealed",
        thing=agreement,
        by=signature.person,
        at=at,
        agency=signature.party.agency_id,
        party=signature.party_id,
        document=document.pk,
        sha256=document.sha256,
        level=sealer().level,
    )
    return signature


def field_of(party: Party) -> str:
    """The PDF field that holds this side's signature."""
    return f"Pihak-{party.pk}"


def _unsigned(version: TextVersion) -> bytes:
    """The text with an empty field for each side, made before the first signature."""
    parties = version.agreement.parties.order_by("position", "pk")
    names = [field_of(party) for party in parties]
    return prepared(paper.pdf_of(version, use="signing"), names)


def _signatory(signature: Signature) -> Signatory:
    """As the frozen text names them; the certificate of a national authority would say the same."""
    agency, person = signature.party.agency, signature.person
    return Signatory(
        handle=person.handle if person else "",
        name=signature.party.signatory_name or str(person),
        agency_code=agency.code,
        agency_name=signature.party.name,
    )
