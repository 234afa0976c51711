import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.ground.seals import signing
from jejaring.parties.agencies import actions
from jejaring.parties.agencies.models import Agency, AgencyKey
from jejaring.parties.agencies.states import AgencyKind
from jejaring.parties.people.actions import AddressWrong
from tests.factories.agencies import AgencyFactory, MembershipFactory, UnitFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return MembershipFactory(owner=True)


def create(at, **changes):
    given = {
        "code": "bpsdm-jambi",
        "name": "BPSDM  Provinsi Jambi",
        "short_name": "BPSDM Jambi",
        "kind": AgencyKind.LEARNING_AGENCY,
        "by": None,
    }
    return actions.create_agency(at=at, **given | changes)


def change(owner, at, **changes):
    given = owner.agency.letterhead | {"by": owner.person}
    return actions.change_letterhead(agency=owner.agency, at=at, **given | changes)


def test_agency_begins_its_own_trail(now):
    agency = create(now)

    entry = Entry.objects.get()
    assert (agency.name, entry.agency, entry.number) == ("BPSDM Provinsi Jambi", agency.pk, 1)


def test_code_is_taken_once(now):
    create(now)

    with pytest.raises(actions.CodeTaken):
        create(now)


def test_nameless_agency_is_refused(now):
    with pytest.raises(actions.NameMissing):
        create(now, name="  ")


def test_owner_adds_an_agency_below_their_own_and_nobody_else_does(owner, now):
    assert create(now, parent=owner.agency, by=owner.person).parent == owner.agency
    for stranger in (PersonFactory(), MembershipFactory(owner=True).person):
        with pytest.raises(NotPermitted):
            create(now, code="lain", parent=owner.agency, by=stranger)
    with pytest.raises(NotPermitted):
        create(now, code="lain", by=owner.person)


def test_letterhead_changes_and_the_trail_says_what(owner, now):
    change(owner, now, city="  Surabaya ", head_office="Kepala BPSDM")

    assert Agency.objects.get(pk=owner.agency.pk).city == "Surabaya"
    assert Entry.objects.get().details == '{"city": "Surabaya", "head_office": "Kepala BPSDM"}'


def test_same_letterhead_again_changes_nothing(owner, now):
    change(owner, now)

    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"name": " "}, actions.NameMissing),
        ({"contact_email": "bukan surel"}, AddressWrong),
        ({"contact_email": "a@b.example\nBcc: c@d.example"}, AddressWrong),
    ],
)
def test_broken_letterhead_is_refused(owner, now, given, refusal):
    with pytest.raises(refusal):
        change(owner, now, **given)
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("trait", [{"auditor": True}, {}])
def test_auditor_and_organiser_change_nothing(owner, now, trait):
    member = MembershipFactory(agency=owner.agency, **trait)

    with pytest.raises(NotPermitted):
        change(owner, now, city="Malang", by=member.person)
    with pytest.raises(NotPermitted):
        actions.add_unit(agency=owner.agency, name="Bidang", by=member.person, at=now)


def test_owner_of_the_neighbour_agency_is_denied(owner, now):
    neighbour = MembershipFactory(owner=True)

    with pytest.raises(NotPermitted):
        change(owner, now, city="Malang", by=neighbour.person)
    with pytest.raises(NotPermitted):
        actions.add_unit(agency=owner.agency, name="Bidang", by=neighbour.person, at=now)


def test_unit_is_added_once(owner, now):
    actions.add_unit(agency=owner.agency, name="Bidang  Sertifikasi", by=owner.person, at=now)

    with pytest.raises(actions.UnitExists):
        actions.add_unit(agency=owner.agency, name="BIDANG sertifikasi", by=owner.person, at=now)
    assert [unit.name for unit in owner.agency.units.all()] == ["Bidang Sertifikasi"]
    assert Entry.objects.count() == 1


def test_unit_of_the_same_name_in_another_agency_is_fine(owner, now):
    UnitFactory(name="Bidang Sertifikasi")

    actions.add_unit(agency=owner.agency, name="Bidang Sertifikasi", by=owner.person, at=now)


def test_key_is_made_once_and_signs(now):
    agency = AgencyFactory()

    key = actions.ensure_key(agency=agency, by=None, at=now)

    assert actions.ensure_key(agency=agency, by=None, at=now) == key
    signature = signing.sign(key.wrapped, b"fakta")
    assert signing.verify(key.public, b"fakta", signature)
    entry = Entry.objects.get()
    assert (entry.act, entry.agency) == ("agencies.key_made", agency.pk)
    assert signing.fingerprint(key.public) in entry.details


def test_retired_key_is_followed_by_a_new_one(now):
    agency = AgencyFactory()
    AgencyKey.objects.create(agency=agency, public=b"p", wrapped=b"w", made_at=now, retired_at=now)

    assert actions.ensure_key(agency=agency, by=None, at=now).retired_at is None
