from decimal import Decimal

import pytest

from jejaring.ground.access.permissions import Role
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.ground.seals import merkle
from jejaring.registers.credentials import actions
from jejaring.registers.credentials.models import Batch, Certificate, NumberSeries
from tests.factories import credentials as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make.agency()


@pytest.fixture
def organiser(agency):
    return make.member(agency)


def issue(batch, recipients):
    return actions.issue(batch=batch, recipients=recipients, at=make.ISSUED_AT)


def seal(batch, by):
    return actions.seal(batch=batch, by=by, at=make.ISSUED_AT)


def test_issue_numbers_everyone_and_seals_one_root(agency, organiser):
    batch = make.open_batch(agency, organiser)
    people = make.people(300)

    assert issue(batch, [make.recipient(person) for person in people]) == 300
    batch = seal(batch, organiser)

    rows = list(Certificate.objects.order_by("position"))
    assert [row.position for row in rows] == list(range(300))
    assert [row.serial for row in rows] == list(range(1, 301))
    assert [row.person_id for row in rows] == [person.pk for person in people]
    assert len({row.code for row in rows}) == 300
    tree = merkle.Tree(bytes(row.leaf) for row in rows)
    assert (batch.root, batch.bundle_roots, batch.count) == (tree.root, tree.bundle_roots, 300)
    assert list(Entry.objects.order_by("number").values_list("act", flat=True)) == [
        "agencies.key_made",
        "credentials.batch_opened",
        "credentials.issued",
        "credentials.sealed",
    ]


def test_issue_again_adds_only_who_is_missing(agency, organiser):
    batch = make.open_batch(agency, organiser)
    first, second = make.recipient(), make.recipient()
    issue(batch, [first])

    assert issue(batch, [first, second, second]) == 1
    assert issue(batch, [first, second]) == 0

    rows = Certificate.objects.order_by("position").values_list("person_id", "position", "serial")
    assert list(rows) == [(first.person_id, 0, 1), (second.person_id, 1, 2)]
    assert NumberSeries.objects.get().last == 2


def test_batches_of_a_year_share_one_numbering(agency, organiser):
    one = make.open_batch(agency, organiser)
    other = make.open_batch(agency, organiser, revision=2)

    issue(one, [make.recipient()])
    issue(other, [make.recipient()])
    issue(one, [make.recipient()])

    serials = Certificate.objects.order_by("pk").values_list("serial", flat=True)
    assert list(serials) == [1, 2, 3]


def test_open_batch_returns_the_one_of_the_occasion(agency, organiser):
    first = make.open_batch(agency, organiser)

    again = make.open_batch(agency, organiser, facts=make.facts(title="Lain"))

    assert (again, again.facts["title"]) == (first, make.facts()["title"])
    assert make.open_batch(agency, organiser, revision=2) != first


def test_what_is_sealed_names_the_agency_and_the_form_of_the_paper(agency, organiser):
    batch = make.open_batch(agency, organiser)

    assert batch.facts == {**make.facts(), "place": "", "agency": agency.code, "template": 1}


def test_seal_again_changes_nothing(agency, organiser):
    batch = make.sealed_batch(2, agency=agency, by=organiser)

    again = seal(batch, organiser)

    assert again.signature == batch.signature
    assert Entry.objects.filter(act="credentials.sealed").count() == 1


def test_a_batch_of_nobody_can_be_sealed(agency, organiser):
    batch = seal(make.open_batch(agency, organiser), organiser)

    assert (batch.count, bytes(batch.root)) == (0, merkle.EMPTY_ROOT)


def test_nobody_is_added_to_a_sealed_batch(agency, organiser):
    batch = make.open_batch(agency, organiser)
    known = make.recipient()
    issue(batch, [known])
    seal(batch, organiser)

    with pytest.raises(actions.BatchSealed):
        issue(batch, [known, make.recipient()])

    assert issue(batch, [known]) == 0
    assert NumberSeries.objects.get().last == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, None])
def test_auditors_and_neighbours_open_and_seal_nothing(agency, organiser, role):
    other = make.member(agency, role=role) if role else make.member()
    batch = make.open_batch(agency, organiser)

    with pytest.raises(NotPermitted):
        make.open_batch(agency, other, revision=2)
    with pytest.raises(NotPermitted):
        seal(batch, other)

    assert Batch.objects.count() == 1


@pytest.mark.parametrize(
    ("jp", "stored"), [(Decimal(2), "2.00"), (Decimal("1.5"), "1.50"), (Decimal("2.667"), "2.67")]
)
def test_hours_are_sealed_with_two_places(agency, organiser, jp, stored):
    batch = make.open_batch(agency, organiser)

    issue(batch, [make.recipient(jp=jp)])

    assert str(Certificate.objects.get().jp) == stored


@pytest.mark.parametrize("count", [1, 400])
def test_issuing_costs_the_same_queries_for_any_number(
    agency, organiser, count, django_assert_num_queries
):
    batch = make.open_batch(agency, organiser)
    recipients = [make.recipient(person) for person in make.people(count)]

    with django_assert_num_queries(10):
        issue(batch, recipients)
