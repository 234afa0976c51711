"""Provinces as they ship, and an agency in one of them."""

import pytest
from django.utils import timezone

from jejaring.parties.places import actions as places
from jejaring.parties.places.models import Province
from tests.factories.agencies import AgencyFactory


@pytest.fixture
def agency_in(db):
    places.load(by=None, at=timezone.now())
    of = {province.iso: province for province in Province.objects.all()}

    def made(iso, **wanted):
        return AgencyFactory(province=of[iso] if iso else None, **wanted)

    return made
