from datetime import UTC, date, datetime

import pytest

from jejaring.parties.places import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places():
    actions.load(by=None, at=datetime(2026, 11, 26, tzinfo=UTC))


def test_provinces_by_code():
    codes = [province.code for province in queries.provinces()]

    assert codes == sorted(codes)
    assert (codes[0], codes[-1]) == ("11", "96")


@pytest.mark.parametrize("code", ["35", "JI"])
def test_province_by_either_code(code):
    province = queries.province(code)

    assert province is not None
    assert province.name == "Jawa Timur"


def test_unknown_codes_find_nothing():
    assert queries.province("99") is None
    assert queries.regency("99.99") is None


def test_regencies_of_a_province_regencies_before_cities():
    province = queries.province("34")
    assert province is not None

    names = [regency.name for regency in queries.regencies_of(province)]

    assert names == [
        "Kabupaten Kulon Progo",
        "Kabupaten Bantul",
        "Kabupaten Gunungkidul",
        "Kabupaten Sleman",
        "Kota Yogyakarta",
    ]


def test_regency_comes_with_its_province(django_assert_num_queries):
    with django_assert_num_queries(1):
        regency = queries.regency("36.71")
        assert regency is not None
        assert (regency.name, regency.province.name) == ("Kota Tangerang", "Banten")


def test_holidays_between_includes_both_ends():
    found = queries.holidays_between(date(2026, 12, 24), date(2026, 12, 25))

    assert [holiday.name for holiday in found] == [
        "Cuti Bersama Kelahiran Yesus Kristus",
        "Kelahiran Yesus Kristus",
    ]


def test_is_holiday():
    assert queries.is_holiday(date(2026, 5, 14))
    assert not queries.is_holiday(date(2026, 11, 26))
