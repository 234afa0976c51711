import pytest

from jejaring.activities.live.queries.personal import personal_data
from tests.factories.live import (
    ArrivalFactory,
    CheckInWindowFactory,
    RegistrationFactory,
    ReportedPresenceFactory,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_only_the_persons_own_rows_are_handed_out():
    place = RegistrationFactory()
    window = CheckInWindowFactory(session=place.session)
    ArrivalFactory(session_id=place.session_id, window_id=window.pk, person_id=place.person_id)
    ReportedPresenceFactory(person=place.person, minutes=95)
    ReportedPresenceFactory()

    own = personal_data(place.person)
    others = personal_data(PersonFactory())

    assert {name: len(rows) for name, rows in own.items()} == {
        "registrations": 1,
        "arrivals": 1,
        "attendances": 0,
        "reported_presences": 1,
        "rows_of_lists": 0,
    }
    assert own["reported_presences"][0]["minutes"] == 95
    assert not any(others.values())
