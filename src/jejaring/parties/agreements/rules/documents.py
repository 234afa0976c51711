"""Who may hand in a document of an agreement, and who may withdraw it."""

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agreements.models import Agreement, Document, Party
from jejaring.parties.agreements.rules import access
from jejaring.parties.agreements.states import DocumentKind
from jejaring.parties.people.models import Person

BY_HAND = frozenset(
    {
        DocumentKind.TERMS,
        DocumentKind.MANDATE,
        DocumentKind.DPRD,
        DocumentKind.MINUTES,
        DocumentKind.EVIDENCE,
        DocumentKind.NOTE,
    }
)
"""Signed texts come by signing, never as a loose file."""


def side_that_adds(by: Person, agreement: Agreement) -> Party | None:
    """Cooperation officers and heads of any side hand in; the side is theirs."""
    return access.side_of(by, agreement, Permission.DRAFT_AGREEMENTS) or access.side_of(
        by, agreement, Permission.APPROVE_AGREEMENTS
    )


def may_withdraw(by: Person, document: Document) -> bool:
    """Only the side that handed it in, and never a signed text or evidence that counts."""
    if document.kind not in BY_HAND - {DocumentKind.EVIDENCE} or document.withdrawn_at:
        return False
    side = side_that_adds(by, document.agreement)
    return side is not None and side.pk == document.party_id


def may_take_audit_file(by: Person, agreement: Agreement) -> bool:
    """Members of a side, auditors included: it holds the names of everybody who acted."""
    return access.side_of(by, agreement, Permission.READ_RECORDS) is not None
