from datetime import date

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agencies import actions, queries
from jejaring.parties.agencies.models import Alias, Succession
from jejaring.parties.agencies.states import AliasKind
from tests.factories.agencies import AgencyFactory, AliasFactory, MembershipFactory

pytestmark = pytest.mark.django_db
DAY = date(2021, 9, 1)


@pytest.fixture
def owner():
    return MembershipFactory(owner=True)


def add(owner, at, name, by=None):
    return actions.add_alias(
        agency=owner.agency, name=name, kind=AliasKind.FORMER, by=by or owner.person, at=at
    )


def test_an_alias_is_found_by_searching(owner, now):
    add(owner, now, "  Badan Diklat  Jawa Timur ")

    assert owner.agency.aliases.get().name == "Badan Diklat Jawa Timur"
    assert queries.found_agencies("badan dikl") == [owner.agency]
    assert queries.found_agencies("diklat") == [owner.agency]


def test_a_name_the_agency_has_already_is_refused(owner, now):
    add(owner, now, "Badan Diklat")

    for name in ("badan diklat", owner.agency.name.upper(), owner.agency.short_name):
        with pytest.raises(actions.NameKnown):
            add(owner, now, name)
    with pytest.raises(actions.NameMissing):
        add(owner, now, "  ")
    assert Alias.objects.count() == 1


def test_a_removed_alias_is_not_found(owner, now):
    alias = AliasFactory(agency=owner.agency, name="Badan Diklat")

    actions.remove_alias(alias=alias, by=owner.person, at=now)

    assert queries.found_agencies("diklat") == []


def test_only_owners_of_the_agency_name_it(owner, now):
    alias = AliasFactory(agency=owner.agency)
    officer = MembershipFactory(agency=owner.agency, officer=True)

    for person in (officer.person, MembershipFactory(owner=True).person):
        with pytest.raises(NotPermitted):
            add(owner, now, "Badan Diklat", by=person)
        with pytest.raises(NotPermitted):
            actions.remove_alias(alias=alias, by=person, at=now)
    assert list(Alias.objects.all()) == [alias]


def tell(before, after, by, at):
    return actions.tell_succession(before=before, after=after, on=DAY, by=by, at=at)


def test_an_owner_says_who_follows(owner, now):
    brin = AgencyFactory()

    told = tell(owner.agency, brin, owner.person, now)

    assert queries.successions_of(brin) == queries.successions_of(owner.agency) == [told]
    assert queries.successors_of([owner.agency_id, brin.pk]) == {owner.agency_id: told}
    assert Entry.objects.get().act == "agencies.succeeded"


def test_the_operator_may_say_it_for_an_agency_nobody_owns(now):
    assert tell(AgencyFactory(), AgencyFactory(), None, now).pk


def test_who_follows_does_not_say_so_itself(owner, now):
    with pytest.raises(NotPermitted):
        tell(AgencyFactory(), owner.agency, owner.person, now)
    assert not Succession.objects.exists()


def test_no_agency_follows_itself_by_any_way(now):
    first, second, third = AgencyFactory.create_batch(3)
    tell(first, second, None, now)
    tell(second, third, None, now)

    for before, after in ((first, first), (second, first), (third, first)):
        with pytest.raises(actions.CircularSuccession):
            tell(before, after, None, now)
    with pytest.raises(actions.SuccessionKnown):
        tell(first, second, None, now)
    assert Succession.objects.count() == 2
