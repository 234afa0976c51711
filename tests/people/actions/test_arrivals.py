import pytest

from jejaring.ground.audit.models import Entry
from jejaring.parties.people import actions, queries
from jejaring.parties.people.models import EmailAddress, Person
from tests.factories.people import EmailAddressFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_list_makes_whoever_is_not_known(now):
    known = EmailAddressFactory(email="ada@contoh.example", person__name="Nama Sendiri")
    by = PersonFactory()

    people = actions.enrol(
        newcomers=[
            actions.Newcomer("ADA@contoh.example", "Nama di Daftar"),
            actions.Newcomer("baru@contoh.example", "  Baru   Contoh "),
        ],
        by=by,
        at=now,
    )

    made = Person.objects.get(name="Baru Contoh")
    assert people == {"ada@contoh.example": known.person_id, "baru@contoh.example": made.pk}
    assert (made.is_profile_complete, made.addresses.get().verified_at) == (False, None)
    assert Person.objects.get(pk=known.person_id).name == "Nama Sendiri"
    assert [entry.act for entry in Entry.objects.all()] == ["people.enrolled"]


def test_same_list_again_makes_nobody(now):
    newcomers, by = [actions.Newcomer("baru@contoh.example", "Baru")], PersonFactory()
    first = actions.enrol(newcomers=newcomers, by=by, at=now)

    assert actions.enrol(newcomers=newcomers, by=by, at=now) == first
    assert Entry.objects.count() == 1


def test_list_with_a_broken_address_makes_nobody(now):
    by = PersonFactory()

    with pytest.raises(actions.AddressWrong):
        actions.enrol(
            newcomers=[actions.Newcomer("a@contoh.example", "A"), actions.Newcomer("b", "B")],
            by=by,
            at=now,
        )
    assert Person.objects.count() == 1


@pytest.mark.parametrize("size", [10, 300])
def test_list_costs_the_same_for_any_length(now, size, django_assert_num_queries):
    by = PersonFactory()
    newcomers = [actions.Newcomer(f"o{n}@contoh.example", f"O {n}") for n in range(size)]
    actions.enrol(newcomers=newcomers[:1], by=by, at=now)

    with django_assert_num_queries(8):
        actions.enrol(newcomers=newcomers, by=by, at=now)


def test_examples_are_marked_and_listed_only_with_a_note(now, settings):
    settings.DEMONSTRATION = True
    made = actions.add_demonstration_people(
        people=[
            actions.Example("a@contoh.example", "A Contoh", note="Penyelenggara"),
            actions.Example("b@contoh.example", "B Contoh"),
        ],
        at=now,
    )

    assert [person.is_demonstration for person in made] == [True, True]
    assert list(queries.demonstration_accounts()) == made[:1]
    assert EmailAddress.objects.filter(is_primary=True).count() == 2


def test_newcomers_nobody_used_are_withdrawn_and_their_addresses_free_again(now):
    by = PersonFactory()
    made = actions.enrol(
        newcomers=[
            actions.Newcomer("ada@contoh.example", "Ada Contoh"),
            actions.Newcomer("baru@contoh.example", "Baru Contoh"),
        ],
        by=by,
        at=now,
    )
    EmailAddress.objects.filter(email="ada@contoh.example").update(verified_at=now)

    ids = [*made.values(), by.pk]
    assert actions.withdraw_newcomers(person_ids=ids, by=by, at=now) == 1
    assert actions.withdraw_newcomers(person_ids=ids, by=by, at=now) == 0

    active = Person.objects.filter(is_active=True).values_list("name", flat=True)
    assert set(active) == {"Ada Contoh", by.name}
    assert not EmailAddress.objects.filter(email="baru@contoh.example").exists()
    assert [entry.act for entry in Entry.objects.all()] == [
        "people.enrolled", "people.newcomers_withdrawn",
    ]  # fmt: skip
