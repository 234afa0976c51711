"""What a person decides, and takes back."""

from datetime import timedelta

import pytest

from jejaring.activities.live.actions import imports as actions
from jejaring.activities.live.models import FileImport, ImportRow, LiveSession, ReportedPresence
from jejaring.activities.live.queries.imports import accounts
from jejaring.activities.live.states import ImportState, RowReason, RowVerdict, SessionState
from jejaring.ground.access.permissions import Role
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.people.actions import AddressWrong, NameUnreadable
from tests.factories.agencies import MembershipFactory
from tests.factories.live import RegistrationFactory
from tests.factories.people import EmailAddressFactory, PersonFactory
from tests.live.actions.imports.lists import answer, answers, joined, told, zoom

pytestmark = pytest.mark.django_db
MATCHED, NEW, UNRESOLVED = RowVerdict.MATCHED, RowVerdict.NEW_PERSON, RowVerdict.UNRESOLVED


@pytest.fixture
def guest(check) -> ImportRow:
    """A guest of a report without an address, who joined twice."""
    check(zoom(joined("iPhone", ""), joined("iPhone", ""), joined("Tablet", "")))
    row: ImportRow = ImportRow.objects.order_by("number").first()  # type: ignore[assignment]
    return row


def verdicts() -> list[str]:
    return list(ImportRow.objects.order_by("number").values_list("verdict", flat=True))


def test_a_person_is_picked_for_one_row(guest, officer, after):
    rara = PersonFactory()

    row = actions.pick_person(row=guest, person=rara, by=officer, at=after)

    assert (row.verdict, row.person, row.resolved_by) == (MATCHED, rara, officer)
    assert verdicts() == [MATCHED, UNRESOLVED, UNRESOLVED]
    assert '"what": "picked"' in Entry.objects.get(act="live.import_row_decided").details


def test_a_decision_can_be_for_all_rows_that_say_the_same(guest, officer, after):
    actions.pick_person(row=guest, person=PersonFactory(), with_twins=True, by=officer, at=after)

    assert verdicts() == [MATCHED, MATCHED, UNRESOLVED]


def test_a_new_person_is_made_by_address_and_name(guest, officer, after):
    row = actions.make_person(
        row=guest, email="Sari@Contoh.example ", name="Sari  Contoh", by=officer, at=after
    )

    assert (row.verdict, row.new_email, row.new_name) == (
        NEW, "sari@contoh.example", "Sari Contoh",
    )  # fmt: skip


def test_a_row_is_left_out(guest, officer, after):
    assert actions.leave_out(row=guest, by=officer, at=after).verdict == RowVerdict.IGNORED


@pytest.mark.parametrize(
    ("email", "name", "refusal"),
    [
        ("bukan surel", "Sari", AddressWrong),
        ("sari@contoh.example", "<b>", NameUnreadable),
        ("ada@contoh.example", "Sari", actions.AddressKnown),
    ],
)
def test_a_new_person_needs_a_free_address_and_a_name(guest, after, email, name, refusal):
    EmailAddressFactory(email="ada@contoh.example")

    with pytest.raises(refusal):
        actions.make_person(
            row=guest, email=email, name=name, by=guest.file_import.uploaded_by, at=after
        )


def test_closed_accounts_are_not_picked(guest, officer, after):
    with pytest.raises(actions.NotDecidable):
        actions.pick_person(row=guest, person=PersonFactory(is_active=False), by=officer, at=after)


def test_a_decision_taken_back_leads_to_what_the_check_found(check, officer, after):
    rara = EmailAddressFactory(email="rara@contoh.example", person__name="Rara Contoh").person
    check(zoom(joined(), joined("Sari Contoh", "sari@contoh.example")))
    for row in ImportRow.objects.select_related("file_import"):
        actions.leave_out(row=row, by=officer, at=after)
        actions.take_back_decision(row=row, by=officer, at=after)

    rows = ImportRow.objects.order_by("number").values_list("verdict", "person", "new_email")
    assert list(rows) == [(MATCHED, rara.pk, ""), (NEW, None, "sari@contoh.example")]
    with pytest.raises(actions.NothingDecided):
        actions.take_back_decision(row=row, by=officer, at=after)


def test_names_that_differ_are_accepted_at_once(check, officer, after):
    for name in ("bambang", "wayan"):
        EmailAddressFactory(email=f"{name}@contoh.example", person__name=name.title())
    done = check(
        zoom(joined("Galaxy", "bambang@contoh.example"), joined("Redmi", "wayan@contoh.example"))
    )
    assert told(done) == [(UNRESOLVED, RowReason.NAME_DIFFERS)] * 2

    assert actions.accept_names(file_import=done, by=officer, at=after) == 2

    names = ImportRow.objects.order_by("number").values_list("person__name", flat=True)
    assert list(names) == ["Bambang", "Wayan"]
    with pytest.raises(actions.NothingDecided):
        actions.accept_names(file_import=done, by=officer, at=after)


def test_decisions_after_applying_are_applied_too(check, officer, after):
    done = check(zoom(joined("Sari Contoh", "sari@contoh.example"), joined("iPhone", "")))
    actions.apply(file_import=done, by=officer, at=after)
    row = ImportRow.objects.get(name="iPhone")
    later = after + timedelta(minutes=5)

    actions.pick_person(row=row, person=PersonFactory(name="Tono"), by=officer, at=later)
    actions.apply(file_import=done, by=officer, at=later + timedelta(minutes=1))

    made = dict(ReportedPresence.objects.values_list("person__name", "has_made_person"))
    assert made == {"Sari Contoh": True, "Tono": False}
    with pytest.raises(actions.NothingDecided):
        actions.take_back_decision(row=row, by=officer, at=later)
    with pytest.raises(actions.NotDecidable):
        actions.leave_out(row=row, by=officer, at=later)


@pytest.mark.parametrize("state", [ImportState.UNDONE, ImportState.APPLYING])
def test_nothing_is_decided_while_or_after(guest, officer, after, state):
    FileImport.objects.update(state=state)

    with pytest.raises(actions.NotDecidable):
        actions.leave_out(row=guest, by=officer, at=after)
    with pytest.raises(actions.NotDecidable):
        actions.accept_names(file_import=guest.file_import, by=officer, at=after)


def test_nothing_is_decided_after_the_closing(guest, officer, after):
    LiveSession.objects.update(state=SessionState.CLOSED)

    with pytest.raises(actions.SessionClosed):
        actions.leave_out(row=guest, by=officer, at=after)


def test_neighbours_and_auditors_decide_nothing(guest, session, after):
    auditor = MembershipFactory(agency=session.agency, role=Role.AUDITOR).person

    for person in (auditor, MembershipFactory().person):
        for act in (actions.leave_out, actions.take_back_decision):
            with pytest.raises(NotPermitted):
                act(row=guest, by=person, at=after)
        with pytest.raises(NotPermitted):
            actions.pick_person(row=guest, person=PersonFactory(), by=person, at=after)
        with pytest.raises(NotPermitted):
            actions.accept_names(file_import=guest.file_import, by=person, at=after)


def test_candidates_are_registered_people_with_the_most_of_the_name(check, session):
    for name in ("Siti Aminah Rahayu", "Siti Fatimah", "Bambang Sutrisno"):
        RegistrationFactory(session=session, person=PersonFactory(name=name))
    PersonFactory(name="Siti Aminah")
    check(answers(answer("Siti Aminah", email=""), answer("Rara Contoh")))

    found = accounts.candidates(ImportRow.objects.order_by("number")[0], session)

    assert [person.name for person in found] == ["Siti Aminah Rahayu", "Siti Fatimah"]


@pytest.mark.parametrize("typed", ["rara@CONTOH.example ", "19900101 201501 1 001"])
def test_people_are_looked_up_by_address_or_number(typed):
    rara = PersonFactory(pns=True, employee_no="199001012015011001")
    EmailAddressFactory(person=rara, email="rara@contoh.example", is_primary=False)

    assert accounts.person_with(typed) == rara
    assert accounts.person_with("lain@contoh.example") is None
