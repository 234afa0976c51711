"""The ledger of hours in a browser: read, put right, and checked by a stranger."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from jejaring.parties.agencies import actions as agencies
from jejaring.registers.hours import actions, queries
from jejaring.registers.hours.actions import Line, Occasion
from jejaring.registers.hours.states import LearningForm
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.people import PersonFactory
from tests.journeys.test_look import violations
from tests.journeys.test_thursday import let_in

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("unguarded")]


@pytest.fixture
def learner(unguarded):
    """Two hours of last month, posted by an agency with a key."""
    at = timezone.now()
    actions.load_rules(at=at)
    agency = AgencyFactory.create()
    agencies.ensure_key(agency=agency, by=None, at=at)
    person = PersonFactory.create(pns=True, name="Rara Contoh")
    started_at = at - timedelta(hours=3)
    occasion = Occasion(
        source="live.session",
        source_id=1,
        revision=1,
        title="ASN Belajar: Pembelajaran mandiri",
        started_at=started_at,
        ended_at=started_at + timedelta(hours=2),
        rule=queries.rule_in_force(LearningForm.SEMINAR, at.date()),
        agency_id=agency.pk,
    )
    line = Line(person.pk, None, None, 120, Decimal(2))
    actions.post(occasion=occasion, lines=[line], by=None, at=at)
    return person


def test_hours_are_read_put_right_and_checked(open_page, learner):
    posting = queries.open_postings().get()
    page = let_in(open_page, learner, f"/saya/jp/{posting.year}/", width=390)
    assert page.get_by_text("Kurang 18 JP").is_visible()
    assert violations(page) == []

    officer = MembershipFactory.create(agency=posting.issuer).person
    page = let_in(open_page, officer, f"/kelola/jp/{posting.pk}/")
    page.get_by_label("JP", exact=True).fill("1,5")
    page.get_by_label("Alasan").fill("Pulang lebih awal")
    page.get_by_role("button", name="Perbaiki").click()
    assert "JP sudah diperbaiki." in page.locator("#toasts").inner_text()
    assert violations(page) == []

    at = timezone.now()
    made = actions.make_statement(person=learner, year=posting.year, by=learner, at=at)
    page = open_page(f"/v/jp/{made.code}/", theme="dark")
    assert page.get_by_role("heading", level=1).inner_text() == "Rekap ini sah"
    assert page.get_by_text("1,5 JP").is_visible()
    assert violations(page) == []


def test_the_rules_are_read_on_a_phone(open_page, learner):
    page = open_page("/aturan-jp/", width=390, theme="dark")

    assert page.get_by_text("paling banyak 4 JP sehari").is_visible()
    assert violations(page) == []
