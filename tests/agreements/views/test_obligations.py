from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.parties.agreements.queries import obligations
from jejaring.parties.agreements.states import AgreementState, LineState
from tests.agreements.planned import line_of, planned
from tests.factories.agencies import MembershipFactory
from tests.factories.agreements import ClauseFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/kerja-sama/kewajiban/"


@pytest.fixture
def day():
    return localdate()


@pytest.fixture
def pact(day):
    return planned(starts_on=day - timedelta(days=400), ends_on=day + timedelta(days=400))


@pytest.fixture
def lines(pact, day):
    ours = ClauseFactory(
        agreement=pact.agreement, giver=pact.ours.agency, receiver=pact.theirs.agency
    )
    theirs = ClauseFactory(
        agreement=pact.agreement, giver=pact.theirs.agency, receiver=pact.ours.agency
    )
    late, soon = day - timedelta(days=12), day + timedelta(days=9)
    rows = [
        line_of(pact.agreement, title="Kelas kami", clause=ours, due_on=soon, position=1),
        line_of(pact.agreement, title="Lokus mitra", clause=theirs, due_on=late, position=2),
        line_of(pact.agreement, title="Evaluasi bersama", position=3),
        line_of(pact.agreement, title="Sudah selesai", state=LineState.DONE, position=4),
    ]
    rows[2].owners.create(party=pact.ours, person=pact.officer)
    return rows


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({}, ["Lokus mitra", "Kelas kami", "Evaluasi bersama"]),
        ({"tampil": "saya"}, ["Evaluasi bersama"]),
        ({"tampil": "lewat"}, ["Lokus mitra"]),
        ({"pihak": "kami"}, ["Kelas kami"]),
        ({"pihak": "mitra"}, ["Lokus mitra"]),
        ({"pihak": "bersama"}, ["Evaluasi bersama"]),
        ({"pihak": "lain"}, ["Lokus mitra", "Kelas kami", "Evaluasi bersama"]),
    ],
)
@pytest.mark.usefixtures("lines")
def test_the_list_is_narrowed_and_sorted_by_due_date(client, pact, narrowed, expected):
    client.force_login(pact.officer)

    page = client.get(ADDRESS, narrowed)

    assert [one.line.title for one in page.context["rows"].object_list] == expected
    assertContains(page, "1 program lewat tenggat.")


def test_an_empty_list_and_an_emptied_one_say_so(client, pact):
    client.force_login(pact.officer)

    assertContains(client.get(ADDRESS), "Tidak ada kewajiban terbuka")
    assertContains(client.get(ADDRESS, {"tampil": "saya"}), "Hapus saringan")


@pytest.mark.usefixtures("lines")
def test_neighbours_see_nothing_and_auditors_read(client, pact):
    client.force_login(MembershipFactory(officer=True).person)
    assertNotContains(client.get(ADDRESS), "Kelas kami")

    client.force_login(MembershipFactory(agency=pact.ours.agency, auditor=True).person)
    assertContains(client.get(ADDRESS), "Kelas kami")


def test_what_is_not_concluded_is_no_obligation(client, day):
    pact = planned(state=AgreementState.PROPOSED)
    line_of(pact.agreement, title="Baru diusulkan")
    client.force_login(pact.officer)

    assertNotContains(client.get(ADDRESS), "Baru diusulkan")


@pytest.mark.usefixtures("lines")
def test_the_calendar_needs_no_sign_in_but_its_address(client, pact, day):
    token = obligations.feed_token(pact.officer)

    answer = client.get(reverse("agreements:obligations-feed", args=[token]))

    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert [(str(one["summary"]), one["dtstart"].dt) for one in events] == [
        ("Kelas kami", day + timedelta(days=9))
    ]
    assert answer["Cache-Control"] == "private, no-store"


def test_a_made_up_address_and_a_closed_account_find_no_calendar(client, pact):
    token = obligations.feed_token(pact.officer)
    pact.officer.is_active = False
    pact.officer.save()

    for wrong in (token, f"{pact.other.pk}:x:y", "apa"):
        found = client.get(reverse("agreements:obligations-feed", args=[wrong]))
        assert found.status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(client, day, rows, django_assert_num_queries):
    pact = planned(ends_on=day + timedelta(days=400))
    for number in range(rows):
        made = line_of(pact.agreement, position=number, due_on=day)
        made.owners.create(party=pact.ours, person=pact.officer)
    client.force_login(pact.officer)

    with django_assert_num_queries(9):
        client.get(ADDRESS)
