"""`jejaring verify audit` and `jejaring doctor`."""

import pytest

from jejaring.config import checks
from jejaring.ground.audit import trail
from tests.audit.test_trail import rewrite
from tests.factories.agencies import AgencyFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(now):
    agency, person = AgencyFactory(code="bpsdm-contoh"), PersonFactory()
    for act in ("live.announced", "live.closed"):
        trail.record(act, thing=agency, by=person, at=now, agency=agency.pk)
    trail.record("people.joined", thing=person, by=person, at=now)
    return agency


def test_an_untouched_trail_is_told_in_one_line(agency, capsys):
    assert checks.audit(None) == 0

    assert capsys.readouterr().out == "2 chains walked: nothing was altered.\n"


def test_an_altered_byte_is_told_with_agency_and_entry(agency, capsys):
    rewrite(
        "UPDATE audit_entry SET act = 'live.closex' WHERE agency = %s AND number = 2", agency.pk
    )

    assert checks.audit(None) == 1

    assert "bpsdm-contoh, entry 2: altered" in capsys.readouterr().out


def test_only_the_agency_asked_for_is_walked(agency, capsys):
    rewrite("UPDATE audit_entry SET act = 'people.joinex' WHERE agency = %s", 0)

    assert checks.audit("bpsdm-contoh") == 0
    assert capsys.readouterr().out == "1 chains walked: nothing was altered.\n"


def test_an_unknown_agency_is_refused_in_words(agency, capsys):
    assert checks.audit("bpsdm-entah") == 2

    assert "there is no agency with the code bpsdm-entah" in capsys.readouterr().err


def test_the_doctor_finds_a_sound_installation_well(agency, capsys):
    assert checks.doctor() == 0

    assert "NOT" not in capsys.readouterr().out
