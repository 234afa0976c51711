"""Applying: people, places and presences at once; and what an undoing leaves."""

from datetime import timedelta

import pytest

from jejaring.activities.live import tasks
from jejaring.activities.live.actions import closing
from jejaring.activities.live.actions import imports as actions
from jejaring.activities.live.models import (
    FileImport,
    ImportRow,
    LiveSession,
    Registration,
    ReportedPresence,
)
from jejaring.activities.live.queries import closing as closing_queries
from jejaring.activities.live.states import ImportState, RowVerdict, SessionState, Verdict
from jejaring.ground.access.permissions import Role
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.people import actions as people
from jejaring.parties.people.models import EmailAddress, Person
from tests.factories.agencies import MembershipFactory
from tests.factories.live import ArrivalFactory, LiveSessionFactory, RegistrationFactory
from tests.factories.people import EmailAddressFactory, PersonFactory
from tests.live.actions.imports.lists import answer, answers, joined, zoom

pytestmark = pytest.mark.django_db


@pytest.fixture
def rara() -> Person:
    made = PersonFactory(name="Rara Contoh", address=None)
    EmailAddressFactory(person=made, email="rara@contoh.example")
    EmailAddressFactory(person=made, email="rara@lain.example", is_primary=False)
    return made


@pytest.fixture
def apply(officer, after):
    def applied(file_import: FileImport, **changes) -> FileImport:
        return tasks.apply_import(
            **{"file_import": file_import, "by": officer, "at": after, **changes}
        )

    return applied


def minutes() -> dict[str, int]:
    return dict(ReportedPresence.objects.values_list("person__name", "minutes"))


def standing(session) -> dict[str, bool]:
    rows = Registration.objects.filter(session=session)
    return {row.person.name: row.cancelled_at is None for row in rows.select_related("person")}


def test_joins_and_leaves_by_two_addresses_are_united_in_minutes(check, apply, rara, session):
    apply(
        check(
            zoom(
                joined(start="07:50", end="08:30"),
                joined(start="08:20", end="09:00"),
                joined(email="rara@lain.example", start="08:50", end="09:15"),
                joined(start="09:30", end="10:20"),
                joined("Sari Contoh", "sari@contoh.example"),
            )
        )
    )

    assert minutes() == {"Rara Contoh": 105, "Sari Contoh": 120}
    assert standing(session) == {"Rara Contoh": True, "Sari Contoh": True}


def test_new_people_have_a_name_and_an_address_they_can_prove(check, apply, after):
    apply(check(zoom(joined("Sari Contoh", "Sari@Contoh.example"))))

    sari = Person.objects.get(name="Sari Contoh")
    address = EmailAddress.objects.get(person=sari)
    assert (address.email, address.verified_at, address.is_primary) == (
        "sari@contoh.example", None, True,
    )  # fmt: skip
    assert (sari.is_profile_complete, sari.employee_no, sari.is_active) == (False, None, True)


def test_a_number_in_a_file_never_becomes_the_number_of_an_account(check, apply):
    apply(check(answers(answer("Sari Contoh", "199001012015011001", "sari@contoh.example"))))

    assert Person.objects.get(name="Sari Contoh").employee_no is None


def test_an_answer_counts_as_answered(check, apply, rara):
    apply(check(answers(answer(), answer())))

    presence = ReportedPresence.objects.get()
    assert (presence.person, presence.has_answered, presence.minutes) == (rara, True, 0)


def test_places_given_back_are_given_again(check, apply, rara, session, after):
    RegistrationFactory(session=session, person=rara, cancelled_at=after - timedelta(days=1))

    apply(check(zoom(joined())))

    assert standing(session) == {"Rara Contoh": True}


def test_an_address_that_got_an_account_meanwhile_is_used_as_it_is(check, apply):
    taken = check(zoom(joined("Layar Sari", "sari@contoh.example")))
    sari = PersonFactory(name="Sari Contoh", address=None)
    EmailAddressFactory(person=sari, email="sari@contoh.example")

    apply(taken)

    presence = ReportedPresence.objects.get()
    assert (presence.person, presence.has_made_person) == (sari, False)


def test_one_entry_tells_the_digest_and_the_counts(check, apply, rara):
    taken = apply(check(zoom(joined(), joined("Sari Contoh", "sari@contoh.example"))))

    entry = Entry.objects.get(act="live.import_applied")
    assert f'"digest": "{taken.digest}"' in entry.details
    assert '"people": 2' in entry.details
    assert '"new_people": 1' in entry.details


def test_the_second_of_two_officers_is_told_who_was_first(check, apply, officer, session):
    taken = apply(check(zoom(joined())))
    other = MembershipFactory(agency=session.agency).person

    with pytest.raises(actions.AlreadyApplied, match=officer.name):
        apply(taken, by=other)

    assert ReportedPresence.objects.count() == 1


def test_a_file_that_means_nobody_is_not_applied(check, apply):
    with pytest.raises(actions.NothingToApply):
        apply(check(zoom(joined(email=""))))


def test_columns_not_confirmed_are_not_applied(check, apply):
    taken = check(zoom(joined()))
    FileImport.objects.update(state=ImportState.MAPPING)

    with pytest.raises(actions.NotYetChecked):
        apply(taken)


@pytest.mark.parametrize(
    "state", [SessionState.CLOSED, SessionState.CERTIFICATES_ISSUED, SessionState.ARCHIVED]
)
def test_nothing_is_applied_or_undone_after_the_closing(check, apply, officer, after, state):
    taken = check(zoom(joined()))
    LiveSession.objects.update(state=state)
    with pytest.raises(actions.SessionClosed):
        apply(taken)
    FileImport.objects.update(state=ImportState.APPLIED)

    with pytest.raises(actions.SessionClosed):
        actions.undo(file_import=taken, by=officer, at=after)

    assert not ReportedPresence.objects.exists()


@pytest.mark.parametrize("state", [SessionState.DRAFT, SessionState.POSTPONED])
def test_only_an_announced_session_takes_imports(check, apply, state):
    taken = check(zoom(joined()))
    LiveSession.objects.update(state=state)

    with pytest.raises(actions.NotYetAnnounced):
        apply(taken)


def test_neighbours_and_auditors_may_not_apply_or_undo(check, apply, session, after):
    taken = check(zoom(joined()))
    auditor = MembershipFactory(agency=session.agency, role=Role.AUDITOR).person

    for person in (auditor, MembershipFactory().person):
        with pytest.raises(NotPermitted):
            apply(taken, by=person)
        with pytest.raises(NotPermitted):
            actions.undo(file_import=taken, by=person, at=after)
        with pytest.raises(NotPermitted):
            actions.discard(file_import=taken, by=person, at=after)


def test_long_files_are_applied_in_the_background(check, apply, rara):
    taken = check(zoom(joined()))
    FileImport.objects.update(rows_total=tasks.AT_ONCE + 1)
    taken.refresh_from_db()

    promised = apply(taken)
    assert (promised.state, ReportedPresence.objects.count()) == (ImportState.APPLYING, 0)
    tasks.carry_on_import.func(taken.pk)
    tasks.carry_on_import.func(taken.pk)

    assert FileImport.objects.get().state == ImportState.APPLIED
    assert minutes() == {"Rara Contoh": 120}


def test_a_session_closed_meanwhile_stops_the_background_in_words(check, apply):
    taken = check(zoom(joined()))
    FileImport.objects.update(rows_total=tasks.AT_ONCE + 1)
    taken.refresh_from_db()
    apply(taken)
    LiveSession.objects.update(state=SessionState.CLOSED)

    tasks.carry_on_import.func(taken.pk)

    stopped = FileImport.objects.get()
    assert (stopped.state, "sudah ditutup" in stopped.failure) == (ImportState.DRY_RUN, True)


@pytest.mark.parametrize("people", [3, 300])
def test_applying_costs_the_same_for_any_number_of_people(
    check, apply, people, django_assert_max_num_queries
):
    rows = [joined(f"Peserta {n}", f"p{n}@contoh.example") for n in range(people)]
    taken = check(zoom(*rows))

    with django_assert_max_num_queries(45):
        apply(taken)

    assert ReportedPresence.objects.count() == people


def test_the_closing_sees_the_people_of_a_report(check, apply, rara, session):
    apply(check(zoom(joined(), joined("Sari Contoh", "sari@contoh.example", end="08:30"))))

    preview = closing_queries.preview(session)

    assert preview.counts == {Verdict.PRESENT: 1, Verdict.TOO_FEW_MINUTES: 1}


def test_undoing_takes_back_presences_places_and_unused_accounts(
    check, apply, rara, session, officer
):
    RegistrationFactory(session=session, person=rara)
    taken = apply(check(zoom(joined(), joined("Sari Contoh", "sari@contoh.example"))))

    undone = actions.undo(file_import=taken, by=officer, at=session.ends_at)

    assert (undone.state, undone.undone_by) == (ImportState.UNDONE, officer)
    assert closing_queries.preview(session).counts == {Verdict.NOT_SEEN: 1}
    assert standing(session) == {"Rara Contoh": True, "Sari Contoh": False}
    assert Person.objects.get(name="Sari Contoh").is_active is False
    assert not EmailAddress.objects.filter(email="sari@contoh.example").exists()
    assert ImportRow.objects.count() == 2


def test_what_somebody_used_or_something_else_shows_stays(check, apply, session, officer, after):
    names = ["Sari", "Tono", "Umar", "Wati"]
    taken = apply(check(zoom(*[joined(f"{n} Contoh", f"{n}@contoh.example") for n in names])))
    sari, tono, umar, _wati = Person.objects.filter(addresses__verified_at=None).order_by("name")
    EmailAddress.objects.filter(person=sari).update(verified_at=after)
    RegistrationFactory(session=LiveSessionFactory(), person=tono)
    ArrivalFactory(session_id=session.pk, window_id=1, person_id=umar.pk)

    actions.undo(file_import=taken, by=officer, at=after)

    active = Person.objects.filter(is_active=True, name__endswith=" Contoh")
    assert set(active.values_list("name", flat=True)) == {
        "Sari Contoh", "Tono Contoh", "Umar Contoh",
    }  # fmt: skip
    places = {"Sari Contoh": False, "Tono Contoh": False, "Umar Contoh": True, "Wati Contoh": False}
    assert standing(session) == places


def test_the_same_file_can_come_again_after_an_undoing(check, apply, officer, after):
    content = zoom(joined("Sari Contoh", "sari@contoh.example"))
    actions.undo(file_import=apply(check(content)), by=officer, at=after)

    apply(check(content))

    assert EmailAddress.objects.get(email="sari@contoh.example").person.is_active
    assert FileImport.objects.filter(state=ImportState.APPLIED).count() == 1


def test_what_was_not_applied_is_not_undone(check, officer, after):
    taken = check(zoom(joined()))

    with pytest.raises(actions.NotStanding):
        actions.undo(file_import=taken, by=officer, at=after)


def test_an_applied_file_is_not_thrown_away(check, apply, officer, after):
    taken = apply(check(zoom(joined())))

    with pytest.raises(actions.NotStanding):
        actions.discard(file_import=taken, by=officer, at=after)


def test_throwing_away_removes_the_rows_and_the_file(
    check, officer, after, tmp_path, django_capture_on_commit_callbacks
):
    taken = check(zoom(joined()))
    assert [path.name for path in (tmp_path / "imports").iterdir()] == [taken.digest]

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(file_import=taken, by=officer, at=after)

    assert list((tmp_path / "imports").iterdir()) == []
    assert not ImportRow.objects.exists()


def test_an_import_of_a_report_ends_in_certificates(check, apply, session, officer, after):
    apply(check(zoom(joined())))

    held = closing.close(session=session, by=officer, at=after)
    while closing.advance(closing=held, at=after):
        pass

    assert closing_queries.attendance_counts(session) == {Verdict.PRESENT: 1}


def test_people_refuse_to_withdraw_whoever_was_used(officer, after, rara):
    assert people.withdraw_newcomers(person_ids=[rara.pk], by=officer, at=after) == 0
    assert Person.objects.get(pk=rara.pk).is_active


def test_rows_of_new_people_point_to_them_once_applied(check, apply):
    apply(check(zoom(joined("Sari Contoh", "sari@contoh.example"))))

    row = ImportRow.objects.get()
    assert (row.verdict, str(row.person)) == (RowVerdict.NEW_PERSON, "Sari Contoh")
