import hashlib
import json

import pytest

from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import versions
from jejaring.parties.agreements.queries import canonical
from jejaring.parties.agreements.states import NEEDED_PARTS
from tests.agreements import walking
from tests.factories.agencies import MembershipFactory
from tests.factories.agreements import ClauseFactory, LineFactory

pytestmark = pytest.mark.django_db


def test_a_version_is_the_whole_text_with_its_hash(network, agreement, now):
    ClauseFactory(agreement=agreement, giver=network.jatim, receiver=network.jambi)

    version = versions.freeze(agreement=agreement, note=" Awal ", by=network.officer(), at=now)

    said = json.loads(version.canonical)
    assert version.sha256 == hashlib.sha256(version.canonical.encode()).hexdigest()
    assert (version.number, version.note, version.party.agency) == (1, "Awal", network.jatim)
    assert [one["agency"] for one in said["parties"]] == [network.jatim.code, network.jambi.code]
    assert (len(said["sections"]), len(said["clauses"])) == (len(NEEDED_PARTS), 2)
    assert version.canonical == json.dumps(
        said, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def test_the_same_text_is_not_frozen_twice(network, agreement, now):
    versions.freeze(agreement=agreement, by=network.officer(), at=now)

    with pytest.raises(versions.NothingChanged):
        versions.freeze(agreement=agreement, by=network.officer(network.jambi), at=now)


def test_a_side_s_own_number_does_not_change_the_text(network, agreement, now):
    version = versions.freeze(agreement=agreement, by=network.officer(), at=now)
    agreement.parties.filter(is_lead=True).update(number="119/1/2026")

    assert canonical.is_current(version, agreement)


def test_only_officers_of_the_sides_offer_a_text(network, agreement, now):
    for person in (network.head(), MembershipFactory(officer=True).person):
        with pytest.raises(NotPermitted):
            versions.freeze(agreement=agreement, by=person, at=now)
    assert not agreement.versions.exists()


def test_an_agreed_text_does_not_change(network, agreement, now):
    walking.to_signing(network, agreement, now)

    with pytest.raises(versions.TextClosed):
        versions.freeze(agreement=agreement, by=network.officer(), at=now)


def test_words_kept_elsewhere_stand_in_the_frozen_text(network, agreement, now):
    agreement.sections.update(body="Meliputi:\n{program}")
    LineFactory(agreement=agreement, title="Pertukaran pengajar")

    version = versions.freeze(agreement=agreement, by=network.officer(), at=now)

    said = json.loads(version.canonical)
    assert said["sections"][0]["body"] == "Meliputi:\na. Pertukaran pengajar."
