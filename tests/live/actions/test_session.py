from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from jejaring.activities.live.actions.session import (
    ChangedMeanwhile,
    HoursFixed,
    HoursOutOfRange,
    LengthUnsound,
    NoLongerPlanned,
    NotOverHttps,
    NumberInUse,
    TimeAnnounced,
    TimeTaken,
    TitleMissing,
    copy_session,
    create_session,
    edit_basics,
    edit_stream,
    edit_terms,
)
from jejaring.activities.live.models import LiveSession, RunDownItem, SessionSpeaker
from jejaring.activities.live.queries import section
from jejaring.activities.live.states import AttendanceRule, SessionState, SpeakerRole
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotFound, NotPermitted
from jejaring.registers.hours.models import Rule
from tests.factories.live import LiveSessionFactory, SpeakerFactory
from tests.live.conftest import THURSDAY

pytestmark = pytest.mark.django_db


def create(programme, by, now, **changes):
    values = {"on": THURSDAY, "title": "Manajemen talenta", "by": by, "at": now}
    return create_session(programme=programme, **values | changes)


def edit(action, part, session, by, now, **changes):
    """Reads the section and stores it with the changes."""
    before = getattr(section, f"{part}_of")(session)
    values = {part: replace(before, **changes), "seen": section.mark_of(before), "by": by}
    return action(session=session, **values, at=now)


def test_a_draft_takes_slot_number_windows_and_jp_from_its_programme(programme, organiser, now):
    session = create(programme, organiser, now)

    assert session.state == SessionState.DRAFT
    assert (session.slug, session.year, session.number) == ("2026-12-03", 2026, 1)
    assert session.starts_at.isoformat() == "2026-12-03T08:00:00+07:00"
    assert session.jp == Decimal(2)
    windows = list(session.windows.all())
    assert [window.position for window in windows] == [1, 2, 3]
    assert [len(window.code) for window in windows] == [6, 6, 6]
    assert Entry.objects.get().act == "live.session_created"


def test_numbers_and_addresses_follow_one_another(programme, organiser, now):
    create(programme, organiser, now)
    programme.starts_at = programme.starts_at.replace(hour=13)
    programme.save()

    second = create(programme, organiser, now)

    assert (second.slug, second.number) == ("2026-12-03-2", 2)


def test_a_new_year_begins_its_series_anew(programme, organiser, now):
    create(programme, organiser, now)

    assert create(programme, organiser, now, on=date(2027, 1, 7)).number == 1


def test_two_sessions_of_a_programme_never_stand_in_the_same_time(programme, organiser, now):
    create(programme, organiser, now)

    with pytest.raises(TimeTaken) as refusal:
        create(programme, organiser, now)
    assert "Manajemen talenta" in refusal.value.sentence
    assert LiveSession.objects.count() == 1


def test_a_date_without_a_rule_in_force_is_refused(programme, organiser, now):
    Rule.objects.update(valid_from=date(2027, 1, 1))

    with pytest.raises(NotFound):
        create(programme, organiser, now)


def test_only_organisers_of_the_agency_plan(programme, neighbour, auditor, now):
    for person in (neighbour, auditor):
        with pytest.raises(NotPermitted):
            create(programme, person, now)
    assert not LiveSession.objects.exists()


def test_a_copy_takes_all_but_title_speakers_and_codes(session, organiser, now):
    session.stream_url, session.attendance_minimum = "https://siaran.example/kamis", 3
    session.fields = [1, 2]
    session.save()
    for role in (SpeakerRole.SPEAKER, SpeakerRole.MODERATOR):
        SessionSpeaker.objects.create(
            session=session, speaker=SpeakerFactory.create(agency=session.agency), role=role
        )
    RunDownItem.objects.create(session=session, offset=0, title="Pembukaan")

    copy = copy_session(session=session, on=THURSDAY, by=organiser, at=now)

    assert (copy.title, copy.state) == ("", SessionState.DRAFT)
    assert (copy.stream_url, copy.attendance_minimum) == ("https://siaran.example/kamis", 3)
    assert copy.fields == [1, 2]
    assert [part.role for part in copy.speakers.all()] == [SpeakerRole.MODERATOR]
    assert [line.title for line in copy.run_down.all()] == ["Pembukaan"]
    week = timedelta(weeks=1)
    assert [window.opens_at for window in copy.windows.all()] == [
        window.opens_at + week for window in session.windows.all()
    ]
    assert not {w.code for w in copy.windows.all()} & {w.code for w in session.windows.all()}


def test_only_organisers_of_the_agency_copy(session, neighbour, auditor, now):
    for person in (neighbour, auditor):
        with pytest.raises(NotPermitted):
            copy_session(session=session, on=THURSDAY, by=person, at=now)


def test_basics_are_changed_with_what_was_before(session, organiser, now):
    edit(edit_basics, "basics", session, organiser, now, title="Judul baru", fields=(1, 8, 9))

    session.refresh_from_db()
    assert (session.title, session.fields) == ("Judul baru", [1, 8])
    assert "Judul baru" in Entry.objects.get(act="live.session_edited").details


def test_an_announced_session_keeps_a_title(session, organiser, now):
    with pytest.raises(TitleMissing):
        edit(edit_basics, "basics", session, organiser, now, title=" ")


def test_an_announced_session_is_not_moved_by_editing(session, organiser, now):
    with pytest.raises(TimeAnnounced):
        edit(
            edit_basics,
            "basics",
            session,
            organiser,
            now,
            starts_at=session.starts_at + timedelta(hours=1),
        )


def test_a_draft_is_moved_with_its_windows_and_address(draft, organiser, now):
    opened = [window.opens_at for window in draft.windows.all()]
    week = timedelta(weeks=1)

    moved = edit(edit_basics, "basics", draft, organiser, now, starts_at=draft.starts_at + week)

    assert (moved.slug, moved.first_starts_at) == ("2026-12-03", moved.starts_at)
    assert [window.opens_at for window in moved.windows.all()] == [at + week for at in opened]


def test_another_length_proposes_hours_and_windows_anew(draft, organiser, now):
    longer = edit(edit_basics, "basics", draft, organiser, now, minutes=180)

    assert longer.jp == Decimal(4)
    assert longer.windows.last().closes_at == longer.ends_at + timedelta(minutes=10)


@pytest.mark.parametrize("minutes", [10, 1000])
def test_an_impossible_length_is_refused(draft, organiser, now, minutes):
    with pytest.raises(LengthUnsound):
        edit(edit_basics, "basics", draft, organiser, now, minutes=minutes)


def test_a_draft_in_the_middle_of_a_series_does_not_leave_its_year(draft, organiser, now):
    next_year = draft.starts_at + timedelta(weeks=52)
    LiveSessionFactory.create(
        programme=draft.programme,
        number=draft.number + 1,
        draft=True,
        starts_at=draft.starts_at + timedelta(weeks=1),
    )
    with pytest.raises(NumberInUse):
        edit(edit_basics, "basics", draft, organiser, now, starts_at=next_year)


def test_the_last_draft_of_a_year_may_move_into_the_next(draft, organiser, now):
    moved = edit(
        edit_basics,
        "basics",
        draft,
        organiser,
        now,
        starts_at=draft.starts_at + timedelta(weeks=52),
    )

    assert (moved.year, moved.number) == (2027, 1)


def test_what_somebody_else_stored_meanwhile_is_shown_and_kept(session, organiser, now):
    seen = section.mark_of(section.stream_of(session))
    stream = section.Stream(url="https://siaran.example/satu", label="")
    edit_stream(session=session, stream=stream, seen=seen, by=organiser, at=now)

    other = section.Stream(url="https://siaran.example/dua", label="")
    with pytest.raises(ChangedMeanwhile) as refusal:
        edit_stream(session=session, stream=other, seen=seen, by=organiser, at=now)

    assert refusal.value.stored == stream
    session.refresh_from_db()
    assert session.stream_url == "https://siaran.example/satu"


@pytest.mark.parametrize("url", ["http://siaran.example/x", "https://", "javascript:alert(1)"])
def test_a_stream_is_linked_over_https_only(session, organiser, now, url):
    with pytest.raises(NotOverHttps):
        edit(edit_stream, "stream", session, organiser, now, url=url)


def test_a_session_may_have_no_stream(session, organiser, now):
    assert edit(edit_stream, "stream", session, organiser, now, url="").stream_url == ""


def test_terms_of_a_draft_are_free_within_the_rule(draft, organiser, now):
    changed = edit(
        edit_terms,
        "terms",
        draft,
        organiser,
        now,
        attendance_rule=AttendanceRule.MINUTES,
        attendance_minimum=90,
        jp=Decimal(4),
    )

    assert (changed.attendance_rule, changed.jp) == (AttendanceRule.MINUTES, Decimal(4))


@pytest.mark.parametrize("jp", [Decimal(0), Decimal("4.5")])
def test_hours_outside_the_rule_are_refused(draft, organiser, now, jp):
    with pytest.raises(HoursOutOfRange) as refusal:
        edit(edit_terms, "terms", draft, organiser, now, jp=jp)
    assert "4 JP" in refusal.value.sentence


@pytest.mark.parametrize(
    "change", [{"jp": Decimal(1)}, {"attendance_minimum": 1}, {"attendance_rule": "minutes"}]
)
def test_hours_and_attendance_rule_are_fixed_once_announced(session, organiser, now, change):
    with pytest.raises(HoursFixed) as refusal:
        edit(edit_terms, "terms", session, organiser, now, **change)
    assert "E9" in refusal.value.sentence


def test_registration_may_still_change_once_announced(session, organiser, now):
    changed = edit(edit_terms, "terms", session, organiser, now, registration_rule="civil_servants")

    assert changed.registration_rule == "civil_servants"


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.CLOSED])
def test_a_settled_session_stays_as_it_is(session, organiser, now, state):
    session.state = state
    session.save()

    with pytest.raises(NoLongerPlanned):
        edit(edit_stream, "stream", session, organiser, now, label="Lain")


def test_only_organisers_of_the_agency_edit(session, neighbour, auditor, now):
    sections = [(edit_basics, "basics"), (edit_stream, "stream"), (edit_terms, "terms")]
    for person in (neighbour, auditor):
        for action, part in sections:
            with pytest.raises(NotPermitted):
                edit(action, part, session, person, now)
    assert not Entry.objects.exists()
