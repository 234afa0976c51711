"""Agencies, their letterheads and their units."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies import queries, rules
from jejaring.parties.agencies.models import Agency, ServiceArea, Unit
from jejaring.parties.agencies.states import AgencyKind
from jejaring.parties.people.actions import proper_address
from jejaring.parties.people.models import Person
from jejaring.parties.places.models import Province


class CodeTaken(Refusal):
    """Another agency has this short address."""


class NameMissing(Refusal):
    """What is nameless cannot be picked from a list."""


class UnitExists(Refusal):
    """The agency has a unit of this name."""


@transaction.atomic
def create_agency(
    *,
    code: str,
    name: str,
    short_name: str,
    kind: AgencyKind,
    province: Province | None = None,
    parent: Agency | None = None,
    zone: str = "WIB",
    city: str = "",
    head_office: str = "",
    contact_email: str = "",
    is_demonstration: bool = False,
    by: Person | None,
    at: datetime,
) -> Agency:
    """A new agency; `by` nobody is whoever operates the installation."""
    if not rules.may_create_agency(by, parent):
        raise NotPermitted(_("Only an owner of the agency above may add an agency below it."))
    if queries.agency_by_code(code) is not None:
        raise CodeTaken(_("Another agency has this code. Choose another one."))
    agency = Agency.objects.create(
        code=code,
        name=_line(name),
        short_name=_line(short_name),
        kind=kind,
        province=province,
        parent=parent,
        zone=zone,
        city=city,
        head_office=head_office,
        contact_email=contact_email,
        is_demonstration=is_demonstration,
    )
    _serve(agency)
    trail.record("agencies.created", thing=agency, by=by, at=at, agency=agency.pk, name=agency.name)
    return agency


def _serve(agency: Agency) -> None:
    """Enter a new agency into the service areas: its own, and of those above and beside it."""
    above = queries.ancestors(agency)
    acting = [agency, *above, *queries.learning_agencies_of(above)]
    pairs = {(one.pk, agency.pk) for one in acting}
    if agency.kind == AgencyKind.LEARNING_AGENCY and agency.parent is not None:
        pairs |= {(agency.pk, served) for served in queries.served_by(agency.parent)}
    ServiceArea.objects.bulk_create(
        ServiceArea(agency_id=acts, serves_id=served) for acts, served in sorted(pairs)
    )


@transaction.atomic
def change_letterhead(
    *,
    agency: Agency,
    name: str,
    short_name: str,
    city: str,
    head_office: str,
    contact_email: str,
    by: Person,
    at: datetime,
) -> Agency:
    """What letters and certificates say from now on; issued ones stay as they were."""
    _may_manage(by, agency)
    wanted = {
        "name": _line(name),
        "short_name": _line(short_name),
        "city": " ".join(city.split()),
        "head_office": " ".join(head_office.split()),
        "contact_email": proper_address(contact_email) if contact_email.strip() else "",
    }
    current = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    changed = {field: value for field, value in wanted.items() if getattr(current, field) != value}
    for field, value in wanted.items():
        setattr(agency, field, value)
    if changed:
        agency.save(update_fields=list(changed))
        trail.record(
            "agencies.letterhead_changed", thing=agency, by=by, at=at, agency=agency.pk, **changed
        )
    return agency


@transaction.atomic
def add_unit(*, agency: Agency, name: str, by: Person | None, at: datetime) -> Unit:
    """A part of the agency where people work."""
    if by is not None:
        _may_manage(by, agency)
    line = _line(name)
    if agency.units.filter(name__iexact=line).exists():
        raise UnitExists(_("There is a unit of this name already."))
    try:
        with transaction.atomic():
            unit = Unit.objects.create(agency=agency, name=line)
    except IntegrityError:
        raise UnitExists(_("There is a unit of this name already.")) from None
    trail.record("agencies.unit_added", thing=unit, by=by, at=at, agency=agency.pk, name=unit.name)
    return unit


def _may_manage(by: Person, agency: Agency) -> None:
    if not rules.may_manage(by, agency.pk):
        raise NotPermitted(_("Only an owner of this agency may change it."))


def _line(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise NameMissing(_("Enter a name."))
    return line
