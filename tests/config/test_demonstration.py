"""The demonstration network: real agencies, invented people, and always a session to try."""

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.states import SessionState
from jejaring.config import demonstration
from jejaring.parties.agencies.models import Agency, Membership
from jejaring.parties.agreements.models import Agreement
from jejaring.parties.people.models import Person
from jejaring.parties.places import actions as places
from jejaring.registers.credentials.models import Certificate
from jejaring.registers.hours import actions as hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    places.load(by=None, at=timezone.now())
    hours.load_rules(at=timezone.now())
    demonstration.fill_once(learners=60)


def test_every_province_has_its_agencies_and_a_learner(network):
    assert Agency.objects.filter(kind="learning_agency").count() == 38
    homes = Person.objects.filter(is_demonstration=True).values("employments__agency__province")
    assert homes.exclude(employments__agency__province=None).distinct().count() == 38


def test_everybody_in_it_is_marked_as_invented(network):
    assert not Person.objects.filter(is_demonstration=False).exists()
    assert not Person.objects.exclude(name__contains="Contoh").exists()
    assert not Agency.objects.filter(is_demonstration=False).exists()


def test_a_session_was_one_is_and_one_will_be(network):
    sessions = LiveSession.objects.all()
    at = timezone.now()

    assert sessions.filter(state=SessionState.CERTIFICATES_ISSUED).count() == 7
    assert sessions.filter(starts_at__lte=at, ends_at__gt=at, state="announced").count() == 1
    assert sessions.filter(starts_at__gt=at, state="announced").count() == 4
    assert Certificate.objects.filter(person__name="Rara Contoh").count() == 7


def test_there_is_an_account_for_each_role(network, client):
    assert sorted(Membership.objects.values_list("role", flat=True)) == [
        "auditor", "cooperation", "cooperation", "head", "head", "legal", "legal",
        "organiser", "organiser", "owner", "reviewer", "reviewer",
    ]  # fmt: skip
    with override_settings(DEMONSTRATION=True):
        shown = client.get(reverse("people:sign-in")).content.decode()
    for name in ("Rara", "Bima", "Sari", "Andi", "Dewi", "Indra", "Maya", "Nadia", "Hasan", "Tari"):
        assert f"{name} Contoh" in shown
    assert "Rara Contoh" not in client.get(reverse("people:sign-in")).content.decode()


def test_filling_again_adds_nothing(network):
    before = (Person.objects.count(), LiveSession.objects.count(), Certificate.objects.count())

    demonstration.fill_once(learners=60)

    after = (Person.objects.count(), LiveSession.objects.count(), Certificate.objects.count())
    assert after == before


def test_agreements_say_what_the_sources_say_and_no_more(network):
    jambi = Agreement.objects.get(title="PKS BPSDM Jawa Timur dan BPSDM Jambi")

    assert (jambi.announced_lines, jambi.lines.count()) == (8, 7)
    assert jambi.occasion.agreements.exclude(kind="mou").count() == 8
    assert (jambi.signed_on.isoformat(), jambi.ends_on) == ("2022-01-27", None)
    assert not Agreement.objects.exclude(is_from_past=True, is_demonstration=True).exists()
    assert not Agreement.objects.exclude(parties__number="").exists()
