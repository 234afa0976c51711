"""An agreement in force between two agencies, with an officer and a member on each side."""

from dataclasses import dataclass
from datetime import date, timedelta

from jejaring.parties.agreements.models import Agreement, Document, Party
from jejaring.parties.agreements.states import AgreementState, DocumentKind
from jejaring.parties.people.models import Person
from tests.conftest import NOW
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import LineFactory, pact

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


@dataclass
class Pact:
    """The agreement, its sides, and who works on each."""

    agreement: Agreement
    ours: Party
    theirs: Party
    officer: Person
    other: Person


def planned(**wanted):
    """In force for 2026 and 2027, unless told otherwise."""
    facts = {
        "state": AgreementState.REGISTERED,
        "signed_on": FIRST,
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    agreement = pact(AgencyFactory(), AgencyFactory(), **(facts | wanted))
    ours, theirs = agreement.parties.order_by("position")
    return Pact(
        agreement,
        ours,
        theirs,
        MembershipFactory(agency=ours.agency, officer=True).person,
        MembershipFactory(agency=theirs.agency, officer=True).person,
    )


def line_of(agreement, **wanted):
    """A programme of 2026 that nothing has happened to for a day."""
    facts = {"year": 2026, "moved_at": NOW - timedelta(days=1)}
    return LineFactory(agreement=agreement, **(facts | wanted))


def paper_of(agreement, **wanted):
    """A file of the agreement, as a row alone."""
    facts = {
        "kind": DocumentKind.EVIDENCE,
        "name": "laporan.pdf",
        "media_type": "application/pdf",
        "size": 9,
        "sha256": "0" * 64,
        "at": NOW,
    }
    return Document.objects.create(agreement=agreement, **(facts | wanted))
