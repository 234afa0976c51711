"""Whom a session lets in, by what, and why not; the same answer for page, press and preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from jejaring.activities.live.models import LiveSession, Registration, SessionGuest
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.queries import doors
from jejaring.parties.agreements.queries.doors import Door, Promise, Reason
from jejaring.parties.agreements.states import Measure, Resource, RunOut
from jejaring.parties.people.models import Person

LIVE = Resource.LIVE_SESSIONS
PER_HEAD = (Measure.PEOPLE, Measure.JP)
"""Units that each person uses; of any other, a whole session uses one."""


class Way(StrEnum):
    """What an answer at the door rests on."""

    EVERYONE = "everyone"
    OWN = "own"
    CLAUSE = "clause"
    NO_EMPLOYER = "no_employer"
    NOT_INVITED = "not_invited"
    FULL = "full"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a session lets somebody in, by which clause, and what they are told."""

    session: LiveSession
    way: Way
    door: Door | None = None
    guests: Sequence[SessionGuest] = ()

    @property
    def is_open(self) -> bool:
        """They may take a place."""
        return self.way in {Way.EVERYONE, Way.OWN, Way.CLAUSE}

    @property
    def clause(self) -> Promise | None:
        """What lets a partner's person in."""
        return self.door.clause if self.door and self.way == Way.CLAUSE else None

    @property
    def told(self) -> str:
        """Why they are let in, or why not and whom to ask."""
        host, door = self.session.agency.short_name, self.door
        if self.way == Way.EVERYONE:
            return _("Open to everyone.")
        if self.way == Way.OWN:
            return _("Open to you because you work for an agency that %(host)s serves.") % {
                "host": host
            }
        if self.way == Way.NO_EMPLOYER or door is None:
            return _(
                "This session is for people of certain agencies. Say in your profile whom you work"
                " for; then this page can tell whether an agreement opens it for you."
            )
        if self.way == Way.NOT_INVITED:
            names = ", ".join(guest.agency.short_name for guest in self.guests)
            said = _("This session is for people of %(host)s and of %(names)s.")
            return f"{said % {'host': host, 'names': names}} {door.ask}"
        if self.way == Way.FULL:
            said = _("All seats of this session for people of %(receiver)s are taken.")
            return f"{said % {'receiver': door.clause.receiver if door.clause else ''}} {door.ask}"
        return door.told


def admission(session: LiveSession, employer: Agency | None, at: datetime) -> Admission:
    """Whether the session lets in somebody of this employer. An open session asks nothing."""
    if not session.is_restricted:
        return Admission(session, Way.EVERYONE)
    if employer is None:
        return Admission(session, Way.NO_EMPLOYER)
    if agencies.acts_for(session.agency_id, employer.pk):
        return Admission(session, Way.OWN)
    guests = list(guests_of(session))
    among = [guest.agency_id for guest in guests]
    door = doors.clause_for(agency=session.agency, to=employer, resource=LIVE, at=at, among=among)
    if door.reason == Reason.NONE and guests:
        return Admission(session, Way.NOT_INVITED, door, guests)
    return Admission(session, _way(session, door, guests), door, guests)


def admission_of(session: LiveSession, person: Person, at: datetime) -> Admission:
    """As `admission`, for a person; whom they work for is asked only where it matters."""
    if not session.is_restricted:
        return Admission(session, Way.EVERYONE)
    employment = agencies.current_employment(person)
    return admission(session, employment.agency if employment else None, at)


def guests_of(session: LiveSession) -> Sequence[SessionGuest]:
    """The partners named for a session; if none is, it is for every partner with a clause."""
    return list(SessionGuest.objects.filter(session=session).select_related("agency"))


def taken_by_receiver(session: LiveSession) -> dict[int, int]:
    """Places that people of each partner hold, whichever of its clauses let them in."""
    rows = (
        Registration.objects.filter(
            session=session, cancelled_at__isnull=True, clause__isnull=False
        )
        .values_list("clause__receiver")
        .annotate(places=Count("id"))
        .order_by()
    )
    return dict(rows)


def outsiders(session: LiveSession) -> int:
    """How many hold a place without a clause and work for no agency that the host serves."""
    served = agencies.served_by(session.agency)
    own = Q(person__employments__ended_at__isnull=True, person__employments__agency__in=served)
    held = Registration.objects.filter(
        session=session, cancelled_at__isnull=True, clause__isnull=True
    )
    return held.exclude(pk__in=held.filter(own).values("pk")).count()


def holds(session_id: int, clause_id: int) -> bool:
    """Whether somebody holds a place in the session under this clause."""
    held = Registration.objects.filter(session_id=session_id, clause_id=clause_id)
    return held.filter(cancelled_at__isnull=True).exists()


def used_by_one(unit: str, session: LiveSession) -> int | None:
    """How much of a clause one person's place uses; none where the whole session uses one."""
    if unit not in PER_HEAD:
        return None
    return ceil(session.jp) if unit == Measure.JP else 1


def shut_inside(session: LiveSession) -> dict[int, RunOut]:
    """Clauses that no longer stand at the session's end and do not let those inside finish."""
    held = Registration.objects.filter(session=session, clause__isnull=False).order_by()
    clauses = list(held.values_list("clause_id", flat=True).distinct())
    return {
        key: RunOut(promise.run_out)
        for key, (reason, promise) in doors.standings(clauses, session.ends_at).items()
        if reason != Reason.OPEN and promise.run_out != RunOut.FINISH
    }


@dataclass(frozen=True, slots=True)
class Admitted:
    """A partner as the organiser sees it: whether its people get in, why, and its seats."""

    agency_id: int
    name: str
    reason: str
    why: str
    is_let_in: bool
    seats: int | None
    taken: int


def admitted(session: LiveSession, at: datetime) -> list[Admitted]:
    """Who gets in if they press now, partner by partner; the preview of a restricted session."""
    guests = {guest.agency_id: guest for guest in guests_of(session)}
    taken = taken_by_receiver(session)
    found = {
        door.clause.receiver_id: door
        for door in doors.doors_of(agency=session.agency, resource=LIVE, at=at)
        if door.clause
    }
    lines = [_line(session, door, guests, taken) for door in found.values()]
    return lines + [
        Admitted(
            key, guest.agency.short_name, str(Reason.NONE.label),
            _("No clause opens live sessions to it."), is_let_in=False, seats=guest.seats,
            taken=taken.get(key, 0),
        )
        for key, guest in guests.items()
        if key not in found
    ]  # fmt: skip


def _line(
    session: LiveSession, door: Door, guests: dict[int, SessionGuest], taken: dict[int, int]
) -> Admitted:
    clause = door.clause
    receiver = clause.receiver_id if clause else 0
    guest, places = guests.get(receiver), taken.get(receiver, 0)
    is_guest = guest is not None or not guests
    seats = guest.seats if guest else None
    opens = clause is not None and _opens(session, door, clause)
    has_seats = seats is None or places < seats
    reason = _("Not invited") if not is_guest else str(door.reason.label)
    if is_guest and opens and not has_seats:
        reason = _("Full")
    is_let_in = is_guest and opens and has_seats
    name = clause.receiver if clause else ""
    return Admitted(receiver, name, reason, door.why, is_let_in, seats, places)


def _way(session: LiveSession, door: Door, guests: Sequence[SessionGuest]) -> Way:
    clause = door.clause
    if clause is None or not _opens(session, door, clause):
        return Way.SHUT
    share = next((one.seats for one in guests if one.agency_id == clause.receiver_id), None)
    if share is not None and taken_by_receiver(session).get(clause.receiver_id, 0) >= share:
        return Way.FULL
    return Way.CLAUSE


def _opens(session: LiveSession, door: Door, clause: Promise) -> bool:
    """Open; or used up by sessions, of which this one is counted already."""
    if door.is_open:
        one = used_by_one(clause.unit, session)
        return one is None or clause.left is None or clause.left >= one
    counted = door.reason == Reason.USED_UP and used_by_one(clause.unit, session) is None
    return counted and holds(session.pk, clause.id)
