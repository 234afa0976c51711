from datetime import date

import pytest

from jejaring.parties.agencies.states import AgencyKind
from jejaring.parties.agreements.models import Agreement, SectionComment
from jejaring.parties.agreements.rules import checklist
from jejaring.parties.agreements.states import NEEDED_PARTS, AgreementKind, Capacity
from tests.conftest import NOW
from tests.factories.agencies import AgencyFactory
from tests.factories.agreements import ClauseFactory, LineFactory, SectionFactory, pact
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
COMPLETE = {
    "purpose": "Pengembangan kompetensi",
    "starts_on": date(2026, 12, 1),
    "ends_on": date(2029, 12, 1),
    "burdens_people": False,
    "is_unfunded": False,
}


def complete(kind=AgreementKind.IMPLEMENTING, other=AgencyKind.LEARNING_AGENCY):
    first, second = AgencyFactory(), AgencyFactory(kind=other)
    umbrella = pact(first, second, mou=True, in_force=True)
    umbrella.kind = AgreementKind.MOU
    umbrella.save()
    agreement = pact(first, second, kind=kind, parent=umbrella, **COMPLETE)
    for side in agreement.parties.all():
        side.signatory_name, side.signatory_office = "Kepala Contoh", "Kepala Badan"
        side.person_in_charge = PersonFactory()
        side.save()
    for part in NEEDED_PARTS:
        SectionFactory(agreement=agreement, part=part)
    ClauseFactory(agreement=agreement, giver=first, receiver=second)
    LineFactory(agreement=agreement)
    return agreement


def tabs(agreement):
    return [one.tab for one in checklist.missing(agreement, date(2026, 11, 26))]


def test_nothing_is_missing_from_a_complete_agreement():
    assert checklist.missing(complete()) == []


@pytest.mark.parametrize(
    ("changes", "tab"),
    [
        ({"purpose": " "}, "facts"),
        ({"starts_on": None}, "facts"),
        ({"ends_on": None}, "facts"),
        ({"burdens_people": None}, "facts"),
        ({"parent": None}, "facts"),
    ],
)
def test_a_missing_fact_is_named(changes, tab):
    agreement = complete()
    Agreement.objects.filter(pk=agreement.pk).update(**changes)
    agreement.refresh_from_db()

    assert tabs(agreement) == [tab]


def test_the_parent_must_be_in_force():
    agreement = complete()
    agreement.parent.ends_on = date(2026, 11, 25)

    assert tabs(agreement) == ["facts"]


@pytest.mark.parametrize("part", NEEDED_PARTS)
def test_every_part_of_e20_is_asked_for(part):
    agreement = complete()
    agreement.sections.filter(part=part).update(removed_at=NOW)

    assert tabs(agreement) == ["text"]


@pytest.mark.parametrize("body", ["Sejak {kapan}.", "Sebesar ........", "Pada [tanggal]."])
def test_blanks_and_unknown_words_are_found(body):
    agreement = complete()
    agreement.sections.filter(part="term").update(body=body)

    assert tabs(agreement) == ["text"]


def test_an_open_comment_is_found():
    agreement = complete()
    section = agreement.sections.first()
    SectionComment.objects.create(section=section, by=PersonFactory(), at=NOW, body="?")

    assert [one.key for one in checklist.missing(agreement)] == [section.pk]


def test_signatory_mandate_and_person_in_charge_are_asked_of_each_side():
    agreement = complete()
    agreement.parties.filter(position=1).update(signatory_name="", person_in_charge=None)
    agreement.parties.filter(position=2).update(capacity=Capacity.MANDATED)

    assert tabs(agreement) == ["parties"] * 3


def test_one_side_is_no_agreement():
    agreement = complete()
    agreement.parties.filter(position=2).delete()

    assert "parties" in tabs(agreement)


def test_an_implementing_agreement_has_a_clause():
    agreement = complete()
    agreement.clauses.all().delete()

    assert tabs(agreement) == ["clauses"]


def test_a_synergy_has_centre_region_and_plan():
    agreement = complete(AgreementKind.SYNERGY, AgencyKind.MINISTRY)
    assert tabs(agreement) == []

    agreement.lines.all().delete()
    agreement.parties.get(position=2).agency.parties.all()
    AgencyFactory._meta.model.objects.update(kind=AgencyKind.LEARNING_AGENCY)

    assert tabs(agreement) == ["parties", "plan"]


def test_a_third_party_is_no_region():
    assert tabs(complete(AgreementKind.THIRD_PARTY, AgencyKind.UNIVERSITY)) == []
    assert tabs(complete(AgreementKind.THIRD_PARTY)) == ["parties"]
