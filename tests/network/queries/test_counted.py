from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from jejaring.parties.agreements.models import Movement
from jejaring.parties.agreements.states import MovementKind
from jejaring.surfaces.network.queries import counted, visible
from jejaring.surfaces.network.queries.chosen import Chosen
from tests.factories.agreements import ClauseFactory, pact, today
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


WHOLE = Chosen()


def count(reader=None, chosen=WHOLE, on=None):
    on = on or today()
    agreements = visible.agreements(reader, chosen, on)
    return counted.counted(reader, agreements, chosen, timezone.now(), on)


def gives(giver, receiver, events):
    clause = ClauseFactory(
        agreement=pact(giver, receiver, in_force=True), giver=giver, receiver=receiver
    )
    for number in range(events):
        Movement.objects.create(
            clause=clause, kind=MovementKind.DELIVERED, quantity=1, source=f"test:{number}",
            title="Kegiatan Contoh", at=timezone.now(),
        )  # fmt: skip


def test_who_gives_and_who_gets(agency_in):
    jatim, jambi, banten = agency_in("JI"), agency_in("JA"), agency_in("BT")
    gives(jatim, jambi, 3)
    gives(jambi, jatim, 1)
    gives(jatim, banten, 2)

    numbers = count()

    assert [(row.agency.pk, row.gave, row.got) for row in numbers.exchanges] == [
        (jatim.pk, 5, 1),
        (jambi.pk, 1, 3),
        (banten.pk, 0, 2),
    ]
    assert [(row.giver.pk, row.receiver.pk, row.events) for row in numbers.lopsided] == [
        (jatim.pk, banten.pk, 2)
    ]


def test_strangers_see_the_whole_as_it_was_counted_within_a_minute(
    agency_in, django_assert_num_queries
):
    gives(agency_in("JI"), agency_in("JA"), 1)
    first = count()
    gives(agency_in("BT"), agency_in("JA"), 1)

    with django_assert_num_queries(1):
        assert count(chosen=Chosen(province="JA")).growth == first.growth

    cache.clear()
    assert count().growth.total == 2


def test_readers_filters_and_other_days_are_counted_anew(agency_in):
    gives(agency_in("JI"), agency_in("JA"), 1)
    count()
    gives(agency_in("BT"), agency_in("JA"), 1)

    assert count(reader=PersonFactory()).growth.total == 2
    assert count(chosen=replace(WHOLE, kind="implementing")).growth.total == 2
    assert count(on=today() + timedelta(days=1)).growth.total == 2
