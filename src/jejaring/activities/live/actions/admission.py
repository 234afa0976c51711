"""Letting a partner's person in under a clause, out again, and counting who really came."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.activities.live.models import Closing, LiveSession, Registration
from jejaring.activities.live.queries import admission as queries
from jejaring.activities.live.queries import closing as closings
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agreements.actions import doors
from jejaring.parties.agreements.queries.doors import Promise, Reason, standings
from jejaring.parties.agreements.states import RunOut
from jejaring.parties.people.models import Person


class NotAdmitted(Refusal):
    """The session is for others; the sentence names the clause and whom to ask."""

    status = 403


class PlaceWaits(Refusal):
    """The agreement stands still, and with it the place of whoever it let in."""


class PlaceLost(Refusal):
    """The agreement has stopped, and its places with it."""


def clause_letting_in(session: LiveSession, person: Person, at: datetime) -> Promise | None:
    """The clause under which the person enters, none if none is needed; else refused."""
    found = queries.admission_of(session, person, at)
    if not found.is_open:
        raise NotAdmitted(found.told)
    return found.clause


def must_be_own(session: LiveSession, person: Person, at: datetime) -> None:
    """Refused for people of partners: those hold a place under a clause."""
    found = queries.admission_of(session, person, at)
    if found.way != queries.Way.OWN:
        raise NotAdmitted(
            _("No agreement let this person in before the session was closed.")
            if found.is_open
            else found.told
        )


def enter(registration: Registration, clause: Promise, by: Person, at: datetime) -> None:
    """Take what the place uses of the clause; the registration knows its clause already."""
    session = registration.session
    one = queries.used_by_one(clause.unit, session)
    doors.take(
        clause_id=clause.id,
        source=_source(session if one is None else registration),
        quantity=one or 1,
        by=by,
        at=at,
        **_event(session),
    )


def leave(registration: Registration, clause_id: int, by: Person, at: datetime) -> None:
    """Give back what a cancelled place used; a session's own use when the last one leaves."""
    session = registration.session
    doors.give_back(clause_id=clause_id, source=_source(registration), by=by, at=at)
    if not queries.holds(session.pk, clause_id):
        doors.give_back(clause_id=clause_id, source=_source(session), by=by, at=at)


def clause_for_adding(session: LiveSession, person: Person, at: datetime) -> dict[str, int | None]:
    """What an officer's adding says of the clause: nothing where there is a place under one."""
    if not session.is_restricted or closings.place_under_clause(session, person):
        return {}
    clause = clause_letting_in(session, person, at)
    return {"clause_id": clause.id if clause else None}


def enter_if_let_in(place: Registration, by: Person, at: datetime) -> None:
    """Take what an added person's place uses of its clause. Repeating it changes nothing."""
    if place.clause_id is not None:
        _reason, clause = standings([place.clause_id], at)[place.clause_id]
        enter(place, clause, by, at)


def must_stand(clause_id: int, at: datetime) -> None:
    """Refused where the clause has stopped and its run-out rule does not let people finish."""
    reason, promise = standings([clause_id], at)[clause_id]
    if reason == Reason.OPEN or promise.run_out == RunOut.FINISH:
        return
    if promise.run_out == RunOut.FREEZE:
        raise PlaceWaits(
            _("Your place came from “%(title)s”, which stands still now. It waits with it.")
            % {"title": promise.title}
        )
    raise PlaceLost(
        _("Your place came from “%(title)s”, which has stopped, and ended with it.")
        % {"title": promise.title}
    )


def deliver(closing: Closing, at: datetime) -> None:
    """Count under each clause who came, and give back the places of those who did not."""
    session = closing.session
    for used in closings.used_by_clause(session):
        one = queries.used_by_one(used.unit, session)
        absent = used.places - used.present
        doors.deliver(
            clause_id=used.clause_id,
            source=_source(session),
            quantity=min(used.present, 1) if one is None else used.present * one,
            unused=int(not used.present) if one is None else absent * one,
            by=closing.started_by,
            at=at,
            **_event(session),
        )


def take_back(session: LiveSession, by: Person, at: datetime) -> None:
    """Undo what a closing delivered."""
    for used in closings.used_by_clause(session):
        doors.take_back(clause_id=used.clause_id, source=_source(session), by=by, at=at)


def correct(
    session: LiveSession, person: Person, number: int, by: Person, at: datetime, *, is_in: bool
) -> None:
    """One person more or less, counted under the clause that let them in."""
    place = closings.place_under_clause(session, person)
    if place is None or place.clause is None:
        return
    one = queries.used_by_one(place.clause.unit, session)
    if one is None:
        return
    change = one if is_in else -one
    doors.deliver(
        clause_id=place.clause.pk, source=f"{_source(place)}:{number}", quantity=change,
        unused=-change, by=by, at=at, **_event(session),
    )  # fmt: skip


def _source(thing: LiveSession | Registration) -> str:
    return f"{thing._meta.label}:{thing.pk}"  # noqa: SLF001 - the name under which trails know it


def _event(session: LiveSession) -> dict[str, Any]:
    return {"title": session.title, "address": reverse("live:session", args=[session.slug])}
