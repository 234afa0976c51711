import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.seals import signing
from jejaring.parties.agencies import actions
from jejaring.parties.agencies.models import AgencyKey
from tests.factories.agencies import AgencyFactory

pytestmark = pytest.mark.django_db


def test_ensure_key_makes_one_key_and_then_returns_it(now):
    agency = AgencyFactory()

    first = actions.ensure_key(agency=agency, by=None, at=now)
    again = actions.ensure_key(agency=agency, by=None, at=now)

    assert first == again
    assert signing.verify(first.public, b"facts", signing.sign(first.wrapped, b"facts"))
    assert [entry.act for entry in Entry.objects.all()] == ["agencies.key_made"]


def test_ensure_key_makes_another_when_the_first_is_retired(now):
    agency = AgencyFactory()
    first = actions.ensure_key(agency=agency, by=None, at=now)
    AgencyKey.objects.filter(pk=first.pk).update(retired_at=now)

    assert actions.ensure_key(agency=agency, by=None, at=now) != first
