from datetime import timedelta
from decimal import Decimal

import pytest

from jejaring.activities.live import rules
from jejaring.activities.live.actions.schedule import (
    AlreadyOver,
    NotAhead,
    NotFromHere,
    NotReady,
    PeopleArrived,
    ReasonMissing,
    announce,
    cancel,
    discard_draft,
    postpone,
    reschedule,
)
from jejaring.activities.live.actions.session import NumberInUse, TimeTaken
from jejaring.activities.live.models import CheckInWindow, LiveSession
from jejaring.activities.live.states import AttendanceRule, SessionState
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.notices.models import Notice
from jejaring.parties.notices.queries import words_of
from tests.factories.live import ArrivalFactory, LiveSessionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


def acts() -> list[str]:
    return [entry.act for entry in Entry.objects.order_by("pk")]


def test_announcing_shows_a_session(draft, organiser, now):
    announced = announce(session=draft, by=organiser, at=now)

    assert (announced.state, announced.announced_at) == (SessionState.ANNOUNCED, now)
    assert acts() == ["live.announced"]


def test_announcing_twice_changes_nothing(draft, organiser, now):
    announce(session=draft, by=organiser, at=now)

    again = announce(session=draft, by=organiser, at=now + WEEK)

    assert again.announced_at == now
    assert acts() == ["live.announced"]


def test_everything_that_is_missing_is_said_at_once(draft, organiser, now):
    CheckInWindow.objects.all().delete()
    draft.title, draft.jp = " ", Decimal(0)
    draft.save()

    with pytest.raises(NotReady) as refusal:
        announce(session=draft, by=organiser, at=now)

    assert [item.section for item in refusal.value.missing] == ["basics", "terms", "windows"]
    assert all(str(item.sentence) in refusal.value.sentence for item in refusal.value.missing)


def test_a_rule_that_is_out_of_force_keeps_a_session_back(draft, organiser, now):
    draft.hours_rule.valid_until = draft.starts_at.date() - WEEK
    draft.hours_rule.save()

    with pytest.raises(NotReady) as refusal:
        announce(session=draft, by=organiser, at=now)
    assert [item.section for item in refusal.value.missing] == ["terms"]


@pytest.mark.parametrize(("minimum", "missing"), [(90, []), (0, ["terms"]), (121, ["terms"])])
def test_a_minutes_rule_needs_no_windows(draft, minimum, missing):
    CheckInWindow.objects.all().delete()
    draft.attendance_rule, draft.attendance_minimum = AttendanceRule.MINUTES, minimum
    draft.save()

    assert [item.section for item in rules.missing_for_announcement(draft)] == missing


def test_a_windows_rule_asks_for_at_least_one(draft, organiser, now):
    draft.attendance_minimum = 0
    draft.save()

    with pytest.raises(NotReady):
        announce(session=draft, by=organiser, at=now)


def test_a_moved_session_takes_its_windows_along_and_tells_the_registered(session, organiser, now):
    place = RegistrationFactory.create(session=session)
    RegistrationFactory.create(session=session, cancelled_at=now)
    opened = [window.opens_at for window in session.windows.all()]
    was = session.starts_at

    moved = postpone(
        session=session, starts_at=was + WEEK, reason="Jaringan.", by=organiser, at=now - WEEK
    )

    assert moved.state == SessionState.ANNOUNCED
    assert (moved.starts_at, moved.first_starts_at, moved.moved_at) == (was + WEEK, was, now - WEEK)
    assert moved.slug == session.slug
    assert [window.opens_at for window in moved.windows.all()] == [at + WEEK for at in opened]
    notice = Notice.objects.get()
    assert (notice.person_id, notice.kind) == (place.person_id, "live.postponed")
    assert notice.facts["starts_at"] == (was + WEEK).isoformat()
    assert acts() == ["live.postponed"]


def test_a_session_waits_for_a_new_time_and_gets_it(session, organiser, now):
    RegistrationFactory.create(session=session)
    before = now - WEEK

    waiting = postpone(session=session, starts_at=None, reason="Sakit.", by=organiser, at=before)
    assert waiting.state == SessionState.POSTPONED
    assert Notice.objects.get().facts["starts_at"] == ""
    back = reschedule(session=session, starts_at=session.starts_at + WEEK, by=organiser, at=before)

    assert (back.state, back.starts_at) == (SessionState.ANNOUNCED, session.starts_at + WEEK)
    assert Notice.objects.count() == 2
    assert acts() == ["live.postponed", "live.rescheduled"]


def test_nobody_registered_means_no_message(session, organiser, now):
    postpone(session=session, starts_at=None, reason="Sakit.", by=organiser, at=now)

    assert not Notice.objects.exists()


def test_a_reason_is_owed(session, organiser, now):
    with pytest.raises(ReasonMissing):
        postpone(session=session, starts_at=None, reason=" ", by=organiser, at=now)
    with pytest.raises(ReasonMissing):
        cancel(session=session, reason="", by=organiser, at=now)
    session.refresh_from_db()
    assert session.state == SessionState.ANNOUNCED


def test_a_new_time_lies_ahead_and_is_free(session, organiser, now):
    def move(starts_at):
        postpone(session=session, starts_at=starts_at, reason="Jaringan.", by=organiser, at=now)

    LiveSessionFactory.create(programme=session.programme, starts_at=session.starts_at + WEEK)
    for starts_at in (now - WEEK, session.starts_at):
        with pytest.raises(NotAhead):
            move(starts_at)
    with pytest.raises(TimeTaken):
        move(session.starts_at + WEEK)


def test_what_has_ended_is_not_postponed(session, organiser):
    with pytest.raises(AlreadyOver):
        postpone(session=session, starts_at=None, reason="Lupa.", by=organiser, at=session.ends_at)


def test_a_session_people_arrived_in_is_not_postponed(session, organiser, now):
    window = session.windows.first()
    ArrivalFactory.create(session_id=session.pk, window_id=window.pk, person_id=organiser.pk)

    with pytest.raises(PeopleArrived):
        postpone(session=session, starts_at=None, reason="Jaringan.", by=organiser, at=now)


def test_cancelling_tells_everyone_once(session, organiser, now):
    RegistrationFactory.create_batch(2, session=session)

    cancel(session=session, reason="Cuaca.", by=organiser, at=now)
    cancelled = cancel(session=session, reason="Lagi.", by=organiser, at=now)

    assert (cancelled.state, cancelled.state_reason) == (SessionState.CANCELLED, "Cuaca.")
    assert {notice.kind for notice in Notice.objects.all()} == {"live.cancelled"}
    assert Notice.objects.count() == 2
    assert acts() == ["live.cancelled"]


def test_steps_that_the_state_does_not_allow_are_refused(session, draft, organiser, now):
    session.state = SessionState.CLOSED
    session.save()
    with pytest.raises(NotFromHere):
        cancel(session=session, reason="Cuaca.", by=organiser, at=now)
    with pytest.raises(NotFromHere):
        postpone(session=draft, starts_at=None, reason="Cuaca.", by=organiser, at=now)
    with pytest.raises(NotFromHere):
        reschedule(session=session, starts_at=session.starts_at + WEEK, by=organiser, at=now)
    with pytest.raises(NotFromHere):
        discard_draft(session=session, by=organiser, at=now)


def test_a_postponed_session_is_announced_by_giving_it_a_time(session, organiser, now):
    postpone(session=session, starts_at=None, reason="Sakit.", by=organiser, at=now)

    with pytest.raises(NotFromHere):
        announce(session=session, by=organiser, at=now)


def test_a_draft_is_thrown_away_with_its_number(draft, organiser, now):
    discard_draft(session=draft, by=organiser, at=now)

    assert not LiveSession.objects.exists()
    assert acts() == ["live.draft_discarded"]


def test_a_draft_in_the_middle_of_a_series_stays(draft, organiser, now):
    LiveSessionFactory.create(programme=draft.programme, number=draft.number + 1)

    with pytest.raises(NumberInUse):
        discard_draft(session=draft, by=organiser, at=now)


def test_only_organisers_of_the_agency_announce_and_move(session, draft, neighbour, auditor, now):
    later = session.starts_at + WEEK
    for person in (neighbour, auditor):
        steps = [
            lambda by: announce(session=draft, by=by, at=now),
            lambda by: postpone(session=session, starts_at=later, reason="Ya.", by=by, at=now),
            lambda by: reschedule(session=session, starts_at=later, by=by, at=now),
            lambda by: cancel(session=session, reason="Ya.", by=by, at=now),
            lambda by: discard_draft(session=draft, by=by, at=now),
        ]
        for step in steps:
            with pytest.raises(NotPermitted):
                step(person)
    assert acts() == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", "Waktu barunya Kamis, 3 Desember 2026, 08.00 WIB."),
        ("en", "Its new time is Thursday, 3 December 2026, 08.00 WIB."),
    ],
)
def test_a_letter_tells_the_new_time_and_why(session, organiser, now, language, said):
    place = RegistrationFactory.create(session=session, person__language=language)
    later = session.starts_at + WEEK
    postpone(session=session, starts_at=later, reason="Jaringan.", by=organiser, at=now - WEEK)

    words = words_of(Notice.objects.get(), place.person)

    assert words.subject.endswith(f": {session.title}")
    assert said in words.body
    assert "Jaringan." in words.body
    assert words.path == f"/asn-belajar/{session.slug}/"


@pytest.mark.parametrize(
    ("language", "said"), [("id", "Sesi ini dibatalkan."), ("en", "It was cancelled.")]
)
def test_a_letter_tells_what_was_cancelled_and_why(session, organiser, now, language, said):
    place = RegistrationFactory.create(session=session, person__language=language)
    cancel(session=session, reason="Cuaca.", by=organiser, at=now)

    words = words_of(Notice.objects.get(), place.person)

    assert session.title in words.subject
    assert said in words.body
    assert "Cuaca." in words.body
