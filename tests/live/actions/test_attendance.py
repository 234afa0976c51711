from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from jejaring.activities.live import actions
from jejaring.activities.live.models import Arrival
from jejaring.activities.live.states import SessionState
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotFound, NotPermitted, TooMany
from tests.factories.agencies import MembershipFactory
from tests.factories.live import (
    STARTS_AT,
    CheckInWindowFactory,
    RegistrationFactory,
)
from tests.factories.people import PersonFactory

IN_WINDOW = STARTS_AT + timedelta(minutes=12)
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture
def window(db):
    return CheckInWindowFactory(code="4K7M0Q")


@pytest.fixture
def person(window):
    return RegistrationFactory(session=window.session).person


def check_in(window, person, **changes):
    usual = {"code": window.code, "by": person, "at": IN_WINDOW}
    return actions.check_in(session=window.session, person=person, **{**usual, **changes})


def test_check_in_records_the_arrival_and_an_entry(window, person):
    arrival = check_in(window, person)

    assert arrival.pk == (window.session_id, window.pk, person.pk)
    assert Arrival.objects.get().at == IN_WINDOW
    entry = Entry.objects.get()
    assert (entry.act, entry.agency) == ("live.checked_in", window.session.agency_id)


def test_checking_in_twice_keeps_the_first_arrival(window, person):
    check_in(window, person)

    again = check_in(window, person, at=IN_WINDOW + timedelta(minutes=5))

    assert again.at == IN_WINDOW
    assert Arrival.objects.count() == 1
    assert Entry.objects.count() == 1


def test_a_second_window_is_a_second_arrival(window, person):
    second = CheckInWindowFactory(session=window.session, position=2, code="9RTH3X")
    check_in(window, person)

    check_in(second, person, at=second.opens_at)

    assert Arrival.objects.count() == 2


@pytest.mark.parametrize("typed", ["4k7m0q", " 4K7 M0Q ", "4K7-MOQ", "4k7moq\n", "４4K7M0Q"])
def test_what_people_type_is_put_right(window, person, typed):
    assert check_in(window, person, code=typed).window_id == window.pk


@pytest.mark.parametrize("typed", ["", "4K7M0", "4K7M0QQ", "'; DROP TABLE", "x" * 100_000, "\x00"])
def test_a_wrong_code_says_to_check_the_screen(window, person, typed):
    with pytest.raises(actions.WrongCode, match="Periksa layar, lalu ketik ulang"):
        check_in(window, person, code=typed)

    assert not Arrival.objects.exists()
    assert not Entry.objects.exists()


def test_the_code_of_another_session_is_wrong_here(window, person):
    other = CheckInWindowFactory(code="ZZZZZ9")

    with pytest.raises(actions.WrongCode):
        check_in(window, person, code=other.code)


@pytest.mark.parametrize(("seconds", "is_taken"), [(120, True), (121, False)])
def test_a_window_has_two_minutes_of_grace_and_then_says_when_it_closed(
    window, person, seconds, is_taken
):
    at = window.closes_at + timedelta(seconds=seconds)

    if is_taken:
        assert check_in(window, person, at=at).at == at
    else:
        with pytest.raises(
            actions.CodeClosed,
            match=r"ditutup pukul 08\.30 WIB\. Hubungi penyelenggara bila Anda hadir",
        ):
            check_in(window, person, at=at)


def test_a_code_before_its_window_says_when_it_opens(window, person):
    with pytest.raises(actions.CodeNotYetOpen, match=r"mulai pukul 08\.10 WIB"):
        check_in(window, person, at=window.opens_at - timedelta(seconds=1))


def test_the_closing_time_is_told_in_the_readers_zone(window, person):
    from django.utils import timezone

    from jejaring.ground.ui import zones

    with (
        timezone.override(zones.WITA.tz),
        pytest.raises(actions.CodeClosed, match=r"09\.30 WITA"),
    ):
        check_in(window, person, at=window.closes_at + timedelta(hours=1))


def test_a_wrong_code_before_the_start_and_after_the_end_says_so(window, person):
    with pytest.raises(actions.CheckInNotStarted, match="belum dimulai"):
        check_in(window, person, code="AAAAAA", at=STARTS_AT - timedelta(minutes=1))
    with pytest.raises(actions.CheckInOver, match="sudah selesai"):
        check_in(window, person, code="AAAAAA", at=STARTS_AT + timedelta(hours=3))


def test_someone_without_a_place_is_told_to_register(window):
    cancelled = RegistrationFactory(session=window.session, cancelled_at=STARTS_AT).person

    for person in (PersonFactory(), cancelled):
        with pytest.raises(actions.NotRegistered, match="belum terdaftar"):
            check_in(window, person)
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (SessionState.CANCELLED, actions.SessionCancelled),
        (SessionState.POSTPONED, actions.SessionPostponed),
        (SessionState.CLOSED, actions.CheckInOver),
        (SessionState.CERTIFICATES_ISSUED, actions.CheckInOver),
        (SessionState.ARCHIVED, actions.CheckInOver),
        (SessionState.DRAFT, NotFound),
    ],
)
def test_the_session_as_it_stands_now_decides(window, person, state, refusal):
    stale = type(window.session).objects.get(pk=window.session_id)
    type(stale).objects.filter(pk=stale.pk).update(state=state)

    with pytest.raises(refusal):
        actions.check_in(session=stale, person=person, code=window.code, by=person, at=IN_WINDOW)
    assert not Arrival.objects.exists()


def test_a_session_without_windows_needs_no_code(db):
    registration = RegistrationFactory()

    with pytest.raises(actions.NoCheckIn, match="tidak memerlukan kode"):
        actions.check_in(
            session=registration.session,
            person=registration.person,
            code="AAAAAA",
            by=registration.person,
            at=IN_WINDOW,
        )


def test_an_officer_checks_in_someone_and_a_neighbour_may_not(window, person):
    officer = MembershipFactory(agency=window.session.agency).person
    denied = [
        MembershipFactory().person,
        MembershipFactory(agency=window.session.agency, auditor=True).person,
        PersonFactory(),
    ]

    for by in denied:
        with pytest.raises(NotPermitted):
            check_in(window, person, by=by)
    assert not Arrival.objects.exists()
    assert check_in(window, person, by=officer).person_id == person.pk


def test_tries_are_limited_per_person_and_nobody_else_waits(window, person):
    colleague = RegistrationFactory(session=window.session).person
    for _try in range(10):
        with pytest.raises(actions.WrongCode):
            check_in(window, person, code="AAAAAA")

    with pytest.raises(TooMany):
        check_in(window, person)
    assert check_in(window, colleague).person_id == colleague.pk


@pytest.mark.parametrize("windows", [1, 3])
def test_check_in_takes_five_queries_for_any_number_of_windows(window, person, windows):
    for position in range(2, windows + 1):
        CheckInWindowFactory(session=window.session, position=position, code=f"ABCDE{position}")
    check_in(window, RegistrationFactory(session=window.session).person)

    with CaptureQueriesContext(
        connection,
    ) as captured:
        check_in(window, person)

    asked = [q["sql"] for q in captured if not q["sql"].startswith(TRANSACTION)]
    assert len(asked) == 5


def test_an_officers_check_in_takes_six(window, person):
    officer = MembershipFactory(agency=window.session.agency).person
    check_in(window, RegistrationFactory(session=window.session).person)

    with CaptureQueriesContext(connection) as captured:
        check_in(window, person, by=officer)

    asked = [q["sql"] for q in captured if not q["sql"].startswith(TRANSACTION)]
    assert len(asked) == 6


def test_presses_at_the_same_time_leave_one_arrival(unguarded):
    window = CheckInWindowFactory(code="4K7M0Q")
    person = RegistrationFactory(session=window.session).person
    start = Barrier(4)

    def press(offset):
        start.wait()
        try:
            return check_in(window, person, at=IN_WINDOW + timedelta(seconds=offset)).at
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        moments = set(pool.map(press, range(4)))

    assert len(moments) == 1
    assert Arrival.objects.count() == 1
    assert Entry.objects.count() == 1
