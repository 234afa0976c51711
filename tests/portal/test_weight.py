"""First view of any page stays under 60 KB compressed, font, style and script included."""

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from jejaring.activities.live.states import SpeakerScope
from tests.factories import credentials
from tests.factories.live import (
    CheckInWindowFactory,
    LiveSessionFactory,
    RegistrationFactory,
    RunDownItemFactory,
    SessionSpeakerFactory,
    SpeakerFactory,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
BUDGET = 60_000
STATIC = re.compile(r'(?:href|src)="/static/([^"]+)"')
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.)")
PUBLIC = ["portal:home", "live:schedule", "portal:help", "portal:privacy", "portal:accessibility"]
OWN = ["portal:home", "portal:my-page", "portal:my-sessions"]
HOUR = timedelta(hours=1)


def weight(response):
    """The page and everything it loads by itself, as it travels."""
    html = response.content
    names = {HASH.sub("", name) for name in STATIC.findall(html.decode())}
    return len(gzip.compress(html, 9)) + sum(_travels(name) for name in names)


def _travels(name):
    path = finders.find(name)
    assert path is not None, name
    content = Path(path).read_bytes()
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content, 9))


def full(starts_at):
    """A session with everything a page can show, in its longest words."""
    session = LiveSessionFactory(
        starts_at=starts_at,
        title="Membangun budaya belajar di organisasi perangkat daerah " * 3,
        summary="Corporate University mengubah cara ASN belajar. " * 30,
        fields=[1, 2, 3, 4, 5, 6, 7, 8],
        stream_url="https://www.youtube.com/watch?v=contoh",
    )
    for number in range(12):
        RunDownItemFactory(session=session, offset=number * 10, note="Tim Contoh " * 8)
    for number in range(6):
        speaker = SpeakerFactory(office="Kepala Contoh " * 8, scope=SpeakerScope.INTERNATIONAL)
        SessionSpeakerFactory(session=session, position=number, speaker=speaker)
        CheckInWindowFactory(session=session, position=number + 1, code=f"ABCDE{number}")
    return session


@pytest.fixture
def busy():
    """A year of Thursdays."""
    return [full(timezone.now() + timedelta(days=7 * week, hours=1)) for week in range(-6, 6)]


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("name", PUBLIC)
def test_a_strangers_first_view_is_light(client, name):
    assert weight(client.get(reverse(name))) < BUDGET


@pytest.mark.parametrize("name", OWN)
def test_a_learners_first_view_is_light(client, busy, name):
    person = PersonFactory(pns=True)
    for session in busy:
        RegistrationFactory(session=session, person=person)
    for _number in range(3):
        credentials.certificate(person)
    client.force_login(person)

    assert weight(client.get(reverse(name))) < BUDGET


@pytest.mark.parametrize("away", [24 * HOUR, -HOUR, -24 * HOUR], ids=["before", "live", "after"])
def test_a_sessions_page_is_light_in_all_its_states(client, away):
    session = full(timezone.now() + away)
    address = reverse("live:session", args=[session.slug])

    signed_out = weight(client.get(address))
    client.force_login(RegistrationFactory(session=session).person)

    assert signed_out < BUDGET
    assert weight(client.get(address)) < BUDGET
