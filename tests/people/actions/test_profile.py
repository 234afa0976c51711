import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.people import actions
from jejaring.parties.people.files.employee_number import EmployeeNumberWrong
from jejaring.parties.people.models import Person
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
PNS, PPPK = "199001012015011001", "199001012023211001"


def complete(person, at, **changes):
    given = {
        "name": "Rara Contoh",
        "kind": "other",
        "employee_no": "",
        "zone": "WITA",
        "language": "id",
        "by": person,
    }
    return actions.complete_profile(person=person, at=at, **given | changes)


def test_profile_is_kept_and_told_in_the_trail_without_its_words(now):
    person = PersonFactory(new=True)

    complete(person, now, kind="pns", employee_no="19900101 201501 1 001")

    person.refresh_from_db()
    assert (person.name, person.kind, person.employee_no) == ("Rara Contoh", "pns", PNS)
    assert (person.zone, person.profile_completed_at) == ("WITA", now)
    entry = Entry.objects.get()
    assert entry.act == "people.profile_completed"
    assert "Rara" not in entry.details
    assert PNS not in entry.details


def test_saying_the_same_again_changes_nothing(now):
    person = PersonFactory(new=True)
    complete(person, now)

    complete(person, now)

    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Siti\t Nur   Aisyah  ", "Siti Nur Aisyah"),
        ("I Gusti Ngurah D'Arco, S.Sos., M.A.P.", "I Gusti Ngurah D'Arco, S.Sos., M.A.P."),
        ("محمد إبراهيم", "محمد إبراهيم"),
        ("R" * 120, "R" * 120),
        ("\u202eRara\u200b Contoh", "Rara Contoh"),
        ("Jose\u0301", "José"),
    ],
)
def test_name_in_any_script_is_kept_on_one_line(now, typed, kept):
    assert complete(PersonFactory(new=True), now, name=typed).name == kept


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("", actions.NameMissing),
        (" \u200b ", actions.NameMissing),
        ("R" * 121, actions.NameTooLong),
        ("Rara " * 40, actions.NameTooLong),
        ("<script>alert(1)</script>", actions.NameUnreadable),
        ("Rara\x00Contoh", actions.NameUnreadable),
        ("12345", actions.NameUnreadable),
        ("{{ rara }}", actions.NameUnreadable),
    ],
)
def test_name_that_cannot_stand_on_a_certificate_is_refused(now, name, refusal):
    person = PersonFactory(new=True)

    with pytest.raises(refusal):
        complete(person, now, name=name)
    assert (Person.objects.get().name, Entry.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    ("kind", "number", "refusal"),
    [
        ("pns", "", actions.EmployeeNumberMissing),
        ("pppk", " ", actions.EmployeeNumberMissing),
        ("other", PNS, actions.EmployeeNumberNotAsked),
        ("pns", PPPK, actions.KindDisagrees),
        ("pppk", PNS, actions.KindDisagrees),
        ("pns", PNS[:-1], EmployeeNumberWrong),
        ("pns", "1.99001E+17", EmployeeNumberWrong),
        ("pns", "199013012015011001", EmployeeNumberWrong),
    ],
)
def test_employee_number_agrees_with_the_kind(now, kind, number, refusal):
    with pytest.raises(refusal):
        complete(PersonFactory(new=True), now, kind=kind, employee_no=number)
    assert Person.objects.get().employee_no is None


def test_employee_number_of_another_person_is_refused_with_what_to_do(now):
    PersonFactory(kind="pns", employee_no=PNS)

    with pytest.raises(actions.EmployeeNumberTaken, match="masuklah dengan surel"):
        complete(PersonFactory(new=True), now, kind="pns", employee_no=PNS)


def test_own_employee_number_stays(now):
    person = PersonFactory(kind="pns", employee_no=PNS)

    assert complete(person, now, kind="pns", employee_no=PNS).employee_no == PNS


def test_who_is_no_civil_servant_any_more_gives_the_number_back(now):
    person = PersonFactory(kind="pns", employee_no=PNS)

    assert complete(person, now, kind="other").employee_no is None


@pytest.mark.parametrize("change", [{"kind": "raja"}, {"zone": "CET"}, {"language": "xx"}])
def test_made_up_choices_are_refused(now, change):
    with pytest.raises(actions.UnknownChoice):
        complete(PersonFactory(new=True), now, **change)


def test_profile_of_someone_else_is_not_mine_to_change(now):
    with pytest.raises(NotPermitted):
        complete(PersonFactory(new=True), now, by=PersonFactory())


def test_others_see_the_number_masked():
    assert PersonFactory(kind="pns", employee_no=PNS).masked_employee_no == "1990•••• •••••• • 001"
    assert PersonFactory().masked_employee_no == ""
