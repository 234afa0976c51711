"""What live learning keeps about one person, for the download of one's own data."""

from typing import Any

from jejaring.activities.live.models import (
    Arrival,
    Attendance,
    ImportRow,
    Registration,
    ReportedPresence,
)
from jejaring.parties.people.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Places, presses, attendance, and what uploaded lists say of this person."""
    places = Registration.objects.filter(person=person).order_by("pk")
    presses = Arrival.objects.filter(person_id=person.pk).order_by("at")
    attendance = Attendance.objects.filter(person=person).order_by("pk")
    reported = ReportedPresence.objects.filter(person=person).order_by("pk")
    rows = ImportRow.objects.filter(person=person).order_by("pk")
    session = ("session__title", "session__starts_at")
    return {
        "registrations": list(
            places.values(
                *session, "registered_at", "cancelled_at", "wants_reminder", "vouched_at",
                "vouched_reason",
            )
        ),
        "arrivals": list(presses.values("session_id", "window_id", "at")),
        "attendances": list(
            attendance.values(*session, "source", "windows", "minutes", "verdict", "note")
        ),
        "reported_presences": list(
            reported.values(*session, "minutes", "has_answered", "file_import__state")
        ),
        "rows_of_lists": list(
            rows.values(
                "file_import__session__title", "name", "email", "employee_no", "agency_text",
                "joined_at", "left_at", "minutes", "verdict",
            )
        ),
    }  # fmt: skip
