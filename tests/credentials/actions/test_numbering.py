import pytest

from jejaring.ground.access.permissions import Role
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.registers.credentials import actions
from jejaring.registers.credentials.models import Certificate, NumberSeries
from tests.factories import credentials as make

pytestmark = pytest.mark.django_db


def set_pattern(agency, pattern, **changes):
    by = changes.pop("by", None) or make.member(agency, owner=True)
    given = {"agency": agency, "year": 2026, "by": by, "at": make.ISSUED_AT, **changes}
    return actions.set_number_pattern(pattern=pattern, **given)


def test_numbers_follow_the_pattern_of_the_year():
    agency = make.agency()
    set_pattern(agency, "893.3/{serial:05d}/204.5/{year}")

    make.sealed_batch(2, agency=agency)

    numbers = Certificate.objects.order_by("serial").values_list("number", flat=True)
    assert list(numbers) == ["893.3/00001/204.5/2026", "893.3/00002/204.5/2026"]
    entry = Entry.objects.get(act="credentials.pattern_set")
    assert entry.agency == agency.pk


def test_an_agency_without_a_pattern_numbers_by_its_code():
    agency = make.agency(code="bpsdm-jatim")

    batch = make.sealed_batch(1, agency=agency)

    assert batch.certificates.get().number == "00001/BPSDM-JATIM/2026"


def test_a_new_year_takes_over_the_last_pattern_and_begins_at_one():
    agency = make.agency()
    set_pattern(agency, "{year}-{serial}", year=2025)
    NumberSeries.objects.update(last=7)

    batch = make.sealed_batch(1, agency=agency)

    assert batch.certificates.get().number == "2026-1"


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "893.3/{year}",
        "{serial}/{serial}",
        "{serial.__class__}",
        "{serial!r}",
        "{serial:>99999999}",
        "{serial:010d}",
        "{0}",
        "{}",
        "{serial}/{month}",
        "{serial}/{",
        "{serial}}",
        "{{serial}}",
        "{serial}\n2026",
        "{serial}" + "x" * 80,
    ],
)
def test_a_pattern_that_would_not_number_is_refused(pattern):
    agency = make.agency()

    with pytest.raises(actions.PatternFaulty):
        set_pattern(agency, pattern)

    assert not NumberSeries.objects.exists()


def test_the_pattern_stays_once_a_number_was_given():
    agency = make.agency()
    make.sealed_batch(1, agency=agency)

    with pytest.raises(actions.NumbersTaken):
        set_pattern(agency, "{serial}")


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.AUDITOR])
def test_only_owners_set_the_pattern(role):
    agency = make.agency()

    with pytest.raises(NotPermitted):
        set_pattern(agency, "{serial}", by=make.member(agency, role=role))


def test_an_owner_of_a_neighbour_may_not_set_the_pattern():
    with pytest.raises(NotPermitted):
        set_pattern(make.agency(), "{serial}", by=make.member(owner=True))
