from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from jejaring.parties.agreements.models import CooperationField, Party
from jejaring.parties.agreements.queries import listing
from jejaring.parties.agreements.states import AgreementState
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import ClauseFactory, LineFactory, pact

pytestmark = pytest.mark.django_db
TODAY = localdate()


@pytest.fixture
def jatim():
    return AgencyFactory(name="BPSDM Provinsi Jawa Timur", short_name="BPSDM Jatim")


@pytest.fixture
def officer(jatim):
    return MembershipFactory(agency=jatim, officer=True).person


def found(officer, **wanted):
    asked = listing.asked({name: str(value) for name, value in wanted.items()})
    return [row.agreement for row in listing.page_of(officer, asked, TODAY).rows]


def test_every_stage_finds_its_own(officer, jatim):
    made = {
        "disusun": pact(jatim, AgencyFactory()),
        "ditandatangani": pact(jatim, AgencyFactory(), state=AgreementState.SIGNED),
        "berlaku": pact(jatim, AgencyFactory(), in_force=True),
        "berhenti": pact(jatim, AgencyFactory(), state=AgreementState.SUSPENDED),
        "berakhir": pact(jatim, AgencyFactory(), ended=True),
    }

    assert set(made) | {"segera-berakhir"} == set(listing.STAGES)
    for stage, agreement in made.items():
        assert found(officer, tahap=stage) == [agreement]
    made["berlaku"].ends_on = TODAY + timedelta(days=66)
    made["berlaku"].save()
    assert found(officer, tahap="segera-berakhir") == [made["berlaku"]]
    assert len(found(officer)) == 5


def test_kind_and_field_narrow_the_list(officer, jatim):
    umbrella, lined, promised = (
        pact(jatim, AgencyFactory(), mou=True),
        pact(jatim, AgencyFactory()),
        pact(jatim, AgencyFactory()),
    )
    fifth = CooperationField.objects.get(number=5)
    LineFactory(agreement=lined, field=fifth)
    ClauseFactory(agreement=promised, giver=jatim, field=fifth)

    assert found(officer, jenis="mou") == [umbrella]
    assert found(officer, bidang=5) == [promised, lined]
    assert len(found(officer, jenis="apa", bidang="x")) == 3


@pytest.mark.parametrize("words", ["jambi", "pelatihan jambi", "119/77", "Jmabi", "BPSDM Jambi"])
def test_a_search_forgives_typing_errors(officer, jatim, words):
    jambi = AgencyFactory(name="BPSDM Provinsi Jambi", short_name="BPSDM Jambi")
    wanted = pact(jatim, jambi, title="Pelatihan bersama")
    pact(jatim, AgencyFactory(name="Universitas Contoh", short_name="Contoh"))
    Party.objects.filter(agreement=wanted, agency=jambi).update(number="119/77/2026")

    assert found(officer, cari=words) == [wanted]


def test_a_code_is_found_and_a_neighbours_is_not(officer, jatim):
    own, foreign = pact(jatim, AgencyFactory()), pact(AgencyFactory(), AgencyFactory())

    assert found(officer, cari=own.code) == [own]
    assert found(officer, cari=foreign.code) == []


def test_a_row_knows_its_clock_and_its_gap(officer, jatim):
    agreement = pact(
        jatim,
        AgencyFactory(),
        in_force=True,
        ends_on=TODAY + timedelta(days=66),
        announced_lines=8,
    )
    for number in range(1, 8):
        LineFactory(agreement=agreement, field=CooperationField.objects.get(number=number))

    [row] = listing.page_of(officer, listing.Asked(), TODAY).rows

    assert (row.days_left, row.phase, row.recorded, row.unnamed) == (66, "expiring", 7, 1)
    assert row.fields == [1, 2, 3, 4, 5, 6, 7]


def test_what_makes_no_sense_is_left_out():
    odd = {"tahap": "x", "jenis": "y", "bidang": "²", "sebelum": "9" * 40}

    assert listing.asked(odd) == listing.Asked()
