from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django.asserts import assertContains

from jejaring.ground.audit.models import Entry
from jejaring.parties.agreements.queries import periods
from tests.agreements.planned import planned
from tests.factories.agencies import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pact():
    day = localdate()
    return planned(starts_on=day - timedelta(days=300), ends_on=day + timedelta(days=300))


def address(name, pact, first):
    return reverse(f"agreements:{name}", args=[pact.agreement.code, first])


def test_every_period_is_offered_as_paper_and_workbook(client, pact):
    client.force_login(pact.officer)
    found = periods.periods_until(pact.agreement, localdate())

    page = client.get(reverse("agreements:reports", args=[pact.agreement.code]))

    for period in found:
        assertContains(page, address("report-pdf", pact, period.slug))
        assertContains(page, address("report-xlsx", pact, period.slug))


def test_an_auditor_downloads_and_nothing_is_written(client, pact):
    client.force_login(MembershipFactory(agency=pact.theirs.agency, auditor=True).person)
    first = periods.period_of(pact.agreement, localdate()).slug

    paper = client.get(address("report-pdf", pact, first))
    book = client.get(address("report-xlsx", pact, first))

    assert paper.content.startswith(b"%PDF")
    assert book.content.startswith(b"PK")
    assert "attachment" in paper["Content-Disposition"]
    assert not Entry.objects.exists()


@pytest.mark.parametrize("first", ["kemarin", "2026-02-30", "2026-01-02", "1999-01-01"])
def test_periods_that_are_none_are_not_found(client, pact, first):
    client.force_login(pact.officer)

    assert client.get(address("report-pdf", pact, first)).status_code == 404


def test_a_period_to_come_is_not_found(client):
    day = localdate()
    pact = planned(starts_on=day - timedelta(days=1), ends_on=date(day.year + 2, 12, 31))
    client.force_login(pact.officer)
    coming = periods.period_of(pact.agreement, date(day.year + 1, 1, 1)).slug

    assert client.get(address("report-xlsx", pact, coming)).status_code == 404


def test_neighbours_find_no_report(client, pact):
    client.force_login(MembershipFactory(officer=True).person)
    first = periods.period_of(pact.agreement, localdate()).slug

    assert client.get(address("report-pdf", pact, first)).status_code == 404
