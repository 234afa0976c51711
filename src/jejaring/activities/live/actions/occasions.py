"""How a session looks to the registers: its occasion, its lines, its batch."""

from collections.abc import Sequence
from typing import Any

from jejaring.activities.live.models import Closing, LiveSession
from jejaring.activities.live.queries.closing import SOURCE, Earner
from jejaring.parties.places.rules import in_zone
from jejaring.registers.credentials import actions as credentials
from jejaring.registers.hours import actions as hours


def thing_of(session: LiveSession) -> str:
    """What notices about this session are filed under."""
    return f"{SOURCE}:{session.pk}"


def hours_of(closing: Closing) -> hours.Occasion:
    """The occasion under which the hours of a closing are posted."""
    session = closing.session
    return hours.Occasion(
        source=SOURCE,
        source_id=session.pk,
        revision=closing.revision,
        title=f"{session.programme.name}: {session.title}",
        started_at=session.starts_at,
        ended_at=session.ends_at,
        rule=session.hours_rule,
        agency_id=session.agency_id,
    )


def lines(session: LiveSession, earners: Sequence[Earner]) -> list[hours.Line]:
    """The same minutes and JP for everyone (domain E9), under who employs each now."""
    return [
        hours.Line(
            person_id=earner.person_id,
            agency_id=earner.agency_id,
            unit_id=earner.unit_id,
            minutes=session.minutes,
            jp=session.jp,
        )
        for earner in earners
    ]


def recipients(session: LiveSession, earners: Sequence[Earner]) -> list[credentials.Recipient]:
    """Names and employers as they stand now, to be frozen."""
    return [
        credentials.Recipient(
            person_id=earner.person_id,
            name=earner.name,
            employer=earner.employer,
            jp=session.jp,
        )
        for earner in earners
    ]


def batch_of(closing: Closing) -> dict[str, Any]:
    """What identifies the batch of a closing, and the facts all its certificates share."""
    session = closing.session
    local = in_zone(session.starts_at, session.programme.zone)
    return {
        "agency": session.agency,
        "source": SOURCE,
        "source_id": session.pk,
        "revision": closing.revision,
        "facts": {
            "programme": session.programme.name,
            "title": session.title,
            "series": f"{session.number}/{session.year}",
            "date": local.date().isoformat(),
            "starts_at": session.starts_at.isoformat(),
            "ends_at": session.ends_at.isoformat(),
            "zone": session.programme.zone,
            "issuer": session.agency.name,
            "partners": [partner.name for partner in session.partners.all()],
            "signatory": session.agency.head_office,
            "city": session.agency.city,
            "fields": sorted(session.fields),
            "rule": session.hours_rule.legal_basis,
            "is_demonstration": session.agency.is_demonstration,
        },
    }
