import pytest

from jejaring.ground.access.permissions import Permission, Role
from jejaring.ground.audit import trail
from jejaring.parties.agencies import actions, queries
from tests.factories.agencies import (
    AgencyFactory,
    EmploymentFactory,
    MembershipFactory,
    UnitFactory,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jambi", ["BPSDM Provinsi Jambi"]),
        ("BPSDM jam", ["BPSDM Provinsi Jambi"]),
        ("jam bps", ["BPSDM Provinsi Jambi"]),
        ("pemuda", ["Dinas Pemuda dan Olahraga"]),
        ("olah raga", ["Dinas Pemuda dan Olahraga"]),
        ("jmabi", ["BPSDM Provinsi Jambi"]),
        ("jambj", ["BPSDM Provinsi Jambi"]),
        ("bpsdm", ["BPSDM Provinsi Banten", "BPSDM Provinsi Jambi"]),
        ("ambi", ["BPSDM Provinsi Jambi"]),
        ("xyzzy", []),
        ("", []),
        ("  -- ", []),
        ("%", []),
        ("' OR 1=1 --", []),
    ],
)
def test_agencies_are_found_by_the_beginnings_of_words(typed, found):
    for name in ("BPSDM Provinsi Jambi", "BPSDM Provinsi Banten", "Dinas Pemuda dan Olahraga"):
        AgencyFactory(name=name, short_name=name, code=name.lower().replace(" ", "-")[:40])

    assert [agency.name for agency in queries.found_agencies(typed)] == found


def test_agencies_where_answers_for_each_role_and_not_for_the_neighbour():
    person = PersonFactory()
    owned, run, read = (
        MembershipFactory(person=person, role=role).agency
        for role in (Role.OWNER, Role.ORGANISER, Role.AUDITOR)
    )
    MembershipFactory(person=person, owner=True, ended_at="2026-01-01T00:00Z")
    MembershipFactory(owner=True)

    def where(permission):
        return set(queries.agencies_where(person, permission))

    assert where(Permission.READ_RECORDS) == {owned, run, read}
    assert where(Permission.RUN_LIVE_SESSIONS) == {owned, run}
    assert where(Permission.MANAGE_AGENCY) == {owned}


def test_members_stand_owners_first_then_by_name():
    agency = AgencyFactory()
    MembershipFactory(agency=agency, auditor=True, person__name="A")
    MembershipFactory(agency=agency, person__name="C")
    MembershipFactory(agency=agency, person__name="B")
    MembershipFactory(agency=agency, owner=True, person__name="Z")
    MembershipFactory(agency=agency, ended_at="2026-01-01T00:00Z")

    assert [member.person.name for member in queries.members_of(agency)] == ["Z", "B", "C", "A"]


def test_employees_are_counted_now_and_by_unit():
    unit = UnitFactory()
    EmploymentFactory(agency=unit.agency, unit=unit)
    EmploymentFactory(agency=unit.agency)
    EmploymentFactory(agency=unit.agency, unit=unit, ended_at="2100-01-01T00:00Z")

    assert queries.employees_count(unit.agency) == 2
    assert [vars(one)["people"] for one in queries.units_of(unit.agency)] == [1]


def test_trail_is_told_in_sentences_newest_first(now):
    owner = MembershipFactory(owner=True, person__name="Oki Contoh")
    agency, person = owner.agency, PersonFactory(name="Rara <b>Contoh</b>")
    actions.add_unit(agency=agency, name="Bidang", by=owner.person, at=now)
    actions.grant_role(agency=agency, person=person, role=Role.AUDITOR, by=owner.person, at=now)

    page = queries.trail_of(agency)

    assert [(line.number, line.who, line.sentence) for line in page.lines] == [
        (2, "Oki Contoh", "Rara &lt;b&gt;Contoh&lt;/b&gt; menjadi auditor."),
        (1, "Oki Contoh", "Unit Bidang ditambahkan."),
    ]
    assert page.older is None


@pytest.mark.parametrize("count", [1, 3, 60])
def test_trail_costs_the_same_for_any_length(now, count, django_assert_num_queries):
    owner = MembershipFactory(owner=True)
    agency = owner.agency
    for number in range(count):
        actions.add_unit(agency=agency, name=f"Unit {number}", by=owner.person, at=now)

    with django_assert_num_queries(2):
        page = queries.trail_of(agency)

    assert len(page.lines) == min(count, 50)
    rest = queries.trail_of(agency, before=page.older) if page.older else None
    assert [line.number for line in rest.lines] == list(range(10, 0, -1)) if rest else count < 51


def test_trail_of_the_neighbour_is_another(now):
    mine, other = AgencyFactory(), AgencyFactory()
    actions.add_unit(agency=other, name="Unit", by=None, at=now)

    assert queries.trail_of(mine).lines == []


def test_acts_without_words_are_shown_by_their_name(now):
    agency = AgencyFactory()
    trail.record("agencies.<unheard>", thing=agency, by=None, at=now, agency=agency.pk)

    sentence = queries.trail_of(agency).lines[0].sentence
    assert sentence == '<span class="code">agencies.&lt;unheard&gt;</span>'


def test_acts_of_other_packages_speak_too(now):
    agency, person = AgencyFactory(), PersonFactory(name="Rara Contoh")
    trail.record(
        "live.checked_in",
        thing=agency,
        by=person,
        at=now,
        agency=agency.pk,
        person=person.pk,
        window=2,
    )

    assert (
        queries.trail_of(agency).lines[0].sentence == "Rara Contoh mencatat kehadiran, jendela 2."
    )
