from datetime import timedelta

import pytest

from jejaring.activities.live.models import Arrival, Attendance
from jejaring.activities.live.queries import public, session_page
from jejaring.activities.live.states import (
    AttendanceSource,
    Phase,
    RegistrationRule,
    SessionState,
    SpeakerScope,
    Verdict,
)
from tests.factories.live import (
    STARTS_AT,
    CheckInWindowFactory,
    LiveSessionFactory,
    RegistrationFactory,
    RunDownItemFactory,
    SessionSpeakerFactory,
    SpeakerFactory,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def page(session, at=STARTS_AT, person=None):
    return session_page.session_page(session.slug, at, person)


@pytest.mark.parametrize(
    ("state", "minutes", "stage", "pill"),
    [
        (SessionState.ANNOUNCED, -1, "before", "going"),
        (SessionState.ANNOUNCED, 0, "live", "live"),
        (SessionState.ANNOUNCED, 119, "live", "live"),
        (SessionState.ANNOUNCED, 120, "after", "yes"),
        (SessionState.CLOSED, 60, "after", "yes"),
        (SessionState.CERTIFICATES_ISSUED, 300, "after", "yes"),
        (SessionState.CANCELLED, -1, "off", "refused"),
        (SessionState.POSTPONED, 60, "off", "warning"),
    ],
)
def test_the_page_follows_what_people_decided_and_then_the_clock(state, minutes, stage, pill):
    shown = page(LiveSessionFactory(state=state), STARTS_AT + minutes * MINUTE)

    assert (shown.stage, shown.standing.kind) == (stage, pill)


def test_registration_opens_and_closes_as_the_rule_says():
    opens_at = STARTS_AT - 60 * MINUTE
    session = LiveSessionFactory(
        registration_opens_at=opens_at, registration_rule=RegistrationRule.UNTIL_START
    )

    asked = {minutes: page(session, STARTS_AT + minutes * MINUTE) for minutes in (-61, -60, 0)}

    assert [shown.takes_registrations for shown in asked.values()] == [False, True, False]
    assert asked[-61].standing.text == "Dibuka 26 Nov"
    assert session.phase(opens_at - MINUTE) == Phase.BEFORE_REGISTRATION


def test_windows_are_found_by_the_clock_and_arrivals_by_the_window():
    session = LiveSessionFactory()
    first, second = (
        CheckInWindowFactory(session=session, position=n, code=f"ABCDE{n}") for n in (1, 2)
    )
    person = RegistrationFactory(session=session).person
    Arrival.objects.bulk_create(
        [Arrival(session_id=session.pk, window_id=first.pk, person_id=person.pk, at=first.opens_at)]
    )

    in_first = page(session, first.opens_at + MINUTE, person)
    in_second = page(session, second.opens_at + 10 * MINUTE, person)

    assert (in_first.open_window, in_first.next_window) == (first, second)
    assert in_first.arrived_here is not None
    assert (in_second.open_window, in_second.arrived_here) == (second, None)


def test_the_run_down_is_on_the_readers_clock_and_as_acts():
    session = LiveSessionFactory()
    for offset in (0, 15, 110):
        RunDownItemFactory(session=session, offset=offset)

    shown = page(session, STARTS_AT + 30 * MINUTE)

    assert [step.when for step in shown.run_down] == ["08.00 WIB", "08.15", "09.50"]
    assert [(act.state, act.minutes, act.share) for act in shown.acts] == [
        ("past", 15, 100),
        ("now", 95, 16),
        ("", 10, 0),
    ]
    assert shown.acts[1].minutes_left == 80


def test_speakers_from_abroad_and_partners_are_named():
    session = LiveSessionFactory()
    session.partners.add(LiveSessionFactory().agency)
    SessionSpeakerFactory(session=session, speaker=SpeakerFactory(scope=SpeakerScope.INTERNATIONAL))

    shown = page(session)

    assert shown.speaks_international
    assert " bersama " in shown.hosts


@pytest.mark.parametrize(
    ("url", "embedded"),
    [
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://youtu.be/abc?t=3", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://www.youtube.com/live/abc", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://www.youtube.com/embed/a%22b", "https://www.youtube-nocookie.com/embed/a%2522b"),
        ("https://www.youtube.com/", ""),
        ("https://youtu.be/", ""),
        ("https://youtube.com.jahat.example/watch?v=abc", ""),
        ("https://zoom.us/j/123", ""),
        ("", ""),
    ],
)
def test_only_known_players_stand_in_the_page(url, embedded):
    assert session_page.embedded(url).split("?")[0] == embedded


@pytest.mark.parametrize(
    ("verdict", "conclusion", "last"),
    [
        (Verdict.PRESENT, "Selamat, sertifikat Anda terbit", "done"),
        (Verdict.TOO_FEW_WINDOWS, str(Verdict.TOO_FEW_WINDOWS.label), ""),
    ],
)
def test_after_the_closing_the_page_says_what_was_counted(verdict, conclusion, last):
    session = LiveSessionFactory(state=SessionState.CERTIFICATES_ISSUED)
    person = RegistrationFactory(session=session).person
    Attendance.objects.create(
        session=session,
        person=person,
        source=AttendanceSource.WINDOWS,
        verdict=verdict,
        reconciled_at=STARTS_AT,
    )

    shown = page(session, STARTS_AT + 300 * MINUTE, person)

    assert shown.conclusion == conclusion
    assert [step.title for step in shown.steps] == ["Terdaftar", "Hadir", "Sertifikat 2 JP"]
    assert shown.steps[-1].state == last


def test_someone_with_neither_place_nor_attendance_has_no_steps():
    session = LiveSessionFactory()

    assert page(session, person=PersonFactory()).steps == []
    assert page(session).steps == []


def test_drafts_and_what_was_never_announced_are_nobodys_to_see():
    LiveSessionFactory(draft=True)
    LiveSessionFactory(state=SessionState.CANCELLED, announced_at=None)

    assert list(public.announced()) == []
