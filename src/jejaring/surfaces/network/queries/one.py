"""One agreement as strangers may read it: no person, no document, no unsigned word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models import Agreement, Clause, CooperationField, Line
from jejaring.parties.agreements.queries import gap as gaps
from jejaring.parties.agreements.queries import reading
from jejaring.parties.agreements.queries.gap import Gap
from jejaring.parties.people.models import Person
from jejaring.surfaces.network.queries import rows, visible
from jejaring.surfaces.network.queries.chosen import Chosen
from jejaring.surfaces.network.queries.rows import Row


@dataclass(frozen=True, slots=True)
class Promise:
    """A clause, and how much of it came."""

    clause: Clause
    share: int | None
    """In per cent; none where nothing limits it."""


@dataclass(frozen=True, slots=True)
class Today:
    """A side under the name it signed with, and who that is today."""

    name: str
    agency: Agency


@dataclass(frozen=True, slots=True)
class PublicAgreement:
    """Everything its public page shows."""

    row: Row
    fields: Sequence[CooperationField]
    promises: Sequence[Promise]
    lines: Sequence[Line]
    gap: Gap | None
    parent: Agreement | None
    children: Sequence[Agreement]
    today: Sequence[Today]
    """Sides that carry another name today, or were followed by another agency."""
    is_own: bool
    """The reader works for a side and may open all of it."""


def public_agreement(reader: Person | None, code: str, on: date) -> PublicAgreement | None:
    """Nothing where it does not exist, is not signed, or a side does not show it."""
    shown = visible.agreements(reader, Chosen(), on)
    agreement = rows.with_sides(
        shown.filter(code=code).select_related("parent", "occasion")
    ).first()
    if agreement is None:
        return None
    row = rows.rows([agreement], on)[0]
    clauses = agreement.clauses.select_related("field", "giver", "receiver")
    lines = agreement.lines.select_related("field").order_by("year", "position", "pk")
    above = agreement.parent
    return PublicAgreement(
        row=row,
        fields=[one for one in reading.fields() if one.number in row.fields],
        promises=[_promise(clause) for clause in clauses.order_by("position", "pk")],
        lines=list(lines),
        gap=gaps.gap_of(agreement),
        parent=above if above and shown.filter(pk=above.pk).exists() else None,
        children=list(shown.filter(parent=agreement).order_by("-signed_on", "-pk")),
        today=_today(row),
        is_own=reader is not None and reading.read_by(reader).filter(pk=agreement.pk).exists(),
    )


def _promise(clause: Clause) -> Promise:
    if clause.quantity is None:
        return Promise(clause, None)
    return Promise(clause, min(100, 100 * clause.delivered // clause.quantity))


def _today(row: Row) -> list[Today]:
    """An old agreement keeps the old name (S2-9); the page says who that is now."""
    followed = agencies.successors_of([side.agency_id for side in row.sides])
    found = []
    for side in row.sides:
        told = followed.get(side.agency_id)
        if told is not None:
            found.append(Today(side.name, told.after))
        elif side.name not in {side.agency.name, side.agency.short_name}:
            found.append(Today(side.name, side.agency))
    return found
