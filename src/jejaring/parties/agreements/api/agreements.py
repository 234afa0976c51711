"""Agreements: listed, shown, started; their facts and their sides."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from django.utils.timezone import now
from ninja import Query, Router, Schema, Status
from pydantic import Field

from jejaring.ground.rest.paging import Asked, PageOf, part_of
from jejaring.ground.rest.shapes import Code, Given, Sentence, Text, picked
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agreements.actions import drafting
from jejaring.parties.agreements.actions import parties as party_actions
from jejaring.parties.agreements.api import asking, shapes
from jejaring.parties.agreements.models import Party
from jejaring.parties.agreements.queries import choices, facts, reading, rows
from jejaring.parties.agreements.states import AgreementKind, AgreementState, Capacity
from jejaring.parties.people.http import SignedInRequest
from jejaring.parties.people.models import Person

router = Router(tags=["agreements"])


class Start(Given):
    """A new agreement, with the default sections of the library for its kind."""

    kind: AgreementKind
    title: Annotated[str, Field(min_length=1, max_length=240)]
    lead: Annotated[Code, Field(description="Code of the agency that proposes.")]
    partners: Annotated[list[Code], Field(max_length=20, description="Codes of the others.")]
    parent: Annotated[Code | None, Field(description="Code of the MoU above it.")] = None
    fields: Annotated[
        list[Code], Field(max_length=20, description="Slugs; each becomes one programme.")
    ] = []
    announced_lines: Annotated[int | None, Field(ge=0, le=200)] = None


class Facts(Given):
    """What changes; fields that are left out stay."""

    title: Annotated[str, Field(min_length=1, max_length=240, default_factory=str)]
    purpose: Text = ""
    parent: Code | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    notice_days: Annotated[int, Field(ge=0, le=3650)] = 90
    report_months: Annotated[int, Field(ge=1, le=60)] = 6
    announced_lines: Annotated[int | None, Field(ge=0, le=200)] = None
    burdens_people: bool | None = None
    is_unfunded: bool | None = None


class PartyFacts(Given):
    """What changes; fields that are left out stay. People are named by their handle."""

    signatory: Code | None = None
    signatory_name: Annotated[str, Field(max_length=200)] = ""
    signatory_office: Annotated[str, Field(max_length=200)] = ""
    capacity: Capacity = Capacity.OWN
    mandate_number: Annotated[str, Field(max_length=120)] = ""
    mandate_on: date | None = None
    person_in_charge: Code | None = None
    gives: Text = ""
    gets: Text = ""


class Reason(Given):
    """Why; the other side reads it."""

    reason: Sentence


class FieldShown(Schema):
    """A field of cooperation."""

    slug: Annotated[str, Field(description="How bodies name it.")]
    name: str


@router.get(
    "",
    response=PageOf[shapes.AgreementRow],
    operation_id="agreements",
    summary="Agreements I may read",
)
def agreements(
    request: SignedInRequest,
    wanted: Asked,
    state: Annotated[AgreementState | None, Query()] = None,
    kind: Annotated[AgreementKind | None, Query()] = None,
) -> object:
    """Those of your agencies, and those that wait or waited for you; the newest first."""
    seen = reading.with_parties(reading.read_by(request.user))
    chosen = {"state": state, "kind": kind}
    seen = seen.filter(**{name: value for name, value in chosen.items() if value})
    part = part_of(seen, wanted)
    items = [shapes.row(one, one.sides) for one in part.items]  # type: ignore[attr-defined]
    return PageOf[shapes.AgreementRow](items=items, next=part.next)


@router.post(
    "",
    response={201: shapes.AgreementShown},
    operation_id="start-agreement",
    summary="Start an agreement",
)
def start(request: SignedInRequest, given: Start) -> object:
    """Propose it; its first step waits for the side that leads."""
    known = agencies.agencies()
    mine = reading.read_by(request.user)
    agreement = drafting.start(
        kind=given.kind,
        title=given.title,
        lead=picked(known, "lead", code=given.lead),
        agencies=[picked(known, "partners", code=code) for code in given.partners],
        parent=picked(mine, "parent", code=given.parent) if given.parent else None,
        fields=[picked(reading.fields(), "fields", slug=slug) for slug in given.fields],
        announced_lines=given.announced_lines,
        by=request.user,
        at=now(),
    )
    return Status(201, asking.shown(agreement, request.user))


@router.get(
    "/fields",
    response=list[FieldShown],
    operation_id="fields",
    summary="Fields of cooperation",
)
def fields(request: SignedInRequest) -> object:  # noqa: ARG001
    """In the order of the rosette."""
    return [FieldShown(slug=one.slug, name=str(one)) for one in reading.fields()]


@router.get(
    "/{code}",
    response=shapes.AgreementShown,
    operation_id="agreement",
    summary="One agreement",
)
def agreement(request: SignedInRequest, code: str) -> object:
    """Its facts, what it still lacks, and who is next."""
    return asking.again(request, code)


@router.patch(
    "/{code}",
    response=shapes.AgreementShown,
    operation_id="change-facts",
    summary="Change its facts",
)
def change_facts(request: SignedInRequest, code: str, given: Facts) -> object:
    """Title, purpose, parent, term and the two questions of Permendagri 22/2020."""
    standing = asking.agreement_of(request, code)
    said = given.model_dump(exclude_unset=True)
    if said.get("parent"):
        said["parent"] = picked(reading.read_by(request.user), "parent", code=said["parent"]).pk
    drafting.change_facts(
        agreement=standing,
        facts=replace(facts.facts_of(standing), **said),
        by=request.user,
        at=now(),
    )
    return asking.again(request, code)


@router.post(
    "/{code}/withdraw",
    response=shapes.AgreementShown,
    operation_id="withdraw-agreement",
    summary="Withdraw it before it is signed",
)
def withdraw(request: SignedInRequest, code: str, given: Reason) -> object:
    """Only the side that proposed it."""
    standing = asking.agreement_of(request, code)
    drafting.withdraw(agreement=standing, reason=given.reason, by=request.user, at=now())
    return asking.again(request, code)


@router.get(
    "/{code}/parties",
    response=list[shapes.PartyShown],
    operation_id="parties",
    summary="Its sides",
)
def parties(request: SignedInRequest, code: str) -> object:
    """Who signs for each, and who answers for it."""
    standing = asking.agreement_of(request, code)
    return [shapes.party(one) for one in rows.parties_of(standing)]


@router.patch(
    "/{code}/parties/{agency}",
    response=shapes.PartyShown,
    operation_id="change-party",
    summary="Name who signs for a side",
)
def change_party(request: SignedInRequest, code: str, agency: str, given: PartyFacts) -> object:
    """In the negotiation each side names its own signatory and person in charge."""
    party = asking.party_of(asking.agreement_of(request, code), agency)
    said = given.model_dump(exclude_unset=True)
    for field in ("signatory", "person_in_charge"):
        if said.get(field):
            said[field] = _member(party, field, said[field])
    if said.get("signatory") and "signatory_name" not in said:
        said["signatory_name"] = str(said["signatory"])
    before = party_actions.PartyFacts(
        **{name: getattr(party, name) for name in party_actions.PartyFacts.__dataclass_fields__}
    )
    party_actions.change_party(
        party=party, facts=replace(before, **said), by=request.user, at=now()
    )
    return shapes.party(asking.party_of(asking.agreement_of(request, code), agency))


def _member(party: Party, field: str, handle: str) -> Person:
    return picked(choices.people_of(party), field, handle=handle)
