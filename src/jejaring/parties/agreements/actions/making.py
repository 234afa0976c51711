"""The rows that an agreement begins with; whoever starts, clones or records one calls it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models import (
    Agreement,
    Clause,
    CooperationField,
    Line,
    Party,
    Section,
    SectionRevision,
)
from jejaring.parties.people.models import Person


@dataclass(frozen=True, slots=True)
class Wording:
    """One section to begin with."""

    part: str
    heading: str
    body: str
    summary: str


def make_parties(agreement: Agreement, sides: Sequence[Agency], lead: Agency) -> list[Party]:
    """One party an agency, under the name it has today."""
    return Party.objects.bulk_create(
        Party(
            agreement=agreement,
            agency=agency,
            position=position,
            name=agency.name,
            is_lead=agency == lead,
            signatory_office=agency.head_office,
        )
        for position, agency in enumerate(sides, start=1)
    )


def write_sections(
    agreement: Agreement, texts: Iterable[Wording], side: Party, by: Person, at: datetime
) -> list[Section]:
    """Sections in this order, each with its first revision."""
    rows = Section.objects.bulk_create(
        Section(
            agreement=agreement,
            position=position,
            part=text.part,
            heading=text.heading,
            body=text.body,
            summary=text.summary,
        )
        for position, text in enumerate(texts, start=1)
    )
    SectionRevision.objects.bulk_create(
        SectionRevision(
            section=row, number=1, heading=row.heading, body=row.body, by=by, party=side, at=at
        )
        for row in rows
    )
    return rows


def write_lines(
    agreement: Agreement,
    titles: Iterable[tuple[CooperationField, str]],
    year: int,
    at: datetime,
) -> list[Line]:
    """One planned programme a title, all in this year until the plan says otherwise."""
    return Line.objects.bulk_create(
        Line(
            agreement=agreement,
            position=position,
            field=field,
            title=title,
            year=year,
            moved_at=at,
        )
        for position, (field, title) in enumerate(titles, start=1)
    )


def copy_sides(parties: Sequence[Party], models: Sequence[Party]) -> None:
    for row, model in zip(parties, models, strict=False):
        row.gives, row.gets = model.gives, model.gets
        if row.agency_id == model.agency_id:
            row.signatory, row.person_in_charge = model.signatory, model.person_in_charge
            row.signatory_name = model.signatory_name
            row.signatory_office = model.signatory_office
    names = ["gives", "gets", "signatory", "person_in_charge", "signatory_name"]
    Party.objects.bulk_update(parties, [*names, "signatory_office"])


def copy_clauses(
    agreement: Agreement, copy: Agreement, lead_id: int, other: Party | None, partner: Agency
) -> None:
    """Those between the two, with the partner in the other's place; their dates stay open."""
    if other is None:
        return
    place = {lead_id: lead_id, other.agency_id: partner.pk}
    both = {"giver__in": place, "receiver__in": place}
    copied: dict[str, Any] = {"agreement": copy, "starts_on": None, "ends_on": None}
    kept = ("field_id", "resource", "quantity", "unit", "price_rule", "price", "shares")
    Clause.objects.bulk_create(
        Clause(
            **copied,
            **{name: getattr(row, name) for name in (*kept, "run_out", "note")},
            position=position,
            giver_id=place[row.giver_id],
            receiver_id=place[row.receiver_id],
        )
        for position, row in enumerate(agreement.clauses.filter(**both), start=1)
    )
