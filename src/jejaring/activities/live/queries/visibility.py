"""Who sees a restricted session, and why; what partners open to each other's people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jejaring.activities.live.models import LiveSession, Programme, Registration
from jejaring.activities.live.queries import admission, public
from jejaring.activities.live.queries.admission import LIVE, Admission, Way
from jejaring.activities.live.states import RegistrationRule, SessionState
from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.queries import doors
from jejaring.parties.agreements.queries.doors import Door, Reason
from jejaring.parties.agreements.states import Resource
from jejaring.parties.people.models import Person

MOST = 50
"""Sessions of partners on one page; what lies further ahead comes up in its time."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Whether somebody sees a restricted session: by a place, a role, a clause, or not at all."""

    admission: Admission
    catalogue: Door | None = None
    has_place: bool = False
    is_at_work: bool = False

    @property
    def shows(self) -> bool:
        """The whole page, or only the door."""
        by_catalogue = self.catalogue is not None and self.catalogue.is_open
        return self.admission.is_open or by_catalogue or self.has_place or self.is_at_work

    @property
    def why(self) -> list[str]:
        """Why it is seen, each reason a sentence."""
        said = [self.admission.told] if self.admission.is_open else []
        if self.catalogue is not None and self.catalogue.is_open:
            said.append(_("In the catalogue: %(why)s") % {"why": self.catalogue.why})
        if self.has_place:
            said.append(_("You have a place in it."))
        if self.is_at_work:
            said.append(
                _("You work with the records of %(host)s.")
                % {"host": self.admission.session.agency.short_name}
            )
        return said


@dataclass(frozen=True, slots=True)
class Seen:
    """A restricted session in a list, and why it is there."""

    session: LiveSession
    standing: public.Standing
    why: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What one partner opens to an agency's people: its doors, its programmes, what is ahead."""

    giver: Agency
    doors: Sequence[Door]
    programmes: Sequence[Programme]
    sessions: Sequence[public.Listed]


@dataclass(frozen=True, slots=True)
class Offers:
    """Partners that open something now, and doors that are shut, each with its reason."""

    open: Sequence[Offer]
    shut: Sequence[Door]


def sight(session: LiveSession, person: Person | None, at: datetime) -> Sight | None:
    """What a reader sees of a restricted session; none for one that is open to everyone."""
    if not session.is_restricted:
        return None
    if person is None:
        return Sight(Admission(session, Way.NO_EMPLOYER))
    employment = agencies.current_employment(person)
    employer = employment.agency if employment else None
    found = admission.admission(session, employer, at)
    catalogue = None
    if employer is not None and not found.is_open:
        catalogue = doors.clause_for(
            agency=session.agency, to=employer, resource=Resource.CATALOGUE, at=at
        )
    return Sight(
        admission=found,
        catalogue=catalogue,
        has_place=Registration.objects.filter(session=session, person=person).exists(),
        is_at_work=agency_rules.may(person, Permission.READ_RECORDS, session.agency_id),
    )


def shown_to(person: Person, at: datetime) -> list[Seen]:
    """Restricted sessions ahead that this person's employer opens to them, soonest first."""
    ahead = public.addressed().filter(
        registration_rule=RegistrationRule.PARTNERS,
        ends_at__gt=at,
        state=SessionState.ANNOUNCED,
    )
    rows = list(ahead.prefetch_related("guests").order_by("starts_at", "id")[:MOST])
    employment = agencies.current_employment(person) if rows else None
    if employment is None:
        return []
    own = agencies.acting_for(employment.agency_id)
    known = {
        resource: doors.doors_to(to=employment.agency, resource=resource, at=at)
        for resource in (LIVE, Resource.CATALOGUE)
    }
    seen = [(session, _why(session, own, known)) for session in rows]
    return [Seen(session, public.standing(session, at), why) for session, why in seen if why]


def offers_to(person: Person, at: datetime) -> Offers:
    """What partners open to the agencies for which this person works."""
    mine = agencies.agencies_where(person, Permission.READ_RECORDS)
    found: list[Door] = []
    for agency in mine:
        for resource in (LIVE, Resource.CATALOGUE):
            found += doors.doors_to(to=agency, resource=resource, at=at)
    unique = {door.clause.id: door for door in found if door.clause}
    opened = [door for door in unique.values() if door.is_open]
    givers = {door.giver.pk: door.giver for door in opened}
    sessions = public.listed(_ahead_of(givers, at), at)
    programmes = list(Programme.objects.filter(agency__in=givers, ended_on__isnull=True))
    offers = [
        Offer(
            giver=giver,
            doors=[door for door in opened if door.giver.pk == key],
            programmes=[one for one in programmes if one.agency_id == key],
            sessions=[row for row in sessions if row.session.agency_id == key],
        )
        for key, giver in givers.items()
    ]
    return Offers(offers, [door for door in unique.values() if door.reason not in UNSAID])


UNSAID = {Reason.OPEN, Reason.NONE, Reason.ENDED}
"""Doors that are open, that never were, and that have run their time."""


def _ahead_of(givers: dict[int, Agency], at: datetime) -> QuerySet[LiveSession]:
    ahead = public.addressed().filter(agency__in=givers, ends_at__gt=at)
    return ahead.filter(state=SessionState.ANNOUNCED).order_by("starts_at", "id")[:MOST]


def _why(session: LiveSession, own: set[int], known: dict[Resource, list[Door]]) -> str:
    """The first reason that holds: own people, the clause for live sessions, the catalogue."""
    if session.agency_id in own:
        return Admission(session, Way.OWN).told
    named = {guest.agency_id for guest in session.guests.all()}
    for resource, all_doors in known.items():
        for door in all_doors:
            fits = resource != LIVE or not named or _receiver(door) in named
            if door.is_open and door.giver.pk == session.agency_id and fits:
                return door.why
    return ""


def _receiver(door: Door) -> int:
    return door.clause.receiver_id if door.clause else 0
