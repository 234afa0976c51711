from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jejaring.activities.live.models import Attendance
from jejaring.activities.live.states import AttendanceSource, SessionState, Verdict
from tests.factories import credentials
from tests.factories.agencies import AgencyFactory, EmploymentFactory, MembershipFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
EXPLAINING = ["portal:help", "portal:privacy", "portal:accessibility"]


@pytest.fixture
def person():
    return PersonFactory(pns=True, name="Rara Contoh")


@pytest.fixture
def learner(client, person):
    client.force_login(person)
    return client


@pytest.mark.parametrize("sessions", [1, 3])
def test_home_costs_the_same_for_any_number_of_sessions(
    client, sessions, django_assert_num_queries
):
    for week in range(sessions):
        session = LiveSessionFactory(starts_at=timezone.now() + DAY + 7 * week * DAY)
        session.partners.add(AgencyFactory())

    with django_assert_num_queries(2):
        response = client.get("/")

    assertContains(response, "Daftar gratis")
    assert response.headers["Cache-Control"] == "public, max-age=5"


def test_home_stands_without_sessions(client):
    assertContains(client.get("/"), "Kamis berikutnya sedang disiapkan")


def test_home_signed_in_is_nobody_elses(learner):
    assert "public" not in learner.get("/").headers.get("Cache-Control", "")


def test_my_page_needs_sign_in(client):
    for name in ("portal:my-page", "portal:my-sessions"):
        assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_my_page_costs_the_same_for_any_number_of_rows(
    learner, person, rows, django_assert_num_queries
):
    for week in range(rows):
        RegistrationFactory(
            person=person,
            session=LiveSessionFactory(starts_at=timezone.now() + DAY + 7 * week * DAY),
        )
        credentials.certificate(person)

    with django_assert_num_queries(9):
        response = learner.get(reverse("portal:my-page"))

    assertContains(response, "Selamat")
    assert response.content.count(b"certificate-row") == rows


def test_my_page_on_the_first_day_shows_one_way_to_begin(client):
    client.force_login(PersonFactory(new=True))

    response = client.get(reverse("portal:my-page"))

    assertContains(response, "Mulai dari satu Kamis")
    assertContains(response, "Lengkapi profil")
    assertNotContains(response, "Tahun belajar")


def test_my_sessions_say_what_came_of_them(learner, person):
    for number, verdict in enumerate([Verdict.PRESENT, Verdict.TOO_FEW_WINDOWS, None]):
        session = LiveSessionFactory(
            starts_at=timezone.now() - (number + 1) * 7 * DAY,
            state=SessionState.CERTIFICATES_ISSUED,
        )
        RegistrationFactory(person=person, session=session)
        if verdict:
            Attendance.objects.create(
                session=session,
                person=person,
                source=AttendanceSource.WINDOWS,
                verdict=verdict,
                reconciled_at=timezone.now(),
            )

    response = learner.get(reverse("portal:my-sessions"))

    assertContains(response, "Hadir")
    assertContains(response, "Tidak dihitung")
    assertContains(response, str(Verdict.TOO_FEW_WINDOWS.label))
    assertContains(response, "Sedang dihitung")


@pytest.mark.parametrize("rows", [1, 3])
def test_my_sessions_cost_the_same_for_any_number(learner, person, rows, django_assert_num_queries):
    for week in range(rows):
        for at in (timezone.now() + DAY, timezone.now() - DAY):
            RegistrationFactory(
                person=person, session=LiveSessionFactory(starts_at=at + 7 * week * DAY)
            )

    with django_assert_num_queries(5):
        learner.get(reverse("portal:my-sessions"))


def test_my_sessions_go_on_page_by_page(learner, person):
    for week in range(25):
        session = LiveSessionFactory(
            starts_at=timezone.now() - DAY - 7 * week * DAY, title=f"Seri {week:02}"
        )
        RegistrationFactory(person=person, session=session)

    first = learner.get(reverse("portal:my-sessions"))
    rest = learner.get(reverse("portal:my-sessions"), {"sebelum": first.context["joined"].older})

    assertContains(first, "Seri 19")
    assertNotContains(first, "Seri 20")
    assertContains(rest, "Seri 24")


def test_without_sessions_my_sessions_show_the_schedule(learner):
    assertContains(learner.get(reverse("portal:my-sessions")), "Belum ada Kamis yang diikuti")


def test_help_names_the_contact_of_ones_own_agency(client, person):
    EmploymentFactory(person=person, agency=AgencyFactory(contact_email="bantuan@contoh.example"))

    assertNotContains(client.get(reverse("portal:help")), "bantuan@contoh.example")
    client.force_login(person)
    assertContains(client.get(reverse("portal:help")), "mailto:bantuan@contoh.example")


@pytest.mark.parametrize("name", EXPLAINING)
@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_that_explain_are_for_everyone_in_both_languages(client, name, language):
    client.cookies["bahasa"] = language

    assertContains(client.get(reverse(name)), f'<html lang="{language}"')


def test_a_learner_begins_on_the_own_page(learner):
    assertRedirects(learner.get("/mulai/"), "/saya/", fetch_redirect_response=False)


@pytest.mark.parametrize("role", [{}, {"auditor": True}, {"owner": True}])
def test_who_works_for_an_agency_begins_in_the_console(client, role):
    client.force_login(MembershipFactory.create(**role).person)

    assertRedirects(client.get("/mulai/"), "/kelola/")


def test_who_worked_for_an_agency_begins_on_the_own_page(client):
    client.force_login(MembershipFactory.create(ended_at=timezone.now()).person)

    assertRedirects(client.get("/mulai/"), "/saya/", fetch_redirect_response=False)
