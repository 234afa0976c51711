"""What the endpoints answer: the things of an agreement as JSON."""

from datetime import date, datetime
from typing import Annotated, Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate
from ninja import Schema
from pydantic import Field

from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models import (
    Agreement,
    Clause,
    Document,
    Line,
    Party,
    Section,
    Step,
    TextVersion,
)
from jejaring.parties.agreements.states import (
    AgreementKind,
    AgreementState,
    Capacity,
    DocumentKind,
    LineState,
    Measure,
    Outcome,
    Phase,
    PriceRule,
    Resource,
    RunOut,
    StepKind,
)
from jejaring.parties.people.models import Person


class PersonNamed(Schema):
    """Somebody, as bodies name them."""

    handle: str
    name: str


class Side(Schema):
    """One side of an agreement, in a list."""

    agency: Annotated[str, Field(description="Its code.")]
    name: str
    is_lead: bool
    number: Annotated[str, Field(description="Its own register number; empty until registered.")]


class AgreementRow(Schema):
    """An agreement in a list."""

    code: str
    kind: AgreementKind
    title: str
    state: AgreementState
    phase: Annotated[
        Phase | None, Field(description="By its dates, once registered; null before or stopped.")
    ]
    signed_on: date | None
    starts_on: date | None
    ends_on: Annotated[date | None, Field(description="The last day in force.")]
    sides: list[Side]
    page: Annotated[str, Field(description="Its page for people.")]


class StepShown(Schema):
    """Something one side must do, or did."""

    id: int
    kind: StepKind
    agency: str
    side: Annotated[str | None, Field(description="The party for which that agency acts.")]
    assignee: PersonNamed | None
    is_mine: Annotated[bool, Field(description="Whether the person of the token may take it.")]
    opened_at: datetime
    closed_at: datetime | None
    outcome: Outcome | None
    reason: str


class AgreementShown(AgreementRow):
    """An agreement with its facts, what it still lacks, and who is next."""

    purpose: str
    parent: Annotated[str | None, Field(description="The code of the MoU above it.")]
    notice_days: int
    report_months: int
    announced_lines: int | None
    burdens_people: bool | None
    is_unfunded: bool | None
    state_reason: str
    revision: Annotated[int, Field(description="Moves with every change of text or clauses.")]
    missing: Annotated[list[str], Field(description="What it lacks before it can be approved.")]
    waits: list[StepShown]


class PartyShown(Side):
    """One side with who signs and who answers for it."""

    signatory: PersonNamed | None
    signatory_name: str
    signatory_office: str
    capacity: Capacity
    mandate_number: str
    mandate_on: date | None
    person_in_charge: PersonNamed | None
    gives: str
    gets: str
    registered_at: datetime | None


class SectionShown(Schema):
    """A section of the text as it stands now."""

    id: int
    position: int
    part: str
    heading: str
    body: str
    summary: str
    revision: Annotated[int, Field(description="Send it as `seen` when you change the section.")]


class VersionShown(Schema):
    """A frozen text: the same bytes and the same SHA-256 for every side."""

    number: int
    sha256: str
    note: str
    side: str | None
    at: datetime


class VersionRead(VersionShown):
    """A frozen text with its bytes."""

    canonical: Annotated[str, Field(description="Canonical JSON; its UTF-8 bytes have the hash.")]


class ClauseShown(Schema):
    """A promise, and its meter: what was promised, scheduled and delivered, in its unit."""

    id: int
    position: int
    field: str
    giver: str
    receiver: str
    resource: Resource
    quantity: Annotated[int | None, Field(description="Null is without limit.")]
    unit: Measure
    starts_on: date | None
    ends_on: date | None
    price_rule: PriceRule
    price: Annotated[int | None, Field(description="Whole rupiah per head.")]
    shares: list[str]
    run_out: RunOut
    note: str
    scheduled: int
    delivered: int


class LineShown(Schema):
    """One programme of the action plan."""

    id: int
    position: int
    field: str
    title: str
    clause: int | None
    year: int
    due_on: date | None
    state: LineState
    state_reason: str
    moved_at: datetime


class DocumentShown(Schema):
    """A file that belongs to the agreement."""

    id: int
    kind: DocumentKind
    name: str
    media_type: str
    size: Annotated[int, Field(description="Bytes.")]
    sha256: str
    side: str | None
    at: datetime


def person(one: Person | None) -> PersonNamed | None:
    """By handle and name."""
    return PersonNamed(handle=one.handle, name=str(one)) if one is not None else None


def row(agreement: Agreement, sides: list[Party]) -> AgreementRow:
    """In a list; `sides` with their agencies."""
    return AgreementRow(
        code=agreement.code,
        kind=AgreementKind(agreement.kind),
        title=agreement.title,
        state=AgreementState(agreement.state),
        phase=agreement.phase(localdate()),
        signed_on=agreement.signed_on,
        starts_on=agreement.starts_on,
        ends_on=agreement.last_day,
        sides=[Side(**_side(party, party.agency)) for party in sides],
        page=settings.PUBLIC_ADDRESS + reverse("agreements:agreement", args=[agreement.code]),
    )


def party(one: Party) -> PartyShown:
    """With its people; the agency, signatory and person in charge are loaded."""
    return PartyShown(
        **_side(one, one.agency),
        signatory=person(one.signatory),
        signatory_name=one.signatory_name,
        signatory_office=one.signatory_office,
        capacity=Capacity(one.capacity),
        mandate_number=one.mandate_number,
        mandate_on=one.mandate_on,
        person_in_charge=person(one.person_in_charge),
        gives=one.gives,
        gets=one.gets,
        registered_at=one.registered_at,
    )


def step(one: Step, mine: set[int]) -> StepShown:
    """Open or closed."""
    return StepShown(
        id=one.pk,
        kind=StepKind(one.kind),
        agency=one.agency.code,
        side=one.party.name if one.party else None,
        assignee=person(one.assignee),
        is_mine=one.pk in mine,
        opened_at=one.opened_at,
        closed_at=one.closed_at,
        outcome=Outcome(one.outcome) if one.outcome else None,
        reason=one.reason,
    )


def section(one: Section) -> SectionShown:
    """As it stands now."""
    return SectionShown(
        id=one.pk,
        position=one.position,
        part=one.part,
        heading=one.heading,
        body=one.body,
        summary=one.summary,
        revision=one.revision,
    )


def version(one: TextVersion) -> VersionShown:
    """Without its bytes."""
    return VersionShown(**_version(one))


def version_read(one: TextVersion) -> VersionRead:
    """With its bytes."""
    return VersionRead(**_version(one), canonical=one.canonical)


def clause(one: Clause) -> ClauseShown:
    """With its meter; field, giver and receiver are loaded."""
    return ClauseShown(
        id=one.pk,
        position=one.position,
        field=one.field.slug,
        giver=one.giver.code,
        receiver=one.receiver.code,
        resource=Resource(one.resource),
        quantity=one.quantity,
        unit=Measure(one.unit),
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        price_rule=PriceRule(one.price_rule),
        price=one.price,
        shares=list(one.shares),
        run_out=RunOut(one.run_out),
        note=one.note,
        scheduled=one.scheduled,
        delivered=one.delivered,
    )


def line(one: Line) -> LineShown:
    """With its field loaded."""
    return LineShown(
        id=one.pk,
        position=one.position,
        field=one.field.slug,
        title=one.title,
        clause=one.clause_id,
        year=one.year,
        due_on=one.due_on,
        state=LineState(one.state),
        state_reason=one.state_reason,
        moved_at=one.moved_at,
    )


def document(one: Document) -> DocumentShown:
    """With its side loaded."""
    return DocumentShown(
        id=one.pk,
        kind=DocumentKind(one.kind),
        name=one.name,
        media_type=one.media_type,
        size=one.size,
        sha256=one.sha256,
        side=one.party.name if one.party else None,
        at=one.at,
    )


def _side(party: Party, agency: Agency) -> dict[str, Any]:
    return {
        "agency": agency.code,
        "name": party.name,
        "is_lead": party.is_lead,
        "number": party.number,
    }


def _version(one: TextVersion) -> dict[str, Any]:
    return {
        "number": one.number,
        "sha256": one.sha256,
        "note": one.note,
        "side": one.party.name if one.party else None,
        "at": one.at,
    }
