"""For which partners a restricted session is, and how many seats each of them has."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.activities.live.actions.session import editable, edited, unchanged
from jejaring.activities.live.models import LiveSession, SessionGuest
from jejaring.activities.live.queries import admission, section
from jejaring.activities.live.queries.section import Guests
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.queries import doors
from jejaring.parties.people.models import Person


class NoAgreementWith(Refusal):
    """A partner without a clause for live sessions cannot be a guest."""


class SeatsTaken(Refusal):
    """Fewer seats than are taken already, or none."""


@transaction.atomic
def edit_guests(
    *, session: LiveSession, guests: Guests, seen: str, by: Person, at: datetime
) -> LiveSession:
    """Name the partners and their seats; with none named it is for every partner with a clause."""
    session = editable(session, by)
    before = section.guests_of(session)
    unchanged(before, seen)
    _must_have_clauses(session, guests, before, at)
    _must_leave_places(session, guests)
    SessionGuest.objects.filter(session=session).delete()
    SessionGuest.objects.bulk_create(
        SessionGuest(session=session, agency_id=agency, seats=seats)
        for agency, seats in guests.shares
    )
    edited(session, before, section.guests_of(session), by, at)
    return session


def _must_have_clauses(session: LiveSession, guests: Guests, before: Guests, at: datetime) -> None:
    known = doors.doors_of(agency=session.agency, resource=admission.LIVE, at=at)
    fitting = {door.clause.receiver_id for door in known if door.clause}
    fitting |= {agency for agency, _seats in before.shares}
    strangers = [agency for agency, _seats in guests.shares if agency not in fitting]
    if strangers:
        names = Agency.objects.filter(pk__in=strangers).values_list("short_name", flat=True)
        raise NoAgreementWith(
            _("No agreement opens live sessions to %(names)s. Agree on a clause first.")
            % {"names": ", ".join(names)}
        )


def _must_leave_places(session: LiveSession, guests: Guests) -> None:
    """Whoever holds a place keeps it; a share is never smaller than what is taken."""
    if not guests.shares:
        return
    shares = dict(guests.shares)
    for agency, taken in admission.taken_by_receiver(session).items():
        seats = shares.get(agency, 0)
        if seats is not None and seats < taken:
            name = Agency.objects.get(pk=agency).short_name
            raise SeatsTaken(
                _("%(taken)d people of %(name)s are registered. Give it at least as many seats.")
                % {"taken": taken, "name": name}
            )
