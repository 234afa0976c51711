import pytest
from django.core import mail

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.people import actions, queries
from jejaring.parties.people.models import EmailAddress
from jejaring.parties.people.states import CodePurpose
from tests.factories.people import EmailAddressFactory, PersonFactory
from tests.people.letters import another, code_in

pytestmark = pytest.mark.django_db
SECOND = "kedua@contoh.example"


def prove(person, now, email=SECOND):
    actions.request_code(
        email=email,
        purpose=CodePurpose.ADD_ADDRESS,
        language="id",
        network="192.0.2.1",
        person=person,
        at=now,
    )
    code = code_in(mail.outbox[-1])
    return actions.confirm_address(email=email, code=code, by=person, at=now)


def acts():
    return [entry.act for entry in Entry.objects.exclude(act="people.code_requested")]


def test_second_address_is_added_by_code(now):
    person = PersonFactory()

    address = prove(person, now)

    assert (address.person, address.is_primary, address.verified_at) == (person, False, now)
    assert acts() == ["people.address_added"]


def test_own_address_again_changes_nothing(now):
    person = PersonFactory()
    first = prove(person, now)

    assert prove(person, now) == first
    assert acts() == ["people.address_added"]


def test_address_of_another_account_is_refused(now):
    EmailAddressFactory(email=SECOND)

    with pytest.raises(actions.AddressOfAnother, match="akun lain"):
        prove(PersonFactory(), now)
    assert EmailAddress.objects.filter(email=SECOND).count() == 1


def test_code_of_another_person_adds_nothing(now):
    mine, other = PersonFactory(), PersonFactory()
    actions.request_code(
        email=SECOND,
        purpose=CodePurpose.ADD_ADDRESS,
        language="id",
        network="",
        person=other,
        at=now,
    )

    with pytest.raises(actions.NoCodeRequested):
        actions.confirm_address(email=SECOND, code=code_in(mail.outbox[0]), by=mine, at=now)


def test_wrong_code_adds_nothing(now):
    person = PersonFactory()
    actions.request_code(
        email=SECOND,
        purpose=CodePurpose.ADD_ADDRESS,
        language="id",
        network="",
        person=person,
        at=now,
    )

    with pytest.raises(actions.CodeWrong):
        actions.confirm_address(
            email=SECOND, code=another(code_in(mail.outbox[0])), by=person, at=now
        )
    assert acts() == []


def test_primary_address_moves_and_moving_again_changes_nothing(now):
    person = PersonFactory()
    second = prove(person, now)

    actions.make_primary(address=second, by=person, at=now)
    actions.make_primary(address=second, by=person, at=now)

    assert [address.email for address in queries.addresses_of(person) if address.is_primary] == [
        SECOND
    ]
    assert acts() == ["people.address_added", "people.address_chosen"]


def test_unproven_address_is_not_written_to(now):
    person = PersonFactory()
    address = EmailAddressFactory(person=person, is_primary=False, verified_at=None)

    with pytest.raises(actions.PrimaryAddress):
        actions.make_primary(address=address, by=person, at=now)


def test_address_is_removed_and_free_again(now):
    person = PersonFactory()
    second = prove(person, now)

    actions.remove_address(address=second, by=person, at=now)

    assert not EmailAddress.objects.filter(email=SECOND).exists()
    assert prove(PersonFactory(), now).email == SECOND


def test_last_address_stays(now):
    person = PersonFactory()

    with pytest.raises(actions.LastAddress):
        actions.remove_address(address=person.addresses.get(), by=person, at=now)


def test_primary_address_stays(now):
    person = PersonFactory()
    prove(person, now)

    with pytest.raises(actions.PrimaryAddress):
        actions.remove_address(address=person.addresses.get(is_primary=True), by=person, at=now)


@pytest.mark.parametrize("act", [actions.make_primary, actions.remove_address])
def test_address_of_someone_else_is_not_mine_to_change(now, act):
    address = PersonFactory().addresses.get()

    with pytest.raises(NotPermitted):
        act(address=address, by=PersonFactory(), at=now)
    assert Entry.objects.count() == 0
