from decimal import Decimal

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.registers.hours import actions, queries
from jejaring.registers.hours.actions import NoReason, NotACorrection, NothingToTakeBack
from jejaring.registers.hours.models import PersonYear, Posting, UnitYear
from tests.factories.agencies import AgencyFactory, MembershipFactory, UnitFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrector(agency):
    return MembershipFactory.create(agency=agency).person


@pytest.fixture
def posting(post, people):
    post(people[:1])
    return Posting.objects.get()


@pytest.fixture
def correct(posting, corrector, now):
    def run(**changes):
        usual = {
            "posting": posting,
            "minutes": 60,
            "jp": Decimal(1),
            "reason": "Pulang lebih awal",
            "by": corrector,
            "at": now,
        }
        return actions.correct(**{**usual, **changes})

    return run


def test_reverse_writes_counter_entries_and_totals(post, reverse, people, agency, unit):
    post(people)

    assert reverse(people[:1]) == 1

    original, counter = Posting.objects.filter(person=people[0]).order_by("pk")
    assert (counter.jp, counter.minutes, counter.reverses) == (Decimal("-2.00"), -120, original)
    assert (counter.reason, counter.agency, counter.unit) == ("Salah impor", agency, unit)
    assert queries.total_of(people[0].pk, 2026) == 0
    total = UnitYear.objects.get()
    assert (total.people, total.postings, total.jp) == (2, 2, Decimal("4.00"))
    assert queries.rollup_differences() == []


def test_reverse_of_all(post, reverse, people):
    post(people)

    assert reverse() == 3

    assert queries.posted_people("live.session", 1, 1) == set()
    assert UnitYear.objects.get().people == 0


def test_reverse_leaves_one_entry_with_the_reason(post, reverse, people, agency, officer):
    post(people)
    reverse()

    entry = Entry.objects.get(act="hours.reversed")
    assert (entry.agency, entry.by) == (agency.pk, officer.pk)
    assert '"reason": "Salah impor"' in entry.details
    assert '"jp": "-6.00"' in entry.details


def test_reverse_refuses_what_was_taken_back(post, reverse, people):
    post(people)
    reverse(people[:1])

    with pytest.raises(NothingToTakeBack, match=r"^1 "):
        reverse(people)

    assert Posting.objects.filter(reverses__isnull=False).count() == 1
    assert queries.rollup_differences() == []


@pytest.mark.parametrize("unknown", [{"source_id": 2}, {"revision": 2}, {"source": "other"}])
def test_reverse_refuses_what_is_unknown(post, reverse, people, unknown):
    post(people)

    with pytest.raises(NothingToTakeBack):
        reverse(**unknown)


def test_reverse_does_not_touch_what_a_neighbour_posted(post, reverse, people):
    post(people)

    with pytest.raises(NothingToTakeBack):
        reverse(agency_id=AgencyFactory.create().pk)


def test_reverse_says_why(post, reverse, people):
    post(people)

    with pytest.raises(NoReason):
        reverse(reason="  ")


def test_taking_someone_below_the_target_counts_them_out(post, reverse, people):
    post(people, jp="20")
    assert UnitYear.objects.get().people_at_target == 3

    reverse(people[:1])

    assert UnitYear.objects.get().people_at_target == 2


def test_someone_who_moved_counts_where_the_latest_hours_left_say(post, reverse, people, unit, now):
    elsewhere = UnitFactory.create()
    post(people, jp="12", employer=(elsewhere.agency_id, elsewhere.pk))
    post(people, jp="8", source_id=2, started_at=now.replace(month=12))

    assert list(
        UnitYear.objects.filter(people__gt=0).values_list("unit_id", "people_at_target")
    ) == [(unit.pk, 3)]

    reverse(people[:1], source_id=2)

    counts = dict(UnitYear.objects.values_list("unit_id", "people"))
    assert counts == {unit.pk: 2, elsewhere.pk: 1}
    assert PersonYear.objects.get(person=people[0]).unit_id == elsewhere.pk
    assert queries.rollup_differences() == []


def test_late_hours_of_a_former_employer_move_nobody(post, people, unit, now):
    elsewhere = UnitFactory.create()
    post(people)
    post(
        people,
        source_id=2,
        started_at=now.replace(month=3),
        employer=(elsewhere.agency_id, elsewhere.pk),
    )

    assert PersonYear.objects.earliest("person_id").unit_id == unit.pk
    assert queries.rollup_differences() == []


@pytest.mark.parametrize("number", [1, 40])
def test_reverse_costs_the_same_for_any_number_of_people(
    post, reverse, number, django_assert_num_queries
):
    people = PersonFactory.create_batch(number)
    post(people)

    with django_assert_num_queries(11):
        reverse(people)


def test_correct_takes_back_and_posts_anew(correct, posting, people, agency):
    new = correct()

    assert (new.jp, new.minutes, new.revision) == (Decimal("1.00"), 60, 2)
    assert (new.issuer, new.agency, new.unit) == (agency, posting.agency, posting.unit)
    assert queries.total_of(people[0].pk, 2026) == 1
    assert queries.rollup_differences() == []
    assert [entry.act for entry in Entry.objects.all()] == [
        "hours.posted",
        "hours.reversed",
        "hours.posted",
    ]


@pytest.mark.parametrize("minutes", [0, 120])
def test_correct_to_nothing_leaves_the_counter_entry(correct, posting, people, minutes):
    counter = correct(minutes=minutes, jp=Decimal(0))

    assert counter.reverses == posting
    assert queries.total_of(people[0].pk, 2026) == 0


def test_correct_again_corrects_what_stands(correct, people):
    new = correct()

    newer = correct(posting=new, jp=Decimal("1.50"), minutes=80)

    assert newer.revision == 3
    assert queries.total_of(people[0].pk, 2026) == Decimal("1.50")


@pytest.mark.parametrize("role", ["auditor", None])
def test_correct_is_for_those_who_correct_hours(correct, agency, role):
    by = (
        MembershipFactory.create(agency=agency, auditor=True).person
        if role
        else PersonFactory.create()
    )

    with pytest.raises(NotPermitted):
        correct(by=by)

    assert Posting.objects.count() == 1


def test_a_neighbour_agency_may_not_correct(correct):
    with pytest.raises(NotPermitted):
        correct(by=MembershipFactory.create(owner=True).person)


def test_correct_refuses_what_changes_nothing(correct):
    with pytest.raises(NotACorrection):
        correct(minutes=120, jp=Decimal(2))


@pytest.mark.parametrize("jp", [Decimal(-1), Decimal(1001)])
def test_correct_refuses_impossible_hours(correct, jp):
    with pytest.raises(NotACorrection, match=r"1\.?000"):
        correct(jp=jp)


def test_correct_refuses_a_counter_entry(correct):
    counter = correct(minutes=0, jp=Decimal(0))

    with pytest.raises(NotACorrection):
        correct(posting=counter)


def test_correct_refuses_what_was_taken_back(correct):
    correct()

    with pytest.raises(NothingToTakeBack):
        correct()
