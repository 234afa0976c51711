"""Two regions and their learning agencies, with somebody for every right."""

from dataclasses import dataclass, field

import pytest

from jejaring.ground.access.permissions import Role
from jejaring.parties.agencies.states import AgencyKind
from jejaring.parties.agreements.states import NEEDED, AgreementKind, StepKind
from tests.agreements import signatories
from tests.agreements.complete import completed
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import AgreementFactory, PartyFactory, pact

ROLES = {
    "draft_agreements": Role.COOPERATION,
    "review_agreements": Role.REVIEWER,
    "paraph_agreements": Role.LEGAL,
    "approve_agreements": Role.HEAD,
}


@dataclass
class Network:
    """Agencies with their people; `taker` gives whoever may take a step."""

    jatim: object
    jambi: object
    pemprov_jatim: object
    pemprov_jambi: object
    people: dict = field(default_factory=dict)

    def person(self, agency, role):
        key = (agency.pk, role)
        if key not in self.people:
            self.people[key] = MembershipFactory(agency=agency, role=role).person
        return self.people[key]

    def taker(self, step):
        return self.person(step.agency, ROLES[NEEDED[StepKind(step.kind)]])

    def officer(self, agency=None):
        return self.person(agency or self.jatim, Role.COOPERATION)

    def head(self, agency=None):
        return self.person(agency or self.jatim, Role.HEAD)


def made_network():
    above = [
        AgencyFactory(name=name, short_name=name, kind=AgencyKind.REGIONAL_GOVERNMENT)
        for name in ("Pemprov Contoh Timur", "Pemprov Contoh Barat")
    ]
    below = [AgencyFactory(parent=one) for one in above]
    return Network(below[0], below[1], above[0], above[1])


def made_mou(network):
    return pact(network.pemprov_jatim, network.pemprov_jambi, kind=AgreementKind.MOU, in_force=True)


def made_agreement(network, mou=None, **wanted):
    mou = mou or made_mou(network)
    facts = {"burdens_people": False, "is_unfunded": False, "purpose": "Belajar bersama."}
    made = AgreementFactory(
        parent=mou, starts_on=mou.starts_on, ends_on=mou.ends_on, **{**facts, **wanted}
    )
    for number, agency in enumerate((network.jatim, network.jambi), start=1):
        PartyFactory(agreement=made, agency=agency, position=number, is_lead=number == 1)
    return completed(made)


@pytest.fixture
def network(db):
    return made_network()


@pytest.fixture
def mou(network):
    """In force between the two governments."""
    return made_mou(network)


@pytest.fixture
def agreement(network, mou):
    """A sound proposal between the two learning agencies, under their MoU."""
    return made_agreement(network, mou)


@pytest.fixture
def own_vault(settings, tmp_path):
    """Files of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def ready(network, agreement, now, own_vault, settings):
    """Approved by both sides; both signatories hold their phones."""
    settings.DATA_DIR = own_vault.parent
    return signatories.ready(network, agreement, now)
