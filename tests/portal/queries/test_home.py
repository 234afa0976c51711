from datetime import timedelta

import pytest

from jejaring.activities.live.states import SessionState
from jejaring.parties.places.models import Province
from jejaring.surfaces.portal.queries.home import home
from tests.factories.agencies import AgencyFactory
from tests.factories.live import STARTS_AT, LiveSessionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
BEFORE = STARTS_AT - timedelta(days=3)


def province(iso, name):
    return Province.objects.create(
        code=f"{Province.objects.count():02}",
        iso=iso,
        name=name,
        zone="WIB",
        longitude=110,
        latitude=-7,
        tile_row=1,
        tile_column=1,
    )


def test_home_shows_the_next_session_and_three_after_it():
    sessions = [LiveSessionFactory(starts_at=STARTS_AT + timedelta(days=7 * n)) for n in range(6)]
    LiveSessionFactory(starts_at=STARTS_AT - timedelta(days=1), state=SessionState.CANCELLED)

    shown = home(BEFORE)

    assert shown.next is not None
    assert shown.next.session == sessions[0]
    assert [row.session for row in shown.following] == sessions[1:4]
    assert not shown.is_live
    assert home(STARTS_AT).is_live


def test_without_sessions_home_says_so():
    shown = home(BEFORE)

    assert (shown.next, list(shown.following)) == (None, [])
    assert shown.map.sentence == "Peta 38 provinsi. Belum ada sesi yang diumumkan."


def test_cords_on_the_map_are_sessions_held_together():
    host = AgencyFactory(province=province("JI", "Jawa Timur"))
    partner = AgencyFactory(province=province("JA", "Jambi"))
    nowhere = AgencyFactory(province=None)
    session = LiveSessionFactory(programme=ProgrammeFactory(agency=host))
    session.partners.set([partner, nowhere, host])

    network = home(BEFORE).map

    assert (network.hubs, network.active) == (["JI"], ["JA"])
    assert [(link.start, link.end) for link in network.links] == [("JI", "JA")]
    assert [name.text for name in network.names] == ["Jawa Timur", "Jambi"]
    assert "1 tali" in network.sentence


def test_fields_stand_around_the_rosette_as_its_petals_do():
    shown = home(BEFORE)

    assert [field.number for field in shown.left_fields] == [8, 7, 6, 5]
    assert [field.number for field in shown.right_fields] == [1, 2, 3, 4]
