"""Files that belong to an agreement: handed in, withdrawn, never overwritten."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.ground.paper import vault
from jejaring.parties.agreements.files.recognised import Recognised, recognised
from jejaring.parties.agreements.models import Agreement, Document, Party
from jejaring.parties.agreements.queries.documents import ROOM
from jejaring.parties.agreements.rules import documents as rules
from jejaring.parties.agreements.states import DocumentKind
from jejaring.parties.people.models import Person

MOST = 500
"""Documents of one agreement."""


class NotByHand(Refusal):
    """Signed texts are made by signing."""


class TooManyDocuments(Refusal):
    """An agreement is not an archive."""


class CannotWithdraw(Refusal):
    """A signed text and evidence stay."""


class AlreadyWithdrawn(Refusal):
    """It is no longer listed."""


def upload(
    *,
    agreement: Agreement,
    kind: DocumentKind | str,
    content: bytes,
    name: str,
    by: Person,
    at: datetime,
) -> Document:
    """Keep a file with an agreement, for the side of whoever hands it in.

    Handing in the same bytes for the same purpose again changes nothing.
    """
    side = rules.side_that_adds(by, agreement)
    if side is None:
        raise NotPermitted(
            _("Only cooperation officers and heads of a side add documents to this agreement.")
        )
    if kind not in rules.BY_HAND:
        raise NotByHand(_("Signed texts are added under Signatures, not as a loose file."))
    return keep(
        agreement=agreement,
        party=side,
        kind=DocumentKind(kind),
        file=recognised(content, name=name),
        by=by,
        at=at,
    )


@transaction.atomic
def keep(
    *,
    agreement: Agreement,
    party: Party | None,
    kind: DocumentKind,
    file: Recognised,
    by: Person | None,
    at: datetime,
) -> Document:
    """Store a file that was recognised; its caller has asked whether this person may."""
    Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    digest = vault.keep(file.content, room=ROOM)
    kept = Document.objects.filter(agreement=agreement, withdrawn_at__isnull=True)
    same = kept.filter(kind=kind, party=party, sha256=digest).first()
    if same is not None:
        return same
    if kept.count() >= MOST:
        raise TooManyDocuments(
            _("An agreement holds at most 500 documents. Withdraw what is no longer needed.")
        )
    document = Document.objects.create(
        agreement=agreement,
        party=party,
        kind=kind,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        sha256=digest,
        by=by,
        at=at,
    )
    trail.record(
        "agreements.document_added",
        thing=agreement,
        by=by,
        at=at,
        agency=party.agency_id if party else 0,
        document=document.pk,
        kind=str(kind),
        name=file.name,
        sha256=digest,
    )
    return document


@transaction.atomic
def withdraw(*, document: Document, by: Person, at: datetime) -> Document:
    """Take a document off the list; its bytes and its entry in the trail stay."""
    side = rules.side_that_adds(by, document.agreement)
    if side is None or side.pk != document.party_id:
        raise NotPermitted(_("Only the side that added a document withdraws it."))
    locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if locked.withdrawn_at:
        raise AlreadyWithdrawn(_("This document has been withdrawn already."))
    if not rules.may_withdraw(by, locked):
        raise CannotWithdraw(_("Signed texts and evidence stay with the agreement."))
    locked.withdrawn_at = at
    locked.save(update_fields=["withdrawn_at"])
    trail.record(
        "agreements.document_withdrawn",
        thing=document.agreement,
        by=by,
        at=at,
        agency=side.agency_id,
        document=locked.pk,
        name=locked.name,
        sha256=locked.sha256,
    )
    return locked
