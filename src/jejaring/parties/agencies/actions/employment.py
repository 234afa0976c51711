"""Who works where; the profile page is one action over a person and their employer."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies import queries, rules
from jejaring.parties.agencies.models import Agency, Employment, Unit
from jejaring.parties.people import actions as people
from jejaring.parties.people.models import Person
from jejaring.parties.people.states import PersonKind

CHUNK = 5000


class UnitElsewhere(Refusal):
    """The unit is part of another agency."""


class ContractStartMissing(Refusal):
    """Hours of a PPPK are counted by contract year (domain E3)."""


class ContractStartInFuture(Refusal):
    """Nobody is employed from tomorrow on."""


@transaction.atomic
def complete_profile(
    *,
    person: Person,
    name: str,
    kind: str,
    employee_no: str,
    zone: str,
    language: str,
    employer: Agency | None,
    unit: Unit | None,
    contract_started_on: date | None,
    by: Person,
    at: datetime,
) -> Person:
    """Who the person is and whom they work for, or neither."""
    people.complete_profile(
        person=person,
        name=name,
        kind=kind,
        employee_no=employee_no,
        zone=zone,
        language=language,
        by=by,
        at=at,
    )
    set_employer(
        person=person,
        agency=employer,
        unit=unit,
        contract_started_on=contract_started_on,
        by=by,
        at=at,
    )
    return person


@transaction.atomic
def set_employer(
    *,
    person: Person,
    agency: Agency | None,
    unit: Unit | None = None,
    contract_started_on: date | None = None,
    by: Person,
    at: datetime,
) -> Employment | None:
    """Whom the person works for from now on, if anyone. Repeating it changes nothing."""
    if not rules.may_set_employer(by, person):
        raise NotPermitted(_("You may change only your own profile."))
    started_on = _contract_start(person, agency, contract_started_on, at)
    if unit is not None and (agency is None or unit.agency_id != agency.pk):
        raise UnitElsewhere(_("This unit is not part of the agency. Choose the unit again."))
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    current = queries.current_employment(person)
    wanted = (agency and agency.pk, unit and unit.pk, started_on)
    held = (current.agency_id, current.unit_id, current.contract_started_on) if current else None
    if wanted == held or (agency is None and current is None):
        return current
    if current is not None:
        current.ended_at = max(at, current.started_at)
        current.save(update_fields=["ended_at"])
    trail.record("agencies.employer_set", thing=person, by=by, at=at, employer=wanted[0])
    if agency is None:
        return None
    return Employment.objects.create(
        person=person, agency=agency, unit=unit, contract_started_on=started_on, started_at=at
    )


@transaction.atomic
def employ_examples(
    *, people: Sequence[tuple[Person, Agency, Unit | None, date | None]], at: datetime
) -> int:
    """Employers of invented people: person, agency, unit, start of a PPPK's contract."""
    rows = [
        Employment(
            person=person, agency=agency, unit=unit, contract_started_on=start, started_at=at
        )
        for person, agency, unit, start in people
        if person.is_demonstration
    ]
    Employment.objects.bulk_create(rows, batch_size=CHUNK)
    if rows:
        first = rows[0].person
        trail.record("agencies.examples_employed", thing=first, by=None, at=at, count=len(rows))
    return len(rows)


def _contract_start(
    person: Person, agency: Agency | None, started_on: date | None, at: datetime
) -> date | None:
    if person.kind != PersonKind.PPPK or agency is None:
        return None
    if started_on is None:
        raise ContractStartMissing(
            _("Enter the day your contract began: hours of a PPPK count by contract year.")
        )
    if started_on > timezone.localdate(at):
        raise ContractStartInFuture(
            _("This day is still to come. Enter the day your contract began.")
        )
    return started_on
