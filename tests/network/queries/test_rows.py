from datetime import timedelta

import pytest

from jejaring.parties.agreements.models import Agreement
from jejaring.surfaces.network.queries import rows
from jejaring.surfaces.network.states import Standing
from tests.factories.agencies import AgencyFactory
from tests.factories.agreements import ClauseFactory, LineFactory, pact, today

pytestmark = pytest.mark.django_db


def walked(size):
    """Every agreement, page after page."""
    seen, after = [], ""
    while True:
        part = rows.part(Agreement.objects.all(), today(), after, size)
        seen += [row.agreement for row in part.rows]
        after = part.older
        if not after:
            return seen


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_pages_hold_every_agreement_once_the_latest_first_the_undated_last(size):
    one, other = AgencyFactory(), AgencyFactory()
    days = [today() - timedelta(days=number // 2) for number in range(5)]
    dated = [pact(one, other, signed_on=day) for day in days]
    undated = [pact(one, other) for _number in range(3)]

    wanted = sorted(dated, key=lambda row: (row.signed_on, row.pk), reverse=True)
    assert walked(size) == [*wanted, *reversed(undated)]


@pytest.mark.parametrize("mark", ["x", ".", "2026-13-45.3", "a.b", "." + "9" * 30, "٣.٣"])
def test_a_mark_that_somebody_else_wrote_begins_at_the_start(mark):
    agreement = pact(AgencyFactory(), AgencyFactory(), signed_on=today())

    assert [row.agreement for row in rows.part(Agreement.objects.all(), today(), mark).rows] == [
        agreement
    ]


def test_a_row_names_sides_as_they_were_called_and_fields_of_clauses_and_programmes():
    one, other = AgencyFactory(name="LIPI"), AgencyFactory()
    agreement = pact(one, other, in_force=True)
    one.name = "BRIN"
    one.save(update_fields=["name"])
    ClauseFactory(agreement=agreement, giver=one, receiver=other)
    LineFactory(agreement=agreement)

    row = rows.part(Agreement.objects.all(), today()).rows[0]

    assert [side.name for side in row.sides] == ["LIPI", other.name]
    assert row.fields == [1]
    assert row.standing == Standing.IN_FORCE
