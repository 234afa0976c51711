"""The closing pages: preview, one press, progress, taking back, corrections."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jejaring.activities.live.actions import closing
from jejaring.activities.live.models import Closing, Correction
from jejaring.activities.live.states import ClosingState
from jejaring.ground.access.permissions import Role
from tests.factories.agencies import MembershipFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return LiveSessionFactory(starts_at=timezone.now() - timedelta(hours=3))


@pytest.fixture
def officer(client, session):
    person = MembershipFactory(agency=session.agency, person__name="Dewi Contoh").person
    client.force_login(person)
    return person


@pytest.fixture
def rara(session, officer):
    person = PersonFactory(name="Rara <script>Contoh</script>")
    RegistrationFactory(
        session=session, person=person, vouched_by=officer, vouched_at=timezone.now(),
        vouched_reason="Hadir di aula.",
    )  # fmt: skip
    return person


def run(session, officer):
    begun = closing.close(session=session, by=officer, at=timezone.now())
    while closing.advance(closing=begun, at=timezone.now()):
        pass


def test_the_preview_begins_with_the_conclusion(client, session, rara):
    response = client.get(reverse("live:close", args=[session.pk]))

    assertContains(response, "1 orang mendapat JP dan sertifikat")
    assertContains(response, "Rara &lt;script&gt;Contoh")
    assertNotContains(response, "<script>Contoh")


def test_the_preview_shows_those_who_get_nothing_and_why(client, session, officer):
    RegistrationFactory(session=session, person__name="Tono Contoh")

    response = client.get(reverse("live:close", args=[session.pk]), {"hasil": "not_seen"})

    assertContains(response, "Tono Contoh")
    assertContains(response, "tidak ada bukti hadir")


@pytest.mark.parametrize("asked", [{"hasil": "x"}, {"sesudah": "abc"}, {"sesudah": "-1"}])
def test_a_made_up_question_gets_the_ordinary_page(client, session, rara, asked):
    assert client.get(reverse("live:close", args=[session.pk]), asked).status_code == 200


def test_one_press_closes_and_leads_to_the_progress(client, session, rara):
    response = client.post(reverse("live:close", args=[session.pk]))

    assertRedirects(response, reverse("live:closing", args=[session.pk]))
    assert Closing.objects.get().state == ClosingState.RECONCILING


def test_the_second_press_is_told_who_closed(client, session, rara):
    client.post(reverse("live:close", args=[session.pk]))

    response = client.post(reverse("live:close", args=[session.pk]))

    assertContains(response, "Dewi Contoh", status_code=409)


def test_progress_is_polled_as_a_fragment(client, session, rara):
    client.post(reverse("live:close", args=[session.pk]))

    response = client.get(
        reverse("live:closing", args=[session.pk]), headers={"HX-Request": "true"}
    )

    assertContains(response, 'id="closing-state"')
    assertNotContains(response, "<html")


def test_the_outcome_says_what_was_issued_and_offers_to_take_it_back(
    client, session, officer, rara
):
    run(session, officer)

    response = client.get(reverse("live:closing", args=[session.pk]))

    assertContains(response, "1 sertifikat terbit")
    assertContains(response, reverse("live:take-back", args=[session.pk]))


def test_taking_back_needs_a_reason(client, session, officer, rara):
    run(session, officer)

    response = client.post(reverse("live:take-back", args=[session.pk]), {"reason": ""})

    assert response.status_code == 422
    assert Closing.objects.get().state == ClosingState.HELD


def test_taking_back_leads_to_the_preview(client, session, officer, rara):
    run(session, officer)

    response = client.post(reverse("live:take-back", args=[session.pk]), {"reason": "Salah sesi."})

    assertRedirects(response, reverse("live:close", args=[session.pk]))
    assert Closing.objects.get().state == ClosingState.TAKEN_BACK


def test_a_session_that_is_open_has_no_outcome_yet(client, session, officer):
    response = client.get(reverse("live:closing", args=[session.pk]))

    assertRedirects(response, reverse("live:close", args=[session.pk]))


def test_a_correction_names_someone_by_address(client, session, officer, rara):
    run(session, officer)

    response = client.post(
        reverse("live:corrections", args=[session.pk]),
        {"who": rara.addresses.get().email, "reason": "Salah orang.", "keluarkan": ""},
        follow=True,
    )

    assertContains(response, "Dikeluarkan")
    assert Correction.objects.get().person == rara


def test_a_correction_of_nobody_is_refused_in_words(client, session, officer, rara):
    run(session, officer)

    response = client.post(
        reverse("live:corrections", args=[session.pk]),
        {"who": "tidak-ada@contoh.example", "reason": "Hadir."},
    )

    assertContains(response, "Tidak ada orang dengan alamat surel", status_code=404)


PAGES = ["live:close", "live:closing", "live:corrections"]


@pytest.mark.parametrize("page", PAGES)
def test_another_agencys_organiser_finds_nothing(client, session, page):
    client.force_login(MembershipFactory().person)

    assert client.get(reverse(page, args=[session.pk])).status_code == 404
    assert client.post(reverse(page, args=[session.pk])).status_code in {404, 405}


def test_the_auditor_reads_and_writes_nothing(client, session, officer, rara):
    client.force_login(MembershipFactory(agency=session.agency, role=Role.AUDITOR).person)

    assert client.get(reverse("live:close", args=[session.pk])).status_code == 200
    assert client.post(reverse("live:close", args=[session.pk])).status_code == 403
    assert not Closing.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_asked_to_sign_in(client, session, page):
    address = reverse(page, args=[session.pk])

    assertRedirects(client.get(address), f"/masuk/?next={address}")
