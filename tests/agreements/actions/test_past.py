from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import drafting, past
from jejaring.parties.agreements.actions.past import PastParty
from jejaring.parties.agreements.models import Agreement, Occasion
from jejaring.parties.agreements.queries import gap, reading
from jejaring.parties.agreements.states import AgreementKind, AgreementState, Capacity
from tests.conftest import NOW
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import PartyFactory

pytestmark = pytest.mark.django_db
SIGNED = date(2022, 1, 27)


@pytest.fixture
def jatim():
    return AgencyFactory(name="BPSDM Provinsi Jawa Timur")


@pytest.fixture
def jambi():
    return AgencyFactory(name="BPSDM Provinsi Jambi")


@pytest.fixture
def officer(jatim):
    return MembershipFactory(agency=jatim, officer=True).person


def record(officer, *sides, **wanted):
    values: dict[str, Any] = {
        "kind": AgreementKind.IMPLEMENTING,
        "title": "PKS Jatim dan Jambi",
        "signed_on": SIGNED,
        "source": "Bhirawa, 27 Januari 2022",
    }
    parties = [side if isinstance(side, PastParty) else PastParty(side) for side in sides]
    return past.record_from_past(parties=parties, by=officer, at=NOW, **values | wanted)


def test_what_is_known_is_kept_and_the_rest_stays_empty(officer, jatim, jambi):
    programmes = [(field, field.name_id) for field in reading.fields()[:7]]
    wakil = PastParty(
        jambi, name="Bapelda Jambi", signatory_office="Wakil Gubernur", capacity=Capacity.DEPUTY
    )

    agreement = record(officer, jatim, wakil, announced_lines=8, programmes=programmes)

    assert (agreement.state, agreement.is_from_past) == (AgreementState.REGISTERED, True)
    assert (agreement.starts_on, agreement.ends_on) == (SIGNED, None)
    assert gap.gap_of(agreement) == gap.Gap(announced=8, recorded=7)
    sides = list(agreement.parties.values_list("name", "is_lead", "signatory_name", "capacity"))
    assert sides == [
        ("BPSDM Provinsi Jawa Timur", True, "", "own"),
        ("Bapelda Jambi", False, "", "deputy"),
    ]
    assert Entry.objects.get().act == "agreements.recorded"


def test_an_unsound_past_is_refused(officer, jatim, jambi):
    with pytest.raises(past.SourceMissing):
        record(officer, jatim, jambi, source=" ")
    with pytest.raises(past.InTheFuture):
        record(officer, jatim, jambi, signed_on=localdate(NOW) + timedelta(days=1))
    with pytest.raises(drafting.EndsBeforeStart):
        record(officer, jatim, jambi, ends_on=SIGNED - timedelta(days=1))
    with pytest.raises(drafting.TooFewParties):
        record(officer, jatim)
    PartyFactory(agency=jambi, number="119/1")
    with pytest.raises(past.NumberTaken, match="119/1"):
        record(officer, jatim, PastParty(jambi, number="119/1"))
    assert Entry.objects.count() == 0


def test_only_an_officer_of_a_side_records(jatim, jambi):
    auditor = MembershipFactory(agency=jatim, auditor=True).person
    for person in (auditor, MembershipFactory(officer=True).person):
        with pytest.raises(NotPermitted):
            record(person, jatim, jambi)
    assert Agreement.objects.filter(title__startswith="PKS").count() == 0


def test_an_occasion_is_kept_once_and_only_by_its_agency(officer, jatim, jambi):
    known: dict[str, Any] = {"name": "Misi Dagang", "on": SIGNED, "venue": "RCC", "city": "Jambi"}

    for _ in range(2):
        past.record_occasion(agency=jatim, by=officer, at=NOW, **known)
    with pytest.raises(NotPermitted):
        past.record_occasion(agency=jambi, by=officer, at=NOW, **known)

    assert Occasion.objects.get().venue == "RCC"
    assert Entry.objects.count() == 1
