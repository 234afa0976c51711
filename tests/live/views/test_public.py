from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jejaring.activities.live.models import Arrival, Registration
from jejaring.activities.live.states import RegistrationRule, SessionState
from tests.factories.live import (
    CheckInWindowFactory,
    LiveSessionFactory,
    RegistrationFactory,
    SessionSpeakerFactory,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def soon():
    return LiveSessionFactory(starts_at=timezone.now().replace(microsecond=0) + DAY, number=47)


@pytest.fixture
def running():
    return LiveSessionFactory(starts_at=timezone.now().replace(microsecond=0) - 15 * MINUTE)


@pytest.fixture
def window(running):
    return CheckInWindowFactory(session=running, code="4K7M0Q")


def address(session, part="session"):
    return reverse(f"live:{part}", args=[session.slug])


def seen(session):
    return int(session.starts_at.timestamp())


def test_schedule_lists_what_is_ahead_and_what_was(client, soon):
    over = LiveSessionFactory(starts_at=timezone.now() - 7 * DAY, title="Kamis yang lalu")
    draft = LiveSessionFactory(starts_at=soon.starts_at + DAY, draft=True, title="Rancangan")

    response = client.get(reverse("live:schedule"))

    assertContains(response, soon.title)
    assertContains(response, "Pendaftaran dibuka")
    assertContains(response, over.title)
    assertNotContains(response, draft.title)


@pytest.mark.parametrize("sessions", [1, 3])
def test_schedule_costs_the_same_for_any_number_of_sessions(
    client, sessions, django_assert_num_queries
):
    for week in range(sessions):
        for session in (
            LiveSessionFactory(starts_at=timezone.now() + DAY + 7 * week * DAY),
            LiveSessionFactory(starts_at=timezone.now() - DAY - 7 * week * DAY),
        ):
            session.partners.add(LiveSessionFactory(draft=True).agency)

    with django_assert_num_queries(7):
        response = client.get(reverse("live:schedule"))

    assert response.content.count(b'<li><time datetime="') == 2 * sessions


def test_the_archive_goes_on_from_the_last_session(client):
    for week in range(25):
        LiveSessionFactory(starts_at=timezone.now() - DAY - 7 * week * DAY, title=f"Seri {week:02}")

    first = client.get(reverse("live:schedule"))
    older = first.context["schedule"].archive.older
    rest = client.get(reverse("live:schedule"), {"sebelum": older})

    assertContains(first, "Seri 19")
    assertNotContains(first, "Seri 20")
    assertContains(rest, "Seri 20")
    assertNotContains(rest, "Seri 19")
    assert rest.context["schedule"].archive.older == ""


@pytest.mark.parametrize(
    "query",
    [
        {"tahun": "dua ribu"},
        {"tahun": "٢٠٢٦"},
        {"sebelum": "x-y"},
        {"sebelum": "9" * 40 + "-1"},
        {"sebelum": "1-" + "9" * 30},
        {"sebelum": "'; --"},
    ],
)
def test_a_mangled_address_still_shows_the_schedule(client, query):
    assert client.get(reverse("live:schedule"), query).status_code == 200


def test_a_session_page_is_found_by_anyone_and_drafts_by_nobody(client, soon):
    assert client.get(address(soon)).status_code == 200
    assert client.get(address(LiveSessionFactory(draft=True))).status_code == 404
    assert client.get("/asn-belajar/tidak-ada/").status_code == 404


def test_signed_out_pages_may_be_kept_and_signed_in_ones_may_not(client, soon):
    assert client.get(address(soon)).headers["Cache-Control"] == "public, max-age=5"
    client.force_login(PersonFactory())
    assert "private" in client.get(address(soon)).headers["Cache-Control"]


@pytest.mark.parametrize("speakers", [1, 3])
def test_a_session_page_signed_out_costs_the_same_for_any_number_of_speakers(
    client, soon, speakers, django_assert_num_queries
):
    for position in range(speakers):
        SessionSpeakerFactory(session=soon, position=position)
        CheckInWindowFactory(session=soon, position=position + 1, code=f"ABCDE{position}")

    with django_assert_num_queries(6):
        client.get(address(soon))


def test_before_the_start_the_page_offers_a_place_through_sign_in(client, soon):
    response = client.get(address(soon))

    assertContains(response, f'href="{address(soon, "register")}"')
    assertContains(response, "Daftar gratis")
    assertNotContains(response, "csrfmiddlewaretoken")


def test_coming_back_from_sign_in_leads_to_the_page_with_one_press(client, soon):
    asked = client.get(address(soon, "register"))
    assert asked.status_code == 302
    client.force_login(PersonFactory(name="Rara Contoh"))

    back = client.get(address(soon, "register"))

    assertRedirects(back, address(soon) + "#register", fetch_redirect_response=False)
    page = client.get(address(soon))
    assertContains(page, "Anda masuk sebagai <b>Rara Contoh</b>.")
    assertContains(page, f'name="seen" value="{seen(soon)}"')


def test_registering_keeps_the_place_and_says_so(client, soon):
    person = PersonFactory()
    client.force_login(person)

    response = client.post(
        address(soon, "register"), {"seen": seen(soon), "wants_reminder": "on"}, follow=True
    )

    registration = Registration.objects.get()
    assert (registration.session, registration.person) == (soon, person)
    assert registration.wants_reminder
    assertContains(response, "Anda terdaftar")


def test_a_session_moved_meanwhile_shows_its_new_time_and_asks_again(client, soon):
    client.force_login(PersonFactory())

    response = client.post(address(soon, "register"), {"seen": seen(soon) - 3600})

    assertContains(response, "Sesi ini dipindah ke", status_code=409)
    assertContains(response, f'name="seen" value="{seen(soon)}"', status_code=409)
    assert not Registration.objects.exists()


@pytest.mark.parametrize("data", [{}, {"seen": "x"}, {"seen": "-1"}, {"seen": "9" * 30}])
def test_a_mangled_registration_leads_back_to_the_page(client, soon, data):
    client.force_login(PersonFactory())

    assertRedirects(
        client.post(address(soon, "register"), data),
        address(soon) + "#register",
        fetch_redirect_response=False,
    )


def test_giving_the_place_back_and_choosing_a_reminder(client, soon):
    registration = RegistrationFactory(session=soon)
    client.force_login(registration.person)

    client.post(address(soon, "reminder"), {})
    client.post(address(soon, "cancel-registration"))

    kept = Registration.objects.get()
    assert not kept.wants_reminder
    assert kept.cancelled_at is not None


def test_civil_servants_sessions_lead_to_the_profile(client, soon):
    soon.registration_rule = RegistrationRule.CIVIL_SERVANTS
    soon.save()
    client.force_login(PersonFactory(new=True))

    response = client.get(address(soon))

    assertContains(response, "Lengkapi profil")
    assertNotContains(response, 'name="seen"')


def test_live_the_stream_is_not_loaded_until_asked_for(client, running):
    running.stream_url = "https://www.youtube.com/watch?v=abc_DEF-123"
    running.save()

    page, playing = client.get(address(running)), client.get(address(running), {"siaran": "1"})

    assertNotContains(page, "<iframe")
    assertContains(page, "±350 MB")
    assertContains(playing, "https://www.youtube-nocookie.com/embed/abc_DEF-123")


def test_a_room_link_is_shown_to_the_registered_only(client, running):
    running.stream_url = "https://zoom.us/j/123?pwd=rahasia"
    running.save()
    registration = RegistrationFactory(session=running)

    assertNotContains(client.get(address(running)), "pwd=rahasia")
    client.force_login(PersonFactory())
    assertNotContains(client.get(address(running)), "pwd=rahasia")
    client.force_login(registration.person)
    assertContains(client.get(address(running)), "pwd=rahasia")


def test_codes_are_never_on_the_page(client, window, running):
    registration = RegistrationFactory(session=running)

    assertNotContains(client.get(address(running)), window.code)
    client.force_login(registration.person)
    assertNotContains(client.get(address(running)), window.code)


def test_checking_in_answers_with_a_redirect_and_the_time(client, window, running):
    person = RegistrationFactory(session=running).person
    client.force_login(person)

    response = client.post(address(running, "check-in"), {"code": "4k7m0q"}, follow=True)

    assertRedirects(response, address(running) + "#check-in")
    assertContains(response, "Kehadiran tercatat pukul")
    assert Arrival.objects.get().person_id == person.pk


def test_checking_in_by_fragment_answers_with_the_card_alone(client, window, running):
    client.force_login(RegistrationFactory(session=running).person)

    response = client.post(
        address(running, "check-in"), {"code": "4K7M0Q"}, headers={"HX-Request": "true"}
    )

    assert response.content.lstrip().startswith(b'<section class="card arrival')
    assertContains(response, "Kehadiran tercatat pukul")


def test_a_wrong_code_stays_in_the_field_with_its_sentence(client, window, running):
    client.force_login(RegistrationFactory(session=running).person)

    response = client.post(address(running, "check-in"), {"code": '"><script>x'})

    assertContains(response, "Kode belum cocok. Periksa layar, lalu ketik ulang.", status_code=409)
    assertContains(response, "&quot;&gt;&lt;script&gt;x", status_code=409)
    assertNotContains(response, "<script>x", status_code=409)


@pytest.mark.parametrize("code", ["", " ", "x" * 41])
def test_an_empty_or_endless_code_is_said_beside_the_field(client, window, running, code):
    client.force_login(RegistrationFactory(session=running).person)

    response = client.post(address(running, "check-in"), {"code": code})

    assert response.status_code == 422
    assertContains(response, 'aria-invalid="true"', status_code=422)


def test_a_right_code_without_a_place_is_kept_through_registering(client, window, running):
    client.force_login(PersonFactory())

    refused = client.post(address(running, "check-in"), {"code": window.code})
    registered = client.post(
        address(running, "register"), {"seen": seen(running), "code": window.code}, follow=True
    )

    assertContains(refused, "belum terdaftar", status_code=409)
    assertContains(refused, f'name="code" value="{window.code}"', status_code=409)
    assertContains(registered, f'value="{window.code}"')


def test_a_code_typed_signed_out_survives_signing_in(client, window, running):
    asked = client.get(address(running, "check-in"), {"code": window.code})
    assert f"code%3D{window.code}" in asked.headers["Location"]
    client.force_login(RegistrationFactory(session=running).person)

    back = client.get(address(running, "check-in"), {"code": window.code}, follow=True)

    assertContains(back, f'value="{window.code}"')


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SessionState.CANCELLED, "Sesi ini dibatalkan"),
        (SessionState.POSTPONED, "Sesi ini ditunda"),
    ],
)
def test_a_session_called_off_says_so_with_its_reason(client, soon, state, words):
    soon.state, soon.state_reason = state, "Narasumber berhalangan"
    soon.save()

    response = client.get(address(soon))

    assertContains(response, words)
    assertContains(response, "Narasumber berhalangan")
    assertNotContains(response, "Daftar gratis")


def test_a_session_that_ended_meanwhile_says_so_on_its_page(client):
    session = LiveSessionFactory(starts_at=timezone.now() - 3 * HOUR)
    window = CheckInWindowFactory(session=session, code="4K7M0Q")
    client.force_login(RegistrationFactory(session=session).person)

    late = client.post(address(session, "check-in"), {"code": window.code})
    closed = client.post(address(session, "check-in"), {"code": "AAAAAA"})

    assertContains(late, "Kode sudah ditutup pukul", status_code=409)
    assertContains(closed, "Sesi ini sudah selesai. Hubungi", status_code=409)


def test_a_session_cancelled_meanwhile_refuses_on_its_page(client, soon):
    client.force_login(PersonFactory())
    soon.state = SessionState.CANCELLED
    soon.save()

    response = client.post(address(soon, "register"), {"seen": seen(soon)})

    assertContains(response, "Sesi ini dibatalkan. Pilih Kamis yang lain.", status_code=409)


def test_after_the_last_window_the_card_says_that_nothing_more_is_needed(client, running):
    CheckInWindowFactory(
        session=running,
        opens_at=running.starts_at,
        closes_at=running.starts_at + MINUTE,
    )
    client.force_login(RegistrationFactory(session=running).person)

    assertContains(client.get(address(running)), "Semua kode sudah ditampilkan")


def test_a_moved_session_says_when_it_was_to_be(client, soon):
    soon.first_starts_at = soon.starts_at - 7 * DAY
    soon.save()

    assertContains(client.get(address(soon)), "Semula")


def test_after_the_end_the_cord_tells_what_is_still_to_come(client):
    session = LiveSessionFactory(starts_at=timezone.now() - 3 * HOUR, attendance_minimum=1)
    window = CheckInWindowFactory(session=session, code="4K7M0Q")
    person = RegistrationFactory(session=session).person
    Arrival.objects.bulk_create(
        [
            Arrival(
                session_id=session.pk,
                window_id=window.pk,
                person_id=person.pk,
                at=window.opens_at,
            )
        ]
    )
    client.force_login(person)

    response = client.get(address(session))

    assertContains(response, "Satu langkah lagi menuju sertifikat")
    assertContains(response, "Kehadiran Anda tercatat pukul")


def test_the_calendar_file_is_public(client, soon):
    response = client.get(address(soon, "calendar"))

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.content.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("part", ["register", "check-in", "cancel-registration", "reminder"])
def test_what_changes_something_asks_for_sign_in(client, soon, part):
    response = client.post(address(soon, part))

    assert response.status_code == 302
    assert "next=" in response.headers["Location"]


@pytest.mark.parametrize("part", ["cancel-registration", "reminder"])
def test_links_change_nothing(client, soon, part):
    client.force_login(RegistrationFactory(session=soon).person)

    assert client.get(address(soon, part)).status_code == 405


def test_english_pages_are_complete(client, soon, running):
    client.cookies["bahasa"] = "en"

    assertContains(client.get(address(soon)), "Register free")
    assertContains(client.get(address(running)), "Attendance code")


def test_whoever_polls_is_told_only_when_a_code_opens_or_closes(
    client, running, window, django_assert_num_queries
):
    page = client.get(address(running))
    mark = page.context["shown"].mark
    assertContains(page, f'hx-get="{address(running, "code-window")}?tanda={mark}"')

    client.force_login(PersonFactory())
    with django_assert_num_queries(2):
        same = client.get(address(running, "code-window"), {"tanda": mark})
    window.closes_at += 5 * MINUTE
    window.save()
    other = client.get(address(running, "code-window"), {"tanda": mark})

    assert (same.status_code, same.content) == (204, b"")
    assert "Vary" not in same.headers
    assert same.headers["Cache-Control"] == "public, max-age=5"
    assertContains(other, "sampai ")
    assert "code-window" in other.headers["HX-Trigger"]


def test_the_poll_says_nothing_of_who_asks(client, running, window):
    person = PersonFactory(name="Rara Contoh")
    RegistrationFactory(session=running, person=person)
    guest = client.get(address(running, "code-window"))
    client.force_login(person)

    own = client.get(address(running, "code-window"))

    assertNotContains(own, "Rara")
    assertNotContains(own, "csrf")
    assert not own.cookies
    assert guest.headers["Vary"] == own.headers["Vary"]


def test_the_poll_knows_no_drafts_and_says_when_a_session_is_over(client, running, window):
    draft = LiveSessionFactory(draft=True)
    running.starts_at, running.ends_at = running.starts_at - 5 * HOUR, running.starts_at - HOUR
    running.save()

    assert client.get(address(draft, "code-window")).status_code == 404
    assertContains(client.get(address(running, "code-window")), "tidak lagi berlangsung")


def test_a_card_of_somebody_who_arrived_is_fetched_anew(client, running, window):
    person = PersonFactory()
    RegistrationFactory(session=running, person=person)
    client.force_login(person)

    card = client.get(address(running, "check-in"), headers={"HX-Request": "true"})

    assertContains(card, 'name="code"')
    assertNotContains(card, "<html")
    assert "private" in card.headers["Cache-Control"]


def test_a_session_that_nobody_described_says_so(client, soon):
    assertContains(client.get(address(soon)), "setelah ditetapkan penyelenggara")


def test_whoever_is_no_civil_servant_is_told_before_pressing(client, soon):
    soon.registration_rule = RegistrationRule.CIVIL_SERVANTS
    soon.save()
    client.force_login(PersonFactory())

    page = client.get(address(soon))

    assertContains(page, "Sesi ini untuk ASN (PNS dan PPPK)")
    assertNotContains(page, "Daftar gratis")
