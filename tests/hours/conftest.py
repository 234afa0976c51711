from datetime import timedelta
from decimal import Decimal

import pytest

from jejaring.registers.hours import actions
from jejaring.registers.hours.actions import Line, Occasion
from tests.factories.agencies import AgencyFactory, UnitFactory
from tests.factories.hours import RuleFactory
from tests.factories.people import PersonFactory


@pytest.fixture
def agency(db):
    return AgencyFactory.create()


@pytest.fixture
def unit(agency):
    return UnitFactory.create(agency=agency)


@pytest.fixture
def officer(db):
    return PersonFactory.create()


@pytest.fixture
def people(db):
    return PersonFactory.create_batch(3)


@pytest.fixture
def occasion(agency, now):
    """A webinar of two hours on Thursday 26 November 2026, 2 JP; pass what differs."""
    rule = RuleFactory.create()

    def make(**changes):
        started_at = changes.pop("started_at", now)
        usual = {
            "source": "live.session",
            "source_id": 1,
            "revision": 1,
            "title": "Pembelajaran mandiri",
            "started_at": started_at,
            "ended_at": started_at + timedelta(hours=2),
            "rule": rule,
            "agency_id": agency.pk,
        }
        return Occasion(**{**usual, **changes})

    return make


@pytest.fixture
def post(occasion, agency, unit, now):
    """Post the same hours for several people; pass what differs of the occasion."""

    def run(people, *, jp="2", minutes=120, by=None, employer=None, **changes):
        of_agency, of_unit = employer or (agency.pk, unit.pk)
        return actions.post(
            occasion=occasion(**changes),
            lines=[Line(person.pk, of_agency, of_unit, minutes, Decimal(jp)) for person in people],
            by=by,
            at=now,
        )

    return run


@pytest.fixture
def reverse_hours(agency, officer, now):
    """Take back the usual occasion's hours; pass what differs."""

    def run(people=None, **changes):
        usual = {
            "source": "live.session",
            "source_id": 1,
            "revision": 1,
            "person_ids": None if people is None else [person.pk for person in people],
            "reason": "Salah impor",
            "by": officer,
            "at": now,
            "agency_id": agency.pk,
        }
        return actions.reverse(**{**usual, **changes})

    return run


@pytest.fixture
def reverse(reverse_hours):
    """The same; views call it by its longer name, beside Django's `reverse`."""
    return reverse_hours
