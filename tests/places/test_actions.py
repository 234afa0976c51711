from datetime import UTC, datetime

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.parties.places import actions
from jejaring.parties.places.actions import Loaded
from jejaring.parties.places.models import Holiday, Province, Regency

AT = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_load_fills_every_place_and_holiday():
    assert actions.load(by=None, at=AT) == Loaded(provinces=38, regencies=514, holidays=25)

    assert Province.objects.count() == 38
    assert Regency.objects.count() == 514
    assert Holiday.objects.count() == 25
    surabaya = Regency.objects.get(code="35.78")
    assert (surabaya.name, surabaya.province.iso) == ("Kota Surabaya", "JI")


def test_load_twice_changes_nothing_and_is_told_once():
    actions.load(by=None, at=AT)
    before = list(Province.objects.values_list("pk", "code"))

    assert actions.load(by=None, at=AT) == Loaded(provinces=0, regencies=0, holidays=0)

    assert list(Province.objects.values_list("pk", "code")) == before
    assert [entry.act for entry in Entry.objects.all()] == ["places.loaded"]


def test_load_puts_right_what_differs_and_keeps_the_row():
    actions.load(by=None, at=AT)
    jambi = Province.objects.get(code="15")
    Province.objects.filter(code="15").update(name="Djambi", zone="WIT")

    assert actions.load(by=None, at=AT) == Loaded(provinces=1, regencies=0, holidays=0)

    again = Province.objects.get(code="15")
    assert (again.pk, again.name, again.zone) == (jambi.pk, "Jambi", "WIB")


def test_load_is_set_based(django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        actions.load(by=None, at=AT)
