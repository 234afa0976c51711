"""Both sides with a signatory whose second factor is on, and the text ready to be signed."""

from dataclasses import dataclass

from jejaring.parties.agreements.actions import sealing, signing
from jejaring.parties.agreements.models import Agreement, TextVersion
from jejaring.parties.agreements.queries import canonical
from jejaring.parties.people.models import Person
from tests.agreements import walking
from tests.people.apps import App, enrolled


@dataclass
class Ready:
    """An approved agreement, its version, its sides and their signatories with their phones."""

    agreement: Agreement
    version: TextVersion
    parties: list
    people: list[Person]
    apps: list[App]

    def sign(self, side, at, **changes):
        said = {
            "party": self.parties[side],
            "seen_sha256": self.version.sha256,
            "code": self.apps[side].digits(at),
            "by": self.people[side],
            "at": at,
        } | changes
        signature = signing.sign(**said)
        self.agreement.refresh_from_db()
        return signature

    def seal(self, at):
        """Everything that waits; how many."""
        count = 0
        while sealing.seal_next(version=self.version, at=at):
            count += 1
        return count


def ready(network, agreement, at, **changes):
    """Approved by both sides, to be signed."""
    people = [network.head(network.jatim), network.head(network.jambi)]
    offices = ["Kepala BPSDM Contoh Timur", "Kepala BPSDM Contoh Barat"]
    parties = list(agreement.parties.order_by("position"))
    for party, person, office in zip(parties, people, offices, strict=True):
        party.signatory, party.signatory_name, party.signatory_office = person, person.name, office
        for name, value in changes.items():
            setattr(party, name, value)
        party.save()
    walking.to_signing(network, agreement, at)
    agreement.refresh_from_db()
    version = canonical.newest_version(agreement)
    assert version is not None
    apps = [enrolled(person, at) for person in people]
    return Ready(agreement, version, parties, people, apps)
