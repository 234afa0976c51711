from datetime import date

import pytest

from jejaring.parties.agreements.models import Agreement
from jejaring.surfaces.network.queries import growth
from tests.factories.agreements import AgreementFactory, today

pytestmark = pytest.mark.django_db


def test_every_year_from_the_first_to_the_last():
    AgreementFactory(mou=True, signed_on=date(2022, 1, 27))
    AgreementFactory(signed_on=date(2022, 2, 24))
    AgreementFactory(starts_on=date(2024, 1, 1))
    AgreementFactory()
    AgreementFactory(in_force=True, signed_on=date(2024, 5, 1))

    grown = growth.growth(Agreement.objects.all(), today())

    assert [(row.year, row.memoranda, row.others, row.total) for row in grown.years] == [
        (2022, 1, 1, 2),
        (2023, 0, 0, 2),
        (2024, 0, 2, 4),
    ]
    assert (grown.undated, grown.total, grown.standing) == (1, 5, 1)


def test_nothing_signed_is_no_year():
    grown = growth.growth(Agreement.objects.all(), today())

    assert (grown.years, grown.total) == ([], 0)
