"""Closing: who gets what, once, whatever happens in between."""

from datetime import timedelta
from decimal import Decimal

import pytest

from jejaring.activities.live import tasks
from jejaring.activities.live.actions import closing as actions
from jejaring.activities.live.models import Attendance, Closing, LiveSession
from jejaring.activities.live.queries import closing as queries
from jejaring.activities.live.states import (
    AttendanceRule,
    ClosingState,
    ImportKind,
    ImportState,
    SessionState,
    Verdict,
)
from jejaring.ground.access.permissions import Role
from jejaring.ground.audit import trail
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.notices.models import Notice
from jejaring.registers.credentials.models import Batch, Certificate
from jejaring.registers.hours.models import PersonYear, Posting
from tests.factories.agencies import EmploymentFactory, MembershipFactory
from tests.factories.live import (
    ArrivalFactory,
    CheckInWindowFactory,
    FileImportFactory,
    LiveSessionFactory,
    RegistrationFactory,
    ReportedPresenceFactory,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    session = LiveSessionFactory()
    for position in (1, 2, 3):
        CheckInWindowFactory(session=session, position=position)
    return session


@pytest.fixture
def officer(session):
    return MembershipFactory(agency=session.agency).person


def attend(session, windows: int, **traits):
    """A registered learner who pressed in the first `windows` windows."""
    person = PersonFactory(**traits)
    RegistrationFactory(session=session, person=person)
    for window in session.windows.all()[:windows]:
        ArrivalFactory(session_id=session.pk, window_id=window.pk, person_id=person.pk)
    return person


def run(session, officer, at) -> Closing:
    """Close and carry on to the end."""
    closing = actions.close(session=session, by=officer, at=at)
    while actions.advance(closing=closing, at=at):
        pass
    return Closing.objects.get(pk=closing.pk)


def verdicts(session) -> dict[str, Verdict]:
    rows = Attendance.objects.filter(session=session).values_list("person__name", "verdict")
    return {name: Verdict(verdict) for name, verdict in rows}


def test_two_of_three_windows_earn_hours_and_a_certificate(session, officer, now):
    rara = attend(session, 2, name="Rara Contoh", pns=True)
    attend(session, 1, name="Sari Contoh")
    attend(session, 0, name="Tono Contoh")

    closing = run(session, officer, now)

    assert verdicts(session) == {
        "Rara Contoh": Verdict.PRESENT,
        "Sari Contoh": Verdict.TOO_FEW_WINDOWS,
        "Tono Contoh": Verdict.NOT_SEEN,
    }
    posting = Posting.objects.get()
    assert (posting.person, posting.jp, posting.minutes, posting.rule) == (
        rara, Decimal(2), 120, session.hours_rule,
    )  # fmt: skip
    certificate = Certificate.objects.get()
    assert (certificate.person, certificate.name, certificate.jp) == (rara, "Rara Contoh", 2)
    assert (closing.state, closing.issued, closing.total) == (ClosingState.HELD, 1, 1)
    assert LiveSession.objects.get().state == SessionState.CERTIFICATES_ISSUED


def test_the_batch_is_signed(session, officer, now):
    attend(session, 3)

    run(session, officer, now)

    batch = Batch.objects.get()
    assert (batch.count, batch.sealed_at, len(bytes(batch.root or b""))) == (1, now, 32)


def test_notices_leave_after_the_hold(session, officer, now):
    rara = attend(session, 3)

    run(session, officer, now)

    notice = Notice.objects.get(kind=actions.READY)
    assert (notice.person, notice.due_at) == (rara, now + timedelta(minutes=15))


def test_employer_is_frozen_on_the_certificate(session, officer, now):
    rara = attend(session, 3)
    employment = EmploymentFactory(person=rara)

    run(session, officer, now)

    assert Certificate.objects.get().employer == employment.agency.name
    assert Posting.objects.get().agency == employment.agency


def test_minutes_of_a_report_count_where_the_rule_says_so(officer, session, now):
    session.attendance_rule, session.attendance_minimum = AttendanceRule.MINUTES, 90
    session.save()
    report = FileImportFactory(session=session)
    long, short = PersonFactory(name="Lama Contoh"), PersonFactory(name="Sebentar Contoh")
    ReportedPresenceFactory(file_import=report, person=long, minutes=90)
    ReportedPresenceFactory(file_import=report, person=short, minutes=89)

    run(session, officer, now)

    assert verdicts(session) == {
        "Lama Contoh": Verdict.PRESENT,
        "Sebentar Contoh": Verdict.TOO_FEW_MINUTES,
    }


def test_an_undone_import_is_no_evidence(officer, session, now):
    session.attendance_rule, session.attendance_minimum = AttendanceRule.MINUTES, 10
    session.save()
    report = FileImportFactory(session=session, state=ImportState.UNDONE, undone_at=now)
    ReportedPresenceFactory(file_import=report, minutes=90)

    run(session, officer, now)

    assert verdicts(session) == {}


def test_an_answer_sheet_counts_as_one_window(officer, session, now):
    session.attendance_minimum = 2
    session.save()
    rara = attend(session, 1, name="Rara Contoh")
    sheet = FileImportFactory(session=session, kind=ImportKind.ANSWER_SHEET)
    ReportedPresenceFactory(file_import=sheet, person=rara, minutes=0, has_answered=True)

    run(session, officer, now)

    assert verdicts(session) == {"Rara Contoh": Verdict.PRESENT}


def test_an_officers_word_counts(officer, session, now):
    place = RegistrationFactory(
        session=session, vouched_at=now, vouched_by=officer, vouched_reason="Hadir di aula."
    )

    run(session, officer, now)

    assert Certificate.objects.get().person == place.person


def test_a_cancelled_place_without_a_press_is_left_out(officer, session, now):
    RegistrationFactory(session=session, cancelled_at=now)

    run(session, officer, now)

    assert verdicts(session) == {}


def test_nobody_without_a_name_gets_a_certificate(officer, session, now):
    attend(session, 3, new=True)

    run(session, officer, now)

    assert verdicts(session) == {"": Verdict.NO_NAME}
    assert not Certificate.objects.exists()


def test_hours_for_the_same_time_are_not_posted_twice(officer, session, now):
    rara = attend(session, 3, name="Rara Contoh")
    other = LiveSessionFactory(
        starts_at=session.starts_at + timedelta(hours=1), programme=session.programme
    )
    RegistrationFactory(
        session=other, person=rara, vouched_at=now, vouched_by=officer, vouched_reason="Hadir."
    )
    run(other, officer, now + timedelta(hours=3))

    run(session, officer, now + timedelta(hours=3))

    assert verdicts(session) == {"Rara Contoh": Verdict.OVERLAP}
    assert Posting.objects.count() == 1
    assert Certificate.objects.filter(batch__source_id=session.pk).count() == 0
    assert other.title in Attendance.objects.get(session=session).note


def test_the_preview_says_what_closing_will_do(officer, session, now):
    attend(session, 2, name="Rara Contoh")
    attend(session, 1, name="Sari Contoh")

    before = queries.preview(session)
    run(session, officer, now)

    assert before.counts == queries.attendance_counts(session)
    assert (before.certificates, before.everyone, before.total_jp) == (1, 2, 2)


def test_the_preview_names_people_page_by_page(session):
    people = [attend(session, 2) for _ in range(queries.PAGE + 1)]

    first, more = queries.preview_people(session, Verdict.PRESENT)
    rest, end = queries.preview_people(session, Verdict.PRESENT, more or 0)

    assert [line.person for line in [*first, *rest]] == people
    assert end is None


@pytest.mark.parametrize("attendees", [1, 3])
def test_the_preview_page_costs_the_same_for_any_number(
    session, attendees, django_assert_num_queries
):
    for _ in range(attendees):
        attend(session, 2)

    with django_assert_num_queries(8):
        queries.preview_page(session, Verdict.PRESENT, "")


def test_a_session_without_anyone_can_be_closed(session, officer, now):
    closing = run(session, officer, now)

    assert (closing.state, closing.issued, closing.batch_id) == (ClosingState.HELD, 0, None)


def test_the_second_officer_is_told_who_closed(session, officer, now):
    officer.name = "Dewi Contoh"
    officer.save()
    second = MembershipFactory(agency=session.agency).person
    actions.close(session=session, by=officer, at=now)

    with pytest.raises(actions.AlreadyClosed, match="Dewi Contoh"):
        actions.close(session=session, by=second, at=now)

    assert Closing.objects.count() == 1


@pytest.mark.parametrize(
    "state", [SessionState.DRAFT, SessionState.CANCELLED, SessionState.POSTPONED]
)
def test_only_an_announced_session_can_be_closed(officer, session, now, state):
    session.state = state
    session.save()

    with pytest.raises(actions.NotClosable):
        actions.close(session=session, by=officer, at=now)


def test_a_session_that_has_not_begun_cannot_be_closed(officer, session):
    with pytest.raises(actions.NotYetStarted):
        actions.close(session=session, by=officer, at=session.starts_at - timedelta(minutes=1))


def test_the_neighbour_and_the_auditor_may_not_close(session, now):
    neighbour = MembershipFactory().person
    auditor = MembershipFactory(agency=session.agency, role=Role.AUDITOR).person

    for person in (neighbour, auditor, PersonFactory()):
        with pytest.raises(NotPermitted):
            actions.close(session=session, by=person, at=now)
        with pytest.raises(NotPermitted):
            actions.take_back(session=session, reason="Keliru.", by=person, at=now)

    assert (Closing.objects.count(), Entry.objects.count()) == (0, 0)


def test_running_on_after_the_end_changes_nothing(session, officer, now):
    attend(session, 3)
    closing = run(session, officer, now)
    before = (Posting.objects.count(), Certificate.objects.count(), Entry.objects.count())

    assert actions.advance(closing=closing, at=now + timedelta(hours=1)) is False

    assert before == (Posting.objects.count(), Certificate.objects.count(), Entry.objects.count())


def test_a_closing_cut_off_is_found_and_finished(session, officer, now):
    attend(session, 3)
    closing = actions.close(session=session, by=officer, at=now)
    actions.advance(closing=closing, at=now)

    found = list(queries.unfinished_closings(now + timedelta(minutes=2)))
    while actions.advance(closing=found[0], at=now + timedelta(minutes=2)):
        pass

    assert [stuck.pk for stuck in found] == [closing.pk]
    assert list(queries.unfinished_closings(now + timedelta(days=1))) == []
    assert Certificate.objects.count() == 1


def test_taking_back_reverses_everything_and_closing_again_gives_it_once(session, officer, now):
    rara = attend(session, 3)
    run(session, officer, now)

    actions.take_back(
        session=session, reason="Salah sesi.", by=officer, at=now + timedelta(minutes=14)
    )

    assert PersonYear.objects.get(person=rara).jp == 0
    assert [c.state for c in Certificate.objects.all()] == ["revoked"]
    assert not Notice.objects.filter(kind=actions.READY, state="queued").exists()
    assert LiveSession.objects.get().state == SessionState.ANNOUNCED

    run(session, officer, now + timedelta(minutes=20))

    assert PersonYear.objects.get(person=rara).jp == 2
    assert sorted(c.state for c in Certificate.objects.all()) == ["revoked", "valid"]
    assert sorted(c.serial for c in Certificate.objects.all()) == [1, 2]


def test_after_the_hold_nothing_is_taken_back(session, officer, now):
    attend(session, 3)
    run(session, officer, now)

    with pytest.raises(actions.HoldIsOver):
        actions.take_back(
            session=session, reason="Terlambat.", by=officer, at=now + timedelta(minutes=15)
        )

    assert Certificate.objects.get().state == "valid"


def test_every_step_leaves_an_entry_in_the_agencys_chain(session, officer, now):
    attend(session, 3)

    run(session, officer, now)

    acts = [entry.act for entry in Entry.objects.filter(agency=session.agency_id)]
    assert acts[0] == "live.closed"
    assert {"live.attendance_reconciled", "live.certificates_issued"} <= set(acts)
    assert list(trail.breaks(session.agency_id)) == []


def test_closing_in_the_background_queues_one_task(session, officer, now):
    from django_tasks_db.models import DBTaskResult

    closing = tasks.close(session=session, by=officer, at=now)

    queued = DBTaskResult.objects.get()
    assert queued.args_kwargs["kwargs"] == {"closing_id": closing.pk}


def test_the_task_carries_on_to_the_end(session, officer, now):
    attend(session, 3)
    closing = actions.close(session=session, by=officer, at=now)

    tasks.carry_on_closing.call(closing_id=closing.pk)

    assert Closing.objects.get().state == ClosingState.HELD
