"""Which agreements a reader of the network may see, and where each stands for strangers."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models import Agreement, Clause, Line, Party, in_force
from jejaring.parties.agreements.states import AgreementState
from jejaring.parties.people.models import Person
from jejaring.surfaces.network.queries.chosen import CENTRE, Chosen
from jejaring.surfaces.network.states import Standing

STOPPED = (AgreementState.SUSPENDED, AgreementState.DISPUTED)
CONCLUDED = (
    AgreementState.SIGNED,
    AgreementState.REGISTERED,
    *STOPPED,
    AgreementState.TERMINATED,
)
"""What is not signed is nobody's business but the parties'."""


def agreements(reader: Person | None, chosen: Chosen, on: date) -> QuerySet[Agreement]:
    """Signed agreements that all sides show, and those of the reader's own agencies."""
    rows = _shown_to(reader)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.field:
        rows = rows.filter(_touches(chosen.field))
    if chosen.year:
        rows = rows.filter(
            Q(signed_on__year=chosen.year) | Q(signed_on__isnull=True, starts_on__year=chosen.year)
        )
    if chosen.standing:
        rows = rows.filter(_standing(Standing(chosen.standing), on))
    for place in (chosen.province, chosen.partner):
        if place:
            rows = rows.filter(_side_in(place))
    return rows


def _shown_to(reader: Person | None) -> QuerySet[Agreement]:
    concluded = Agreement.objects.filter(state__in=CONCLUDED)
    silent = list(Agency.objects.filter(shows_agreements=False).values_list("pk", flat=True))
    if not silent:
        return concluded
    shown = ~Exists(Party.objects.filter(agreement=OuterRef("pk"), agency__in=silent))
    if reader is None:
        return concluded.filter(shown)
    mine = agencies.agencies_where(reader, Permission.READ_RECORDS).values("pk")
    own = Exists(Party.objects.filter(agreement=OuterRef("pk"), agency__in=mine))
    return concluded.filter(shown | own)


def _touches(field: int) -> Q:
    of_it = {"agreement": OuterRef("pk"), "field__number": field}
    return Q(Exists(Clause.objects.filter(**of_it)) | Exists(Line.objects.filter(**of_it)))


def _side_in(place: str) -> Q:
    sides = Party.objects.filter(agreement=OuterRef("pk"))
    if place == CENTRE:
        return Q(Exists(sides.filter(agency__province__isnull=True)))
    return Q(Exists(sides.filter(agency__province__iso=place)))


def _over(on: date) -> Q:
    return Q(state=AgreementState.TERMINATED) | (
        Q(state=AgreementState.REGISTERED) & (Q(ends_on__lt=on) | Q(terminates_on__lte=on))
    )


def _standing(standing: Standing, on: date) -> Q:
    begins = Q(state=AgreementState.SIGNED) | Q(state=AgreementState.REGISTERED, starts_on__gt=on)
    return {
        Standing.IN_FORCE: in_force(on),
        Standing.STOPPED: Q(state__in=STOPPED),
        Standing.ENDED: _over(on),
        Standing.AHEAD: begins & ~_over(on),
        Standing.UNKNOWN: Q(state=AgreementState.REGISTERED, starts_on__isnull=True) & ~_over(on),
    }[standing]


def standing_of(agreement: Agreement, on: date) -> Standing:
    """The one for which `_standing` finds it."""
    if agreement.state in STOPPED:
        return Standing.STOPPED
    if agreement.state == AgreementState.TERMINATED:
        return Standing.ENDED
    if agreement.is_in_force(on):
        return Standing.IN_FORCE
    last = agreement.last_day
    if agreement.state == AgreementState.REGISTERED and last is not None and last < on:
        return Standing.ENDED
    if agreement.state == AgreementState.REGISTERED and agreement.starts_on is None:
        return Standing.UNKNOWN
    return Standing.AHEAD
